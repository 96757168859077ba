package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"dateline/internal/event"
	"dateline/internal/filename"
)

// SourcesURL is the address of the list of all sources, for sites that have any.
const SourcesURL = "/sources/"

// Document is a source that one event or several name: two that have the same
// address are one, and without addresses two that have the same publisher and
// title.
type Document struct {
	event.Source       // as the earliest event names it, with what others add; without an id
	Events       []int // places in Site.Events, in order, each once
}

// Shelf is the documents of one publisher.
type Shelf struct {
	Publisher string // "" for documents of which nobody says who published them
	Documents []*Document
}

// gatherSources returns the documents that the events name, by publisher:
// publishers as a reader of the language looks them up, documents by date.
func (s *Site) gatherSources() []*Shelf {
	documents := map[string]*Document{}
	shelves := map[string]*Shelf{}
	var all []*Shelf
	for i, e := range s.Events {
		for _, source := range e.Sources {
			key := documentKey(source)
			if d := documents[key]; d != nil {
				d.add(i, source)
				continue
			}
			source.ID = ""
			d := &Document{Source: source, Events: []int{i}}
			documents[key] = d
			name := source.By()
			shelf := shelves[filename.Fold(name)]
			if shelf == nil {
				shelf = &Shelf{Publisher: name}
				shelves[filename.Fold(name)] = shelf
				all = append(all, shelf)
			}
			shelf.Documents = append(shelf.Documents, d)
		}
	}
	for _, shelf := range all {
		slices.SortFunc(shelf.Documents, compareDocuments)
	}
	return sortShelves(all, s.Language)
}

// add records that an event names the document too.
func (d *Document) add(place int, s event.Source) {
	if d.Events[len(d.Events)-1] != place {
		d.Events = append(d.Events, place)
	}
	d.Author, d.Archive = cmp.Or(d.Author, s.Author), cmp.Or(d.Archive, s.Archive)
	if d.Date.IsZero() {
		d.Date = s.Date
	}
}

// compareDocuments orders by date, those without one last.
func compareDocuments(a, b *Document) int {
	switch {
	case a.Date.IsZero() != b.Date.IsZero():
		if a.Date.IsZero() {
			return 1
		}
		return -1
	case !a.Date.IsZero():
		if order := a.Date.Compare(b.Date); order != 0 {
			return order
		}
	}
	return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.URL, b.URL))
}

// sortShelves sorts by publisher; the shelf without one comes last.
func sortShelves(shelves []*Shelf, language string) []*Shelf {
	names := byName(language, shelves, func(shelf *Shelf) string { return shelf.Publisher })
	slices.SortFunc(shelves, func(a, b *Shelf) int {
		if nameless := a.Publisher == ""; nameless != (b.Publisher == "") {
			if nameless {
				return 1
			}
			return -1
		}
		return cmp.Or(names(a, b), cmp.Compare(a.Publisher, b.Publisher))
	})
	return shelves
}

// documentKey is the same for two sources that are one document.
func documentKey(s event.Source) string {
	if s.URL != "" {
		return "url " + documentAddress(s.URL)
	}
	return "title " + filename.Fold(s.Publisher) + "\n" + filename.Fold(s.Title)
}

// documentAddress brings addresses that lead to one document to one form: with
// and without www, TLS, a closing slash, a place in the document, and the
// parameters by which a link tells who has sent the reader.
func documentAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	switch u.Scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	}
	key := host + strings.TrimSuffix(u.EscapedPath(), "/")
	if query := withoutTracking(u.RawQuery); query != "" {
		key += "?" + query
	}
	if strings.HasPrefix(u.Fragment, "!") || strings.HasPrefix(u.Fragment, "/") {
		key += "#" + u.Fragment // an application in the page makes a document of it
	}
	return key
}

func withoutTracking(query string) string {
	parts := strings.Split(query, "&")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return strings.HasPrefix(part, "utm_") }), "&")
}
