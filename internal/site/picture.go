package site

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // for DecodeConfig
	_ "image/jpeg"
	_ "image/png"
	"io"
	"path"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/picture"
)

// MaxPicture is how large the file of a JPEG or PNG may be, in bytes: it is read
// whole, to remove what it tells about who took it and where.
const MaxPicture = 256 << 20

// measure reads the size of a picture from its header. A JPEG or PNG that is
// too large is published all the same, in the one size that it has.
func measure(m, checked *Media, report func(diag.Pos, string, string, string)) {
	width, height, err := 0, 0, error(nil)
	var info picture.Info
	switch strings.ToLower(path.Ext(m.Path)) {
	case ".png", ".jpg", ".jpeg", ".gif":
		var config image.Config
		config, _, err = image.DecodeConfig(bytes.NewReader(m.Head))
		width, height = config.Width, config.Height
		if i, failed := picture.Inspect(m.Head); err == nil && failed == nil {
			info = i
			width, height = info.Upright()
		}
	case ".webp":
		width, height, err = webpSize(m.Head)
	default:
		return
	}
	cut := int64(len(m.Head)) < m.Size
	switch {
	case err != nil && cut && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)):
		// A photo whose preview alone fills the head: its size stays unknown.
	case err != nil:
		report(diag.Pos{}, "media-damaged", "the picture is damaged: "+err.Error(), "save or copy it again")
	case width <= 0 || height <= 0:
		report(diag.Pos{}, "media-damaged", "the picture has no size", "save or copy it again")
	case info.Format == "" && int64(width)*int64(height) > picture.MaxPixels:
		report(diag.Pos{}, "picture-too-large",
			fmt.Sprintf("the picture has %d × %d pixels; at most %d million are allowed", width, height, picture.MaxPixels/1_000_000),
			"scale it down; screens are 1,000 to 4,000 pixels wide")
	default:
		checked.Width, checked.Height, checked.Picture = width, height, info
	}
}

var errWebP = errors.New("not a WebP header")

// webpSize reads the size of a WebP from its first chunk (RFC 9649, section 2).
func webpSize(head []byte) (width, height int, err error) {
	if len(head) < 30 {
		return 0, 0, io.ErrUnexpectedEOF
	}
	data := head[20:]
	switch string(head[12:16]) {
	case "VP8 ": // after the frame tag and start code: 14 bits each
		return int(binary.LittleEndian.Uint16(data[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(data[8:]) & 0x3fff), nil
	case "VP8L": // after the signature: 14 bits each, less one
		bits := binary.LittleEndian.Uint32(data[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1, nil
	case "VP8X": // after flags: 24 bits each, less one
		return int(uint24(data[4:])) + 1, int(uint24(data[7:])) + 1, nil
	}
	return 0, 0, errWebP
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
