package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"
)

// levels is how many steps there are from a ground to an ink.
const levels = 16

// pen is an ink on a ground: the place of its first colour in the palette.
type pen uint8

// canvas is a picture of few colours: the paper, then each pen's in steps.
type canvas struct {
	image *image.Paletted
	pens  map[[2]color.RGBA]pen
}

// reset makes all of the picture paper, the first colour of the palette.
func (c *canvas) reset(paper color.RGBA) {
	clear(c.image.Pix)
	c.image.Palette = append(c.image.Palette[:0], paper)
	clear(c.pens)
}

// pen returns the pen of an ink. When there is no room for another one in the
// palette, it is the first.
func (c *canvas) pen(ink, ground color.RGBA) pen {
	key := [2]color.RGBA{ink, ground}
	if p, ok := c.pens[key]; ok {
		return p
	}
	n := len(c.image.Palette)
	if n+levels > 256 {
		return 1
	}
	for i := 1; i <= levels; i++ {
		mix := func(ink, ground uint8) uint8 {
			return uint8(divide(int64(ink)*int64(i)+int64(ground)*int64(levels-i), levels))
		}
		c.image.Palette = append(c.image.Palette, color.RGBA{mix(ink.R, ground.R), mix(ink.G, ground.G), mix(ink.B, ground.B), 255})
	}
	c.pens[key] = pen(n)
	return pen(n)
}

// rect fills a rectangle.
func (c *canvas) rect(r image.Rectangle, p pen) {
	r = r.Intersect(c.image.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.image.Pix[c.image.PixOffset(r.Min.X, y):c.image.PixOffset(r.Max.X, y)]
		for i := range row {
			row[i] = uint8(p) + levels - 1
		}
	}
}

// draw fills a shape at a point. Where it lies over what the same pen drew, the
// two are one.
func (c *canvas) draw(m *mask, at image.Point, p pen) {
	if m == nil {
		return
	}
	r := m.rect.Add(at)
	seen := r.Intersect(c.image.Rect)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		cov := m.cov[(y-r.Min.Y)*r.Dx()+seen.Min.X-r.Min.X:][:seen.Dx()]
		row := c.image.Pix[c.image.PixOffset(seen.Min.X, y):][:seen.Dx()]
		for i, a := range cov {
			if a == 0 {
				continue
			}
			level := int(a)
			if old := int(row[i]) - int(p) + 1; old > 0 && old <= levels {
				level = old + level - (old*level+levels/2)/levels
			}
			row[i] = uint8(int(p) + level - 1)
		}
	}
}

// encoder writes PNG. The pictures are mostly paper, which the fastest way
// packs nearly as small as the slowest.
var encoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &encoderBuffers{}}

type encoderBuffers struct{ pool sync.Pool }

func (b *encoderBuffers) Get() *png.EncoderBuffer {
	buffer, _ := b.pool.Get().(*png.EncoderBuffer)
	return buffer
}

func (b *encoderBuffers) Put(buffer *png.EncoderBuffer) { b.pool.Put(buffer) }

func (c *canvas) encode() []byte {
	var b bytes.Buffer
	b.Grow(32 << 10)
	if err := encoder.Encode(&b, c.image); err != nil {
		panic(err) // a buffer takes all, and the picture has a size
	}
	return b.Bytes()
}
