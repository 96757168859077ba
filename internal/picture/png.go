package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
	"iter"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

func isPNG(data []byte) bool { return bytes.HasPrefix(data, []byte(pngSignature)) }

// A chunk is a part of a PNG (PNG, third edition, section 5.3).
type chunk struct {
	kind string
	body []byte
	raw  []byte // with length, kind and checksum
}

// chunks yields the chunks up to and with IEND. One that is cut is not yielded,
// unless it holds the picture.
func chunks(data []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		for rest := data[len(pngSignature):]; len(rest) >= 8; {
			length := int64(binary.BigEndian.Uint32(rest))
			c := chunk{kind: string(rest[4:8])}
			if length+12 > int64(len(rest)) {
				if c.kind == "IDAT" {
					c.body, c.raw = rest[8:], rest
					yield(c)
				}
				return
			}
			c.body, c.raw = rest[8:8+length], rest[:length+12]
			rest = rest[length+12:]
			if !yield(c) || c.kind == "IEND" {
				return
			}
		}
	}
}

// pngKept are the chunks that it takes to show the picture.
var pngKept = map[string]bool{
	"IHDR": true, "PLTE": true, "tRNS": true, "IDAT": true, "IEND": true,
	"acTL": true, "fcTL": true, "fdAT": true, // animation
}

// pngColor are the chunks that say what the numbers of the pixels mean, in
// smaller versions too.
var pngColor = map[string]bool{"iCCP": true, "sRGB": true, "gAMA": true, "cHRM": true, "cICP": true}

// Types of colour (PNG, section 11.2.1).
const (
	pngGray      = 0
	pngRGB       = 2
	pngPalette   = 3
	pngGrayAlpha = 4
)

func inspectPNG(head []byte) (Info, error) {
	info := Info{Format: PNG, Orientation: 1}
	for c := range chunks(head) {
		switch c.kind {
		case "IHDR":
			if len(c.body) != 13 {
				return Info{}, ErrFormat
			}
			width, height := binary.BigEndian.Uint32(c.body), binary.BigEndian.Uint32(c.body[4:])
			if width > 1<<31-1 || height > 1<<31-1 {
				return Info{}, ErrFormat
			}
			info.Width, info.Height = int(width), int(height)
			info.perPixel = pngPerPixel(c.body[8], c.body[9])
		case "acTL":
			info.Animated = true
		case "eXIf":
			info.Orientation = exifOrientation(c.body)
		case "IDAT":
			if info.perPixel == 0 {
				return Info{}, ErrFormat
			}
			return info, nil
		}
	}
	return Info{}, io.ErrUnexpectedEOF
}

// pngPerPixel is what the decoder takes: it knows gray, palettes and colours
// with alpha.
func pngPerPixel(depth, color byte) float64 {
	n := 4.0
	if color == pngGray || color == pngPalette {
		n = 1
	}
	if depth == 16 {
		n *= 2
	}
	return n
}

func stripPNG(data []byte) []byte {
	out := append(make([]byte, 0, len(data)), pngSignature...)
	begun := false // what comes behind the picture does not turn it
	for c := range chunks(data) {
		begun = begun || c.kind == "IDAT"
		switch {
		case c.kind == "iCCP":
			out = append(out, namelessProfile(c)...)
		case pngKept[c.kind], pngColor[c.kind]:
			out = append(out, c.raw...)
		case c.kind == "eXIf" && !begun:
			if orientation := exifOrientation(c.body); orientation != 1 {
				out = appendChunk(out, "eXIf", orientationOnly(orientation))
			}
		}
	}
	return out
}

// namelessProfile replaces the name of a colour profile, which is free text.
func namelessProfile(c chunk) []byte {
	_, rest, ok := bytes.Cut(c.body, []byte{0})
	if !ok {
		return nil
	}
	return appendChunk(nil, "iCCP", append([]byte("ICC\x00"), rest...))
}

func appendChunk(b []byte, kind string, body []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	at := len(b)
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[at:]))
}

// withColor puts what says what the pixels of one PNG mean into another, whose
// pixels are in gray or in colours.
func withColor(encoded, from []byte, gray bool) []byte {
	var color []byte
	for c := range chunks(from) {
		switch {
		case c.kind == "IDAT":
			return insertAfterHeader(encoded, color)
		case c.kind == "iCCP":
			if pngProfileFits(c, gray) {
				color = append(color, namelessProfile(c)...)
			}
		case pngColor[c.kind]:
			color = append(color, c.raw...)
		}
	}
	return insertAfterHeader(encoded, color)
}

// pngHeader is the length of the signature and of IHDR, which is first.
const pngHeader = len(pngSignature) + 4 + 4 + 13 + 4

func insertAfterHeader(encoded, color []byte) []byte {
	if len(color) == 0 {
		return encoded
	}
	out := make([]byte, 0, len(encoded)+len(color))
	out = append(append(out, encoded[:pngHeader]...), color...)
	return append(out, encoded[pngHeader:]...)
}

// pngProfileFits looks into a compressed profile, no further than need be.
func pngProfileFits(c chunk, gray bool) bool {
	_, rest, ok := bytes.Cut(c.body, []byte{0})
	if !ok || len(rest) < 1 || rest[0] != 0 {
		return false
	}
	r, err := zlib.NewReader(bytes.NewReader(rest[1:]))
	if err != nil {
		return false
	}
	var head [20]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return false
	}
	return profileFits(head[:], gray)
}
