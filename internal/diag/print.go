package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fatih/color"
)

// maxPrinted is how many findings are printed in full. A person reads a
// hundred; beyond that the counts per kind say more than a wall of text.
const maxPrinted = 100

// maxInFull is how many findings of a kind come with line and hint in a list
// that is too long to be printed whole.
const maxInFull = 3

// summaryFrom is the number of findings from which the counts per kind are
// printed ahead of the places.
const summaryFrom = 12

// maxSourceLine is how many code points of a source line are shown. A longer
// line is cut on both sides of the caret.
const maxSourceLine = 160

// TextPrinter writes findings for people.
type TextPrinter struct {
	// Source returns the content of a file, to show the line of a finding.
	// Nil, or a nil result, shows none.
	Source func(file string) []byte

	// Color marks severity and caret with terminal colours; false prints
	// plain text.
	Color bool

	// Max is how many findings to print in full; 0 means 100.
	Max int
}

// Print writes list, which must be sorted, to w: each finding on a line of its
// own as "file:line:column: severity[code]: message", its source line with a
// caret below it, and its hint. A long list is led by its counts per kind; of one
// longer than Max, the first few of each kind alone come with line and hint.
func (p TextPrinter) Print(w io.Writer, list List) error {
	limit := p.Max
	if limit == 0 {
		limit = maxPrinted
	}
	var b bytes.Buffer
	if len(list) >= summaryFrom {
		p.summary(&b, list)
	}
	shown := list
	if len(list) > limit {
		shown = examples(list, limit)
	}
	told := map[string]int{}
	for _, d := range shown {
		told[d.Code]++
		p.finding(&b, d, len(list) > limit && told[d.Code] > maxInFull)
	}
	if n := len(list) - len(shown); n > 0 {
		fmt.Fprintf(&b, "… and %d more of these kinds; mend what is shown, or use --format json for all\n", n)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// examples returns at most limit findings of a list too long to read: the
// first ones of each kind, as many of each, for whoever has mended some knows
// how to mend the rest.
func examples(list List, limit int) List {
	var out List
	seen := map[string]int{}
	each := max(1, limit/len(countByCode(list)))
	for _, d := range list {
		if seen[d.Code]++; seen[d.Code] <= each && len(out) < limit {
			out.Add(d)
		}
	}
	return out
}

// finding writes one finding, with its line and hint unless it is to be brief.
func (p TextPrinter) finding(b *bytes.Buffer, d Diagnostic, brief bool) {
	style := p.style(d.Severity)
	fmt.Fprintf(b, "%s: %s %s\n", printable(d.Pos.String()), style.Sprintf("%s[%s]:", d.Severity, d.Code), printable(d.Message))
	if brief {
		return
	}
	if line, column, ok := p.sourceLine(d); ok {
		prefix, caret := underline(line, column, d.Length)
		fmt.Fprintf(b, "    %s\n    %s%s\n", line, prefix, style.Sprint(caret))
	}
	if d.Hint != "" {
		fmt.Fprintf(b, "  %s %s\n", p.bold("hint:"), printable(d.Hint))
	}
}

func (p TextPrinter) style(s Severity) *color.Color {
	c := color.New(color.FgRed, color.Bold)
	switch s {
	case Warning:
		c = color.New(color.FgYellow, color.Bold)
	case Info:
		c = color.New(color.FgCyan, color.Bold)
	}
	p.enable(c)
	return c
}

func (p TextPrinter) bold(s string) string {
	c := color.New(color.Bold)
	p.enable(c)
	return c.Sprint(s)
}

// enable decides by the printer alone: the library's own guess looks at
// standard output, and findings go elsewhere.
func (p TextPrinter) enable(c *color.Color) {
	if p.Color {
		c.EnableColor()
	} else {
		c.DisableColor()
	}
}

// sourceLine returns the line that d points into, ready for a terminal, and
// the column in it.
func (p TextPrinter) sourceLine(d Diagnostic) (line string, column int, ok bool) {
	if p.Source == nil || d.Line == 0 || d.Column == 0 {
		return "", 0, false
	}
	return SourceLine(p.Source(d.File), d.Pos)
}

// SourceLine returns the line of src that pos points into, with what does not
// print replaced, and the column of pos in it. A long line is cut around the
// column. It reports false when src has no such line.
func SourceLine(src []byte, pos Pos) (line string, column int, ok bool) {
	if src == nil || pos.Line < 1 {
		return "", 0, false
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	for range pos.Line - 1 {
		i := bytes.IndexByte(src, '\n')
		if i < 0 {
			return "", 0, false
		}
		src = src[i+1:]
	}
	if i := bytes.IndexByte(src, '\n'); i >= 0 {
		src = src[:i]
	}
	src = bytes.TrimRight(src, "\r")
	if len(bytes.TrimSpace(src)) == 0 {
		return "", 0, false
	}
	column = max(pos.Column, 1)
	line, column = cutAround(src, column)
	return printable(line), column, true
}

// cutAround keeps at most maxSourceLine code points of line around column,
// without looking at more of a line of megabytes than it must.
func cutAround(line []byte, column int) (string, int) {
	from := 0
	if column > maxSourceLine*3/4 {
		from = column - maxSourceLine/2
	}
	start, i := 0, 0
	for ; i < from && start < len(line); i++ {
		_, n := utf8.DecodeRune(line[start:])
		start += n
	}
	end := start
	for n := 0; n < maxSourceLine && end < len(line); n++ {
		_, size := utf8.DecodeRune(line[end:])
		end += size
	}
	s := string(line[start:end])
	if start > 0 {
		s, column = "…"+s, column-i+1
	}
	if end < len(line) {
		s += "…"
	}
	return s, column
}

// underline returns the space before the caret and the caret with the rest of
// what it marks. Tabs stay tabs, so that both lines are indented alike, and
// wide characters take two places.
func underline(line string, column, length int) (prefix, caret string) {
	var before, under strings.Builder
	i := 1
	for _, r := range line {
		switch {
		case i < column && r == '\t':
			before.WriteRune('\t')
		case i < column:
			before.WriteString(strings.Repeat(" ", width(r)))
		case i == column:
			under.WriteString("^" + strings.Repeat("~", max(width(r)-1, 0)))
		case i < column+length:
			under.WriteString(strings.Repeat("~", width(r)))
		}
		i++
	}
	if under.Len() == 0 {
		under.WriteString("^")
	}
	return before.String(), under.String()
}

// width is the number of terminal cells that r takes: none for marks that
// combine, two for the East Asian scripts and pictographs, else one.
func width(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana),
		r >= 0xFF01 && r <= 0xFF60, r >= 0x1F300 && r <= 0x1FAFF:
		return 2
	}
	return 1
}

// printable replaces what would move the cursor, colour the terminal, or turn
// the reading direction: an author's file must not be able to draw on the
// screen of whoever checks it.
func printable(s string) string {
	clean := true
	for _, r := range s {
		if r != '\t' && !unicode.IsPrint(r) || r == utf8.RuneError {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\t' || unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, s)
}

// kindCount is how often one code occurs, and in how many files.
type kindCount struct {
	code         string
	severity     Severity
	count, files int
}

// summary leads a long list: what kinds of problem there are, most first.
func (p TextPrinter) summary(b *bytes.Buffer, list List) {
	counts := countByCode(list)
	fmt.Fprintf(b, "%s\n", p.bold(fmt.Sprintf("%s in %s:", plural(len(list), "finding"), plural(countFiles(list), "file"))))
	for _, c := range counts {
		fmt.Fprintf(b, "%7d  %s in %s\n", c.count, p.style(c.severity).Sprintf("%s[%s]", c.severity, c.code), plural(c.files, "file"))
	}
	b.WriteByte('\n')
}

// countByCode returns how often each kind of finding occurs, errors first and
// then the most frequent first.
func countByCode(list List) []kindCount {
	type seen struct{ code, file string }
	files := map[seen]bool{}
	byCode := map[string]*kindCount{}
	for _, d := range list {
		c := byCode[d.Code]
		if c == nil {
			c = &kindCount{code: d.Code, severity: d.Severity}
			byCode[d.Code] = c
		}
		c.count++
		c.severity = min(c.severity, d.Severity)
		if k := (seen{d.Code, d.File}); !files[k] {
			files[k] = true
			c.files++
		}
	}
	counts := make([]kindCount, 0, len(byCode))
	for _, c := range byCode {
		counts = append(counts, *c)
	}
	slices.SortFunc(counts, func(a, b kindCount) int {
		switch {
		case a.severity != b.severity:
			return int(a.severity) - int(b.severity)
		case a.count != b.count:
			return b.count - a.count
		}
		return strings.Compare(a.code, b.code)
	})
	return counts
}

func countFiles(list List) int {
	files := map[string]bool{}
	for _, d := range list {
		files[d.File] = true
	}
	return len(files)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// PrintJSON writes list as one JSON object: {"diagnostics": [...], "errors":
// n, "warnings": n, "infos": n}. Nothing is left out, however long the list.
func PrintJSON(w io.Writer, list List) error {
	if list == nil {
		list = List{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Diagnostics List `json:"diagnostics"`
		Errors      int  `json:"errors"`
		Warnings    int  `json:"warnings"`
		Infos       int  `json:"infos"`
	}{list, list.Count(Error), list.Count(Warning), list.Count(Info)})
}

// PrintGitHub writes list as workflow commands, which GitHub Actions shows as
// annotations at the lines of a pull request.
func PrintGitHub(w io.Writer, list List) error {
	var b bytes.Buffer
	for _, d := range list {
		command := map[Severity]string{Error: "error", Warning: "warning", Info: "notice"}[d.Severity]
		fmt.Fprintf(&b, "::%s file=%s", command, property(d.File))
		if d.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", d.Line)
		}
		if d.Column > 0 {
			fmt.Fprintf(&b, ",col=%d", d.Column)
		}
		text := d.Message
		if d.Hint != "" {
			text += "\nhint: " + d.Hint
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", property(d.Code), message(text))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// A workflow command ends at a line break, and its properties at a colon or
// comma: these are percent-encoded.
var (
	messageEscapes  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func message(s string) string  { return messageEscapes.Replace(s) }
func property(s string) string { return propertyEscapes.Replace(s) }
