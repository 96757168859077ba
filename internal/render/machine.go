package render

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strconv"

	"dateline/internal/edtf"
	"dateline/internal/tree"
)

// planMachineFiles plans what machines read: the sitemap and robots.txt.
func (r *Renderer) planMachineFiles(p *Plan) {
	if r.site.URL != "" {
		for _, o := range r.sitemaps() {
			p.add(o)
		}
	}
	if _, own := p.pages["robots.txt"]; !own {
		p.add(tree.Output{Path: "robots.txt", Data: r.robots()})
	}
}

// robots allows everything, and says where the sitemap is (RFC 9309).
func (r *Renderer) robots() []byte {
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

// sitemaps returns sitemap.xml, divided where it would be too long. Dates of
// change come from the content, and are left out where the content has none.
func (r *Renderer) sitemaps() []tree.Output {
	urls := r.sitemapURLs()
	if len(urls) <= maxSitemap {
		return []tree.Output{{Path: "sitemap.xml", Data: marshalXML(urlset{URLs: urls})}}
	}
	var out []tree.Output
	var index sitemapIndex
	for n := 1; len(urls) > 0; n++ {
		size := min(maxSitemap, len(urls))
		name := "sitemap-" + strconv.Itoa(n) + ".xml"
		out = append(out, tree.Output{Path: name, Data: marshalXML(urlset{URLs: urls[:size]})})
		index.Sitemaps = append(index.Sitemaps, sitemapURL{Loc: r.site.URL + "/" + name})
		urls = urls[size:]
	}
	return append(out, tree.Output{Path: "sitemap.xml", Data: marshalXML(index)})
}

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
	for _, ix := range r.indexes() {
		if len(ix.terms) == 0 {
			continue
		}
		add(ix.url, edtf.Date{})
		for _, t := range ix.terms {
			add(t.URL, edtf.Date{})
		}
	}
	for _, y := range r.site.Years {
		add(y.URL, edtf.Date{})
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
