package site

import (
	"cmp"
	"fmt"
	"slices"

	"dateline/internal/collation"
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

// terms groups events by the values of a facet. Values with one slug are one
// term: it is called by its most frequent spelling, and the others are
// reported, each at its first place.
func (c *checker) terms(t *freeText) diag.List {
	groups := c.spellings(t)
	f := t.facet
	f.Terms = make([]*Term, 0, len(groups))
	f.byName = make(map[string]*Term, len(groups))
	var found diag.List
	for _, group := range groups {
		slices.SortFunc(group, func(a, b *spelling) int {
			return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.name, b.name))
		})
		term := group[0].term
		term.Name = group[0].name
		f.Terms = append(f.Terms, term)
		for _, s := range group {
			f.byName[s.name] = term
		}
		for _, s := range group[1:] {
			t.reportSpelling(&found, s, group[0])
		}
	}
	for _, e := range c.site.Events {
		for _, name := range t.values(e) {
			// An event with two spellings is listed once.
			if term := f.byName[name]; term != nil && (len(term.Events) == 0 || term.Events[len(term.Events)-1] != e) {
				term.Events = append(term.Events, e)
			}
		}
	}
	sortTerms(f.Terms, c.site.Language)
	return found
}

// spellings collects the names by slug.
func (c *checker) spellings(t *freeText) map[string][]*spelling {
	known := map[string]*spelling{}
	groups := map[string][]*spelling{}
	for _, e := range c.events { // by id, so that "first" does not depend on dates
		for i, name := range t.values(e) {
			s := known[name]
			if s == nil && name != "" {
				slug := event.Slug(name)
				s = &spelling{name: name, first: e, index: i}
				key := filename.Fold(slug) // σ and ς are one file on some systems
				if group := groups[key]; len(group) > 0 {
					s.term = group[0].term
				} else {
					s.term = &Term{Slug: slug, URL: t.facet.URL + slug + "/"}
				}
				known[name] = s
				groups[key] = append(groups[key], s)
			}
			if s != nil {
				s.count++
			}
		}
	}
	return groups
}

func (t *freeText) reportSpelling(found *diag.List, s, main *spelling) {
	at, length := t.at(s.first, s.index)
	other, _ := t.at(main.first, main.index)
	found.Add(diag.Diagnostic{
		Pos: at, Length: length, Severity: diag.Warning, Code: "spelling-differs",
		Message: fmt.Sprintf("%s and %s (%s) have one address, %s", diag.Quote(s.name), diag.Quote(main.name), other, s.term.URL),
		Hint:    "spell it one way; they are shown as " + diag.Quote(main.name),
	})
}

// sortTerms sorts by name as a reader of the language looks it up.
func sortTerms(terms []*Term, language string) {
	names := byName(language, terms, func(t *Term) string { return t.Name })
	slices.SortFunc(terms, func(a, b *Term) int { return cmp.Or(names(a, b), cmp.Compare(a.Slug, b.Slug)) })
}

// byName returns the order of items by their names, in which a reader of the
// language looks them up. Items of one name are equal.
func byName[T comparable](language string, items []T, name func(T) string) func(a, b T) int {
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = name(item)
	}
	keys := make(map[T]string, len(items))
	for i, key := range collation.Keys(language, names) {
		keys[items[i]] = key
	}
	return func(a, b T) int { return cmp.Compare(keys[a], keys[b]) }
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
