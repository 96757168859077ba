package build

import (
	"bytes"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// IsEventFile reports whether the file at path, below the content folder, is
// one that events are made of.
func IsEventFile(p string) bool {
	if !strings.HasPrefix(p, eventsFolder) || !isMarkdown(p) {
		return false
	}
	for part := range strings.SplitSeq(p, "/") {
		if tree.Ignored(part) {
			return false
		}
	}
	return true
}

const eventsFolder = "events/"

// Unrecorded warns of events that were published at an earlier state of the
// content, and have changed since, or are gone, without telling readers. The
// input is the one that r was made of; old is what the files of events held
// then, by path, nil for those that could not be read; since is what that
// state is called.
//
// A file that had errors then was not published. One that has errors now, or
// is a draft, is left alone: what is wrong with it is said elsewhere.
func (r Result) Unrecorded(in Input, old map[string][]byte, since string) diag.List {
	c := &comparison{in: in, site: r.Site, since: since, labels: labelsIn(r.Site.Language), then: map[string]bool{}}
	c.findNow()
	var changed []string
	for p, data := range old {
		c.then[event.Address(p)] = true
		if f, ok := in.Content.Get(p); data != nil && (!ok || !sameLines(f.Data, data)) {
			changed = append(changed, p)
		}
	}
	lists := make([]diag.List, len(changed))
	inParallel(len(changed), func(i int) { lists[i] = c.compare(changed[i], old[changed[i]]) })
	var found diag.List
	for _, l := range lists {
		found = append(found, l...)
	}
	found.Sort()
	return found
}

// sameLines compares files but for the ends of their lines, which Git may
// change in all files.
func sameLines(a, b []byte) bool {
	unix := func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }
	return bytes.Equal(a, b) || bytes.Equal(unix(a), unix(b))
}

// comparison is of the site as it is with how it was.
type comparison struct {
	in     Input
	site   *site.Site
	since  string
	labels doc.Labels
	own    []string // keys that the site declares

	then  map[string]bool         // addresses of events that there were
	now   map[string]bool         // addresses at which there is a file, or cannot be told
	moved map[string]*event.Event // events by the addresses that lead to them
	taken map[string]bool         // addresses that lead to what cannot be compared: pages, events with errors
}

// findNow finds out what is where.
func (c *comparison) findNow() {
	c.now, c.moved, c.taken = map[string]bool{}, map[string]*event.Event{}, map[string]bool{}
	for _, f := range c.site.Fields {
		c.own = append(c.own, f.Key)
	}
	for f := range c.in.Content.Files() {
		address := event.Address(f.Path)
		if c.now[address] = true; !IsEventFile(f.Path) {
			continue
		}
		if e, ok := c.site.Event(c.id(f.Path)); ok {
			c.lead(e)
			continue
		}
		// A draft, or one with errors, in which aliases can still be read.
		switch e, found := event.Examine(c.source(f.Path, f.Data)); {
		case e == nil:
		case found.HasErrors():
			c.take(e.Aliases)
		default:
			c.lead(e)
		}
	}
	for _, p := range c.site.Pages {
		c.take(p.Aliases)
	}
}

func (c *comparison) lead(to *event.Event) {
	for _, alias := range to.Aliases {
		c.moved[norm.NFC.String(alias)] = to
	}
}

func (c *comparison) take(aliases []string) {
	for _, alias := range aliases {
		c.taken[norm.NFC.String(alias)] = true
	}
}

func (c *comparison) id(p string) string {
	return strings.TrimSuffix(strings.TrimPrefix(event.Address(p), "/"+eventsFolder), "/")
}

func (c *comparison) source(p string, data []byte) doc.Source {
	return doc.Source{Path: p, Name: path.Join(c.in.Root, p), Data: data, Labels: c.labels}
}

// compare compares what the file at p was with what it is, or with the event
// to which its address leads.
func (c *comparison) compare(p string, data []byte) diag.List {
	address := event.Address(p)
	now, there := c.site.Event(c.id(p))
	if !there && c.exists(p) {
		return nil
	}
	old, found := event.Parse(c.source(p, data))
	if found.HasErrors() || old.Draft {
		return nil
	}
	if !there {
		now = c.moved[address]
		switch {
		case c.taken[address]:
			return nil
		case now == nil:
			return c.gone(old)
		case c.then[now.URL()]:
			return nil // it was joined with another
		}
	}
	return c.changed(old, now)
}

// exists reports whether there is a file at p, or at its address, or something
// that keeps us from knowing.
func (c *comparison) exists(p string) bool {
	name, root := path.Join(c.in.Root, p), path.Clean(c.in.Root)
	for _, problem := range c.in.Problems {
		if problem.Name == root || problem.Name == name || strings.HasPrefix(name, problem.Name+"/") {
			return true
		}
	}
	return c.now[event.Address(p)]
}

func (c *comparison) gone(old *event.Event) diag.List {
	return diag.List{{
		Pos: diag.Pos{File: old.Name}, Severity: diag.Warning, Code: "event-gone",
		Message: diag.Quote(old.Title) + " was published at " + c.since + " and is gone",
		Hint:    "bring it back and retract it (status: retracted), or give its address to another as an alias: " + old.URL(),
	}}
}

func (c *comparison) changed(old, now *event.Event) diag.List {
	if now.Draft {
		return nil
	}
	var found diag.List
	if gone := now.OffRecord(old); len(gone) > 0 {
		found = append(found, diag.Diagnostic{
			Pos: diag.Pos{File: now.Name, Line: 1}, Severity: diag.Warning, Code: "correction-gone",
			Message: "the " + gone[0].Kind + " of " + gone[0].Date.String() + " was on record at " + c.since + " and is gone",
			Hint:    "bring it back, and correct it by another entry if it was wrong: readers rely on the record",
		})
	}
	if fields := event.TextChanged(old, now, c.own); len(fields) > 0 && !now.OnRecord(old) {
		pos, length := placeOf(now, fields[0])
		found = append(found, diag.Diagnostic{
			Pos: pos, Length: length, Severity: diag.Warning, Code: "change-unrecorded",
			Message: "what readers see changed since " + c.since + " (" + strings.Join(fields, ", ") + "), and nothing says so",
			Hint:    "add an entry to corrections that says what changed, or set updated to the day of the change",
		})
	}
	return found
}

// placeOf returns where a field stands that may be a list, or the author's own.
func placeOf(e *event.Event, field string) (pos diag.Pos, length int) {
	for _, x := range e.Extra {
		if x.Key == field {
			return x.Value, x.Length
		}
	}
	return e.At(field + ".0") // of a field that is no list, the field
}
