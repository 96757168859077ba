package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
)

// cameraExif is what a camera held on its side writes: the picture has to be
// turned to the right, and was taken at a PLACE.
const cameraExif = "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00PLACE"

// photo is the script command "photo width height file": a picture as cameras
// store it, with a place in it, and a JPEG on its side. The format is that of
// the file's name.
func photo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: photo width height file")
	}
	width, err := strconv.Atoi(args[0])
	ts.Check(err)
	height, err := strconv.Atoi(args[1])
	ts.Check(err)
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = uint8(i / 4)
	}
	m.Set(0, 0, color.RGBA{1, 2, 3, 255})
	var b bytes.Buffer
	var data []byte
	if path.Ext(args[2]) == ".png" {
		ts.Check(png.Encode(&b, m))
		data = append(b.Bytes(), "PLACE"...)
	} else {
		ts.Check(jpeg.Encode(&b, m, nil))
		data = append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(2 + len(cameraExif))}, cameraExif...)
		data = append(data, b.Bytes()[2:]...)
	}
	name := ts.MkAbs(args[2])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
	ts.Check(os.WriteFile(name, data, 0o644))
}

// size is the script command "size width height files": the pictures are that
// large, and nothing says where they were taken. The files are a pattern.
func size(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: size width height files")
	}
	names, err := filepath.Glob(ts.MkAbs(args[2]))
	ts.Check(err)
	if len(names) == 0 {
		ts.Fatalf("no files %s", args[2])
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		ts.Check(err)
		m, _, err := image.Decode(bytes.NewReader(data))
		ts.Check(err)
		if got := strconv.Itoa(m.Bounds().Dx()) + " " + strconv.Itoa(m.Bounds().Dy()); got != args[0]+" "+args[1] {
			ts.Fatalf("%s is %s", name, got)
		}
		if bytes.Contains(data, []byte("PLACE")) || bytes.Contains(data, []byte("Exif")) {
			ts.Fatalf("%s tells where it was taken", name)
		}
	}
}
