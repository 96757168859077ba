package feed

import (
	"encoding/xml"
	"strings"
	"time"
)

type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Lang    string   `xml:"xml:lang,attr,omitempty"`
	Channel rssChannel
}

type rssChannel struct {
	XMLName       xml.Name `xml:"channel"`
	Title         string   `xml:"title"`
	Link          string   `xml:"link"`
	Description   string   `xml:"description"`
	Language      string   `xml:"language,omitempty"`
	Copyright     string   `xml:"copyright,omitempty"`
	LastBuildDate string   `xml:"lastBuildDate"`
	Generator     string   `xml:"generator,omitempty"`
	Self          rssSelf
	About         *about
	Items         []rssItem
}

type rssSelf struct {
	XMLName xml.Name `xml:"atom:link"`
	Rel     string   `xml:"rel,attr"`
	Type    string   `xml:"type,attr"`
	Href    string   `xml:"href,attr"`
}

type rssItem struct {
	XMLName     xml.Name `xml:"item"`
	Lang        string   `xml:"xml:lang,attr,omitempty"`
	Title       string   `xml:"title"`
	Opener      opener
	Link        string `xml:"link"`
	GUID        rssGUID
	PubDate     string   `xml:"pubDate"`
	Updated     string   `xml:"atom:updated"`
	Creator     string   `xml:"dc:creator"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description,omitempty"`
	Content     text     `xml:"content:encoded"`
}

type rssGUID struct {
	XMLName     xml.Name `xml:"guid"`
	IsPermaLink bool     `xml:"isPermaLink,attr"`
	ID          string   `xml:",chardata"`
}

// rfc822 is how RSS writes times: with the name of the day, and four digits for
// the year.
const rfc822 = time.RFC1123Z

// RSS returns the feed as RSS 2.0. The time of an item is when it was
// published, as the specification has it, or when it was changed where that is
// all that is known.
func (f *Feed) RSS() []byte {
	r := rss{
		Version: "2.0", Lang: clean(f.Language),
		Atom: "http://www.w3.org/2005/Atom", Content: "http://purl.org/rss/1.0/modules/content/", DC: "http://purl.org/dc/elements/1.1/",
	}
	r.Channel = rssChannel{
		Title: clean(f.Title), Link: clean(f.Home), Description: asHTML(f.Subtitle),
		Language: clean(f.Language), Copyright: clean(f.Rights), LastBuildDate: f.Updated.Format(rfc822), Generator: clean(f.Generator),
		Self: rssSelf{Rel: "self", Type: RSSType, Href: clean(f.Self)}, About: f.about(),
	}
	if f.Subtitle == "" {
		r.Channel.Description = asHTML(f.Title) // it must not be missing
	}
	for _, e := range f.Entries {
		item := e.rss(f.Publisher.Name)
		item.Content = f.content(e)
		r.Channel.Items = append(r.Channel.Items, item)
	}
	return f.document(r)
}

// rss returns all of an entry but its content.
func (e *Entry) rss(creator string) rssItem {
	published := e.Published
	if published.IsZero() {
		published = e.Updated
	}
	item := rssItem{
		Lang: clean(e.Language), Title: clean(e.Title), Opener: e.opener(), Link: clean(e.URL),
		GUID:    rssGUID{IsPermaLink: e.ID == e.URL, ID: clean(e.ID)},
		PubDate: published.Format(rfc822), Updated: e.Updated.Format(time.RFC3339), Creator: clean(creator),
		Description: asHTML(e.Summary),
	}
	for _, c := range e.Categories {
		item.Categories = append(item.Categories, clean(c))
	}
	return item
}

// asHTML writes text as HTML, which a description is. Quotes are fine there.
func asHTML(s string) string { return htmlSigns.Replace(clean(s)) }

var htmlSigns = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
