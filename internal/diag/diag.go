// Package diag holds what an author can fix: a finding at a place in a file.
//
// A stage of the build never fails because content is bad. It returns what it
// could make and a [List] of what it found, and the command that prints the
// list decides what follows from it. An error value is kept for what the
// author cannot fix in the content: a full disk, a wrong flag.
//
// A message says what is wrong, in lower case and without a full stop, with
// the author's own words quoted by [Quote]. What to do about it is the hint,
// and stands apart.
package diag

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Severity says what a finding does to a build.
type Severity uint8

const (
	Error   Severity = iota // the file is left out, and build publishes nothing
	Warning                 // worth mending; an error under --strict
	Info                    // a question to the editor; never changes an exit code
)

// String returns the word that is printed: "error", "warning" or "info".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "info"
}

// MarshalText makes the severity a word in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Pos is a place in a file. Line and Column count from 1, the column in
// Unicode code points; 0 means that the place is not known so closely.
type Pos struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String returns "file:line:column", without the parts that are not known.
func (p Pos) String() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

// Diagnostic is one finding.
type Diagnostic struct {
	Pos
	Length   int      `json:"length,omitempty"` // code points to underline; 0 marks the one at Pos
	Severity Severity `json:"severity"`
	Code     string   `json:"code"` // stable, kebab-case, one per kind of finding: "date-invalid"
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"` // what to do; "" when the message says it all
}

// List is a set of findings. The zero value is empty and ready for use.
// It is sorted only by [List.Sort]: stages append as they find.
type List []Diagnostic

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Sort orders by file, line, column, severity, code and message, and drops
// exact repetitions, so that the same content gives the same list however
// the work was divided among processors.
func (l *List) Sort() {
	slices.SortFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Hint, b.Hint),
		)
	})
	*l = slices.Compact(*l)
}

// Count returns how many findings have severity s.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// HasErrors reports whether any finding is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// maxQuoted is how much of the author's text a message repeats: enough to
// find it again, never a wall.
const maxQuoted = 80

// Quote returns the author's text for use in a message: in double quotes, with
// Go's escapes for whatever does not print, cut at 80 characters.
func Quote(s string) string {
	if utf8.RuneCountInString(s) > maxQuoted {
		cut := 0
		for range maxQuoted {
			_, n := utf8.DecodeRuneInString(s[cut:])
			cut += n
		}
		s = s[:cut] + "…"
	}
	return strconv.Quote(s)
}

// Nearest returns the one of names that text is most likely a misspelling of,
// or "" when none is near: at most a third of its letters may differ.
func Nearest(text string, names []string) string {
	text = strings.ToLower(text)
	best, bestDistance := "", max(1, utf8.RuneCountInString(text)/3)+1
	for _, name := range names {
		if d := distance(text, strings.ToLower(name), bestDistance); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// DidYouMean returns a hint that names the nearest of names, or otherwise.
func DidYouMean(text string, names []string, otherwise string) string {
	if name := Nearest(text, names); name != "" {
		return "did you mean " + Quote(name) + "?"
	}
	return otherwise
}

// distance is the optimal string alignment distance of a and b (insert,
// delete, replace, swap neighbours), or limit as soon as it cannot be less.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if abs(len(x)-len(y)) >= limit {
		return limit
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least >= limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
