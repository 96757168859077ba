package site

import (
	"time"

	"dateline/internal/calendar"
	"dateline/internal/event"
)

// Event returns the event of the given id.
func (s *Site) Event(id string) (*event.Event, bool) {
	i, ok := s.byID[id]
	if !ok {
		return nil, false
	}
	return s.Events[i], true
}

// Index returns the place of an event in Events.
func (s *Site) Index(e *event.Event) int { return s.byID[e.ID] }

// Kind returns the kind of the given id. There is none for "", which an event
// may have, and for ids that are not declared.
func (s *Site) Kind(id string) (Kind, bool) {
	for _, k := range s.Kinds {
		if k.ID == id {
			return k, true
		}
	}
	return Kind{}, false
}

// File returns the media file at a root-relative URL.
func (s *Site) File(url string) (*Media, bool) {
	m, ok := s.byFile[url]
	return m, ok
}

// Neighbors returns the events before and after e in time, nil at the ends.
func (s *Site) Neighbors(e *event.Event) (previous, next *event.Event) {
	i, ok := s.byID[e.ID]
	if !ok {
		return nil, nil
	}
	if i > 0 {
		previous = s.Events[i-1]
	}
	if i+1 < len(s.Events) {
		next = s.Events[i+1]
	}
	return previous, next
}

// KeyDates returns the events of kinds with Calendar, oldest first: the dates
// that a reader may have to act on.
func (s *Site) KeyDates() []*event.Event {
	var dates []*event.Event
	for _, e := range s.Events {
		if s.calendarSet[e.Kind] {
			dates = append(dates, e)
		}
	}
	return dates
}

// InCalendar reports whether an event stands in the calendar files: its kind is
// for them, and they have a form for its date. They exist only where the
// address of the site is known, of which every event of theirs holds a part.
func (s *Site) InCalendar(e *event.Event) bool {
	return s.URL != "" && s.calendarSet[e.Kind] && calendar.Holds(e.Date)
}

// Location is the time zone of the site.
func (s *Site) Location() *time.Location { return s.zone }
