package render

import (
	"testing"

	"dateline/internal/site"
)

func TestFixScheme(t *testing.T) {
	for _, test := range []struct{ css, light, dark string }{
		{"@media (prefers-color-scheme: dark) {a{}}", "@media (max-width:0) {a{}}", "@media  screen {a{}}"},
		{"@media(PREFERS-COLOR-SCHEME:light){a{}}", "@media all{a{}}", "@media print{a{}}"},
		{
			"@media (prefers-color-scheme:dark) and (width>1px){a{}}",
			"@media (max-width:0) and (width>1px){a{}}", "@media  screen and (width>1px){a{}}",
		},
		{
			"@media (width>1px) and (prefers-color-scheme: light){a{}}",
			"@media (width>1px) and (min-width:0){a{}}", "@media (width>1px) and (max-width:0){a{}}",
		},
		{"a{color:red}", "a{color:red}", "a{color:red}"},
	} {
		for scheme, want := range map[string]string{"": test.css, "light": test.light, "dark": test.dark} {
			if got := string(fixScheme([]byte(test.css), scheme)); got != want {
				t.Errorf("%q, %q: got %q, want %q", test.css, scheme, got, want)
			}
		}
	}
}

// Each setting adds rules of its own, and none adds nothing.
func TestLookCSS(t *testing.T) {
	seen := map[string]bool{"": true}
	if got := lookCSS(site.Look{}); got != "" {
		t.Errorf("no settings add %q", got)
	}
	for _, look := range []site.Look{
		{ColorScheme: "light"}, {ColorScheme: "dark"}, {Typeface: "sans"}, {Density: "compact"}, {Logo: site.Logo{Path: "logo.svg"}},
	} {
		got := lookCSS(look)
		if seen[got] {
			t.Errorf("%+v adds what another does: %q", look, got)
		}
		seen[got] = true
	}
}
