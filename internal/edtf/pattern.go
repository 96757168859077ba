package edtf

import "strings"

// cutPattern splits a pattern around its {0}. ok is false when it has none.
func cutPattern(pattern string) (before, after string, ok bool) {
	return strings.Cut(pattern, "{0}")
}

// fill puts the arguments into a pattern of {0} and {1}.
func fill(b []byte, pattern string, args ...string) []byte {
	for {
		at := strings.IndexByte(pattern, '{')
		if at < 0 || at+2 >= len(pattern) {
			return append(b, pattern...)
		}
		b = append(b, pattern[:at]...)
		if i := int(pattern[at+1] - '0'); i < len(args) {
			b = append(b, args[i]...)
		}
		pattern = pattern[at+3:]
	}
}

// appendDate writes the fields of p by a CLDR date pattern. In an interval
// pattern a field that comes again, and all that follow, are those of q.
func (l *Locale) appendDate(b []byte, pattern string, p, q *point) []byte {
	var seen [3]bool // y, M or L, d
	for i := 0; i < len(pattern); {
		c := pattern[i]
		if c == '\'' {
			b, i = appendQuoted(b, pattern, i)
			continue
		}
		field := fieldOf(c)
		if field == notField {
			b = append(b, c)
			i++
			continue
		}
		width := 1
		for i+width < len(pattern) && pattern[i+width] == c {
			width++
		}
		i += width
		if field < len(seen) {
			if seen[field] {
				p, seen = q, [3]bool{}
			}
			seen[field] = true
		}
		b = l.appendField(b, c, width, p)
	}
	return b
}

const notField = -1

// fieldOf numbers the letters that stand for fields. Those that cannot repeat
// have numbers from 3.
func fieldOf(c byte) int {
	switch c {
	case 'y':
		return 0
	case 'M', 'L':
		return 1
	case 'd':
		return 2
	case 'H', 'm', 's':
		return 3
	}
	return notField
}

func (l *Locale) appendField(b []byte, c byte, width int, p *point) []byte {
	switch c {
	case 'y':
		return l.appendDateYear(b, p)
	case 'M', 'L':
		if width >= 3 {
			return append(b, l.month(p.month.number(), c, width)...)
		}
		return l.appendInt(b, int64(p.month.number()), width)
	case 'd':
		if n := p.day.number(); n != 1 || l.DayOne == "" {
			return l.appendInt(b, int64(n), width)
		}
		return append(b, l.DayOne...)
	case 'H':
		return l.appendInt(b, int64(p.sec/3600), width)
	case 'm':
		return l.appendInt(b, int64(p.sec/60%60), width)
	}
	return l.appendInt(b, int64(p.sec%60), width)
}

// appendQuoted appends the text between the apostrophe at i and the next, two
// of which stand for one, and returns where it ends.
func appendQuoted(b []byte, pattern string, i int) ([]byte, int) {
	end := strings.IndexByte(pattern[i+1:], '\'')
	switch {
	case end < 0:
		return append(b, pattern[i+1:]...), len(pattern)
	case end == 0:
		return append(b, '\''), i + 2
	}
	return append(b, pattern[i+1:i+1+end]...), i + end + 2
}
