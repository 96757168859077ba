package card

import (
	"image"
	"image/draw"
	"math"
	"sync"
	"sync/atomic"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Glyphs are drawn from outlines in whole numbers. The rasterizer of
// golang.org/x/image gets straight lines alone, between points on a grid of
// 1/64 pixel, and no more than maxMask pixels across: then it counts in whole
// numbers too, but for slopes, each of which is one difference divided by
// another, and one product. There is no sum in it that a processor could round
// otherwise than another.

// maxMask is how wide and high a glyph is at most, in pixels: above, the
// rasterizer counts in fractions. One that is larger is not drawn.
const maxMask = 512

// mask is a shape that is filled: how much of each pixel, in levels.
type mask struct {
	rect image.Rectangle // from the point that the shape is drawn at
	cov  []uint8         // row by row
}

type point struct{ x, y int64 } // in 1/64 pixel, y down

// outline is closed lines, one after the other.
type outline [][]point

func (o *outline) move(p point) { *o = append(*o, []point{p}) }

func (o *outline) line(p point) {
	if n := len(*o); n > 0 {
		(*o)[n-1] = append((*o)[n-1], p)
	}
}

// curve adds a Bézier curve from the last point, by two or three more.
func (o *outline) curve(more ...point) {
	n := len(*o)
	if n == 0 {
		return
	}
	last := (*o)[n-1]
	p := append([]point{last[len(last)-1]}, more...)
	bend := int64(0)
	for i := range p[:len(p)-2] {
		bend = max(bend, abs(p[i].x-2*p[i+1].x+p[i+2].x), abs(p[i].y-2*p[i+1].y+p[i+2].y))
	}
	steps := int64(1) // as many as keep it within about a tenth of a pixel
	for steps < 64 && steps*steps*24 < bend {
		steps++
	}
	for i := int64(1); i <= steps; i++ {
		o.line(at(p, i, steps))
	}
}

// at returns the point of a Bézier curve at i of n parts, by the polynomials
// of Bernstein.
func at(p []point, i, n int64) point {
	j := n - i
	weights := []int64{j * j, 2 * i * j, i * i}
	whole := n * n
	if len(p) == 4 {
		weights = []int64{j * j * j, 3 * i * j * j, 3 * i * i * j, i * i * i}
		whole *= n
	}
	var x, y int64
	for k, w := range weights {
		x += w * p[k].x
		y += w * p[k].y
	}
	return point{divide(x, whole), divide(y, whole)}
}

func abs(n int64) int64 { return max(n, -n) }

// fill returns a shape filled, nil when there is nothing to see or it is too
// large.
func (d *drawer) fill(o outline) *mask {
	low, high := point{math.MaxInt64, math.MaxInt64}, point{math.MinInt64, math.MinInt64}
	for _, contour := range o {
		for _, p := range contour {
			low = point{min(low.x, p.x), min(low.y, p.y)}
			high = point{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	if low.x >= high.x || low.y >= high.y {
		return nil
	}
	r := image.Rect(int(low.x>>6), int(low.y>>6), int((high.x+63)>>6), int((high.y+63)>>6))
	if r.Dx() > maxMask || r.Dy() > maxMask {
		return nil
	}
	d.raster.Reset(r.Dx(), r.Dy())
	d.raster.DrawOp = draw.Src
	place := func(p point) (x, y float32) {
		return float32(p.x-int64(r.Min.X)<<6) / 64, float32(p.y-int64(r.Min.Y)<<6) / 64
	}
	for _, contour := range o {
		d.raster.MoveTo(place(contour[0]))
		for _, p := range contour[1:] {
			d.raster.LineTo(place(p))
		}
		d.raster.ClosePath()
	}
	alpha := image.NewAlpha(image.Rectangle{Max: r.Size()})
	d.raster.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	for i, a := range alpha.Pix {
		alpha.Pix[i] = uint8((int(a)*levels + 127) / 255)
	}
	return &mask{r, alpha.Pix}
}

// glyphKey is a glyph at a size, at a quarter of a pixel.
type glyphKey struct {
	font    *font.Font
	gid     font.GID
	size    int
	quarter uint8
}

// store keeps glyphs that have been drawn, for all cards: a site has a few
// hundred different ones. What is kept is bounded, or Chinese would keep
// thousands.
type store struct {
	glyphs sync.Map // glyphKey to *mask
	bytes  atomic.Int64
}

const maxKept = 8 << 20

// common keeps the glyphs of the built-in fonts.
var common store

func (d *drawer) glyph(k glyphKey) *mask {
	kept := &common
	if d.own != nil && k.font == d.own.font {
		kept = &d.own.kept
	}
	if m, ok := kept.glyphs.Load(k); ok {
		return m.(*mask)
	}
	var m *mask
	if data, ok := d.face(k.font).GlyphDataOutline(k.gid); ok {
		m = d.fill(scaled(data.Segments, k))
	}
	size := int64(128)
	if m != nil {
		size += int64(len(m.cov))
	}
	if kept.bytes.Load() < maxKept {
		kept.bytes.Add(size)
		kept.glyphs.Store(k, m)
	}
	return m
}

// scaled returns an outline of a font at a size. Outlines are in fractions of a
// unit, of which a 64th is what counts.
func scaled(segments []opentype.Segment, k glyphKey) outline {
	upem := int64(k.font.Upem())
	var o outline
	to := func(p opentype.SegmentPoint) point {
		x := divide(grid(p.X)*int64(k.size), upem)
		y := divide(grid(p.Y)*int64(k.size), upem)
		return point{x + int64(k.quarter)*16, -y}
	}
	for _, s := range segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			o.move(to(s.Args[0]))
		case opentype.SegmentOpLineTo:
			o.line(to(s.Args[0]))
		case opentype.SegmentOpQuadTo:
			o.curve(to(s.Args[0]), to(s.Args[1]))
		case opentype.SegmentOpCubeTo:
			o.curve(to(s.Args[0]), to(s.Args[1]), to(s.Args[2]))
		}
	}
	return o
}

// grid returns a place in 64ths of a unit. No font has glyphs of 100,000 units;
// what is no number is nowhere.
func grid(v float32) int64 {
	const most = 100_000
	if !(v > -most && v < most) {
		return 0
	}
	return int64(math.Round(float64(v) * 64))
}
