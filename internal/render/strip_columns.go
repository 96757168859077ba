package render

import (
	"cmp"
	"math"
	"slices"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// Column stands for the events of a period. Its height counts an event that
// may lie in several periods in part in each; its name counts the events that
// are listed in it.
type Column struct {
	X, Width string
	Height   string // pixels above the axis
	URL      string // of the list of its events; "" when none is listed in it
	Name     string
	From, To int // its events are from this place in the site to before that one
}

const (
	columnHeight = 88.0 // pixels of the highest column
	columnLanes  = "l3 n3"
	// A reader sees the shape of this many columns, and each of them. The
	// true scale is drawn with as many again, out of sight at first.
	minColumns, maxColumns = 30, 120
	// columnShare is the part of its period that a column takes.
	columnShare = 0.86
)

// bin is a period on the axis.
type bin struct {
	span
	start  moment
	weight float64
	events []*event.Event // that are listed in it
}

// columns counts the events of every period.
func (d *stripDrawer) columns(s *Strip, sc scale, events []*event.Event) {
	s.Columns, s.Lanes = true, columnLanes
	d.columnAxis(s, sc, events)
	if len(s.Axes[0].Breaks) == 0 {
		return
	}
	d.columnAxis(s, sc.unbroken(), events)
	s.True = &Spot{Lanes: columnLanes}
	s.Signs = append(s.Signs, "break")
}

// columnAxis draws a scale with its columns.
func (d *stripDrawer) columnAxis(s *Strip, sc scale, events []*event.Event) {
	st := columnStep(sc, d.clock.finest)
	sc = sc.extended(func(s span) span {
		moments := st.moments(s)
		return span{moments[0].at, moments[len(moments)-1].at}
	})
	bins := d.binsOf(sc, st, events)
	highest := slices.MaxFunc(bins, func(a, b bin) int { return cmp.Compare(a.weight, b.weight) })
	a := d.axis(s, sc)
	for _, b := range bins {
		if b.weight > 0 {
			a.Columns = append(a.Columns, d.column(sc, st, b, highest.weight))
		}
	}
	m := d.renderer.text
	a.Note = m.Text("strip.note", st.name(m), m.Count("count.events", int(math.Round(highest.weight))))
}

// columnStep returns the period of a column: one in which readers count time,
// if that makes few and many enough, else the shortest that makes few enough.
func columnStep(sc scale, finest unit) step {
	var shortest step
	for st := range steps(finest) {
		n := 0.0
		for _, seg := range sc.segments {
			n += math.Floor((seg.to-seg.from)/st.years()) + 1
		}
		if n > maxColumns || !st.within(sc.whole()) {
			continue
		}
		if shortest.n == 0 {
			shortest = st
		}
		if n < minColumns {
			break
		}
		if st.natural() {
			return st
		}
	}
	return shortest
}

// binsOf returns the periods of a scale whose segments begin and end with one,
// with the events that are in them.
func (d *stripDrawer) binsOf(sc scale, st step, events []*event.Event) []bin {
	var bins []bin
	for _, seg := range sc.segments {
		moments := st.moments(seg.span)
		for i := 1; i < len(moments) && moments[i].at <= seg.to; i++ {
			bins = append(bins, bin{span: span{moments[i-1].at, moments[i].at}, start: moments[i-1]})
		}
	}
	at := 0
	for _, e := range events {
		if _, ok := d.clock.span(e.Date); !ok {
			continue
		}
		// Events are in order of the days in their texts, and times of another
		// offset are not: none goes back.
		at = max(at, binAt(bins, d.filed(e.Date, st)))
		bins[at].events = append(bins[at].events, e)
		d.weigh(bins, at, e.Date)
	}
	return bins
}

// binAt returns the place of the last bin that begins at or before t.
func binAt(bins []bin, t float64) int {
	n, _ := slices.BinarySearchFunc(bins, t, func(b bin, t float64) int {
		if b.from <= t {
			return -1
		}
		return 1
	})
	return max(0, n-1)
}

// filed is the time at which an event is listed: the lists of days and longer
// periods have it under the day in its text, whatever day that is in UTC.
func (d *stripDrawer) filed(date edtf.Date, st step) float64 {
	if st.unit >= day && date.HasZone() {
		return edtf.Bound{Year: date.Year(), Month: int8(date.Month()), Day: int8(date.Day())}.Float()
	}
	return d.clock.years(date.Filed(), date)
}

// weigh adds an event to the bin at which it is listed, or, when it can have
// begun in several, to each in proportion.
func (d *stripDrawer) weigh(bins []bin, at int, date edtf.Date) {
	start := date
	if s := date.Start(); !s.IsZero() {
		start = s
	}
	lower, upper := start.Lower(), start.Upper()
	begin := span{d.clock.years(lower, start), d.clock.years(upper, start)}
	if lower.IsInf() || upper.IsInf() || begin.to < bins[at].to {
		bins[at].weight++
		return
	}
	last := at + 1
	total := bins[at].shared(begin)
	for ; last < len(bins) && bins[last].from < begin.to; last++ {
		total += bins[last].shared(begin)
	}
	for i := at; i < last; i++ {
		bins[i].weight += bins[i].shared(begin) / total
	}
}

// shared is how long two stretches are at once.
func (s span) shared(o span) float64 { return max(0, min(s.to, o.to)-max(s.from, o.from)) }

func (d *stripDrawer) column(sc scale, st step, b bin, highest float64) Column {
	r := d.renderer
	from, to := sc.at(b.from), sc.at(b.to)
	gap := (to - from) * (1 - columnShare) / 2
	c := Column{Height: number(max(2, b.weight/highest*columnHeight))}
	c.X, c.Width = d.bar(from+gap, to-gap)
	if len(b.events) == 0 {
		return c
	}
	c.Name = r.text.Count("count.ofPeriod", len(b.events), d.binName(b, st))
	c.URL = r.periodURL(b.events, max(st.unit, month))
	c.From = r.site.Index(b.events[0])
	c.To = r.site.Index(b.events[len(b.events)-1]) + 1
	return c
}

// binName names a period: "2024", "July 2024", "June 17–23, 2024".
func (d *stripDrawer) binName(b bin, st step) string {
	l := d.clock.locale
	switch {
	case st == step{year, 1}:
		return l.Year(b.start.year)
	case st.unit == year && st.n < 10_000:
		return l.Year(b.start.year) + " – " + l.Year(b.start.year+st.n-1)
	case st.unit == year:
		return l.Year(b.start.year) + " – " + l.Year(b.start.year+st.n)
	case st.unit < day:
		return l.Format(dateOf(b.start.time, minute))
	}
	first, last := dateOf(b.start.time, st.unit), dateOf(timeOf(b.to).AddDate(0, 0, -1), st.unit)
	if days, err := edtf.Interval(first, last); err == nil && first != last {
		return l.Format(days)
	}
	return l.Format(first)
}
