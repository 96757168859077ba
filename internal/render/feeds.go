package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/event"
	"dateline/internal/feed"
	"dateline/internal/site"
)

const (
	// wholeFeed is how many entries the feed of the whole site holds, and that
	// of its corrections: a reader who looks once in a week misses nothing of
	// seven a day.
	wholeFeed = 50
	// partFeed is how many the feed of a tag, an actor or a kind holds, as many
	// as the first feeds could (RSS 0.91). There are hundreds of these, less
	// happens in each, and at twenty they would be a quarter of a large site.
	partFeed = 15
)

// feedFormat is a way to write a feed. Their files are site.FeedFiles.
type feedFormat struct {
	name, mediaType string
	write           func(*feed.Feed) []byte
}

var feedFormats = []feedFormat{
	{"Atom", feed.AtomType, (*feed.Feed).Atom},
	{"RSS", feed.RSSType, (*feed.Feed).RSS},
	{"JSON Feed", feed.JSONType, (*feed.Feed).JSON},
}

// latest is what the feeds are made of, newest first. It follows from the front
// matter of the events alone, and so stays right when a text changes.
type latest struct {
	events      []int // places in site.Events, of the entries that say when they appeared or changed
	rank        []int // by place in site.Events, the place in events; -1 for those that say nothing
	corrections []correctionAt
}

// correctionAt is a correction by its place: the event's in site.Events, and
// its own in those of the event.
type correctionAt struct {
	moment    string // as site.Change.At
	event, at int
}

// latestOf reads the changes of a site, of which the first of an entry is its
// newest. An entry that says neither when it appeared nor when it changed is in
// no feed: the date of an event is another thing, and a time that nobody knows
// must not be made up.
func latestOf(s *site.Site) latest {
	l := latest{rank: make([]int, len(s.Events))}
	for i := range l.rank {
		l.rank[i] = -1
	}
	for _, c := range s.Changes {
		if l.rank[c.Event] >= 0 {
			continue
		}
		l.rank[c.Event] = len(l.events)
		l.events = append(l.events, c.Event)
		for at, correction := range s.Events[c.Event].Corrections {
			if moment := s.Moment(correction.Date); moment != "" {
				l.corrections = append(l.corrections, correctionAt{moment, c.Event, at})
			}
		}
	}
	slices.SortStableFunc(l.corrections, func(a, b correctionAt) int {
		return cmp.Or(cmp.Compare(b.moment, a.moment), cmp.Compare(l.rank[a.event], l.rank[b.event]), cmp.Compare(b.at, a.at))
	})
	return l
}

// newest returns the places of the n events that changed last, newest first.
func (r *Renderer) newest(sc scope, n int) []int {
	if sc.index < 0 {
		return r.latest.events[:min(n, len(r.latest.events))]
	}
	var ranks []int
	for _, e := range sc.events {
		if rank := r.latest.rank[r.site.Index(e)]; rank >= 0 {
			ranks = append(ranks, rank)
		}
	}
	slices.Sort(ranks)
	places := make([]int, min(n, len(ranks)))
	for i := range places {
		places[i] = r.latest.events[ranks[i]]
	}
	return places
}

// planFeeds plans the feeds of all scopes, and of the corrections.
func (r *Renderer) planFeeds(p *Plan) {
	for _, sc := range r.scopes() {
		if !r.site.HasFeed(sc.events) {
			continue
		}
		for part, name := range site.FeedFiles {
			p.addPage(sc.url+name, route{data: (*Renderer).scopeFeed, index: sc.index, item: sc.item, part: part})
		}
	}
	if r.site.HasCorrectionFeed() {
		for part, name := range site.FeedFiles {
			p.addPage(site.CorrectionsURL+name, route{data: (*Renderer).correctionFeed, part: part})
		}
	}
}

// scopeFeed is the feed of a scope, in the format that is the part of rt.
func (r *Renderer) scopeFeed(rt route) []byte {
	sc, n := r.scopeFor(rt), partFeed
	if sc.index < 0 {
		n = wholeFeed
	}
	f := r.newFeed(r.feedTitle(sc.name), sc.url, rt.part)
	for _, place := range r.newest(sc, n) {
		f.Entries = append(f.Entries, r.feedEntry(place))
	}
	return writeFeed(f, rt.part)
}

// correctionFeed is the feed of the corrections: an entry for each.
func (r *Renderer) correctionFeed(rt route) []byte {
	f := r.newFeed(r.correctionsTitle(), site.CorrectionsURL, rt.part)
	for _, c := range r.latest.corrections[:min(wholeFeed, len(r.latest.corrections))] {
		f.Entries = append(f.Entries, r.correctionEntry(c))
	}
	return writeFeed(f, rt.part)
}

// newFeed returns a feed without its entries. Where nobody is named as the
// publisher, the site is: an author is a must.
func (r *Renderer) newFeed(title, url string, format int) *feed.Feed {
	f := &feed.Feed{
		Title: title, Subtitle: r.site.Description, Home: r.absolute(url), Self: r.absolute(url + site.FeedFiles[format]),
		Language:  r.site.Language,
		Publisher: feed.Person{Name: cmp.Or(r.site.Publisher.Name, r.site.Title), URL: cmp.Or(r.site.Publisher.URL, r.site.URL+"/")},
		Rights:    r.site.License, Generator: "dateline", About: r.text.Text("feed.about"),
	}
	for _, style := range []feed.Style{{Type: "text/css", URL: "style.css"}, {Type: "text/css", URL: "feed.css"}, {Type: "text/xsl", URL: "feed.xsl"}} {
		if address, err := r.theme.asset(style.URL); err == nil { // a theme may do without
			f.Styles = append(f.Styles, feed.Style{Type: style.Type, URL: r.base + address})
		}
	}
	return f
}

// writeFeed writes a feed as of its newest entry: for who follows, nothing else
// of it changes.
func writeFeed(f *feed.Feed, format int) []byte {
	for _, e := range f.Entries {
		if e.Updated.After(f.Updated) {
			f.Updated = e.Updated
		}
	}
	return feedFormats[format].write(f)
}

// feedTitle is what the feed of a scope of that name is called.
func (r *Renderer) feedTitle(name string) string {
	if name == "" {
		return r.site.Title
	}
	return r.labelled(r.site.Title, name)
}

func (r *Renderer) correctionsTitle() string { return r.feedTitle(r.text.Text("corrections.title")) }

// feedLinks are the feeds of a scope, for readers; nil when it has none.
func (r *Renderer) feedLinks(sc scope) []Link {
	if !r.site.HasFeed(sc.events) {
		return nil
	}
	return linksToFeeds(sc.url)
}

// correctionFeeds are the feeds of the corrections, for readers; nil when there
// are none.
func (r *Renderer) correctionFeeds() []Link {
	if !r.site.HasCorrectionFeed() {
		return nil
	}
	return linksToFeeds(site.CorrectionsURL)
}

func linksToFeeds(url string) []Link {
	var out []Link
	for i, format := range feedFormats {
		out = append(out, newLink(format.name, url+site.FeedFiles[i]))
	}
	return out
}

// feedAlternates are the feeds of a scope, for feed readers, and that of the
// whole site.
func (r *Renderer) feedAlternates(sc scope) []Alternate {
	out := r.alternateFeeds(r.feedTitle(sc.name), r.feedLinks(sc))
	if sc.index >= 0 {
		out = append(out, r.siteFeed()...)
	}
	return out
}

// correctionAlternates are the feeds of the corrections, for feed readers.
func (r *Renderer) correctionAlternates() []Alternate {
	return r.alternateFeeds(r.correctionsTitle(), r.correctionFeeds())
}

// siteFeed is the feed of the whole site in one format, for pages that have
// no feed, or another, of their own; nil when there is none.
func (r *Renderer) siteFeed() []Alternate {
	all := r.alternateFeeds(r.site.Title, r.feedLinks(r.whole()))
	return all[:min(1, len(all))]
}

// alternateFeeds tells programs of links to feeds, in the order of their formats.
func (r *Renderer) alternateFeeds(title string, links []Link) []Alternate {
	var out []Alternate
	for i, l := range links {
		out = append(out, Alternate{Type: feedFormats[i].mediaType, Title: r.text.Text("feed.named", title, l.Name), URL: l.URL})
	}
	return out
}

// correctionEntry is a correction as an entry of its own. It is told from
// others by its day and kind, which do not change when another is written
// before it.
func (r *Renderer) correctionEntry(c correctionAt) *feed.Entry {
	e := r.site.Events[c.event]
	correction := e.Corrections[c.at]
	at, url := r.site.Time(c.moment), r.absolute(e.URL())
	return &feed.Entry{
		ID: url + "#" + correctionID(e.Corrections, c.at), URL: url + "#" + correctionID(e.Corrections, c.at),
		Title: r.labelled(r.correctionName(correction.Kind), e.Title), Summary: correction.Text,
		Content: r.correctionHTML(correction) + paragraph(string(anchor(url, spaced(r.langOf(e)), e.Title))),
		// A correction is not changed itself.
		Published: at, Updated: at, Categories: r.categories(e),
	}
}

// correctionID names a correction of an event: "correction-2024-07-16", with a
// number when there are more of that kind on that day.
func correctionID(all []event.Correction, at int) string {
	id, n := all[at].Kind+"-"+all[at].Date.String(), 1
	for _, c := range all[:at] {
		if c.Kind == all[at].Kind && c.Date == all[at].Date {
			n++
		}
	}
	id = strings.NewReplacer(":", "", "+", "-").Replace(id)
	if n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// feedTimes returns when an entry appeared, zero when that is not known, and when
// it last changed.
func (r *Renderer) feedTimes(e *event.Event) (published, updated time.Time) {
	from, to := r.site.Dated(e)
	return r.site.Time(from), r.site.Time(cmp.Or(to, from))
}
