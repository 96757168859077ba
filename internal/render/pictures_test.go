package render

import (
	"strings"
	"testing"

	"dateline/internal/message"
	"dateline/internal/picture"
	"dateline/internal/site"
)

// TestBodyPictures checks what becomes of pictures in a rendered text.
func TestBodyPictures(t *testing.T) {
	s, _ := site.New(site.Input{Media: []*site.Media{
		{Path: "map é.gif", Name: "map é.gif", Size: 13, Head: []byte("GIF89a\xbc\x02\x0a\x00\x00\x00\x00")},
		{Path: "dot.gif", Name: "dot.gif", Size: 13, Head: []byte("GIF89a\x05\x00\x05\x00\x00\x00\x00")},
	}})
	seal := &photo{
		media: &site.Media{Path: "p.jpg", Width: 3000, Picture: picture.Info{Format: picture.JPEG}},
		key:   "abc", widths: []int{480, 800},
	}
	r := &Renderer{site: s, text: message.For("en"), photos: map[string]*photo{"/p.jpg": seal}}
	const lazy = ` loading="lazy" decoding="async">`
	for _, c := range []struct {
		name, text, want string
		eager            bool
	}{
		{"none", `<p>a < b</p>`, `<p>a < b</p>`, true},
		{"elsewhere", `<img src="https://x.example/a.png" alt="a"` + lazy, `<img src="https://x.example/a.png" alt="a"` + lazy, true},
		{"small", `<img src="/dot.gif" alt="a"` + lazy, `<img src="/dot.gif" alt="a" loading="lazy" decoding="async" width="5" height="5">`, false},
		{
			"large, whose name is escaped", `<img src="/map%20%C3%A9.gif" alt=""` + lazy,
			`<a class="picture" href="/map%20%C3%A9.gif" aria-label="The picture in full size"><img src="/map%20%C3%A9.gif" alt="" loading="lazy" decoding="async" width="700" height="10"></a>`, false,
		},
		{
			"in a link, after another", `<a href="/x/">x</a> <a href="/y/"><img src="/map%20%C3%A9.gif" alt="a"` + lazy + `</a>`,
			`<a href="/x/">x</a> <a href="/y/"><img src="/map%20%C3%A9.gif" alt="a" loading="lazy" decoding="async" width="700" height="10"></a>`, false,
		},
		{
			"two at the head", `<img src="/dot.gif" alt="a"` + lazy + `<img src="/dot.gif" alt="a"` + lazy,
			`<img src="/dot.gif" alt="a" decoding="async" width="5" height="5"><img src="/dot.gif" alt="a" loading="lazy" decoding="async" width="5" height="5">`, true,
		},
	} {
		if got := string(r.body(c.text, c.eager)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	if got, want := seal.src()+" "+string(seal.srcset()), "/pictures/abc-800.jpg /pictures/abc-480.jpg 480w, /pictures/abc-800.jpg 800w"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestJobs checks that all files are in one job each, and the sizes of a
// picture in one together.
func TestJobs(t *testing.T) {
	a, b := &photo{}, &photo{}
	p := &Plan{pages: map[string]planned{
		"pictures/a-1.jpg": {photo: a}, "pictures/a-2.jpg": {photo: a}, "pictures/b-1.jpg": {photo: b},
		"a/index.html": {}, "z/index.html": {}, searchWords: {}, searchShard(0): {}, "x.jpg": {photo: a},
	}}
	var got []string
	for _, job := range p.Jobs() {
		got = append(got, strings.Join(job, " "))
	}
	want := "search/words-0.json search/words.json | pictures/a-1.jpg pictures/a-2.jpg | pictures/b-1.jpg | x.jpg | a/index.html | z/index.html"
	if strings.Join(got, " | ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, " | "), want)
	}
}
