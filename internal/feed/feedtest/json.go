package feedtest

import (
	"encoding/json"
	"strings"
)

// object is a value of JSON, which is looked at as it is.
type object map[string]any

// json checks the rules of JSON Feed 1.1.
func (c *checker) json(data []byte) {
	var feed object
	if err := json.Unmarshal(data, &feed); err != nil {
		c.report("no JSON object: %v", err)
		return
	}
	if c.must(feed, "version") != "https://jsonfeed.org/version/1.1" {
		c.report("the version is %v", feed["version"])
	}
	c.must(feed, "title")
	c.address("home_page_url", c.must(feed, "home_page_url"))
	c.address("feed_url", c.must(feed, "feed_url"))
	c.language("language", c.must(feed, "language"))
	c.known11(feed, " version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs items ")
	c.authors(feed)
	items, ok := feed["items"].([]any)
	if !ok {
		c.report("items is no list")
	}
	for _, item := range items {
		object, ok := item.(map[string]any)
		if !ok {
			c.report("an item is no object")
			continue
		}
		c.jsonItem(object)
	}
}

// must returns a text that must be there.
func (c *checker) must(o object, key string) string {
	s, ok := o[key].(string)
	if !ok || strings.TrimSpace(s) == "" {
		c.report("%s is missing, or no text", key)
	}
	return s
}

// known11 reports keys that version 1.1 does not have; those of one's own begin
// with a low line.
func (c *checker) known11(o object, keys string) {
	for key := range o {
		if !strings.HasPrefix(key, "_") && !strings.Contains(keys, " "+key+" ") {
			c.report("JSON Feed 1.1 has no %s there", key)
		}
	}
}

func (c *checker) authors(o object) {
	authors, ok := o["authors"].([]any)
	if !ok || len(authors) == 0 {
		c.report("authors is no list of some")
	}
	for _, a := range authors {
		author, _ := a.(map[string]any)
		if author["name"] == nil && author["url"] == nil && author["avatar"] == nil {
			c.report("an author has neither name, url nor avatar")
		}
		if address, ok := author["url"].(string); ok {
			c.address("author", address)
		}
	}
}

func (c *checker) jsonItem(item object) {
	c.known11(item, " id url external_url title content_html content_text summary image banner_image date_published date_modified authors tags language attachments ")
	c.id(c.must(item, "id"))
	c.address("url", c.must(item, "url"))
	c.must(item, "title")
	text, isText := item["content_text"].(string)
	markup, isHTML := item["content_html"].(string)
	switch {
	case isHTML:
		c.html("content_html", markup)
	case !isText || text == "":
		c.report("an item has no content")
	}
	if image, ok := item["image"].(string); ok {
		c.address("image", image)
	}
	modified := c.time("date_modified", c.must(item, "date_modified"))
	if item["date_published"] != nil {
		if t := c.time("date_published", c.must(item, "date_published")); t.After(modified) {
			c.report("an item was published after it was changed")
		}
	}
	if item["language"] != nil {
		c.language("language", c.must(item, "language"))
	}
	if item["tags"] == nil {
		return
	}
	tags, ok := item["tags"].([]any)
	if !ok {
		c.report("tags is no list")
	}
	for _, tag := range tags {
		if _, ok := tag.(string); !ok {
			c.report("a tag is no text")
		}
	}
}
