package render

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"dateline/internal/doc"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/message"
	"dateline/internal/site"
)

// reading is how a reader should take an event of a kind.
type reading struct {
	shape, nature string
	meaning       string // id of a text; "" when there is none
}

// readings holds the built-in kinds. A kind that the site declares is a fact,
// or a deadline when its dates go into the calendar.
var readings = map[string]reading{
	"announcement": {"disc", "fact", "kind.announcement.meaning"},
	"action":       {"square", "fact", "kind.action.meaning"},
	"deadline":     {"diamond", "deadline", "kind.deadline.meaning"},
	"statement":    {"quote", "statement", "kind.statement.meaning"},
	"analysis":     {"ring", "analysis", "kind.analysis.meaning"},
}

// ownShapes are for the kinds that a site declares, in this order: what is told
// by colour alone is not told to everybody.
var ownShapes = []string{"triangle", "star", "house", "cross", "down", "bars", "half", "square", "ring", "quote"}

// kindViews returns the views of kinds, which are in the order of the site.
func kindViews(kinds []site.Kind, counts map[string]int, m *message.Messages) map[string]*Kind {
	views := make(map[string]*Kind, len(kinds))
	own := 0
	for _, k := range kinds {
		rd, ok := readings[k.ID]
		if !ok && k.Calendar {
			rd, ok = reading{"diamond", "deadline", "kind.calendar.meaning"}, true
		}
		if !ok {
			rd = reading{ownShapes[own%len(ownShapes)], "fact", ""}
			own++
		}
		label, meaning := k.Label, k.Description
		if own := "kind." + k.ID; !k.Named && m.Has(own) {
			label = m.Text(own)
		}
		if meaning == "" && rd.meaning != "" {
			meaning = m.Text(rd.meaning)
		}
		views[k.ID] = &Kind{
			ID: k.ID, Label: label, URL: "/kinds/" + k.ID + "/", Class: "kind-" + k.ID,
			Shape: rd.shape, Nature: rd.nature, Meaning: meaning, Count: counts[k.ID],
		}
	}
	return views
}

// plainKind stands in for events that name no kind.
var plainKind = &Kind{Class: "kind-none", Shape: "disc", Nature: "fact"}

func (r *Renderer) statusView(e *event.Event) *Status {
	if e.Status == event.Confirmed {
		return nil
	}
	id := "status." + e.Status.String()
	return &Status{ID: e.Status.String(), Label: r.text.Text(id), Reason: e.StatusReason, Notice: r.text.Text(id + "Notice")}
}

// nameOf returns the title of an event. One that is no longer claimed is
// struck, and as few screen readers say so of themselves, says why.
func (r *Renderer) nameOf(e *event.Event, s *Status) template.HTML {
	title := template.HTML(template.HTMLEscapeString(e.Title))
	if e.Status != event.Retracted && e.Status != event.Cancelled {
		return title
	}
	said := template.HTML(template.HTMLEscapeString(r.labelled(s.Label, "")))
	own := "" // the word is in the language of the site, whatever that of the title is
	if r.langOf(e) != "" {
		own = ` lang="` + template.HTMLEscapeString(r.site.Language) + `" dir="` + direction(r.site.Language) + `"`
	}
	return `<span class="visually-hidden"` + template.HTML(own) + `>` + said + `</span><s>` + title + `</s>`
}

// labelled puts what something is before its name.
func (r *Renderer) labelled(label, name string) string {
	return r.text.Text("list.labelled", label, name)
}

// joined joins names, by the pattern of two of them.
func (r *Renderer) joined(pattern string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	all := names[0]
	for _, name := range names[1:] {
		all = r.text.Text(pattern, all, name)
	}
	return all
}

// dateView returns a date with all its forms.
func (r *Renderer) dateView(d edtf.Date) Date {
	v := r.fullDate(d)
	if !d.IsZero() {
		v.Day = r.locale.DayMonth(d)
		v.DayHTML = timeElement(v.Day, v.Datetime)
		if v.Zone = r.locale.Zone(d); v.Zone != "" {
			zone := template.HTMLEscapeString(v.Zone)
			v.DayHTML = template.HTML(strings.Replace(string(v.DayHTML), zone, `<span class="zone">`+zone+`</span>`, 1))
		}
	}
	return v
}

// fullDate returns a date that stands alone, never below its year.
func (r *Renderer) fullDate(d edtf.Date) Date {
	if d.IsZero() {
		return Date{}
	}
	v := Date{
		Text:     r.locale.Format(d),
		Datetime: d.Datetime(),
		Circa:    d.Approximate() || d.Uncertain(),
	}
	v.HTML = timeElement(v.Text, v.Datetime)
	return v
}

func timeElement(text, datetime string) template.HTML {
	text = template.HTMLEscapeString(text)
	if datetime == "" {
		return template.HTML(text)
	}
	return template.HTML(`<time datetime="` + template.HTMLEscapeString(datetime) + `">` + text + `</time>`)
}

// anchor returns a link; attributes are written as they are, after a space.
func anchor(url, attributes, text string) template.HTML {
	return anchorAround(url, attributes, template.HTML(template.HTMLEscapeString(text)))
}

// anchorAround is anchor around elements.
func anchorAround(url, attributes string, inner template.HTML) template.HTML {
	if url == "" {
		return inner
	}
	return `<a href="` + template.HTML(template.HTMLEscapeString(url)+`"`+attributes) + `>` + inner + `</a>`
}

// newLink returns a link with its element.
func newLink(name, url string) Link { return Link{Name: name, URL: url, HTML: anchor(url, "", name)} }

func (r *Renderer) eventView(e *event.Event) *Event {
	v := &Event{
		ID: e.ID, URL: e.URL(), Title: e.Title, Deck: e.Summary, Summary: e.Summary,
		Date: r.dateView(e.Date), Kind: r.kind(e.Kind), Status: r.statusView(e),
		Importance: e.Importance, Place: e.Place, Sources: len(e.Sources),
		Publishers: publishers(e.Sources), Draft: e.Draft,
		Actors: r.links(e.Actors, r.site.Facet(site.ActorFacet)), Tags: r.links(e.Tags, r.site.Facet(site.TagFacet)),
	}
	if k, _ := r.site.Kind(e.Kind); k.Calendar {
		v.When = when(e, v.Kind)
	}
	v.Dated = r.dated(e)
	v.Lang = r.langOf(e)
	v.Name, v.Class = r.nameOf(e, v.Status), itemClass(v)
	v.Link = anchorAround(v.URL, spaced(v.Lang), v.Name)
	v.Href = template.HTMLAttr(`href="` + template.HTMLEscapeString(v.URL) + `"`)
	v.Says, v.SaysLabel = r.says(v.Publishers), r.text.Count("sources.count", v.Sources)
	v.Uncited = r.site.MarkUncited && v.Sources > 0 && e.Uncited()
	v.Differs = e.DatesDisagree()
	if v.Summary == "" {
		v.Summary = e.Body.Excerpt
	}
	r.setVoice(v, r.joined("list.comma", e.Actors))
	if len(e.Extra) > 0 {
		v.Extra = make(map[string][]string, len(e.Extra))
		for _, x := range e.Extra {
			v.Extra[x.Key] = x.Values
		}
		for _, f := range r.site.Fields {
			if values := v.Extra[f.Key]; len(values) > 0 {
				v.Fields = append(v.Fields, r.fieldView(f, values))
			}
		}
	}
	return v
}

// langOf returns the attributes of words that are in the language of an event.
func (r *Renderer) langOf(e *event.Event) template.HTMLAttr {
	if e.Language == "" || e.Language == r.site.Language {
		return ""
	}
	return template.HTMLAttr(`lang="` + template.HTMLEscapeString(e.Language) + `" dir="` + direction(e.Language) + `"`)
}

// spaced returns attributes as they follow others.
func spaced(attributes template.HTMLAttr) string {
	if attributes == "" {
		return ""
	}
	return " " + string(attributes)
}

// when tells a script when a date that matters begins and ends, so that it can
// say what that means today. A date that is not known to the day, or that is
// not to be, means nothing of the kind.
func when(e *event.Event, k *Kind) template.HTMLAttr {
	from, ok := e.Date.Lower().Time()
	if !ok || e.Date.Approximate() || e.Date.Uncertain() || e.Date.IsSet() || e.Status == event.Cancelled || e.Status == event.Retracted {
		return ""
	}
	to := ""
	switch last, ok := e.Date.Upper().Time(); {
	case e.Date.OpenEnd():
		to = "open"
	case ok && (e.Date.IsInterval() || e.Date.Precision() < edtf.Day):
		to = last.Format(time.DateOnly)
	}
	attr := fmt.Sprintf(`data-from="%s" data-to="%s"`, from.Format(time.DateOnly), to)
	if k.ID == "deadline" { // from then on a rule applies: see readings
		attr += ` data-rule="true"`
	}
	return template.HTMLAttr(attr)
}

// fieldView shows the values of a site's own key by its type.
func (r *Renderer) fieldView(f site.Field, values []string) FieldValue {
	v := FieldValue{Label: f.Label}
	for _, value := range values {
		shown := template.HTML(template.HTMLEscapeString(value))
		switch f.Type {
		case "url":
			if address, problem, _ := doc.CheckURL(value); problem == "" {
				shown = anchor(address, "", value)
			}
		case "date":
			if d, err := edtf.Parse(value); err == nil {
				shown = r.fullDate(d).HTML
			}
		}
		v.Values = append(v.Values, shown)
	}
	return v
}

// setVoice says whose word the event is: what happened is nobody's, what
// somebody says or thinks is theirs.
func (r *Renderer) setVoice(v *Event, actors string) {
	switch v.Kind.Nature {
	case "statement":
		v.Byline = actors
		v.Reading = r.readingOf("reading.statement", actors)
	case "analysis":
		v.Byline = actors
		v.Reading = r.readingOf("reading.analysis", actors)
	default:
		v.Who = actors
	}
}

// readingOf says how to take the words of the actors, "" for nobody named.
func (r *Renderer) readingOf(id, actors string) string {
	if actors == "" {
		return r.text.Text(id + "Unknown")
	}
	return r.text.Text(id, actors)
}

// kind returns the view of a kind by its id; "" is the kind of events that name
// none.
func (r *Renderer) kind(id string) *Kind {
	if k, ok := r.kinds[id]; ok {
		return k
	}
	return r.kinds[""]
}

// links returns names with the addresses of their lists. Events share them.
func (r *Renderer) links(names []string, f *site.Facet) []*Link {
	if len(names) == 0 {
		return nil
	}
	out := make([]*Link, 0, len(names))
	for _, name := range names {
		key := [2]string{name}
		if t, ok := f.Term(name); ok {
			key[1] = t.URL
		}
		l, ok := r.shared.Load(key)
		if !ok {
			l, _ = r.shared.LoadOrStore(key, new(newLink(name, key[1])))
		}
		out = append(out, l.(*Link))
	}
	return out
}

func (r *Renderer) correctionViews(corrections []event.Correction) []Correction {
	var out []Correction
	for i, c := range corrections {
		out = append(out, Correction{ID: correctionID(corrections, i), Date: r.dateView(c.Date), Kind: c.Kind, Label: r.correctionName(c.Kind), Text: c.Text})
	}
	return out
}

// eraViews returns the eras that an event falls into.
func (r *Renderer) eraViews(e *event.Event) []Era {
	var out []Era
	for _, era := range r.site.Eras {
		if within(e.Date, era.Date) {
			out = append(out, Era{era.Title, r.dateView(era.Date)})
		}
	}
	return out
}

// within reports whether an event begins inside an era.
func within(d, era edtf.Date) bool {
	at := d.Filed()
	return at.Compare(era.Lower()) >= 0 && at.Compare(era.Upper()) <= 0
}

// itemClass names an event's kind, status and importance for style sheets.
func itemClass(v *Event) string {
	class := v.Kind.Class + " is-" + v.Kind.Nature + " importance-" + strconv.Itoa(v.Importance)
	if v.Status != nil {
		class += " status-" + v.Status.ID
	}
	if v.Draft {
		class += " is-draft"
	}
	return class
}

// correctionName is a kind of change to an entry.
func (r *Renderer) correctionName(kind string) string {
	if id := "correction." + kind; r.text.Has(id) {
		return r.text.Text(id)
	}
	return r.text.Capital(kind)
}
