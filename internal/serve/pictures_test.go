package serve

import (
	"bytes"
	"image"
	"image/jpeg"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestPictures checks that sizes are made when they are asked for, and that a
// text that changes leaves them what they are.
func TestPictures(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 900, 600)), nil); err != nil {
		t.Fatal(err)
	}
	const secret = "taken at home"
	stored := "\xff\xd8\xff\xfe\x00\x0f" + secret + photo.String()[2:]
	b := newBench(t, with(small, map[string]string{
		"events/seal.jpg": stored, "events/rome.md": small["events/rome.md"] + "\n![A seal](seal.jpg)\n",
		"events/cut.jpg": stored[:len(stored)/2],
	}), nil)
	page := b.want("/events/rome/", http.StatusOK, "srcset=").Body.String()
	src := regexp.MustCompile(`src="(/pictures/[^"]+)"`).FindStringSubmatch(page)
	if src == nil {
		t.Fatal(page)
	}
	w := b.want(src[1], http.StatusOK, "")
	config, err := jpeg.DecodeConfig(bytes.NewReader(w.Body.Bytes()))
	if err != nil || config.Width != 800 || w.Header().Get("Content-Type") != "image/jpeg" {
		t.Errorf("%d pixels, %v, %v", config.Width, w.Header(), err)
	}
	if full := b.want("/events/seal.jpg", http.StatusOK, "").Body.String(); strings.Contains(full, secret) || len(full) < 100 {
		t.Errorf("%d bytes that may say where they were taken", len(full))
	}
	tag := w.Header().Get("Etag")
	b.change(with(small, map[string]string{
		"events/seal.jpg": stored, "events/rome.md": small["events/rome.md"] + "\nMore. ![A seal](seal.jpg)\n",
		"events/cut.jpg": stored[:len(stored)/2],
	}), nil, "events/rome.md")
	b.want("/events/rome/", http.StatusOK, "More.")
	if w := b.get(src[1], "If-None-Match", tag); w.Code != http.StatusNotModified {
		t.Errorf("after an edit: %d", w.Code)
	}
	// A damaged one is shown as far as it goes.
	if got := b.want("/events/cut.jpg", http.StatusOK, "").Body.String(); strings.Contains(got, secret) {
		t.Error("a damaged picture says where it was taken")
	}
	b.want("/pictures/none-800.jpg", http.StatusNotFound, "")
}

// TestFrames checks that the preview shows the players of the hosts that the
// site opts in to, and of no others.
func TestFrames(t *testing.T) {
	b := newBench(t, small, nil)
	const header = "Content-Security-Policy"
	if got := b.want("/events/rome/", http.StatusOK, "").Header().Get(header); strings.Contains(got, "frame-src") {
		t.Errorf("without leave: %s", got)
	}
	b.change(with(small, map[string]string{"index.md": "---\ntitle: Rome\nembeds: player.vimeo.com\n---\n"}), nil, "index.md")
	if got := b.want("/events/rome/", http.StatusOK, "").Header().Get(header); !strings.HasSuffix(got, "; frame-src https://player.vimeo.com") {
		t.Errorf("with leave: %s", got)
	}
}
