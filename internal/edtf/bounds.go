package edtf

import (
	"cmp"
	"math"
)

// A Bound is one second of time, or an infinity. The zero value is not a real
// instant. Bounds are comparable with ==.
type Bound struct {
	Year       int64 // astronomical: 0 is 1 BC
	Month, Day int8  // from 1
	Inf        int8  // -1 or +1: before or after all time, other fields then 0
	Sec        int32 // of the day, 0 to 86399, in UTC
}

// Compare returns -1, 0 or +1 as b is before, at or after c.
func (b Bound) Compare(c Bound) int {
	if r := cmp.Compare(b.Inf, c.Inf); r != 0 {
		return r
	}
	if r := cmp.Compare(b.Year, c.Year); r != 0 {
		return r
	}
	if b.Month != c.Month {
		return cmp.Compare(b.Month, c.Month)
	}
	if b.Day != c.Day {
		return cmp.Compare(b.Day, c.Day)
	}
	return cmp.Compare(b.Sec, c.Sec)
}

// IsInf reports whether b is an infinity.
func (b Bound) IsInf() bool { return b.Inf != 0 }

// Days returns the days since 1970-01-01T00:00:00Z with the time of day as a
// fraction, or an infinity. Beyond some hundred million years the fraction is
// rounded away, as a float64 has no room for it.
func (b Bound) Days() float64 {
	if b.Inf != 0 {
		return math.Inf(int(b.Inf))
	}
	return float64(daysSinceEpoch(b.Year, b.Month, b.Day)) + float64(b.Sec)/secondsPerDay
}

// Float returns the astronomical year with the part of the year gone by as a
// fraction, 2024.5 for the middle of 2024, or an infinity. It rises with time
// and suits an axis drawn to scale.
func (b Bound) Float() float64 {
	if b.Inf != 0 {
		return math.Inf(int(b.Inf))
	}
	first := daysSinceEpoch(b.Year, 1, 1)
	gone := float64(daysSinceEpoch(b.Year, b.Month, b.Day)-first) + float64(b.Sec)/secondsPerDay
	length := 365.0
	if isLeap(b.Year) {
		length = 366
	}
	return float64(b.Year) + gone/length
}

const secondsPerDay = 86400

// add returns b moved by less than a day.
func (b Bound) add(sec int32) Bound {
	b.Sec += sec
	switch {
	case b.Sec < 0:
		b.Sec += secondsPerDay
		return b.previousDay()
	case b.Sec >= secondsPerDay:
		b.Sec -= secondsPerDay
		return b.nextDay()
	}
	return b
}

func (b Bound) previousDay() Bound {
	if b.Day--; b.Day > 0 {
		return b
	}
	if b.Month--; b.Month == 0 {
		b.Year, b.Month = b.Year-1, 12
	}
	b.Day = daysIn(b.Year, b.Month)
	return b
}

func (b Bound) nextDay() Bound {
	if b.Day++; b.Day <= daysIn(b.Year, b.Month) {
		return b
	}
	b.Day = 1
	if b.Month++; b.Month > 12 {
		b.Year, b.Month = b.Year+1, 1
	}
	return b
}
