package data

import (
	"html"
	"strings"

	"dateline/internal/event"
)

// absolute returns the text of an event with addresses that work from anywhere.
// The renderer of Markdown writes attributes in one way, and a quote in a text
// as a character reference.
func (s *Site) absolute(e *event.Event) string {
	text := e.Body.HTML
	if s.URL != "" {
		text = strings.ReplaceAll(text, ` href="/`, ` href="`+s.URL+`/`)
		text = strings.ReplaceAll(text, ` src="/`, ` src="`+s.URL+`/`)
	}
	return strings.ReplaceAll(text, ` href="#`, ` href="`+html.EscapeString(s.address(e.URL()))+`#`)
}

// plainText returns a rendered text without its markup. Blocks are divided by
// an empty line, or by a line end where they are parts of one. The numbers of
// citations stand in brackets.
func plainText(text string) string {
	var w textWriter
	w.b.Grow(len(text))
	for text != "" {
		i := strings.IndexByte(text, '<')
		if i < 0 {
			i = len(text)
		}
		w.text(html.UnescapeString(text[:i]))
		text = text[i:]
		end := strings.IndexByte(text, '>')
		if end < 0 {
			break
		}
		tag := text[1:end]
		text = text[end+1:]
		if strings.Contains(tag, `role="doc-backlink"`) { // leads from a footnote to where it is referred to
			_, text, _ = strings.Cut(text, "</a>")
			continue
		}
		w.tag(tag)
	}
	return strings.TrimSpace(w.b.String())
}

// textWriter writes text without space at the ends of lines.
type textWriter struct {
	b     strings.Builder
	lines int  // ends of lines that are due before the next word
	space bool // a space is due
	kept  bool // within code, whose lines are kept
}

func (w *textWriter) text(s string) {
	if w.kept {
		if s = strings.TrimSuffix(s, "\n"); s != "" {
			w.flush()
			w.b.WriteString(s)
		}
		return
	}
	for i, word := range strings.FieldsFunc(s, isSpace) {
		w.space = w.space || i > 0 || isSpace(rune(s[0]))
		w.flush()
		w.b.WriteString(word)
	}
	if s != "" && isSpace(rune(s[len(s)-1])) {
		w.space = true
	}
}

// isSpace reports whether HTML takes a character for space: not one that does
// not break.
func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

func (w *textWriter) flush() {
	switch {
	case w.b.Len() == 0:
	case w.lines > 0:
		w.b.WriteString(strings.Repeat("\n", w.lines))
	case w.space:
		w.b.WriteByte(' ')
	}
	w.lines, w.space = 0, false
}

// tag does what a tag means for the lines of a text.
func (w *textWriter) tag(tag string) {
	name, rest, _ := strings.Cut(tag, " ")
	switch strings.TrimPrefix(name, "/") {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "section", "hr":
		w.end(2)
	case "pre":
		w.end(2)
		w.kept = name == "pre"
	case "ul", "ol", "dl", "li", "dt", "dd", "tr", "br", "thead", "tbody":
		w.end(1)
	case "td", "th":
		w.space = true
	case "img":
		w.text(alt(rest))
	case "sup":
		if name == "sup" {
			w.flush()
			w.b.WriteByte('[')
		} else {
			w.b.WriteByte(']')
		}
	}
}

func (w *textWriter) end(lines int) { w.lines = max(w.lines, lines) }

// alt is what stands for a picture.
func alt(attributes string) string {
	_, rest, ok := strings.Cut(attributes, `alt="`)
	if !ok {
		return ""
	}
	text, _, _ := strings.Cut(rest, `"`)
	return html.UnescapeString(text)
}
