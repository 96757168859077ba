package picture

import (
	"image"
	"image/draw"
)

// Scaling is done with whole numbers: the same picture comes out as the same
// bytes on every processor, which may round sums of products of fractions in
// its own way. It takes the memory of a few rows beside the two pictures.

// halve takes a picture to half its size for as long as it stays at least as
// large as size. Each pixel is the mean of four: cheap, and for that ratio
// exact.
func halve(m image.Image, size image.Point) image.Image {
	for {
		w, h := (m.Bounds().Dx()+1)/2, (m.Bounds().Dy()+1)/2
		if w < size.X || h < size.Y {
			return m
		}
		m = half(m, w, h)
	}
}

// half returns the mean of every two by two pixels. A last row or column that
// has none beside it counts twice.
func half(m image.Image, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	bounds := m.Bounds()
	band := image.NewRGBA(image.Rect(0, 0, bounds.Dx(), 2))
	for y := range h {
		draw.Draw(band, band.Rect, m, image.Pt(bounds.Min.X, bounds.Min.Y+2*y), draw.Src)
		top, bottom := band.Pix[:band.Stride], band.Pix[band.Stride:]
		if 2*y+1 == bounds.Dy() {
			bottom = top
		}
		row := out.Pix[y*out.Stride:][:4*w]
		for x := range bounds.Dx() / 2 {
			a, b, to := top[8*x:8*x+8:8*x+8], bottom[8*x:8*x+8:8*x+8], row[4*x:4*x+4:4*x+4]
			for c := range to {
				to[c] = uint8((uint(a[c]) + uint(a[c+4]) + uint(b[c]) + uint(b[c+4]) + 2) / 4)
			}
		}
		if bounds.Dx()%2 == 1 {
			at := 4 * (bounds.Dx() - 1)
			for c := range 4 {
				row[4*(w-1)+c] = uint8((uint(top[at+c]) + uint(bottom[at+c]) + 1) / 2)
			}
		}
	}
	return out
}

// taps are the pixels that one pixel of the result is made of, with the part
// that each has of one.
type taps struct {
	first   int
	weights []int32 // of one
}

// one is the sum of the weights of a pixel. Between rows and columns, values
// have rowBits more bits than a byte.
const (
	oneBits = 14
	one     = 1 << oneBits
	rowBits = 6
)

// catmullRom is twice the cubic of Catmull and Rom at t, in 1/65536, from 0 to
// 2. It keeps edges sharp.
func catmullRom(t int64) int64 {
	const unit = 1 << 16
	t2 := t * t / unit
	t3 := t2 * t / unit
	switch {
	case t < unit:
		return 3*t3 - 5*t2 + 2*unit
	case t < 2*unit:
		return -t3 + 5*t2 - 8*t + 4*unit
	}
	return 0
}

// tapsFor returns the taps that make to pixels out of from, which are more.
func tapsFor(from, to int) []taps {
	all := make([]taps, to)
	raw := make([]int64, 0, 4*from/to+4)
	for i := range all {
		// In units of half a pixel of both: pixel j of from is at (2j+1)·to,
		// the middle of what is made at (2i+1)·from, and one step of the curve
		// is 2·from.
		middle, step := int64(2*i+1)*int64(from), 2*int64(from)
		first := max(0, (middle-2*step)/int64(2*to))
		raw = raw[:0]
		sum := int64(0)
		for j := first; j < int64(from) && (2*j+1)*int64(to) < middle+2*step; j++ {
			distance := (2*j+1)*int64(to) - middle
			w := catmullRom(max(distance, -distance) << 16 / step)
			raw, sum = append(raw, w), sum+w
		}
		t := taps{int(first), make([]int32, len(raw))}
		largest, rest := 0, int32(one)
		for k, w := range raw {
			t.weights[k] = int32(w * one / sum)
			rest -= t.weights[k]
			if w > raw[largest] {
				largest = k
			}
		}
		t.weights[largest] += rest
		all[i] = t
	}
	return all
}

// resample returns a picture at a smaller size, or the same.
func resample(m image.Image, size image.Point) *image.RGBA {
	src := asRGBA(m)
	w, h := src.Rect.Dx(), src.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, size.X, size.Y))
	columns, rows := tapsFor(w, size.X), tapsFor(h, size.Y)
	row := make([]int32, 4*w)
	for y, t := range rows {
		clear(row)
		for k, weight := range t.weights {
			pix := src.Pix[(t.first+k)*src.Stride:][:len(row)]
			for i, p := range pix {
				row[i] += weight * int32(p)
			}
		}
		for i := range row {
			row[i] >>= oneBits - rowBits
		}
		resampleRow(out.Pix[y*out.Stride:][:4*size.X], row, columns)
	}
	return out
}

func resampleRow(to []uint8, row []int32, columns []taps) {
	for _, t := range columns {
		var r, g, b, a int32 = one << rowBits / 2, one << rowBits / 2, one << rowBits / 2, one << rowBits / 2
		from := row[4*t.first:]
		for _, weight := range t.weights {
			p := from[:4:4]
			r, g, b, a = r+weight*p[0], g+weight*p[1], b+weight*p[2], a+weight*p[3]
			from = from[4:]
		}
		// Colours are multiplied by alpha, and never more than that.
		alpha := min(max(a>>(oneBits+rowBits), 0), 255)
		to[0] = uint8(min(max(r>>(oneBits+rowBits), 0), alpha))
		to[1] = uint8(min(max(g>>(oneBits+rowBits), 0), alpha))
		to[2] = uint8(min(max(b>>(oneBits+rowBits), 0), alpha))
		to[3] = uint8(alpha)
		to = to[4:]
	}
}

func asRGBA(m image.Image) *image.RGBA {
	if rgba, ok := m.(*image.RGBA); ok && rgba.Rect.Min == (image.Point{}) {
		return rgba
	}
	out := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}
