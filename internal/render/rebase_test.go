package render

import (
	"strings"
	"testing"

	"dateline/internal/site"
)

// Addresses are found in attributes alone, and all of them.
func TestRebaseBase(t *testing.T) {
	page := `<p>a srcset="no, , /b</p><img srcset="/a-1.png 1w, /a,%20b.png 2w, https://x.example/, /c 3w" src="/a"><p>, /d 4w</p>` +
		`<a href="/" data-href="/no" title="/no">/no</a><a href="//x.example/"><a href="#y"><a href=""><form action="/">` +
		`<video poster="/p.jpg"><meta http-equiv="refresh" content="0;url=/z/"><meta name="x" content="/no"><i class="/no"`
	page = strings.Replace(page, `srcset="no`, `srcset=&#34;no`, 1)
	want := strings.NewReplacer(
		`"/a-1`, `"/base/a-1`, ` /a,`, ` /base/a,`, ` /c`, ` /base/c`, `src="/a"`, `src="/base/a"`, ` href="/"`, ` href="/base/"`,
		`action="/"`, `action="/base/"`, `"/p`, `"/base/p`, `url=/z/`, `url=/base/z/`,
	).Replace(page)
	r := &Renderer{site: &site.Site{}, base: "/base"}
	if got := string(r.rebase([]byte(page), "x/index.html")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	r.base = ""
	if got := string(r.rebase([]byte(page), "x/index.html")); got != page {
		t.Errorf("at the root: got %s", got)
	}
}

func TestRebaseRelative(t *testing.T) {
	r := &Renderer{site: &site.Site{Settings: site.Settings{Relative: true}}, base: "/base"}
	for _, c := range []struct{ path, address, want string }{
		{"index.html", "/", "./index.html"},
		{"index.html", "/#find", "#find"},
		{"index.html", "/?q=a#find", "./index.html?q=a#find"},
		{"index.html", "/style.css", "./style.css"},
		{"events/x/index.html", "/", "../../index.html"},
		{"events/x/index.html", "/events/x/#note", "#note"},
		{"events/x/index.html", "/events/x/", "../../events/x/index.html"},
		{"events/x/index.html", "/events/x/y/#note", "../../events/x/y/index.html#note"},
		{"events/x/index.html", "/events/seal.jpg", "../../events/seal.jpg"},
		{"events/x/index.html", "/?kind=a/", "../../index.html?kind=a/"},
		{"events/x/index.html", "#note", "#note"},
		{"events/x/index.html", "https://x.example/", "https://x.example/"},
		{"events/x/index.html", "//x.example/", "//x.example/"},
		{"old.html", "/a/", "./a/index.html"},
		{"404.html", "/a/", "/base/a/"},
		{atRoot, "/#x", "./index.html#x"},
		{atRoot, "/a/", "./a/index.html"},
	} {
		if got, want := string(r.rebase([]byte(`<a href="`+c.address+`">`), c.path)), `<a href="`+c.want+`">`; got != want {
			t.Errorf("%s in %s: got %s, want %s", c.address, c.path, got, want)
		}
	}
}
