package data

import (
	"fmt"

	"dateline/internal/edtf"
)

// date describes a date; nil when there is none.
func (s *Site) date(d edtf.Date) *Date {
	if d.IsZero() {
		return nil
	}
	v := &Date{
		EDTF: d.String(), From: Bound(from(d)), To: Bound(to(d)), Precision: Precision(d.Precision().String()),
		Approximate: d.Approximate(), Uncertain: d.Uncertain(), Display: s.Locale.Format(d),
	}
	if v.From != "" && v.To != "" && d.EndPrecision() != d.Precision() {
		v.PrecisionTo = Precision(d.EndPrecision().String())
	}
	return v
}

// from is the first day on which a date can have begun, or the second if it has
// a time of day; "" when it has no beginning.
func from(d edtf.Date) string {
	return moment(d.Lower(), d.Precision() >= edtf.Minute, d.Start().HasZone())
}

// to is the last day or second of a date; "" when it has no end, or none that
// is known.
func to(d edtf.Date) string {
	return moment(d.Upper(), d.EndPrecision() >= edtf.Minute, d.End().HasZone())
}

// moment writes a bound as ISO 8601 does: 2024-06-20, 2024-06-20T18:00:00Z; one
// that is local to the event has no Z.
func moment(b edtf.Bound, timed, zoned bool) string {
	if b.IsInf() {
		return ""
	}
	text := appendYear(make([]byte, 0, 24), b.Year)
	text = appendTwo(append(text, '-'), int32(b.Month))
	text = appendTwo(append(text, '-'), int32(b.Day))
	if timed {
		text = appendTwo(append(text, 'T'), b.Sec/3600)
		text = appendTwo(append(text, ':'), b.Sec/60%60)
		text = appendTwo(append(text, ':'), b.Sec%60)
		if zoned {
			text = append(text, 'Z')
		}
	}
	return string(text)
}

// appendTwo writes a number from 0 to 99 with two digits.
func appendTwo(b []byte, n int32) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// appendYear writes an astronomical year with four digits, or in the expanded form
// of ISO 8601, with a sign and as many digits as JavaScript takes or more.
func appendYear(b []byte, year int64) []byte {
	if year >= 0 && year <= 9999 {
		b = appendTwo(b, int32(year/100))
		return appendTwo(b, int32(year%100))
	}
	return fmt.Appendf(b, "%+07d", year)
}

// coverage writes a date as schema.org's temporalCoverage wants it: a date or
// an interval of ISO 8601, with ".." where it is open.
func coverage(d edtf.Date) string {
	if d.IsZero() {
		return ""
	}
	if plain := d.Datetime(); plain != "" {
		return plain
	}
	if !d.IsInterval() {
		return between(from(d), to(d))
	}
	return between(side(d.Start(), from(d)), side(d.End(), to(d)))
}

// side is one end of an interval: as it is written, where that is plain, or its
// bound.
func side(d edtf.Date, bound string) string {
	if plain := d.Datetime(); plain != "" {
		return plain
	}
	return bound
}

func between(from, to string) string {
	if from == to {
		return from
	}
	if from == "" {
		from = ".."
	}
	if to == "" {
		to = ".."
	}
	return from + "/" + to
}
