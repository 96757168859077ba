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

// facetTexts are the ids of the names of the built-in facets.
var facetTexts = map[string]names{
	site.KindFacet:       {"facet.kinds", "facet.kind"},
	site.ActorFacet:      {"facet.actors", "facet.actor"},
	site.TagFacet:        {"facet.topics", "facet.topic"},
	site.PlaceFacet:      {"facet.places", "facet.place"},
	site.ImportanceFacet: {"facet.importance", "facet.importance"},
	site.StatusFacet:     {"facet.status", "facet.status"},
}

func (r *Renderer) facetNames(f *site.Facet) names {
	if f.Label != "" {
		return names{f.Label, f.Label}
	}
	ids := facetTexts[f.Key]
	return names{r.text.Text(ids.many), r.text.Text(ids.one)}
}

// inMasthead are the facets that the masthead leads to. The others are one
// step further, at /by/.
var inMasthead = map[string]bool{site.KindFacet: true, site.ActorFacet: true, site.TagFacet: true}

// termName is a value as readers see it.
func (r *Renderer) termName(f *site.Facet, t *site.Term) string {
	switch f.Key {
	case site.KindFacet:
		return r.kind(t.Slug).Label
	case site.StatusFacet:
		return r.text.Text("status." + t.Slug)
	case site.ImportanceFacet:
		return r.importanceName(t.Slug)
	}
	return t.Name
}

// importanceName says at either end which end it is.
func (r *Renderer) importanceName(slug string) string {
	number := r.importanceNumber(slug)
	switch slug {
	case "5":
		return r.text.Text("importance.greatest", number)
	case "1":
		return r.text.Text("importance.least", number)
	}
	return number
}

func (r *Renderer) importanceNumber(slug string) string {
	n, _ := strconv.Atoi(slug) // from 1 to 5
	return r.text.Number(n)
}

// browsePage leads to the lists of all facets.
func (r *Renderer) browsePage(route) (string, any) {
	heading := r.text.Text("nav.browse")
	p := TermsPage{Common: r.commonFor("/by/", Page{Title: heading, URL: "/by/"}), Heading: heading, Unit: "value"}
	for _, f := range r.site.Facets {
		if len(f.Terms) > 0 {
			p.Terms = append(p.Terms, Term{Name: r.facetNames(f).many, URL: f.URL, Count: len(f.Terms), Top: r.frequent(f, 5)})
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
	heading, url := r.facetNames(f).many, pageURL(f.URL, rt.part)
	title := heading
	if rt.part > 0 {
		title = r.text.Text("nav.page", heading, r.text.Number(rt.part+1))
	}
	p := TermsPage{
		Common:  r.commonFor(f.URL, Page{Title: title, URL: url}),
		Heading: heading, Unit: "event", Number: rt.part + 1,
	}
	if !inMasthead[f.Key] {
		p.Index = new(newLink(r.text.Text("nav.browse"), "/by/"))
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
	return letteredNumbers(f.URL, termsParts(len(f.Terms)), current, func(part int) (first, last string) {
		return initials[part*maxTerms], initials[min(len(initials), (part+1)*maxTerms)-1]
	})
}

// letteredNumbers leads to the pages of a list by the first and the last letter
// that each holds.
func letteredNumbers(url string, pages, current int, letters func(page int) (first, last string)) []Link {
	links := make([]Link, pages)
	for i := range links {
		name, last := letters(i)
		if last != name {
			name += "–" + last
		}
		links[i] = newLink(name, pageURL(url, i))
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
	t, n := f.Terms[rt.item], r.facetNames(f)
	l := list{label: n.one, heading: r.termName(f, t), url: t.URL, events: t.Events, index: newLink(n.many, f.URL)}
	if f.Key == site.KindFacet {
		l.kind = r.kind(t.Slug)
	}
	if f.Label != "" || f.Key == site.ImportanceFacet {
		name := t.Name
		if f.Key == site.ImportanceFacet {
			name = r.importanceNumber(t.Slug)
		}
		l.heading = r.labelled(n.one, name)
	}
	if filterable(f, len(r.site.Events)) {
		l.filter = "/?" + query(facetParameter(f), t.Slug)
	}
	if sc, ok := r.scopeOf(rt.index, rt.item); ok {
		l.scope = &sc
	}
	return r.listPage(l, rt.part)
}
