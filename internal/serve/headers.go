package serve

import (
	"net/http"
	"path"
	"strings"
)

// policy are the headers that the site has where it is published (a test
// compares them with its _headers), so that what the policy forbids fails
// while it is written, and those that only a preview needs.
//
// Strict-Transport-Security is left out: it must not be sent over plain HTTP
// (RFC 6797, section 7.2). So is leave for other sites to show what is below
// /embed/: they cannot show a preview.
var policy = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
		"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Permissions-Policy":         "camera=(), geolocation=(), microphone=()",
	"Referrer-Policy":            "strict-origin-when-cross-origin",
	"X-Content-Type-Options":     "nosniff",
	"X-Frame-Options":            "SAMEORIGIN",

	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "no-cache",
}

func setPolicy(h http.Header) {
	for name, value := range policy {
		h.Set(name, value)
	}
}

// allowFrames adds to the policy the hosts whose players the site shows.
func allowFrames(h http.Header, sources string) {
	if sources != "" {
		h.Set("Content-Security-Policy", policy["Content-Security-Policy"]+"; "+sources)
	}
}

// contentTypes are those of the files that sites are made of. The system's own
// table differs from machine to machine.
var contentTypes = map[string]string{
	".html":    "text/html; charset=utf-8",
	".css":     "text/css; charset=utf-8",
	".js":      "text/javascript; charset=utf-8",
	".mjs":     "text/javascript; charset=utf-8",
	".json":    "application/json",
	".geojson": "application/geo+json",
	".map":     "application/json",
	".xml":     "application/xml",
	".xsl":     "application/xslt+xml",
	// Browsers show the source of what is application/atom+xml, and draw XML
	// with its style sheet; feed readers take both (RFC 7303, section 9.1).
	".atom":        "application/xml",
	".rss":         "application/xml",
	".ics":         "text/calendar; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".md":          "text/markdown; charset=utf-8",
	".vtt":         "text/vtt; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".pdf":         "application/pdf",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".gif":         "image/gif",
	".webp":        "image/webp",
	".avif":        "image/avif",
	".ico":         "image/vnd.microsoft.icon",
	".mp3":         "audio/mpeg",
	".m4a":         "audio/mp4",
	".ogg":         "audio/ogg",
	".opus":        "audio/ogg",
	".wav":         "audio/wav",
	".flac":        "audio/flac",
	".mp4":         "video/mp4",
	".m4v":         "video/mp4",
	".webm":        "video/webm",
	".mov":         "video/quicktime",
	".ogv":         "video/ogg",
	".woff":        "font/woff",
	".woff2":       "font/woff2",
	".ttf":         "font/ttf",
	".otf":         "font/otf",
	".wasm":        "application/wasm",
	".zip":         "application/zip",
}

func contentType(name string) string {
	if path.Base(name) == "feed.json" {
		return "application/feed+json" // jsonfeed.org, version 1.1
	}
	if strings.HasSuffix(name, ".schema.json") {
		return "application/schema+json" // JSON Schema, draft 2020-12
	}
	if t, ok := contentTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
