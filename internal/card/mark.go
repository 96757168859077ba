package card

import "image"

// The marks of kinds, as in templates/shape.html: contours in tenths of a
// pixel of a mark of 16 by 16, around its middle.
var marks = map[string][][]int64{
	"diamond":  {{0, -74, 74, 0, 0, 74, -74, 0}},
	"square":   {{-52, -52, 52, -52, 52, 52, -52, 52}},
	"quote":    {{-65, -60, 65, -60, 65, 34, 9, 34, -30, 70, -30, 34, -65, 34}},
	"triangle": {{0, -65, 70, 60, -70, 60}},
	"down":     {{0, 65, -70, -60, 70, -60}},
	"cross":    {{-22, -66, 22, -66, 22, -22, 66, -22, 66, 22, 22, 22, 22, 66, -22, 66, -22, 22, -66, 22, -66, -22, -22, -22}},
	"star":     {{0, -76, 20, -25, 74, -23, 32, 11, 46, 63, 0, 33, -46, 63, -32, 11, -74, -23, -20, -25}},
	"house":    {{0, -70, 60, -16, 60, 60, -60, 60, -60, -16}},
	"bars":     {{-60, -60, -16, -60, -16, 60, -60, 60}, {16, -60, 60, -60, 60, 60, 16, 60}},
	"half":     {},
	"ring":     {},
	"disc":     {},
}

// HasShape reports whether there is a mark of that name; another is a disc.
func HasShape(name string) bool { _, ok := marks[name]; return ok }

// mark returns a mark of a size in pixels.
func (d *drawer) mark(shape string, size int) *mask {
	var o outline
	to := func(x, y int64) point { return point{divide(x*int64(size)*64, 160), divide(y*int64(size)*64, 160)} }
	for _, contour := range marks[shape] {
		for i := 0; i < len(contour); i += 2 {
			if p := to(contour[i], contour[i+1]); i == 0 {
				o.move(p)
			} else {
				o.line(p)
			}
		}
	}
	// arc draws quarters of a circle: Bézier curves, whose inner points are
	// 0.5523 of the radius away.
	arc := func(r, y int64, quarters [][2]int64) {
		o.move(to(quarters[0][0]*r, y+quarters[0][1]*r))
		for i := 1; i < len(quarters); i++ {
			a, b := quarters[i-1], quarters[i]
			near := func(from, toward [2]int64) point {
				k := divide(r*5523, 10000)
				return to(from[0]*r+toward[0]*k, y+from[1]*r+toward[1]*k)
			}
			o.curve(near(a, b), near(b, a), to(b[0]*r, y+b[1]*r))
		}
	}
	right, below, left, above := [2]int64{1, 0}, [2]int64{0, 1}, [2]int64{-1, 0}, [2]int64{0, -1}
	switch shape {
	case "half":
		arc(64, 34, [][2]int64{left, above, right})
	case "ring":
		arc(60, 0, [][2]int64{right, below, left, above, right})
		arc(34, 0, [][2]int64{right, above, left, below, right})
	default:
		if len(o) == 0 {
			arc(58, 0, [][2]int64{right, below, left, above, right})
		}
	}
	return d.fill(o)
}

// middle is the point that a mark of a size stands at whose box begins at x.
func middle(x, y, size int) image.Point { return image.Pt(x+size/2, y) }
