package calendar

import (
	"slices"
	"time"

	"dateline/internal/edtf"
)

// A Span is when an event stands in a calendar.
type Span struct {
	// Start and End are in UTC. Of days they are midnights, and End is that
	// after the last day. Of times End is zero for a moment.
	Start, End time.Time
	Days       bool        // whole days, which are the same day all over the world
	Also       []time.Time // other single days, of an event that is on each of them
	Exact      bool        // the span says all that is known: the date need not be told in words
}

// SpanOf returns when a date stands in a calendar. A time without an offset is
// by the clock of zone. It reports false for what no calendar can show, or
// should: years before 1 or after 9999, and dates that are not known to the
// year, which would lie over everything else for ten years or a thousand.
//
// What is known less exactly than to the day takes all the days that it may
// be: July 2024 is July 1 to 31. One of several dates spans them all, an event
// on each of several days is on these. Of what has one end only, that end
// stands there: the start of 2024-07-20/.., the end of ../2024-09-29. An
// interval with a time at one end alone is whole days, as both ends must be of
// one type. In all these cases the span is not Exact.
func SpanOf(d edtf.Date, zone *time.Location) (Span, bool) {
	exact := !d.Approximate() && !d.Uncertain()
	if !d.IsInterval() {
		return single(d, zone, exact)
	}
	from, to := d.Start(), d.End()
	switch {
	case to.IsZero():
		s, ok := single(from, zone, false)
		return s, ok
	case from.IsZero():
		s, ok := single(to, zone, false)
		return s, ok
	case from.HasTime() && to.HasTime():
		return times(from, to, zone, exact)
	}
	exact = exact && from.Precision() == edtf.Day && to.Precision() == edtf.Day
	return days(from, to, exact)
}

// Holds reports whether a date has a place in a calendar.
func Holds(d edtf.Date) bool {
	_, ok := SpanOf(d, time.UTC)
	return ok
}

// single returns the span of what is no interval.
func single(d edtf.Date, zone *time.Location, exact bool) (Span, bool) {
	switch {
	case d.IsZero():
		return Span{}, false
	case d.IsSet():
		return members(d)
	case d.HasTime():
		at, ok := moment(d, zone)
		return Span{Start: at, Exact: exact}, ok
	}
	return days(d, d, exact && d.Precision() == edtf.Day)
}

// members returns the span of a set: its days, when it is all of them and they
// are single days, or everything from the first to the last.
func members(d edtf.Date) (Span, bool) {
	all := d.Members()
	slices.SortFunc(all, edtf.Date.Compare)
	if !d.IsOneOf() && singleDays(all) {
		return separate(slices.Compact(all))
	}
	var lower, upper edtf.Bound
	for i, m := range all {
		from, to := m.Start(), m.End()
		if !known(from) || !known(to) {
			return Span{}, false
		}
		first, last := day(from, from.Lower()), day(to, to.Upper())
		if i == 0 || first.Compare(lower) < 0 {
			lower = first
		}
		if i == 0 || last.Compare(upper) > 0 {
			upper = last
		}
	}
	return between(lower, upper, false)
}

// separate returns the span of single days, which are sorted.
func separate(all []edtf.Date) (Span, bool) {
	s, ok := days(all[0], all[0], false)
	for _, m := range all[1:] {
		also, fits := days(m, m, false)
		ok = ok && fits
		s.Also = append(s.Also, also.Start)
	}
	return s, ok
}

func singleDays(dates []edtf.Date) bool {
	for _, d := range dates {
		if d.IsInterval() || d.Precision() != edtf.Day {
			return false
		}
	}
	return true
}

// known reports whether a date is known to the year.
func known(d edtf.Date) bool { return d.Precision() >= edtf.Year }

// days returns the span from the first day of one date to the last of another.
func days(from, to edtf.Date, exact bool) (Span, bool) {
	if !known(from) || !known(to) {
		return Span{}, false
	}
	return between(day(from, from.Lower()), day(to, to.Upper()), exact)
}

// day returns the day of a bound of a date, as written: the day of a time with
// an offset may be another in UTC.
func day(d edtf.Date, b edtf.Bound) edtf.Bound {
	if d.HasTime() {
		return edtf.Bound{Year: d.Year(), Month: int8(d.Month()), Day: int8(d.Day())}
	}
	return b
}

// between returns the days of two bounds and all between.
func between(lower, upper edtf.Bound, exact bool) (Span, bool) {
	first, ok := lower.Time()
	last, bounded := upper.Time()
	s := Span{Start: midnight(first), End: midnight(last).AddDate(0, 0, 1), Days: true, Exact: exact}
	return s, ok && bounded && s.End.Year() <= maxYear && s.End.After(s.Start)
}

// maxYear is the last that RFC 5545 can write (section 3.3.4: four digits).
const maxYear = 9999

func midnight(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }

// times returns the span from one time to another. The end is not part of it;
// one that is no later than the start is left out.
func times(from, to edtf.Date, zone *time.Location, exact bool) (Span, bool) {
	start, ok := moment(from, zone)
	end, bounded := moment(to, zone)
	s := Span{Start: start, Exact: exact}
	if end.After(start) {
		s.End = end
	}
	return s, ok && bounded
}

// moment returns a time of day in UTC.
func moment(d edtf.Date, zone *time.Location) (time.Time, bool) {
	t, ok := d.Lower().Time()
	if ok && !d.HasZone() {
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone).UTC()
	}
	return t, ok && t.Year() >= 1 && t.Year() <= maxYear
}

// Revised returns the latest of the days and times on which an entry was
// revised, in UTC; those that are no dates do not count. A day counts from its
// midnight in UTC.
func Revised(zone *time.Location, dates ...edtf.Date) time.Time {
	var latest time.Time
	for _, d := range dates {
		t, ok := d.Lower().Time()
		if d.IsZero() || !ok {
			continue
		}
		if d.HasTime() {
			t, _ = moment(d, zone)
		}
		if t.After(latest) {
			latest = t
		}
	}
	return latest
}
