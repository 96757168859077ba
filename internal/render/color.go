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

// The papers of the default theme, and the contrast that text on them needs
// (WCAG 2.2, 1.4.3).
var (
	lightPaper = rgb{1, 254. / 255, 250. / 255}
	darkPaper  = rgb{22. / 255, 20. / 255, 18. / 255}
	black      = rgb{}
	white      = rgb{1, 1, 1}
)

const textContrast = 4.6 // 4.5, and something for rounding

// settingsCSS is what the settings say about colour, as rules that come last.
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
		fmt.Fprintf(&b, "\n%s{%s:%s}", selector, property, c.readable(lightPaper, black))
		fmt.Fprintf(&b, "\n@media (prefers-color-scheme:dark){%s{%s:%s}}", selector, property, c.readable(darkPaper, white))
	}
	rule(":root", "--accent", s.Accent)
	for _, k := range s.Kinds {
		rule(".kind-"+k.ID, "--kind", k.Color)
	}
	b.WriteString(lookCSS(s.Look))
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

// readable mixes c with another colour until text in it can be read on paper.
func (c rgb) readable(paper, with rgb) rgb {
	mixed := c
	for step := 0.0; step < 1 && contrast(mixed, paper) < textContrast; step += 0.05 {
		for i := range mixed {
			mixed[i] = c[i] + (with[i]-c[i])*(step+0.05)
		}
	}
	return mixed
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
