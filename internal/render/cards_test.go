package render

import (
	"os"
	"strings"
	"testing"

	"dateline/internal/card"
	"dateline/internal/edtf"
	"dateline/internal/message"
	"dateline/internal/site"
)

// Cards have the marks that the theme has, for all kinds that there can be.
func TestCardShapes(t *testing.T) {
	for id, rd := range readings {
		if !card.HasShape(rd.shape) {
			t.Errorf("%s: cards have no mark %q", id, rd.shape)
		}
	}
	for _, shape := range append(ownShapes, plainKind.Shape) {
		if !card.HasShape(shape) {
			t.Errorf("cards have no mark %q", shape)
		}
	}
}

// The colours of cards are those of the style sheet.
func TestCardColors(t *testing.T) {
	data, err := os.ReadFile("../../static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	css := string(data)
	light, dark, ok := strings.Cut(css, "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("the style sheet has no dark colours")
	}
	for name, c := range map[string]struct {
		css    string
		colors cardColors
	}{"light": {light, lightCard}, "dark": {dark, darkCard}} {
		for property, value := range map[string]string{
			"paper": c.colors.paper, "ink": c.colors.ink, "quiet": c.colors.quiet, "rule": c.colors.rule, "accent": c.colors.accent,
			"announcement": c.colors.announcement, "action": c.colors.action, "statement": c.colors.statement, "analysis": c.colors.analysis,
		} {
			if !strings.Contains(c.css, "--"+property+": "+value+";") {
				t.Errorf("%s: --%s is not %s", name, property, value)
			}
		}
	}
}

func TestCardColor(t *testing.T) {
	s := &site.Site{Settings: site.Settings{
		Accent: "#ffff00", Kinds: []site.Kind{{ID: "deadline"}, {ID: "action"}, {ID: "own", Color: "#123456"}, {ID: "plain"}},
	}}
	for _, scheme := range []string{"", "dark"} {
		s.Look.ColorScheme = scheme
		r := &Renderer{site: s, text: message.For("en")}
		c := r.cardColors()
		for id, want := range map[string]string{
			"deadline": rgb{1, 1, 0}.readable(c.on).String(), "action": c.action, "plain": c.ink, "": c.ink,
			"own": rgb{0x12 / 255., 0x34 / 255., 0x56 / 255.}.readable(c.on).String(),
		} {
			if got := r.cardColor(id); got != c.own("", want) {
				t.Errorf("%q %s: %v, want %s", scheme, id, got, want)
			}
		}
	}
}

func TestOGLocale(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "en_US", "en-GB": "en_GB", "de": "de_DE", "zh-Hant": "zh_TW", "ar": "ar_EG", "pt": "pt_BR", "es-419": "", "": "", "x": "",
	} {
		if got := ogLocale(lang); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

func TestWholeDay(t *testing.T) {
	for date, want := range map[string]string{
		"2024-07-16": "2024-07-16", "2024-07": "", "2024-07-16/2024-07-20": "", "[2024-07-16,2024-07-17]": "",
		"2024-07-16T14:00:00Z": "2024-07-16T14:00:00Z",
	} {
		d, err := edtf.Parse(date)
		if err != nil {
			t.Fatal(err)
		}
		if got := wholeDay(d); got != want {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
}
