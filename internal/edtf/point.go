package edtf

// A point is one date, neither interval nor set, taken apart.
type point struct {
	year  int64 // digits X read as 0
	yearX uint8 // bit i is set when the digit worth 10^i is X
	bc    bool  // written with a minus: year may still be 0, as in -00XX
	long  bool  // written with Y
	exp   int8  // of the long form, 0 without E
	sig   int8  // significant digits, 0 when not given

	part       int8    // 21 to 41, or 0
	month, day twoX    // zero when absent
	quals      [3]qual // of year, month or part, day

	timed, seconded bool
	zone            zoneKind
	offset          int32 // seconds east of UTC
	sec             int32 // of the day

	// Computed by resolve: the first and last second, as written.
	lo, hi Bound
	prec   Precision
}

// A twoX is a number of two digits, either of which may be 'X'. It is zero
// when there is none.
type twoX struct{ tens, units byte }

func (t twoX) absent() bool   { return t.tens == 0 }
func (t twoX) unknown() bool  { return t.tens == 'X' && t.units == 'X' }
func (t twoX) hasX() bool     { return t.tens == 'X' || t.units == 'X' }
func (t twoX) number() int8   { return int8(t.tens-'0')*10 + int8(t.units-'0') }
func (t twoX) String() string { return string([]byte{t.tens, t.units}) }

// matches reports whether n, 0 to 99, can be what t stands for.
func (t twoX) matches(n int8) bool {
	return (t.tens == 'X' || t.tens == byte('0'+n/10)) && (t.units == 'X' || t.units == byte('0'+n%10))
}

// A qual holds the qualifiers of one component.
type qual uint8

const (
	qualUncertain qual = 1 << iota
	qualApproximate
)

// qualOf returns the meaning of '?', '~' or '%', and 0 for any other byte.
func qualOf(c byte) qual {
	switch c {
	case '?':
		return qualUncertain
	case '~':
		return qualApproximate
	case '%':
		return qualUncertain | qualApproximate
	}
	return 0
}

type zoneKind uint8

const (
	zoneLocal zoneKind = iota
	zoneUTC            // Z, or an offset of zero
	zoneOffset
)

// components returns how many of year, month and day there are.
func (p *point) components() int {
	switch {
	case !p.day.absent():
		return 3
	case !p.month.absent() || p.part != 0:
		return 2
	}
	return 1
}

// qualifiers returns those of all components together, which is how a reader
// is told of them.
func (p *point) qualifiers() qual {
	q := p.quals[0] | p.quals[1] | p.quals[2]
	if p.sig != 0 {
		q |= qualApproximate
	}
	return q
}

// plain reports whether p fits HTML's datetime attribute.
func (p *point) plain() bool {
	return p.year >= 1 && !p.long && p.yearX == 0 && p.sig == 0 && p.part == 0 &&
		!p.month.hasX() && !p.day.hasX() && p.qualifiers() == 0
}

// utc returns b, a time as p writes it, in UTC.
func (p *point) utc(b Bound) Bound {
	if p.zone != zoneOffset {
		return b
	}
	return b.add(-p.offset)
}

func (p *point) flags() (f flags) {
	q := p.qualifiers()
	for _, c := range [...]struct {
		is   bool
		flag flags
	}{
		{q&qualUncertain != 0, uncertain},
		{q&qualApproximate != 0, approximate},
		{p.timed, hasTime},
		{p.zone != zoneLocal, hasZone},
		{!p.month.absent() && !p.month.hasX(), knownMonth},
		{!p.day.absent() && !p.day.hasX(), knownDay},
		{p.plain(), isPlain},
	} {
		if c.is {
			f |= c.flag
		}
	}
	return f
}
