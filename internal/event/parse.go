package event

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

// Parse reads one event. All that is wrong with the file is in the list; the
// event is nil if any of it is an error, because a page that is half right is
// worse than one that is missing.
func Parse(src doc.Source) (*Event, diag.List) {
	e, found := Examine(src)
	if found.HasErrors() {
		return nil, found
	}
	return e, found
}

// Examine is Parse, but returns what could be read of an event that has errors
// too, so that it can be checked against the rest of the site: an author wants
// to hear of everything at once. It is nil when nothing could be read.
func Examine(src doc.Source) (*Event, diag.List) {
	document, found := doc.Parse(src)
	e := &Event{
		ID:     norm.NFC.String(strings.TrimSuffix(strings.TrimPrefix(src.Path, eventsFolder), extension)),
		Name:   src.Name,
		places: NewPlaces(src.Name),
	}
	e.head, e.sum = sha256.Sum256(document.FrontMatter()), sha256.Sum256(src.Data)
	checkID(e, &found)
	var sources map[string]int
	readable, citable := document.Front.Kind() == doc.Map, false
	if readable {
		r := &reader{Event: e, f: document.Front.Fields(&found), found: &found}
		r.read()
		sources, citable = r.numbers, !r.sourcesBroken
	}
	body, problems := document.Markdown(doc.MarkdownOptions{
		IDPrefix: e.IDPrefix(),
		Sources:  sources,
		Labels:   src.Labels,
		Link:     LinkFrom(src.Path),
	})
	e.Body = body
	for _, p := range problems {
		// Without the list of sources, every citation seems to be in vain.
		if citable || p.Code != "citation-unknown" {
			found.Add(p)
		}
	}
	if readable {
		checkUncited(e, &found)
		checkFirstOfJanuary(e, &found)
	}
	switch {
	case !readable:
		return nil, found
	case found.HasErrors():
		e.faulty(document.Front, found)
	}
	return e, found
}

// faulty leaves of an event with errors what can still be judged: a key that
// one of the findings is about is not told again, and anchors may make anything
// of a key.
func (e *Event) faulty(front doc.Value, found diag.List) {
	for key := range front.Pairs() {
		e.mentioned = append(e.mentioned, key.Text())
	}
	if slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "yaml-feature" || d.Code == "yaml-keys" }) {
		e.Extra = nil
	}
	e.Extra = slices.DeleteFunc(e.Extra, func(x Extra) bool {
		return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Line == x.Pos.Line })
	})
}

// reader fills an event from its front matter.
type reader struct {
	*Event
	f       *doc.Fields
	found   *diag.List
	numbers map[string]int // source id → number in the list

	sourcesBroken bool // the list could not be read
}

func (r *reader) read() {
	r.Title = r.text("title", maxTitle)
	r.readDates()
	r.Kind = r.text("kind", maxName)
	r.Summary = r.text("summary", maxText)
	r.Tags = r.texts("tags", maxTags, asWritten)
	r.Actors = r.texts("actors", maxActors, asWritten)
	r.Place = r.text("place", maxName)
	r.Importance = r.f.Int("importance", minImportance, maxImportance, defaultImportance)
	r.Status, _ = ParseStatus(r.f.Choice("status", statusNames).S)
	r.readStatusReason()
	r.readSources()
	r.readDateClaims()
	r.readMedia()
	r.Related = r.texts("related", maxRelated, relatedID)
	r.readPublication()
	r.readCorrections()
	r.Language = r.text("language", maxName)
	r.Aliases = ReadAliases(r.f, &r.places, r.found)
	r.Order = r.f.Int("order", -maxOrder, maxOrder, 0)
	r.Draft = r.f.Bool("draft")
	for _, key := range []string{"importance", "status", "order", "draft"} {
		if _, value, ok := r.f.Get(key); ok {
			r.places.Add(key, -1, doc.Text{Pos: value.Pos(), Length: value.Length()})
		}
	}
	for _, key := range []string{"title", "date"} {
		Require(key, requiredHints[key], Keys, r.f, r.places, r.found)
	}
	r.Extra = ReadExtra(r.f)
}

// readStatusReason reads `status_reason`, which a retracted event must have:
// readers are owed an answer.
func (r *reader) readStatusReason() {
	reason := r.f.Text("status_reason", maxText)
	r.places.Add("status_reason", -1, reason)
	r.StatusReason = reason.S
	_, status, _ := r.f.Get("status")
	switch _, _, there := r.f.Get("status_reason"); {
	case r.Status == Retracted && !there:
		r.f.Report(status, diag.Error, "status-reason-missing", "a retracted event needs its reason",
			"add a line such as: status_reason: The document turned out to be forged.")
	case r.Status == Confirmed && !reason.IsZero() && (status.Kind() != doc.Scalar || status.Text() == Confirmed.String()):
		r.report(reason, diag.Warning, "status-reason-unused", "status_reason explains a status, and the event has none",
			"add status: reported, disputed, retracted or cancelled; or remove this line")
	}
}

// text reads a scalar and remembers its place.
func (r *reader) text(key string, limit int) string {
	t := r.f.Text(key, limit)
	r.places.Add(key, -1, t)
	return t.S
}

func asWritten(s string) string { return s }

// texts reads a list of names, brought to one form by normal, without
// repetitions.
func (r *reader) texts(key string, limit int, normal func(string) string) []string {
	var names []string
	for _, t := range r.f.Texts(key, maxName, limit) {
		name := normal(t.S)
		if slices.Contains(names, name) {
			r.report(t, diag.Warning, "value-repeated", diag.Quote(t.S)+" is in "+key+" twice", "")
			continue
		}
		r.places.Add(key, len(names), t)
		names = append(names, name)
	}
	return names
}

// Require reports a key that is not there. If one that nobody asked for looks
// more like it than like any other of known, that is the place to mend; ask for
// all others before.
func Require(key, hint string, known []string, f *doc.Fields, places Places, found *diag.List) {
	if _, _, there := f.Get(key); there {
		return // its value, if it is none, was reported
	}
	for other := range f.Unknown() {
		if name := other.Text(); diag.Nearest(name, known) == key {
			f.Report(other, diag.Error, key+"-missing", key+" is required, and "+diag.Quote(name)+" is no key", "did you mean "+diag.Quote(key)+"?")
			return
		}
	}
	places.Report(found, "", diag.Error, key+"-missing", key+" is required", hint)
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
	s = strings.TrimPrefix(strings.TrimPrefix(norm.NFC.String(s), "./"), "/")
	s = strings.TrimPrefix(s, eventsFolder)
	if address, ok := strings.CutSuffix(s, "/"); ok {
		return address
	}
	return strings.TrimSuffix(s, extension)
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
		x := Extra{Key: key.Text(), Pos: key.Pos(), Value: value.Pos(), Length: value.Length()}
		switch value.Kind() {
		case doc.Scalar:
			x.Values = []string{value.Text()}
		case doc.List:
			for item := range value.Items() {
				x.Nested = x.Nested || item.Kind() == doc.List || item.Kind() == doc.Map
				if item.Kind() == doc.Scalar && len(x.Values) < maxExtra {
					x.Values = append(x.Values, item.Text())
				}
			}
		case doc.Map:
			x.Nested = true
		}
		extra = append(extra, x)
	}
	return extra
}

// checkUncited asks about sources that neither the text nor a date claim cites.
// (What they cite in vain is found where they are read.)
func checkUncited(e *Event, found *diag.List) {
	cited := make([]bool, len(e.Sources)+1)
	for _, c := range e.Body.Citations {
		if c.Number > 0 && c.Number < len(cited) {
			cited[c.Number] = true
		}
	}
	for _, c := range e.DateClaims {
		if i := slices.IndexFunc(e.Sources, func(s Source) bool { return s.ID == c.Source }); i >= 0 {
			cited[i+1] = true
		}
	}
	if len(e.Sources) > 0 && e.Uncited() {
		e.Report(found, "sources.0", diag.Info, "text-uncited", "the text cites none of its sources",
			"put [^"+cmp.Or(e.Sources[0].ID, "id")+"] after what a source says; the id is that of the source")
		return
	}
	for i, s := range e.Sources {
		if s.ID != "" && !cited[i+1] {
			e.Report(found, "sources."+itoa(i)+".id", diag.Info, "source-uncited",
				"the text never cites "+diag.Quote(s.ID), "cite it as [^"+s.ID+"]")
		}
	}
}
