package serve

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dateline"
	"dateline/internal/build"
)

// TestTypes: browsers draw feeds only as plain XML, and a JSON Feed has a type
// of its own in every folder.
func TestTypes(t *testing.T) {
	for name, want := range map[string]string{
		"feed.atom": "application/xml", "tags/a/feed.rss": "application/xml", "feed.json": "application/feed+json",
		"tags/a/feed.json": "application/feed+json", "axis/events.json": "application/json", "feed.0123456789.xsl": "application/xslt+xml",
		"a.ATOM": "application/xml", "unknown": "application/octet-stream",
	} {
		if got := contentType(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestPages(t *testing.T) {
	b := newBench(t, small, nil)
	for address, want := range map[string]string{
		"/": "text/html; charset=utf-8", "/events/rome/": "text/html; charset=utf-8", "/events/rome/index.html": "text/html; charset=utf-8",
		"/notes.txt": "text/plain; charset=utf-8", "/sitemap.xml": "application/xml", "/robots.txt": "text/plain; charset=utf-8",
		b.clientPath("client.js"): "text/javascript; charset=utf-8", b.clientPath("client.css"): "text/css; charset=utf-8",
	} {
		w := b.want(address, http.StatusOK, "")
		if got := w.Header().Get("Content-Type"); got != want {
			t.Errorf("GET %s: Content-Type %q, want %q", address, got, want)
		}
		tag := w.Header().Get("Etag")
		if !strings.HasPrefix(tag, `"`) || len(tag) != 34 {
			t.Errorf("GET %s: Etag %s", address, tag)
		}
		if w := b.get(address, "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 || w.Header().Get("Etag") != tag {
			t.Errorf("GET %s again: %d, %d bytes", address, w.Code, w.Body.Len())
		}
		if w := b.get(address, "If-None-Match", `"other"`); w.Code != http.StatusOK {
			t.Errorf("GET %s with another tag: %d", address, w.Code)
		}
		if w := b.do(http.MethodHead, address); w.Code != http.StatusOK || w.Header().Get("Etag") != tag {
			t.Errorf("HEAD %s: %d", address, w.Code)
		}
	}
	home := b.get("/").Body.String()
	for address := range strings.FieldsSeq(strings.NewReplacer(`href="`, " ", `"`, " ").Replace(home)) {
		if strings.HasPrefix(address, "/style.") {
			if got := b.want(address, http.StatusOK, "").Header().Get("Content-Type"); got != "text/css; charset=utf-8" {
				t.Errorf("style sheet: %s", got)
			}
		}
	}
	if !strings.Contains(home, `client.js" data-source="index.md"></script></head>`) {
		t.Error("the script does not know where the home page comes from")
	}
	if !strings.Contains(b.get("/about/").Body.String(), `data-source="pages/about.md"`) {
		t.Error("the script does not know where a page comes from")
	}
	if w := b.get("/tags/"); strings.Contains(w.Body.String(), "data-source") {
		t.Error("a list comes from one file")
	}
}

func TestRedirects(t *testing.T) {
	b := newBench(t, with(small, map[string]string{"events/à b/ü.md": "---\ntitle: U\ndate: 1999\n---\n"}), nil)
	for address, want := range map[string]string{
		"/about": "/about/", "/events/rome": "/events/rome/", "/events/rome?a=b&c": "/events/rome/?a=b&c",
		"/events/%C3%A0%20b/%C3%BC": "/events/%C3%A0%20b/%C3%BC/",
	} {
		w := b.get(address)
		if got := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || got != want {
			t.Errorf("GET %s: %d to %q, want %q", address, w.Code, got, want)
		}
	}
	for _, address := range []string{"/nowhere", "/notes.txt/", "//about"} {
		b.want(address, http.StatusNotFound, "")
	}
}

func TestNotFound(t *testing.T) {
	b := newBench(t, small, nil)
	w := b.want("/nowhere/", http.StatusNotFound, "Page not found")
	if w.Header().Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(w.Body.String(), b.clientPath("client.js")) {
		t.Errorf("%v", w.Header())
	}
	if w := b.do(http.MethodHead, "/nowhere/"); w.Code != http.StatusNotFound || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d, %d bytes", w.Code, w.Body.Len())
	}
	for _, address := range []string{b.clientPath("nothing.js"), b.clientPath(""), b.clientPath("client.js/"), space, "/_dateline"} {
		if w := b.get(address); w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), b.token) {
			t.Errorf("GET %s: %d, %s", address, w.Code, w.Body)
		}
	}
}

// Pictures are sent from the file, in parts if that is asked for.
func TestMedia(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "events"), 0o755); err != nil {
		t.Fatal(err)
	}
	film := strings.Repeat("0123456789", 1000)
	for name, text := range map[string]string{
		"index.md": small["index.md"], "events/rome.md": small[rome], "events/film.txt": film, "events/empty.txt": "",
	} {
		if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in, err := build.Project{Content: folder, Templates: "none", Static: "none", Theme: dateline.Theme}.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, small, nil)
	b.rebuild(change{input: in})
	w := b.want("/events/film.txt", http.StatusOK, film)
	if w.Header().Get("Content-Type") != "text/plain; charset=utf-8" || w.Header().Get("Etag") == "" {
		t.Errorf("%v", w.Header())
	}
	w = b.get("/events/film.txt", "Range", "bytes=10-14")
	if w.Code != http.StatusPartialContent || w.Body.String() != "01234" || w.Header().Get("Content-Range") != "bytes 10-14/10000" {
		t.Errorf("range: %d, %q, %v", w.Code, w.Body, w.Header())
	}
	b.want("/events/empty.txt", http.StatusOK, "")
	// It has changed, and the watcher has not noticed yet: never half of each.
	if err := os.WriteFile(filepath.Join(folder, "events", "film.txt"), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if w := b.get("/events/film.txt"); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("changed: %d", w.Code)
	}
}

func TestInject(t *testing.T) {
	b := newBench(t, small, nil)
	tags := string(b.inject(nil, ""))
	for page, want := range map[string]string{
		"<head><title>x</title></head><body></body>": "<head><title>x</title>" + tags + "</head><body></body>",
		"<p>no head</p></body></html>":               "<p>no head</p>" + tags + "</body></html>",
		"<p>bare":                                    "<p>bare" + tags,
	} {
		if got := string(b.inject([]byte(page), "")); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := string(b.inject(nil, `a"><b>.md`)); strings.Contains(got, "<b>") {
		t.Errorf("got %s", got)
	}
}

// Many ask at once, while the site changes: for the race detector.
func TestManyAtOnce(t *testing.T) {
	b := newBench(t, small, nil)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				for _, address := range []string{"/", "/events/rome/", "/about", "/nowhere/", "/notes.txt"} {
					if w := b.get(address); w.Code >= 500 {
						t.Errorf("GET %s: %d", address, w.Code)
					}
				}
			}
		})
	}
	for i := range 30 {
		text := small[rome]
		if i%2 == 0 {
			text = romeBroken
		}
		b.change(with(small, map[string]string{rome: text}), nil, "content/"+rome)
	}
	wg.Wait()
}
