package event

import (
	"slices"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

// Parse reads one event. All that is wrong with the file is in the list; the
// event is nil if any of it is an error, because a page that is half right is
// worse than one that is missing.
func Parse(src doc.Source) (*Event, diag.List) {
	document, found := doc.Parse(src)
	e := &Event{
		ID:     strings.TrimSuffix(strings.TrimPrefix(src.Path, eventsFolder), extension),
		Name:   src.Name,
		places: NewPlaces(src.Name),
	}
	checkID(e, &found)
	var sources map[string]int
	readable := document.Front.Kind() == doc.Map
	if readable {
		r := &reader{Event: e, f: document.Front.Fields(&found), found: &found}
		r.read()
		sources = r.numbers
	}
	body, problems := document.Markdown(doc.MarkdownOptions{
		IDPrefix: e.IDPrefix(),
		Sources:  sources,
		Link:     LinkFrom(src.Path),
	})
	e.Body = body
	found = append(found, problems...)
	if readable {
		checkCitations(e, &found)
		checkFirstOfJanuary(e, &found)
	}
	if found.HasErrors() || !readable {
		return nil, found
	}
	return e, found
}

// reader fills an event from its front matter.
type reader struct {
	*Event
	f       *doc.Fields
	found   *diag.List
	numbers map[string]int // source id → number in the list
}

func (r *reader) read() {
	r.Title = r.text("title", maxTitle)
	r.require("title", r.Title == "")
	r.readDates()
	r.Kind = r.text("kind", maxName)
	r.Summary = r.text("summary", maxText)
	r.Tags = r.texts("tags", maxTags)
	r.Actors = r.texts("actors", maxActors)
	r.Place = r.text("place", maxName)
	r.Importance = r.f.Int("importance", minImportance, maxImportance, defaultImportance)
	r.Status, _ = ParseStatus(r.f.Choice("status", statusNames).S)
	r.readSources()
	r.readMedia()
	for _, id := range r.texts("related", maxRelated) {
		r.Related = append(r.Related, relatedID(id))
	}
	r.readPublication()
	r.readCorrections()
	r.Aliases = ReadAliases(r.f, &r.places, r.found)
	r.Order = r.f.Int("order", -maxOrder, maxOrder, 0)
	r.Draft = r.f.Bool("draft")
	for _, key := range []string{"importance", "status", "order", "draft"} {
		if _, value, ok := r.f.Get(key); ok {
			r.places.Add(key, -1, doc.Text{Pos: value.Pos(), Length: value.Length()})
		}
	}
	r.Extra = ReadExtra(r.f)
}

// text reads a scalar and remembers its place.
func (r *reader) text(key string, limit int) string {
	t := r.f.Text(key, limit)
	r.places.Add(key, -1, t)
	return t.S
}

// texts reads a list of names, without repetitions.
func (r *reader) texts(key string, limit int) []string {
	var names []string
	for _, t := range r.f.Texts(key, maxName, limit) {
		if slices.Contains(names, t.S) {
			r.report(t, diag.Warning, "value-repeated", diag.Quote(t.S)+" is in "+key+" twice", "")
			continue
		}
		r.places.Add(key, len(names), t)
		names = append(names, t.S)
	}
	return names
}

// require reports a missing key, unless the key is there and its value was
// reported already.
func (r *reader) require(key string, missing bool) {
	if _, _, there := r.f.Get(key); missing && !there {
		r.places.Report(r.found, "", diag.Error, key+"-missing", key+" is required", requiredHints[key])
	}
}

var requiredHints = map[string]string{
	"title": "add a line such as: title: What happened, in a few words",
	"date":  "add a line such as: date: 2024-07-20, or 2024-07 or 2024~ when it is not known so exactly",
}

func (r *reader) report(at doc.Text, severity diag.Severity, code, message, hint string) {
	report(r.found, at, severity, code, message, hint)
}

func report(found *diag.List, at doc.Text, severity diag.Severity, code, message, hint string) {
	found.Add(diag.Diagnostic{Pos: at.Pos, Length: at.Length, Severity: severity, Code: code, Message: message, Hint: hint})
}

// relatedID accepts the forms in which an author may name another event: its
// id, its file, its address.
func relatedID(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "./"), "/")
	s = strings.TrimPrefix(s, eventsFolder)
	return strings.TrimSuffix(strings.TrimSuffix(s, "/"), extension)
}

// ReportUnknown warns of every key of f that nobody asked for. What names the
// map: "a source".
func ReportUnknown(f *doc.Fields, found *diag.List, what string) {
	for key := range f.Unknown() {
		name := key.Text()
		found.Add(diag.Diagnostic{
			Pos: key.Pos(), Length: key.Length(), Severity: diag.Warning, Code: "key-unknown",
			Message: "unknown key " + diag.Quote(name) + " in " + what,
			Hint:    diag.DidYouMean(name, f.Keys(), "the keys are "+strings.Join(f.Keys(), ", ")),
		})
	}
}

// ReadExtra keeps what nobody asked for.
func ReadExtra(f *doc.Fields) []Extra {
	var extra []Extra
	for key, value := range f.Unknown() {
		x := Extra{Key: key.Text(), Pos: key.Pos(), Value: value.Pos()}
		switch value.Kind() {
		case doc.Scalar:
			x.Values = []string{value.Text()}
		case doc.List:
			for item := range value.Items() {
				if item.Kind() == doc.Scalar && len(x.Values) < maxExtra {
					x.Values = append(x.Values, item.Text())
				}
			}
		}
		extra = append(extra, x)
	}
	return extra
}

// ReportCitations reports everything that a text cites, for texts that have no
// sources.
func ReportCitations(body doc.Body, found *diag.List) {
	for _, c := range body.Citations {
		found.Add(diag.Diagnostic{
			Pos: c.Pos, Length: c.Length, Severity: diag.Error, Code: "citation-unknown",
			Message: "nothing has the id " + diag.Quote(c.ID),
			Hint:    "write the footnote: [^" + c.ID + "]: …; only events have sources to cite",
		})
	}
}

// checkCitations compares what the text cites with the list of sources.
func checkCitations(e *Event, found *diag.List) {
	cited := make([]bool, len(e.Sources)+1)
	var ids []string
	for _, s := range e.Sources {
		if s.ID != "" {
			ids = append(ids, s.ID)
		}
	}
	for _, c := range e.Body.Citations {
		if c.Number > 0 && c.Number < len(cited) {
			cited[c.Number] = true
			continue
		}
		found.Add(diag.Diagnostic{
			Pos: c.Pos, Length: c.Length, Severity: diag.Error, Code: "citation-unknown",
			Message: "no source has the id " + diag.Quote(c.ID),
			Hint:    diag.DidYouMean(c.ID, ids, "add a source with this id, or a footnote [^"+c.ID+"]: …"),
		})
	}
	for i, s := range e.Sources {
		if s.ID != "" && !cited[i+1] {
			field := "sources." + itoa(i) + ".id"
			e.Report(found, field, diag.Info, "source-uncited", "the text never cites "+diag.Quote(s.ID), "cite it as [^"+s.ID+"]")
		}
	}
}
