package render

import "dateline/internal/event"

// planCards plans the pictures that other sites show with a link.
func (r *Renderer) planCards(p *Plan) {}

// eventCard is the picture of an event; nil when there is none.
func (r *Renderer) eventCard(e *event.Event) *Card { return nil }

// siteCard is the picture of all other pages; nil when there is none.
func (r *Renderer) siteCard() *Card { return nil }
