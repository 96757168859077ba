package render

// planSources plans the list of all sources, by publisher.
func (r *Renderer) planSources(p *Plan) {}
