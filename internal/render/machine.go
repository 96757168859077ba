package render

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strconv"
	"time"

	"dateline/internal/event"
	"dateline/internal/site"
)

// planMachineFiles plans what machines read: the sitemap and robots.txt.
func (r *Renderer) planMachineFiles(p *Plan) {
	for _, url := range recordPages {
		if _, made := p.pages[filePath(url)]; made {
			r.records = append(r.records, url)
		}
	}
	if r.site.URL != "" {
		r.planSitemaps(p)
	}
	if _, own := p.pages["robots.txt"]; !own {
		p.pages["robots.txt"] = planned{route: route{data: (*Renderer).robots}}
	}
}

// robots allows everything, and says where the sitemap is (RFC 9309).
func (r *Renderer) robots(route) []byte {
	text := "User-agent: *\nAllow: /\n"
	if r.site.URL != "" {
		text += "Sitemap: " + r.site.URL + "/sitemap.xml\n"
	}
	return []byte(text)
}

// maxSitemap is how many addresses a sitemap may hold (sitemaps.org protocol).
const maxSitemap = 50_000

type sitemapURL struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod,omitempty"`
}

type urlset struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName  xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Sitemaps []sitemapURL `xml:"sitemap"`
}

// planSitemaps plans sitemap.xml, divided where it would be too long.
func (r *Renderer) planSitemaps(p *Plan) {
	n := r.sitemapLen()
	if n <= maxSitemap {
		p.pages["sitemap.xml"] = planned{route: route{data: (*Renderer).sitemap}}
		return
	}
	p.pages["sitemap.xml"] = planned{route: route{data: (*Renderer).sitemapIndex, item: n}}
	for part := range sitemapParts(n) {
		p.pages[sitemapName(part)] = planned{route: route{data: (*Renderer).sitemap, part: part}}
	}
}

func sitemapParts(n int) int { return (n + maxSitemap - 1) / maxSitemap }

func sitemapName(part int) string { return "sitemap-" + strconv.Itoa(part+1) + ".xml" }

// sitemap is one part of the sitemap.
func (r *Renderer) sitemap(rt route) []byte {
	urls := r.sitemapURLs()
	from := rt.part * maxSitemap
	return marshalXML(urlset{URLs: urls[from:min(from+maxSitemap, len(urls))]})
}

// sitemapIndex lists the parts of a sitemap of item addresses.
func (r *Renderer) sitemapIndex(rt route) []byte {
	var index sitemapIndex
	for part := range sitemapParts(rt.item) {
		index.Sitemaps = append(index.Sitemaps, sitemapURL{Loc: r.site.URL + "/" + sitemapName(part)})
	}
	return marshalXML(index)
}

// recordPages are the lists of what stands behind the entries, in the order of
// the sitemap, for sites that have them.
var recordPages = []string{site.ChangesURL, site.CorrectionsURL, site.SourcesURL}

// sitemapLen is the length of sitemapURLs.
func (r *Renderer) sitemapLen() int {
	n := 1 + len(r.site.Events) + len(r.site.Pages) + len(r.periods) + len(r.records)
	for _, f := range r.site.Facets {
		if len(f.Terms) > 0 {
			n += 1 + len(f.Terms)
		}
	}
	if r.site.HasAxis() {
		n++
	}
	if r.site.HasFacets() {
		n++
	}
	return n
}

// sitemapURLs returns the address of every page. Dates of change come from the
// content, and are left out where the content has none: a list changes with the
// newest of its events.
func (r *Renderer) sitemapURLs() []sitemapURL {
	changed, appeared := r.changeDays()
	newest := latestDay(changed, r.site.Events, r.site)
	urls := make([]sitemapURL, 0, r.sitemapLen())
	add := func(address, day string) {
		urls = append(urls, sitemapURL{Loc: r.absolute(address), Lastmod: day})
	}
	add("/", newest)
	for i, e := range r.site.Events {
		add(e.URL(), changed[i])
	}
	for _, p := range r.site.Pages {
		add(p.URL(), p.Updated.Datetime())
	}
	if r.site.HasAxis() {
		add(axisURL, newest)
	}
	// What lists values and counts their events changes when an event appears.
	if r.site.HasFacets() {
		add("/by/", latestDay(appeared, r.site.Events, r.site))
	}
	for _, f := range r.site.Facets {
		if len(f.Terms) == 0 {
			continue
		}
		at := len(urls)
		add(f.URL, "")
		for _, t := range f.Terms {
			add(t.URL, latestDay(changed, t.Events, r.site))
			urls[at].Lastmod = max(urls[at].Lastmod, latestDay(appeared, t.Events, r.site))
		}
	}
	for _, p := range r.periods {
		add(p.URL, latestDay(changed, r.site.Events[p.First:p.Last], r.site))
	}
	for _, url := range r.records {
		day := newest
		if url == site.CorrectionsURL {
			day = r.site.Changes[r.fixes[0].change].Day()
		}
		add(url, day)
	}
	return urls
}

// changeDays are the days on which each event, by its place in the site, was
// last changed, and on which it appeared; "" where the content does not say.
func (r *Renderer) changeDays() (changed, appeared []string) {
	changed, appeared = make([]string, len(r.site.Events)), make([]string, len(r.site.Events))
	for i, e := range r.site.Events {
		published, last := r.site.Dated(e)
		changed[i], appeared[i] = dayOfMoment(max(published, last)), dayOfMoment(published)
	}
	return changed, appeared
}

// dayOfMoment is the day of a moment. A sitemap takes no time without a zone (W3C
// Date and Time Formats), and needs none.
func dayOfMoment(moment string) string { return moment[:min(len(moment), len(time.DateOnly))] }

// latestDay is the latest of the days of some events.
func latestDay(days []string, events []*event.Event, s *site.Site) (latest string) {
	for _, e := range events {
		latest = max(latest, days[s.Index(e)])
	}
	return latest
}

// absolute is a root-relative address in full, for a site whose own is known.
func (r *Renderer) absolute(address string) string { return r.site.URL + escapePath(address) }

// escapePath writes a root-relative address as a URI (RFC 3986), which is what
// machines read: addresses inside the site keep the letters of their language.
func escapePath(address string) string { return (&url.URL{Path: address}).EscapedPath() }

func marshalXML(v any) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(v); err != nil {
		panic("render: a struct of strings does not fail to marshal: " + err.Error())
	}
	b.WriteByte('\n')
	return b.Bytes()
}
