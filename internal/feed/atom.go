package feed

import (
	"encoding/xml"
	"time"
)

type atomFeed struct {
	XMLName   xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string   `xml:"xml:lang,attr,omitempty"`
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Subtitle  string   `xml:"subtitle,omitempty"`
	Updated   string   `xml:"updated"`
	Author    atomPerson
	Rights    string `xml:"rights,omitempty"`
	Generator string `xml:"generator,omitempty"`
	Links     []atomLink
	About     *about
	Entries   []atomEntry
}

type atomPerson struct {
	XMLName xml.Name `xml:"author"`
	Name    string   `xml:"name"`
	URI     string   `xml:"uri,omitempty"`
}

type atomLink struct {
	XMLName xml.Name `xml:"link"`
	Rel     string   `xml:"rel,attr"`
	Type    string   `xml:"type,attr,omitempty"`
	Href    string   `xml:"href,attr"`
}

type atomEntry struct {
	XMLName    xml.Name `xml:"entry"`
	Lang       string   `xml:"xml:lang,attr,omitempty"`
	ID         string   `xml:"id"`
	Title      string   `xml:"title"`
	Opener     opener
	Links      []atomLink
	Published  string `xml:"published,omitempty"`
	Updated    string `xml:"updated"`
	Categories []atomCategory
	Summary    string `xml:"summary,omitempty"`
	Content    text   `xml:"content"`
}

type atomCategory struct {
	XMLName xml.Name `xml:"category"`
	Term    string   `xml:"term,attr"`
}

// Atom returns the feed as Atom. The id of the feed is its own address, which
// RFC 4287, section 4.2.6, allows, and which no other feed has.
func (f *Feed) Atom() []byte {
	a := atomFeed{
		Lang: clean(f.Language), ID: clean(f.Self), Title: clean(f.Title), Subtitle: clean(f.Subtitle),
		Updated: f.Updated.Format(time.RFC3339),
		Author:  atomPerson{Name: clean(f.Publisher.Name), URI: clean(f.Publisher.URL)},
		Rights:  clean(f.Rights), Generator: clean(f.Generator), About: f.about(),
		Links: []atomLink{
			{Rel: "self", Type: AtomType, Href: clean(f.Self)},
			{Rel: "alternate", Type: "text/html", Href: clean(f.Home)},
		},
	}
	if isLicense(f.Rights) { // RFC 4946
		a.Links = append(a.Links, atomLink{Rel: "license", Href: clean(f.Rights)})
	}
	for _, e := range f.Entries {
		entry := e.atom()
		entry.Content = f.content(e)
		entry.Content.Type = "html"
		a.Entries = append(a.Entries, entry)
	}
	return f.document(a)
}

// atom returns all of an entry but its content.
func (e *Entry) atom() atomEntry {
	a := atomEntry{
		Lang: clean(e.Language), ID: clean(e.ID), Title: clean(e.Title), Opener: e.opener(),
		Links:   []atomLink{{Rel: "alternate", Type: "text/html", Href: clean(e.URL)}},
		Updated: e.Updated.Format(time.RFC3339), Summary: clean(e.Summary),
	}
	if !e.Published.IsZero() {
		a.Published = e.Published.Format(time.RFC3339)
	}
	for _, c := range e.Categories {
		a.Categories = append(a.Categories, atomCategory{Term: clean(c)})
	}
	return a
}
