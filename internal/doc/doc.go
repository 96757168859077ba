// Package doc reads Markdown with front matter and keeps positions.
//
// A file is front matter (YAML between two --- lines, the first of them the
// first line of the file) and a body (CommonMark with GFM, footnotes,
// typographer and definition lists). [Parse] takes it apart; [Value] and
// [Fields] read the front matter with the line and column of every key and
// value; [Document.Markdown] turns the body into HTML that can be trusted.
//
// Goals: every finding at its own line and column, all findings of a file at
// once, time and memory linear in the size of the file whatever it holds.
// Non-goals: other front-matter formats, raw HTML, YAML's anchors and tags.
package doc

import "dateline/internal/diag"

// Source is one file, as it was read.
type Source struct {
	Path string // below the content folder, with slashes: "events/a.md"
	Name string // as findings call it: "content/events/a.md"
	Data []byte

	Labels Labels // for the Markdown in it, where that is rendered
}

// MarkdownOptions says how a body becomes HTML.
type MarkdownOptions struct {
	// IDPrefix stands before the id of every heading, footnote and citation,
	// so that several bodies can share a page; "" adds nothing.
	IDPrefix string

	// Sources numbers the sources that [^id] cites, from 1; nil cites none.
	Sources map[string]int

	// Labels are the words that a screen reader says about marks that show
	// none; a zero field is in English.
	Labels Labels

	// Link turns a relative or root-relative destination, as written, into a
	// root-relative URL ("other.md#why" into "/events/other/#why"). It is not
	// asked about absolute URLs and bare fragments. Nil leaves all as written.
	Link func(destination string) string
}

// Labels are words for what is shown as a sign, in the site's language.
type Labels struct {
	Source    string // before a source's number; "" is "Source"
	Footnote  string // before a footnote's letter; "" is "Footnote"
	Footnotes string // names the list of footnotes; "" is "Footnotes"
	Back      string // before the letter of a link back; "" is "Back to"
	Table     string // names a table that scrolls; "" is "Table"
	Done      string // a ticked box of a task list; "" is "Done"
	Open      string // an empty box of a task list; "" is "Open"
}

// Body is a Markdown text, rendered.
type Body struct {
	HTML      string // safe to put on a page; internal links are root-relative
	Excerpt   string // the first paragraph as plain text, at most 240 code points, cut at a word
	Words     int
	Links     []Link
	Headings  []Heading
	Citations []Citation
}

// Link is a link or an image of a body.
type Link struct {
	Destination string // as written, entities decoded
	URL         string // after MarkdownOptions.Link; the same as Destination for absolute URLs
	Image       bool
	Pos         diag.Pos
	Length      int // code points of the destination, to underline
}

// Heading is a heading of a body.
type Heading struct {
	Level int
	ID    string // with IDPrefix
	Text  string
	Pos   diag.Pos
}

// Citation is one [^id] that is no footnote.
type Citation struct {
	ID     string
	Number int // from MarkdownOptions.Sources; 0 when there is no such source
	Pos    diag.Pos
	Length int
}
