package render

import (
	"html/template"
	"slices"
	"strconv"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// pageEvents is how many events one page holds at most. A longer list is
// divided: a document of a few hundred entries is read, one of ten thousand
// is not even scrolled.
const pageEvents = 200

// timeline arranges events, given in the order they are to be read, by year
// and month.
func (r *Renderer) timeline(events []*event.Event) Timeline {
	t := Timeline{Shown: len(events)}
	seenEra := make([]bool, len(r.site.Eras))
	for i, e := range events {
		year := r.year(e)
		if n := len(t.Years); n == 0 || t.Years[n-1].URL != year.URL {
			t.Years = append(t.Years, Year{Label: r.locale.Year(year.From), ID: "y" + strconv.FormatInt(year.From, 10), URL: year.URL})
		}
		y := &t.Years[len(t.Years)-1]
		month := r.monthName(e)
		if n := len(y.Months); n == 0 || y.Months[n-1].Name != month {
			y.Months = append(y.Months, Month{Name: month, ID: r.newMonthID(y.Months, month, e)})
		}
		m := &y.Months[len(y.Months)-1]
		m.Items = append(m.Items, r.item(e, events, i, seenEra))
	}
	for _, year := range t.Years {
		for i := range year.Months {
			n := len(year.Months[i].Items)
			year.Months[i].Zone = r.commonZone(events[:n])
			events = events[n:]
		}
	}
	return t
}

// commonZone is the zone of the times of a month, when there are several and
// all have the same: then the month's heading says it. Cards say it too, for
// lists of events from anywhere, and style.css hides it below such a heading.
// An interval says its own.
func (r *Renderer) commonZone(events []*event.Event) string {
	common, times := "", 0
	for _, e := range events {
		if !e.Date.HasTime() || e.Date.IsInterval() || e.Date.IsSet() {
			continue
		}
		zone := r.view(e).Date.Zone
		if times++; zone == "" || times > 1 && zone != common {
			return ""
		}
		common = zone
	}
	if times < 2 {
		return ""
	}
	return common
}

// newMonthID is the id of a month that begins on a page: none for events whose
// month is not known, nor when an event of no known month stands amid it.
func (r *Renderer) newMonthID(seen []Month, name string, e *event.Event) string {
	if name == "" || slices.ContainsFunc(seen, func(m Month) bool { return m.Name == name }) {
		return ""
	}
	return monthID(e)
}

// monthName is the month that an event is listed under, "" when it is not
// known: a year's event is not January's.
func (r *Renderer) monthName(e *event.Event) string {
	if e.Date.Precision() < edtf.Month {
		return ""
	}
	return r.locale.MonthName(e.Date.FiledMonth())
}

func (r *Renderer) item(e *event.Event, events []*event.Event, i int, seenEra []bool) Item {
	v := r.view(e)
	it := Item{Event: v, ID: anchorID(e), Class: v.Class, Card: r.card(e)}
	inEra, ends := false, false
	for n, era := range r.site.Eras {
		if !within(e.Date, era.Date) {
			continue
		}
		inEra = true
		if !seenEra[n] {
			seenEra[n] = true
			it.Begin = append(it.Begin, Era{era.Title, r.dateView(era.Date)})
		}
		ends = ends || i+1 == len(events) || !within(events[i+1].Date, era.Date)
	}
	if inEra {
		it.Class += " in-era"
	}
	if len(it.Begin) > 0 {
		it.Class += " era-begins"
	}
	if ends {
		it.Class += " era-ends"
	}
	// A large site has a hundred thousand entries in its lists, and this is
	// quicker than two actions of a template. Classes are made of slugs.
	it.Attributes = template.HTMLAttr(`class="item ` + it.Class + `" id="` + template.HTMLEscapeString(it.ID) + `"`)
	return it
}
