package doc

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"dateline/internal/diag"
)

// Raw HTML is an error and never written: it would run scripts, break the
// page around it, and mean nothing in feeds. Comments are notes to oneself,
// and are dropped with a warning.

// htmlHints says what to write instead of an element.
var htmlHints = map[string]string{
	"b":          "write **bold**",
	"strong":     "write **bold**",
	"i":          "write *italic*",
	"em":         "write *italic*",
	"s":          "write ~~struck~~",
	"del":        "write ~~struck~~",
	"strike":     "write ~~struck~~",
	"code":       "write `code`",
	"tt":         "write `code`",
	"pre":        "indent by four spaces, or put ``` above and below",
	"br":         "end the line with a backslash or two spaces",
	"hr":         "write --- with blank lines around it",
	"img":        "write ![what it shows](picture.jpg)",
	"a":          "write [text](address)",
	"p":          "leave a blank line between paragraphs",
	"ul":         "begin each item with - and a space",
	"ol":         "begin each item with 1. and a space",
	"li":         "begin each item with - and a space",
	"blockquote": "begin each line with > and a space",
	"table":      "write rows as | a | b |, with | --- | --- | below the first",
	"h1":         "begin the line with # and a space",
	"h2":         "begin the line with ## and a space",
	"h3":         "begin the line with ### and a space",
	"iframe":     "link to it, or list it under media",
	"video":      "link to it, or list it under media",
	"script":     "delete it; a text brings no scripts",
	"style":      "delete it; the theme sets the style",
}

// otherHint is for what is perhaps no HTML at all.
const otherHint = "write it in Markdown; for the sign itself write \\<"

func (p *page) inlineHTML(n *ast.RawHTML) {
	raw := n.Segments.Value(p.text)
	at := n.Segments.At(0).Start
	if bytes.HasPrefix(raw, []byte("<!--")) {
		p.comment(at, runes(raw))
		return
	}
	p.tag(at, raw)
}

func (p *page) comment(offset, length int) {
	p.found.Add(p.warning(offset, length, "html-comment", "an HTML comment is not published", "delete it; front matter takes comments after #"))
}

// tag reports an HTML tag. A closing tag is the same mistake as its opening
// one, and is only reported alone.
func (p *page) tag(offset int, raw []byte) {
	name := strings.ToLower(tagName(raw))
	if bytes.HasPrefix(raw, []byte("</")) && p.rawHTML {
		return
	}
	p.rawHTML = true
	hint, ok := htmlHints[name]
	// "a<b and c>d" is no markup: a tag of one letter has no bare words.
	if !ok || len(name) == 1 && bytes.ContainsAny(raw, " ") && !bytes.Contains(raw, []byte("=")) {
		hint = otherHint
	}
	raw, _, _ = bytes.Cut(raw, []byte("\n"))
	p.found.Add(finding(p.pos(offset), runes(raw), diag.Error, "html-raw", "raw HTML is not allowed: "+diag.Quote(string(raw)), hint))
}

// tagName returns the name of the element that raw begins or ends.
func tagName(raw []byte) string {
	raw = bytes.TrimLeft(raw, "</")
	for i, c := range raw {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' && i > 0) {
			return string(raw[:i])
		}
	}
	return string(raw)
}

// htmlBlock reports a block that begins with a tag or comment. It may hold
// more than that: whatever follows a comment on its last line is lost too.
func (p *page) htmlBlock(n *ast.HTMLBlock) {
	if n.Lines().Len() == 0 && !n.HasClosure() {
		return
	}
	segment := n.ClosureLine
	if n.Lines().Len() > 0 {
		segment = n.Lines().At(0)
	}
	line := bytes.TrimSpace(p.text[segment.Start:segment.Stop])
	at := segment.Start + bytes.Index(p.text[segment.Start:segment.Stop], line)
	if n.HTMLBlockType != ast.HTMLBlockType2 {
		if end := bytes.IndexByte(line, '>'); end >= 0 {
			line = line[:end+1]
		}
		p.tag(at, line)
		return
	}
	last := segment
	if n.Lines().Len() > 0 {
		last = n.Lines().At(n.Lines().Len() - 1)
	}
	if n.HasClosure() {
		last = n.ClosureLine
	}
	_, after, closed := bytes.Cut(p.text[last.Start:last.Stop], []byte("-->"))
	rest := bytes.TrimSpace(after)
	switch {
	case !closed:
		p.found.Add(finding(p.pos(at), runes(line), diag.Error, "html-raw", "an HTML comment is never closed: all text below it is lost", "delete it, or end it with -->"))
		return
	case len(rest) > 0:
		p.found.Add(finding(p.pos(last.Stop-len(bytes.TrimLeft(after, " \t"))), runes(rest), diag.Error, "html-raw",
			"text after a comment on its line is lost: "+diag.Quote(string(rest)), "begin it on a line of its own"))
	}
	p.comment(at, runes(line))
}
