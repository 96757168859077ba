package edtf

import (
	"fmt"
	"strconv"
	"strings"
)

// MaxYear is the largest year, before and after year 0. With it every year,
// and every day since 1970, is exact in the types of [Bound]: int64 days, and
// years as a float64, of which 2^53 is the last whole one.
const MaxYear = 999_999_999_999_999

// A reader reads one date. Its methods read what they are named for at pos and
// return nil, or else what is wrong.
type reader struct {
	s   string
	pos int
	p   point

	dayAt int // where the day is
}

// parsePoint reads all of s as one date.
//
//	point = [qual] year [qual] [ "-" [qual] month [qual] [ "-" [qual] day [qual] ] ] [ time ]
func parsePoint(s string, p *point) *fault {
	r := reader{s: s}
	if f := r.date(); f != nil {
		return f
	}
	if r.peek() == 'T' {
		if f := r.time(); f != nil {
			return f
		}
	}
	if r.pos < len(s) {
		return r.trailing()
	}
	if f := r.p.resolve(); f != nil {
		f.off = r.dayAt // nothing else can be wrong by then
		if p := &r.p; p.yearX == 0 && !p.month.hasX() && !p.day.hasX() && p.day.number() > 0 {
			f.hint = fmt.Sprintf("write %s%d if the last day is meant", s[:r.dayAt], daysIn(p.year, p.month.number()))
		}
		return f
	}
	*p = r.p
	return nil
}

func (r *reader) trailing() *fault {
	switch c := r.peek(); {
	case r.p.timed && qualOf(c) != 0:
		return formed(r.pos, "a time takes no qualifier").try(r.s[:strings.IndexByte(r.s, 'T')] + string(c))
	case qualOf(c) != 0:
		return formed(r.pos, "%q follows another qualifier; %% means both uncertain and approximate", string(c))
	}
	return unformed(r.pos, "unexpected %s", quote(r.s[r.pos:]))
}

// peek returns the byte at pos, or 0 at the end.
func (r *reader) peek() byte {
	if r.pos < len(r.s) {
		return r.s[r.pos]
	}
	return 0
}

func (r *reader) accept(c byte) bool {
	if r.peek() != c {
		return false
	}
	r.pos++
	return true
}

// date reads year, month or part, and day, with their qualifiers.
func (r *reader) date() *fault {
	own := r.qualifier()
	if f := r.year(); f != nil {
		return f
	}
	r.qualify(0, own)
	if r.p.long || r.p.sig != 0 || !r.accept('-') {
		return nil
	}
	own = r.qualifier()
	if f := r.monthOrPart(); f != nil {
		return f
	}
	r.qualify(1, own)
	if !r.accept('-') {
		return nil
	}
	if r.p.part != 0 {
		return formed(r.pos-1, "%s is a season or another part of the year and has no days", r.s[:r.pos-1])
	}
	own = r.qualifier()
	r.dayAt = r.pos
	var ok bool
	if r.p.day, ok = r.twoX(); !ok || isDigit(r.peek()) || r.peek() == 'X' {
		return unformed(r.dayAt, "a day has two digits")
	}
	r.qualify(2, own)
	return nil
}

// qualifier reads an optional qualifier.
func (r *reader) qualifier() qual {
	q := qualOf(r.peek())
	if q != 0 {
		r.pos++
	}
	return q
}

// qualify gives own, read before component i, to it alone, and a qualifier
// that follows it to it and all before it.
func (r *reader) qualify(i int, own qual) {
	r.p.quals[i] |= own
	if q := r.qualifier(); q != 0 {
		for ; i >= 0; i-- {
			r.p.quals[i] |= q
		}
	}
}

func (r *reader) year() *fault {
	if r.accept('Y') {
		return r.longYear()
	}
	start := r.pos
	r.p.bc = r.accept('-')
	digits := r.pos
	for ; r.pos < len(r.s); r.pos++ {
		c := r.s[r.pos]
		if c != 'X' && !isDigit(c) {
			break
		}
		r.p.year *= 10
		if c == 'X' {
			r.p.yearX |= 1 << max(0, digits+3-r.pos)
		} else {
			r.p.year += int64(c - '0')
		}
		if r.pos-digits > 18 {
			break // a fault in any case, and year must not overflow
		}
	}
	switch n := r.pos - digits; {
	case n > 4:
		return unformed(start, "a year of more than four digits starts with Y")
	case n < 4:
		return unformed(start, "a year has four digits")
	}
	if r.p.bc {
		if r.p.year == 0 && r.p.yearX == 0 {
			return formed(start, "there is no year -0000").try("0000" + r.s[start+5:])
		}
		r.p.year = -r.p.year
	}
	return r.significant(4)
}

// longYear reads what follows Y: an integer, E and an exponent, S and digits.
func (r *reader) longYear() *fault {
	r.p.long = true
	r.p.bc = r.accept('-')
	start := r.pos
	mantissa, ok := r.integer()
	if !ok {
		return unformed(r.pos, "Y is followed by a year")
	}
	if r.s[start] == '0' && r.pos-start > 1 {
		return formed(start, "a long year has no leading zeros")
	}
	digits := r.pos - start
	if r.accept('E') {
		exp, ok := r.integer()
		if !ok || exp == 0 {
			return formed(r.pos, "E is followed by the number of zeros, 1 or more")
		}
		r.p.exp = int8(min(exp, 18))
		if digits+int(r.p.exp) > 15 && mantissa != 0 {
			return r.tooLong(start)
		}
		digits += int(r.p.exp)
		mantissa *= pow10(int(r.p.exp))
	}
	if mantissa > MaxYear {
		return r.tooLong(start)
	}
	r.p.year = mantissa
	if r.p.bc {
		r.p.year = -mantissa
	}
	if r.peek() == 'X' {
		f := formed(r.pos, "a long year takes no X")
		f.hint = "give the number of digits that are known after an S, as in Y171010000S3"
		return f
	}
	if f := r.significant(digits); f != nil {
		return f
	}
	if mantissa <= 9999 {
		sign := ""
		if r.p.bc && mantissa != 0 {
			sign = "-"
		}
		short := fmt.Sprintf("%s%04d", sign, mantissa)
		if r.p.sig != 0 {
			short += "S" + strconv.Itoa(int(r.p.sig)+4-digits)
		}
		return formed(0, "Y is for years of more than four digits").try(short + r.s[r.pos:])
	}
	return nil
}

func (r *reader) tooLong(at int) *fault {
	return formed(at, "a year has at most 15 digits")
}

// significant reads an optional S with the number of significant digits of a
// year that has so many digits.
func (r *reader) significant(digits int) *fault {
	at := r.pos
	if !r.accept('S') {
		return nil
	}
	n, ok := r.integer()
	switch {
	case !ok || n == 0:
		return formed(at, "S is followed by the number of significant digits, 1 or more")
	case r.p.yearX != 0:
		return formed(at, "a year has either significant digits or digits X")
	case n > int64(digits):
		return formed(at, "the year has %d digits, so no more can be significant", digits)
	}
	r.p.sig = int8(n)
	return nil
}

// integer reads digits, and stops before a number grows out of an int64.
func (r *reader) integer() (n int64, ok bool) {
	start := r.pos
	for ; isDigit(r.peek()); r.pos++ {
		if r.pos-start < 18 {
			n = n*10 + int64(r.peek()-'0')
		}
	}
	if r.pos-start > 18 {
		n = pow10(18) // beyond every limit
	}
	return n, r.pos > start
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// twoX reads two digits, either of which may be X.
func (r *reader) twoX() (t twoX, ok bool) {
	if r.pos+2 > len(r.s) {
		return t, false
	}
	t = twoX{r.s[r.pos], r.s[r.pos+1]}
	if t.tens != 'X' && !isDigit(t.tens) || t.units != 'X' && !isDigit(t.units) {
		return twoX{}, false
	}
	r.pos += 2
	return t, true
}

func (r *reader) monthOrPart() *fault {
	start := r.pos
	m, ok := r.twoX()
	if !ok || isDigit(r.peek()) || r.peek() == 'X' {
		return unformed(start, "a month has two digits")
	}
	if !m.hasX() {
		if n := m.number(); n >= firstPart && n <= lastPart {
			r.p.part = n
			return nil
		}
	}
	if !fits(m, 12) {
		f := formed(start, "there is no month %s", m)
		if n := m.String(); n == "00" {
			f.hint = "leave out what is not known, or write XX for it"
		} else if m.hasX() && (m.tens == '2' || m.tens == '3' || m.tens == '4') {
			f.msg = "a season or another part of the year takes no X"
		} else {
			f.hint = "months are 01 to 12, seasons 21 to 24"
		}
		return f
	}
	r.p.month = m
	return nil
}

// fits reports whether a number from 1 to last can be what t stands for.
func fits(t twoX, last int8) bool {
	for n := int8(1); n <= last; n++ {
		if t.matches(n) {
			return true
		}
	}
	return false
}

// time reads T, hours and minutes, seconds, and an offset from UTC.
func (r *reader) time() *fault {
	if q := r.p.qualifiers(); q != 0 || r.p.yearX != 0 || r.p.month.hasX() || r.p.day.hasX() {
		return formed(r.pos, "a date with a time takes neither qualifiers nor X").try(r.s[:r.pos])
	}
	if r.p.day.absent() {
		return formed(r.pos, "a time needs a date with a day")
	}
	r.pos++
	r.p.timed = true
	hour, f := r.clock("an hour", 23)
	if f != nil {
		return f
	}
	if !r.accept(':') {
		return unformed(r.pos, "a time has hours and minutes, as in T14:00")
	}
	minute, f := r.clock("a minute", 59)
	if f != nil {
		return f
	}
	second := int32(0)
	if r.accept(':') {
		r.p.seconded = true
		if second, f = r.clock("a second", 59); f != nil {
			return f
		}
		if c := r.peek(); c == '.' || c == ',' {
			return unformed(r.pos, "seconds have no fraction")
		}
	}
	r.p.sec = hour*3600 + minute*60 + second
	return r.offset()
}

// clock reads two digits up to last.
func (r *reader) clock(what string, last int32) (int32, *fault) {
	t, ok := r.twoX()
	if !ok || t.hasX() || isDigit(r.peek()) {
		return 0, unformed(r.pos, "%s has two digits", what)
	}
	n := int32(t.number())
	if n > last {
		f := formed(r.pos-2, "%s is at most %d", what, last)
		switch {
		case n == 24 && last == 23:
			f.hint = "midnight is 00:00 of the next day"
		case last == 59:
			f.hint = "minutes and seconds are 00 to 59"
		case last == 14:
			f.hint = "offsets from UTC are between -12:00 and +14:00"
		default:
			f.hint = "hours are 00 to 23"
		}
		return 0, f
	}
	return n, nil
}

// offset reads nothing, Z, ±hh or ±hh:mm.
func (r *reader) offset() *fault {
	start := r.pos
	sign := int32(+1)
	switch r.peek() {
	case 'Z':
		r.pos++
		r.p.zone = zoneUTC
		return nil
	case '-':
		sign = -1
	case '+':
	case 0:
		return nil
	default:
		if qualOf(r.peek()) != 0 {
			return nil // trailing knows what to say
		}
		return unformed(r.pos, "a time zone is Z or an offset from UTC such as -04:00")
	}
	r.pos++
	hour, f := r.clock("the hour of an offset", 14)
	if f != nil {
		return f
	}
	minute := int32(0)
	if r.accept(':') {
		if minute, f = r.clock("the minute of an offset", 59); f != nil {
			return f
		}
	}
	r.p.offset = sign * (hour*3600 + minute*60)
	if r.p.offset > 14*3600 || r.p.offset < -12*3600 {
		return formed(start, "no offset from UTC is beyond -12:00 and +14:00")
	}
	r.p.zone = zoneOffset
	if r.p.offset == 0 {
		r.p.zone = zoneUTC
	}
	return nil
}
