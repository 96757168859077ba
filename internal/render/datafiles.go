package render

import (
	"html/template"

	"dateline/internal/event"
)

// planData plans what programs read: events.json and the others.
func (r *Renderer) planData(p *Plan) {}

// dataLinks are the events of a scope as files.
func (r *Renderer) dataLinks(sc scope) []Link { return nil }

// dataAlternates are the same, for programs.
func (r *Renderer) dataAlternates(sc scope) []Alternate { return nil }

// eventData is an event as files, for readers, and for programs.
func (r *Renderer) eventData(e *event.Event) ([]Link, []Alternate) { return nil, nil }

// eventLD is an event as search engines read it.
func (r *Renderer) eventLD(e *event.Event) template.JS { return "" }

// listLD is a list of events as search engines read it.
func (r *Renderer) listLD(sc scope, shown []*event.Event) template.JS { return "" }
