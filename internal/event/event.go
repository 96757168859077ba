// Package event holds one event of a timeline: something that happened or
// will, told in one Markdown file.
//
// [Parse] reads such a file and finds everything that is wrong with it alone;
// what can be wrong only in comparison with other files is the site's to find.
// [Format] writes one. A file that has an error becomes no event.
package event

import (
	"crypto/sha256"
	"net/url"
	"slices"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/edtf"
)

// Event is what one file says. It is never changed once made.
type Event struct {
	ID   string // path under events/ without .md: "2024/07-20-sales"
	Name string // the file, as findings call it: "content/events/2024/07-20-sales.md"

	Title        string
	Date         edtf.Date // an interval when `end` is given
	Kind         string    // id of a kind; "" when the file names none
	Summary      string
	Tags         []string
	Actors       []string
	Place        string
	Importance   int // 1 to 5
	Status       Status
	StatusReason string // why it has this status; never "" when it is retracted
	Sources      []Source
	DateClaims   []DateClaim // which source gives which date, where they disagree
	Media        []Media
	Related      []string // ids of other events
	Published    edtf.Date
	Updated      edtf.Date
	Corrections  []Correction
	Language     string   // BCP 47, as written; "" is the site's
	Aliases      []string // root-relative addresses that lead here: "/old/address/"
	Order        int
	Draft        bool

	// Extra holds the keys that dateline does not know, in the order of the
	// file: those the site declares under `fields`, and those it does not.
	Extra []Extra

	Body doc.Body

	places    Places
	mentioned []string          // keys of the file, when it has errors
	head      [sha256.Size]byte // of the front matter as written
	sum       [sha256.Size]byte // of the file as written
}

// Sum is the SHA-256 of the event's file, as it was read; it is zero for an
// event that was not.
func (e *Event) Sum() [sha256.Size]byte { return e.sum }

// URL is the address of the event's page, root-relative and, as ids are, not
// percent-encoded.
func (e *Event) URL() string { return "/events/" + e.ID + "/" }

// IDPrefix is what ids inside the event's text start with, so that several
// events can share a page.
func (e *Event) IDPrefix() string { return IDPrefix(e.ID) }

// IDPrefix returns the prefix for the event of the given id. Ids of headings
// hold no double hyphen and those of events no colon, so that no two texts of
// a page, and no text and its theme, have an id in common.
func IDPrefix(id string) string { return idSigns.Replace(id) + "--" }

var idSigns = strings.NewReplacer("/", ":", " ", "_") // an id holds no space

// TextPrefix is what ids inside the text of a page, and of the introduction,
// start with, as those inside the text of an event start with its IDPrefix.
const TextPrefix = "text--"

// Mentions reports whether the file of an event with errors has a key, with
// whatever value.
func (e *Event) Mentions(key string) bool { return slices.Contains(e.mentioned, key) }

// SameHead reports whether two states of one event differ in their text alone:
// their front matter is the same, to the letter.
func (e *Event) SameHead(other *Event) bool {
	return e.ID == other.ID && e.Name == other.Name && e.head == other.head
}

// Uncited reports whether the text has words and cites none of the sources.
func (e *Event) Uncited() bool {
	return e.Body.Words > 0 && !slices.ContainsFunc(e.Body.Citations, func(c doc.Citation) bool { return c.Number > 0 })
}

// Status says how certain it is that the event took, or will take, place.
type Status uint8

const (
	Confirmed Status = iota
	Reported
	Disputed
	Retracted
	Cancelled
)

// Source is a document that supports the event.
type Source struct {
	ID        string // cite it in the text as [^id]; "" when it cannot be cited
	Title     string
	Publisher string
	Author    string
	URL       string
	Archive   string // URL of an archived copy
	Date      edtf.Date
	Accessed  edtf.Date
	Note      string
}

// By names who stands behind a source: its publisher, or else the host of its
// address; "" when it has neither.
func (s Source) By() string {
	if s.Publisher != "" || s.URL == "" {
		return s.Publisher
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// DateClaim is the date that a source gives for the event.
type DateClaim struct {
	Date   edtf.Date
	Source string // id of one of the event's sources
}

// DatesDisagree reports whether the sources give dates that differ from each
// other, or from the one that the entry goes by.
func (e *Event) DatesDisagree() bool {
	return slices.ContainsFunc(e.DateClaims, func(c DateClaim) bool { return c.Date != e.Date })
}

// Media is a picture, recording or film that goes with the event.
type Media struct {
	Src     string // as written
	URL     string // root-relative, or absolute
	Alt     string
	Caption string
	Credit  string

	// Of films and recordings, and of what is elsewhere.
	Poster        string // a picture of the site's own to stand for it, as written
	PosterURL     string // root-relative
	Embed         string // absolute address of a player elsewhere; "" when not given
	Width, Height int    // in pixels; 0 when not given
	Tracks        []Track
}

// Track is a file of texts that go with a film or recording, by its time: a
// WebVTT file of the site's own.
type Track struct {
	Src      string // as written
	URL      string // root-relative
	Kind     string // one of TrackKinds
	Language string // BCP 47, as written; "" is the site's
	Label    string // what readers choose it by
}

// Correction is one entry of the record of changes.
type Correction struct {
	Date edtf.Date
	Kind string // correction, clarification, update, retraction
	Text string
}

// Extra is a front-matter key that is not one of dateline's own.
type Extra struct {
	Key    string
	Values []string // one for a scalar, several for a list; nested maps are not kept
	Pos    diag.Pos // of the key
	Value  diag.Pos // of the value
	Length int      // of the value as it is written, in code points
	Nested bool     // the value is a map, or a list that holds maps or lists
}
