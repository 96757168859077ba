package render

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"dateline/internal/edtf"
)

// Tick is a labelled place on the axis.
type Tick struct {
	X      string
	Label  string
	Minor  bool   // left out on a narrow strip
	Anchor string // start, middle or end: how the label hangs on X
	Narrow string // the same on a narrow strip

	at   float64 // X, in percent, counted in the direction of time
	lead bool    // the first of an unbroken stretch
}

// The strip is laid out twice, for the narrowest at which it is drawn with all
// its labels, and for the narrowest of all. The style sheet chooses between
// the two. In pixels, for letters of 12 pixels.
const (
	wideStrip   = 640.0
	narrowStrip = 280.0
)

// A clock is what the axis is labelled by.
type clock struct {
	locale *edtf.Locale
	finest unit // of the dates on the axis: ticks are no finer
	oneDay bool // the axis is of one day, which goes without saying
	// The offset from UTC in seconds that all times have which are on the axis,
	// so that it has the hours of the place. It is 0 where they differ.
	east int
}

// years returns a bound of a date in years, by the clock.
func (c clock) years(b edtf.Bound, d edtf.Date) float64 {
	if c.east != 0 && d.HasZone() {
		if t, ok := b.Time(); ok {
			return yearsOf(t.Add(time.Duration(c.east) * time.Second))
		}
	}
	return b.Float()
}

// ticks returns the ticks of a scale, without those whose labels would run
// into another. It calls those minor that do so on a narrow screen. The first
// tick of a stretch, which names its year, comes before the others.
func (c clock) ticks(sc scale) []Tick {
	var ticks []Tick
	for i, seg := range sc.segments {
		own := c.segmentTicks(seg, sc.segments[max(0, i-1):min(len(sc.segments), i+2)])
		own[0].lead = true
		ticks = append(ticks, own...)
	}
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
			extent := t.extent(width)
			if t.lead == lead && !slices.ContainsFunc(kept, extent.overlaps) {
				taken[i] = true
				kept = append(kept, extent)
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

func (s span) overlaps(o span) bool { return s.from < o.to && o.from < s.to }

// extent is where a tick's label begins and ends, with a space around it, in
// percent of a strip of the given width.
func (t Tick) extent(width float64) span {
	room := t.room(width)
	switch t.anchor(width) {
	case "start":
		return span{t.at, t.at + room}
	case "end":
		return span{t.at - room, t.at}
	}
	return span{t.at - room/2, t.at + room/2}
}

// room is the width of a tick's label with a space, in percent of a strip of
// the given width.
func (t Tick) room(width float64) float64 {
	const space = 8.0 // pixels
	return (textWidth(t.Label) + space) / width * 100
}

// textWidth is the room that a text of 12 pixels' type takes, in pixels, in the
// wider of usual faces.
func textWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune(" \u00a0.,:;'’|!()ijlItfr", r):
			w += 4.6
		case r == 'm' || r == 'w' || r == 'M' || r == 'W':
			w += 10.8
		case unicode.IsUpper(r):
			w += 8.6
		case isWide(r):
			w += 12.2
		default:
			w += 7
		}
	}
	return w
}

// isWide reports whether a letter fills a square, as East Asian ones do.
func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

const (
	// tickRoom is the least room between ticks, in pixels: with more of them
	// than readers need, they hide what they are for.
	tickRoom = 52.0
	// maxWeeks is how many weeks are told by their Mondays. On a longer axis
	// readers look for months.
	maxWeeks = 8
)

// segmentTicks returns the labelled places of a segment, at least one: where
// the shortest steps begin that have room for their labels. The segments
// nearby say what its label has to tell it from.
func (c clock) segmentTicks(seg segment, nearby []segment) []Tick {
	room := seg.width / 100 * wideStrip
	for st := range steps(c.finest) {
		n := (seg.to - seg.from) / st.years()
		if n < 0.5 || room < tickRoom {
			break
		}
		if n*tickRoom > room || st == week && n > maxWeeks || !st.within(seg.span) {
			continue
		}
		if ticks := c.stepTicks(seg, st); len(ticks) > 0 && fit(ticks) {
			return ticks
		}
	}
	return []Tick{newTick(seg.x+seg.width/2, c.label(seg, nearby))}
}

// fit reports whether labels have room beside each other. That of the first
// tick may take the place of the second if it is longer, as it says more.
func fit(ticks []Tick) bool {
	for i := 1; i < len(ticks); i++ {
		if i == 1 && textWidth(ticks[0].Label) > textWidth(ticks[1].Label) {
			continue
		}
		if ticks[i-1].extent(wideStrip).overlaps(ticks[i].extent(wideStrip)) {
			return false
		}
	}
	return true
}

func (c clock) stepTicks(seg segment, st step) []Tick {
	var ticks []Tick
	for _, m := range st.moments(seg.span) {
		if st.unit == year {
			m = roundYear(m, st)
		}
		if m.at < seg.from || m.at > seg.to {
			continue
		}
		ticks = append(ticks, newTick(seg.place(m.at), c.momentLabel(m, st, len(ticks) == 0)))
	}
	return ticks
}

// roundYear moves a moment to the year whose name is round: before Christ that
// is another than the astronomical one, of which 0 is 1 BC. From 10,000 years
// on, locales do without the difference.
func roundYear(m moment, st step) moment {
	if st.n > 1 && m.year <= 0 && m.year > -10_000 {
		m.year++
		m.at++
	}
	return m
}

// momentLabel says what begins at m, and where the reader has to be told, of
// what it is part.
func (c clock) momentLabel(m moment, st step, first bool) string {
	l := c.locale
	midnight := m.time.Hour() == 0 && m.time.Minute() == 0 && m.time.Second() == 0
	switch {
	case st.unit == year, st.unit == month && m.time.Month() == time.January:
		return l.Year(m.year)
	case st.unit == month && first:
		return l.Short(dateOf(m.time, month))
	case st.unit == month:
		return l.ShortDayMonth(dateOf(m.time, month))
	case st.unit == day && first, midnight && m.time.YearDay() == 1 && !c.oneDay:
		return l.Short(dateOf(m.time, day))
	case st.unit == day, midnight && !first:
		return l.ShortDayMonth(dateOf(m.time, day))
	case first && !c.oneDay:
		return l.Short(dateOf(m.time, minute))
	}
	return l.Clock(secondOf(m.time))
}

func secondOf(t time.Time) int { return t.Hour()*3600 + t.Minute()*60 + t.Second() }

// label names a segment that has room for one label: by its year, or as far
// as that is also the year of a segment nearby, its month, day or time.
func (c clock) label(seg segment, nearby []segment) string {
	at := (seg.from + seg.to) / 2
	if !(step{month, 1}).within(seg.span) {
		return c.locale.Year(int64(math.Floor(at)))
	}
	t, finest := timeOf(at), year
	for _, n := range nearby {
		if n != seg && (step{month, 1}).within(n.span) {
			finest = min(finest, telling(t, timeOf(n.from)), telling(t, timeOf(n.to)))
		}
	}
	switch finest = max(finest, c.finest); {
	case finest == year:
		return c.locale.Year(int64(t.Year()))
	case finest < day && c.oneDay:
		return c.locale.Clock(secondOf(t))
	}
	return c.locale.Short(dateOf(t, finest))
}

// telling returns the longest unit that tells two times apart.
func telling(a, b time.Time) unit {
	switch {
	case a.Year() != b.Year():
		return year
	case a.Month() != b.Month():
		return month
	case a.Day() != b.Day():
		return day
	}
	return minute
}

// newTick hangs the label so that it stays on the strip.
func newTick(x float64, label string) Tick {
	t := Tick{Label: label, at: x}
	t.Anchor, t.Narrow = t.anchor(wideStrip), t.anchor(narrowStrip)
	return t
}

func (t Tick) anchor(width float64) string {
	const margin = 12.0 // pixels beside the strip that a page has at least
	switch half := t.room(width)/2 - margin/width*100; {
	case t.at < half:
		return "start"
	case t.at > 100-half:
		return "end"
	}
	return "middle"
}
