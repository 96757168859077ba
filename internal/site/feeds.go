package site

import (
	"slices"
	"time"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// FeedFiles are the files of a feed, one for each format.
var FeedFiles = []string{"feed.atom", "feed.rss", "feed.json"}

// CorrectionsURL is the address of the list of corrections, for sites that
// have any.
const CorrectionsURL = "/corrections/"

// HasFeed reports whether there is a feed of some of the site's events: the
// address of the site is known, since a feed has absolute addresses alone, and
// one of the entries says when it appeared or changed.
func (s *Site) HasFeed(events []*event.Event) bool {
	return s.URL != "" && slices.ContainsFunc(events, isDated)
}

// isDated reports whether an entry says when it appeared or changed, as Dated
// does.
func isDated(e *event.Event) bool {
	return !e.Draft && (!e.Published.IsZero() || !e.Updated.IsZero() ||
		slices.ContainsFunc(e.Corrections, func(c event.Correction) bool { return !c.Date.IsZero() }))
}

// HasCorrectionFeed reports whether there is a feed of the corrections.
func (s *Site) HasCorrectionFeed() bool {
	return s.URL != "" && slices.ContainsFunc(s.Changes, func(c Change) bool { return len(c.Corrections) > 0 })
}

// Moment is a date of publication as Change.At has it; "" for none.
func (s *Site) Moment(d edtf.Date) string { return moment(d, s.zone) }

// Time is the time of a moment as Change.At has it: a day without a time begins
// with it, in the time zone of the site. It is zero for "".
//
// Midnight is the one time that keeps the day for readers in the place that
// the site is about, and never lies after the true one on that day.
func (s *Site) Time(moment string) time.Time {
	layout := minute
	if len(moment) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	t, err := time.ParseInLocation(layout, moment, s.zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// claimFeeds claims the feeds, so that links find them.
func (c *checker) claimFeeds() {
	feeds := func(folder string) {
		for _, name := range FeedFiles {
			c.claim(claim{address: folder + name})
		}
	}
	for _, f := range c.site.Facets {
		if !f.Followed() {
			continue
		}
		for _, t := range f.Terms {
			if c.site.HasFeed(t.Events) {
				feeds(t.URL)
			}
		}
	}
	if c.site.HasCorrectionFeed() {
		feeds(CorrectionsURL)
	}
}
