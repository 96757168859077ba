package render

import (
	"fmt"
	"iter"
	"math"
	"time"

	"dateline/internal/edtf"
	"dateline/internal/message"
)

// A step is a round stretch of the calendar: ten minutes, a week, half a
// year, a century. Ticks stand where one ends and the next begins, and
// columns count the events of one.
type step struct {
	unit unit
	n    int64
}

var week = step{day, 7}

type unit int8

const (
	second unit = iota
	minute
	hour
	day
	month
	year
)

var unitNames = [...]string{"second", "minute", "hour", "day", "month", "year"}

// unitSeconds is the length of the units that have one.
var unitSeconds = [...]int64{second: 1, minute: 60, hour: 3600, day: 86400}

// yearSeconds is the length of a year, 365.2425 days on average.
const yearSeconds = 31_556_952

// shortSteps are those below a year, shortest first. Each divides a longer
// unit, but for weeks.
var shortSteps = []step{
	{second, 1},
	{second, 5},
	{second, 15},
	{minute, 1},
	{minute, 5},
	{minute, 15},
	{minute, 30},
	{hour, 1},
	{hour, 3},
	{hour, 6},
	{hour, 12},
	{day, 1},
	{day, 2},
	week,
	{month, 1},
	{month, 3},
	{month, 6},
}

// steps returns the steps of at least the given unit, shortest first.
func steps(finest unit) iter.Seq[step] {
	return func(yield func(step) bool) {
		for _, st := range shortSteps {
			if st.unit >= finest && !yield(st) {
				return
			}
		}
		for base := int64(1); base < edtf.MaxYear; base *= 10 {
			for _, f := range []int64{1, 2, 5} {
				if !yield(step{year, f * base}) {
					return
				}
			}
		}
	}
}

// natural reports whether readers count time in this step: an hour, a day, a
// month, a year, a decade, a century, but not half a year.
func (st step) natural() bool {
	for st.unit == year && st.n%10 == 0 {
		st.n /= 10
	}
	return st.n == 1 || st == week
}

// years is the length of the step in years, on average.
func (st step) years() float64 {
	switch st.unit {
	case year:
		return float64(st.n)
	case month:
		return float64(st.n) / 12
	}
	return float64(st.n*unitSeconds[st.unit]) / yearSeconds
}

// within reports whether the calendar has the step throughout a stretch of
// time. Beyond years of four digits a date is a year or less exact.
func (st step) within(s span) bool {
	return st.unit == year || s.from >= -9999 && s.to < 10_000
}

// name names the step: "1 month", "6 hours".
func (st step) name(m *message.Messages) string {
	if st == week {
		return m.Count("unit.week", 1)
	}
	return m.Count("unit."+unitNames[st.unit], int(st.n))
}

// A moment is where a step begins.
type moment struct {
	at   float64 // in years
	year int64
	time time.Time // of a step below a year
}

// moments returns where steps begin: the last at or before s.from, all up to
// s.to, and the first after s.to. Steps below a year need st.within(s).
func (st step) moments(s span) []moment {
	var out []moment
	add := func(m moment) bool {
		out = append(out, m)
		return m.at <= s.to
	}
	switch st.unit {
	case year:
		y := floorDiv(int64(math.Floor(s.from)), st.n) * st.n
		for add(moment{at: float64(y), year: y}) {
			y += st.n
		}
	case month:
		first := timeOf(s.from)
		m := floorDiv(int64(first.Year())*12+int64(first.Month())-1, st.n) * st.n
		for add(momentOf(time.Date(int(floorDiv(m, 12)), time.Month(m-12*floorDiv(m, 12)+1), 1, 0, 0, 0, 0, time.UTC))) {
			m += st.n
		}
	default:
		length := st.n * unitSeconds[st.unit]
		sec := floorDiv(timeOf(s.from).Unix()-firstMonday, length)*length + firstMonday
		for add(momentOf(time.Unix(sec, 0).UTC())) {
			sec += length
		}
	}
	return out
}

// firstMonday is the midnight at which the week of 1970-01-01 began, so that
// weeks begin on Mondays, in Unix time. All shorter steps divide a day.
const firstMonday = -3 * 86400

// timeOf returns a time in years, -9999 to 9999, to the second.
func timeOf(t float64) time.Time {
	y := int(math.Floor(t))
	start := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	length := time.Date(y+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix() - start.Unix()
	return time.Unix(start.Unix()+int64(math.Round((t-float64(y))*float64(length))), 0).UTC()
}

func momentOf(t time.Time) moment {
	return moment{at: yearsOf(t), year: int64(t.Year()), time: t}
}

// yearsOf returns a time in years, as Bound.Float does.
func yearsOf(t time.Time) float64 {
	return edtf.Bound{
		Year: int64(t.Year()), Month: int8(t.Month()), Day: int8(t.Day()),
		Sec: int32(t.Hour()*3600 + t.Minute()*60 + t.Second()),
	}.Float()
}

// dateOf returns the month, day or minute, as the unit says, of a time in the
// years -9999 to 9999.
func dateOf(t time.Time, u unit) edtf.Date {
	sign, y := "", t.Year()
	if y < 0 {
		sign, y = "-", -y
	}
	text := fmt.Sprintf("%s%04d-%02d", sign, y, t.Month())
	if u < month {
		text += t.Format("-02")
	}
	if u < day {
		text += t.Format("T15:04")
	}
	d, err := edtf.Parse(text)
	if err != nil {
		return edtf.Date{} // there is no such time
	}
	return d
}

// floorDiv divides downwards, so that years before 0 are counted like those
// after.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
