package doc

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// resolve returns Markdown text with its backslash escapes and character
// references replaced. Most text has none and is returned as it is.
func resolve(b []byte) []byte {
	i := bytes.IndexAny(b, `\&`)
	if i < 0 {
		return b
	}
	out := append(make([]byte, 0, len(b)), b[:i]...)
	for i < len(b) {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			out = append(out, b[i+1])
			i += 2
		case c == '\\' && i+1 < len(b) && b[i+1] == ' ':
			i += 2 // lets emphasis end beside a letter, in scripts without spaces
		case c == '&':
			r, n := reference(b[i:])
			out = append(out, r...)
			i += n
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}

// reference returns what the character reference at the start of b stands
// for, and how many bytes it takes; the & itself when there is none.
func reference(b []byte) (text []byte, n int) {
	end := bytes.IndexByte(b[:min(len(b), 40)], ';') // no name is longer
	if end < 2 {
		return b[:1], 1
	}
	name := b[1:end]
	if name[0] != '#' {
		if entity, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return safeText(entity.Characters), end + 1
		}
		return b[:1], 1
	}
	digits, base := name[1:], rune(10)
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	if len(digits) == 0 || len(digits) > 7 {
		return b[:1], 1
	}
	var r rune
	for _, d := range digits {
		v := hexValue(d)
		if v >= base {
			return b[:1], 1
		}
		r = r*base + v
	}
	return safeText([]byte(string(r))), end + 1
}

func hexValue(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	}
	return 99
}

// safeText is the text of a reference, unless it is a character that the
// file could not have held as such: those become U+FFFD.
func safeText(b []byte) []byte {
	r, _ := utf8.DecodeRune(b)
	if isControl(r) || isNoncharacter(r) || isBidi(r) || r == utf8.RuneError {
		return []byte("\uFFFD")
	}
	return b
}

// escape appends s to out with what HTML takes for markup replaced, for use
// as text and between double quotes.
func escape[T []byte | string](out []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		default:
			continue
		}
		out = append(append(out, s[from:i]...), e...)
		from = i + 1
	}
	return append(out, s[from:]...)
}

// plain appends the text of n to out, without marks and notes, and with
// spaces for line breaks.
func (p *page) plain(out []byte, n ast.Node) []byte {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Segment.Value(p.text)
		if !n.IsRaw() {
			value = resolve(value)
		}
		out = append(out, value...)
		if n.HardLineBreak() || n.SoftLineBreak() && !p.joined(n) {
			out = append(out, ' ')
		}
		return out
	case *ast.String:
		return append(out, n.Value...)
	case *ast.AutoLink:
		return append(out, n.Label(p.text)...)
	case *ast.RawHTML, *citationNode, *east.FootnoteLink, *east.FootnoteBacklink, *east.TaskCheckBox:
		return out
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		out = p.plain(out, c)
	}
	return out
}

// plainText returns the text of n in one line, without characters that turn
// its direction: it stands outside of the element that contains them.
func (p *page) plainText(n ast.Node) string {
	b := p.plain(p.scratch[:0], n)
	p.scratch = b
	out, gap := b[:0], false
	for i := 0; i < len(b); {
		r, size := rune(b[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(b[i:])
		}
		switch {
		case unicode.IsSpace(r):
			gap = len(out) > 0
		case p.bidi && isBidi(r):
		default:
			if gap {
				out = append(out, ' ')
			}
			gap = false
			out = append(out, b[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// joined reports whether the line break after n is between two East Asian
// characters, where a space would be wrong.
func (p *page) joined(n *ast.Text) bool {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok {
		return false
	}
	before, _ := utf8.DecodeLastRune(n.Segment.Value(p.text))
	if before < 0x1100 {
		return false
	}
	after, _ := utf8.DecodeRune(next.Segment.Value(p.text))
	return util.IsEastAsianWideRune(before) && util.IsEastAsianWideRune(after)
}

// cutAtWord returns s, or as many whole words of it as fit limit code points
// with an ellipsis.
func cutAtWord(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	cut, space, n := 0, 0, 0
	for i, r := range s {
		if n == limit-1 {
			cut = i
			if unicode.IsSpace(r) {
				space = i
			}
			break
		}
		if unicode.IsSpace(r) {
			space = i
		}
		n++
	}
	// A script without spaces is cut where it must be.
	if space > cut/2 {
		cut = space
	}
	return strings.TrimRightFunc(s[:cut], func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-", r)
	}) + "…"
}

// wordCount counts words across the pieces that a text is rendered in.
type wordCount struct {
	n      int
	inWord bool
}

// add counts the words of b, the first of which may go on from before.
func (w *wordCount) add(b []byte) {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			i++
			w.rune(wordByte[c])
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		i += size
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			w.inWord = false
			w.n++ // a character is as long to read as a short word
			continue
		}
		w.rune(unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '’')
	}
}

func (w *wordCount) rune(part bool) {
	if part && !w.inWord {
		w.n++
	}
	w.inWord = part
}

// end ends a word at the end of a block.
func (w *wordCount) end() { w.inWord = false }

var wordByte = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '\'' || c == '_'
	}
	return t
}()
