package render

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"dateline/internal/calendar"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
)

// Events of kinds with `calendar: true` are in calendar files: all of them,
// those of a tag, an actor and a kind, to subscribe to, and each alone, to
// import. An event is the same in all of these.

// planCalendars plans the calendar files of all scopes and events.
func (r *Renderer) planCalendars(p *Plan) {
	for _, sc := range r.scopes() {
		if slices.ContainsFunc(sc.events, r.site.InCalendar) {
			p.addPage(sc.url+site.CalendarFile, route{data: (*Renderer).calendarFile, index: sc.index, item: sc.item})
		}
	}
	for i, e := range r.site.Events {
		if r.site.InCalendar(e) {
			p.addPage(e.URL()+site.EventCalendar, route{data: (*Renderer).eventFile, item: i})
		}
	}
}

// calendarLinks are the calendar of a scope; nil when it has no dates for one.
func (r *Renderer) calendarLinks(sc scope) *Calendar {
	v := &Calendar{URL: sc.url + site.CalendarFile}
	for _, e := range sc.events {
		if r.site.InCalendar(e) {
			v.Count++
		}
	}
	if v.Count == 0 {
		return nil
	}
	v.Subscribe = template.URL(calendar.Address(r.absolute(v.URL)))
	return v
}

// eventCalendar is the calendar file of an event; nil when it has none.
func (r *Renderer) eventCalendar(e *event.Event) *Calendar {
	if !r.site.InCalendar(e) {
		return nil
	}
	return &Calendar{URL: e.URL() + site.EventCalendar, Count: 1}
}

// calendarFile is the calendar of a scope.
func (r *Renderer) calendarFile(rt route) []byte {
	sc := r.scopeFor(rt)
	c := calendar.Calendar{
		Name: r.site.Title, Description: r.site.Description,
		URL: r.absolute(sc.url), Source: r.absolute(sc.url + site.CalendarFile),
	}
	if sc.name != "" {
		c.Name = r.labelled(r.site.Title, sc.name)
	}
	for _, e := range sc.events {
		if r.site.InCalendar(e) {
			c.Events = append(c.Events, r.calendarEvent(e))
		}
	}
	return c.Text()
}

// eventFile is an event as a calendar.
func (r *Renderer) eventFile(rt route) []byte {
	return calendar.Calendar{Events: []calendar.Event{r.calendarEvent(r.site.Events[rt.item])}}.Text()
}

// calendarEvent is an event as calendars have it. Where the calendar cannot
// say its date, the title does.
func (r *Renderer) calendarEvent(e *event.Event) calendar.Event {
	zone := r.site.Location()
	published, revised := calendar.Revised(zone, e.Published), calendar.Revised(zone, revisedOn(e)...)
	v := calendar.Event{
		Created: published, Modified: published, Sequence: calendar.Sequence(published, revised, len(e.Corrections)),
		Status: calendarStatus(e), Summary: e.Title, URL: r.absolute(e.URL()), Location: e.Place, Categories: e.Tags,
	}
	if revised.After(published) {
		v.Modified = revised
	}
	host, path := r.uidParts()
	v.UID = calendar.UID(e.ID, host, path)
	v.Span, _ = calendar.SpanOf(e.Date, zone)
	if !v.Span.Exact {
		v.Summary = r.text.Text("calendar.title", v.Summary, r.locale.Format(e.Date))
	}
	if s := r.statusView(e); s != nil {
		v.Summary = r.labelled(s.Label, v.Summary)
	}
	v.Description = r.calendarText(e)
	return v
}

// uidParts are the host and the path of the site, as they stand in identifiers:
// two sites of one host, each below a path of its own, may have events of the
// same name, and a reader both of their calendars.
func (r *Renderer) uidParts() (host, path string) {
	u, err := url.Parse(r.site.URL)
	if err != nil {
		return "", "" // it was read before
	}
	return u.Hostname(), u.EscapedPath()
}

// revisedOn are the days on which an entry changed after it had appeared.
func revisedOn(e *event.Event) []edtf.Date {
	dates := []edtf.Date{e.Updated}
	for _, c := range e.Corrections {
		dates = append(dates, c.Date)
	}
	return dates
}

// calendarStatus is how certain an event is, as calendars know it: there is one
// word for what is not.
func calendarStatus(e *event.Event) calendar.Status {
	switch {
	case e.Status == event.Cancelled, e.Status == event.Retracted:
		return calendar.Cancelled
	case e.Status != event.Confirmed, e.Draft, e.Date.Approximate(), e.Date.Uncertain(), e.Date.IsOneOf():
		return calendar.Tentative
	}
	return calendar.Confirmed
}

// calendarText is what a reader's calendar says of an event: what it is, how
// exactly its date is known, what changed last, who says so, and where to read
// more. Paragraphs are apart by an empty line.
func (r *Renderer) calendarText(e *event.Event) string {
	var parts []string
	add := func(part string) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	add(r.view(e).Summary)
	if calendarCoarse(e.Date) {
		add(r.text.Text("calendar.dayUnknown", r.locale.Format(e.Date)))
	}
	if n := len(e.Corrections); n > 0 {
		c := e.Corrections[n-1]
		add(r.labelled(r.text.Text("list.comma", r.correctionName(c.Kind), r.locale.Format(c.Date)), c.Text))
	}
	if len(e.Sources) > 0 {
		lines := []string{r.text.Text("event.sources")}
		for _, s := range e.Sources {
			lines = append(lines, "- "+r.calendarSource(s))
		}
		add(strings.Join(lines, "\n"))
	}
	add(r.absolute(e.URL()))
	return strings.Join(parts, "\n\n")
}

// calendarSource is a source in one line.
func (r *Renderer) calendarSource(s event.Source) string {
	line := s.Title
	for _, part := range []string{s.Publisher, s.URL} {
		if part != "" {
			line = r.text.Text("list.comma", line, part)
		}
	}
	return line
}

// calendarCoarse reports whether the day on which a date begins or ends is not
// known.
func calendarCoarse(d edtf.Date) bool {
	return d.Precision() < edtf.Day || d.EndPrecision() != edtf.None && d.EndPrecision() < edtf.Day
}
