package render

import (
	"bytes"
	"math"
	"strings"

	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/search"
	"dateline/internal/site"
)

// The axis is the timeline to zoom, at /axis/ and, where the site wants it, on
// the home page. A script draws it from axis/events.json; the page itself has
// the same events in a table.

const (
	axisURL  = "/axis/"
	axisData = "axis/events.json"
	// maxTable is how many events the table holds: beyond, it has the latest
	// pageEvents and leads to the others by their time.
	maxTable = 500
)

func (r *Renderer) planAxis(p *Plan) {
	if !r.site.HasAxis() {
		return
	}
	p.addPage(axisURL, route{page: (*Renderer).axisPage})
	p.pages[axisData] = planned{route: route{data: (*Renderer).axisJSON}}
}

func (r *Renderer) axisPage(route) (string, any) {
	events := r.site.Events
	heading := r.text.Text("axis.title")
	p := AxisPage{
		Common:  r.commonFor(axisURL, Page{Title: heading, URL: axisURL}),
		Heading: heading, Axis: r.axisView(), Finder: r.finder(),
	}
	if len(events) > maxTable {
		before := len(events) - pageEvents
		p.Periods = r.waysIn()
		p.Earlier = new(newLink(r.locale.Format(events[before-1].Date), r.place(before-1)))
		events = events[before:]
	}
	for _, e := range r.reading(events) {
		p.Rows = append(p.Rows, AxisRow{Event: r.view(e), Who: strings.Join(e.Actors, ", ")})
	}
	return "axis.html", p
}

// axisView returns the frame of the drawing, nil for a site that has none.
func (r *Renderer) axisView() *AxisView {
	if !r.site.HasAxis() {
		return nil
	}
	events := r.site.Events
	v := &AxisView{
		Label:   r.text.Count("strip.caption", len(events), r.beginning(events[0]), r.beginning(events[len(events)-1])),
		Version: r.site.Version, Cards: cardsPerFile,
		Texts: string(bytes.TrimSpace(marshalJSON(r.axisTexts()))),
	}
	for _, f := range r.finderFacets() {
		if f.facet != nil { // years are not lanes: they stand beside each other
			v.Lanes = append(v.Lanes, FinderFacet{Key: f.key, All: newLink(f.name, f.url)})
		}
	}
	for _, t := range r.site.Facet(site.KindFacet).Terms {
		v.Legend = append(v.Legend, r.kind(t.Slug))
	}
	return v
}

// axisTexts are what the script says: with {0} where it puts a value in, or by
// the names of plural forms where it counts.
func (r *Renderer) axisTexts() map[string]any {
	m := r.text
	return map[string]any{
		"close":    m.Text("action.close"),
		"count":    m.Forms("count.events"),
		"failed":   m.Text("finder.failed"),
		"others":   m.Text("axis.others"),
		"position": m.Text("event.position", "{0}", "{1}"),
		"today":    m.Text("strip.now"),
	}
}

// axisFile is axis/events.json: what the drawing needs of all events, in the
// order of their dates. What each has of kinds and signs is text: see
// search.AppendNumber.
type axisFile struct {
	Version string `json:"version"`
	// The clock of the axis is so many seconds ahead of UTC.
	East int `json:"east"`
	// Some dates have a time of day.
	Hours bool `json:"hours"`
	// Beginnings, in seconds since 1970-01-01T00:00:00 by the clock of the
	// axis. A number of 64 bits tells minutes apart over billions of years.
	From []float64 `json:"from"`
	// How long each date is, in seconds: 86400 for a day. 0 where one side is
	// open.
	Length []float64 `json:"length"`
	Kinds  []string  `json:"kinds"`
	// For each event, the place of its kind in Kinds, its signs, and its
	// importance.
	Events string    `json:"events"`
	IDs    []string  `json:"ids"`
	Titles []string  `json:"titles"`
	Dates  []string  `json:"dates"` // for readers
	Eras   []axisEra `json:"eras"`
}

type axisEra struct {
	Title  string  `json:"title"`
	From   float64 `json:"from"`
	Length float64 `json:"length"`
	Signs  int     `json:"signs"` // openStart and openEnd
}

// Signs say how a date is drawn, as numbers to be added up.
const (
	signWithin    = 1 << iota // a moment some time in this stretch
	signCirca                 // approximate or uncertain
	signOpenStart             // without a beginning, or with one that is not known
	signOpenEnd
	signSoftStart // with a beginning that is approximate or uncertain
	signSoftEnd
	signStruck // retracted or cancelled
	signSplit  // disputed
)

// axisJSON is what the script draws.
func (r *Renderer) axisJSON(route) []byte {
	events := r.site.Events
	c := clock{locale: r.locale, finest: finestUnit(events), east: commonOffset(events)}
	out := axisFile{Version: r.site.Version, East: c.east, Hours: c.finest < day, Eras: []axisEra{}}
	places := map[string]int{}
	var codes []byte
	for _, e := range events {
		from, length := c.seconds(e.Date)
		out.From, out.Length = append(out.From, from), append(out.Length, length)
		place, ok := places[e.Kind]
		if !ok {
			place = len(out.Kinds)
			places[e.Kind] = place
			out.Kinds = append(out.Kinds, e.Kind)
		}
		for _, n := range []int{place, signs(e), e.Importance} {
			codes = search.AppendNumber(codes, n)
		}
		out.IDs = append(out.IDs, e.ID)
		out.Titles = append(out.Titles, e.Title)
		out.Dates = append(out.Dates, r.locale.Format(e.Date))
	}
	out.Events = string(codes)
	for _, era := range r.site.Eras {
		from, length := c.seconds(era.Date)
		out.Eras = append(out.Eras, axisEra{era.Title, from, length, openSides(era.Date)})
	}
	return marshalJSON(out)
}

// seconds returns when a date begins, in seconds since 1970 by the clock, and
// how long it is. Where one side has no end, it is the other's moment; a date
// without either is put at 1970.
func (c clock) seconds(d edtf.Date) (from, length float64) {
	lower, upper := d.Lower(), d.Upper()
	from, to := math.Round(lower.Days()*unitDay), math.Round(upper.Days()*unitDay)+1 // a bound is a second that belongs to the date
	switch {
	case lower.IsInf() && upper.IsInf():
		return 0, 0
	case lower.IsInf():
		from = to
	case upper.IsInf():
		to = from
	}
	if d.HasZone() {
		from, to = from+float64(c.east), to+float64(c.east)
	}
	return from, max(0, to-from)
}

// unitDay is a day in seconds.
const unitDay = 86400

func openSides(d edtf.Date) (signs int) {
	if d.Lower().IsInf() || d.OpenStart() || d.UnknownStart() {
		signs |= signOpenStart
	}
	if d.Upper().IsInf() || d.OpenEnd() || d.UnknownEnd() {
		signs |= signOpenEnd
	}
	return signs
}

// signs say how the mark and the bar of an event are drawn.
func signs(e *event.Event) int {
	d := e.Date
	signs := openSides(d)
	if d.IsOneOf() || !d.IsInterval() && !d.IsSet() {
		signs |= signWithin
	}
	soft := func(d edtf.Date) bool { return d.Approximate() || d.Uncertain() }
	for _, sign := range []struct {
		sign int
		has  bool
	}{
		{signCirca, soft(d)},
		{signSoftStart, soft(d.Start())},
		{signSoftEnd, soft(d.End())},
		{signStruck, e.Status == event.Retracted || e.Status == event.Cancelled},
		{signSplit, e.Status == event.Disputed},
	} {
		if sign.has {
			signs |= sign.sign
		}
	}
	return signs
}
