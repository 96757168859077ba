package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"dateline/internal/diag"
	"dateline/internal/event"
	"dateline/internal/links"
)

// Input is what a site is made of.
type Input struct {
	Index  *Index // nil is DefaultIndex
	Events []*event.Event
	Pages  []*Page
	Media  []*Media
	Links  *links.Known // about addresses on other sites; nil is nothing
	Drafts bool         // keep events and pages that are drafts; false leaves them out
	Warm   bool         // keep what [Site.Replace] needs; false saves the memory

	// Broken are the paths, below the content folder, of the Markdown files
	// that could not be used. Links to them are not reported: the cause was.
	Broken []string

	// Incomplete says that there are files or folders that could not be read:
	// then that there are no events is not certain, and not reported.
	Incomplete bool

	// Faulty are events with errors. They are checked, so that an author hears
	// of everything at once, and not published.
	Faulty []*event.Event
}

// New puts a site together and checks its parts against each other. It never
// fails and never changes its inputs.
func New(in Input) (*Site, diag.List) {
	c := newChecker(in)
	c.site.Settings = c.index.Settings
	c.site.Intro = c.index.Intro
	c.site.Links = in.Links
	c.site.Drafts = len(c.drafts)
	sorted := c.sortEvents()
	c.claimFixed()
	c.claimEvents()
	c.claimPages()
	c.claimMedia()
	c.dropRefused(&c.site.Look.Logo)
	c.dropRefused(&c.site.Look.LogoDark)
	c.group(<-sorted)
	c.claimGroups()
	c.claimFeeds()
	c.claimAliases()

	c.checkEvents()
	c.checkKeys()
	c.checkLinks()
	if len(in.Events) == 0 && len(c.broken) == 0 && len(in.Broken) == 0 && !in.Incomplete {
		c.found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: c.index.Name}, Severity: diag.Error, Code: "no-events",
			Message: "there are no events",
			Hint:    "add one with: dateline new \"Title\" --date 2024-07-20; or start a site with: dateline init DIR",
		})
	}
	if len(in.Events) > 0 && len(c.events) == 0 && len(c.unfit) == 0 && len(c.drafts) > 0 {
		c.found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: c.index.Name}, Severity: diag.Warning, Code: "no-events",
			Message: "all events are drafts, so that there is nothing to publish",
			Hint:    "remove draft: true from those that are ready",
		})
	}
	c.found.Sort()
	if in.Warm {
		c.site.checker = c
	}
	return c.site, c.found
}

// checker is the site in the making.
type checker struct {
	in    Input
	index *Index
	site  *Site
	found diag.List

	events []*event.Event // what is published, by id
	unfit  []*event.Event // what is checked and not published
	pages  []*Page        // what is published, by id
	drafts map[string]bool
	broken map[string]bool // addresses of Input.Broken

	refused map[string]bool   // addresses of media that were reported
	claims  map[string]claim  // who has which address; see claimKey
	folders map[string]folder // that addresses lie in, by claimKey
	nearest suggester
}

func newChecker(in Input) *checker {
	c := &checker{
		in: in, index: in.Index, site: &Site{},
		drafts: map[string]bool{}, broken: map[string]bool{}, refused: map[string]bool{},
		claims:  make(map[string]claim, len(in.Events)+len(in.Pages)+len(in.Media)+64),
		folders: map[string]folder{},
	}
	if c.index == nil {
		c.index = DefaultIndex()
	}
	broken := slices.Clone(in.Broken)
	for _, m := range in.Media {
		broken = append(broken, markdownName(m.Path))
	}
	for _, path := range broken {
		if address := event.Address(path); address != "" {
			c.broken[address] = true
		}
	}
	c.unfit = slices.Clone(in.Faulty)
	for _, e := range byID(in.Events) {
		switch {
		case e.Draft && !in.Drafts:
			c.drafts[e.URL()] = true
		case !e.Draft && !in.Drafts && len(c.index.Settings.Lacks(e)) > 0:
			// With drafts, what is not finished is to be looked at.
			c.broken[e.URL()] = true
			c.unfit = append(c.unfit, e)
		default:
			c.events = append(c.events, e)
		}
	}
	for _, p := range in.Pages {
		if p.Draft && !in.Drafts {
			c.drafts[p.URL()] = true
			continue
		}
		c.pages = append(c.pages, p)
	}
	slices.SortFunc(c.pages, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
	})
	return c
}

// sortEvents puts the events in order while addresses are given out.
func (c *checker) sortEvents() <-chan []*event.Event {
	events := slices.Clone(c.events)
	sorted := make(chan []*event.Event, 1)
	go func() {
		slices.SortFunc(events, Compare)
		sorted <- events
	}()
	return sorted
}

// group orders what is published, and gathers it by what readers look for.
func (c *checker) group(sorted []*event.Event) {
	s := c.site
	s.Events = sorted
	if len(c.events) < len(sorted) { // addresses were refused
		kept := make(map[*event.Event]bool, len(c.events))
		for _, e := range c.events {
			kept[e] = true
		}
		s.Events = slices.DeleteFunc(sorted, func(e *event.Event) bool { return !kept[e] })
	}
	c.arrange()
	c.gatherFacets()
}

// arrange does what needs no names.
func (c *checker) arrange() {
	s := c.site
	s.byID = make(map[string]int, len(s.Events))
	for i, e := range s.Events {
		s.byID[e.ID] = i
		s.Words += e.Body.Words
	}
	s.Version = version(s.Events)
	s.zone = zoneOf(s.Timezone)
	s.Changes = s.changes()
	s.Sources = s.gatherSources()
	s.Pages = slices.Clone(c.pages)
	slices.SortFunc(s.Pages, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	s.Years = years(s.Events)
	s.Periods = periods(s.Years)
	s.calendarSet = map[string]bool{}
	for _, k := range s.Kinds {
		s.calendarSet[k.ID] = k.Calendar
	}
}

// version is a hash of the ids of events in their order.
func version(events []*event.Event) string {
	h := sha256.New()
	for _, e := range events {
		h.Write(append([]byte(e.ID), '\n'))
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
