package render

import (
	"html/template"

	"dateline/internal/data"
	"dateline/internal/event"
)

// dataOf describes a site for programs.
func (r *Renderer) dataOf() *data.Site {
	labels := make(map[string]string, len(r.kinds))
	for id, k := range r.kinds {
		labels[id] = k.Label
	}
	return &data.Site{Site: r.site, Locale: r.locale, Labels: labels}
}

// planData plans what programs read: events.json and the others.
func (r *Renderer) planData(p *Plan) {
	for url, of := range map[string]func(*data.Site) []byte{
		data.EventsURL: (*data.Site).Events, data.CSVURL: (*data.Site).CSV,
		data.TimelineJSURL: (*data.Site).TimelineJS, data.SchemaURL: (*data.Site).Schema,
	} {
		p.addPage(url, route{data: func(r *Renderer, _ route) []byte { return of(r.data) }})
	}
	for i, e := range r.site.Events {
		p.addPage(e.URL()+data.EventFile, route{data: (*Renderer).eventJSON, item: i})
	}
}

func (r *Renderer) eventJSON(rt route) []byte { return r.data.One(r.site.Events[rt.item]) }

// dataLinks are the events of a scope as files. There are files of all events
// alone: whoever wants those of a tag takes these and filters.
func (r *Renderer) dataLinks(sc scope) []Link {
	if sc.index >= 0 {
		return nil
	}
	return []Link{
		newLink("JSON", data.EventsURL), newLink("CSV", data.CSVURL),
		newLink("TimelineJS", data.TimelineJSURL), newLink("JSON Schema", data.SchemaURL),
	}
}

// jsonType is the media type of JSON (RFC 8259).
const jsonType = "application/json"

// dataAlternates are the same, for programs.
func (r *Renderer) dataAlternates(sc scope) []Alternate {
	if sc.index >= 0 {
		return nil
	}
	return []Alternate{{Type: jsonType, URL: data.EventsURL}}
}

// eventData is an event as files, for readers, and for programs.
func (r *Renderer) eventData(e *event.Event) ([]Link, []Alternate) {
	at := e.URL() + data.EventFile
	return []Link{newLink(r.text.Text("event.data"), at)}, []Alternate{{Type: jsonType, URL: at}}
}

// eventLD is an event as search engines read it.
func (r *Renderer) eventLD(e *event.Event) template.JS { return template.JS(r.data.EventLD(e)) }

// homeLD is the site, with the events that its home page shows, as search
// engines read it. Before these are so many others.
func (r *Renderer) homeLD(shown []*event.Event, before int) template.JS {
	if r.site.NewestFirst {
		before = 0
	}
	return template.JS(r.data.ListLD(data.Page{
		Name: r.site.Title, URL: "/", First: before, Total: len(r.site.Events), Events: shown, Home: true,
	}))
}

// listLD is one page of a list of events as search engines read it; "" for one
// that shows none.
func (r *Renderer) listLD(l list, n int, shown []*event.Event) template.JS {
	if len(shown) == 0 {
		return ""
	}
	return template.JS(r.data.ListLD(data.Page{
		Name: l.heading, URL: pageURL(l.url, n), First: n * pageEvents, Total: len(l.events), Events: shown,
	}))
}
