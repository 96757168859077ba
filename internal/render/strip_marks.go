package render

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// Mark is an event, or a cluster of events that have no room beside each
// other.
type Mark struct {
	Spot
	True  *Spot // its place on the true scale; nil when there is one scale only
	URL   string
	Name  string // date and title
	Class string
	Kind  *Kind
	Event int    // its place among the site's events
	Range string // class of its bar: took, within; "" when it has none
	Fade  string // how the bar ends: see Strip.Fades
	Sign  string // struck or split by its status; "" for most

	Count   int    // of a cluster's events; 0 for an event
	Members string // their places among the site's events, with spaces between
}

// Spot is the place of a mark on one scale.
type Spot struct {
	X           string
	From, Width string // of the bar
	Lanes       string // classes: the lane on a wide strip and on a narrow one

	bar bool // the bar is long enough to be seen beside the mark
}

const (
	maxLanes  = 7
	markReach = 24.0 // pixels between the middles of marks that do not touch
	openBar   = 12.0 // percent of the axis that a bar without an end takes
)

// item is an event to be placed on a scale.
type item struct {
	event *event.Event
	span          // what its date needs on the axis
	at    float64 // where its mark stands
}

// A placed item has its place on a scale, in percent in the direction of time.
// Its bar begins at from and ends at to; they are one where it has none.
type placed struct {
	x float64
	span
}

func (c clock) item(e *event.Event) (item, bool) {
	s, ok := c.span(e.Date)
	it := item{event: e, span: s, at: s.from}
	if isWithin(e.Date) {
		it.at = (s.from + s.to) / 2
	}
	return it, ok
}

// isWithin reports whether a date is one moment that is not exactly known: its
// mark stands in the middle of the time that it may lie in.
func isWithin(d edtf.Date) bool {
	return d.IsOneOf() || !d.IsInterval() && !d.IsSet() && d.Precision() < edtf.Day
}

func (it item) place(sc scale) placed {
	p := placed{sc.at(it.at), span{sc.at(it.from), sc.at(it.to)}}
	d := it.event.Date
	if d.OpenEnd() || d.UnknownEnd() {
		p.to = min(p.x+openBar, 100)
	}
	if d.OpenStart() || d.UnknownStart() {
		p.from = max(p.x-openBar, 0)
	}
	return p
}

// marks gives every event a mark above the axis.
func (d *stripDrawer) marks(s *Strip, sc scale, events []*event.Event) {
	var items []item
	for _, e := range events {
		if it, ok := d.clock.item(e); ok {
			items = append(items, it)
		}
	}
	scales := []spots{d.spots(s, sc, items)}
	s.Lanes = scales[0].lanes
	if len(sc.segments) > 1 {
		scales = append(scales, d.spots(s, sc.unbroken(), items))
		s.True = &Spot{Lanes: scales[1].lanes}
	}
	clusters := d.clusters(items, scales)
	for i, it := range items {
		m := d.mark(it, scales[0].spot[i])
		if s.True != nil {
			m.True = &scales[1].spot[i]
		}
		if !m.bar && (m.True == nil || !m.True.bar) {
			m.Range = ""
		}
		s.Marks = append(append(s.Marks, m), clusters[i]...)
	}
	d.explain(s)
}

// spots are the places of all marks on one scale.
type spots struct {
	spot         []Spot
	lanes        string // of the highest marks
	wide, narrow layout
}

func (d *stripDrawer) spots(s *Strip, sc scale, items []item) spots {
	d.axis(s, sc)
	places := make([]placed, len(items))
	for i, it := range items {
		places[i] = it.place(sc)
	}
	out := spots{wide: newLayout(places, wideStrip), narrow: newLayout(places, narrowStrip), spot: make([]Spot, len(items))}
	out.lanes = laneClass(out.wide.top, out.narrow.top)
	for i, p := range places {
		out.spot[i] = Spot{X: d.x(p.x), Lanes: laneClass(out.wide.lanes[i], out.narrow.lanes[i])}
		out.spot[i].From, out.spot[i].Width = d.bar(p.from, p.to)
		out.spot[i].bar = p.to-p.from > markReach/2/wideStrip*100
	}
	return out
}

// hiddenLane is the lane of what is not drawn.
const hiddenLane = -1

func laneClass(wide, narrow int) string { return "l" + laneName(wide) + " n" + laneName(narrow) }

func laneName(lane int) string {
	if lane == hiddenLane {
		return "x"
	}
	return strconv.Itoa(lane)
}

func (d *stripDrawer) mark(it item, spot Spot) Mark {
	e := it.event
	v := d.renderer.view(e)
	m := Mark{
		Spot: spot, URL: v.URL, Name: d.renderer.labelled(v.Date.Text, v.Title), Class: v.Class, Kind: v.Kind,
		Event: d.renderer.site.Index(e),
	}
	if v.Date.Circa {
		m.Class += " circa"
	}
	if v.Status != nil {
		m.Name += " (" + d.renderer.text.Lower(v.Status.Label) + ")"
	}
	switch e.Status {
	case event.Retracted, event.Cancelled:
		m.Sign = "struck"
	case event.Disputed:
		m.Sign = "split"
	}
	switch {
	case isWithin(e.Date):
		m.Range = "within"
	case it.from < it.to, e.Date.Lower().IsInf(), e.Date.Upper().IsInf():
		m.Range = "took"
	}
	if m.Range != "" {
		m.Fade = d.fade(e.Date)
	}
	return m
}

// fade says how the bar of a date ends: softly at an end that is approximate
// or uncertain, and all the way to one that is open or not known. Its words
// are for the sides as they are seen.
func (d *stripDrawer) fade(date edtf.Date) string {
	left, right := "left", "right"
	if d.backwards {
		left, right = right, left
	}
	soft := func(d edtf.Date) bool { return d.Approximate() || d.Uncertain() }
	switch start, end := soft(date.Start()), soft(date.End()); {
	case date.Upper().IsInf():
		return "open-" + right
	case date.Lower().IsInf():
		return "open-" + left
	case start && end:
		return "soft-both"
	case start:
		return "soft-" + left
	case end:
		return "soft-" + right
	}
	return ""
}

// clusters returns the clusters of every scale, on wide and narrow strips, by
// the place of their first members.
func (d *stripDrawer) clusters(items []item, scales []spots) [][]Mark {
	out := make([][]Mark, len(items))
	for i, sc := range scales {
		for j, l := range []layout{sc.wide, sc.narrow} {
			for _, c := range l.clusters {
				lanes := [2]int{hiddenLane, hiddenLane}
				lanes[j] = maxLanes - 1
				m := d.cluster(items, c)
				shown, not := laneClass(lanes[0], lanes[1]), laneClass(hiddenLane, hiddenLane)
				m.Spot = Spot{X: d.x(c.x), Lanes: shown}
				if len(scales) > 1 {
					m.True = &Spot{X: m.X, Lanes: not}
				}
				if i > 0 {
					m.Lanes, m.True.Lanes = not, shown
				}
				out[c.members[0]] = append(out[c.members[0]], m)
			}
		}
	}
	return out
}

func (d *stripDrawer) cluster(items []item, c cluster) Mark {
	r := d.renderer
	events := make([]*event.Event, len(c.members))
	places := make([]string, len(c.members))
	for i, n := range c.members {
		events[i] = items[n].event
		places[i] = strconv.Itoa(r.site.Index(events[i]))
	}
	from, to := r.beginning(events[0]), r.beginning(events[len(events)-1])
	if from != to {
		from += " – " + to
	}
	return Mark{
		URL: r.periodURL(events, month), Name: r.text.Count("strip.close", len(events), from),
		Count: len(events), Members: strings.Join(places, " "),
	}
}

// A layout says in which lane each mark stands.
type layout struct {
	lanes    []int // hiddenLane for marks in a cluster
	clusters []cluster
	top      int // the highest lane
}

// A cluster stands in the highest lane, for marks that found none.
type cluster struct {
	x       float64
	members []int
}

// newLayout gives every mark, on a strip of the given width in pixels, the
// lowest lane in which it touches neither marks nor bars; or if there is none,
// the one in which it touches the fewest bars, and no mark. Where there is not
// even that, the marks in the highest lane become a cluster.
func newLayout(places []placed, width float64) layout {
	l := layout{lanes: make([]int, len(places))}
	reach := markReach / width * 100
	var lanes [maxLanes][]placed
	for i, p := range places {
		lane := freeLane(lanes[:], p, reach)
		if lane == hiddenLane {
			l.join(i, places)
			continue
		}
		l.lanes[i] = lane
		l.top = max(l.top, lane)
		lanes[lane] = append(lanes[lane], p)
	}
	return l
}

func freeLane(lanes [][]placed, p placed, reach float64) int {
	best, fewest := hiddenLane, math.MaxInt
	for i, lane := range lanes {
		if touched, ok := touching(lane, p, reach); ok && touched < fewest {
			best, fewest = i, touched
		}
	}
	return best
}

// touching counts the bars in a lane that p touches with its mark, and the
// marks and bars that its bar touches. It reports false when a mark would
// touch a mark.
func touching(lane []placed, p placed, reach float64) (bars int, ok bool) {
	area := p.area(reach)
	for _, o := range lane {
		if math.Abs(o.x-p.x) < reach {
			return 0, false
		}
		if area.overlaps(o.area(reach)) {
			bars++
		}
	}
	return bars, true
}

// area is what a mark takes of its lane with its bar.
func (p placed) area(reach float64) span {
	return span{min(p.from, p.x-reach/2), max(p.to, p.x+reach/2)}
}

// join puts mark i into the cluster nearby, or makes one of it and the nearest
// mark in the highest lane.
func (l *layout) join(i int, places []placed) {
	const none = -1
	nearest, joined, distance := none, none, math.Inf(1)
	for n, lane := range l.lanes[:i] {
		if lane == maxLanes-1 && math.Abs(places[n].x-places[i].x) < distance {
			nearest, distance = n, math.Abs(places[n].x-places[i].x)
		}
	}
	l.lanes[i] = hiddenLane
	for n, c := range l.clusters {
		if math.Abs(c.x-places[i].x) <= distance {
			joined, distance = n, math.Abs(c.x-places[i].x)
		}
	}
	if joined != none {
		c := &l.clusters[joined]
		c.members = append(c.members, i)
		return
	}
	l.lanes[nearest] = hiddenLane
	l.clusters = append(l.clusters, cluster{places[nearest].x, []int{nearest, i}})
}

// explain lists the signs that the marks of a strip use.
func (d *stripDrawer) explain(s *Strip) {
	used := map[string]bool{}
	for _, m := range s.Marks {
		used[m.Range] = true
		used[m.Sign] = true
		used["circa"] = used["circa"] || strings.HasSuffix(m.Class, " circa")
		used["cluster"] = used["cluster"] || m.Count > 0
		if m.Fade != "" {
			used["fade"] = true
			if !slices.Contains(s.Fades, m.Fade) {
				s.Fades = append(s.Fades, m.Fade)
			}
		}
	}
	slices.Sort(s.Fades)
	for _, sign := range []string{"circa", "within", "took", "fade", "split", "struck", "cluster"} {
		if used[sign] {
			s.Signs = append(s.Signs, sign)
		}
	}
	if s.True != nil {
		s.Signs = append(s.Signs, "break")
	}
}
