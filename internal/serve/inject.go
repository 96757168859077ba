package serve

import (
	"bytes"
	"html"
)

// space is where the preview's own files are. Nothing of the site is.
const space = "/_dateline/"

// clientPath is the address of one of the preview's own files, or of the
// stream.
func (s *Server) clientPath(name string) string { return space + s.token + "/" + name }

// inject adds the preview's script and style sheet to a page. The script
// learns from its own tag where the stream is (beside it) and which file the
// page is made from.
func (s *Server) inject(page []byte, source string) []byte {
	tags := `<link rel="stylesheet" href="` + s.clientPath("client.css") + `">` +
		`<script type="module" src="` + s.clientPath("client.js") + `"`
	if source != "" {
		tags += ` data-source="` + html.EscapeString(source) + `"`
	}
	tags += "></script>"
	at := bytes.Index(page, []byte("</head>"))
	if at < 0 {
		if at = bytes.LastIndex(page, []byte("</body>")); at < 0 {
			at = len(page)
		}
	}
	out := make([]byte, 0, len(page)+len(tags))
	out = append(out, page[:at]...)
	out = append(out, tags...)
	return append(out, page[at:]...)
}
