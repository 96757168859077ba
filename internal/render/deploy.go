package render

// planDeploy plans what static hosts read: _headers and _redirects.
func (r *Renderer) planDeploy(p *Plan) {}
