package picture

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"iter"
	"runtime"
	"slices"
	"testing"
)

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// fixtures returns a picture in both formats, stored in an orientation, with
// all sorts of metadata.
func fixtures(t testing.TB, m *image.RGBA, orientation int) map[Format][]byte {
	turned := stored(m, orientation)
	return map[Format][]byte{
		JPEG: withMetadata(encodeJPEG(t, turned), exifWith(binary.LittleEndian, orientation)),
		PNG:  withChunks(encodePNG(t, turned), exifWith(binary.BigEndian, orientation)),
	}
}

// checkCorners checks a picture's size, and that it lies as corners made it.
func checkCorners(t *testing.T, what string, data []byte, width, height int) {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if got := m.Bounds().Size(); got != image.Pt(width, height) {
		t.Errorf("%s: %v, want %d × %d", what, got, width, height)
		return
	}
	for _, corner := range []struct {
		x, y int
		want color.RGBA
	}{
		{width / 8, height / 8, color.RGBA{255, 0, 0, 255}},
		{width * 7 / 8, height / 8, color.RGBA{0, 255, 0, 255}},
		{width / 8, height * 7 / 8, color.RGBA{0, 0, 255, 255}},
		{width * 7 / 8, height * 7 / 8, color.RGBA{255, 255, 255, 255}},
	} {
		r, g, b, _ := m.At(corner.x, corner.y).RGBA()
		if !near(r, corner.want.R) || !near(g, corner.want.G) || !near(b, corner.want.B) {
			t.Errorf("%s: at %d, %d is %v, want %v", what, corner.x, corner.y, m.At(corner.x, corner.y), corner.want)
		}
	}
}

func near(got uint32, want uint8) bool { d := int(got>>8) - int(want); return d > -24 && d < 24 }

func TestOrientations(t *testing.T) {
	shown := corners(1000, 121)
	for orientation := 1; orientation <= 8; orientation++ {
		for format, data := range fixtures(t, shown, orientation) {
			name := fmt.Sprintf("%s, orientation %d", format, orientation)
			info, err := Inspect(data)
			if err != nil || info.Format != format || info.Orientation != orientation {
				t.Errorf("%s: %+v, %v", name, info, err)
			}
			if w, h := info.Upright(); w != 1000 || h != 121 {
				t.Errorf("%s: %d × %d", name, w, h)
			}
			sizes, err := Scale(data)
			if err != nil || len(sizes) != 2 || !slices.Equal(info.Widths(), []int{480, 800}) {
				t.Errorf("%s: %d sizes, widths %v, %v", name, len(sizes), info.Widths(), err)
				continue
			}
			for i, width := range info.Widths() {
				checkCorners(t, name, sizes[i], width, info.HeightAt(width))
				checkClean(t, name, sizes[i])
			}
			full, err := Upright(data)
			if err != nil {
				t.Error(name, err)
				continue
			}
			checkCorners(t, name+", full", full, 1000, 121)
			checkClean(t, name+", full", full)
			if got, err := Inspect(full); err != nil || got.Orientation != 1 {
				t.Errorf("%s, full: %+v, %v", name, got, err)
			}
		}
	}
}

// checkClean checks that there is nothing in a file but the picture and its
// colours.
func checkClean(t *testing.T, what string, data []byte) {
	t.Helper()
	for _, trace := range []string{secret, exifName, "eXIf", "xmp", "8BIM", "MPF", "tEXt", "tIME"} {
		if bytes.Contains(data, []byte(trace)) {
			t.Errorf("%s: has %q", what, trace)
		}
	}
	profile := iccName
	if isPNG(data) {
		profile = "iCCP"
	}
	if !bytes.Contains(data, []byte(profile)) {
		t.Errorf("%s: has no colour profile", what)
	}
}

// TestStrip checks that what is shown stays the same, bit by bit.
func TestStrip(t *testing.T) {
	for format, data := range fixtures(t, corners(40, 30), 1) {
		clean := Strip(data)
		checkClean(t, string(format), clean)
		want, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(format, err)
		}
		got, _, err := image.Decode(bytes.NewReader(clean))
		if err != nil || !samePixels(want, got) {
			t.Errorf("%s: another picture, %v", format, err)
		}
		if again := Strip(clean); !bytes.Equal(clean, again) {
			t.Errorf("%s: stripping twice gives other bytes", format)
		}
	}
	for format, data := range fixtures(t, corners(40, 30), 6) {
		clean := Strip(data)
		if info, err := Inspect(clean); err != nil || info.Orientation != 6 || bytes.Contains(clean, []byte(secret)) {
			t.Errorf("%s: what is stored on its side became %+v, %v", format, info, err)
		}
	}
	if Strip([]byte("GIF89a")) != nil {
		t.Error("a GIF was taken for a picture of ours")
	}
}

func samePixels(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// TestDeterministic pins the bytes. If it fails and nothing else does, encoders
// write something else than before: raise Version, or old sizes are kept beside
// new ones.
func TestDeterministic(t *testing.T) {
	sums := map[Format]string{JPEG: "3a45b95169c6993f", PNG: "f8fa19e710154f3b"}
	for format, data := range fixtures(t, corners(600, 400), 1) {
		first, err := Scale(data)
		if err != nil {
			t.Fatal(err)
		}
		second, _ := Scale(data)
		if !bytes.Equal(first[0], second[0]) {
			t.Errorf("%s: two runs differ", format)
		}
		if got := sum(first[0]); got != sums[format] {
			t.Errorf("%s: Version %s is %s, got %s", format, Version, sums[format], got)
		}
	}
}

// TestColors holds pictures without colours to having none, and profiles to
// pictures that they fit.
func TestColors(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 500, 20))
	for name, data := range map[string][]byte{"gray.jpg": encodeJPEG(t, gray), "gray.png": encodePNG(t, gray)} {
		sizes, err := Scale(data)
		if err != nil {
			t.Fatal(name, err)
		}
		m, _, err := image.Decode(bytes.NewReader(sizes[0]))
		if err != nil || m.ColorModel() != color.GrayModel {
			t.Errorf("%s: %T, %v", name, m, err)
		}
	}
	// A gray picture with the profile of a colour picture, in both formats.
	for name, data := range map[string][]byte{
		"gray.jpg": withMetadata(encodeJPEG(t, gray), nil), "gray.png": withChunks(encodePNG(t, gray), nil),
	} {
		sizes, err := Scale(data)
		if err != nil || bytes.Contains(sizes[0], []byte(iccName)) || bytes.Contains(sizes[0], []byte("iCCP")) {
			t.Errorf("%s: has a profile that does not fit, %v", name, err)
		}
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 500, 20))
	sizes, err := Scale(encodePNG(t, clear))
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(sizes[0]))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, a := m.At(3, 3).RGBA(); a != 0 {
		t.Error("what is transparent has become opaque")
	}
	palette := image.NewPaletted(image.Rect(0, 0, 700, 20), color.Palette{color.White, color.Black})
	if sizes, err := Scale(encodePNG(t, palette)); err != nil || len(sizes) != 1 {
		t.Errorf("a palette: %d, %v", len(sizes), err)
	}
}

// claims is the header of a picture that says it has a size.
func claims(t testing.TB, format Format, width, height int) []byte {
	if format == PNG {
		data := encodePNG(t, corners(2, 2))
		body := append([]byte(nil), data[16:29]...)
		binary.BigEndian.PutUint32(body, uint32(width))
		binary.BigEndian.PutUint32(body[4:], uint32(height))
		return append(appendChunk([]byte(pngSignature), "IHDR", body), data[pngHeader:]...)
	}
	data := encodeJPEG(t, corners(2, 2))
	at := bytes.Index(data, []byte{0xff, markerSOF0})
	binary.BigEndian.PutUint16(data[at+5:], uint16(height))
	binary.BigEndian.PutUint16(data[at+7:], uint16(width))
	return data
}

func TestHostile(t *testing.T) {
	photo := fixtures(t, corners(1000, 600), 6)
	for _, c := range []struct {
		name string
		data []byte
		want error // nil is any
	}{
		{"no picture", []byte("GIF89a"), ErrFormat},
		{"nothing", nil, ErrFormat},
		{"JPEG that is all header", []byte{0xff, 0xd8, 0xff, 0xe0, 0, 2}, io.ErrUnexpectedEOF},
		{"PNG that is all signature", []byte(pngSignature), io.ErrUnexpectedEOF},
		{"PNG bomb", claims(t, PNG, 60_000, 60_000), ErrTooLarge},
		{"PNG bomb of one row", claims(t, PNG, 1<<31-1, 1), ErrTooLarge},
		{"JPEG bomb", claims(t, JPEG, 65_535, 65_535), ErrTooLarge},
		{"JPEG without a size", claims(t, JPEG, 500, 0), ErrFormat},
		{"JPEG that claims more than it has", claims(t, JPEG, 5_000, 5_000), nil},
		{"cut JPEG", photo[JPEG][:len(photo[JPEG])*3/4], nil},
		{"cut PNG", photo[PNG][:len(photo[PNG])*3/4], nil},
	} {
		sizes, err := Scale(c.data)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %d sizes, %v, want %v", c.name, len(sizes), err, c.want)
		}
		if bytes.Contains(Strip(c.data), []byte(secret)) {
			t.Errorf("%s: stripped, it tells where it was taken", c.name)
		}
	}
}

// TestBombMemory checks that the size is looked at first.
func TestBombMemory(t *testing.T) {
	for _, bomb := range [][]byte{claims(t, PNG, 50_000, 50_000), claims(t, JPEG, 60_000, 60_000)} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = Scale(bomb)
		_, _ = Upright(bomb)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 256<<10 {
			t.Errorf("%d bytes for a picture that is not decoded", got)
		}
	}
}

func TestNotScaled(t *testing.T) {
	small := encodePNG(t, corners(480, 20))
	if info, err := Inspect(small); err != nil || info.Widths() != nil && len(info.Widths()) > 0 {
		t.Errorf("a small picture: %v, %v", info.Widths(), err)
	}
	data := encodePNG(t, corners(1000, 20))
	moving := insertAfterHeader(data, appendChunk(nil, "acTL", []byte{0, 0, 0, 1, 0, 0, 0, 0}))
	if info, err := Inspect(moving); err != nil || !info.Animated || info.Widths() != nil {
		t.Errorf("an animation: %+v, %v", info, err)
	}
	if !bytes.Contains(Strip(moving), []byte("acTL")) {
		t.Error("an animation was stopped")
	}
	photo := encodeJPEG(t, corners(1000, 20))
	at := bytes.Index(photo, []byte{0xff, markerSOF0})
	four := slices.Clone(photo[:at])
	frame := append(slices.Clone(photo[at+4:at+4+15]), 4, 0x11, 0)
	frame[5] = 4
	four = append(appendSegment(four, markerSOF0, frame), photo[at+19:]...)
	if info, err := Inspect(four); err != nil || !info.CMYK || info.Widths() != nil {
		t.Errorf("four colours: %+v, %v", info, err)
	}
}

func TestExifOrientation(t *testing.T) {
	for n := 1; n <= 8; n++ {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			if got := exifOrientation(exifWith(order, n)); got != n {
				t.Errorf("%v: %d, want %d", order, got, n)
			}
		}
		if got := exifOrientation(orientationOnly(n)); got != n {
			t.Errorf("what is written is read as %d, want %d", got, n)
		}
	}
	for _, bad := range []string{"", "II*\x00", "XX*\x00\x08\x00\x00\x00", "II*\x00\xff\xff\xff\xff", "MM\x00*\x00\x00\x00\x08\xff\xff", string(exifWith(binary.BigEndian, 9))} {
		if got := exifOrientation([]byte(bad)); got != 1 {
			t.Errorf("%q: %d", bad, got)
		}
	}
}

func TestCache(t *testing.T) {
	c := NewCache(1 << 20)
	data := encodeJPEG(t, corners(1000, 8))
	info, _ := Inspect(data)
	reads := 0
	read := func() ([]byte, error) { reads++; return data, nil }
	first, err := c.Scale("a", info, read)
	if err != nil || len(first) != 2 {
		t.Fatal(len(first), err)
	}
	if _, err := c.Scale("a", info, read); err != nil || reads != 1 {
		t.Errorf("%d reads, %v", reads, err)
	}
	gone := errors.New("gone")
	if _, err := c.Scale("b", info, func() ([]byte, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Error(err)
	}
	if _, err := c.Scale("b", info, read); err != nil || reads != 2 {
		t.Errorf("a file that is back: %d reads, %v", reads, err)
	}
	if _, err := c.Upright("a", info, read); err != nil || reads != 3 {
		t.Errorf("%d reads, %v", reads, err)
	}
	for i := range 200 {
		if _, err := c.Scale(fmt.Sprint(i), info, read); err != nil {
			t.Fatal(err)
		}
	}
	if c.size > c.limit || c.busy != 0 || len(c.made) > c.limit/entryBytes {
		t.Errorf("%d bytes in %d entries, %d busy", c.size, len(c.made), c.busy)
	}
}

func FuzzPicture(f *testing.F) {
	for orientation := 1; orientation <= 8; orientation += 5 {
		for _, data := range fixtures(f, corners(16, 12), orientation) {
			f.Add(data)
		}
	}
	for _, data := range fixtures(f, corners(490, 3), 6) {
		f.Add(data)
	}
	f.Add(claims(f, PNG, 60_000, 60_000))
	f.Add(claims(f, JPEG, 600, 6))
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := Inspect(data)
		if err == nil && int64(info.Width)*int64(info.Height) > 1<<20 {
			info.Format = "" // decoding takes too long here
		}
		clean := Strip(data)
		if again := Strip(clean); !bytes.Equal(clean, again) {
			t.Fatal("stripping twice gives other bytes")
		}
		if len(clean) > len(data)+64 {
			t.Fatalf("%d bytes became %d", len(data), len(clean))
		}
		if err != nil || info.Format == "" {
			return
		}
		for _, made := range [][]byte{clean, must(Upright(data))} {
			for s := range segmentsOf(made) {
				if s.marker >= markerAPP1 && !s.isICC() && s.marker != markerAPP14 && (s.exif() == nil || info.Orientation == 1) {
					t.Fatalf("segment %x is left", s.marker)
				}
			}
		}
		sizes, err := Scale(data)
		if err == nil && len(sizes) != len(info.Widths()) {
			t.Fatalf("%d sizes for %v", len(sizes), info.Widths())
		}
	})
}

func segmentsOf(data []byte) iter.Seq[segment] {
	if !isJPEG(data) {
		return func(func(segment) bool) {}
	}
	return segments(data)
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:8])
}

func must(data []byte, _ error) []byte { return data }

func BenchmarkScale(b *testing.B) {
	for _, photo := range []struct {
		name string
		data []byte
	}{
		{"JPEG 12 MP", encodeJPEG(b, corners(4000, 3000))},
		{"PNG 2 MP", encodePNG(b, corners(1920, 1080))},
	} {
		b.Run(photo.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Scale(photo.data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStrip(b *testing.B) {
	data := encodeJPEG(b, corners(4000, 3000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Strip(data)
	}
}
