package site

import (
	"bytes"
	"strings"
	"testing"

	"dateline/internal/diag"
)

func mediaCodes(path, head string) string {
	_, found := checkMedia(&Media{Path: path, Name: path, Size: int64(len(head)), Head: []byte(head)})
	var codes []string
	for _, d := range found {
		codes = append(codes, d.Code)
	}
	return strings.Join(codes, " ")
}

// TestSVGTricks holds what slips through a check that looks at pieces.
func TestSVGTricks(t *testing.T) {
	wrap := func(s string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">` + s + `</svg>`
	}
	for _, active := range []string{
		`<style>@im<!-- -->port "https://evil.example/";</style>`,
		`<style><g/>@import "https://evil.example/";</style>`,
		`<style><![CDATA[a{fill:url(https://evil.example/)}]]></style>`,
		`<style>a{fill:u\72l(https://evil.example/)}</style>`,
		`<rect style="fill:u\72l(https://evil.example/)"/>`,
		`<style>a{background:image-set("https://evil.example/x.png")}</style>`,
		`<style>a{fill:url( 'https://evil.example/' )}</style>`,
		`<style>a{fill:ur/**/l(x);b:url(//evil.example)}</style>`,
		`<a xlink:href=" java&#115;cript:alert(1)"/>`,
		`<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>`,
		`<g ONLOAD="x()"/>`,
		`<use href="other.svg#a"/>`,
		`<g xml:base="https://evil.example/"/>`,
		`<animate attributeName="xlink:href" values="javascript:x"/>`,
		`<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>`,
	} {
		if got := mediaCodes("a.svg", wrap(active)); !strings.Contains(got, "svg-active") {
			t.Errorf("%s: %q", active, got)
		}
	}
	for _, fine := range []string{
		`<style>/* made by hand */ .a:hover{fill:#fff;stroke:url(#b)}</style><text>@import url(x) is text</text>`,
		`<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="C:\art\bird.png" i:label="a:b(c)"/>`,
		`<image xlink:href="data:image/png;base64,iVBORw0KGgo="/>`,
		`<path d="M0 0" transform="translate(1,2)" clip-path="url(#c)"/>`,
	} {
		if got := mediaCodes("a.svg", wrap(fine)); got != "" {
			t.Errorf("%s: %q", fine, got)
		}
	}
}

// TestPictureCut checks a photo whose header lies beyond the part that is
// read: its size is not known, and that is no fault.
func TestPictureCut(t *testing.T) {
	head := append([]byte("\xff\xd8\xff\xe1\xff\xff"), bytes.Repeat([]byte{0}, 60_000)...)
	m := &Media{Path: "a.jpg", Name: "a.jpg", Size: 1 << 20, Head: head}
	if checked, found := checkMedia(m); len(found) > 0 || checked.Width != 0 {
		t.Errorf("%v, %v", checked.Width, found)
	}
	m.Size = int64(len(head))
	if _, found := checkMedia(m); found.Count(diag.Error) != 1 {
		t.Errorf("a file that ends early: %v", found)
	}
}

func FuzzMedia(f *testing.F) {
	f.Add(".svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="5px"><style>a{}</style><a href="#x"/></svg>`))
	f.Add(".png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02"))
	f.Add(".gif", []byte("GIF89a\x01\x00\x01\x00"))
	f.Add(".jpg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"))
	f.Add(".webp", []byte("RIFF\x20\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00/aaaaaaaaaaaaa"))
	f.Add(".txt", []byte("<html>"))
	f.Fuzz(func(t *testing.T, ext string, head []byte) {
		if strings.ContainsAny(ext, "/\x00") {
			return
		}
		m := &Media{Path: "a" + ext, Name: "a" + ext, Size: int64(len(head)), Head: head}
		checked, found := checkMedia(m)
		if checked.Width < 0 || checked.Height < 0 || int64(checked.Width)*int64(checked.Height) > 1e12 {
			t.Fatalf("%d × %d", checked.Width, checked.Height)
		}
		for _, d := range found {
			if d.Code == "" || d.Message == "" || d.File != m.Name {
				t.Fatal(d)
			}
		}
	})
}

// TestTextTracks checks what a WebVTT file begins with.
func TestTextTracks(t *testing.T) {
	for _, fine := range []string{"WEBVTT", "WEBVTT\n\n", "WEBVTT\r\n", "WEBVTT a note\n", "WEBVTT\tx", "\ufeffWEBVTT\n"} {
		if got := mediaCodes("a.vtt", fine); got != "" {
			t.Errorf("%q: %q", fine, got)
		}
	}
	for _, not := range []string{"", "webvtt\n", "WEBVTTS\n", " WEBVTT\n", "1\n00:00,000 --> 00:01,000\n", "\ufeff\ufeffWEBVTT"} {
		if got := mediaCodes("a.vtt", not); got != "track-invalid" {
			t.Errorf("%q: %q", not, got)
		}
	}
}

// TestLargeFiles checks from which size on a file is said to be large.
func TestLargeFiles(t *testing.T) {
	for size, want := range map[int64]int{largeFile: 0, largeFile + 1: 1} {
		_, found := checkMedia(&Media{Path: "a.webm", Name: "a.webm", Size: size, Head: []byte("\x1a\x45\xdf\xa3")})
		if len(found) != want || want > 0 && (found[0].Code != "media-large" || found[0].Severity != diag.Warning) {
			t.Errorf("%d bytes: %v", size, found)
		}
	}
}
