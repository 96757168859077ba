package render

import (
	"slices"
	"testing"

	"dateline/internal/edtf"
)

// Every stretch of time has a tick, however short, long or far away it is, and
// no two labels run into each other.
func TestTicks(t *testing.T) {
	for _, spans := range [][]span{
		points(2024.4),
		points(2024.4, 2024.41),
		points(-1e9, 2024),
		points(-44.2, -44.1),
		points(20_000.1, 20_000.11),
		points(1, 1.0001, 1.0002, 2024, 2024.0001),
		points(2005, 2024.47, 2024.471, 2024.48, 2024.54, 2024.541, 2024.55, 2024.75),
		{{1900, 2000}, {1950, 2024}},
	} {
		var s Strip
		drawAxis(&s, newScale(spans), edtf.English)
		if len(s.Ticks) == 0 {
			t.Errorf("%v: no ticks", spans)
		}
		for _, width := range []float64{wideStrip, narrowStrip} {
			shown := slices.DeleteFunc(slices.Clone(s.Ticks), func(tick Tick) bool { return tick.Minor && width == narrowStrip })
			for i := 1; i < len(shown); i++ {
				_, end := shown[i-1].extent(width)
				if start, _ := shown[i].extent(width); start < end {
					t.Errorf("%v at %v px: %q runs into %q", spans, width, shown[i-1].Label, shown[i].Label)
				}
			}
		}
	}
}
