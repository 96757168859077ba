package render

// planEmbeds plans the pages to embed, and oembed.json.
func (r *Renderer) planEmbeds(p *Plan) {}

// embedLinks is how to put a scope on another site.
func (r *Renderer) embedLinks(sc scope) *Embed { return nil }

// embedAlternates leads to oembed.json from a scope that it describes.
func (r *Renderer) embedAlternates(sc scope) []Alternate { return nil }
