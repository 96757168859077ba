package edtf

import "strings"

// Year returns the astronomical year y for readers: "2024", "AD 44", "44 BC"
// for -43. Round years are shown as such and, being round, without the shift
// between astronomical years and those before Christ: -43000 is "43,000 BC"
// and -170000000 "170 million BC".
func (l *Locale) Year(y int64) string {
	return string(l.appendYear(make([]byte, 0, 32), y, l.LoneYear))
}

// Years returns a range of astronomical years for readers: "2020–2029",
// "44–30 BC".
func (l *Locale) Years(first, last int64) string {
	return string(l.appendYears(make([]byte, 0, 48), first, last))
}

// appendYear appends y in a pattern such as LoneYear, with its era if one is
// said. Before or after that, DateYear stands for a pattern that is "".
func (l *Locale) appendYear(b []byte, y int64, pattern string) []byte {
	before, after, hasEra := cutPattern(l.era(y))
	if !hasEra {
		return l.wrapYear(b, pattern, y)
	}
	if pattern == "" {
		pattern = l.DateYear
	}
	b = append(b, before...)
	b = l.wrapYear(b, pattern, y)
	return append(b, after...)
}

// wrapYear appends y, without its era, in a pattern, "" for none. What says
// "year" does not go with "million".
func (l *Locale) wrapYear(b []byte, pattern string, y int64) []byte {
	if pattern == "" || l.isScaled(y) {
		return l.appendBareYear(b, y)
	}
	b, after := open(b, pattern)
	b = l.appendBareYear(b, y)
	return append(b, after...)
}

// era returns the pattern that names the era of y, "" when it goes unsaid.
func (l *Locale) era(y int64) string {
	switch {
	case y <= 0:
		return l.BC
	case y < l.ADBelow || y > 9999:
		return l.AD
	}
	return ""
}

// appendDateYear appends the year of p as part of a date.
func (l *Locale) appendDateYear(b []byte, p *point) []byte {
	if p.yearX == 0 {
		return l.appendYear(b, p.year, l.DateYear)
	}
	return l.appendPointYear(b, p)
}

// appendPointYear appends the year of p with its era, or the decade, century
// or millennium it is known to. Of a year with significant digits it appends
// the estimate.
func (l *Locale) appendPointYear(b []byte, p *point) []byte {
	if p.yearX == 0 {
		return l.appendYear(b, p.year, l.LoneYear)
	}
	first, last := p.years()
	size := p.precision().Years()
	n := max(p.year, -p.year) / size
	switch {
	case p.yearX == 1 && !p.bc && n > 0:
		return l.appendDecade(b, p.year)
	case p.yearX == 1<<2-1:
		return l.appendCentury(b, p.bc, n)
	case p.yearX == 1<<3-1:
		return l.appendMillennium(b, p.bc, n)
	}
	return l.appendYears(b, first, last)
}

// appendDecade appends the decade that begins with the year y, 10 or later.
func (l *Locale) appendDecade(b []byte, y int64) []byte {
	tens := y / 10 % 10
	if y%1000 == 0 {
		tens = 10
	}
	pattern := l.Decades[tens]
	if pattern == "" {
		pattern = l.Decade
	}
	before, closing, hasEra := cutPattern(l.era(y))
	if hasEra {
		b = append(b, before...)
	}
	b = fill(b, pattern, string(l.appendInt(nil, y, 1)), string(l.appendInt(nil, y+9, 1)))
	if hasEra {
		b = append(b, closing...)
	}
	return b
}

// appendCentury appends the century n, counted from 0.
func (l *Locale) appendCentury(b []byte, bc bool, n int64) []byte {
	pattern, first := l.Century, l.FirstCentury
	if bc {
		pattern, first = l.CenturyBC, l.FirstCenturyBC
	}
	if n == 0 && first != "" {
		pattern = first
	}
	return fill(b, pattern, string(l.appendOrdinal(nil, n+1)), string(l.appendInt(nil, n*100, 1)))
}

// appendMillennium appends the millennium n, counted from 0.
func (l *Locale) appendMillennium(b []byte, bc bool, n int64) []byte {
	if bc {
		return fill(b, l.MillenniumBC, string(l.appendOrdinal(nil, n+1)))
	}
	return fill(b, l.Millennium, string(l.appendOrdinal(nil, n+1)))
}

// appendYears appends a range of years, which share their era if they can.
func (l *Locale) appendYears(b []byte, first, last int64) []byte {
	if first == last {
		return l.appendYear(b, first, l.LoneYear)
	}
	era := l.era(first)
	if era != l.era(last) {
		return append(b, l.join(l.Year(first), l.Year(last))...)
	}
	years := l.joinYears(string(l.appendBareYear(nil, first)), string(l.appendBareYear(nil, last)))
	before, after, hasEra := cutPattern(era)
	if !hasEra {
		return append(b, years...)
	}
	b = append(b, before...)
	if l.EraYears != "" && !l.isScaled(first) && !l.isScaled(last) {
		years = string(fill(nil, l.EraYears, years))
	}
	b = append(b, years...)
	return append(b, after...)
}

func (l *Locale) joinYears(from, to string) string {
	if l.YearRange == "" {
		return l.join(from, to)
	}
	return string(fill(nil, l.YearRange, from, to))
}

// join joins two texts as a range.
func (l *Locale) join(from, to string) string {
	pattern := l.Range
	if strings.ContainsAny(from, " \u00a0\u202f") || strings.ContainsAny(to, " \u00a0\u202f") {
		pattern = l.SpacedRange
	}
	return string(fill(nil, pattern, from, to))
}
