package render

import (
	"cmp"
	"html/template"
	"strconv"

	"dateline/internal/event"
	"dateline/internal/site"
)

// A list is at its address for readers, and below /embed/ for other sites, which
// show it in a frame: a document of its own, light and complete without script.

// embedEvents is how many events a page to embed holds at most: a frame is a
// part of another page, and what it leaves out is a link away.
const embedEvents = 100

// embedFrameHeight is the height of a frame whose page cannot say how high it is,
// in CSS pixels: five or six events. embedWidth is the width that oEmbed wants to
// be told of a frame that is as wide as there is room.
const (
	embedFrameHeight = 600
	embedWidth       = 600
)

// elementScript is the script of <dateline-timeline>, by its name in static/. The
// pages of other sites name it, and so it keeps that name.
const elementScript = "embed.js"

// planEmbeds plans the pages to embed, and what describes them by oEmbed.
func (r *Renderer) planEmbeds(p *Plan) {
	for _, sc := range r.scopes() {
		p.addPage(site.EmbedURL(sc.url), route{page: (*Renderer).embedPage, index: sc.index, item: sc.item})
		if r.site.URL != "" {
			p.pages[oembedPath(sc)] = planned{route: route{data: (*Renderer).oembed, index: sc.index, item: sc.item}}
		}
	}
}

// embedPage is a list as other sites show it: its latest events.
func (r *Renderer) embedPage(rt route) (string, any) {
	sc := r.scopeFor(rt)
	latest := r.reading(sc.events[max(0, len(sc.events)-embedEvents):])
	v := EmbedPage{
		Common:  r.commonFor("", Page{Title: sc.name, URL: sc.url, NoIndex: true}),
		Heading: cmp.Or(sc.name, r.site.Title), List: sc.url, Total: len(sc.events), Shown: len(latest),
	}
	for _, e := range latest {
		year := r.year(e)
		if n := len(v.Years); n == 0 || v.Years[n-1].URL != year.URL {
			v.Years = append(v.Years, EmbedYear{Label: r.locale.Year(year.From), ID: "y" + strconv.FormatInt(year.From, 10), URL: year.URL})
		}
		y := &v.Years[len(v.Years)-1]
		y.Items = append(y.Items, r.embedItem(e))
	}
	return "embed.html", v
}

// embedItem returns an event's entry in the pages to embed.
func (r *Renderer) embedItem(e *event.Event) template.HTML {
	en := r.entry[r.site.Index(e)]
	en.embed.once.Do(func() { en.embed.render(r.theme, "embed-item.html", r.view(e)) })
	return en.embed.html
}

// embedLinks is how to put a scope on another site. That takes the address of
// this one.
func (r *Renderer) embedLinks(sc scope) *Embed {
	if r.site.URL == "" {
		return nil
	}
	title := template.HTMLEscapeString(r.embedTitle(sc))
	page := template.HTMLEscapeString(r.absolute(site.EmbedURL(sc.url)))
	return &Embed{
		URL:   site.EmbedURL(sc.url),
		Frame: r.embedFrame(sc),
		Element: `<script async src="` + template.HTMLEscapeString(r.absolute("/"+elementScript)) + `"></script>` + "\n" +
			`<dateline-timeline src="` + page + `" title="` + title + `">` + "\n" +
			`<a href="` + template.HTMLEscapeString(r.absolute(sc.url)) + `">` + title + "</a>\n" +
			`</dateline-timeline>`,
	}
}

// embedFrame is the markup of a frame that shows a scope.
func (r *Renderer) embedFrame(sc scope) string {
	return `<iframe src="` + template.HTMLEscapeString(r.absolute(site.EmbedURL(sc.url))) +
		`" title="` + template.HTMLEscapeString(r.embedTitle(sc)) +
		`" width="100%" height="` + strconv.Itoa(embedFrameHeight) + `" frameborder="0" loading="lazy"></iframe>`
}

// embedTitle names a scope among all that a page of another site shows.
func (r *Renderer) embedTitle(sc scope) string {
	if sc.name == "" {
		return r.site.Title
	}
	return r.labelled(r.site.Title, sc.name)
}

// oembedPath is where a scope is described by oEmbed. Programs learn it from the
// page of the list: a static site cannot answer for any page at one address.
func oembedPath(sc scope) string {
	if sc.index < 0 {
		return "oembed.json"
	}
	return site.EmbedURL(sc.url)[1:] + "oembed.json"
}

// embedAlternates leads to the oEmbed description of a scope.
func (r *Renderer) embedAlternates(sc scope) []Alternate {
	if r.site.URL == "" {
		return nil
	}
	return []Alternate{{Type: "application/json+oembed", Title: r.embedTitle(sc), URL: r.absolute("/" + oembedPath(sc))}}
}

// oembedAge is how long a description may be kept, in seconds: a day.
const oembedAge = 86400

// oembedFile is an oEmbed response of the type "rich" (oembed.com, sections 2.3.4
// and 2.3.4.4). A file cannot answer for maxwidth and maxheight: the frame is as
// wide as there is room, whatever Width says.
type oembedFile struct {
	Type            string `json:"type"`
	Version         string `json:"version"`
	Title           string `json:"title"`
	AuthorName      string `json:"author_name,omitempty"`
	AuthorURL       string `json:"author_url,omitempty"`
	ProviderName    string `json:"provider_name"`
	ProviderURL     string `json:"provider_url"`
	CacheAge        int    `json:"cache_age"`
	ThumbnailURL    string `json:"thumbnail_url,omitempty"`
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty"`
	HTML            string `json:"html"`
	Width           int    `json:"width"`
	Height          int    `json:"height"`
}

// oembed describes a scope to programs that make links into what they lead to.
func (r *Renderer) oembed(rt route) []byte {
	sc := r.scopeFor(rt)
	v := oembedFile{
		Type: "rich", Version: "1.0", Title: cmp.Or(sc.name, r.site.Title),
		AuthorName: r.site.Publisher.Name, AuthorURL: r.site.Publisher.URL,
		ProviderName: r.site.Title, ProviderURL: r.absolute("/"), CacheAge: oembedAge,
		HTML: r.embedFrame(sc), Width: embedWidth, Height: embedFrameHeight,
	}
	if card := r.siteCard(); card != nil { // all three or none (section 2.3.4)
		v.ThumbnailURL, v.ThumbnailWidth, v.ThumbnailHeight = card.URL, card.Width, card.Height
	}
	return marshalJSON(v)
}
