package site

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
)

// checkLinks checks the links and pictures of every text, and the media of
// every event.
func (c *checker) checkLinks() {
	c.checkBody(c.index.path(), event.TextPrefix, c.index.Intro)
	for _, e := range slices.Concat(c.suspects(), c.unfit) {
		c.checkEventLinks(e)
	}
	for _, p := range c.pages {
		c.checkBody("pages/"+p.ID+".md", event.TextPrefix, p.Body)
	}
}

// suspects returns the events with a link that leads nowhere, in order. All
// links are looked at on two processors; what is wrong with the few bad ones is
// found out on one, since a search for what was meant remembers the others.
func (c *checker) suspects() []*event.Event {
	half := len(c.events) / 2
	var first, second []*event.Event
	var wg sync.WaitGroup
	wg.Go(func() { first = c.suspectsAmong(c.events[:half]) })
	wg.Go(func() { second = c.suspectsAmong(c.events[half:]) })
	wg.Wait()
	return append(first, second...)
}

func (c *checker) suspectsAmong(events []*event.Event) []*event.Event {
	var out []*event.Event
	probe := *c
	probe.nearest = suggester{compared: maxCompared} // which looks for nothing
	for _, e := range events {
		probe.found = nil
		if probe.checkEventLinks(e); len(probe.found) > 0 {
			out = append(out, e)
		}
	}
	return out
}

func (c *checker) checkEventLinks(e *event.Event) {
	if len(e.Body.Links) == 0 && len(e.Media) == 0 {
		return
	}
	from := "events/" + e.ID + ".md"
	c.checkBody(from, e.IDPrefix(), e.Body)
	for i, m := range e.Media {
		field := "media." + itoa(i)
		c.checkFile(e, field+".poster", m.Poster, m.PosterURL)
		c.checkEmbed(e, field, m)
		for j, t := range m.Tracks {
			c.checkFile(e, event.TrackField(i, j)+".src", t.Src, t.URL)
			c.checkLanguage(e, event.TrackField(i, j)+".language", t.Language)
		}
		if hasScheme(m.URL) && !isPicture(m.URL) {
			continue // a film elsewhere, say: a link for the theme to show
		}
		c.checkFile(e, field+".src", m.Src, m.URL)
	}
}

// checkFile checks that the file that a field of an event names is there.
func (c *checker) checkFile(e *event.Event, field, written, address string) {
	if address == "" {
		return
	}
	pos, length := e.At(field)
	c.checkLink("events/"+e.ID+".md", "", e.Body, doc.Link{Destination: written, URL: address, Image: true, Pos: pos, Length: length})
}

// checkLanguage checks the language that a field of an event names.
func (c *checker) checkLanguage(e *event.Event, field, written string) {
	if written == "" {
		return
	}
	if tag, err := language.Parse(written); err == nil && tag != language.Und {
		return
	}
	hint := "write a BCP 47 tag such as en, en-US, de or zh-Hant"
	if code := languageCode(written); code != "" {
		hint = "write " + diag.Quote(code)
	}
	e.Report(&c.found, field, diag.Error, "language-unknown", "unknown language "+diag.Quote(written), hint)
}

func (c *checker) checkBody(from, prefix string, body doc.Body) {
	for _, link := range body.Links {
		c.checkLink(from, prefix, body, link)
	}
}

// checkLink checks where a link of the file at from leads.
func (c *checker) checkLink(from, prefix string, body doc.Body, link doc.Link) {
	target, fragment, _ := strings.Cut(link.URL, "#")
	target, _, _ = strings.Cut(target, "?")
	switch {
	case target == "" && fragment != "":
		c.checkAnchor(link, fragment, claim{headings: body.Headings, prefix: prefix, page: true})
		return
	case hasScheme(link.URL):
		if link.Image {
			c.found.Add(diag.Diagnostic{
				Pos: link.Pos, Length: link.Length, Severity: diag.Warning, Code: "image-elsewhere",
				Message: diag.Quote(link.Destination) + " is on another site, from where readers' browsers load nothing",
				Hint:    "save the picture beside the file, if its licence allows it, or link to it",
			})
		}
		return
	case target == "":
		return
	case !strings.HasPrefix(target, "/") || hasDotDot(target):
		c.reportLink(link, "link-outside", diag.Quote(link.Destination)+" leaves the site", "only files below the content folder are published")
		return
	}
	if decoded, err := url.PathUnescape(target); err == nil {
		target = decoded
	}
	who, there := c.claims[claimKey(target)]
	if there && who.address == target && !who.absent {
		if m := c.site.byFile[target]; link.Image && m == nil {
			c.reportLink(link, "media-missing", diag.Quote(link.Destination)+" is a page, not a picture", "give a picture's file, or link to the page without the !")
		}
		// The theme has anchors of its own on the home page.
		if fragment != "" && who.page && (target != "/" || strings.HasPrefix(fragment, event.TextPrefix)) {
			c.checkAnchor(link, fragment, who)
		}
		return
	}
	c.missing(from, link, target)
}

// isPicture reports whether an absolute URL is that of a picture, by its name.
func isPicture(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico", ".tif", ".tiff", ".heic", ".jxl":
		return true
	}
	return false
}

func hasScheme(s string) bool {
	i := strings.IndexAny(s, ":/?#")
	return i > 0 && s[i] == ':'
}

func hasDotDot(p string) bool {
	clean := path.Clean(p)
	return clean == ".." || strings.HasPrefix(clean, "../") || strings.HasPrefix(p, "/..")
}

// missing reports a link to what is not there.
func (c *checker) missing(from string, link doc.Link, target string) {
	who, taken := c.claims[claimKey(target)]
	switch {
	case c.broken[target]:
		return
	case c.drafts[target]:
		c.reportLink(link, "link-draft", diag.Quote(link.Destination)+" is a draft, which is not published",
			"remove draft: true from it, or build with --drafts")
	case who.absent && who.address == target && !link.Image:
		c.reportLink(link, "link-broken", "there is no "+diag.Quote(link.Destination)+" on this site", c.absentHint(target))
	case link.Image || isFileName(target) || oddNameHint(link) != "":
		if c.refused[target] {
			return
		}
		name := c.nearest.find("file:", target, c.mediaURLs)
		if hint := oddNameHint(link); hint != "" {
			c.reportLink(link, "media-missing", "there is no file "+diag.Quote(link.Destination), hint)
			return
		}
		c.reportLink(link, "media-missing", "there is no file "+diag.Quote(link.Destination),
			didYouMean(c.asWritten(from, link.Destination, name), "put the file below the content folder, and give its path from here"))
	default:
		name := c.nearest.find("link:", target, c.addresses)
		if taken && !who.absent {
			name = who.address // only the / at the end or the case is wrong
		}
		c.reportLink(link, "link-broken", "there is no page "+diag.Quote(link.Destination),
			didYouMean(c.asWritten(from, link.Destination, name), "link to the Markdown file: other.md, ../pages/about.md"))
	}
}

// oddNameHint speaks of files with a name that an address cannot hold, which
// are in no tree: to link to one ends at its #, or is full of escapes.
func oddNameHint(link doc.Link) string {
	target, fragment, _ := strings.Cut(link.Destination, "#")
	decoded, err := url.PathUnescape(target)
	if err != nil || strings.ContainsAny(decoded, "%#?") || link.Image && path.Ext(fragment) != "" {
		return "a file that is linked to cannot have %, # or ? in its name: rename it"
	}
	return ""
}

// absentHint says when there would be what dateline keeps an address for.
func (c *checker) absentHint(target string) string {
	switch name := strings.Trim(target, "/"); name {
	case "sitemap.xml":
		return "it is made when " + c.index.Name + " gives the site's url"
	case "tags", "actors":
		return "it is made when events have " + name
	case "kinds":
		return "it is made when events have a kind"
	}
	return "dateline keeps the address free, and does not make it"
}

// isFileName tells files from pages, whose addresses end in a slash or a word.
func isFileName(target string) bool {
	ext := path.Ext(target)
	return len(ext) > 1 && len(ext) <= 6 && !strings.HasSuffix(target, "/")
}

func (c *checker) reportLink(link doc.Link, code, message, hint string) {
	c.found.Add(diag.Diagnostic{Pos: link.Pos, Length: link.Length, Severity: diag.Error, Code: code, Message: message, Hint: hint})
}

func (c *checker) mediaURLs() []string {
	urls := make([]string, len(c.site.Media))
	for i, m := range c.site.Media {
		urls[i] = m.URL()
	}
	return urls
}

// addresses are those of pages of all sorts, in the order in which the best
// of equally near ones is to be named.
func (c *checker) addresses() []string {
	var list []string
	for _, e := range c.events {
		list = append(list, e.URL())
	}
	for _, p := range c.pages {
		list = append(list, p.URL())
	}
	for _, f := range c.site.Facets {
		for _, t := range f.Terms {
			list = append(list, t.URL)
		}
	}
	for _, p := range c.site.AllPeriods() {
		list = append(list, p.URL)
	}
	for _, name := range fixedLists {
		if c.isMade(name) {
			list = append(list, "/"+name+"/")
		}
	}
	return list
}

// asWritten turns an address into what the author would write in the file at
// from: the path to a file from there, unless they wrote an address.
func (c *checker) asWritten(from, destination, address string) string {
	if address == "" || strings.HasPrefix(destination, "/") {
		return address
	}
	target := strings.TrimPrefix(address, "/")
	switch who, ok := c.claims[claimKey(address)]; {
	case !ok || who.pos.File == "":
		return address
	case strings.HasPrefix(target, "events/") && who.page:
		target = strings.TrimSuffix(target, "/") + ".md"
	case who.page:
		target = "pages/" + strings.TrimSuffix(target, "/") + ".md"
	}
	return relative(path.Dir(from), target)
}

// relative returns the path to target from a folder, both relative to the
// content folder.
func relative(folder, target string) string {
	if folder == "." {
		return target
	}
	up := strings.Split(folder, "/")
	down := strings.Split(target, "/")
	for len(up) > 0 && len(down) > 1 && up[0] == down[0] {
		up, down = up[1:], down[1:]
	}
	return strings.Repeat("../", len(up)) + strings.Join(down, "/")
}

// checkAnchor checks the part after # against the headings of its page.
func (c *checker) checkAnchor(link doc.Link, fragment string, who claim) {
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	ids := make([]string, 0, len(who.headings))
	for _, h := range who.headings {
		switch h.ID {
		case fragment:
			return
		case who.prefix + fragment:
			// Written as an address, which is left as it is.
			c.reportLink(link, "anchor-missing", "on a page "+diag.Quote("#"+fragment)+" is "+diag.Quote("#"+h.ID),
				"link to the Markdown file, which sees to that: other.md#"+fragment)
			return
		}
		ids = append(ids, strings.TrimPrefix(h.ID, who.prefix))
	}
	short := strings.TrimPrefix(fragment, who.prefix)
	message := "no heading has the anchor " + diag.Quote("#"+short)
	otherwise := "the page has no headings"
	if len(ids) > 0 {
		otherwise = "its headings are #" + strings.Join(ids[:min(len(ids), 5)], ", #")
	}
	hint := otherwise
	if name := diag.Nearest(short, ids); name != "" {
		hint = "did you mean " + diag.Quote("#"+name) + "?"
	}
	c.reportLink(link, "anchor-missing", message, hint)
}
