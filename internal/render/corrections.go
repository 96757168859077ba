package render

// planCorrections plans the list of all corrections.
func (r *Renderer) planCorrections(p *Plan) {}
