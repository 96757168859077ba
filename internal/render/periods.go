package render

import (
	"fmt"
	"slices"

	"dateline/internal/event"
	"dateline/internal/site"
)

const (
	// homeEvents is how many events the home page of a larger site holds: the
	// latest.
	homeEvents = 30
	// fewYears is how many years are too few to lead into a large timeline by,
	// so that their months do.
	fewYears = 4
	// monthsFrom is the number of events from which a year's page leads to its
	// months.
	monthsFrom = 40
)

// listed is how many events the page of a period lists: all of a year, those of
// a longer period only where they fit on one page. The years lead on.
func (r *Renderer) listed(p *site.Period) int {
	if len(p.Parts) > 0 && p.Len() > pageEvents {
		return 0
	}
	return p.Len()
}

// periodName is a year, or the first and last of a longer period.
func (r *Renderer) periodName(p *site.Period) string {
	if p.From == p.To {
		return r.locale.Year(p.From)
	}
	return r.locale.Years(p.From, p.To)
}

// periodPage lists the events of a year, or leads to the years of a decade.
func (r *Renderer) periodPage(rt route) (string, any) {
	p := r.periods[rt.item]
	l := list{
		label: r.text.Text("facet.year"), heading: r.periodName(p), url: p.URL, index: newLink(r.text.Text("nav.timeline"), "/"),
		events: r.site.Events[p.First:p.Last], total: p.Len(),
	}
	if p.Whole != nil {
		l.index = newLink(r.periodName(p.Whole), p.Whole.URL)
	}
	siblings := r.site.Years
	if len(p.Parts) > 0 {
		l.label, l.shorter = r.text.Text("facet.period"), r.periodViews(p.Parts)
		l.events = l.events[:r.listed(p)]
		siblings = r.site.Periods
		if p.Whole != nil {
			siblings = p.Whole.Parts
		}
	} else if p.Len() >= monthsFrom {
		l.shorter = r.monthViews([]*site.Period{p})
	}
	i := slices.Index(siblings, p)
	if i > 0 {
		l.previous = r.periodLink(siblings[i-1])
	}
	if i+1 < len(siblings) {
		l.next = r.periodLink(siblings[i+1])
	}
	return r.listPage(l, rt.part)
}

func (r *Renderer) periodLink(p *site.Period) *Link { return new(newLink(r.periodName(p), p.URL)) }

// waysIn leads into every part of a large timeline: by decades, years or
// months, whichever there are enough and not too many of.
func (r *Renderer) waysIn() []Period {
	if len(r.site.Years) <= fewYears {
		return r.monthViews(r.site.Years)
	}
	return r.periodViews(r.site.Periods)
}

func (r *Renderer) periodViews(periods []*site.Period) []Period {
	out := make([]Period, 0, len(periods))
	for _, p := range periods {
		out = append(out, Period{Label: r.periodName(p), URL: p.URL, Count: p.Len()})
	}
	return out
}

// monthViews counts the events of years by month. Those whose month is not
// known are the year's.
func (r *Renderer) monthViews(years []*site.Period) []Period {
	var out []Period
	for _, y := range years {
		unknown := 0
		for i := y.First; i < y.Last; i++ {
			e := r.site.Events[i]
			name := r.monthName(e)
			if name == "" {
				unknown++
				continue
			}
			label := name
			if len(years) > 1 {
				label = r.locale.MonthYear(y.From, e.Date.FiledMonth())
			}
			if n := len(out); n == 0 || out[n-1].Label != label {
				out = append(out, Period{Label: label, URL: r.monthURL(e)})
			}
			out[len(out)-1].Count++
		}
		if unknown > 0 && len(years) > 1 {
			out = append(out, Period{Label: r.locale.Year(y.From), URL: y.URL, Count: unknown})
		}
	}
	return out
}

// yearPart is the page of its year that an event, by its place, is on, from 0.
func (r *Renderer) yearPart(i int) (*site.Period, int) {
	y := r.site.Years[r.yearOf[i]]
	if r.site.NewestFirst {
		return y, (y.Last - 1 - i) / pageEvents
	}
	return y, (i - y.First) / pageEvents
}

// place is where an event, by its place in the site, stands in the timeline:
// on the page of its year.
func (r *Renderer) place(i int) string {
	y, part := r.yearPart(i)
	return pageURL(y.URL, part) + "#" + anchorID(r.site.Events[i])
}

// anchorID is the id of an event's entry in a list.
func anchorID(e *event.Event) string {
	prefix := e.IDPrefix()
	return "at-" + prefix[:len(prefix)-len("--")]
}

// monthURL is where the month of an event begins, on the page of its year.
func (r *Renderer) monthURL(e *event.Event) string {
	i := r.site.Index(e)
	y := r.year(e)
	step := -1
	if r.site.NewestFirst {
		step = 1
	}
	for j := i + step; y.First <= j && j < y.Last && r.monthName(r.site.Events[j]) == r.monthName(e); j += step {
		i = j
	}
	_, part := r.yearPart(i)
	return pageURL(y.URL, part) + "#" + monthID(e)
}

// monthID is the id of the list of a month that is known: m2024-07.
func monthID(e *event.Event) string {
	return fmt.Sprintf("m%d-%02d", e.Date.Year(), e.Date.FiledMonth())
}
