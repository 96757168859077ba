package render

import (
	"slices"
	"strconv"

	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
)

// redirectPage stands at an address that something had before.
func (r *Renderer) redirectPage(rt route) (string, any) {
	old := r.site.Redirects[rt.item]
	return "redirect.html", RedirectPage{
		Common: r.commonFor("", Page{Title: old.Title, URL: old.To, NoIndex: true}), Target: old.To, Name: old.Title,
	}
}

func (r *Renderer) homePage(route) (string, any) {
	events := r.site.Events
	intro := r.body(r.site.Intro.HTML, true)
	h := HomePage{
		Common: r.commonFor("/", Page{
			URL: "/", Pictures: hasPictures(nil, intro), Alternates: r.alternates(r.whole()),
		}),
		Intro:  intro,
		Strip:  r.newStrip(events),
		Finder: r.finder(),
		News:   r.news(),
		Follow: r.follow(r.whole()),
	}
	if r.site.Axis {
		h.Axis = r.axisView()
	}
	if h.Axis == nil && h.Strip != nil && len(h.Strip.Marks) > 0 {
		for _, t := range r.site.Facet(site.KindFacet).Terms {
			h.Legend = append(h.Legend, r.kind(t.Slug))
		}
	}
	h.KeyDates, h.KeyMore = r.keyDates()
	before := 0
	if len(events) > pageEvents {
		before = len(events) - homeEvents
		h.Periods = r.waysIn()
		h.Earlier = new(newLink(r.locale.Format(events[before-1].Date), r.place(before-1)))
		events = events[before:]
	}
	events = r.reading(events)
	h.Timeline, h.Page.Data = r.timeline(events), r.homeLD(events, before)
	return "home.html", h
}

// maxKeyDates is how many dates the head of the home page holds.
const maxKeyDates = 6

// keyDates are the dates that matter now: as a build knows no now, the first
// after the latest change to the content, with the last before it, and those
// that follow.
func (r *Renderer) keyDates() ([]*Event, *Link) {
	events := r.site.KeyDates()
	first := 0
	latest := r.latestChange()
	for first < len(events) && (latest.IsZero() || events[first].Date.Upper().Compare(latest.Lower()) < 0) {
		first++
	}
	first = max(0, min(first-1, len(events)-maxKeyDates))
	var out []*Event
	for _, e := range events[first:min(len(events), first+maxKeyDates)] {
		out = append(out, r.view(e))
	}
	if len(events) <= maxKeyDates {
		return out, nil
	}
	return out, new(newLink(r.text.Count("home.allKeyDates", len(events)), r.kind(events[0].Kind).URL))
}

// latestChange is the last date on which an entry was published or changed.
func (r *Renderer) latestChange() edtf.Date {
	var latest edtf.Date
	for _, e := range r.site.Events {
		for _, d := range []edtf.Date{e.Published, e.Updated} {
			if !d.IsZero() && (latest.IsZero() || d.Lower().Compare(latest.Lower()) > 0) {
				latest = d
			}
		}
	}
	return latest
}

// reading returns events in the order that the site reads them.
func (r *Renderer) reading(events []*event.Event) []*event.Event {
	if !r.site.NewestFirst {
		return events
	}
	events = slices.Clone(events)
	slices.Reverse(events)
	return events
}

func (r *Renderer) eventPage(rt route) (string, any) {
	e := r.site.Events[rt.item]
	v := r.view(e)
	media, pictured := r.mediaViews(e)
	body := r.body(e.Body.HTML, !pictured)
	data, alternates := r.eventData(e)
	p := EventPage{
		Common: r.commonFor("/", Page{
			Title: e.Title, Description: v.Summary, URL: v.URL, Pictures: hasPictures(media, body),
			Alternates: append(r.siteFeed(), alternates...), Card: r.eventCard(e), Article: r.article(e, v), Locale: ogLocale(e.Language), Data: r.eventLD(e),
		}),
		Event: v, Body: body, Media: media, Sources: r.sourceViews(e),
		SourceCount: r.sourceCount(v.Sources, len(v.Publishers)), Claims: r.claimViews(e), AsItWas: e.Status == event.Retracted && e.Body.Words > 0,
		Corrections: r.correctionViews(e.Corrections), Eras: r.eraViews(e),
		Published: r.fullDate(e.Published), Place: r.place(rt.item),
		Position: r.text.Text("event.position", r.text.Number(rt.item+1), r.text.Number(len(r.site.Events))),
		Calendar: r.eventCalendar(e), Data: data, Cite: r.cite(e),
	}
	if e.Updated != e.Published {
		p.Updated = r.fullDate(e.Updated)
	}
	for _, id := range e.Related {
		if other, ok := r.site.Event(id); ok {
			p.Related = append(p.Related, r.view(other))
		}
	}
	previous, next := r.site.Neighbors(e)
	if previous != nil {
		p.Previous = r.view(previous)
	}
	if next != nil {
		p.Next = r.view(next)
	}
	return "event.html", p
}

func (r *Renderer) textPage(rt route) (string, any) {
	pg := r.site.Pages[rt.item]
	body := r.body(pg.Body.HTML, true)
	return "page.html", TextPage{
		Common:  r.commonFor(pg.URL(), Page{Title: pg.Title, Description: pg.Summary, URL: pg.URL(), Pictures: hasPictures(nil, body)}),
		Summary: pg.Summary, Body: body, Updated: r.dateView(pg.Updated),
	}
}

// notFoundURL is shown at every address that has no page, and so has none that
// is its own.
const notFoundURL = "/404.html"

func (r *Renderer) notFoundPage(route) (string, any) {
	return "404.html", TextPage{Common: r.commonFor("", Page{Title: r.text.Text("notFound.title"), URL: notFoundURL, NoIndex: true})}
}

// list is a list of events with an address.
type list struct {
	label, heading, url string
	events              []*event.Event
	total               int // events, when they are not listed here but in shorter periods
	index               Link
	kind                *Kind    // of a kind's list
	shorter             []Period // that the time of the list is divided into
	filter              string   // the address at which the list can be filtered
	scope               *scope   // nil when the list cannot be followed
	previous, next      *Link
}

// pageCount is how many pages a list of n events takes.
func pageCount(n int) int { return max(1, (n+pageEvents-1)/pageEvents) }

// pageURL is the address of page n, from 0, of a list.
func pageURL(url string, n int) string {
	if n == 0 {
		return url
	}
	return url + "page/" + strconv.Itoa(n+1) + "/"
}

// listPage is page n, from 0, of a list.
func (r *Renderer) listPage(l list, n int) (string, any) {
	events, pages := r.reading(l.events), pageCount(len(l.events))
	total := len(events)
	if l.total > 0 {
		total = l.total
	}
	shown := events[n*pageEvents : min(len(events), (n+1)*pageEvents)]
	title := l.heading
	if n > 0 {
		title = r.text.Text("nav.page", l.heading, r.text.Number(n+1))
	}
	page := Page{
		Title: title, URL: pageURL(l.url, n),
		Description: r.text.Count("count.description", total, l.heading, r.site.Title), Data: r.listLD(l, n, shown),
	}
	var follow *Follow
	if l.scope != nil {
		page.Alternates, follow = r.alternates(*l.scope), r.follow(*l.scope)
	}
	v := ListPage{
		Common: r.commonFor(l.index.URL, page), Follow: follow,
		Label: l.label, Heading: l.heading, Kind: l.kind, Total: total, Index: l.index,
		Timeline: r.timeline(shown), Periods: l.shorter, Filter: l.filter,
		Previous: l.previous, Next: l.next, Number: n + 1,
	}
	v.Numbers = r.pageNumbers(l.url, n, pages)
	return "list.html", v
}

// pageNumbers are links to the pages of a list, seen from page n; none when
// there is one page.
func (r *Renderer) pageNumbers(url string, n, pages int) []Link {
	if pages < 2 {
		return nil
	}
	numbers := make([]Link, pages)
	for i := range pages {
		numbers[i] = newLink(r.text.Number(i+1), pageURL(url, i))
		numbers[i].Current = i == n
	}
	return numbers
}
