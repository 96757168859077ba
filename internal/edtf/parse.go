package edtf

import (
	"cmp"
	"strings"
)

// The limits of an expression. They are far beyond what a reader can make
// sense of, and keep hostile input from costing more than its own size.
const (
	MaxLength  = 1000 // bytes
	MaxMembers = 100  // dates and ranges in a set
)

// Parse reads an EDTF expression of level 0, 1 or 2. It takes no other
// spelling, and no space but after a comma in a set: what an author may have
// meant by anything else is in the error's hint. The error is always a
// [*ParseError].
func Parse(s string) (Date, error) {
	d, f := parse(s)
	if f != nil {
		return Date{}, explain(s, f)
	}
	return d, nil
}

func parse(s string) (Date, *fault) {
	switch {
	case len(s) > MaxLength:
		return Date{}, formed(0, "longer than %d bytes", MaxLength)
	case s == "":
		return Date{}, &fault{msg: "there is no date", hint: "write 2024, 2024-07 or 2024-07-20"}
	case s == "..":
		f := formed(0, `".." is the open end of an interval, not a date`)
		f.hint = "write the start before it, as in 2024-07-20/.."
		return Date{}, f
	case s[0] == '[' || s[0] == '{':
		return parseSet(s)
	}
	if slash := strings.IndexByte(s, '/'); slash >= 0 {
		return parseInterval(s, slash)
	}
	var p point
	if f := parsePoint(s, &p); f != nil {
		return Date{}, f
	}
	return fromPoint(s, &p), nil
}

// fromPoint makes a Date of p. It keeps s where that is the canonical text, as
// it nearly always is, rather than allocate.
func fromPoint(s string, p *point) Date {
	var buf [48]byte
	d := Date{
		text: reuse(s, appendPoint(buf[:0], p)),
		lo:   p.utc(p.lo), hi: p.utc(p.hi),
		prec: p.prec, endPrec: p.prec,
		flags: p.flags(),
	}
	d.file(p)
	return d
}

// file sets the day under which d is filed.
func (d *Date) file(p *point) { d.year, d.month, d.day = p.lo.Year, p.lo.Month, p.lo.Day }

// reuse returns s when it reads as b, and b as a new string otherwise.
func reuse(s string, b []byte) string {
	if s == string(b) {
		return s
	}
	return string(b)
}

// A limit is one side of an interval, or of a range in a set.
type limit struct {
	text          string
	date          Date
	p             point
	open, unknown bool
}

func (l *limit) missing() bool { return l.open || l.unknown }

// parseLimit reads a date, ".." or nothing.
func parseLimit(s string, l *limit) *fault {
	l.text = s
	switch s {
	case "":
		l.unknown = true
		return nil
	case "..":
		l.open = true
		return nil
	}
	if f := parsePoint(s, &l.p); f != nil {
		return f
	}
	l.date = fromPoint(s, &l.p)
	l.text = l.date.text
	return nil
}

func parseInterval(s string, slash int) (Date, *fault) {
	var from, to limit
	if strings.IndexByte(s[slash+1:], '/') >= 0 {
		return Date{}, unformed(slash+1, "an interval has one slash")
	}
	if f := parseLimit(s[:slash], &from); f != nil {
		return Date{}, f.within(s, 0, slash)
	}
	if f := parseLimit(s[slash+1:], &to); f != nil {
		return Date{}, f.within(s, slash+1, len(s))
	}
	d, f := span(&from, &to, slash+1)
	if f != nil {
		return Date{}, f
	}
	d.flags |= isInterval
	d.text = s
	if len(from.text)+1+len(to.text) != len(s) || !strings.HasPrefix(s, from.text) || !strings.HasSuffix(s, to.text) {
		d.text = from.text + "/" + to.text
	}
	return d, nil
}

// span joins two limits, without the text. The end stands at toAt in the
// author's text.
func span(from, to *limit, toAt int) (Date, *fault) {
	if from.missing() && to.missing() {
		return Date{}, formed(0, "neither the start nor the end is a date")
	}
	first, last := from, to
	if from.missing() {
		first = to
	}
	if to.missing() {
		last = from
	}
	if !from.missing() && !to.missing() && endsBefore(&to.p, &from.p) {
		f := formed(toAt, "the end %s is before the start %s", to.text, from.text)
		return Date{}, f
	}
	d := first.date
	d.flags &^= isPlain
	d.flags |= last.date.flags & (approximate | uncertain)
	d.endPrec = last.date.endPrec
	d.hi = last.date.hi
	if from.missing() {
		d.flags |= noStart | flagIf(from.open, openStart) | flagIf(from.unknown, unknownStart)
	}
	if to.missing() {
		d.flags |= flagIf(to.open, openEnd) | flagIf(to.unknown, unknownEnd)
		d.hi = Bound{Inf: +1}
		d.endPrec = None
	}
	if d.hi.Compare(d.lo) < 0 {
		d.hi = d.lo // a time with a zone to a day without: see endsBefore
	}
	return d, nil
}

func flagIf(is bool, f flags) flags {
	if is {
		return f
	}
	return 0
}

// endsBefore reports whether p is over before q begins. Unless both have a
// zone it looks at the clock alone, since an evening in New York is not after
// the end of its own day, though in UTC it is.
func endsBefore(p, q *point) bool {
	if p.zone != zoneLocal && q.zone != zoneLocal {
		return p.utc(p.hi).Compare(q.utc(q.lo)) < 0
	}
	return p.hi.Compare(q.lo) < 0
}

// parseSet reads a set: members between brackets or braces, separated by
// commas, each a date or a range of dates with ".." between them. The first
// may lack the start of its range and the last the end.
func parseSet(s string) (Date, *fault) {
	closing, kind := byte(']'), isOneOf
	if s[0] == '{' {
		closing, kind = '}', isAllOf
	}
	if s[len(s)-1] != closing || len(s) < 2 {
		return Date{}, unformed(len(s), "the set does not end with %q", string(closing))
	}
	if strings.TrimSpace(s[1:len(s)-1]) == "" {
		return Date{}, formed(1, "the set is empty")
	}
	var set Date
	buf := append(make([]byte, 0, len(s)+8), s[0])
	for rest, at, n := s[1:len(s)-1], 1, 1; ; n++ {
		if n > MaxMembers {
			return Date{}, formed(at, "a set has at most %d members", MaxMembers)
		}
		text, after, more := strings.Cut(rest, ",")
		width := len(text)
		if n > 1 {
			text = strings.TrimPrefix(text, " ")
		}
		m, f := parseMember(text)
		if f == nil && m.has(openStart) && n > 1 {
			f = formed(0, "only the first member of a set has an open start")
		}
		if f == nil && m.has(openEnd) && more {
			f = formed(0, "only the last member of a set has an open end")
		}
		if f != nil {
			return Date{}, f.within(s, at+width-len(text), at+width)
		}
		buf = append(buf, m.text...)
		set = include(set, m)
		if !more {
			break
		}
		buf = append(buf, ',')
		rest, at = after, at+width+1
	}
	set.flags = set.flags&^isPlain | kind
	set.text = reuse(s, append(buf, closing))
	return set, nil
}

// parseMember reads a member of a set. Its text is not an expression by
// itself when it is a range.
func parseMember(s string) (Date, *fault) {
	if s == "" {
		return Date{}, formed(0, "a member of the set is missing")
	}
	dots := strings.Index(s, "..")
	if dots < 0 {
		var p point
		if f := parsePoint(s, &p); f != nil {
			return Date{}, f
		}
		return fromPoint(s, &p), nil
	}
	var from, to limit
	for _, side := range [...]struct {
		text string
		at   int
		to   *limit
	}{{s[:dots], 0, &from}, {s[dots+2:], dots + 2, &to}} {
		if side.text == "" {
			side.text = ".."
		}
		if f := parseLimit(side.text, side.to); f != nil {
			return Date{}, f.within(s, side.at, side.at+len(side.text))
		}
	}
	d, f := span(&from, &to, dots+2)
	if f != nil {
		return Date{}, f
	}
	d.text = strings.TrimPrefix(from.text, "..") + ".." + strings.TrimPrefix(to.text, "..")
	return d, nil
}

// include returns the set with one more member: filed with the earliest and
// reaching to the latest.
func include(set, m Date) Date {
	if set.IsZero() {
		return m
	}
	const every = approximate | uncertain | openStart | openEnd | noStart
	all := (set.flags | m.flags) & every
	last := set
	if cmp.Or(m.hi.Compare(set.hi), cmp.Compare(m.endPrec, set.endPrec)) > 0 {
		last = m
	}
	if m.Compare(set) < 0 {
		set = m
	}
	set.flags = set.flags&^every | all
	set.hi, set.endPrec = last.hi, last.endPrec
	return set
}
