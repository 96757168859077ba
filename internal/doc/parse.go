package doc

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"

	"dateline/internal/diag"
)

// Document is a file taken apart.
type Document struct {
	// Front is the map at the top of the file; the zero Value when it could
	// not be read.
	Front Value

	src  *source
	body int  // where the body begins in src.data
	bidi bool // the body holds characters that turn the direction of text
	skip bool // the body is not to be read: it is too large
}

// FrontMatter returns the front matter as it stands in the file, with its ---
// lines. It must not be modified.
func (d Document) FrontMatter() []byte {
	if d.src == nil {
		return nil
	}
	return d.src.data[:d.body]
}

var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// byteOrderMark is what some editors put at the start of UTF-8.
var byteOrderMark = []byte("\ufeff")

// Parse takes a file apart. It returns what it could read and what it found;
// a file that cannot be read as a whole (encoding, size, no front matter)
// comes back as the zero Document.
func Parse(src Source) (Document, diag.List) {
	var found diag.List
	s := &source{name: src.Name, data: bytes.TrimPrefix(src.Data, byteOrderMark)}
	first := diag.Pos{File: src.Name, Line: 1, Column: 1}
	switch {
	case len(src.Data) > MaxFile:
		found.Add(finding(diag.Pos{File: src.Name}, 0, diag.Error, "file-large",
			"the file is larger than "+kib(MaxFile), "one event needs a few KiB; put media in files of their own"))
		return Document{}, found
	case len(bytes.TrimSpace(s.data)) == 0:
		found.Add(finding(first, 0, diag.Error, "front-matter-missing", "the file is empty",
			"begin with a line ---, then title: … and date: …, then a line ---"))
		return Document{}, found
	}
	enc := checkEncoding(s, &found)
	if enc.fatal {
		return Document{}, found
	}
	end, ok := findFrontMatter(s, &found)
	if !ok {
		return Document{}, found
	}
	return parseParts(s, end, enc, &found), found
}

// parseParts reads the front matter, which ends at offset end, and looks at
// the body as far as that needs no Markdown.
func parseParts(s *source, end int, enc encoding, found *diag.List) Document {
	d := Document{src: s, body: end}
	head := enc.frontMatter(end)
	d.bidi = enc.reportBidi(end)
	if end > MaxFrontMatter {
		found.Add(finding(s.pos(0), 3, diag.Error, "front-matter-large",
			"the front matter is larger than "+kib(MaxFrontMatter), "move the text below the second ---"))
		return Document{}
	}
	if n := len(s.data) - end; n > MaxBody {
		found.Add(finding(s.pos(end), 1, diag.Error, "body-large",
			"the text is larger than "+kib(MaxBody), "split it into several events or pages"))
		d.skip = true
	}
	r := reader{file: s.name, found: found}
	format := frontmatter.NewFormat("---", "---", func(block []byte, v any) error {
		*v.(*Value) = r.read(block)
		return nil
	})
	// The library takes a buffered reader as it is, so that ours is reused.
	buffered := readers.Get().(*bufio.Reader)
	buffered.Reset(bytes.NewReader(head))
	defer readers.Put(buffered)
	if _, err := frontmatter.MustParse(buffered, &d.Front, format); err != nil {
		// findFrontMatter has seen both delimiters, so this cannot be.
		found.Add(finding(s.pos(0), 3, diag.Error, "front-matter-missing", err.Error(), ""))
		return Document{}
	}
	if !d.skip {
		checkSplit(s, end, d.Front, found)
	}
	return d
}

// frontMatter returns the first end bytes with U+2028 and U+2029 turned into
// spaces, which YAML would take for line ends, and reports them.
func (e *encoding) frontMatter(end int) []byte {
	head := e.src.data[:end]
	for _, b := range e.breaks {
		if b.offset >= end {
			break
		}
		e.found.Add(finding(e.src.pos(b.offset), 1, diag.Warning, "text-separator",
			fmt.Sprintf("an invisible line separator (U+%04X) counts as a space", b.r), "type a space instead"))
		head = bytes.ReplaceAll(head, []byte(string(b.r)), []byte(" "))
	}
	return head
}

// reportBidi reports what turns the direction of text: in the front matter
// an error, since titles stand alone in lists and feeds; in the body a
// warning, for there it ends with its paragraph, and one a line, for what
// opens is often closed beside it. It reports whether the body has any.
func (e *encoding) reportBidi(end int) (inBody bool) {
	line := 0
	for _, b := range e.bidi {
		what := fmt.Sprintf("an invisible character (U+%04X) turns the direction of the text", b.r)
		at := e.src.pos(b.offset)
		if b.offset < end {
			e.found.Add(finding(at, 1, diag.Error, "text-bidi", what, "delete it; browsers find the direction by themselves"))
			continue
		}
		if at.Line != line {
			e.found.Add(finding(at, 1, diag.Warning, "text-bidi", what, "delete it; its paragraph is set apart from the rest"))
		}
		line, inBody = at.Line, true
	}
	return inBody
}

// findFrontMatter returns where the body begins. It sees to the shape of both
// delimiters, so that what adrg/frontmatter takes for granted is so: that
// library treats an unclosed block as none, skips blank lines before it, and
// ends it at an indented ---.
func findFrontMatter(s *source, found *diag.List) (end int, ok bool) {
	line, next := cutLine(s.data, 0)
	if !isRule(bytes.TrimRight(line, " \t")) {
		d := describeFirstLine(s)
		found.Add(d)
		return 0, false
	}
	dots, almost := -1, -1
	for at := next; at < len(s.data); at = next {
		line, next = cutLine(s.data, at)
		switch trimmed := bytes.TrimSpace(line); {
		case isRule(trimmed) && line[0] != '-':
			at += bytes.IndexByte(line, '-')
			found.Add(finding(s.pos(at), 3, diag.Error, "front-matter-split",
				"an indented --- ends the front matter", "write another rule inside the text, for example ***"))
			return 0, false
		case isRule(trimmed) && dots < 0:
			return next, true
		case isRule(trimmed):
			next = len(s.data) // the earlier ... is the mistake
		case string(trimmed) == "..." && line[0] == '.' && dots < 0:
			dots = at
		case almost < 0 && len(trimmed) > 3 && len(bytes.Trim(trimmed, "-")) == 0:
			almost = at
		}
	}
	switch {
	case dots >= 0:
		found.Add(finding(s.pos(dots), 3, diag.Error, "front-matter-delimiter",
			"the front matter is closed by ...", "close it by --- on a line of its own"))
	case almost >= 0:
		found.Add(finding(s.pos(0), 3, diag.Error, "front-matter-unclosed", "the front matter is not closed",
			fmt.Sprintf("line %d must be exactly ---", s.pos(almost).Line)))
	default:
		found.Add(finding(s.pos(0), 3, diag.Error, "front-matter-unclosed", "the front matter is not closed",
			"put --- on a line of its own below the last key"))
	}
	return 0, false
}

func isRule(line []byte) bool { return string(line) == "---" }

// cutLine returns the line that begins at offset, without its end, and where
// the next begins.
func cutLine(data []byte, offset int) (line []byte, next int) {
	rest := data[offset:]
	next = len(data)
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest, next = rest[:i], offset+i+1
	}
	return bytes.TrimSuffix(rest, []byte("\r")), next
}

// describeFirstLine says what is wrong with a first line that is not ---.
func describeFirstLine(s *source) diag.Diagnostic {
	at := 0
	line, next := cutLine(s.data, at)
	for len(bytes.TrimSpace(line)) == 0 && next < len(s.data) {
		at = next
		line, next = cutLine(s.data, at)
	}
	trimmed := strings.TrimSpace(string(line))
	report := func(offset int, code, message, hint string) diag.Diagnostic {
		return finding(s.pos(offset), len([]rune(trimmed)), diag.Error, code, message, hint)
	}
	const dashes = "write --- and nothing else"
	switch {
	case trimmed == "---" && at > 0:
		d := report(0, "front-matter-delimiter", "blank lines before the front matter", "the first line must be ---")
		d.Length = 1
		return d
	case trimmed == "---":
		return report(0, "front-matter-delimiter", "the --- of the front matter is indented", "put it at the start of the line")
	case strings.HasPrefix(trimmed, "+++"), trimmed == "---toml", trimmed == "--- toml":
		return report(at, "front-matter-format", "front matter is YAML between --- lines, not TOML", "dateline import converts it")
	case strings.HasPrefix(trimmed, ";;;"), trimmed == "{", strings.HasPrefix(trimmed, `{"`), trimmed == "---json", trimmed == "--- json":
		return report(at, "front-matter-format", "front matter is YAML between --- lines, not JSON", "dateline import converts it")
	case strings.HasPrefix(trimmed, "---"):
		return report(at, "front-matter-delimiter", "the first line is "+diag.Quote(trimmed)+", not ---", dashes)
	case strings.ContainsAny(trimmed, "–—") && strings.Trim(trimmed, "-–—") == "":
		return report(at, "front-matter-delimiter", "the first line is a dash, not three hyphens", dashes+"; the editor may have joined them")
	case strings.HasPrefix(trimmed, "..."):
		return report(at, "front-matter-delimiter", "the first line is "+diag.Quote(trimmed)+", not ---", dashes)
	}
	d := report(0, "front-matter-missing", "no front matter: the first line must be ---", "begin with a line ---, then title: … and date: …, then a line ---")
	d.Length = 0
	return d
}
