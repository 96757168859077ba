package doc

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"dateline/internal/diag"
)

// oddity is a character that is allowed in some places only.
type oddity struct {
	offset int
	r      rune
}

// encoding is what one pass over a file's bytes found.
type encoding struct {
	src   *source
	found *diag.List
	seen  map[rune]bool // reported already: one finding a kind of character is enough

	fatal  bool     // the file cannot be read as text
	bidi   []oddity // characters that turn the direction of text
	breaks []oddity // U+2028 and U+2029
}

// checkEncoding looks at every byte of src once. Nearly all files are ASCII
// for long stretches, so plain bytes are skipped by table.
func checkEncoding(src *source, found *diag.List) encoding {
	e := encoding{src: src, found: found}
	if e.utf16() {
		return e
	}
	data := src.data
	for i := 0; i < len(data); {
		c := data[i]
		if plainByte[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			e.control(i, rune(c))
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			e.invalid(i)
			return e
		}
		if r >= 0x300 && r < 0x3400 || r > 0xD7FF {
			size = max(size, e.rune(i, r))
		} else if r < 0xA0 {
			e.control(i, r)
		}
		i += size
	}
	return e
}

// plainByte marks the ASCII characters that need no look: all but controls.
var plainByte = func() (t [256]bool) {
	for c := ' '; c < 0x7F; c++ {
		t[c] = true
	}
	t['\n'], t['\t'] = true, true
	return t
}()

// add reports a character at an offset, each kind of character once.
func (e *encoding) add(offset int, r rune, code, message, hint string) {
	e.fatal = true
	if e.seen[r] || len(e.seen) >= maxOddities {
		return
	}
	if e.seen == nil {
		e.seen = map[rune]bool{}
	}
	e.seen[r] = true
	e.found.Add(finding(e.src.pos(offset), 1, diag.Error, code, message, hint))
}

// utf16 recognizes the encoding that Windows editors call "Unicode": by its
// mark, or by NULs at every other byte.
func (e *encoding) utf16() bool {
	data := e.src.data
	marked := bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF})
	if !marked {
		if bytes.IndexByte(data[:min(len(data), 64)], 0) < 0 {
			return false
		}
		head := data[:min(len(data), 512)]
		var nuls [2]int
		for i, c := range head {
			if c == 0 {
				nuls[i%2]++
			}
		}
		if max(nuls[0], nuls[1]) < len(head)/4 || min(nuls[0], nuls[1]) > len(head)/16 {
			return false
		}
	}
	e.fatal = true
	e.found.Add(finding(diag.Pos{File: e.src.name, Line: 1, Column: 1}, 1, diag.Error,
		"encoding-utf16", "the file is saved as UTF-16", "save it as UTF-8"))
	return true
}

// control reports an ASCII or C1 control character; a carriage return only
// when no line feed follows.
func (e *encoding) control(offset int, r rune) {
	data := e.src.data
	switch {
	case r == '\r' && offset+1 < len(data) && data[offset+1] == '\n':
	case r == '\r' && bytes.IndexByte(data, '\n') < 0:
		e.add(offset, r, "encoding-cr", "the lines end with CR alone", "save the file with LF or CRLF line ends")
	case r == '\r':
		e.add(offset, r, "encoding-control", "a carriage return (U+000D) stands inside a line", "delete it")
	case r == 0:
		e.add(offset, r, "encoding-control", "a NUL character (U+0000)", "delete it; if the file looks broken, save it as UTF-8 again")
	default:
		e.add(offset, r, "encoding-control", fmt.Sprintf("a control character (U+%04X)", r), "delete it")
	}
}

// invalid reports bytes that are not UTF-8. Only the first is told: where
// there is one there are hundreds, and one act mends them all.
func (e *encoding) invalid(offset int) {
	data := e.src.data
	c := data[offset]
	message, hint := fmt.Sprintf("the byte 0x%02X is not UTF-8", c), "save the file as UTF-8"
	if n := illFormed(data[offset:]); n > 0 {
		message = fmt.Sprintf("the bytes % X are not UTF-8", data[offset:offset+n])
		hint = "they encode a character in a way that UTF-8 forbids; type it again"
	} else if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		hint = fmt.Sprintf("in Latin-1 (Windows-1252) it is %s: save the file as UTF-8", diag.Quote(string(r)))
	}
	e.fatal = true
	e.found.Add(finding(e.src.pos(offset), 1, diag.Error, "encoding-invalid", message, hint))
}

// illFormed returns the length of a sequence that is shaped like UTF-8 but
// overlong, a surrogate or beyond U+10FFFF, and otherwise 0.
func illFormed(b []byte) int {
	n := 0
	switch c := b[0]; {
	case c == 0xC0 || c == 0xC1:
		n = 2
	case c == 0xE0 || c == 0xED:
		n = 3
	case c == 0xF0 || c >= 0xF4 && c <= 0xF7:
		n = 4
	}
	if n == 0 || len(b) < n {
		return 0
	}
	for _, c := range b[1:n] {
		if c&0xC0 != 0x80 {
			return 0
		}
	}
	return n
}

// rune looks at a character beyond Latin. It returns how many bytes it has
// looked at, 0 for just this one.
func (e *encoding) rune(offset int, r rune) int {
	switch {
	case isBidi(r):
		if len(e.bidi) < maxOddities {
			e.bidi = append(e.bidi, oddity{offset, r})
		}
	case r == '\u2028' || r == '\u2029':
		if len(e.breaks) < maxOddities {
			e.breaks = append(e.breaks, oddity{offset, r})
		}
	case isNoncharacter(r):
		e.add(offset, r, "encoding-noncharacter", fmt.Sprintf("U+%04X is not a character", r), "delete it; feeds that hold it are not XML")
	case unicode.In(r, unicode.Mn, unicode.Me):
		return e.marks(offset)
	}
	return 0
}

// marks measures a run of combining marks.
func (e *encoding) marks(offset int) int {
	n, size := 0, 0
	for offset+size < len(e.src.data) {
		r, s := utf8.DecodeRune(e.src.data[offset+size:])
		if r == utf8.RuneError || !unicode.In(r, unicode.Mn, unicode.Me) {
			break
		}
		n++
		size += s
	}
	if n > maxMarks && !e.seen[-1] {
		e.add(offset, -1, "encoding-marks", fmt.Sprintf("%d combining marks in a row", n),
			fmt.Sprintf("no more than %d may follow one character", maxMarks))
	}
	return size
}

// isBidi reports whether r opens or closes an embedding, override or isolate
// (UAX #9): an unclosed one turns the text around it on the page. The marks
// U+200E, U+200F and U+061C are harmless.
func isBidi(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// isNoncharacter reports whether Unicode will never assign r (section 23.7).
func isNoncharacter(r rune) bool {
	return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// isControl reports whether r is a control character other than tab and line
// feed.
func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r >= 0x7F && r < 0xA0
}

// visible reports whether s shows anything at all.
func visible(s string) bool {
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7F:
			return true
		case unicode.IsSpace(r), unicode.IsControl(r),
			unicode.In(r, unicode.Cf, unicode.Z, unicode.Mn, unicode.Me),
			r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r == 0x2800: // fillers
		default:
			return true
		}
	}
	return false
}
