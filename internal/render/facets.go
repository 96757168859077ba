package render

import (
	"cmp"
	"slices"
	"strconv"

	"dateline/internal/collation"
	"dateline/internal/site"
)

// names are what a facet is called: its list, and one of its values.
type names struct{ many, one string }

var builtinNames = map[string]names{
	site.KindFacet:       {"Kinds", "Kind"},
	site.ActorFacet:      {"Who", "Actor"},
	site.TagFacet:        {"Topics", "Topic"},
	site.PlaceFacet:      {"Places", "Place"},
	site.ImportanceFacet: {"Importance", "Importance"},
	site.StatusFacet:     {"Status", "Status"},
}

func facetNames(f *site.Facet) names {
	if f.Label != "" {
		return names{f.Label, f.Label}
	}
	return builtinNames[f.Key]
}

// inMasthead are the facets that the masthead leads to. The others are one
// step further, at /by/.
var inMasthead = map[string]bool{site.KindFacet: true, site.ActorFacet: true, site.TagFacet: true}

// termName is a value as readers see it.
func (r *Renderer) termName(f *site.Facet, t *site.Term) string {
	if f.Key == site.ImportanceFacet {
		return importanceNames[t.Slug]
	}
	return t.Name
}

var importanceNames = map[string]string{"5": "5: greatest", "4": "4", "3": "3", "2": "2", "1": "1: least"}

// browsePage leads to the lists of all facets.
func (r *Renderer) browsePage(route) (string, any) {
	p := TermsPage{Common: r.commonFor("/by/", Page{Title: "Browse", URL: "/by/"}), Heading: "Browse", Unit: "value"}
	for _, f := range r.site.Facets {
		if len(f.Terms) > 0 {
			p.Terms = append(p.Terms, Term{Name: facetNames(f).many, URL: f.URL, Count: len(f.Terms), Top: r.frequent(f, 5)})
		}
	}
	return "terms.html", p
}

const (
	// maxTerms is how many values a page lists. One large timeline has 3,700
	// tags: a page of these is slow to draw and of no use to anybody.
	maxTerms = 500
	// maxFrequent is how many of the values that most events have stand
	// before a list that is divided.
	maxFrequent = 24
)

func termsParts(n int) int { return (n + maxTerms - 1) / maxTerms }

func (r *Renderer) termsPage(rt route) (string, any) {
	f := r.site.Facets[rt.index]
	heading, url := facetNames(f).many, pageURL(f.URL, rt.part)
	title := heading
	if rt.part > 0 {
		title += ", page " + strconv.Itoa(rt.part+1)
	}
	p := TermsPage{
		Common:  r.commonFor(f.URL, Page{Title: title, URL: url}),
		Heading: heading, Unit: "event", Number: rt.part + 1,
	}
	if !inMasthead[f.Key] {
		p.Index = new(newLink("Browse", "/by/"))
	}
	parts := termsParts(len(f.Terms))
	first := rt.part * maxTerms
	shown := f.Terms[first:min(len(f.Terms), first+maxTerms)]
	if parts == 1 {
		for _, t := range shown {
			p.Terms = append(p.Terms, r.termView(f, t))
		}
		return "terms.html", p
	}
	initials := r.initials(f)
	for i, t := range shown {
		if letter := initials[first+i]; i == 0 || letter != initials[first+i-1] {
			p.Terms = append(p.Terms, Term{Initial: letter})
		}
		p.Terms = append(p.Terms, r.termView(f, t))
	}
	p.Numbers = termsNumbers(f, initials, rt.part)
	if rt.part == 0 {
		p.Frequent = r.frequent(f, maxFrequent)
	}
	return "terms.html", p
}

func (r *Renderer) termView(f *site.Facet, t *site.Term) Term {
	first, last := t.Events[0], t.Events[len(t.Events)-1]
	v := Term{
		Name: r.termName(f, t), URL: t.URL, Count: len(t.Events),
		First: r.dateView(first.Date), Last: r.dateView(last.Date),
	}
	if f.Key == site.KindFacet {
		v.Kind = r.kind(t.Slug)
	}
	return v
}

// termsNumbers leads to the parts of a list, by the letters that they hold.
func termsNumbers(f *site.Facet, initials []string, current int) []Link {
	links := make([]Link, termsParts(len(f.Terms)))
	for i := range links {
		name := initials[i*maxTerms]
		if last := initials[min(len(initials), (i+1)*maxTerms)-1]; last != name {
			name += "–" + last
		}
		links[i] = newLink(name, pageURL(f.URL, i))
		links[i].Current = i == current
	}
	return links
}

// frequent are the values that most events have, at most so many.
func (r *Renderer) frequent(f *site.Facet, most int) []Term {
	terms := slices.Clone(f.Terms)
	slices.SortStableFunc(terms, func(a, b *site.Term) int { return cmp.Compare(len(b.Events), len(a.Events)) })
	var out []Term
	for _, t := range terms[:min(len(terms), most)] {
		out = append(out, r.termView(f, t))
	}
	return out
}

// initials are the letters under which the values of a facet are looked up.
func (r *Renderer) initials(f *site.Facet) []string {
	names := make([]string, len(f.Terms))
	for i, t := range f.Terms {
		names[i] = t.Name
	}
	return collation.Initials(r.site.Language, names)
}

// termPage lists the events of one value.
func (r *Renderer) termPage(rt route) (string, any) {
	f := r.site.Facets[rt.index]
	t, n := f.Terms[rt.item], facetNames(f)
	l := list{label: n.one, heading: r.termName(f, t), url: t.URL, events: t.Events, index: newLink(n.many, f.URL)}
	if f.Key == site.KindFacet {
		l.kind = r.kind(t.Slug)
	}
	if f.Label != "" || f.Key == site.ImportanceFacet {
		l.heading = n.one + ": " + t.Name
	}
	if filterable(f, len(r.site.Events)) {
		l.filter = "/?" + query(facetParameter(f), t.Slug)
	}
	return r.listPage(l, rt.part)
}
