// Package cite writes references to an entry of a timeline, in the forms that
// people paste and programs read: a line of text, BibTeX, CSL-JSON (the
// Citation Style Language's, which Zotero, Mendeley and pandoc take).
//
// A reference holds a hash of the file that the entry was made from, so that
// it can be told later whether the entry is still the one that was cited. It
// holds no day of access: a page that is the same for every reader does not
// know it, and the hash says which version was read more exactly than a day.
package cite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"dateline/internal/edtf"
)

// Entry is what is cited.
type Entry struct {
	ID        string // of the event; the key is made of it, and of nothing that an editor changes
	Title     string
	Author    string // who is responsible: the publisher
	Site      string // the title of the timeline
	URL       string // absolute
	Published edtf.Date
	Revised   edtf.Date // when it was last changed; the zero Date for never
	Date      string    // the later of these, in words; "" when there is neither
	Language  string    // BCP 47
	Hash      string    // of the content: see Hash
}

// hashDigits are as many as tell every version of an entry from the others:
// 64 bits.
const hashDigits = 16

// Hash names a version of a file by the beginning of its SHA-256, in
// hexadecimal: "sha256:0123456789abcdef". "" is that of no sum at all.
func Hash(sum [sha256.Size]byte) string {
	if sum == [sha256.Size]byte{} {
		return ""
	}
	return "sha256:" + hex.EncodeToString(sum[:])[:hashDigits]
}

// Key names the entry in a bibliography. It has letters and digits of ASCII,
// and of other signs those that neither BibTeX nor LaTeX takes for its own. An
// id that had to be changed for that ends in a hash of what it was, so that no
// two entries have one key.
func (e Entry) Key() string {
	key := strings.Map(func(r rune) rune {
		switch {
		case r == '/':
			return ':'
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '.':
			return r
		}
		return -1
	}, e.ID)
	if key != "" && strings.ReplaceAll(key, ":", "/") == e.ID {
		return key
	}
	sum := sha256.Sum256([]byte(e.ID))
	return strings.TrimPrefix(key+"-"+hex.EncodeToString(sum[:4]), "-")
}

// issued is the date of the version that is cited.
func (e Entry) issued() edtf.Date {
	if e.Revised.IsZero() {
		return e.Published
	}
	return e.Revised
}

// Text returns the reference in one line, each part a sentence of its own,
// which is how it can be written in any language.
func (e Entry) Text() string {
	author := e.Author
	if author == e.Site {
		author = ""
	}
	var b strings.Builder
	for _, part := range []string{author, e.Title, e.Site, e.Date, e.URL, e.Hash} {
		part = oneLine(part)
		switch {
		case part == "":
			continue
		case b.Len() > 0:
			b.WriteByte(' ')
		}
		b.WriteString(part)
		if part == e.URL || part == e.Hash { // a full stop would be taken for a part of it
			continue
		}
		if !strings.ContainsRune(".?!…。？！؟", last(part)) {
			b.WriteByte('.')
		}
	}
	return b.String()
}

func last(s string) rune {
	var out rune
	for _, r := range s {
		out = r
	}
	return out
}

// oneLine puts a text into one line, without what no line can hold.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// months are the abbreviations that every style of BibTeX defines.
var months = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// BibTeX returns the reference as an entry of type misc, which all styles know;
// "online" is biblatex's alone. Braces around a title keep its capitals, and
// around an author make one name of it. The url is verbatim, as biblatex and
// the \url of other styles take it.
func (e Entry) BibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", e.Key())
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = %s,\n", name, value)
		}
	}
	field("author", whole(e.author()))
	field("title", whole(e.Title))
	if d := e.issued(); !d.IsZero() {
		field("year", fmt.Sprintf("{%d}", d.Year()))
		if m := d.Month(); m > 0 {
			field("month", months[m-1])
		}
	}
	field("howpublished", braced(e.Site))
	field("url", verbatim(e.URL))
	field("note", braced(e.Hash))
	b.WriteString("}\n")
	return b.String()
}

func (e Entry) author() string {
	if e.Author == "" {
		return e.Site
	}
	return e.Author
}

// braced is a text as the value of a field, whole one that styles leave as it
// is; "" stays "".
func braced(s string) string {
	if s = oneLine(s); s == "" {
		return ""
	}
	return "{" + latex.Replace(s) + "}"
}

func whole(s string) string {
	if s = braced(s); s == "" {
		return ""
	}
	return "{" + s + "}"
}

// verbatim is an address as the value of a field. As a URI it holds none of
// the signs that would end the field.
func verbatim(url string) string {
	if url == "" {
		return ""
	}
	return "{" + uri.Replace(url) + "}"
}

var uri = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C")

// latex writes the signs that mean something to TeX. A brace has no backslash
// before it: BibTeX counts braces whatever stands there.
var latex = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`, `_`, `\_`,
	`^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`, `<`, `\textless{}`, `>`, `\textgreater{}`, `|`, `\textbar{}`,
)

// name is that of a body: it is not divided into given and family name.
type name struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [1][]int64 `json:"date-parts"`
}

func newDate(d edtf.Date) cslDate {
	parts := []int64{d.Year()}
	if d.Month() > 0 {
		parts = append(parts, int64(d.Month()))
		if d.Day() > 0 {
			parts = append(parts, int64(d.Day()))
		}
	}
	return cslDate{[1][]int64{parts}}
}

// CSL returns the reference as a list of one item in CSL-JSON, which is what
// programs import: github.com/citation-style-language/schema, csl-data.json.
// Each property has a line.
func (e Entry) CSL() string {
	var b strings.Builder
	b.WriteString("[\n  {\n    \"id\": " + marshal(e.Key()) + ",\n    \"type\": \"webpage\"")
	add := func(property string, value any) {
		b.WriteString(",\n    \"" + property + "\": " + marshal(value))
	}
	text := func(property, value string) {
		if value = oneLine(value); value != "" {
			add(property, value)
		}
	}
	date := func(property string, d edtf.Date) {
		if !d.IsZero() {
			add(property, newDate(d))
		}
	}
	text("title", e.Title)
	if author := oneLine(e.author()); author != "" {
		add("author", []name{{author}})
	}
	text("container-title", e.Site)
	text("publisher", e.Author)
	date("issued", e.issued())
	if !e.Revised.IsZero() {
		date("original-date", e.Published)
	}
	text("URL", e.URL)
	text("language", e.Language)
	text("note", e.Hash)
	b.WriteString("\n  }\n]\n")
	return b.String()
}

func marshal(v any) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("cite: strings and numbers do not fail to marshal: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}
