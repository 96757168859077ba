package render

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dateline/internal/search"
	"dateline/internal/site"
)

// The finder is search and filters. The page holds its frame alone; what can
// be chosen, and which event has what, is in search/facets.json, and the list
// entries of the events are in search/cards-N.json. A script loads the former
// when a reader begins to choose, of the latter those that are shown.

// cardsPerFile is how many list entries one file holds: results lie scattered,
// so that a larger file would bring much that is not shown.
const cardsPerFile = 25

// yearFacet is the key of the years, which readers filter by too.
const yearFacet = "year"

// filterable reports whether a facet divides the events.
func filterable(f *site.Facet, total int) bool {
	return len(f.Terms) > 1 || len(f.Terms) == 1 && len(f.Terms[0].Events) < total
}

// facetParameter is the key of a facet in a page's address. Declared keys have
// a word before them, so that none is one of the finder's own.
func facetParameter(f *site.Facet) string {
	if f.Label != "" {
		return "by-" + strings.Trim(strings.TrimPrefix(f.URL, "/by/"), "/")
	}
	return f.Key
}

func query(key, value string) string { return url.Values{key: {value}}.Encode() }

// finder returns the frame of the finder, nil for a site of one event.
func (r *Renderer) finder() *Finder {
	if len(r.site.Events) < 2 {
		return nil
	}
	v := &Finder{
		Keys: "q", Total: len(r.site.Events), Newest: r.site.NewestFirst, Version: r.site.Version, Cards: cardsPerFile,
		Example: r.exampleMonth(),
		Texts:   string(bytes.TrimSpace(marshalJSON(r.finderTexts()))),
	}
	if r.site.HasFacets() {
		v.Browse = "/by/"
	}
	for _, f := range r.finderFacets() {
		v.Facets = append(v.Facets, FinderFacet{Key: f.key, All: newLink(f.name, f.url)})
		v.Keys += " " + f.key
	}
	return v
}

// finderTexts are what the finder's script says: with {0} where it puts a
// value in, or by the names of plural forms where it counts.
func (r *Renderer) finderTexts() map[string]any {
	m := r.text
	return map[string]any{
		"all":        m.Text("finder.all"),
		"best":       m.Text("finder.best"),
		"byDate":     m.Text("finder.byDate"),
		"clear":      m.Text("action.clear"),
		"failed":     m.Text("finder.failed"),
		"found":      m.Count("count.found", len(r.site.Events), "{0}"),
		"more":       m.Text("action.more"),
		"moreValues": m.Forms("count.more"),
		"noDate":     m.Text("finder.noDate", r.locale.Year(exampleYear), r.exampleMonth(), "2024-06-20"),
		"none":       m.Text("finder.none"),
		"order":      m.Text("finder.order"),
		"partial":    m.Text("finder.partial"),
		"remove":     m.Text("action.remove", "{0}"),
		"today":      m.Text("time.today"),
		"typeValue":  m.Text("finder.findIn", "{0}"),
	}
}

// exampleYear is the year of the dates that readers are shown how to write.
const exampleYear = 2024

func (r *Renderer) exampleMonth() string { return r.locale.MonthYear(exampleYear, int(time.June)) }

// finderFacet is a facet as the finder sees it.
type finderFacet struct {
	key, name string
	url       string      // of the page of its values; "" for the years
	facet     *site.Facet // nil for the years
}

// finderFacets returns what the finder filters by: the facets of the site, with
// the years before the last two.
func (r *Renderer) finderFacets() []finderFacet {
	var out []finderFacet
	for _, f := range r.site.Facets {
		if f.Key == site.ImportanceFacet && len(r.site.Years) > 1 {
			out = append(out, finderFacet{key: yearFacet, name: r.text.Text("facet.years")})
		}
		if filterable(f, len(r.site.Events)) {
			out = append(out, finderFacet{facetParameter(f), r.facetNames(f).many, f.URL, f})
		}
	}
	return out
}

// facetsFile is search/facets.json. Events are numbers, their places in the
// order of dates; what each has is text: see search.AppendNumber.
type facetsFile struct {
	Version string      `json:"version"` // of the order of events
	Total   int         `json:"total"`
	Page    int         `json:"page"`  // events on one page of a year
	First   int64       `json:"first"` // day of the first event: days since 1970-01-01
	Days    string      `json:"days"`  // for each event, the days since the event before
	Facets  []facetFile `json:"facets"`
}

type facetFile struct {
	Key    string      `json:"key"`
	Name   string      `json:"name"`
	Values [][2]string `json:"values"` // in addresses, and for readers
	Events string      `json:"events"` // for each event, how many values it has, and their places
}

// facetsJSON is what filters and the way to a date need of all events.
func (r *Renderer) facetsJSON(route) []byte {
	out := facetsFile{Version: r.site.Version, Total: len(r.site.Events), Page: pageEvents}
	out.First, out.Days = r.days()
	for _, f := range r.finderFacets() {
		file := facetFile{Key: f.key, Name: f.name}
		if f.facet == nil {
			file.Values, file.Events = r.yearValues()
		} else {
			file.Values, file.Events = r.termValues(f.facet)
		}
		out.Facets = append(out.Facets, file)
	}
	return marshalJSON(out)
}

// yearValues are the years, of which each event has one.
func (r *Renderer) yearValues() (values [][2]string, events string) {
	var codes []byte
	for n, y := range r.site.Years {
		values = append(values, [2]string{strings.Trim(y.URL, "/"), r.locale.Year(y.From)})
		for range y.Len() {
			codes = search.AppendNumber(search.AppendNumber(codes, 1), n)
		}
	}
	return values, string(codes)
}

// termValues are the values of a facet, and which of them each event has.
func (r *Renderer) termValues(f *site.Facet) (values [][2]string, events string) {
	of := make([][]int, len(r.site.Events))
	for n, t := range f.Terms {
		values = append(values, [2]string{t.Slug, r.termName(f, t)})
		for _, e := range t.Events {
			i := r.site.Index(e)
			of[i] = append(of[i], n)
		}
	}
	var codes []byte
	for _, places := range of {
		codes = search.AppendNumber(codes, len(places))
		for _, n := range places {
			codes = search.AppendNumber(codes, n)
		}
	}
	return values, string(codes)
}

// days returns the day of the first event and the distance of each from the
// one before it.
func (r *Renderer) days() (first int64, codes string) {
	var b []byte
	last := r.site.Events[0].Date.FiledDay()
	first = last
	for _, e := range r.site.Events {
		day := max(last, e.Date.FiledDay())
		b = search.AppendNumber(b, int(day-last))
		last = day
	}
	return first, string(b)
}

// cardsFile is search/cards-N.json.
type cardsFile struct {
	Version string      `json:"version"`
	Cards   [][6]string `json:"cards"` // anchor, year, month, date, class, list entry as HTML
}

// atRoot is where list entries are for their addresses. Those that are relative
// are so to the site's root; scripts know where that is.
const atRoot = "entry"

func cardsName(n int) string { return "search/cards-" + strconv.Itoa(n) + ".json" }

// cardsJSON holds the list entries of some events.
func (r *Renderer) cardsJSON(rt route) []byte {
	out := cardsFile{Version: r.site.Version}
	for i := rt.item; i < min(rt.item+cardsPerFile, len(r.site.Events)); i++ {
		e := r.site.Events[i]
		v := r.view(e)
		out.Cards = append(out.Cards, [6]string{
			anchorID(e), r.locale.Year(r.site.Years[r.yearOf[i]].From), r.monthName(e), v.Date.Text, v.Class,
			string(r.rebase([]byte(r.card(e)), atRoot)),
		})
	}
	return marshalJSON(out)
}

func (r *Renderer) planFinder(p *Plan) {
	if len(r.site.Events) < 2 {
		return
	}
	p.pages["search/facets.json"] = planned{route: route{data: (*Renderer).facetsJSON}}
	for first := 0; first < len(r.site.Events); first += cardsPerFile {
		p.pages[cardsName(first/cardsPerFile)] = planned{route: route{data: (*Renderer).cardsJSON, item: first}}
	}
}

func marshalJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("render: a struct of strings and numbers does not fail to marshal: " + err.Error())
	}
	return b.Bytes()
}
