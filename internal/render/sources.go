package render

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"dateline/internal/collation"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
)

// maxNamed is how many publishers a list names; more are counted.
const maxNamed = 4

// publishers lists who stands behind the sources, each once.
func publishers(sources []event.Source) []string {
	var out []string
next:
	for _, s := range sources {
		name := sourceName(s)
		for _, seen := range out {
			if seen == name {
				continue next
			}
		}
		out = append(out, name)
	}
	return out
}

// sourceName is what a source is called in a few words.
func sourceName(s event.Source) string {
	if name := s.By(); name != "" {
		return name
	}
	return s.Title
}

// says names the publishers of an event's sources, or counts them.
func (r *Renderer) says(names []string) string {
	if len(names) > maxNamed {
		return r.text.Count("sources.publishers", len(names))
	}
	return r.joined("list.semicolon", names)
}

// sourceCount is how many sources are from how many publishers.
func (r *Renderer) sourceCount(sources, publishers int) string {
	if sources == 0 {
		return ""
	}
	count := r.text.Count("sources.count", sources)
	if publishers == 0 {
		return count
	}
	return r.text.Count("sources.from", publishers, count)
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func (r *Renderer) sourceViews(e *event.Event) []Source {
	prefix := e.IDPrefix()
	cited := map[string]int{}
	for _, c := range e.Body.Citations {
		cited[c.ID]++
	}
	out := make([]Source, 0, len(e.Sources))
	for i, s := range e.Sources {
		v := Source{
			Number: i + 1, Title: s.Title, Author: s.Author, Publisher: s.Publisher,
			URL: s.URL, Host: host(s.URL), Archive: s.Archive, Note: strings.TrimSuffix(s.Note, "."),
			Date: r.fullDate(s.Date), Accessed: r.fullDate(s.Accessed),
		}
		g := r.goneOf(s)
		v.Link, v.Gone, v.Seen = g.link, g.text, g.seen
		v.Credit = r.credit(v)
		if s.ID != "" {
			v.ID = prefix + "source-" + s.ID
			for n := 1; n <= cited[s.ID]; n++ {
				v.Citations = append(v.Citations, prefix+"cite-"+s.ID+"-"+strconv.Itoa(n))
			}
		}
		v.Backlinks = r.backlinks(v)
		out = append(out, v)
	}
	return out
}

// sourceLink links a source's title to the document, whose address has passed
// the allow-list that Markdown links have to pass.
func sourceLink(s event.Source) template.HTML {
	if s.URL == "" {
		return template.HTML(`<span class="title">` + template.HTMLEscapeString(s.Title) + `</span>`)
	}
	return anchor(s.URL, ` class="title" rel="external"`, s.Title)
}

// credit is who wrote a source, who published it and when.
func (r *Renderer) credit(s Source) template.HTML {
	var credit template.HTML
	add := func(part template.HTML) {
		credit = textOf(r.text, "list.comma", []any{credit, part}).(template.HTML)
	}
	if s.Author != "" {
		add(template.HTML(template.HTMLEscapeString(r.text.Text("event.by", s.Author))))
	}
	if s.Publisher != "" {
		add(template.HTML(`<span class="publisher">` + template.HTMLEscapeString(s.Publisher) + `</span>`))
	}
	if s.Date.Text != "" {
		add(s.Date.HTML)
	}
	return credit
}

// backlinks links a source to the places that cite it.
func (r *Renderer) backlinks(s Source) template.HTML {
	var b strings.Builder
	for i, id := range s.Citations {
		n := r.text.Number(i + 1)
		label := r.text.Text("event.backToCitation", n, r.text.Number(s.Number))
		b.WriteString(` <a href="#` + template.HTMLEscapeString(id) + `" aria-label="` + template.HTMLEscapeString(label) + `">` + n + `</a>`)
	}
	return template.HTML(b.String())
}

// claimViews are the dates that sources give for an event, where they disagree:
// each date once, in the order of the file.
func (r *Renderer) claimViews(e *event.Event) []DateClaim {
	if !e.DatesDisagree() {
		return nil
	}
	var dates []edtf.Date
	var out []DateClaim
next:
	for _, c := range e.DateClaims {
		source := r.claimSource(e, c.Source)
		for i, d := range dates {
			if d == c.Date {
				out[i].Sources = append(out[i].Sources, source)
				continue next
			}
		}
		dates = append(dates, c.Date)
		out = append(out, DateClaim{Date: r.fullDate(c.Date), Sources: []Link{source}})
	}
	for i, c := range out {
		names := c.Sources[0].HTML
		for _, l := range c.Sources[1:] {
			names = textOf(r.text, "list.comma", []any{names, l.HTML}).(template.HTML)
		}
		out[i].HTML = textOf(r.text, "sources.according", []any{c.Date.HTML, names}).(template.HTML)
	}
	return out
}

// claimSource links a source by its name to its entry on the event's page.
func (r *Renderer) claimSource(e *event.Event, id string) Link {
	for _, s := range e.Sources {
		if s.ID == id {
			return newLink(sourceName(s), "#"+e.IDPrefix()+"source-"+id)
		}
	}
	return Link{} // event.Parse has refused it
}

// maxSourceLines is how many documents and events one page of the list of
// sources holds: some 80 kB.
const maxSourceLines = 500

// sourceRow is a document of the list of sources, or as much of a document as a
// page holds: one that thousands of events cite is on several.
type sourceRow struct {
	shelf, document int // places in site.Sources, and in the documents of that
	from, to        int // of the document's events
}

// sourcePages divides the sources of a site into pages.
func sourcePages(shelves []*site.Shelf) [][]sourceRow {
	var pages [][]sourceRow
	room := 0
	for i, shelf := range shelves {
		for j, d := range shelf.Documents {
			for from := 0; from < len(d.Events); {
				if room < 2 {
					pages, room = append(pages, nil), maxSourceLines
				}
				to := min(len(d.Events), from+room-1)
				last := &pages[len(pages)-1]
				*last = append(*last, sourceRow{i, j, from, to})
				room -= 1 + to - from
				from = to
			}
		}
	}
	return pages
}

// planSources plans the list of all sources, by publisher.
func (r *Renderer) planSources(p *Plan) {
	for part := range r.sources {
		p.addPage(pageURL(site.SourcesURL, part), route{page: (*Renderer).sourcesPage, part: part})
	}
}

// sourcesPage is one page of the list of all sources.
func (r *Renderer) sourcesPage(rt route) (string, any) {
	heading := r.text.Text("sources.title")
	p := SourcesPage{Heading: heading, Number: rt.part + 1}
	title := heading
	if rt.part > 0 {
		title = r.text.Text("nav.page", heading, r.text.Number(rt.part+1))
	}
	documents, named := 0, 0
	for _, shelf := range r.site.Sources {
		documents += len(shelf.Documents)
		if shelf.Publisher != "" {
			named++
		}
	}
	p.Count = r.sourceCount(documents, named)
	p.Common = r.commonFor(site.SourcesURL, Page{
		Title: title, URL: pageURL(site.SourcesURL, rt.part), Description: r.labelled(heading, p.Count),
	})
	var initials []string
	if len(r.sources) > 1 {
		initials = r.shelfInitials()
		p.Numbers = letteredNumbers(site.SourcesURL, len(r.sources), rt.part, func(part int) (first, last string) {
			rows := r.sources[part]
			return initials[rows[0].shelf], initials[rows[len(rows)-1].shelf]
		})
	}
	p.Shelves = r.shelfViews(r.sources[rt.part], initials)
	return "sources.html", p
}

// shelfViews are the rows of a page by publisher. Initials are those of all
// publishers, nil for a short list.
func (r *Renderer) shelfViews(rows []sourceRow, initials []string) []Shelf {
	var out []Shelf
	shown, letter := -1, ""
	for _, row := range rows {
		shelf := r.site.Sources[row.shelf]
		if row.shelf != shown {
			shown = row.shelf
			v := Shelf{Publisher: shelf.Publisher, Count: len(shelf.Documents)}
			if v.Publisher == "" {
				v.Publisher = r.text.Text("sources.noPublisher")
			}
			if initials != nil && initials[row.shelf] != letter {
				letter = initials[row.shelf]
				v.Initial = letter
			}
			out = append(out, v)
		}
		last := &out[len(out)-1]
		last.Documents = append(last.Documents, r.documentView(shelf.Documents[row.document], row))
	}
	return out
}

func (r *Renderer) documentView(d *site.Document, row sourceRow) Document {
	g := r.goneOf(d.Source)
	v := Document{
		Title: d.Title, Link: g.link, Gone: g.text, Author: d.Author, URL: d.URL, Archive: d.Archive, Date: r.fullDate(d.Date),
		Credit: r.credit(Source{Author: d.Author, Date: r.fullDate(d.Date)}),
	}
	for _, place := range d.Events[row.from:row.to] {
		v.Events = append(v.Events, r.view(r.site.Events[place]))
	}
	return v
}

// shelfInitials are the letters under which publishers are looked up.
func (r *Renderer) shelfInitials() []string {
	names := make([]string, len(r.site.Sources))
	for i, shelf := range r.site.Sources {
		names[i] = shelf.Publisher
	}
	return collation.Initials(r.site.Language, names)
}
