package site

import (
	"path"
	"slices"
	"strings"

	"dateline/internal/diag"
)

// fontExtensions are what files of fonts that cards can be set in are called.
var fontExtensions = []string{".ttf", ".otf", ".ttc", ".otc"}

// IsCardFontName reports whether a file can be a font for cards, by its name.
func IsCardFontName(name string) bool {
	return slices.Contains(fontExtensions, strings.ToLower(path.Ext(name)))
}

// readCards reads what the settings say about the pictures that other sites
// show with a link. That there is such a font is known only when the site is
// put together with the theme.
func (r *settingsReader) readCards() {
	if _, _, given := r.f.Get("cards"); given {
		before := r.found.Count(diag.Error)
		r.s.Cards = r.f.Bool("cards") || r.found.Count(diag.Error) > before
	}
	t := r.f.Text("card_font", maxURL)
	name := path.Clean(strings.TrimPrefix(t.S, "/"))
	switch {
	case t.IsZero():
	case hasScheme(t.S) || strings.HasPrefix(t.S, "//"):
		r.report(t, "font-elsewhere", "card_font "+diag.Quote(t.S)+" is on another site, from where nothing is loaded",
			"save the file beside index.md and write its name")
	case hasDotDot(name):
		r.report(t, "font-outside", "card_font "+diag.Quote(t.S)+" leaves the site", "put the file beside index.md, or into static/")
	case !IsCardFontName(name):
		r.report(t, "font-type", "card_font "+diag.Quote(t.S)+" is not a TTF, OTF or TTC, by its name",
			"use the font as it is for desktops: files for browsers, such as WOFF2, are packed")
	default:
		r.s.CardFont = CardFont{Path: name, Pos: t.Pos, Length: t.Length}
	}
}

// isCardFont reports whether a file is there to draw cards with. It is not
// published: that a font may be used for pictures is not that it may be given
// away.
func (s *Settings) isCardFont(m *Media) bool {
	return s.CardFont.Path != "" && m.Path == s.CardFont.Path
}
