package render

// planFeeds plans the feeds of all scopes.
func (r *Renderer) planFeeds(p *Plan) {}

// feedLinks are the feeds of a scope, for readers.
func (r *Renderer) feedLinks(sc scope) []Link { return nil }

// feedAlternates are the feeds of a scope, for feed readers.
func (r *Renderer) feedAlternates(sc scope) []Alternate { return nil }
