package render

import (
	"fmt"
	"math"
	"testing"
)

func TestContrast(t *testing.T) {
	if got := contrast(black, white); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white: %v, want 21", got)
	}
	grey, _ := parseColor("#767676") // the lightest grey that passes on white
	if got := contrast(grey, white); math.Abs(got-4.54) > 0.01 {
		t.Errorf("#767676 on white: %v, want 4.54", got)
	}
}

// Whatever colour a site chooses, it can be read on both papers, and a colour
// that can be read already is left alone.
func TestReadable(t *testing.T) {
	for n := range 4096 {
		c, ok := parseColor(fmt.Sprintf("#%02x%02x%02x", n>>8*17, n>>4&15*17, n&15*17))
		if !ok {
			t.Fatal(n)
		}
		for name, paper := range map[string]paper{"light": lightPaper, "dark": darkPaper} {
			got, ok := parseColor(c.readable(paper).String())
			if !ok || paper.contrast(got) < 4.5 {
				t.Errorf("%v becomes %v on %s paper, contrast %v", c, got, name, paper.contrast(got))
			}
			if paper.contrast(c) >= textContrast && got != c {
				t.Errorf("%v is readable on %s paper and became %v", c, name, got)
			}
		}
	}
}
