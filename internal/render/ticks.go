package render

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"dateline/internal/edtf"
)

// Tick is a labelled place on the axis.
type Tick struct {
	X      string
	Label  string
	Minor  bool   // left out on narrow screens
	Anchor string // start, middle or end: how the label hangs on X

	at   float64 // X, in percent
	lead bool    // the first of an unbroken stretch
}

// The narrowest strip that shows every tick, and the narrowest of all, in
// pixels: the style sheet hides minor ticks below the former.
const (
	wideStrip   = 640
	narrowStrip = 280
)

// letterWidth is what a letter of 12 pixels' type takes, in pixels.
const letterWidth = 6.8

// drawAxis draws the unbroken stretches, their breaks and their ticks.
func drawAxis(s *Strip, sc scale, l *edtf.Locale) {
	var ticks []Tick
	for i, seg := range sc.segments {
		s.Lines = append(s.Lines, Bar{X: percent(seg.x), Width: percent(seg.width), Y: s.Axis})
		if i > 0 {
			s.Breaks = append(s.Breaks, percent(seg.x-breakWidth/2))
		}
		own := seg.ticks(l)
		own[0].lead = true
		ticks = append(ticks, own...)
	}
	s.Ticks = thinned(ticks)
}

// thinned leaves out ticks whose labels would run into another, and calls
// those minor that do so on a narrow screen. The first tick of a stretch, which
// names its year, comes before the others.
func thinned(ticks []Tick) []Tick {
	ticks = uncrowded(ticks, wideStrip)
	narrow := uncrowded(ticks, narrowStrip)
	for i, t := range ticks {
		ticks[i].Minor = !slices.Contains(narrow, t)
	}
	return ticks
}

// uncrowded returns the ticks whose labels do not overlap on a strip of the given
// width.
func uncrowded(ticks []Tick, width float64) []Tick {
	taken := make([]bool, len(ticks))
	var kept []span
	for _, lead := range []bool{true, false} {
		for i, t := range ticks {
			from, to := t.extent(width)
			overlaps := func(s span) bool { return from < s.to && s.from < to }
			if t.lead == lead && !slices.ContainsFunc(kept, overlaps) {
				taken[i] = true
				kept = append(kept, span{from, to})
			}
		}
	}
	var out []Tick
	for i, t := range ticks {
		if taken[i] {
			out = append(out, t)
		}
	}
	return out
}

// extent is where a tick's label begins and ends, with a space around it, in
// percent of a strip of the given width.
func (t Tick) extent(width float64) (from, to float64) {
	const space = 5.0 // pixels
	label := (float64(utf8.RuneCountInString(t.Label))*letterWidth + space) / width * 100
	switch t.Anchor {
	case "start":
		return t.at, t.at + label
	case "end":
		return t.at - label, t.at
	}
	return t.at - label/2, t.at + label/2
}

// tickRoom is the room of a tick's label, in percent of the axis.
const tickRoom = 7.0

// ticks returns the labelled places of a segment: round years where it spans
// years, else months, else days.
func (s segment) ticks(l *edtf.Locale) []Tick {
	most := max(1, int(s.width/tickRoom))
	length := s.to - s.from
	switch {
	case length < 1.0/366 || most == 1:
		return []Tick{s.only(l)}
	case length*12 < float64(most)*2.5 && length*12 >= 1.5:
		return s.monthTicks(l, most)
	case length*12 < 1.5:
		return s.dayTicks(l, most)
	}
	return s.yearTicks(l, most)
}

// only labels a segment that has room for one label.
func (s segment) only(l *edtf.Locale) Tick {
	return newTick(s.x+s.width/2, l.Year(int64(math.Floor((s.from+s.to)/2))))
}

func (s segment) yearTicks(l *edtf.Locale, most int) []Tick {
	step := niceStep((s.to - s.from) / float64(most))
	var ticks []Tick
	for y := math.Ceil(s.from/step) * step; y <= s.to; y += step {
		ticks = append(ticks, newTick(s.place(y), l.Year(int64(y))))
	}
	if len(ticks) == 0 {
		return []Tick{s.only(l)}
	}
	return ticks
}

// niceStep rounds a number of years up to 1, 2 or 5 times a power of ten.
func niceStep(years float64) float64 {
	if years <= 1 {
		return 1
	}
	base := math.Pow(10, math.Floor(math.Log10(years)))
	for _, f := range []float64{1, 2, 5, 10} {
		if years <= f*base {
			return f * base
		}
	}
	return 10 * base
}

func (s segment) monthTicks(l *edtf.Locale, most int) []Tick {
	step := 1
	for _, n := range []int{1, 2, 3, 6, 12} {
		step = n
		if (s.to-s.from)*12/float64(n) <= float64(most) {
			break
		}
	}
	first := int(math.Floor(s.from * 12))
	last := int(math.Ceil(s.to * 12))
	var ticks []Tick
	for m := first; m <= last; m++ {
		year, month := floorDiv(m, 12), m-12*floorDiv(m, 12)
		if month%step != 0 {
			continue
		}
		t := monthStart(year, month+1)
		if t < s.from || t > s.to {
			continue
		}
		label := l.MonthName(month + 1)
		if month == 0 || len(ticks) == 0 {
			label += " " + l.Year(int64(year))
		}
		ticks = append(ticks, newTick(s.place(t), label))
	}
	if len(ticks) == 0 {
		return []Tick{s.only(l)}
	}
	return ticks
}

func (s segment) dayTicks(l *edtf.Locale, most int) []Tick {
	days := (s.to - s.from) * 365.25
	step := max(1, int(math.Ceil(days/float64(most))))
	var ticks []Tick
	for n := 0; float64(n) <= days; n += step {
		t := s.from + float64(n)/365.25
		d, ok := dayAt(t)
		if !ok {
			break
		}
		label := l.DayMonth(d)
		if n == 0 {
			label = l.Short(d)
		}
		ticks = append(ticks, newTick(s.place(t), label))
	}
	if len(ticks) == 0 {
		return []Tick{s.only(l)}
	}
	return ticks
}

// newTick hangs the label so that it stays on a narrow strip.
func newTick(x float64, label string) Tick {
	t := Tick{X: percent(x), Label: label, Anchor: "middle", at: x}
	from, to := t.extent(narrowStrip)
	if from < 0 {
		t.Anchor = "start"
	} else if to > 100 {
		t.Anchor = "end"
	}
	return t
}

// monthStart returns the first of a month in years, as Bound.Float does.
func monthStart(year, month int) float64 {
	d, err := edtf.Parse(fmt.Sprintf("%04d-%02d", year, month))
	if err != nil {
		return float64(year) + float64(month-1)/12
	}
	return d.Lower().Float()
}

// dayAt returns the day that a time in years falls on. It reports false
// outside the years 0 to 9999, where an axis of days is of no use.
func dayAt(t float64) (edtf.Date, bool) {
	year := int(math.Floor(t))
	if year < 0 || year > 9999 {
		return edtf.Date{}, false
	}
	for month := 12; month >= 1; month-- {
		start := monthStart(year, month)
		if start > t+1e-9 {
			continue
		}
		day := int((t-start)*366+0.5) + 1
		for ; day >= 1; day-- {
			d, err := edtf.Parse(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
			if err == nil {
				return d, true
			}
		}
	}
	return edtf.Date{}, false
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
