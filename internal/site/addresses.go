package site

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
)

// claim says who has an address.
type claim struct {
	address  string
	pos      diag.Pos // of the file or alias; the zero Pos for what dateline makes
	length   int
	headings []doc.Heading // of an event or page
	prefix   string        // of the headings' ids
	page     bool          // an event or page, whose anchors are known
}

// fixedFiles are written at the root of every site, and fixedLists are pages
// of theirs. Both can be linked to.
var (
	fixedFiles = []string{
		"index.html", "404.html", "feed.atom", "feed.rss", "feed.json", "calendar.ics", "events.json",
		"timelinejs.json", "events.csv", "sitemap.xml", "robots.txt", "_headers", "_redirects", "oembed.json",
	}
	fixedLists = []string{"tags", "actors", "kinds", "sources", "corrections", "changes", "embed", "axis"}
)

// reservedFolders are first elements of addresses below which dateline writes
// what it likes, now or in a later version.
var reservedFolders = map[string]bool{
	"events": true, "tags": true, "actors": true, "kinds": true, "sources": true, "corrections": true,
	"changes": true, "embed": true, "axis": true, "search": true, "cards": true, "assets": true,
	"index": true, "404": true, "404.html": true, "static": true,
}

// yearElement is what YearURL makes.
var yearElement = regexp.MustCompile(`^([0-9]{4,}|[0-9]+-bc)$`)

// isReserved reports whether the first element of an address belongs to
// dateline. Files that differ only by case are one on many systems.
func isReserved(address string) bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.Trim(address, "/")), "/")
	return reservedFolders[first] || yearElement.MatchString(first) || strings.HasPrefix(first, "feed.") ||
		slices.Contains(fixedFiles, first)
}

// claimKey makes addresses equal that are one file or folder on some system.
func claimKey(address string) string { return strings.ToLower(strings.TrimSuffix(address, "/")) }

// hint tells aliases, which stand in a line, from files.
func (c claim) hint() string {
	if c.pos.Line > 0 {
		return "remove the alias, or move what is at this address"
	}
	return ""
}

// claim gives an address to who asks first, and reports the second asker.
func (c *checker) claim(who claim) bool {
	key := claimKey(who.address)
	first, taken := c.claims[key]
	if !taken {
		c.claims[key] = who
		return true
	}
	if first.pos.File == "" {
		c.reserved(who)
		return false
	}
	code, message, hint := "address-taken", "the address %s is that of %s too", "rename one of the two"
	if strings.TrimSuffix(first.address, "/") != strings.TrimSuffix(who.address, "/") {
		code, message = "address-case", "the address %s differs only in case from that of %s"
		hint = "rename one of the two: on many systems they are one file"
	}
	for _, pair := range [2][2]claim{{who, first}, {first, who}} {
		c.found.Add(diag.Diagnostic{
			Pos: pair[0].pos, Length: pair[0].length, Severity: diag.Error, Code: code,
			Message: fmt.Sprintf(message, pair[0].address, pair[1].pos), Hint: cmp.Or(pair[0].hint(), hint),
		})
	}
	return false
}

func (c *checker) reserved(who claim) {
	c.found.Add(diag.Diagnostic{
		Pos: who.pos, Length: who.length, Severity: diag.Error, Code: "address-reserved",
		Message: "the address " + who.address + " is one that dateline uses itself",
		Hint:    cmp.Or(who.hint(), "choose another name"),
	})
}

func (c *checker) claimFixed() {
	c.claim(claim{address: "/"})
	for _, name := range fixedFiles {
		c.claim(claim{address: "/" + name})
	}
	for _, name := range fixedLists {
		c.claim(claim{address: "/" + name + "/"})
	}
}

func (c *checker) claimEvents() {
	c.events = slices.DeleteFunc(c.events, func(e *event.Event) bool {
		who := claim{address: e.URL(), pos: diag.Pos{File: e.Name}, headings: e.Body.Headings, prefix: e.IDPrefix(), page: true}
		if hasIndexElement(e.ID) {
			c.reserved(who)
			return true
		}
		return !c.claim(who)
	})
}

// hasIndexElement reports whether a part of an id would be a folder with the
// name of the file that every folder has.
func hasIndexElement(id string) bool {
	return strings.Contains("/"+strings.ToLower(id)+"/", "/index.html/")
}

func (c *checker) claimPages() {
	c.pages = slices.DeleteFunc(c.pages, func(p *Page) bool {
		who := claim{address: p.URL(), pos: diag.Pos{File: p.Name}, headings: p.Body.Headings, page: true}
		if isReserved(who.address) || hasIndexElement(p.ID) {
			c.reserved(who)
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
		who := claim{address: m.URL(), pos: diag.Pos{File: m.Name}}
		c.refused[who.address] = true
		if isReserved(who.address) && !strings.HasPrefix(m.Path, "events/") {
			c.reserved(who)
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
// it and links find it.
func (c *checker) claimGroups() {
	for _, list := range [][]*Term{c.site.Tags, c.site.Actors, c.site.ByKind} {
		for _, t := range list {
			c.claim(claim{address: t.URL})
		}
	}
	for _, y := range c.site.Years {
		c.claim(claim{address: y.URL})
	}
}

// claimAliases comes last: an old address gives way to one in use.
func (c *checker) claimAliases() {
	take := func(aliases []string, at func(string) (diag.Pos, int), to, title string) {
		for i, from := range aliases {
			who := claim{address: from}
			who.pos, who.length = at("aliases." + itoa(i))
			if isOwnFolder(from) {
				c.reserved(who)
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
	first, _, _ := strings.Cut(strings.ToLower(strings.Trim(address, "/")), "/")
	return first == "assets" || first == "cards" || first == "search" || hasIndexElement(strings.Trim(address, "/"))
}
