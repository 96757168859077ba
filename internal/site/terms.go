package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/diag"
	"dateline/internal/event"
)

// terms groups events by the names that values gives them. Names with one
// slug are one term: it is called by its most frequent spelling, and the
// others are reported, each at its first place.
func (c *checker) terms(field, folder string, values func(*event.Event) []string) ([]*Term, map[string]*Term) {
	type spelling struct {
		count int
		first *event.Event // in the order of ids
		index int
		term  *Term
	}
	spellings := map[string]*spelling{}
	bySlug := map[string]*Term{}
	names := map[*Term][]string{}
	for _, e := range c.events { // by id, so that "first" does not depend on dates
		for i, name := range values(e) {
			s := spellings[name]
			if s == nil {
				slug := event.Slug(name)
				t := bySlug[slug]
				if t == nil {
					t = &Term{Slug: slug, URL: "/" + folder + "/" + slug + "/"}
					bySlug[slug] = t
				}
				s = &spelling{first: e, index: i, term: t}
				spellings[name] = s
				names[t] = append(names[t], name)
			}
			s.count++
		}
	}
	list := make([]*Term, 0, len(bySlug))
	for _, t := range bySlug {
		list = append(list, t)
		slices.SortFunc(names[t], func(a, b string) int {
			return cmp.Or(cmp.Compare(spellings[b].count, spellings[a].count), cmp.Compare(a, b))
		})
		t.Name = names[t][0]
		for _, other := range names[t][1:] {
			s, main := spellings[other], spellings[t.Name]
			pos, _ := main.first.At(fmt.Sprintf("%s.%d", field, main.index))
			s.first.Report(&c.found, fmt.Sprintf("%s.%d", field, s.index), diag.Warning, "spelling-differs",
				fmt.Sprintf("%s and %s (%s) have one address, %s", diag.Quote(other), diag.Quote(t.Name), pos, t.URL),
				"spell it one way; they are shown as "+diag.Quote(t.Name))
		}
	}
	byName := make(map[string]*Term, len(spellings))
	for name, s := range spellings {
		byName[name] = s.term
	}
	for _, e := range c.site.Events {
		for _, name := range values(e) {
			// Two spellings in one event list it once.
			if t := byName[name]; len(t.Events) == 0 || t.Events[len(t.Events)-1] != e {
				t.Events = append(t.Events, e)
			}
		}
	}
	sortTerms(list)
	return list, byName
}

// sortTerms sorts by name as a reader looks it up: without regard to case and
// marks.
func sortTerms(terms []*Term) {
	keys := make(map[*Term]string, len(terms))
	for _, t := range terms {
		keys[t] = strings.ToLower(norm.NFKD.String(t.Name))
	}
	slices.SortFunc(terms, func(a, b *Term) int {
		return cmp.Or(cmp.Compare(keys[a], keys[b]), cmp.Compare(a.Slug, b.Slug))
	})
}

// byKind groups events by kind, in the order of the kinds.
func byKind(kinds []Kind, events []*event.Event) []*Term {
	terms := make(map[string]*Term, len(kinds))
	for _, k := range kinds {
		terms[k.ID] = &Term{Name: k.Label, Slug: k.ID, URL: "/kinds/" + k.ID + "/"}
	}
	for _, e := range events {
		if t := terms[e.Kind]; t != nil {
			t.Events = append(t.Events, e)
		}
	}
	var list []*Term
	for _, k := range kinds {
		if t := terms[k.ID]; len(t.Events) > 0 {
			list = append(list, t)
		}
	}
	return list
}
