package data

import (
	"encoding/json"
	"regexp"
	"strings"

	"dateline/internal/event"
)

// The parts of schema.org's vocabulary that pages say of themselves. An entry
// is an Article and not an Event, which search engines take for something to go
// to. It quotes nobody word for word by being of the kind "statement", and so
// is no Quotation.
type (
	ldThing struct {
		Type string `json:"@type,omitempty"`
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	ldSite struct {
		Context     string   `json:"@context,omitempty"`
		Type        string   `json:"@type"`
		Name        string   `json:"name"`
		URL         string   `json:"url"`
		Description string   `json:"description,omitempty"`
		Language    string   `json:"inLanguage,omitempty"`
		Publisher   *ldThing `json:"publisher,omitempty"`
		License     any      `json:"license,omitempty"`
	}
	ldItem struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		URL      string `json:"url"`
	}
	ldList struct {
		Context string   `json:"@context,omitempty"`
		Type    string   `json:"@type"`
		Name    string   `json:"name"`
		URL     string   `json:"url"`
		Count   int      `json:"numberOfItems"`
		Order   string   `json:"itemListOrder"`
		Items   []ldItem `json:"itemListElement"`
	}
	ldGraph struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}
	ldArticle struct {
		Context     string         `json:"@context"`
		Type        string         `json:"@type"`
		Headline    string         `json:"headline"`
		Description string         `json:"description,omitempty"`
		URL         string         `json:"url"`
		Page        string         `json:"mainEntityOfPage"`
		Language    string         `json:"inLanguage"`
		Published   string         `json:"datePublished,omitempty"`
		Modified    string         `json:"dateModified,omitempty"`
		Status      string         `json:"creativeWorkStatus,omitempty"`
		Author      *ldThing       `json:"author,omitempty"`
		Publisher   *ldThing       `json:"publisher,omitempty"`
		License     any            `json:"license,omitempty"`
		PartOf      ldSite         `json:"isPartOf"`
		Images      []string       `json:"image,omitempty"`
		About       []ldThing      `json:"about,omitempty"`
		Keywords    []string       `json:"keywords,omitempty"`
		Place       *ldThing       `json:"contentLocation,omitempty"`
		Coverage    string         `json:"temporalCoverage,omitempty"`
		Reference   string         `json:"contentReferenceTime,omitempty"`
		Citations   []ldCitation   `json:"citation,omitempty"`
		Corrections []ldCorrection `json:"correction,omitempty"`
	}
	ldCitation struct {
		Type      string   `json:"@type"`
		Name      string   `json:"name"`
		URL       string   `json:"url,omitempty"`
		Author    *ldThing `json:"author,omitempty"`
		Publisher *ldThing `json:"publisher,omitempty"`
		Published string   `json:"datePublished,omitempty"`
		Archive   string   `json:"archivedAt,omitempty"`
	}
	ldCorrection struct {
		Type string `json:"@type"`
		Text string `json:"text"`
		Date string `json:"datePublished"`
	}
)

const schemaOrg = "https://schema.org"

// Page is a list of events as a page shows it.
type Page struct {
	Name   string
	URL    string // root-relative
	First  int    // how many events of the list are on pages before it
	Total  int    // events of the whole list, on all its pages
	Events []*event.Event
	Home   bool // the home page, which speaks for the site
}

// ListLD describes a list as search engines read it: what the page shows, and
// no more.
func (s *Site) ListLD(p Page) []byte {
	list := ldList{
		Type: "ItemList", Name: p.Name, URL: s.address(p.URL), Count: p.Total,
		Order: schemaOrg + "/ItemListOrderAscending", Items: make([]ldItem, 0, len(p.Events)),
	}
	if s.NewestFirst {
		list.Order = schemaOrg + "/ItemListOrderDescending"
	}
	for i, e := range p.Events {
		list.Items = append(list.Items, ldItem{"ListItem", p.First + i + 1, e.Title, s.address(e.URL())})
	}
	if !p.Home {
		list.Context = schemaOrg
		return forPage(list)
	}
	site := s.webSite()
	site.Description, site.Language, site.Publisher, site.License = s.Description, s.Language, s.publisher(), s.license()
	return forPage(ldGraph{schemaOrg, []any{site, list}})
}

// EventLD describes an entry as search engines read it.
func (s *Site) EventLD(e *event.Event) []byte {
	a := ldArticle{
		Context: schemaOrg, Type: "Article", Headline: e.Title, Description: summary(e),
		URL: s.address(e.URL()), Page: s.address(e.URL()), Language: s.Language,
		Published: e.Published.String(), Modified: s.modified(e), Status: workStatus(e),
		Author: s.publisher(), Publisher: s.publisher(), License: s.license(), PartOf: s.webSite(),
		Keywords: e.Tags, Coverage: coverage(e.Date),
	}
	if e.Language != "" {
		a.Language = e.Language
	}
	if plain := e.Date.Datetime(); e.Date.HasTime() {
		a.Reference = plain
	}
	for _, m := range e.Media {
		if m.Type() == event.Image {
			a.Images = append(a.Images, s.address(m.URL))
		}
	}
	for _, name := range e.Actors {
		a.About = append(a.About, ldThing{Type: "Thing", Name: name})
	}
	if e.Place != "" {
		a.Place = &ldThing{Type: "Place", Name: e.Place}
	}
	for _, src := range e.Sources {
		a.Citations = append(a.Citations, citation(src))
	}
	for _, c := range e.Corrections {
		a.Corrections = append(a.Corrections, ldCorrection{"CorrectionComment", c.Text, c.Date.String()})
	}
	return forPage(a)
}

// modified is when an entry was last changed, by its own word or by that of its
// corrections.
func (s *Site) modified(e *event.Event) string {
	last := e.Updated
	for _, c := range e.Corrections {
		if last.IsZero() || c.Date.Lower().Compare(last.Lower()) > 0 {
			last = c.Date
		}
	}
	if last.IsZero() {
		last = e.Published
	}
	return last.String()
}

// workStatus is the status of the entry. That an event is called off is said of
// the event, not of what is written about it.
func workStatus(e *event.Event) string {
	switch {
	case e.Draft:
		return "Draft"
	case e.Status == event.Confirmed, e.Status == event.Cancelled:
		return ""
	}
	name := e.Status.String()
	return strings.ToUpper(name[:1]) + name[1:]
}

// citation describes a source. Whether its author is a person is not known, nor
// whether a date that is not plain fits.
func citation(src event.Source) ldCitation {
	c := ldCitation{
		Type: "CreativeWork", Name: src.Title, URL: src.URL, Archive: src.Archive, Published: src.Date.Datetime(),
	}
	if src.Author != "" {
		c.Author = &ldThing{Name: src.Author}
	}
	if src.Publisher != "" {
		c.Publisher = &ldThing{Type: "Organization", Name: src.Publisher}
	}
	return c
}

func (s *Site) webSite() ldSite { return ldSite{Type: "WebSite", Name: s.Title, URL: s.address("/")} }

func (s *Site) publisher() *ldThing {
	if s.Publisher.Name == "" {
		return nil
	}
	return &ldThing{"Organization", s.Publisher.Name, s.Publisher.URL}
}

// license is the address of the terms of use, or a work of their name where no
// address is known.
func (s *Site) license() any {
	switch address := licenseURL(s.License); {
	case s.License == "":
		return nil
	case address == "":
		return ldThing{Type: "CreativeWork", Name: s.License}
	default:
		return address
	}
}

// creativeCommons are the names of its licenses: "CC BY-SA 4.0", and in SPDX
// "CC-BY-SA-4.0".
var creativeCommons = regexp.MustCompile(`^CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]([1-4]\.[05])$`)

// licenseURL returns the address of a license that is one, or has one.
func licenseURL(license string) string {
	if strings.HasPrefix(license, "https://") || strings.HasPrefix(license, "http://") {
		return license
	}
	if m := creativeCommons.FindStringSubmatch(license); m != nil {
		return "https://creativecommons.org/licenses/" + strings.ToLower(m[1]) + "/" + m[2] + "/"
	}
	if license == "CC0" || license == "CC0 1.0" || license == "CC0-1.0" {
		return "https://creativecommons.org/publicdomain/zero/1.0/"
	}
	return ""
}

// forPage writes JSON that can stand in a script element: encoding/json writes
// < > & as \u003c and so on, so that no text ends the element.
func forPage(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("data: strings and numbers do not fail to marshal: " + err.Error())
	}
	return b
}
