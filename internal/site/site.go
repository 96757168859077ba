// Package site holds the whole timeline: its settings, events and pages,
// ordered, grouped and checked against each other.
//
// [ParseSettings] and [ParsePage] read one file each, as event.Parse does;
// [New] puts the files together. What can be wrong with a file alone is found
// by the parsers, what can be wrong between files by New, and each is reported
// once.
//
// New leaves out only what cannot have an address of its own: of two files
// for one address the second. An event with an unknown kind or a broken link
// is reported and stays, because taking it away would break the links to it.
//
// The same files give the same site and the same findings, in whatever order
// they are passed. Addresses, like ids, are not percent-encoded.
package site

import (
	"time"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/links"
	"dateline/internal/picture"
)

// Settings is the front matter of content/index.md.
type Settings struct {
	Title       string
	Description string
	URL         string // absolute, no trailing slash: "https://example.org/timeline"; "" when not known
	Relative    bool   // addresses in pages are relative, so that the site works wherever it lies; a flag, not a setting
	Language    string // BCP 47; "en" when not given
	Timezone    string // IANA name; "UTC" when not given
	Publisher   Publisher
	License     string // SPDX id, URL or text
	NewestFirst bool   // `order: newest`
	Axis        bool   // `view: axis`: the home page shows the timeline to zoom, not the overview
	Kinds       []Kind // the built-in kinds with the site's own laid over them, in display order
	Eras        []Era
	Fields      []Field
	Require     []string // front-matter keys that every event must have
	Accent      string   // "#b5121b"; "" is the theme's own
	Look        Look
	MarkUncited bool // tell readers which events have a text that cites no source
	Cards       bool // pages have pictures that other sites show with a link to them
	CardFont    CardFont
	Embeds      []string // hosts whose players readers may load with a click: "player.vimeo.com"
}

// CardFont is the file of a font for cards, and where the settings name it.
type CardFont struct {
	Path   string // below the content folder or static/: "fonts/serif.ttf"; "" when there is none
	Pos    diag.Pos
	Length int
}

// Publisher is who stands behind the site.
type Publisher struct{ Name, URL string }

// Kind is a sort of event.
type Kind struct {
	ID          string
	Label       string // "Deadline"
	Named       bool   // the site itself says the label; else the theme knows a built-in kind in more languages
	Color       string // "#rrggbb"; "" lets the theme choose
	Description string // what it is for, in a few words; "" leaves that to the theme
	Calendar    bool   // its dates matter ahead: key dates on the home page, calendar file
}

// Era is a named stretch of time, drawn behind events.
type Era struct {
	Title string
	Date  edtf.Date // an interval, or a date coarser than a day
}

// Field is a front-matter key that the site declares as its own.
type Field struct {
	Key   string
	Label string
	Slug  string // of its key, in addresses; no two fields have the same
	Type  string // text, number, date, url, list
	Facet bool   // readers filter by it
}

// Page is any other page: content/pages/about.md is /about/.
type Page struct {
	ID      string // path under pages/ without .md
	Name    string // the file, as findings call it
	Title   string
	Summary string
	Order   int // in the menu
	Updated edtf.Date
	Aliases []string
	Draft   bool
	Extra   []event.Extra
	Body    doc.Body

	places event.Places
}

// At returns where a field of the page stands in its file.
func (p *Page) At(field string) (diag.Pos, int) { return p.places.At(field) }

// URL is the page's address, root-relative.
func (p *Page) URL() string { return "/" + p.ID + "/" }

// Media is one file that is copied along.
type Media struct {
	Path string // below the content folder, which is its address too: "events/seal.jpg"
	Name string // as findings call it
	Size int64
	Head []byte // the first 64 KiB, the whole of an SVG; nil with a Size when it could not be read

	Width, Height int          // in pixels, for pictures, upright; 0 when not known; set by New
	Picture       picture.Info // of a JPEG or PNG; zero for others and when not known; set by New
}

// URL is the file's address, root-relative and in NFC, as links are.
func (m *Media) URL() string { return "/" + norm.NFC.String(m.Path) }

// Term is a value that readers filter by, with the events that have it: a tag,
// an actor, a kind.
type Term struct {
	Name   string // as shown
	Slug   string // in addresses
	URL    string // root-relative
	Events []*event.Event
}

// Period is a calendar year, or a decade, a century and so on, with the events
// that begin in it: Events[First:Last] of the site.
type Period struct {
	From, To    int64 // first and last year; astronomical: 0 is 1 BC
	URL         string
	First, Last int
	Parts       []*Period // what a longer period than a year is divided into
	Whole       *Period   // what it is part of; nil at the top
}

// Len is the number of events.
func (p *Period) Len() int { return p.Last - p.First }

// Site is the whole timeline. It is never changed once made.
type Site struct {
	Settings
	Intro  doc.Body       // the body of content/index.md
	Events []*event.Event // by date, oldest first (see Compare); drafts only if asked for
	Pages  []*Page        // by order, then title
	Facets []*Facet       // what readers filter by, in the order in which it is shown
	Years  []*Period      // oldest first, those with events only
	Media  []*Media       // by path; without their Head
	Drafts int            // events and pages that were left out as drafts
	Words  int            // in the texts of all events

	// Periods are the years, or where there are too many years to choose from,
	// the decades, centuries and so on that they lie in.
	Periods []*Period

	// Changes are what was done to the entries, newest first.
	Changes []Change

	// Sources are the documents that the events name, by publisher.
	Sources []*Shelf

	// Redirects are the aliases that can be served, by address: those that
	// clash with an address in use are reported and not here.
	Redirects []Redirect

	// Links is what is known about addresses on other sites; nil is nothing.
	Links *links.Known

	// Version tells one order of events from another: files that refer to
	// events by their places belong together when it is the same.
	Version string

	byID        map[string]int // into Events
	byFile      map[string]*Media
	calendarSet map[string]bool // ids of kinds with Calendar
	zone        *time.Location  // of Timezone
	checker     *checker        // what made the site; nil unless Input.Warm
}

// Redirect sends an old address to the page that is there now.
type Redirect struct {
	From  string // root-relative: "/old/address/"
	To    string // root-relative
	Title string // of what is there
}
