package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dateline/internal/diag"
	"dateline/internal/edtf"
	"dateline/internal/event"
)

// A Facet is a field that readers filter by, with the values that events have
// in it.
type Facet struct {
	Key   string  // the key in front matter: "kind", "tags", or one that the site declares
	Label string  // of a declared field; "" of a built-in one, which the theme names
	URL   string  // of the page that lists all values, root-relative
	Terms []*Term // its values, in the order in which they are listed

	byName map[string]*Term // every spelling; nil where values are not free text
}

// The keys of the built-in facets, in the order in which they are shown.
// Those that the site declares come before the last two.
const (
	KindFacet       = "kind"
	ActorFacet      = "actors"
	TagFacet        = "tags"
	PlaceFacet      = "place"
	ImportanceFacet = "importance"
	StatusFacet     = "status"
)

// Facet returns the facet of a key. There is always one for the built-in
// keys; it has no terms when no event has a value.
func (s *Site) Facet(key string) *Facet {
	i := slices.IndexFunc(s.Facets, func(f *Facet) bool { return f.Key == key })
	if i < 0 {
		return &Facet{Key: key}
	}
	return s.Facets[i]
}

// Followed reports whether the events of a value can be followed: there are
// feeds and a calendar of them, beside their list.
func (f *Facet) Followed() bool {
	return f.Key == KindFacet || f.Key == ActorFacet || f.Key == TagFacet
}

// HasFacets reports whether there is anything to filter events by.
func (s *Site) HasFacets() bool {
	return slices.ContainsFunc(s.Facets, func(f *Facet) bool { return len(f.Terms) > 0 })
}

// HasAxis reports whether the site has a timeline to zoom: two events are the
// fewest that can be told apart.
func (s *Site) HasAxis() bool { return len(s.Events) > 1 }

// Term returns the term that a value belongs to, in any of its spellings.
func (f *Facet) Term(name string) (*Term, bool) {
	t, ok := f.byName[name]
	return t, ok
}

// byFolder is where the lists of facets are that have no folder of their own:
// a word more that pages cannot be called is enough.
const byFolder = "/by/"

// freeText is a facet whose values authors write.
type freeText struct {
	facet  *Facet
	sorted string // type of the field, when its values are no text: "number" or "date"
	values func(*event.Event) []string
	at     func(e *event.Event, index int) (diag.Pos, int) // where a value stands
	found  diag.List
}

// gatherFacets groups the events by what readers filter by. What takes time
// is the names, each field apart from the others.
func (c *checker) gatherFacets() {
	texts := []*freeText{
		builtinText(ActorFacet, "/actors/", func(e *event.Event) []string { return e.Actors }),
		builtinText(TagFacet, "/tags/", func(e *event.Event) []string { return e.Tags }),
		builtinText(PlaceFacet, byFolder+"place/", func(e *event.Event) []string {
			if e.Place == "" {
				return nil
			}
			return []string{e.Place}
		}),
	}
	for _, f := range c.site.Fields {
		if f.Facet {
			texts = append(texts, declaredText(f))
		}
	}
	var wg sync.WaitGroup
	for _, t := range texts {
		wg.Go(func() {
			t.found = c.terms(t)
			sortByType(t.facet.Terms, t.sorted)
		})
	}
	s := c.site
	s.Facets = append(s.Facets, &Facet{Key: KindFacet, URL: "/kinds/", Terms: byKind(s.Kinds, s.Events)})
	importance := &Facet{Key: ImportanceFacet, URL: byFolder + "importance/", Terms: byImportance(s.Events)}
	status := &Facet{Key: StatusFacet, URL: byFolder + "status/", Terms: byStatus(s.Events)}
	wg.Wait()
	for _, t := range texts {
		s.Facets = append(s.Facets, t.facet)
		c.found = append(c.found, t.found...)
	}
	s.Facets = append(s.Facets, importance, status)
}

func builtinText(key, url string, values func(*event.Event) []string) *freeText {
	return &freeText{
		facet: &Facet{Key: key, URL: url}, values: values,
		at: func(e *event.Event, i int) (diag.Pos, int) { return e.At(key + "." + itoa(i)) },
	}
}

// declaredText is a facet of the site's own.
func declaredText(f Field) *freeText {
	extra := func(e *event.Event) event.Extra {
		for _, x := range e.Extra {
			if x.Key == f.Key {
				return x
			}
		}
		return event.Extra{}
	}
	return &freeText{
		facet:  &Facet{Key: f.Key, Label: f.Label, URL: byFolder + f.Slug + "/"},
		sorted: f.Type,
		values: func(e *event.Event) []string { return extra(e).Values },
		at: func(e *event.Event, _ int) (diag.Pos, int) {
			x := extra(e)
			return x.Value, x.Length
		},
	}
}

// byImportance groups events by importance, the greatest first. Where all are
// alike there is nothing to choose from.
func byImportance(events []*event.Event) []*Term {
	terms := make([]*Term, 5)
	for i := range terms {
		n := strconv.Itoa(5 - i)
		terms[i] = &Term{Name: n, Slug: n, URL: byFolder + "importance/" + n + "/"}
	}
	for _, e := range events {
		t := terms[5-min(max(e.Importance, 1), 5)]
		t.Events = append(t.Events, e)
	}
	return unlessAlike(terms)
}

// byStatus groups events by status.
func byStatus(events []*event.Event) []*Term {
	terms := make([]*Term, event.Cancelled+1)
	for i := range terms {
		name := event.Status(i).String()
		terms[i] = &Term{Name: sentenceCase(name), Slug: name, URL: byFolder + "status/" + name + "/"}
	}
	for _, e := range events {
		t := terms[e.Status]
		t.Events = append(t.Events, e)
	}
	return unlessAlike(terms)
}

// unlessAlike drops terms without events, and all when one is left.
func unlessAlike(terms []*Term) []*Term {
	terms = slices.DeleteFunc(terms, func(t *Term) bool { return len(t.Events) == 0 })
	if len(terms) < 2 {
		return nil
	}
	return terms
}

// sortByType sorts the values of a field that are numbers or dates by what
// they say, and puts those that are not at the end.
func sortByType(terms []*Term, fieldType string) {
	switch fieldType {
	case "number":
		slices.SortStableFunc(terms, func(a, b *Term) int {
			x, errX := strconv.ParseFloat(strings.TrimSpace(a.Name), 64)
			y, errY := strconv.ParseFloat(strings.TrimSpace(b.Name), 64)
			if errX != nil || errY != nil {
				return cmp.Compare(btoi(errX != nil), btoi(errY != nil))
			}
			return cmp.Compare(x, y)
		})
	case "date":
		slices.SortStableFunc(terms, func(a, b *Term) int {
			x, errX := edtf.Parse(a.Name)
			y, errY := edtf.Parse(b.Name)
			if errX != nil || errY != nil {
				return cmp.Compare(btoi(errX != nil), btoi(errY != nil))
			}
			return x.Compare(y)
		})
	}
}

// btoi orders false before true.
func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
