package doc

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// maxHeadingID is the length of a heading's id in code points: a heading may
// be a sentence, an address should not.
const maxHeadingID = 60

// headingIDs gives the headings of a body ids that differ.
type headingIDs struct {
	used map[string]bool
	next map[string]int // the number to try for an id that is taken
}

// id returns the id for a heading's text: its words in lower case, letters of
// all scripts kept, joined by hyphens.
func (h *headingIDs) id(text string) string {
	if h.used == nil {
		h.used, h.next = map[string]bool{}, map[string]int{}
	}
	base := slug(text)
	id := base
	for h.used[id] {
		h.next[base] = max(h.next[base], 1) + 1
		id = base + "-" + strconv.Itoa(h.next[base])
	}
	h.used[id] = true
	return id
}

func slug(text string) string {
	var b strings.Builder
	n, gap := 0, false
	for _, r := range norm.NFC.String(text) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = r != '’' && r != '\'' || gap
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(unicode.ToLower(r))
		if n++; n == maxHeadingID {
			break
		}
	}
	s := b.String()
	// These begin the ids of sources, citations and footnotes.
	for _, taken := range []string{"source-", "cite-", "fn-", "fnref-"} {
		if strings.HasPrefix(s, taken) {
			return "section-" + s
		}
	}
	if s == "" {
		return "section"
	}
	return s
}

// headings gives every heading its id, once: a link to a later heading needs
// it as early as the heading itself.
func (p *page) headings() {
	if p.headingID != nil {
		return
	}
	p.headingID = map[*ast.Heading]string{}
	p.topLevel = 6
	var ids headingIDs
	var walk func(n ast.Node)
	walk = func(n ast.Node) {
		for c := n.FirstChild(); c != nil && c.Type() != ast.TypeInline; c = c.NextSibling() {
			if h, ok := c.(*ast.Heading); ok {
				p.headingID[h] = ids.id(p.plainText(h))
				p.topLevel = min(p.topLevel, h.Level)
				continue
			}
			walk(c)
		}
	}
	walk(p.root)
	p.anchors = ids.used
}

// headingOffset is where a heading begins: at its marks or, when it is
// underlined, at its text.
func (p *page) headingOffset(n *ast.Heading) int {
	at := n.Pos()
	if at >= 0 && at < len(p.text) && p.text[at] == '#' || n.Lines().Len() == 0 {
		return max(at, 0)
	}
	return n.Lines().At(0).Start
}

// runes is the length of s in code points.
func runes[T []byte | string](s T) int { return utf8.RuneCountInString(string(s)) }
