package edtf

import "strings"

func (w writer) interval(b []byte, d Date) []byte {
	from, to, _ := strings.Cut(d.text, "/")
	var p, q point
	hasFrom := parsePoint(from, &p) == nil
	hasTo := parsePoint(to, &q) == nil
	switch {
	case hasFrom && hasTo:
		w.noYear = w.noYear && yearCanGo(&p) && yearCanGo(&q) && p.year == q.year
		return w.span(b, &p, &q)
	case !hasFrom:
		p = q
	}
	w.noYear = w.noYear && yearCanGo(&p)
	return w.halfOpen(b, d, &p)
}

// halfOpen appends an interval of which only p is known.
func (w writer) halfOpen(b []byte, d Date, p *point) []byte {
	frame := frameOf(p)
	if p.qualifiers() != 0 {
		frame = otherFrame
	}
	var pattern string
	switch {
	case d.OpenEnd():
		pattern, w = w.framed(&w.l.From, frame)
	case d.UnknownEnd():
		pattern = w.l.FromUnknown
	case d.OpenStart():
		pattern, w = w.framed(&w.l.Until, frame)
	default:
		pattern = w.l.UntilUnknown
	}
	b, after := open(b, pattern)
	b = w.point(b, p)
	return append(b, after...)
}

// span appends p to q. Dates of one sort and without qualifiers share what
// they have in common; others are written in full.
func (w writer) span(b []byte, p, q *point) []byte {
	sort := sortOf(p)
	if sort != sortOf(q) {
		sort = otherSort
	}
	switch sort {
	case yearSort:
		return w.l.appendYears(b, p.year, q.year)
	case monthSort:
		return w.months(b, p, q)
	case daySort:
		return w.days(b, p, q)
	case timeSort:
		if p.lo.Year == q.lo.Year && p.lo.Month == q.lo.Month && p.lo.Day == q.lo.Day &&
			p.zone == q.zone && p.offset == q.offset {
			return w.dateTime(b, p, q)
		}
	case seasonSort:
		if p.year == q.year && p.part < q.part {
			return w.seasons(b, p, q)
		}
	}
	return append(b, w.l.join(string(w.point(nil, p)), string(w.point(nil, q)))...)
}

// Sorts of dates whose ends can share something in an interval.
const (
	otherSort = iota
	yearSort
	monthSort
	daySort
	timeSort
	seasonSort
)

func sortOf(p *point) int {
	switch {
	case p.qualifiers() != 0 || p.yearX != 0 || p.month.hasX() || p.day.hasX():
		return otherSort
	case p.timed:
		return timeSort
	case !p.day.absent():
		return daySort
	case !p.month.absent():
		return monthSort
	case p.part == 0:
		return yearSort
	case p.part < 25: // without a hemisphere
		return seasonSort
	}
	return otherSort
}

func (w writer) months(b []byte, p, q *point) []byte {
	pattern := w.pat.MonthsApart
	switch {
	case p.year == q.year && p.month == q.month:
		return w.month(b, p)
	case p.year == q.year && w.noYear:
		pattern = w.pat.MonthsNoYear
	case p.year == q.year:
		pattern = w.pat.MonthsInYear
	}
	return w.l.appendDate(b, pattern, p, q)
}

func (w writer) days(b []byte, p, q *point) []byte {
	pattern := w.pat.Days
	switch {
	case p.year != q.year:
	case p.month == q.month && p.day == q.day:
		return w.day(b, p)
	case p.month == q.month && w.noYear:
		pattern = w.pat.DaysInMonthNoYear
	case p.month == q.month:
		pattern = w.pat.DaysInMonth
	case w.noYear:
		pattern = w.pat.DaysInYearNoYear
	default:
		pattern = w.pat.DaysInYear
	}
	return w.l.appendDate(b, pattern, p, q)
}

func (w writer) seasons(b []byte, p, q *point) []byte {
	l := w.l
	from, _ := seasonOf(p.part)
	to, _ := seasonOf(q.part)
	names := l.join(l.Seasons[from], l.Seasons[to])
	if w.noYear {
		return append(b, names...)
	}
	return fill(b, l.SeasonYear, names, string(l.appendDateYear(nil, p)))
}
