package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// corners is a picture whose corners tell how it lies: red at the top left,
// green at the top right, blue at the bottom left, white at the bottom right.
func corners(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			right, below := x >= width/2, y >= height/2
			var c color.RGBA
			switch {
			case right && below:
				c = color.RGBA{255, 255, 255, 255}
			case right:
				c = color.RGBA{0, 255, 0, 255}
			case below:
				c = color.RGBA{0, 0, 255, 255}
			default:
				c = color.RGBA{255, 0, 0, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// stored returns a picture as a camera stores it that was held in a way that
// the orientation makes good: turned back by hand, pixel by pixel, as Exif's
// table of the eight says.
func stored(m *image.RGBA, orientation int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			// Row and column of the file at which the shown pixel is stored.
			row, column := y, x
			switch orientation {
			case 2: // row 0 at the top, column 0 on the right
				column = w - 1 - x
			case 3: // bottom, right
				row, column = h-1-y, w-1-x
			case 4: // bottom, left
				row = h - 1 - y
			case 5: // left side, top
				row, column = x, y
			case 6: // right side, top
				row, column = w-1-x, y
			case 7: // right side, bottom
				row, column = w-1-x, h-1-y
			case 8: // left side, bottom
				row, column = x, h-1-y
			}
			out.SetRGBA(column, row, m.RGBAAt(x, y))
		}
	}
	return out
}

func encodeJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodePNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// secret stands in every kind of metadata of the fixtures.
const secret = "52.5200N 13.4050E"

// exifWith is an Exif block with an orientation, a place and a note.
func exifWith(order binary.AppendByteOrder, orientation int) []byte {
	b := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II*\x00")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 3)
	entry := func(tag, kind uint16, count uint32, value []byte) {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, count)
		b = append(b, append(value, 0, 0, 0, 0)[:4]...)
	}
	entry(0x010e, 2, uint32(len(secret)), order.AppendUint32(nil, 50)) // description
	entry(tagOrientation, typeShort, 1, order.AppendUint16(nil, uint16(orientation)))
	entry(0x8825, 4, 1, order.AppendUint32(nil, 50)) // place
	return append(append(b, 0, 0, 0, 0), secret...)
}

// icc is the beginning of a colour profile: what is looked at.
func icc(space string) []byte {
	return append(append(make([]byte, 16, 128), space...), make([]byte, 108)...)
}

// withMetadata puts everything that cameras and programs write into a JPEG.
func withMetadata(data []byte, exif []byte) []byte {
	out := []byte{0xff, markerSOI}
	out = appendSegment(out, markerAPP0, append([]byte("JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x01\x01"), 9, 9, 9)) // with a thumbnail
	out = appendSegment(out, markerAPP1, append([]byte(exifName), exif...))
	out = appendSegment(out, markerAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret))
	out = appendSegment(out, markerAPP2, append(append([]byte(iccName), 1, 1), icc("RGB ")...))
	out = appendSegment(out, markerAPP2, []byte("MPF\x00"+secret))
	out = appendSegment(out, 0xed, []byte("Photoshop 3.0\x008BIM"+secret)) // IPTC
	out = appendSegment(out, 0xfe, []byte(secret))                         // comment
	out = append(out, 0xff)                                                // fill
	return append(append(out, data[2:]...), secret...)                     // behind the end
}

// withChunks does the same to a PNG.
func withChunks(data []byte, exif []byte) []byte {
	var before, after []byte
	before = appendChunk(before, "iCCP", append([]byte(secret+"\x00\x00"), deflated(icc("RGB "))...))
	before = appendChunk(before, "gAMA", []byte{0, 0, 0xb1, 0x8f})
	before = appendChunk(before, "eXIf", exif)
	before = appendChunk(before, "tEXt", []byte("Comment\x00"+secret))
	before = appendChunk(before, "iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret))
	before = appendChunk(before, "tIME", []byte{7, 232, 1, 1, 1, 1, 1})
	before = appendChunk(before, "prVt", []byte(secret))
	after = appendChunk(after, "zTXt", []byte("a\x00\x00"+secret))
	end := len(data) - 12
	out := append(append([]byte(nil), data[:pngHeader]...), before...)
	out = append(append(out, data[pngHeader:end]...), after...)
	return append(append(out, data[end:]...), secret...)
}
