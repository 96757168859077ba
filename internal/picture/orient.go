package picture

import (
	"image"
	"image/draw"
)

// A turn takes what is stored to what is shown, by an orientation of Exif.
type turn struct {
	transpose    bool // rows become columns, first
	flipX, flipY bool // then left is right, top is bottom
}

var turns = [...]turn{
	1: {},
	2: {flipX: true},
	3: {flipX: true, flipY: true},
	4: {flipY: true},
	5: {transpose: true},
	6: {transpose: true, flipX: true},
	7: {transpose: true, flipX: true, flipY: true},
	8: {transpose: true, flipY: true},
}

// plane is a rectangle of pixels of n bytes each.
type plane struct {
	pix                      []byte
	stride, width, height, n int
}

// turned returns the plane as it is shown, packed.
func (p plane) turned(t turn) plane {
	width, height := p.width, p.height
	if t.transpose {
		width, height = height, width
	}
	out := plane{make([]byte, width*height*p.n), width * p.n, width, height, p.n}
	// dx and dy are how far apart in p two pixels of out are.
	dx, dy := p.n, p.stride
	if t.transpose {
		dx, dy = dy, dx
	}
	start := 0
	if t.flipX {
		start, dx = start+(width-1)*dx, -dx
	}
	if t.flipY {
		start, dy = start+(height-1)*dy, -dy
	}
	to := out.pix
	for y := range height {
		from := start + y*dy
		for range width {
			copy(to[:p.n], p.pix[from:from+p.n])
			to, from = to[p.n:], from+dx
		}
	}
	return out
}

// turnedRatio is how the colours of a picture are sampled when its rows have
// become columns.
var turnedRatio = map[image.YCbCrSubsampleRatio]image.YCbCrSubsampleRatio{
	image.YCbCrSubsampleRatio444: image.YCbCrSubsampleRatio444,
	image.YCbCrSubsampleRatio420: image.YCbCrSubsampleRatio420,
	image.YCbCrSubsampleRatio422: image.YCbCrSubsampleRatio440,
	image.YCbCrSubsampleRatio440: image.YCbCrSubsampleRatio422,
}

// upright turns a decoded picture. Photos stay in the form that their decoder
// has them in, which takes half the memory.
func upright(m image.Image, orientation int) image.Image {
	if orientation <= 1 || orientation >= len(turns) {
		return m
	}
	t := turns[orientation]
	switch m := m.(type) {
	case *image.YCbCr:
		if ratio, ok := turnedRatio[m.SubsampleRatio]; ok {
			return turnYCbCr(m, t, ratio)
		}
	case *image.Gray:
		p := plane{m.Pix, m.Stride, m.Rect.Dx(), m.Rect.Dy(), 1}.turned(t)
		return &image.Gray{Pix: p.pix, Stride: p.stride, Rect: image.Rect(0, 0, p.width, p.height)}
	case *image.RGBA:
		p := plane{m.Pix, m.Stride, m.Rect.Dx(), m.Rect.Dy(), 4}.turned(t)
		return &image.RGBA{Pix: p.pix, Stride: p.stride, Rect: image.Rect(0, 0, p.width, p.height)}
	case *image.NRGBA:
		p := plane{m.Pix, m.Stride, m.Rect.Dx(), m.Rect.Dy(), 4}.turned(t)
		return &image.NRGBA{Pix: p.pix, Stride: p.stride, Rect: image.Rect(0, 0, p.width, p.height)}
	}
	flat := image.NewNRGBA(m.Bounds())
	draw.Draw(flat, flat.Rect, m, m.Bounds().Min, draw.Src)
	return upright(flat, orientation)
}

// turnYCbCr turns luma and colours alike. Where a picture of odd size has fewer
// samples of colour than pixels, these move by half a pixel.
func turnYCbCr(m *image.YCbCr, t turn, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	if !t.transpose {
		ratio = m.SubsampleRatio
	}
	width, height := m.Rect.Dx(), m.Rect.Dy()
	colorWidth, colorHeight := width, height
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio420:
		colorWidth, colorHeight = (width+1)/2, (height+1)/2
	case image.YCbCrSubsampleRatio422:
		colorWidth = (width + 1) / 2
	case image.YCbCrSubsampleRatio440:
		colorHeight = (height + 1) / 2
	}
	y := plane{m.Y, m.YStride, width, height, 1}.turned(t)
	cb := plane{m.Cb, m.CStride, colorWidth, colorHeight, 1}.turned(t)
	cr := plane{m.Cr, m.CStride, colorWidth, colorHeight, 1}.turned(t)
	return &image.YCbCr{
		Y: y.pix, Cb: cb.pix, Cr: cr.pix, YStride: y.stride, CStride: cb.stride,
		SubsampleRatio: ratio, Rect: image.Rect(0, 0, y.width, y.height),
	}
}
