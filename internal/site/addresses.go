package site

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/filename"
)

// claim says who has an address.
type claim struct {
	address  string
	pos      diag.Pos // of the file or alias; the zero Pos for what dateline makes
	length   int
	headings []doc.Heading // of an event or page
	prefix   string        // of the headings' ids
	page     bool          // an event or page, whose anchors are known
	absent   bool          // kept free: nothing is there to link to
}

// isFile tells the address of a file from that of a page, which is a folder
// with a file in it.
func (c claim) isFile() bool { return !strings.HasSuffix(c.address, "/") }

// own reports whether the address is dateline's, not one that a file asks for.
func (c claim) own() bool { return c.pos.File == "" }

// folder is one that addresses lie in: how it is written, and which address
// needs it.
type folder struct {
	path string // "/events/a"
	by   claim
}

// fixedFiles are at the root of a site, and fixedLists are pages of theirs, in
// this version of dateline or a later one. See isMade for those that are there.
var (
	fixedFiles = []string{
		"index.html", "404.html", "feed.atom", "feed.rss", "feed.json", "calendar.ics", "events.json",
		"timelinejs.json", "events.csv", "events.schema.json", "sitemap.xml", "robots.txt", "_headers", "_redirects", "oembed.json", "embed.js",
	}
	fixedLists = []string{"tags", "actors", "kinds", "by", "sources", "corrections", "changes", "embed", "axis"}
)

// reservedFolders are first elements of addresses below which dateline writes
// what it likes, now or in a later version.
var reservedFolders = map[string]bool{
	"events": true, "tags": true, "actors": true, "kinds": true, "by": true, "sources": true, "corrections": true,
	"changes": true, "embed": true, "axis": true, "search": true, "cards": true, "assets": true, "pictures": true,
	"index": true, "404": true, "404.html": true, "static": true,
}

// isMade reports whether the site has the fixed file or list of that name, so
// that links to it lead somewhere.
func (c *checker) isMade(name string) bool {
	switch name {
	case "index.html", "404.html", "robots.txt", "embed", "embed.js",
		"events.json", "events.csv", "timelinejs.json", "events.schema.json":
		return true
	case "sitemap.xml", "oembed.json":
		return c.site.URL != ""
	case "feed.atom", "feed.rss", "feed.json":
		return c.site.HasFeed(c.site.Events)
	case "calendar.ics":
		return slices.ContainsFunc(c.site.Events, c.site.InCalendar)
	case "by":
		return c.site.HasFacets()
	case "changes":
		return len(c.site.Changes) > 0
	case "sources":
		return len(c.site.Sources) > 0
	case "corrections":
		return c.site.HasCorrections()
	case "axis":
		return c.site.HasAxis()
	}
	return slices.ContainsFunc(c.site.Facets, func(f *Facet) bool {
		return f.URL == "/"+name+"/" && len(f.Terms) > 0
	})
}

// EmbedURL returns the address at which other sites find a list to show in a
// frame, by the address of the list.
func EmbedURL(list string) string { return "/embed" + list }

// followed reports whether each value of a facet has more than a list: files
// and pages for those who want its events elsewhere.
func followed(f *Facet) bool {
	return f.Key == KindFacet || f.Key == ActorFacet || f.Key == TagFacet
}

// yearElement is what YearURL and spanURL make.
var yearElement = regexp.MustCompile(`^([0-9]{4,}|[0-9]+-bc)(-([0-9]{4,}|[0-9]+-bc))?$`)

// sitemapPart is what a sitemap is divided into when it is too long.
var sitemapPart = regexp.MustCompile(`^sitemap-[0-9]+\.xml$`)

// isReserved reports whether the first element of an address belongs to
// dateline. Files that differ only by case are one on many systems.
func isReserved(address string) bool {
	first, _, _ := strings.Cut(filename.Fold(strings.Trim(address, "/")), "/")
	return reservedFolders[first] || yearElement.MatchString(first) || sitemapPart.MatchString(first) || strings.HasPrefix(first, "feed.") ||
		slices.Contains(fixedFiles, first)
}

// claimKey makes addresses equal that are one file or folder on some system.
func claimKey(address string) string { return filename.Fold(strings.TrimSuffix(address, "/")) }

// hint tells aliases, which stand in a line, from files.
func (c claim) hint() string {
	if c.pos.Line > 0 {
		return "remove the alias, or move what is at this address"
	}
	return ""
}

// claim gives an address to who asks first, and reports the second asker. Two
// addresses clash when their files cannot be beside each other on every
// system: they are one file, one needs a folder where the other has a file, or
// both need one folder and write it differently.
func (c *checker) claim(who claim) bool {
	key := claimKey(who.address)
	if first, taken := c.claims[key]; taken {
		c.clash(who, first, strings.TrimSuffix(who.address, "/"), strings.TrimSuffix(first.address, "/"))
		return false
	}
	at := strings.TrimSuffix(who.address, "/")
	if f, ok := c.folders[key]; ok && (who.isFile() || f.path != at) {
		c.clash(who, f.by, at, f.path)
		return false
	}
	if !c.claimFolders(who, at, key) {
		return false
	}
	c.claims[key] = who
	return true
}

// claimFolders claims the folders that an address lies in, from the inside out
// until one is known, and so are those around it.
func (c *checker) claimFolders(who claim, at, key string) bool {
	start := key
	for {
		at, key = parent(at), parent(key)
		if key == "" {
			break
		}
		first, taken := c.claims[key]
		f, known := c.folders[key]
		switch {
		case taken && (first.isFile() || strings.TrimSuffix(first.address, "/") != at):
			c.clash(who, first, at, strings.TrimSuffix(first.address, "/"))
			return false
		case known && f.path != at:
			c.clash(who, f.by, at, f.path)
			return false
		}
		if known {
			break
		}
	}
	at = strings.TrimSuffix(who.address, "/")
	for key = parent(start); key != ""; key = parent(key) {
		at = parent(at)
		if _, known := c.folders[key]; known {
			break
		}
		c.folders[key] = folder{at, who}
	}
	return true
}

// parent cuts off the last element of a path, and the slash before it.
func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }

// clash reports two addresses whose files meet at a path, which each writes in
// its own way.
func (c *checker) clash(who, first claim, at, firstAt string) {
	differs := filename.Fold(at) == filename.Fold(firstAt) && norm.NFC.String(at) != norm.NFC.String(firstAt)
	if first.own() {
		c.reserved(who, firstAt, differs)
		return
	}
	hint := "rename one of the two"
	if differs {
		hint = "rename one of the two: on many systems they are one file"
	}
	for _, pair := range [2][2]claim{{who, first}, {first, who}} {
		code, message := describeClash(pair[0], pair[1], differs)
		c.found.Add(diag.Diagnostic{
			Pos: pair[0].pos, Length: pair[0].length, Severity: diag.Error, Code: code, Message: message,
			Hint: cmp.Or(pair[0].hint(), hint),
		})
	}
}

// describeClash says what keeps one from having its address beside other.
func describeClash(one, other claim, differs bool) (code, message string) {
	key, otherKey := claimKey(one.address), claimKey(other.address)
	switch {
	case key == otherKey && differs:
		return "address-case", fmt.Sprintf("the address %s differs only in case from that of %s", one.address, other.pos)
	case key == otherKey:
		return "address-taken", fmt.Sprintf("the address %s is that of %s too", one.address, other.pos)
	case differs:
		return "address-case", fmt.Sprintf("the address %s has a part that differs only in case from %s, of %s", one.address, other.address, other.pos)
	case strings.HasPrefix(key, otherKey+"/"):
		return "address-taken", fmt.Sprintf("the address %s is below %s, which is a file: that of %s", one.address, other.address, other.pos)
	case strings.HasPrefix(otherKey, key+"/"):
		return "address-taken", fmt.Sprintf("the address %s is a file, and %s, of %s, is below it", one.address, other.address, other.pos)
	}
	// The same text, which Unicode can write in two ways.
	return "address-taken", fmt.Sprintf("the address %s has a part that looks like one of %s, of %s, and is encoded differently", one.address, other.address, other.pos)
}

// reserved reports an address that clashes with one of dateline's own.
func (c *checker) reserved(who claim, own string, differs bool) {
	d := diag.Diagnostic{
		Pos: who.pos, Length: who.length, Severity: diag.Error, Code: "address-reserved",
		Message: "the address " + who.address + " is one that dateline uses itself",
		Hint:    cmp.Or(who.hint(), "choose another name"),
	}
	if differs {
		d.Code = "address-case"
		d.Message = "the address " + who.address + " differs only in case from " + own + ", which dateline uses itself"
	}
	c.found.Add(d)
}

func (c *checker) claimFixed() {
	c.claim(claim{address: "/", headings: c.index.Intro.Headings, prefix: event.TextPrefix, page: true})
	for name := range reservedFolders {
		if !strings.Contains(name, ".") {
			c.folders["/"+name] = folder{path: "/" + name}
		}
	}
	for _, name := range fixedFiles {
		c.claim(claim{address: "/" + name, absent: !c.isMade(name)})
	}
	for _, name := range fixedLists {
		c.claim(claim{address: "/" + name + "/", absent: true})
	}
}

func (c *checker) claimEvents() {
	c.events = slices.DeleteFunc(c.events, func(e *event.Event) bool {
		who := claim{address: e.URL(), pos: diag.Pos{File: e.Name}, headings: e.Body.Headings, prefix: e.IDPrefix(), page: true}
		if hasPageFile(e.ID) {
			c.reserved(who, "", false)
			return true
		}
		return !c.claim(who)
	})
}

// CalendarFile is the calendar of a list, beside its page, and EventCalendar
// that of one event.
const (
	CalendarFile  = "calendar.ics"
	EventCalendar = "event.ics"
)

// pageFiles are what dateline writes into the folder of a page.
var pageFiles = []string{"index.html", "index.json", EventCalendar, CalendarFile, "feed.atom", "feed.rss", "feed.json"}

// hasPageFile reports whether a part of an id would be a folder, or a file of
// the author's own, with the name of one that dateline writes beside a page.
func hasPageFile(id string) bool {
	return slices.ContainsFunc(pageFiles, func(name string) bool {
		return strings.Contains("/"+strings.ToLower(id)+"/", "/"+name+"/")
	})
}

func (c *checker) claimPages() {
	c.pages = slices.DeleteFunc(c.pages, func(p *Page) bool {
		who := claim{address: p.URL(), pos: diag.Pos{File: p.Name}, headings: p.Body.Headings, prefix: event.TextPrefix, page: true}
		if isReserved(who.address) || hasPageFile(p.ID) {
			c.reserved(who, "", false)
			return true
		}
		return !c.claim(who)
	})
}

// claimMedia keeps the files that are safe to publish. A file under events/
// stands among the events, which is where authors put pictures.
func (c *checker) claimMedia() {
	media := slices.Clone(c.in.Media)
	slices.SortFunc(media, func(a, b *Media) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Name, b.Name)) })
	c.site.byFile = make(map[string]*Media, len(media))
	for _, m := range media {
		if c.site.isCardFont(m) {
			continue
		}
		who := claim{address: m.URL(), pos: diag.Pos{File: m.Name}}
		c.refused[who.address] = true
		if isReserved(who.address) && !strings.HasPrefix(m.Path, "events/") || hasPageFile(strings.TrimPrefix(who.address, "/")) {
			c.reserved(who, "", false)
			continue
		}
		if len(m.Head) == 0 && m.Size > 0 {
			continue // whoever could not read it has said so; unseen it is not published
		}
		checked, problems := checkMedia(m)
		c.found = append(c.found, problems...)
		if !c.claim(who) || problems.HasErrors() {
			continue
		}
		c.site.Media = append(c.site.Media, checked)
		c.site.byFile[who.address] = checked
		delete(c.refused, who.address)
	}
}

// claimGroups claims what dateline makes of the events, so that no alias takes
// it and links find it. A long list has more pages, below page/.
func (c *checker) claimGroups() {
	for _, name := range slices.Concat(fixedFiles, fixedLists) {
		key := "/" + name
		who := c.claims[key]
		who.absent = !c.isMade(name)
		c.claims[key] = who
	}
	own := func(url string) {
		c.claim(claim{address: url})
		c.claim(claim{address: url + "page", absent: true})
	}
	for _, f := range c.site.Facets {
		if len(f.Terms) > 0 && strings.HasPrefix(f.URL, byFolder) {
			own(f.URL)
		}
		for _, t := range f.Terms {
			own(t.URL)
			if followed(f) {
				c.claim(claim{address: EmbedURL(t.URL)})
			}
		}
	}
	for _, p := range c.site.AllPeriods() {
		own(p.URL)
	}
	for _, address := range []string{ChangesURL, SourcesURL, CorrectionsURL} {
		c.claim(claim{address: address + "page", absent: true})
	}
	c.claimCalendars()
}

// claimCalendars claims the calendar files of the events and of their lists.
func (c *checker) claimCalendars() {
	for _, e := range c.site.Events {
		if c.site.InCalendar(e) {
			c.claim(claim{address: e.URL() + EventCalendar})
		}
	}
	for _, f := range c.site.Facets {
		for _, t := range f.Terms {
			if f.Followed() && slices.ContainsFunc(t.Events, c.site.InCalendar) {
				c.claim(claim{address: t.URL + CalendarFile})
			}
		}
	}
}

// claimAliases comes last: an old address gives way to one in use.
func (c *checker) claimAliases() {
	take := func(aliases []string, at func(string) (diag.Pos, int), to, title string) {
		for i, from := range aliases {
			who := claim{address: from}
			who.pos, who.length = at("aliases." + itoa(i))
			if isOwnFolder(from) {
				c.reserved(who, "", false)
			} else if c.claim(who) {
				c.site.Redirects = append(c.site.Redirects, Redirect{From: from, To: to, Title: title})
			}
		}
	}
	for _, e := range c.events {
		take(e.Aliases, e.At, e.URL(), e.Title)
	}
	for _, p := range c.pages {
		take(p.Aliases, p.At, p.URL(), p.Title)
	}
	slices.SortFunc(c.site.Redirects, func(a, b Redirect) int { return cmp.Compare(a.From, b.From) })
}

// isOwnFolder reports whether an alias is where dateline writes files whose
// names the site does not know. (An event or a tag may have moved, so that
// aliases under /events/ and /tags/ are fine.)
func isOwnFolder(address string) bool {
	first, _, _ := strings.Cut(filename.Fold(strings.Trim(address, "/")), "/")
	return sitemapPart.MatchString(first) || first == "assets" || first == "cards" || first == "search" || first == "pictures" || hasPageFile(strings.Trim(address, "/"))
}
