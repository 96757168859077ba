package render

import (
	"bytes"
	_ "embed"
	"regexp"
	"strings"

	"dateline/internal/site"
)

// What each setting adds to the end of style.css. A site that sets nothing has
// the theme's style sheet as it is.
var (
	//go:embed look/sans.css
	sansCSS string
	//go:embed look/compact.css
	compactCSS string
	//go:embed look/logo.css
	logoCSS string
	//go:embed look/light.css
	lightCSS string
	//go:embed look/dark.css
	darkCSS string
	//go:embed look/fixed.css
	fixedCSS string
)

// lookCSS is what the settings say about how the site looks, colours aside.
func lookCSS(look site.Look) string {
	var b strings.Builder
	if look.Typeface == "sans" {
		b.WriteString(sansCSS)
	}
	if look.Density == "compact" {
		b.WriteString(compactCSS)
	}
	if look.Logo.Path != "" {
		b.WriteString(logoCSS)
	}
	switch look.ColorScheme {
	case "light":
		b.WriteString(lightCSS + fixedCSS)
	case "dark":
		b.WriteString(darkCSS + fixedCSS)
	}
	return b.String()
}

// What a style sheet asks about the reader's preference, at the beginning of a
// query, where the answer can be a media type, and after other conditions.
var (
	schemeQuery = regexp.MustCompile(`(?i)(@media\s*|,\s*)\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)`)
	schemeTest  = regexp.MustCompile(`(?i)\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)`)
)

// fixScheme answers all that a style sheet asks about the colours that the
// reader prefers, for a site that is light or dark for everybody: no selector
// could, without a class on every page and every rule written twice. Paper is
// light always, so that what is dark is dark on screens alone.
func fixScheme(css []byte, scheme string) []byte {
	if scheme == "" {
		return css
	}
	css = schemeQuery.ReplaceAllFunc(css, func(query []byte) []byte {
		parts := schemeQuery.FindSubmatch(query)
		var answer string
		switch asked := strings.ToLower(string(parts[2])); {
		case asked == "dark" && scheme == "light":
			return query // which "not all" would not answer before an "and"
		case asked == "light" && scheme == "dark":
			answer = "print"
		case asked == "dark":
			answer = "screen"
		default:
			answer = "all"
		}
		return append(append(bytes.Clone(parts[1]), ' '), answer...)
	})
	return schemeTest.ReplaceAllFunc(css, func(test []byte) []byte {
		if strings.EqualFold(string(schemeTest.FindSubmatch(test)[1]), scheme) {
			return []byte("(min-width:0)")
		}
		return []byte("(max-width:0)")
	})
}
