package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// Strip is the overview: one axis with eras as bands, ranges as bars, and a
// mark for every event, or a column for every period when there are many.
// Places are percentages of the width, heights are CSS pixels: the strip
// stretches with the page, and its marks and letters keep their size.
type Strip struct {
	Label   string // what it shows, in words
	Height  int
	Axis    int // y of the axis
	Ticks   []Tick
	Breaks  []string // x of every break in the axis
	Lines   []Bar    // the unbroken stretches of the axis
	Eras    []Bar
	Marks   []Mark
	Columns []Column
}

// Tick is a labelled place on the axis.
type Tick struct {
	X      string
	Label  string
	Minor  bool   // left out on narrow screens
	Anchor string // start, middle or end: how the label hangs on X

	at   float64 // X, in percent
	lead bool    // the first of an unbroken stretch
}

// Bar is a horizontal stretch.
type Bar struct {
	X, Width string
	Y        int
	Label    string
}

// Mark is an event.
type Mark struct {
	X, Y  string
	URL   string
	Name  string // date and title
	Kind  *Kind
	Class string
	Circa bool
	To    string // x of the end of the time that the event took; "" when it took none
	Open  bool   // that time has no end yet
}

// Column is the number of events of a period.
type Column struct {
	X, Width string
	Y        string
	Height   string
	URL      string
	Name     string
	Count    int
}

const (
	// maxMarks is how many events get a mark of their own. A reader can aim
	// at no more on the width of a page.
	maxMarks = 150

	laneHeight   = 22  // pixels between marks above each other
	markReach    = 3.4 // percent of the axis that a mark takes
	maxLanes     = 7
	columnHeight = 88
	eraLabel     = 14
)

// newStrip draws events, which are in order, and eras. It returns nil when
// there is no date to draw.
func (r *Renderer) newStrip(events []*event.Event) *Strip {
	spans := eventSpans(events)
	if len(spans) < 2 {
		return nil
	}
	sc := newScale(spans)
	s := &Strip{Label: r.stripLabel(events)}
	if len(events) > maxMarks {
		r.drawColumns(s, sc, events)
	} else {
		r.drawMarks(s, sc, events)
	}
	r.drawEras(s, sc)
	drawAxis(s, sc, r.locale)
	return s
}

func (r *Renderer) stripLabel(events []*event.Event) string {
	first, last := events[0], events[len(events)-1]
	return fmt.Sprintf("%s from %s to %s", plural(len(events), "event"),
		r.locale.Format(first.Date.Start()), r.locale.Format(last.Date.Start()))
}

func eventSpans(events []*event.Event) []span {
	spans := make([]span, 0, len(events))
	for _, e := range events {
		if sp, ok := eventSpan(e); ok {
			spans = append(spans, sp)
		}
	}
	return spans
}

// eventSpan is the time that an event needs on the axis: an open side needs
// none, and an approximate year is drawn at its middle.
func eventSpan(e *event.Event) (span, bool) {
	lower, upper := e.Date.Lower(), e.Date.Upper()
	from, to := lower.Float(), upper.Float()
	switch {
	case lower.IsInf() && upper.IsInf():
		return span{}, false
	case lower.IsInf():
		from = to
	case upper.IsInf():
		to = from
	}
	if !e.Date.IsInterval() {
		if e.Date.Approximate() {
			from = (from + to) / 2
		}
		if e.Date.Precision() >= edtf.Day || e.Date.Approximate() {
			to = from
		}
	}
	return span{from, to}, true
}

// drawMarks gives every event a mark above the axis, in the lowest lane that
// is free.
func (r *Renderer) drawMarks(s *Strip, sc scale, events []*event.Event) {
	var lanes [maxLanes]float64
	for i := range lanes {
		lanes[i] = math.Inf(-1)
	}
	top := 0
	for _, e := range events {
		sp, ok := eventSpan(e)
		if !ok {
			continue
		}
		from, to := sc.at(sp.from), sc.at(sp.to)
		open := e.Date.OpenEnd()
		if open {
			to = min(from+12, 100)
		}
		lane := freeLane(lanes[:], from)
		lanes[lane] = max(from+markReach, to)
		top = max(top, lane)
		s.Marks = append(s.Marks, r.stripMark(e, from, to, lane, open))
	}
	s.Axis = (top+1)*laneHeight + 16 + r.eraRoom()
	for i := range s.Marks {
		m := &s.Marks[i]
		lane, _ := strconv.Atoi(m.Y)
		y := s.Axis - 16 - lane*laneHeight
		m.Y = strconv.Itoa(y)
	}
	s.Height = s.Axis + 34
}

func (r *Renderer) stripMark(e *event.Event, from, to float64, lane int, open bool) Mark {
	v := r.view(e)
	m := Mark{
		X: percent(from), Y: strconv.Itoa(lane), URL: v.URL,
		Name: v.Date.Text + ": " + v.Title, Kind: v.Kind, Class: v.Class,
		Circa: v.Date.Circa, Open: open,
	}
	if to-from > markReach/2 {
		m.To = percent(to)
	}
	return m
}

func freeLane(lanes []float64, from float64) int {
	for i, end := range lanes {
		if end <= from {
			return i
		}
	}
	least := 0
	for i, end := range lanes {
		if end < lanes[least] {
			least = i
		}
	}
	return least
}

// drawColumns counts events per year and draws a column for each.
func (r *Renderer) drawColumns(s *Strip, sc scale, events []*event.Event) {
	s.Axis = columnHeight + 12 + r.eraRoom()
	s.Height = s.Axis + 34
	most := 0
	counted := r.yearsOf(events)
	for _, y := range counted {
		most = max(most, len(y.events))
	}
	for _, y := range counted {
		x := sc.at(float64(y.year))
		width := max(sc.at(float64(y.year)+1)-x, 0.4)
		height := max(2, float64(columnHeight)*float64(len(y.events))/float64(most))
		s.Columns = append(s.Columns, Column{
			X: percent(x), Width: percent(width * 0.86),
			Y: number(float64(s.Axis) - height), Height: number(height),
			URL: y.url, Count: len(y.events),
			Name: fmt.Sprintf("%s: %s", r.locale.Year(y.year), plural(len(y.events), "event")),
		})
	}
}

// eraRoom is the height above the marks that the names of eras need.
func (r *Renderer) eraRoom() int {
	if len(r.site.Eras) == 0 {
		return 0
	}
	return eraLabel
}

func (r *Renderer) drawEras(s *Strip, sc scale) {
	for _, era := range r.site.Eras {
		lower, upper := era.Date.Lower(), era.Date.Upper()
		from, to := 0.0, 100.0
		if !lower.IsInf() {
			from = sc.at(lower.Float())
		}
		if !upper.IsInf() {
			to = sc.at(upper.Float())
		}
		if to <= from {
			continue // it lies wholly inside a break
		}
		s.Eras = append(s.Eras, Bar{X: percent(from), Width: percent(to - from), Label: era.Title})
	}
}

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

// The narrowest strip that shows every tick, and the narrowest of all, in
// pixels: the style sheet hides minor ticks below the former.
const (
	wideStrip   = 640
	narrowStrip = 280
)

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
	const letter, space = 6.8, 5.0 // pixels, at 12 pixels' type
	label := (float64(utf8.RuneCountInString(t.Label))*letter + space) / width * 100
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

// percent writes a place with the two digits that a screen can show.
func percent(x float64) string { return number(x) + "%" }

func number(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
}

// yearEvents is a year with the events that begin in it.
type yearEvents struct {
	year   int64
	url    string
	events []*event.Event
}

// yearsOf groups events, which are in order, by the years of the site.
func (r *Renderer) yearsOf(events []*event.Event) []yearEvents {
	var out []yearEvents
	for _, e := range events {
		y := r.year(e)
		if n := len(out); n > 0 && out[n-1].year == y.Year {
			out[n-1].events = append(out[n-1].events, e)
			continue
		}
		out = append(out, yearEvents{y.Year, y.URL, []*event.Event{e}})
	}
	slices.SortStableFunc(out, func(a, b yearEvents) int {
		switch {
		case a.year < b.year:
			return -1
		case a.year > b.year:
			return 1
		}
		return 0
	})
	return out
}
