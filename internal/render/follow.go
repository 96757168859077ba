package render

import (
	"slices"

	"dateline/internal/event"
)

// scope is a list of events that readers can follow: all of them, or those of
// a tag, an actor or a kind.
type scope struct {
	url         string // of the list: "/", "/tags/sanctions/"
	name        string // "" for all
	events      []*event.Event
	index, item int // of site.Facets and its Terms; index is -1 for all
}

// whole is the scope of all events.
func (r *Renderer) whole() scope { return scope{url: "/", events: r.site.Events, index: -1} }

// scopeOf returns the scope of a value that readers filter by. It reports false
// where it cannot be followed.
func (r *Renderer) scopeOf(index, item int) (scope, bool) {
	f := r.site.Facets[index]
	if !f.Followed() {
		return scope{}, false
	}
	t := f.Terms[item]
	return scope{url: t.URL, name: r.termName(f, t), events: t.Events, index: index, item: item}, true
}

// scopes returns all scopes of the site, that of all events first.
func (r *Renderer) scopes() []scope {
	out := []scope{r.whole()}
	for n, f := range r.site.Facets {
		for i := range f.Terms {
			if sc, ok := r.scopeOf(n, i); ok {
				out = append(out, sc)
			}
		}
	}
	return out
}

// scopeFor returns the scope that a route of plan files is for: index and item
// are those of the scope.
func (r *Renderer) scopeFor(rt route) scope {
	if rt.index < 0 {
		return r.whole()
	}
	sc, _ := r.scopeOf(rt.index, rt.item)
	return sc
}

// follow returns the ways to have the events of a scope elsewhere; nil when
// there are none.
func (r *Renderer) follow(sc scope) *Follow {
	f := &Follow{Feeds: r.feedLinks(sc), Calendar: r.calendarLinks(sc), Data: r.dataLinks(sc), Embed: r.embedLinks(sc)}
	if len(f.Feeds) == 0 && f.Calendar == nil && len(f.Data) == 0 && f.Embed == nil {
		return nil
	}
	return f
}

// alternates are the forms of a scope that programs find from its page.
func (r *Renderer) alternates(sc scope) []Alternate {
	return slices.Concat(r.feedAlternates(sc), r.dataAlternates(sc), r.embedAlternates(sc))
}
