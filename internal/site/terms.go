package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/diag"
	"dateline/internal/event"
	"dateline/internal/filename"
)

// spelling is one name, as written in some events.
type spelling struct {
	name  string
	count int
	first *event.Event // that has it, in the order of ids
	index int          // in the event's list
	term  *Term
}

// place is the field in which the spelling first stands.
func (s *spelling) place(field string) string { return field + "." + itoa(s.index) }

// terms groups events by the names that values gives them, which stand in
// front matter under field. Names with one slug are one term: it is called by
// its most frequent spelling, and the others are reported, each at its first
// place. It returns the terms by name, and a map from every spelling.
func (c *checker) terms(field string, values func(*event.Event) []string) (list []*Term, byName map[string]*Term, found diag.List) {
	groups := c.spellings(field, values)
	list = make([]*Term, 0, len(groups))
	byName = make(map[string]*Term, len(groups))
	for _, group := range groups {
		slices.SortFunc(group, func(a, b *spelling) int {
			return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.name, b.name))
		})
		term := group[0].term
		term.Name = group[0].name
		list = append(list, term)
		for _, s := range group {
			byName[s.name] = term
		}
		for _, s := range group[1:] {
			reportSpelling(&found, field, s, group[0])
		}
	}
	for _, e := range c.site.Events {
		for _, name := range values(e) {
			// An event with two spellings is listed once.
			if t := byName[name]; len(t.Events) == 0 || t.Events[len(t.Events)-1] != e {
				t.Events = append(t.Events, e)
			}
		}
	}
	sortTerms(list)
	return list, byName, found
}

// spellings collects the names by slug.
func (c *checker) spellings(folder string, values func(*event.Event) []string) map[string][]*spelling {
	known := map[string]*spelling{}
	groups := map[string][]*spelling{}
	for _, e := range c.events { // by id, so that "first" does not depend on dates
		for i, name := range values(e) {
			s := known[name]
			if s == nil {
				slug := event.Slug(name)
				s = &spelling{name: name, first: e, index: i}
				key := filename.Fold(slug) // σ and ς are one file on some systems
				if group := groups[key]; len(group) > 0 {
					s.term = group[0].term
				} else {
					s.term = &Term{Slug: slug, URL: "/" + folder + "/" + slug + "/"}
				}
				known[name] = s
				groups[key] = append(groups[key], s)
			}
			s.count++
		}
	}
	return groups
}

func reportSpelling(found *diag.List, field string, s, main *spelling) {
	pos, _ := main.first.At(main.place(field))
	s.first.Report(found, s.place(field), diag.Warning, "spelling-differs",
		fmt.Sprintf("%s and %s (%s) have one address, %s", diag.Quote(s.name), diag.Quote(main.name), pos, s.term.URL),
		"spell it one way; they are shown as "+diag.Quote(main.name))
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
