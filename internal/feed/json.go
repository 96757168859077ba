package feed

import (
	"bytes"
	"encoding/json"
	"time"
)

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Authors     []jsonAuthor `json:"authors"`
	Language    string       `json:"language,omitempty"`
	Rights      string       `json:"_rights,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	ID            string   `json:"id"`
	URL           string   `json:"url"`
	Title         string   `json:"title"`
	ContentHTML   string   `json:"content_html"`
	Summary       string   `json:"summary,omitempty"`
	Image         string   `json:"image,omitempty"`
	DatePublished string   `json:"date_published,omitempty"`
	DateModified  string   `json:"date_modified"`
	Tags          []string `json:"tags,omitempty"`
	Language      string   `json:"language,omitempty"`
}

// JSON returns the feed as JSON Feed. The format has no key for rights: keys of
// one's own begin with a low line.
func (f *Feed) JSON() []byte {
	j := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: clean(f.Title), HomePageURL: clean(f.Home), FeedURL: clean(f.Self),
		Description: clean(f.Subtitle), Language: clean(f.Language), Rights: clean(f.Rights),
		Authors: []jsonAuthor{{Name: clean(f.Publisher.Name), URL: clean(f.Publisher.URL)}},
		Items:   make([]jsonItem, 0, len(f.Entries)), // never null
	}
	for _, e := range f.Entries {
		j.Items = append(j.Items, e.json())
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(j); err != nil {
		panic("feed: a struct of strings does not fail to marshal: " + err.Error())
	}
	return b.Bytes()
}

func (e *Entry) json() jsonItem {
	item := jsonItem{
		ID: clean(e.ID), URL: clean(e.URL), Title: clean(e.Title), ContentHTML: clean(e.Content), Summary: clean(e.Summary),
		Image: clean(e.Image), DateModified: e.Updated.Format(time.RFC3339), Language: clean(e.Language),
	}
	if !e.Published.IsZero() {
		item.DatePublished = e.Published.Format(time.RFC3339)
	}
	for _, c := range e.Categories {
		item.Tags = append(item.Tags, clean(c))
	}
	return item
}
