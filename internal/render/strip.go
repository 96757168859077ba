package render

import (
	"cmp"
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

// Bar is a horizontal stretch.
type Bar struct {
	X, Width string
	Y        int
	Label    string
	Fits     bool // there is room for the label
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
		label := float64(utf8.RuneCountInString(era.Title))*letterWidth + 16
		s.Eras = append(s.Eras, Bar{
			X: percent(from), Width: percent(to - from), Label: era.Title, Fits: label < (to-from)/100*wideStrip,
		})
	}
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
		if n := len(out); n > 0 && out[n-1].year == y.From {
			out[n-1].events = append(out[n-1].events, e)
			continue
		}
		out = append(out, yearEvents{y.From, y.URL, []*event.Event{e}})
	}
	slices.SortStableFunc(out, func(a, b yearEvents) int { return cmp.Compare(a.year, b.year) })
	return out
}
