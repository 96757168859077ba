package edtf

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// A ParseError says what is wrong with a date and what to write instead.
type ParseError struct {
	Text   string // as given
	Offset int    // of the fault in Text, in bytes; 0 when it is the whole
	Msg    string // what is wrong: lower case, no full stop
	Hint   string // what to write, as in "write 2024-07-20"; "" for none
}

// Error returns the text, quoted and cut, and what is wrong with it. It leaves
// out the hint, which is best shown apart.
func (e *ParseError) Error() string {
	return "date " + quote(e.Text) + ": " + e.Msg
}

// maxQuoted is how much of the author's text a message repeats, in bytes: one
// line of a terminal.
const maxQuoted = 80

// quote returns s in double quotes with escapes, cut to maxQuoted.
func quote(s string) string {
	if len(s) <= maxQuoted {
		return strconv.Quote(s)
	}
	cut := maxQuoted
	for cut > maxQuoted-utf8.UTFMax && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strconv.Quote(s[:cut] + "…")
}

// A fault is a ParseError in the making. Offset and fix are about the text
// being parsed, which may be part of a longer one: see within.
type fault struct {
	off  int
	msg  string
	hint string
	fix  string // what to write for the text, a hint if it parses
	// Whether the text has the form of a date, so that only its value is wrong
	// and looking for another notation would be beside the point.
	formed bool
}

func unformed(off int, format string, args ...any) *fault {
	return &fault{off: off, msg: fmt.Sprintf(format, args...)}
}

func formed(off int, format string, args ...any) *fault {
	return &fault{off: off, msg: fmt.Sprintf(format, args...), formed: true}
}

// try adds what to write instead.
func (f *fault) try(fix string) *fault {
	f.fix = fix
	return f
}

// within makes f, a fault in s[start:end], one in s.
func (f *fault) within(s string, start, end int) *fault {
	f.off += start
	if f.fix != "" {
		f.fix = s[:start] + f.fix + s[end:]
	}
	return f
}
