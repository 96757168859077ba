package feedtest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"
)

const (
	atomSpace    = "http://www.w3.org/2005/Atom"
	contentSpace = "http://purl.org/rss/1.0/modules/content/"
	dublinCore   = "http://purl.org/dc/elements/1.1/"
)

// node is an element.
type node struct {
	name     xml.Name
	attr     map[string]string // without a namespace; xml:lang as "xml:lang"
	children []*node
	text     string // of its own, not of its children
}

// parse returns the root of a document, nil when it is not well-formed.
func (c *checker) parse(data []byte) *node {
	dec := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	open := []*node{root}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.report("not well-formed: %v", err)
			return nil
		}
		in := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: t.Name, attr: map[string]string{}}
			for _, a := range t.Attr {
				switch a.Name.Space {
				case "":
					n.attr[a.Name.Local] = a.Value
				case "xml", "http://www.w3.org/XML/1998/namespace":
					n.attr["xml:"+a.Name.Local] = a.Value
				}
			}
			in.children = append(in.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			in.text += string(t)
		}
	}
	if len(root.children) != 1 {
		c.report("%d root elements", len(root.children))
		return nil
	}
	return root.children[0]
}

// all returns the children of a name.
func (n *node) all(space, local string) (out []*node) {
	for _, child := range n.children {
		if child.name == (xml.Name{Space: space, Local: local}) {
			out = append(out, child)
		}
	}
	return out
}

// times checks that a child is there no more than once, and returns the first.
func (c *checker) times(n *node, space, local string, least int) *node {
	all := n.all(space, local)
	if len(all) < least || len(all) > 1 {
		c.report("<%s> has %d <%s>, and must have from %d to 1", n.name.Local, len(all), local, least)
	}
	if len(all) == 0 {
		return &node{attr: map[string]string{}}
	}
	return all[0]
}

// texts checks children that are there once and hold text.
func (c *checker) texts(n *node, space string, locals ...string) {
	for _, local := range locals {
		if child := c.times(n, space, local, 1); strings.TrimSpace(child.text) == "" {
			c.report("<%s> in <%s> is empty", local, n.name.Local)
		}
	}
}

// atom checks the rules of RFC 4287.
func (c *checker) atom(data []byte) {
	feed := c.parse(data)
	if feed == nil {
		return
	}
	if feed.name != (xml.Name{Space: atomSpace, Local: "feed"}) {
		c.report("the root is <%s> of %q, not <feed> of Atom", feed.name.Local, feed.name.Space)
		return
	}
	c.language("xml:lang", feed.attr["xml:lang"])
	c.texts(feed, atomSpace, "id", "title", "updated")                                  // section 4.1.1
	for _, local := range []string{"generator", "icon", "logo", "rights", "subtitle"} { // the same
		c.times(feed, atomSpace, local, 0)
	}
	c.atomShared(feed)
	links := c.atomLinks(feed)
	if len(links["self"]) != 1 {
		c.report("the feed names its own address %d times", len(links["self"]))
	}
	newest := c.time("updated", c.times(feed, atomSpace, "updated", 1).text)
	for _, entry := range feed.all(atomSpace, "entry") {
		if updated := c.atomEntry(entry, len(feed.all(atomSpace, "author")) > 0); updated.After(newest) {
			c.report("an entry is newer than the feed")
		}
	}
}

// atomShared checks what feeds and entries have alike.
func (c *checker) atomShared(n *node) {
	id := c.times(n, atomSpace, "id", 1).text
	c.address("id", id) // section 4.2.6
	for _, author := range n.all(atomSpace, "author") {
		c.texts(author, atomSpace, "name") // section 3.2
		c.times(author, atomSpace, "email", 0)
		if uri := c.times(author, atomSpace, "uri", 0).text; uri != "" {
			c.address("uri", uri)
		}
	}
	for _, category := range n.all(atomSpace, "category") {
		if category.attr["term"] == "" { // section 4.2.2.1
			c.report("a category has no term")
		}
	}
	for _, construct := range []string{"title", "subtitle", "rights", "summary"} {
		for _, text := range n.all(atomSpace, construct) {
			if t := text.attr["type"]; (t == "" || t == "text") && len(text.children) > 0 { // section 3.1.1.1
				c.report("<%s> of type text has elements", construct)
			}
		}
	}
	for _, child := range n.children {
		if child.name.Space == "" {
			c.report("<%s> has no namespace", child.name.Local)
		}
	}
}

// atomLinks checks the links of a feed or an entry, and returns their
// addresses by what they are.
func (c *checker) atomLinks(n *node) map[string][]string {
	links := map[string][]string{}
	alternates := map[string]bool{}
	for _, link := range n.all(atomSpace, "link") {
		rel := link.attr["rel"]
		if rel == "" {
			rel = "alternate"
		}
		c.address("link", link.attr["href"]) // section 4.2.7.1
		links[rel] = append(links[rel], link.attr["href"])
		if key := link.attr["type"] + " " + link.attr["hreflang"]; rel == "alternate" {
			if alternates[key] { // section 4.1.1
				c.report("two alternate links of one type")
			}
			alternates[key] = true
		}
	}
	return links
}

func (c *checker) atomEntry(entry *node, authored bool) time.Time {
	c.texts(entry, atomSpace, "id", "title", "updated") // section 4.1.2
	for _, local := range []string{"content", "published", "rights", "source", "summary"} {
		c.times(entry, atomSpace, local, 0)
	}
	c.atomShared(entry)
	c.id(c.times(entry, atomSpace, "id", 1).text)
	if !authored && len(entry.all(atomSpace, "author")) == 0 { // section 4.1.1
		c.report("an entry has no author, nor has the feed")
	}
	if len(c.atomLinks(entry)["alternate"]) == 0 {
		c.report("an entry has no page") // a must where there is no content; here always
	}
	content := c.times(entry, atomSpace, "content", 1)
	switch {
	case content.attr["type"] != "html":
		c.report("content is of type %q, not html", content.attr["type"])
	case len(content.children) > 0: // section 4.1.3.3
		c.report("content of type html has elements")
	default:
		c.html("content", content.text)
	}
	updated := c.time("updated", c.times(entry, atomSpace, "updated", 1).text)
	if published := entry.all(atomSpace, "published"); len(published) > 0 {
		if t := c.time("published", published[0].text); t.After(updated) {
			c.report("an entry was published after it was changed")
		}
	}
	return updated
}

// channelKeys and itemKeys are the elements of RSS 2.0 itself.
const (
	channelKeys = " title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl image rating textInput skipHours skipDays item "
	itemKeys    = " title link description author category comments enclosure guid pubDate source "
)

// rss checks the rules of RSS 2.0.11, of which few say "must", and of the RSS
// Advisory Board's profile.
func (c *checker) rss(data []byte) {
	root := c.parse(data)
	if root == nil {
		return
	}
	if root.name != (xml.Name{Local: "rss"}) || root.attr["version"] != "2.0" {
		c.report("the root is not <rss version=\"2.0\">")
		return
	}
	c.language("xml:lang", root.attr["xml:lang"])
	channel := c.times(root, "", "channel", 1)
	c.texts(channel, "", "title", "link", "description")
	c.address("link", c.times(channel, "", "link", 1).text)
	c.language("language", c.times(channel, "", "language", 1).text)
	for _, local := range []string{"copyright", "generator", "lastBuildDate", "pubDate"} {
		c.times(channel, "", local, 0)
	}
	for _, local := range []string{"lastBuildDate", "pubDate"} {
		for _, date := range channel.all("", local) {
			c.rfc822(local, date.text)
		}
	}
	self := c.times(channel, atomSpace, "link", 1)
	c.address("atom:link", self.attr["href"])
	if self.attr["rel"] != "self" {
		c.report("the feed does not name its own address")
	}
	c.known(channel, channelKeys)
	for _, item := range channel.all("", "item") {
		c.item(item)
	}
}

// known reports elements that are neither RSS nor of a namespace.
func (c *checker) known(n *node, keys string) {
	for _, child := range n.children {
		if child.name.Space == "" && !strings.Contains(keys, " "+child.name.Local+" ") {
			c.report("RSS has no <%s> in <%s>", child.name.Local, n.name.Local)
		}
	}
}

func (c *checker) item(item *node) {
	c.known(item, itemKeys)
	for _, local := range []string{"title", "link", "description", "author", "guid", "pubDate"} {
		c.times(item, "", local, 0)
	}
	if len(item.all("", "title")) == 0 && len(item.all("", "description")) == 0 {
		c.report("an item has neither title nor description")
	}
	for _, author := range item.all("", "author") {
		if !strings.Contains(author.text, "@") {
			c.report("author %q is no e-mail address", author.text)
		}
	}
	c.texts(item, dublinCore, "creator")
	c.address("link", c.times(item, "", "link", 1).text)
	guid := c.times(item, "", "guid", 1)
	c.id(guid.text)
	if guid.text == "" {
		c.report("a guid is empty")
	} else if guid.attr["isPermaLink"] != "false" {
		c.address("guid", guid.text)
	}
	c.rfc822("pubDate", c.times(item, "", "pubDate", 1).text)
	for _, updated := range item.all(atomSpace, "updated") {
		c.time("atom:updated", updated.text)
	}
	content := c.times(item, contentSpace, "encoded", 1)
	if len(content.children) > 0 {
		c.report("content:encoded has elements")
	}
	c.html("content:encoded", content.text)
}

// rfc822 checks a time as RSS has it, with a year of four digits.
func (c *checker) rfc822(where, s string) {
	if t, err := time.Parse(time.RFC1123Z, s); err != nil || t.Format(time.RFC1123Z) != s {
		c.report("%s: %q is no time of RFC 822 with four digits for the year", where, s)
	}
}
