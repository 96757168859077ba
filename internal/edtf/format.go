package edtf

import "strings"

// Format returns d for readers, with just what is known: "June 20, 2024",
// "July 2024", "c. 2005", "June 20 – September 29, 2024", "from July 20,
// 2024". It is "" for the zero Date only.
func (l *Locale) Format(d Date) string {
	return writer{l: l, pat: &l.LongDates}.date(d)
}

// Short returns the same as [Locale.Format] with short names, for tight lists:
// "Jun 20, 2024", "Q3 2024".
func (l *Locale) Short(d Date) string {
	return writer{l: l, pat: &l.ShortDates, short: true}.date(d)
}

// DayMonth returns d without its year, for lists under a heading with the
// year: "June 20", "July", "spring". Where the year cannot be left out, as d is
// a year or reaches into another, it returns the same as [Locale.Format].
func (l *Locale) DayMonth(d Date) string {
	return writer{l: l, pat: &l.LongDates, noYear: true}.date(d)
}

// ShortDayMonth returns the same as [Locale.DayMonth] with short names.
func (l *Locale) ShortDayMonth(d Date) string {
	return writer{l: l, pat: &l.ShortDates, short: true, noYear: true}.date(d)
}

// Clock returns a time of day without its day, such as "14:00", with seconds
// where it is no whole minute. sec counts from midnight, 0 to 86399.
func (l *Locale) Clock(sec int) string {
	p := point{timed: true, seconded: sec%60 != 0, sec: int32(sec)}
	return string(writer{l: l}.time(nil, &p))
}

// Zone returns the zone of a time as it stands in what [Locale.Format] and the
// like return: "UTC−04:00". It is "" for a time without a zone, for a date that
// is no time, and for an interval or a set, which can have several.
func (l *Locale) Zone(d Date) string {
	if !d.HasZone() || d.IsSet() || d.IsInterval() {
		return ""
	}
	var p point
	parsePoint(d.text, &p) // it was parsed before
	return l.zone(&p)
}

// A writer writes one date. Its methods append to the buffer they are given.
type writer struct {
	l      *Locale
	pat    *Patterns // of l
	short  bool
	noYear bool
	phrase bool // within words of a Frame that are for a day, a month or a year
	within bool // months as these words want them: Frame.Within
}

func (w writer) date(d Date) string {
	text := w.text(d)
	for i := 0; i < len(w.l.Euphony); i += 2 {
		if strings.Contains(text, w.l.Euphony[i]) {
			text = strings.ReplaceAll(text, w.l.Euphony[i], w.l.Euphony[i+1])
		}
	}
	return text
}

func (w writer) text(d Date) string {
	var buf [96]byte
	switch {
	case d.IsZero():
		return ""
	case d.IsSet():
		w.noYear = false
		return w.set(d)
	case d.IsInterval():
		return string(w.interval(buf[:0], d))
	}
	var p point
	parsePoint(d.text, &p) // it was parsed before
	w.noYear = w.noYear && yearCanGo(&p)
	return string(w.point(buf[:0], &p))
}

// yearCanGo reports whether p says something without its year.
func yearCanGo(p *point) bool {
	return p.yearX == 0 && (p.part != 0 || !p.month.absent() && !p.month.hasX())
}

// point appends p with its qualifiers.
func (w writer) point(b []byte, p *point) []byte {
	q := p.qualifiers()
	if q == 0 {
		return w.unqualified(b, p)
	}
	var closing [2]string
	if q&qualApproximate != 0 {
		var pattern string
		pattern, w = w.framed(&w.l.Circa, frameOf(p))
		b, closing[1] = open(b, pattern)
	}
	if q&qualUncertain != 0 {
		b, closing[0] = open(b, w.l.Uncertain)
	}
	b = w.unqualified(b, p)
	b = append(b, closing[0]...)
	return append(b, closing[1]...)
}

// open appends what precedes {0} in a pattern and returns what follows it.
func open(b []byte, pattern string) ([]byte, string) {
	before, after, _ := cutPattern(pattern)
	return append(b, before...), after
}

func (w writer) unqualified(b []byte, p *point) []byte {
	switch {
	case p.yearX > 0 && p.yearX != allX && (p.part != 0 || !p.month.absent() && !p.month.hasX()):
		return w.apart(b, p)
	case p.part != 0:
		return w.part(b, p)
	case p.month.absent(), p.month.unknown(), p.month.hasX() && p.yearX != 0:
		return w.year(b, p)
	case p.month.hasX():
		if p.lo.Month == p.hi.Month {
			return w.month(b, asMonth(p.lo))
		}
		return w.between(b, asMonth(p.lo), asMonth(p.hi))
	case p.day.absent(), p.day.unknown(), p.day.hasX() && p.yearX != 0:
		return w.month(b, p)
	case p.day.hasX():
		if p.lo.Day == p.hi.Day {
			return w.day(b, asDay(p.lo))
		}
		return w.between(b, asDay(p.lo), asDay(p.hi))
	case p.timed:
		return w.dateTime(b, p, nil)
	}
	return w.day(b, p)
}

// apart appends a month, a day or a part of a year that is known to no more
// than a decade: "December 25, 16th century".
func (w writer) apart(b []byte, p *point) []byte {
	year, rest := *p, *p
	year.month, year.day, year.part = twoX{}, twoX{}, 0
	rest.yearX = allX
	return fill(b, w.l.YearApart, string(w.unqualified(nil, &rest)), string(w.year(nil, &year)))
}

// asMonth and asDay return the month and the day of b as a date of its own.
func asMonth(b Bound) *point {
	return &point{year: b.Year, bc: b.Year < 0, month: twoDigits(b.Month)}
}

func asDay(b Bound) *point {
	return &point{year: b.Year, bc: b.Year < 0, month: twoDigits(b.Month), day: twoDigits(b.Day)}
}

func twoDigits(n int8) twoX { return twoX{byte('0' + n/10), byte('0' + n%10)} }

func (w writer) between(b []byte, p, q *point) []byte {
	frame := frameOf(p)
	if frame != frameOf(q) || p.qualifiers()|q.qualifiers() != 0 {
		frame = otherFrame
	}
	pattern, w := w.framed(&w.l.Between, frame)
	return fill(b, pattern, string(w.point(nil, p)), string(w.point(nil, q)))
}

// allX is yearX when nothing is known of the year.
const allX = 1<<4 - 1

func (w writer) year(b []byte, p *point) []byte {
	if p.yearX == allX && !p.bc {
		return append(b, w.l.Undated...)
	}
	if x := p.yearX; x&(x+1) != 0 { // a digit is known after one that is not
		first, last := p.years()
		return w.between(b, &point{year: first}, &point{year: last})
	}
	if p.yearX == 0 && w.phrase && w.l.PhraseYear != "" {
		return w.l.appendYear(b, p.year, w.l.PhraseYear)
	}
	return w.l.appendPointYear(b, p)
}

func (w writer) month(b []byte, p *point) []byte {
	pattern, phrase := w.pat.Month, w.pat.MonthPhrase
	if w.noYear || p.yearX == allX {
		pattern, phrase = w.pat.MonthNoYear, w.pat.MonthPhraseNoYear
	}
	if w.within && phrase != "" {
		pattern = phrase
	}
	return w.l.appendDate(b, pattern, p, nil)
}

func (w writer) day(b []byte, p *point) []byte {
	if w.noYear || p.yearX == allX {
		return w.l.appendDate(b, w.pat.DateNoYear, p, nil)
	}
	return w.l.appendDate(b, w.pat.Date, p, nil)
}

// dateTime appends day and time, to that of end on the same day unless nil.
func (w writer) dateTime(b []byte, p, end *point) []byte {
	l := w.l
	time := string(w.time(nil, p))
	if end != nil {
		time = l.join(time, string(w.time(nil, end)))
	}
	if l.TimeOfDay != "" {
		time = string(fill(nil, l.TimeOfDay, time))
	}
	if zone := l.zone(p); zone != "" {
		time = string(fill(nil, l.ZonedTime, time, zone))
	}
	return fill(b, l.DateTime, string(w.day(nil, p)), time)
}

func (w writer) time(b []byte, p *point) []byte {
	if p.seconded {
		return w.l.appendDate(b, w.l.TimeSeconds, p, nil)
	}
	return w.l.appendDate(b, w.l.Time, p, nil)
}

// zone returns the zone of a time: UTC, UTC−04:00, or "" when it has none.
func (l *Locale) zone(p *point) string {
	switch p.zone {
	case zoneUTC:
		return l.UTC
	case zoneOffset:
		return string(fill(nil, l.UTCOffset, l.offset(p.offset)))
	}
	return ""
}

// offset returns an offset from UTC: −04:00.
func (l *Locale) offset(sec int32) string {
	sign := l.Plus
	if sec < 0 {
		sign, sec = l.Minus, -sec
	}
	b := append(make([]byte, 0, 16), sign...)
	b = l.appendInt(b, int64(sec/3600), 2)
	b = append(b, ':')
	return string(l.appendInt(b, int64(sec/60%60), 2))
}

// part appends a season or another part of the year.
func (w writer) part(b []byte, p *point) []byte {
	l := w.l
	name, pattern, hemisphere := "", l.PartYear, ""
	if w.short {
		pattern = l.ShortPartYear
	}
	switch n := p.part; {
	case n >= firstHalf:
		name = w.choose(l.Halves[n-firstHalf], l.ShortHalves[n-firstHalf])
	case n >= firstQuadrimester:
		first, months := partSpan(n)
		from, to := *p, *p
		from.part, from.month = 0, twoDigits(first)
		to.part, to.month = 0, twoDigits(first+months-1)
		if p.yearX == 0 {
			return w.months(b, &from, &to)
		}
		return w.between(b, &from, &to)
	case n >= firstQuarter:
		name = w.choose(l.Quarters[n-firstQuarter], l.ShortQuarters[n-firstQuarter])
	default:
		season, southern := seasonOf(n)
		name, pattern = l.Seasons[season], l.SeasonYear
		if southern {
			hemisphere = l.Southern
		} else if n >= 25 {
			hemisphere = l.Northern
		}
	}
	closing := ""
	if hemisphere != "" {
		b, closing = open(b, hemisphere)
	}
	if w.noYear || p.yearX == allX {
		b = append(b, name...)
	} else {
		b = fill(b, pattern, name, string(l.appendDateYear(nil, p)))
	}
	return append(b, closing...)
}

func (w writer) choose(long, short string) string {
	if w.short {
		return short
	}
	return long
}
