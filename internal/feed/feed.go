// Package feed writes one list of entries as Atom (RFC 4287), RSS 2.0
// (rssboard.org, version 2.0.11) and JSON Feed (jsonfeed.org, version 1.1).
//
// The rules, and where they come from:
//
//   - Every feed has a title, the address of its page, its own address and the
//     time of its last change: RFC 4287, section 4.1.1, makes id, title and
//     updated musts, RSS title, link and description, JSON Feed title and items.
//   - An id is an absolute address and never changes (RFC 4287, section 4.2.6);
//     no two entries of a feed have the same. It is the guid of RSS, a permalink
//     where it is the address of the entry's page, and the id of JSON Feed.
//   - Times are in the form of RFC 3339 (RFC 4287, section 3.3, and JSON Feed),
//     in RSS in that of RFC 822 with years of four digits. RSS has no time of
//     change: atom:updated stands in each of its items.
//   - The text is whole, as HTML: atom:content of type html (RFC 4287, section
//     4.1.3.3), content:encoded of the RSS module "content" 1.0, content_html.
//     Whoever makes entries makes the addresses in it absolute; a feed has no
//     address to resolve others against that all readers agree on.
//   - The author is the publisher, for all entries (RFC 4287, section 4.2.1).
//     RSS wants an e-mail address in author, so that it has dc:creator.
//   - Characters that XML 1.0 has no place for (section 2.2), not even escaped,
//     are left out, in all three formats alike.
//   - The language is xml:lang (RFC 4287, section 2), language in the others.
//
// A feed that is opened in a browser is drawn by the style sheets that its
// processing instructions name (W3C, Associating Style Sheets with XML
// documents 1.0). It says what it is in an element of XHTML, and has one more in
// each entry for the link to its page; feed readers pass over both (RFC 4287,
// section 6.3; RSS 2.0, "Extending RSS").
//
// Nothing here asks for the time: the same feed is the same bytes.
package feed

import (
	"strings"
	"time"
	"unicode/utf8"
)

// The media types of the formats.
const (
	AtomType = "application/atom+xml"
	RSSType  = "application/rss+xml"
	JSONType = "application/feed+json"
)

// Feed is a list of entries. Addresses are absolute.
type Feed struct {
	Title     string
	Subtitle  string // what it is about; "" for nothing to say
	Home      string // address of the page that it belongs to
	Self      string // its own address
	Language  string // BCP 47
	Publisher Person
	Rights    string // text, or the address of a license
	Generator string
	Updated   time.Time // of the newest change to an entry
	About     string    // says to who opens it in a browser what it is
	Styles    []Style
	Entries   []*Entry // in the order in which readers should meet them
}

// Person is who made something. The name is never empty.
type Person struct{ Name, URL string }

// Style is a style sheet for browsers. Its address may be relative.
type Style struct{ Type, URL string }

// Entry is one entry. It is never changed once made: feeds share them.
type Entry struct {
	ID         string // absolute address that never changes
	URL        string // of its page
	Title      string
	Summary    string    // text; "" for none
	Content    string    // HTML, with absolute addresses
	Image      string    // address of a picture that stands for it; "" for none
	Published  time.Time // zero when not known
	Updated    time.Time
	Language   string   // "" is the feed's
	Categories []string // each once
}

// isLicense reports whether rights are the address of a license.
func isLicense(rights string) bool {
	return (strings.HasPrefix(rights, "https://") || strings.HasPrefix(rights, "http://")) && !strings.ContainsAny(rights, " \t\n")
}

// clean leaves out what is no character of XML 1.0, section 2.2. What is not
// UTF-8 becomes U+FFFD.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isXML(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// isClean looks at bytes: nearly all texts are clean, and long. What is no
// character above the controls is U+FFFE and U+FFFF, and is written with the
// first two bytes of U+FFFD.
func isClean(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xEF && strings.HasPrefix(s[i:], "\uFFFD"[:2]) {
			return false
		}
	}
	return utf8.ValidString(s)
}

func isXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}
