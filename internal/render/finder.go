package render

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/event"
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
		Total: len(r.site.Events), Newest: r.site.NewestFirst, Version: r.site.Version, Cards: cardsPerFile,
		Texts: string(bytes.TrimSpace(marshalJSON(finderTexts))),
	}
	for _, f := range r.finderFacets() {
		v.Facets = append(v.Facets, FinderFacet{Key: f.key, All: newLink(f.names.many, f.url)})
		v.Keys += " " + f.key
	}
	v.Keys = "q" + v.Keys
	return v
}

// finderTexts are what the finder's script says.
var finderTexts = map[string]string{
	"all":        "Only events with all of these",
	"best":       "Best match first",
	"byDate":     "By date",
	"clear":      "Clear all",
	"failed":     "This could not be loaded. Try again, or use the lists.",
	"found":      "%s of %s events",
	"more":       "Show more",
	"moreValues": "and %s more: type to find them",
	"noDate":     "Write a date such as 2024, June 2024 or 2024-06-20.",
	"none":       "No event matches.",
	"order":      "Order",
	"partial":    "None has all of these words.",
	"remove":     "Remove %s",
	"today":      "today",
	"typeValue":  "Find in: %s",
}

// finderFacet is a facet as the finder sees it.
type finderFacet struct {
	key, url string
	names    names
	values   []facetValue
	of       [][]int // the values of each event, by its place
}

type facetValue struct{ slug, name string }

// finderFacets returns what the finder filters by: the facets of the site, with
// the years before the last two.
func (r *Renderer) finderFacets() []finderFacet {
	var out []finderFacet
	for _, f := range r.site.Facets {
		if f.Key == site.ImportanceFacet && len(r.site.Years) > 1 {
			out = append(out, finderFacet{key: yearFacet, names: names{"Years", "Year"}})
		}
		if filterable(f, len(r.site.Events)) {
			out = append(out, finderFacet{key: facetParameter(f), url: f.URL, names: facetNames(f)})
		}
	}
	return out
}

// fillFacets gives every facet its values, and every event its values of each.
func (r *Renderer) fillFacets(facets []finderFacet) {
	for i := range facets {
		out := &facets[i]
		out.of = make([][]int, len(r.site.Events))
		if out.key == yearFacet {
			r.fillYears(out)
			continue
		}
		for _, f := range r.site.Facets {
			if facetParameter(f) == out.key {
				r.fillTerms(out, f)
			}
		}
	}
}

func (r *Renderer) fillYears(out *finderFacet) {
	for n, y := range r.site.Years {
		out.values = append(out.values, facetValue{strings.Trim(y.URL, "/"), r.locale.Year(y.From)})
		for i := y.First; i < y.Last; i++ {
			out.of[i] = []int{n}
		}
	}
}

func (r *Renderer) fillTerms(out *finderFacet, f *site.Facet) {
	for n, t := range f.Terms {
		out.values = append(out.values, facetValue{t.Slug, r.termName(f, t)})
		for _, e := range t.Events {
			i := r.site.Index(e)
			out.of[i] = append(out.of[i], n)
		}
	}
}

// facetsFile is search/facets.json. Numbers of events are their places in the
// order of their dates. What each event has is text: see appendNumber.
type facetsFile struct {
	Version string      `json:"version"` // of the order of events
	Total   int         `json:"total"`
	Cards   int         `json:"cards"`  // events in one cards file
	Page    int         `json:"page"`   // events on one page of a year
	Newest  bool        `json:"newest"` // lists begin with the newest
	First   int64       `json:"first"`  // day of the first event: days since 1970-01-01
	Days    string      `json:"days"`   // for each event, the days since the event before
	Facets  []facetFile `json:"facets"`
}

type facetFile struct {
	Key    string      `json:"key"`
	Many   string      `json:"many"`
	One    string      `json:"one"`
	Values [][2]string `json:"values"` // in addresses, and for readers
	Events string      `json:"events"` // for each event, how many values it has, and their places
}

// facetsJSON is what filters and the way to a date need of all events.
func (r *Renderer) facetsJSON(route) []byte {
	out := facetsFile{
		Version: r.site.Version, Total: len(r.site.Events), Cards: cardsPerFile, Page: pageEvents, Newest: r.site.NewestFirst,
	}
	out.First, out.Days = r.days()
	facets := r.finderFacets()
	r.fillFacets(facets)
	for _, f := range facets {
		file := facetFile{Key: f.key, Many: f.names.many, One: f.names.one, Values: make([][2]string, 0, len(f.values))}
		for _, v := range f.values {
			file.Values = append(file.Values, [2]string{v.slug, v.name})
		}
		var codes []byte
		for _, values := range f.of {
			codes = appendNumber(codes, uint64(len(values)))
			for _, n := range values {
				codes = appendNumber(codes, uint64(n))
			}
		}
		file.Events = string(codes)
		out.Facets = append(out.Facets, file)
	}
	return marshalJSON(out)
}

// days returns the day of the first event and the distance of each from the
// one before it.
func (r *Renderer) days() (first int64, codes string) {
	var b []byte
	var last int64
	for i, e := range r.site.Events {
		day := dayNumber(e)
		if i == 0 {
			first, last = day, day
		}
		b = appendNumber(b, uint64(max(0, day-last)))
		last = max(last, day)
	}
	return first, string(b)
}

// dayNumber counts the days from 1970-01-01 to the day under which an event is
// filed, in the proleptic Gregorian calendar.
func dayNumber(e *event.Event) int64 {
	// Years begin in March, so that a leap day is the last of its year.
	y, m, d := e.Date.Year(), int64(max(1, e.Date.FiledMonth())), int64(max(1, e.Date.Day()))
	if m < 3 {
		y, m = y-1, m+12
	}
	return 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + (153*(m-3)+2)/5 + d - 719469
}

// letters write the digits of numbers of base 32; the second half says that
// more digits follow.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// appendNumber writes a number in letters, the lowest digit first: small
// numbers, which most are, take one byte, and no separator is needed.
func appendNumber(b []byte, n uint64) []byte {
	for n >= 32 {
		b = append(b, letters[32+n&31])
		n >>= 5
	}
	return append(b, letters[n])
}

// cardsFile is search/cards-N.json.
type cardsFile struct {
	Version string      `json:"version"`
	Cards   [][6]string `json:"cards"` // anchor, year, month, date, class, list entry as HTML
}

func cardsName(n int) string { return "search/cards-" + strconv.Itoa(n) + ".json" }

// cardsJSON holds the list entries of some events.
func (r *Renderer) cardsJSON(rt route) []byte {
	out := cardsFile{Version: r.site.Version}
	for i := rt.item; i < min(rt.item+cardsPerFile, len(r.site.Events)); i++ {
		e := r.site.Events[i]
		v := r.view(e)
		out.Cards = append(out.Cards, [6]string{
			anchorID(e), r.locale.Year(r.site.Years[r.yearOf[i]].From), r.monthName(e), v.Date.Text, v.Class,
			string(rebase([]byte(r.card(e)), r.base)),
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

// byCount orders values for a reader who has not asked for one: the frequent
// ones first.
func byCount(terms []*site.Term) []*site.Term {
	terms = slices.Clone(terms)
	slices.SortStableFunc(terms, func(a, b *site.Term) int { return cmp.Compare(len(b.Events), len(a.Events)) })
	return terms
}
