// Package picture makes what a site publishes of a photo or a drawing: the
// picture without what its file tells about who took it and where, and smaller
// versions of it for smaller screens.
//
// It reads and writes JPEG and PNG. [Inspect] reads a header, which is what
// pages need; [Strip] leaves out metadata without touching the picture;
// [Upright] and [Scale] decode. Laws:
//
//   - Only parts that it takes to show the picture are published. That is a
//     list of what is kept, not of what is removed: a kind of metadata that is
//     invented tomorrow is gone too. See jpeg.go and png.go.
//   - An ICC profile is kept as it is, in every size. It describes the numbers
//     of the pixels, and scaling does not change what these mean; converting
//     them to sRGB would lose the colours that newer cameras record.
//   - The header is looked at before anything is decoded. What would take more
//     than [MaxPixels] or MaxBusy is not decoded at all.
//   - The same bytes give the same bytes.
//   - No input panics. A damaged picture is an error of what decodes it, and
//     Strip returns as much of it as there is.
package picture

import (
	"errors"
	"slices"
)

// A Format is one that this package reads and writes.
type Format string

// The formats, by the ending of a file's name.
const (
	JPEG Format = "jpg"
	PNG  Format = "png"
)

// Version is part of the name of whatever is made. It has to be raised when the
// same picture comes out as other bytes than before, be it that this package
// changed or an encoder of the standard library: a test notices.
const Version = "1"

// MaxPixels is how large a picture may be to be decoded. Fifty million pixels
// are a poster in print quality; a file of a few kilobytes can claim a thousand
// times as many.
const MaxPixels = 50_000_000

// MaxBusy is how many bytes pictures may take while they are scaled, one alone
// or some at the same time. It is enough
// for the largest JPEG and PNG, but for progressive JPEGs of more than 35
// million pixels and PNGs with 16 bits a colour.
const MaxBusy = 400 << 20

var (
	// ErrFormat says that the data is no JPEG or PNG.
	ErrFormat = errors.New("not a JPEG or PNG")
	// ErrTooLarge says that the picture is not decoded because of its size.
	ErrTooLarge = errors.New("too large to be scaled")
	// ErrCMYK says that a JPEG is separated for print. Showing its colours on
	// a screen takes more than this package knows.
	ErrCMYK = errors.New("a picture in the colours of print, CMYK")
)

// Info is what the header of a picture says.
type Info struct {
	Format        Format
	Width, Height int  // in pixels, as stored
	Orientation   int  // 1 to 8, as in Exif 2.32, section 4.6.5: how to turn what is stored; 1 is not at all
	Animated      bool // an APNG, of which a smaller version would stand still
	CMYK          bool // see ErrCMYK

	perPixel float64 // bytes that a decoded pixel takes
}

// Upright returns the size of the picture as it is shown.
func (i Info) Upright() (width, height int) {
	if i.turned() {
		return i.Height, i.Width
	}
	return i.Width, i.Height
}

// turned reports whether rows are columns.
func (i Info) turned() bool { return i.Orientation >= 5 }

// Decoded returns about how many bytes it takes to decode and to scale the
// picture. Scaling needs four a pixel: of a large one, after it was halved.
func (i Info) Decoded() int64 {
	scaling := 4.0
	if largest := steps[len(steps)-1]; min(i.Width, i.Height) >= 2*largest {
		scaling = 1
	}
	return int64(float64(i.Width) * float64(i.Height) * (i.perPixel + scaling))
}

// check says why a picture is not decoded; nil when it can be tried.
func (i Info) check() error {
	switch {
	case i.Width <= 0 || i.Height <= 0:
		return ErrFormat
	case i.Width > MaxPixels/i.Height || i.Decoded() > MaxBusy:
		return ErrTooLarge
	case i.CMYK:
		return ErrCMYK
	}
	return nil
}

// TooLarge reports whether the picture is larger than what is decoded.
func (i Info) TooLarge() bool { return errors.Is(i.check(), ErrTooLarge) }

// steps are the widths in which a picture is offered. A column of text takes
// up to 640 pixels of a page, and screens have up to three for one of these.
var steps = []int{480, 800, 1200, 1600}

// Widths returns the widths, in pixels, in which Scale makes the picture:
// those that are smaller than it is, from the smallest. There are none for one
// that is not scaled.
func (i Info) Widths() []int {
	if i.Animated || i.check() != nil {
		return nil
	}
	width, _ := i.Upright()
	n, _ := slices.BinarySearch(steps, width)
	return steps[:n:n]
}

// HeightAt returns the height of the picture at a width.
func (i Info) HeightAt(width int) int {
	w, h := i.Upright()
	return max(1, int((int64(h)*int64(width)*2+int64(w))/(int64(w)*2)))
}

// Inspect reads the header of a picture. The head may be the beginning of the
// file alone: io.ErrUnexpectedEOF says that the header goes on behind it, or
// that the file is cut. Data of other formats is ErrFormat.
func Inspect(head []byte) (Info, error) {
	switch {
	case isJPEG(head):
		return inspectJPEG(head)
	case isPNG(head):
		return inspectPNG(head)
	}
	return Info{}, ErrFormat
}

// Strip returns a picture without its metadata. What is shown is the same, bit
// by bit; so that it still is shown upright, a picture that is stored otherwise
// keeps the note that says so, and of its Exif nothing else. What cannot be
// read of a damaged file is left out. It returns nil for other formats.
func Strip(data []byte) []byte {
	switch {
	case isJPEG(data):
		return stripJPEG(data)
	case isPNG(data):
		return stripPNG(data)
	}
	return nil
}
