package picture

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// Qualities of JPEG. A smaller version is looked at as it is; a photo that was
// turned is what people enlarge, print and keep.
const (
	scaledQuality = 82
	turnedQuality = 92
)

// Scale returns the picture, upright and without metadata, at each of the
// widths that [Info.Widths] names, in its own format. Errors are ErrFormat,
// ErrTooLarge, ErrCMYK, and those of decoding a damaged file or one of a sort
// that browsers show and the decoder does not know.
func Scale(data []byte) ([][]byte, error) {
	info, err := Inspect(data)
	if err != nil {
		return nil, err
	}
	widths := info.Widths()
	if len(widths) == 0 {
		return nil, info.check()
	}
	m, err := decode(data, info)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(widths))
	gray := isGray(m)
	for i := len(widths) - 1; i >= 0; i-- {
		size := image.Pt(widths[i], info.HeightAt(widths[i]))
		if info.turned() {
			size.X, size.Y = size.Y, size.X
		}
		m = halve(m, size)
		scaled := upright(resample(m, size), info.Orientation)
		if out[i], err = encode(scaled, data, info.Format, gray, scaledQuality); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Upright returns the picture at its full size, upright and without metadata.
// Most files need no decoding for that: see [Strip]. Errors are those of Scale.
func Upright(data []byte) ([]byte, error) {
	info, err := Inspect(data)
	if err != nil {
		return nil, err
	}
	if info.Orientation == 1 {
		return Strip(data), nil
	}
	if info.Animated {
		return nil, errors.New("an animation is not turned")
	}
	m, err := decode(data, info)
	if err != nil {
		return nil, err
	}
	gray := isGray(m)
	return encode(upright(m, info.Orientation), data, info.Format, gray, turnedQuality)
}

// decode decodes what the header allows, and nothing that says one thing in
// its header and is another.
func decode(data []byte, info Info) (image.Image, error) {
	if err := info.check(); err != nil {
		return nil, err
	}
	decodeConfig, decodeAll := jpeg.DecodeConfig, jpeg.Decode
	if info.Format == PNG {
		decodeConfig, decodeAll = png.DecodeConfig, png.Decode
	}
	config, err := decodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if config.Width != info.Width || config.Height != info.Height {
		return nil, ErrFormat
	}
	return decodeAll(bytes.NewReader(data))
}

// isGray reports whether a picture has no colours by its kind.
func isGray(m image.Image) bool {
	return m.ColorModel() == color.GrayModel || m.ColorModel() == color.Gray16Model
}

// encode writes a picture in the format and the colours of the file that it was
// made from. One that had no colours gets none.
func encode(m image.Image, from []byte, format Format, gray bool, quality int) ([]byte, error) {
	if gray {
		m = toGray(m)
	}
	var b bytes.Buffer
	if format == PNG {
		e := png.Encoder{CompressionLevel: png.DefaultCompression}
		if err := e.Encode(&b, m); err != nil {
			return nil, err
		}
		return withColor(b.Bytes(), from, gray), nil
	}
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return withProfile(b.Bytes(), from, gray), nil
}

func toGray(m image.Image) image.Image {
	rgba, ok := m.(*image.RGBA)
	if !ok {
		return m
	}
	out := image.NewGray(rgba.Rect)
	for i := range out.Pix { // both are packed
		out.Pix[i] = rgba.Pix[4*i]
	}
	return out
}
