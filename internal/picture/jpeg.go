package picture

import (
	"bytes"
	"encoding/binary"
	"io"
	"iter"
)

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	markerSOF0  = 0xc0 // frame header; to SOF15, but for the next three
	markerSOF2  = 0xc2 // of a progressive picture
	markerDHT   = 0xc4
	markerJPG   = 0xc8
	markerDAC   = 0xcc
	markerSOF15 = 0xcf
	markerRST0  = 0xd0 // within a scan; to RST7
	markerRST7  = 0xd7
	markerSOI   = 0xd8
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerEXP   = 0xdf // the last of those that say how to decode
	markerAPP0  = 0xe0
	markerAPP1  = 0xe1
	markerAPP2  = 0xe2
	markerAPP14 = 0xee
)

func isJPEG(data []byte) bool { return bytes.HasPrefix(data, []byte{0xff, markerSOI, 0xff}) }

// A segment is a part of a JPEG with a length of its own.
type segment struct {
	marker byte
	body   []byte // after the marker and the length
	scan   []byte // of an SOS: the picture's data that follows
}

// segments yields the segments between SOI and EOI. It stops at EOI, behind
// which cameras put further pictures and films, or where the data ends: a
// segment that is cut is not yielded, a scan that is cut is, as far as it goes.
// What lies between segments is skipped, as decoders do.
func segments(data []byte) iter.Seq[segment] {
	return func(yield func(segment) bool) {
		for rest := data[2:]; ; {
			at := bytes.IndexByte(rest, 0xff)
			if at < 0 || at+1 >= len(rest) {
				return
			}
			marker := rest[at+1]
			switch {
			case marker == 0xff: // fill
				rest = rest[at+1:]
				continue
			case marker == markerEOI:
				return
			case marker <= 0x01 || marker >= markerRST0 && marker <= markerSOI: // has no length
				rest = rest[at+2:]
				continue
			}
			rest = rest[at+2:]
			if len(rest) < 2 {
				return
			}
			length := int(binary.BigEndian.Uint16(rest))
			if length < 2 || length > len(rest) {
				return
			}
			s := segment{marker: marker, body: rest[2:length]}
			rest = rest[length:]
			if marker == markerSOS {
				n := scanLength(rest)
				s.scan, rest = rest[:n], rest[n:]
			}
			if !yield(s) {
				return
			}
		}
	}
}

// scanLength is how long a scan is: up to the next marker that does not belong
// to it.
func scanLength(data []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return len(data)
		}
		at += i
		if next := data[at+1]; next != 0 && next != 0xff && (next < markerRST0 || next > markerRST7) {
			return at
		} else if next == 0xff {
			at++
		} else {
			at += 2
		}
	}
}

// isFrame reports whether a segment is a frame header.
func (s segment) isFrame() bool {
	return s.marker >= markerSOF0 && s.marker <= markerSOF15 &&
		s.marker != markerDHT && s.marker != markerJPG && s.marker != markerDAC
}

const (
	exifName = "Exif\x00\x00"
	iccName  = "ICC_PROFILE\x00"
)

// exif returns the TIFF of an Exif segment, nil for others.
func (s segment) exif() []byte {
	if tiff, ok := bytes.CutPrefix(s.body, []byte(exifName)); ok && s.marker == markerAPP1 {
		return tiff
	}
	return nil
}

func (s segment) isICC() bool {
	return s.marker == markerAPP2 && bytes.HasPrefix(s.body, []byte(iccName))
}

func inspectJPEG(head []byte) (Info, error) {
	info := Info{Format: JPEG, Orientation: jpegOrientation(head)}
	for s := range segments(head) {
		if s.isFrame() {
			return info.frame(s)
		}
	}
	return Info{}, io.ErrUnexpectedEOF
}

// frame reads a frame header (T.81, section B.2.2).
func (i Info) frame(s segment) (Info, error) {
	if len(s.body) < 6 || len(s.body) < 6+3*int(s.body[5]) {
		return Info{}, io.ErrUnexpectedEOF
	}
	i.Height, i.Width = int(binary.BigEndian.Uint16(s.body[1:])), int(binary.BigEndian.Uint16(s.body[3:]))
	components := int(s.body[5])
	i.CMYK = components == 4
	samples, most := 0, 1
	for c := range components {
		factors := s.body[6+3*c+1]
		n := int(factors>>4) * int(factors&15)
		samples, most = samples+n, max(most, n)
	}
	i.perPixel = float64(samples) / float64(most)
	if s.marker == markerSOF2 { // all coefficients are held, in four bytes each
		i.perPixel *= 5
	}
	return i, nil
}

// jpegOrientation reads the first Exif segment before the frame header.
func jpegOrientation(data []byte) int {
	for s := range segments(data) {
		if tiff := s.exif(); tiff != nil {
			return exifOrientation(tiff)
		}
		if s.isFrame() {
			break
		}
	}
	return 1
}

// stripJPEG keeps what it takes to decode the picture and to show its colours.
func stripJPEG(data []byte) []byte {
	out := append(make([]byte, 0, len(data)), 0xff, markerSOI)
	orientation := jpegOrientation(data)
	note := orientation != 1
	for s := range segments(data) {
		if note && s.marker != markerAPP0 { // JFIF wants to be first
			out, note = appendSegment(out, markerAPP1, append([]byte(exifName), orientationOnly(orientation)...)), false
		}
		if body, ok := s.kept(); ok {
			out = append(appendSegment(out, s.marker, body), s.scan...)
		}
	}
	return append(out, 0xff, markerEOI)
}

// kept returns what is published of a segment.
func (s segment) kept() (body []byte, ok bool) {
	switch {
	case s.marker >= markerSOF0 && s.marker <= markerEXP, s.isICC():
		return s.body, true
	case s.marker == markerAPP0 && len(s.body) >= 14 && string(s.body[:5]) == "JFIF\x00":
		// The resolution; without the thumbnail, which can show what was cut
		// away from the picture.
		return append(bytes.Clone(s.body[:12]), 0, 0), true
	case s.marker == markerAPP14 && len(s.body) >= 12 && string(s.body[:5]) == "Adobe":
		return s.body[:12], true // how colours are coded
	}
	return nil, false
}

func appendSegment(b []byte, marker byte, body []byte) []byte {
	b = append(b, 0xff, marker)
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)+2))
	return append(b, body...)
}

// withProfile puts the colour profile of one JPEG into another.
func withProfile(encoded, from []byte, gray bool) []byte {
	var profile []byte
	first := true
	for s := range segments(from) {
		if !s.isICC() {
			continue
		}
		// Parts are in order but for odd files, whose profile is dropped: the
		// first tells the colour space, behind its name and number.
		if part := s.body[len(iccName):]; first && (len(part) < 22 || part[0] != 1 || !profileFits(part[2:], gray)) {
			return encoded
		}
		first = false
		profile = appendSegment(profile, s.marker, s.body)
	}
	if profile == nil {
		return encoded
	}
	out := make([]byte, 0, len(encoded)+len(profile))
	out = append(append(out, encoded[:2]...), profile...)
	return append(out, encoded[2:]...)
}

// profileFits reports whether an ICC profile is one for the colours of an
// encoded picture (ICC.1:2022, section 7.2.6).
func profileFits(icc []byte, gray bool) bool {
	want := "RGB "
	if gray {
		want = "GRAY"
	}
	return len(icc) >= 20 && string(icc[16:20]) == want
}
