package doc

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"dateline/internal/diag"
)

// problem is a YAML mistake in the author's words: line and column count from
// the start of the front matter.
type problem struct {
	line, column, length int
	code, message, hint  string
}

// explain turns the YAML parser's account of a mistake, which is told in
// terms of its grammar, into what an author sees and can do. What it does not
// know it passes on.
func (r *reader) explain(e *yaml.LoadError) problem {
	p := problem{line: e.Mark.Line, column: e.Mark.Column, length: 1, code: "yaml-syntax"}
	if open, ok := r.openQuote(p.line); ok {
		return open
	}
	line := r.line(p.line)
	if tab := strings.IndexByte(line[:len(line)-len(strings.TrimLeft(line, " \t"))], '\t'); tab >= 0 {
		p.column, p.code = tab+1, "yaml-tab"
		p.message, p.hint = "the line is indented by a tab", "indent by spaces"
		return p
	}
	at := runeOffset(line, p.column-1)
	switch m := e.Message; {
	case strings.Contains(m, "mapping values are not allowed"):
		p.colon(r, line, at)
	case strings.Contains(m, "unexpected end of stream"), strings.Contains(m, "unexpected document indicator"):
		p.line, p.column = e.ContextMark.Line, e.ContextMark.Column
		p.message, p.hint = "the quote is never closed", "close it, or put the whole text in double quotes"
	case strings.Contains(m, "unknown escape"), strings.Contains(m, "hexadecimal"), strings.Contains(m, "escape code"):
		p.message, p.hint = "an unknown escape in double quotes", `write \\ for a backslash, or use single quotes`
	case strings.Contains(m, "unknown anchor"):
		p.code = "yaml-feature"
		p.message, p.hint = "aliases such as "+printableName(word(line[at:]))+" are not allowed", "text that begins with * needs quotes"
	case strings.Contains(m, "cannot start any token"):
		p.message = "a value cannot begin with " + printableName(firstRune(line[at:]))
		p.hint = quoteHint(line, at)
	case strings.Contains(m, "could not find expected ':'"):
		p.line, p.column = e.ContextMark.Line, e.ContextMark.Column
		p.message, p.hint = "a line without a key", "write key: value; a text of several lines needs | after its key and two spaces before each line"
		if line := r.line(p.line); keyWithoutSpace(line) {
			p.spaceMissing(line)
		}
	case strings.Contains(m, "',' or ']'"):
		p.line, p.column = e.ContextMark.Line, e.ContextMark.Column
		p.message, p.hint = "the list is not closed by ]", "put commas between its items and ] after the last; text that begins with [ needs quotes"
	case strings.Contains(m, "',' or '}'"):
		p.line, p.column = e.ContextMark.Line, e.ContextMark.Column
		p.message, p.hint = "the map is not closed by }", "put commas between its keys and } after the last; text that begins with { needs quotes"
	case strings.Contains(m, "block sequence entries"):
		p.message, p.hint = "a list item after something else on its line", "begin the list on the next line, or write [a, b]"
	case strings.Contains(m, "expected '-' indicator"):
		p.message, p.hint = "neither a list item nor a key of the list above", "begin the line with - , or indent it to the text of the item above"
	case strings.Contains(m, "expected key"):
		p.key(line, at)
	case strings.Contains(m, "node content") && at == len(line):
		p.message, p.hint = "a bracket is never closed", "put ] or } after the last item"
	case strings.Contains(m, "node content"):
		p.message, p.hint = "a value is missing before "+printableName(firstRune(line[at:])), "remove it, or put the text in quotes"
	case strings.Contains(m, "document start"):
		p.message, p.hint = "text after a closing quote or bracket", "write key: value on each line"
		if first, n := r.firstLine(); indent(first) > indent(line) {
			p.line, p.column, p.length = n, 1, indent(first)
			p.message, p.hint = "the line is indented, and those below are not", "begin each key at the start of its line"
		}
	case strings.Contains(m, "comment or line break"):
		p.message, p.hint = "text on the line of a | or >", "begin the text on the next line, indented by two spaces"
	case strings.Contains(m, "max"), strings.Contains(m, "depth"), strings.Contains(m, "exceeded"):
		p.code, p.message, p.hint = "yaml-deep", "lists and maps nest too deeply", deepHint
	default:
		p.message, p.hint = "not YAML: "+m, "put the value in quotes"
	}
	return p
}

// openQuote finds a quote above line limit that is never closed, so that the
// keys below it are taken for its text: it opens a value, does not end on its
// line, and the next line, indented no more, begins like a key.
func (r *reader) openQuote(limit int) (p problem, ok bool) {
	for n := 1; n < limit; n++ {
		line, next := r.line(n), r.line(n+1)
		at := valueStart(line)
		if at < 0 || at >= len(line) || line[at] != '"' && line[at] != '\'' || quoteEnds(line[at:]) {
			continue
		}
		if indent(next) <= indent(line) && keyLine.MatchString(strings.TrimLeft(next, " ")) {
			return problem{
				line: n, column: utf8.RuneCountInString(line[:at]) + 1, length: 1, code: "yaml-syntax",
				message: "the quote is never closed", hint: quoteHint(line[:at]+line[at+1:], at),
			}, true
		}
	}
	return problem{}, false
}

// valueStart is where in a line the value of its key begins; -1 for a line
// without a key.
func valueStart(line string) int {
	text := strings.TrimLeft(line, " -")
	match := keyLine.FindString(text)
	if match == "" {
		return -1
	}
	at := len(line) - len(text) + len(match)
	return at + len(line[at:]) - len(strings.TrimLeft(line[at:], " "))
}

// quoteEnds reports whether the quote that s begins with ends in s.
func quoteEnds(s string) bool {
	quote := s[0]
	for i := 1; i < len(s); i++ {
		switch {
		case quote == '"' && s[i] == '\\':
			i++
		case s[i] != quote:
		case quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		default:
			return true
		}
	}
	return false
}

// colon explains a colon where none can be, by far the commonest mistake.
func (p *problem) colon(r *reader, line string, at int) {
	before := line[:at]
	above := r.line(p.line - 1)
	switch i := strings.Index(before, ": "); {
	case i >= 0:
		p.message = "a value that holds \": \" needs quotes"
		p.hint = quoteHint(line, i+2)
	case p.line > 1 && keyWithoutSpace(above):
		p.line--
		p.spaceMissing(above)
	case p.line > 1 && strings.TrimSpace(above) != "" && !strings.Contains(above, ":"):
		p.line--
		p.column, p.length = indent(above)+1, utf8.RuneCountInString(strings.TrimSpace(above))
		p.message, p.hint = "a line without a key", "write key: value"
	default:
		p.column, p.length = indent(line)+1, max(1, utf8.RuneCountInString(strings.TrimSpace(before)))
		p.message, p.hint = "the key is indented, but the key above has a value already", "align it with the key above"
	}
}

// spaceMissing explains a line such as "title:Rome".
func (p *problem) spaceMissing(line string) {
	p.column, p.length = utf8.RuneCountInString(line[:strings.IndexByte(line, ':')])+1, 1
	p.message, p.hint = "a space is missing after the colon", "write "+strings.Replace(strings.TrimSpace(clip(line)), ":", ": ", 1)
}

// firstLine returns the first line that holds anything, and its number.
func (r *reader) firstLine() (line string, n int) {
	for n := 1; n <= 1+bytes.Count(r.text, []byte("\n")); n++ {
		line := r.line(n)
		if text := strings.TrimSpace(line); text != "" && text[0] != '#' {
			return line, n
		}
	}
	return "", 1
}

// key explains a line on which the parser expected the next key.
func (p *problem) key(line string, at int) {
	before := strings.TrimRight(line[:at], " ")
	switch {
	case strings.HasSuffix(before, `"`) || strings.HasSuffix(before, `'`):
		p.message = "text after the closing quote"
		p.hint = "put the whole value in quotes"
		if i := strings.Index(line, ": "); i >= 0 {
			p.hint = quoteHint(line, i+2)
		}
	case strings.TrimSpace(before) == "":
		p.length = max(1, utf8.RuneCountInString(strings.TrimSpace(line)))
		p.message, p.hint = "the indentation fits no line above", "align keys with keys, and list items with list items"
	default:
		p.message, p.hint = "unexpected "+diag.Quote(firstRune(line[at:])), "put the value in quotes"
	}
}

// line returns a line of the front matter, counted from 1, and "" for one
// that is not there.
func (r *reader) line(n int) string {
	rest := string(r.text)
	for range n - 1 {
		_, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return ""
		}
		rest = after
	}
	rest, _, _ = strings.Cut(rest, "\n")
	return strings.TrimSuffix(rest, "\r")
}

// quoteHint shows the line as it should be, with its value in quotes.
func quoteHint(line string, value int) string {
	v := strings.TrimSpace(line[value:])
	if utf8.RuneCountInString(line) > 100 {
		return "put the value in quotes"
	}
	quoted := `"` + v + `"`
	if strings.ContainsAny(v, `"\`) {
		quoted = "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return "quote it: " + strings.TrimSpace(line[:value]) + " " + quoted
}

// keyWithoutSpace reports whether the line is like "title:Rome".
func keyWithoutSpace(line string) bool {
	key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
	return ok && value != "" && value[0] != ' ' && !strings.HasPrefix(value, "//") && key != "" && !strings.ContainsAny(key, " \t\"'[{")
}

// runeOffset is the byte offset of code point n of s, at most its length.
func runeOffset(s string, n int) int {
	for i := range s {
		if n <= 0 {
			return i
		}
		n--
	}
	return len(s)
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// word is the start of s up to a space or a sign of YAML.
func word(s string) string {
	if i := strings.IndexAny(s, " \t,]}"); i >= 0 {
		s = s[:i]
	}
	return s
}

// clip keeps what of a line fits a hint.
func clip(s string) string {
	if n := runeOffset(s, 60); n < len(s) {
		return s[:n] + "…"
	}
	return s
}
