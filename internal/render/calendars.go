package render

import "dateline/internal/event"

// planCalendars plans the calendar files of all scopes and events.
func (r *Renderer) planCalendars(p *Plan) {}

// calendarLinks are the calendar of a scope; nil when it has no dates for one.
func (r *Renderer) calendarLinks(sc scope) *Calendar { return nil }

// eventCalendar is the calendar file of an event; nil when it has none.
func (r *Renderer) eventCalendar(e *event.Event) *Calendar { return nil }
