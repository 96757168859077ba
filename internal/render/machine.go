package render

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strconv"

	"dateline/internal/edtf"
	"dateline/internal/site"
)

// planMachineFiles plans what machines read: the sitemap and robots.txt.
func (r *Renderer) planMachineFiles(p *Plan) {
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

// sitemapLen is the length of sitemapURLs.
func (r *Renderer) sitemapLen() int {
	n := 1 + len(r.site.Events) + len(r.site.Pages) + len(r.periods)
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
	if len(r.site.Changes) > 0 {
		n++
	}
	return n
}

// sitemapURLs returns the address of every page. Dates of change come from the
// content, and are left out where the content has none.
func (r *Renderer) sitemapURLs() []sitemapURL {
	urls := []sitemapURL{{Loc: r.site.URL + "/"}}
	add := func(address string, changed edtf.Date) {
		urls = append(urls, sitemapURL{Loc: r.site.URL + escapePath(address), Lastmod: changed.Datetime()})
	}
	for _, e := range r.site.Events {
		changed := e.Updated
		if changed.IsZero() {
			changed = e.Published
		}
		add(e.URL(), changed)
	}
	for _, p := range r.site.Pages {
		add(p.URL(), p.Updated)
	}
	if r.site.HasAxis() {
		add(axisURL, edtf.Date{})
	}
	if r.site.HasFacets() {
		add("/by/", edtf.Date{})
	}
	for _, f := range r.site.Facets {
		if len(f.Terms) == 0 {
			continue
		}
		add(f.URL, edtf.Date{})
		for _, t := range f.Terms {
			add(t.URL, edtf.Date{})
		}
	}
	for _, p := range r.periods {
		add(p.URL, edtf.Date{})
	}
	if len(r.site.Changes) > 0 {
		add(site.ChangesURL, r.latestChange())
	}
	return urls
}

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
