package render

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"dateline/internal/site"
)

// rgb is a colour in sRGB, each part from 0 to 1.
type rgb [3]float64

// paper is what the default theme sets text on: the page, what is tinted on it,
// and how much of the accent is in what stands out; see style.css. Colours that
// cannot be read are mixed with the ink.
type paper struct {
	page, tint rgb
	accent     float64
	ink        rgb
}

var (
	lightPaper = paper{rgb{1, 254. / 255, 250. / 255}, rgb{245. / 255, 242. / 255, 234. / 255}, 0.07, black}
	darkPaper  = paper{rgb{22. / 255, 20. / 255, 18. / 255}, rgb{32. / 255, 29. / 255, 26. / 255}, 0.09, white}
	black      = rgb{}
	white      = rgb{1, 1, 1}
)

// textContrast is the contrast that text needs (WCAG 2.2, 1.4.3), which is 4.5,
// and something for rounding.
const textContrast = 4.6

// settingsCSS is what the settings say about the look, as rules that come last.
// Inline styles would be simpler, and are what the site's security policy
// forbids. A colour that could not be read is made darker on light paper, and
// lighter on dark paper, as far as it takes.
func settingsCSS(s *site.Settings) []byte {
	var b bytes.Buffer
	rule := func(selector, property, colour string) {
		c, ok := parseColor(colour)
		if !ok {
			return
		}
		fmt.Fprintf(&b, "\n%s{%s:%s}", selector, property, c.readable(lightPaper))
		fmt.Fprintf(&b, "\n@media (prefers-color-scheme:dark){%s{%s:%s}}", selector, property, c.readable(darkPaper))
	}
	rule(":root", "--accent", s.Accent)
	for _, k := range s.Kinds {
		rule(".kind-"+k.ID, "--kind", k.Color)
	}
	b.WriteString(lookCSS(s.Look))
	return b.Bytes()
}

// embedCSS is settingsCSS for pages that other sites show, whose style sheet has
// each colour for light and dark together. A site that is light or dark for
// everybody is so there, whatever their addresses ask for.
func embedCSS(s *site.Settings) []byte {
	var b bytes.Buffer
	rule := func(selector, property, colour string) {
		if c, ok := parseColor(colour); ok {
			fmt.Fprintf(&b, "\n%s{%s:light-dark(%s,%s)}", selector, property, c.readable(lightPaper), c.readable(darkPaper))
		}
	}
	rule(":root", "--accent", s.Accent)
	for _, k := range s.Kinds {
		rule(".kind-"+k.ID, "--kind", k.Color)
	}
	if s.Look.Typeface == "sans" {
		b.WriteString("\n:root{--serif:var(--sans)}")
	}
	if scheme := s.Look.ColorScheme; scheme != "" {
		fmt.Fprintf(&b, "\n@media screen{:root:root:root{color-scheme:%s}}", scheme)
	}
	return b.Bytes()
}

// parseColor reads #rrggbb.
func parseColor(s string) (rgb, bool) {
	if len(s) != 7 || s[0] != '#' {
		return rgb{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return rgb{}, false
	}
	return rgb{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

// String writes #rrggbb.
func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(math.Round(c[0]*255)), int(math.Round(c[1]*255)), int(math.Round(c[2]*255)))
}

// readable mixes c with the ink until text in it can be read on all of a paper.
func (c rgb) readable(on paper) rgb {
	mixed := c
	for step := 0.05; step <= 1 && on.contrast(mixed) < textContrast; step += 0.05 {
		mixed = on.ink.over(c, step)
	}
	return mixed
}

// over returns c laid over another colour, as opaque as a share of 1 says.
func (c rgb) over(below rgb, share float64) rgb {
	for i := range c {
		c[i] = below[i] + (c[i]-below[i])*share
	}
	return c
}

// contrast is the least contrast ratio that text has on the paper, which
// stands out in the text's own colour: the accent or one like it.
func (p paper) contrast(text rgb) float64 {
	return min(contrast(text, p.page), contrast(text, p.tint), contrast(text, text.over(p.page, p.accent)))
}

// contrast is the contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of a colour (WCAG 2.2).
func (c rgb) luminance() float64 {
	for i, v := range c {
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}
