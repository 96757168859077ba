package render

import (
	"math"
	"testing"
)

func points(times ...float64) []span {
	out := make([]span, len(times))
	for i, t := range times {
		out[i] = span{t, t}
	}
	return out
}

func TestScaleBreaks(t *testing.T) {
	tests := []struct {
		name  string
		spans []span
		want  int // segments
	}{
		{"one event", points(2024), 1},
		{"an even decade", points(2000, 2002, 2004, 2006, 2008, 2010), 1},
		{"few events far apart need no break", points(1980, 1989, 1990.9, 1991.6, 1993.3), 1},
		{"a crowd after years of nothing", points(2005, 2024.47, 2024.471, 2024.48, 2024.54, 2024.541, 2024.55, 2024.56), 2},
		{"a crowd before years of nothing", points(1999, 1999.01, 1999.02, 1999.03, 1999.04, 2024), 2},
		{"a long event is no gap", append(points(2005, 2024.47, 2024.471, 2024.48, 2024.5), span{2005, 2024}), 1},
		{"never more than five breaks", points(1, 1.0001, 100, 100.0001, 200, 200.0001, 300, 300.0001, 400, 400.0001, 500, 500.0001, 600, 600.0001, 700, 700.0001), 1 + maxBreaks},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := len(newScale(tt.spans).segments); got > tt.want || tt.want <= 2 && got != tt.want {
				t.Errorf("%d segments, want %d", got, tt.want)
			}
		})
	}
}

// The scale that leaves nothing out has one stretch, and every place on it is
// in proportion. A stretch of the other has room for a mark, however few events
// it has.
func TestScaleUnbroken(t *testing.T) {
	spans := points(1900, 1950)
	for i := range 100 {
		spans = append(spans, span{2024 + float64(i)/1000, 2024 + float64(i)/1000})
	}
	sc := newScale(spans)
	if len(sc.segments) != 3 {
		t.Fatalf("%d segments", len(sc.segments))
	}
	for _, s := range sc.segments {
		if s.width < segmentLeast {
			t.Errorf("from %v to %v: %v%% wide", s.from, s.to, s.width)
		}
	}
	whole := sc.unbroken()
	if len(whole.segments) != 1 {
		t.Fatalf("%d segments", len(whole.segments))
	}
	first, middle, last := whole.at(1900), whole.at(1962), whole.at(2024)
	if math.Abs(middle-(first+last)/2) > 1e-9 {
		t.Errorf("1900, 1962 and 2024 stand at %v, %v and %v", first, middle, last)
	}
}

// An axis is read from left to right: a later time never stands to the left of
// an earlier one, and nothing stands off the axis.
func FuzzScale(f *testing.F) {
	f.Add(2005.0, 2024.4, 2024.5, 2024.6)
	f.Add(-17e7, 0.0, 2024.5, 2024.5)
	f.Fuzz(func(t *testing.T, a, b, c, d float64) {
		spans := []span{}
		for _, v := range []float64{a, b, c, d} {
			if math.IsNaN(v) || math.Abs(v) > 1e12 {
				return
			}
			spans = append(spans, span{v, v})
		}
		sc := newScale(spans)
		width := 0.0
		for _, s := range sc.segments {
			width += s.width
		}
		if total := width + breakWidth*float64(len(sc.segments)-1); math.Abs(total-100) > 1e-6 {
			t.Errorf("the axis is %v wide", total)
		}
		for i := range spans {
			for j := range spans {
				x, y := sc.at(spans[i].from), sc.at(spans[j].from)
				if x < 0 || x > 100 || spans[i].from < spans[j].from && x > y {
					t.Errorf("%v stands at %v, %v at %v", spans[i].from, x, spans[j].from, y)
				}
			}
		}
	})
}
