package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// Strip is the overview: an axis with eras as bands, ranges as bars, and a
// mark for every event, or a column for every period when there are many.
//
// Places across are in percent of the width, so that the drawing stretches
// with the page while its marks and letters keep their size. Heights are
// classes that the style sheet knows: l3 is the lane of a mark, the third
// above the lowest, n5 the one on a narrow strip, where fewer marks have room
// beside each other, and lx or nx say that it is not drawn there.
//
// Where an axis leaves empty stretches out, the strip is laid out once more,
// with nothing left out. A script shows one or the other.
type Strip struct {
	Label   string // what it shows, in words
	Name    string // the same, for those who do not see that it is an overview
	East    int    // the clock of the axis is so many seconds ahead of UTC
	Lanes   string // class of the highest lane, as in Spot
	Rows    int    // of names of eras
	Axes    []Axis // the one that is shown at first, and the true one if that is another
	Marks   []Mark // events in order, each cluster after the first of its members
	Fades   []string
	Signs   []string // how dates are drawn: the signs that occur
	Columns bool
	True    *Spot // of the true scale: its Lanes; nil when the first axis is true
}

// Axis is a scale with what stands still on it.
type Axis struct {
	True      bool   // leaves nothing out
	Stretches string // for the script: see stretches
	Lines     []Bar  // its unbroken stretches
	Breaks    []string
	Ticks     []Tick
	Eras      []Bar
	Columns   []Column
	Note      string // what a column stands for; "" when there are none
}

// Bar is a horizontal stretch.
type Bar struct {
	X, Width string
	Label    string
	Row      int    // of the label, from 0 at the top
	TextX    string // where the label begins
	Fits     bool   // there is room for the label
	Narrow   bool   // on a narrow strip too
}

const (
	// maxMarks is how many events get a mark of their own. A reader can aim
	// at no more on the width of a page.
	maxMarks = 150
	// maxRows is how many names of eras stand above each other.
	maxRows = 3
)

// newStrip draws events, which are in order, and eras. It returns nil when
// there is nothing to tell apart: less than two dates, or only one.
func (r *Renderer) newStrip(events []*event.Event) *Strip {
	d := &stripDrawer{
		renderer: r, backwards: r.common.Direction == "rtl",
		clock: clock{locale: r.locale, finest: finestUnit(events), east: commonOffset(events)},
	}
	spans := d.clock.spans(events)
	if len(spans) < 2 {
		return nil
	}
	sc := newScale(spans)
	if len(sc.segments) == 1 && sc.segments[0].from == sc.segments[0].to {
		return nil
	}
	whole := sc.whole()
	d.clock.oneDay = d.clock.finest < day && (step{day, 1}).within(whole) && telling(timeOf(whole.from), timeOf(whole.to)) < day
	first, last := r.beginning(events[0]), r.beginning(events[len(events)-1])
	s := &Strip{
		Label: r.text.Count("strip.caption", len(events), first, last),
		Name:  r.text.Count("count.overview", len(events), first, last),
		East:  d.clock.east,
	}
	if len(events) > maxMarks {
		d.columns(s, sc, events)
	} else {
		d.marks(s, sc, events)
	}
	return s
}

// A stripDrawer turns places into what templates can write.
type stripDrawer struct {
	renderer  *Renderer
	clock     clock
	backwards bool // time runs from right to left, as the site's script does
}

// x writes a place, given in percent in the direction of time.
func (d *stripDrawer) x(at float64) string {
	if d.backwards {
		at = 100 - at
	}
	return percent(at)
}

// bar writes the left end and the width of a stretch.
func (d *stripDrawer) bar(from, to float64) (x, width string) {
	if d.backwards {
		from, to = 100-to, 100-from
	}
	return percent(from), percent(to - from)
}

// percent writes a place with the two digits that a screen can show.
func percent(x float64) string { return number(x) + "%" }

func number(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
}

// axis draws a scale.
func (d *stripDrawer) axis(s *Strip, sc scale) *Axis {
	a := Axis{True: len(s.Axes) > 0, Stretches: d.stretches(sc)}
	for i, seg := range sc.segments {
		x, width := d.bar(seg.x, seg.x+seg.width)
		a.Lines = append(a.Lines, Bar{X: x, Width: width})
		if i > 0 {
			a.Breaks = append(a.Breaks, d.x(seg.x-breakWidth/2))
		}
	}
	a.Ticks = d.clock.ticks(sc)
	for i := range a.Ticks {
		a.Ticks[i].X = d.x(a.Ticks[i].at)
	}
	var rows int
	a.Eras, rows = d.eras(sc)
	s.Rows = max(s.Rows, rows)
	s.Axes = append(s.Axes, a)
	return &s.Axes[len(s.Axes)-1]
}

// stretches writes the unbroken stretches of a scale for the script, which
// finds the place of today: from and to in years, their places in percent of
// the width from the left; "2005 2006 1.5 9.5;2024.5 2024.75 14 98".
func (d *stripDrawer) stretches(sc scale) string {
	out := make([]string, 0, len(sc.segments))
	for _, seg := range sc.segments {
		from, to := strings.TrimSuffix(d.x(seg.place(seg.from)), "%"), strings.TrimSuffix(d.x(seg.place(seg.to)), "%")
		out = append(out, strconv.FormatFloat(seg.from, 'f', -1, 64)+" "+strconv.FormatFloat(seg.to, 'f', -1, 64)+" "+from+" "+to)
	}
	return strings.Join(out, ";")
}

// eras draws the site's eras, and returns how many rows their names need.
func (d *stripDrawer) eras(sc scale) (bars []Bar, rows int) {
	var names [maxRows][2][]span // by row; on a wide and a narrow strip
	for _, era := range d.renderer.site.Eras {
		from, to := 0.0, 100.0
		if lower := era.Date.Lower(); !lower.IsInf() {
			from = sc.at(lower.Float())
		}
		if upper := era.Date.Upper(); !upper.IsInf() {
			to = sc.at(upper.Float())
		}
		if to <= from {
			continue // it lies wholly inside a break
		}
		b := Bar{Label: era.Title, TextX: d.x(from)}
		b.X, b.Width = d.bar(from, to)
		label := textWidth(era.Title) + 16
		for b.Row = range names {
			row := &names[b.Row]
			wide, narrow := span{from, from + label/wideStrip*100}, span{from, from + label/narrowStrip*100}
			b.Fits = wide.to < to && !slices.ContainsFunc(row[0], wide.overlaps)
			if !b.Fits {
				continue
			}
			row[0] = append(row[0], wide)
			if b.Narrow = narrow.to < to && !slices.ContainsFunc(row[1], narrow.overlaps); b.Narrow {
				row[1] = append(row[1], narrow)
			}
			rows = max(rows, b.Row+1)
			break
		}
		bars = append(bars, b)
	}
	return bars, rows
}

// beginning is when an event begins, for readers, or when it ends if it has no
// beginning.
func (r *Renderer) beginning(e *event.Event) string {
	for _, d := range []edtf.Date{e.Date.Start(), e.Date.End()} {
		if !d.IsZero() {
			return r.locale.Format(d)
		}
	}
	return r.locale.Format(e.Date)
}

func (c clock) spans(events []*event.Event) []span {
	spans := make([]span, 0, len(events))
	for _, e := range events {
		if sp, ok := c.span(e.Date); ok {
			spans = append(spans, sp)
		}
	}
	return spans
}

// span is the time that a date needs on the axis: an open side needs none, nor
// does a day, which is as exact as most dates are.
func (c clock) span(d edtf.Date) (span, bool) {
	lower, upper := d.Lower(), d.Upper()
	from, to := c.years(lower, d), c.years(upper, d)
	switch {
	case lower.IsInf() && upper.IsInf():
		return span{}, false
	case lower.IsInf():
		from = to
	case upper.IsInf():
		to = from
	}
	if !d.IsInterval() && !d.IsSet() && d.Precision() >= edtf.Day {
		to = from
	}
	return span{from, to}, true
}

// finestUnit is how exactly the dates are known: there is no use in hours on
// an axis of days.
func finestUnit(events []*event.Event) unit {
	finest := year
	for _, e := range events {
		switch p := max(e.Date.Precision(), e.Date.EndPrecision()); {
		case p == edtf.Second:
			return second
		case p == edtf.Minute:
			finest = min(finest, minute)
		case p == edtf.Day:
			finest = min(finest, day)
		case p > edtf.Year:
			finest = min(finest, month)
		}
	}
	return finest
}

// commonOffset is the offset from UTC, in seconds, that every time has which
// says one, so that an axis of hours has the hours of the place. It is 0 when
// they differ, or when some times say none.
func commonOffset(events []*event.Event) int {
	common, found := 0, false
	for _, e := range events {
		d := e.Date
		if !d.HasTime() {
			continue
		}
		offset := offsetOf(d)
		if found && offset != common || !d.HasZone() {
			return 0
		}
		common, found = offset, true
	}
	return common
}

// offsetOf returns the offset in the text of a date, whose form is ±hh:mm.
func offsetOf(d edtf.Date) int {
	_, clock, _ := strings.Cut(d.String(), "T")
	i := strings.IndexAny(clock, "+-")
	if i < 0 {
		return 0
	}
	var hours, minutes int
	if n, _ := fmt.Sscanf(clock[i+1:], "%2d:%2d", &hours, &minutes); n != 2 {
		return 0
	}
	sec := hours*3600 + minutes*60
	if clock[i] == '-' {
		return -sec
	}
	return sec
}

// periodURL returns the address of the list that has the given events of one
// period, which are in order and more than none: that of their month when the
// period is no longer than a month and their month is known, that of the
// decade or century when the site has one that holds them all, else that of
// the first year that has one of them.
func (r *Renderer) periodURL(events []*event.Event, period unit) string {
	first, last := events[0], events[len(events)-1]
	if period < year {
		for _, e := range events {
			if r.monthName(e) != "" {
				return r.monthURL(e)
			}
		}
	}
	p := r.year(first)
	for p.Whole != nil && r.site.Index(last) >= p.Last {
		p = p.Whole
	}
	return p.URL
}
