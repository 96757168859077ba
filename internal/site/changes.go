package site

import (
	"cmp"
	"slices"
	"time"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// ChangesURL is the address of the list of changes, for sites that have any.
const ChangesURL = "/changes/"

// HasCorrections reports whether any entry was corrected.
func (s *Site) HasCorrections() bool {
	return slices.ContainsFunc(s.Changes, func(c Change) bool { return len(c.Corrections) > 0 })
}

// A Change is what was done to one entry on one day: it appeared, was
// corrected, or was changed without a word about it.
type Change struct {
	// At is the day, or the minute where the file says so, in the time zone of
	// the site: "2024-07-16", "2024-07-16T14:00". It is the latest of the day.
	At string

	Event       int                // place in Events
	Published   bool               // the entry appeared
	Corrections []event.Correction // of that day, in the order of the file
}

// Day is the day of the change, as in "2024-07-16".
func (c Change) Day() string { return c.At[:len(time.DateOnly)] }

// Dated returns when an entry appeared, and when it was last changed after
// that, as in Change.At. Both are "" when the file does not say, and for
// drafts.
func (s *Site) Dated(e *event.Event) (published, changed string) {
	if e.Draft {
		return "", ""
	}
	published, changed = moment(e.Published, s.zone), moment(e.Updated, s.zone)
	for _, c := range e.Corrections {
		changed = max(changed, moment(c.Date, s.zone))
	}
	if changed <= published {
		changed = ""
	}
	return published, changed
}

// changes returns all changes of the entries, newest first, those of one time
// in the order in which the site is read. Drafts have none: they are not out.
func (s *Site) changes() []Change {
	var all []Change
	for i, e := range s.Events {
		if !e.Draft {
			all = appendChanges(all, e, i, s.zone)
		}
	}
	slices.SortFunc(all, func(a, b Change) int {
		order := cmp.Compare(a.Event, b.Event)
		if s.NewestFirst {
			order = -order
		}
		return cmp.Or(cmp.Compare(b.At, a.At), order)
	})
	return all
}

// appendChanges adds the changes of an entry, one for each day.
func appendChanges(all []Change, e *event.Event, place int, zone *time.Location) []Change {
	first := len(all)
	on := func(d edtf.Date) *Change {
		at := moment(d, zone)
		if at == "" {
			return new(Change)
		}
		for i := first; i < len(all); i++ {
			if all[i].Day() == at[:len(time.DateOnly)] {
				all[i].At = max(all[i].At, at)
				return &all[i]
			}
		}
		all = append(all, Change{At: at, Event: place})
		return &all[len(all)-1]
	}
	on(e.Published).Published = true
	for _, c := range e.Corrections {
		change := on(c.Date)
		change.Corrections = append(change.Corrections, c)
	}
	on(e.Updated)
	return all
}

// minute is how a moment is written. Moments are compared as text.
const minute = "2006-01-02T15:04"

// moment returns a date of publication as it is in a time zone: "2024-07-16",
// with the minute where that is known. A time without an offset is taken to be
// in that zone. It returns "" for no date, and for what event.ReadDay refuses.
func moment(d edtf.Date, zone *time.Location) string {
	if day := d.Datetime(); len(day) == len(time.DateOnly) {
		return day
	}
	t, ok := d.Lower().Time()
	if !ok {
		return ""
	}
	if d.HasZone() {
		if local := t.In(zone); local.Year() >= 1 && local.Year() <= 9999 {
			t = local
		}
	}
	if d.HasTime() {
		return t.Format(minute)
	}
	return t.Format(time.DateOnly)
}

// zoneOf returns the time zone of that name; one that is not known was
// reported where the settings were read.
func zoneOf(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}
