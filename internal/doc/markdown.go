package doc

import "dateline/internal/diag"

// Markdown renders the body.
func (d Document) Markdown(opt MarkdownOptions) (Body, diag.List) { return Body{}, nil }
