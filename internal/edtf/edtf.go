// Package edtf reads, compares and shows dates that are known to a stated
// precision.
//
// A timeline is full of dates that a calendar type cannot hold: "July 2024"
// is not July 1, "about 2005" is not 2005, "from July 20 on" has no end. The
// Extended Date/Time Format (EDTF, Library of Congress 2019, now ISO 8601-2)
// writes them down, and this package implements its levels 0, 1 and 2.
//
// Goals, in order:
//
//   - What is not known is never made up. A [Date] keeps its precision, and
//     its display text shows just what is known.
//   - An editor who writes a date wrongly is told what is wrong and what to
//     write instead: see [ParseError].
//   - Dates sort in one way, over billions of years: see [Date.Compare].
//   - Languages are data: see [Locale].
//
// Not goals: calendars other than the proleptic Gregorian one, arithmetic,
// durations, recurrences, week and ordinal dates, leap seconds, named time
// zones, fractions of a second. EDTF has none of these, or leaves them out of
// its profile of ISO 8601.
//
// # Syntax
//
//	2024  2024-06  2024-06-20            a year, a month, a day
//	-0043  0000                          44 BC, 1 BC: years are astronomical
//	2024-06-20T14:00-04:00               a time; seconds and offset optional
//	Y-17E7  Y170000002  1950S2           long years; significant digits
//	2024-21 … 2024-41                    seasons, quarters, four months, halves
//	1984?  1984~  1984%                  uncertain, approximate, both
//	2004-06~-11  2004-06-~11             the same for parts of a date
//	198X  19XX  2004-XX  1985-04-XX      digits that are not known
//	2024-06-20/2024-09-29                an interval
//	2024-07-20/..  ../1985               open: it goes on
//	1985/  /1985                         unknown: it ended, nobody knows when
//	[1667,1668,1670..1672]               one of these
//	{1960,1961-12}                       all of these
//
// # Meaning where the standard leaves a choice
//
// Bounds are whole seconds, both inclusive. A time without an offset, and the
// midnight at which a day starts, are local to the event; as nobody says
// where that is they count as UTC in a [Bound].
//
// Seasons 21 to 24 are read as in the northern hemisphere and begin on the
// first day of March, June, September and December, as weather services count
// them. Winter 2024 therefore runs from December 2024 to February 2025: it is
// numbered after autumn, sorts after it, and starts in the year it is named
// for. Seasons 25 to 28 are the same, and 29 to 32 half a year apart.
//
// A digit X that is unknown makes the lower bound the earliest and the upper
// bound the latest real date that fits: 2023-02-2X ends on the 28th.
package edtf

import "time"

// A Date is an EDTF date, interval or set. The zero value is "no date".
//
// Dates are small values, safe to copy, and equal under == exactly when their
// canonical texts are: Parse(d.String()) == d. Two spellings of one time, such
// as Y17E7 and Y170000000, are different under == and Compare as 0.
type Date struct {
	text string // canonical
	// lo and hi are instants. With noStart set, lo is where the date is filed
	// instead: the lower bound of the first thing known.
	lo, hi Bound
	// The day as written that lo stands for; it differs from lo's by the offset.
	year       int64
	month, day int8

	prec, endPrec Precision
	flags         flags
}

type flags uint16

const (
	isInterval flags = 1 << iota
	isOneOf
	isAllOf
	openStart
	openEnd
	unknownStart
	unknownEnd
	approximate
	uncertain
	hasTime
	hasZone
	knownMonth
	knownDay
	isPlain // fit for HTML's datetime attribute
	noStart // there is no lower bound
)

func (d Date) has(f flags) bool { return d.flags&f != 0 }

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d.text == "" }

// String returns the canonical EDTF text, "" for the zero Date. It is the text
// that was parsed, but for these changes: offsets are written ±hh:mm and a
// zero offset Z, spaces within sets are dropped, and qualifiers of components
// take their shortest form (?2004-06-11 becomes 2004?-06-11).
func (d Date) String() string { return d.text }

// Text is the same as [Date.String]. The text as given is not kept, so that
// equal dates are equal values; who needs it has the source file.
func (d Date) Text() string { return d.text }

// Equal reports d == e. It is there for go-cmp.
func (d Date) Equal(e Date) bool { return d == e }

// MarshalText implements [encoding.TextMarshaler] with the canonical text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. Empty text is the zero
// Date; other errors are those of [Parse].
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = Parse(string(text))
	return err
}

// Lower returns the earliest second at which d can have begun. Without a start
// (../1985, /1985, [..1985]) that is minus infinity: Bound{Inf: -1}.
func (d Date) Lower() Bound {
	if d.has(noStart) {
		return Bound{Inf: -1}
	}
	return d.lo
}

// Upper returns the latest second at which d can have ended. Without an end
// (1985/.., 1985/, [1985..]) that is plus infinity: Bound{Inf: +1}.
func (d Date) Upper() Bound { return d.hi }

// Filed returns the instant by which d is sorted and placed on an axis: its
// lower bound or, where there is none, that of the first date it names, so
// that ../1985 stands with 1985. It is always finite.
func (d Date) Filed() Bound { return d.lo }

// Year returns the astronomical year under which d is filed: that of its lower
// bound as written, before any offset from UTC is applied, or of the end when
// there is no start. 0 is 1 BC, -1 is 2 BC.
func (d Date) Year() int64 { return d.year }

// Month returns the month, 1 to 12, of the day under which d is filed, or 0
// when it is not known. Seasons and quarters have no month.
func (d Date) Month() int {
	if !d.has(knownMonth) {
		return 0
	}
	return int(d.month)
}

// Day returns the day of the month, 1 to 31, under which d is filed, or 0 when
// it is not known.
func (d Date) Day() int {
	if !d.has(knownDay) {
		return 0
	}
	return int(d.day)
}

// FiledMonth returns the month, 1 to 12, of the earliest day under which d can
// be filed, known or not: 3 for spring, 1 for a year. It never decreases, with
// Year, along dates sorted by [Date.Compare].
func (d Date) FiledMonth() int { return int(d.month) }

// FiledDay returns the day under which d is filed, as written, before any
// offset from UTC is applied: in days since 1970-01-01, proleptic Gregorian.
// A month or a year is filed under its first day.
func (d Date) FiledDay() int64 { return daysSinceEpoch(d.year, max(1, d.month), max(1, d.day)) }

// Precision says how exactly the date under which d is filed is known: the
// start of an interval (its end when it has no start), the first of a set.
func (d Date) Precision() Precision { return d.prec }

// EndPrecision is the precision of the end of an interval and of the last date
// of a set, or [None] where there is no end. For a single date it is Precision.
func (d Date) EndPrecision() Precision { return d.endPrec }

// IsInterval reports whether d was written with a slash.
func (d Date) IsInterval() bool { return d.has(isInterval) }

// IsSet reports whether d is a set, of either sort.
func (d Date) IsSet() bool { return d.has(isOneOf | isAllOf) }

// IsOneOf reports whether d is a set in square brackets: one of its members.
func (d Date) IsOneOf() bool { return d.has(isOneOf) }

// OpenStart reports whether d starts with "..".
func (d Date) OpenStart() bool { return d.has(openStart) }

// OpenEnd reports whether d ends with "..": it goes on.
func (d Date) OpenEnd() bool { return d.has(openEnd) }

// UnknownStart reports whether d is an interval with nothing before its slash.
func (d Date) UnknownStart() bool { return d.has(unknownStart) }

// UnknownEnd reports whether d is an interval with nothing after its slash.
func (d Date) UnknownEnd() bool { return d.has(unknownEnd) }

// Approximate reports whether d or any part of it is qualified by ~ or %, or
// is an estimate to some significant digits (1950S2).
func (d Date) Approximate() bool { return d.has(approximate) }

// Uncertain reports whether d or any part of it is qualified by ? or %.
func (d Date) Uncertain() bool { return d.has(uncertain) }

// HasTime reports whether the date under which d is filed has a time of day.
func (d Date) HasTime() bool { return d.has(hasTime) }

// HasZone reports whether that time has an offset from UTC.
func (d Date) HasZone() bool { return d.has(hasZone) }

// Datetime returns d as the value of the datetime attribute of HTML's <time>,
// or "" where HTML has none: it takes plain years, months, days and times of
// the years 1 to 9999, without qualifiers, unknown digits or seasons. For an
// interval mark up [Date.Start] and [Date.End] apart.
func (d Date) Datetime() string {
	if !d.has(isPlain) {
		return ""
	}
	return d.text
}

// Time returns the lower bound as a [time.Time] in UTC, and whether there is
// one within the years 1 to 9999, which is what feeds and calendars can say.
func (b Bound) Time() (time.Time, bool) {
	if b.Inf != 0 || b.Year < 1 || b.Year > 9999 {
		return time.Time{}, false
	}
	return time.Date(int(b.Year), time.Month(b.Month), int(b.Day), 0, 0, int(b.Sec), 0, time.UTC), true
}
