package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"dateline/internal/links"
)

// linkServer starts a site elsewhere, and puts its address in the place of
// http://links.example in the named files.
func linkServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: linkserver FILE...")
	}
	mux := http.NewServeMux()
	for _, path := range []string{"/there", "/copy"} {
		mux.HandleFunc(path, func(http.ResponseWriter, *http.Request) {})
	}
	s := httptest.NewServer(mux)
	ts.Defer(s.Close)
	for _, name := range args {
		text := strings.ReplaceAll(ts.ReadFile(name), "http://links.example", s.URL)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o644))
	}
}

// elsewhere is the rest of the world, in the time of a bubble: what each
// address says, by status.
type elsewhere struct {
	says  map[string]int // 0 is that there is no host
	takes time.Duration

	mu    sync.Mutex
	asked []string
}

func (w *elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(w.takes)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, r.Method+" "+r.URL.String())
	status := w.says[r.URL.String()]
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if status == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: r.URL.Host, IsNotFound: true}
	}
	return &http.Response{StatusCode: status, Header: http.Header{"Location": {"https://moved.example/now"}}, Body: http.NoBody}, nil
}

// inLinkedSite goes to a folder with a small site, whose links lead to w, in a
// bubble of time.
func inLinkedSite(t *testing.T, w *elsewhere, do func(t *testing.T)) {
	t.Helper()
	inSite(t)
	write(t, "content/events/rome.md", strings.Replace(romeText, "---\n\n", `sources:
  - {title: Dead, url: "https://dead.example/", archive: "https://archive.example/dead"}
  - {title: There, url: "https://there.example/"}
---

`, 1)+"\n[Moved](https://moved.example/before#part)\n")
	network = w
	t.Cleanup(func() { network = nil })
	synctest.Test(t, do)
}

// typed runs a command and returns its exit code and what it prints.
func typed(ctx context.Context, args ...string) (code int, out, err string) {
	var a, b strings.Builder
	code = run(ctx, args, terminal{in: strings.NewReader(""), out: &a, err: &b})
	return code, a.String(), b.String()
}

// What is asked when, what is said about it, and what is kept.
func TestCheckLinks(t *testing.T) {
	w := &elsewhere{says: map[string]int{
		"https://dead.example/": 404, "https://archive.example/dead": 200, "https://there.example/": 200,
		"https://moved.example/before": 301, "https://moved.example/now": 200,
	}}
	inLinkedSite(t, w, func(t *testing.T) {
		code, out, errs := typed(t.Context(), "check", "--links")
		if code != exitOK || errs != "dateline: links: 4 of 4 addresses tried; 1 dead, 1 moved\n" || len(w.asked) != 6 {
			t.Fatalf("%d %s %s %s", code, out, errs, w.asked)
		}
		for _, want := range []string{
			`content/events/rome.md:5:24: warning[link-dead]: "https://dead.example/" is dead: 404 Not Found`,
			"if it is dead on another day as well, the pages offer readers the archived copy instead",
			`content/events/rome.md:11:9: info[link-moved]: "https://moved.example/before#part" has moved for good`,
			"hint: write https://moved.example/now#part",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%s is not in\n%s", want, out)
			}
		}

		// One day later: what is well is not tried again, but for one address that
		// shows that there is a network.
		w.asked, w.says["https://dead.example/"] = nil, 0
		time.Sleep(24 * time.Hour)
		code, out, _ = typed(t.Context(), "check", "--links", "--strict", "--format", "json")
		if diff := cmp.Diff([]string{"HEAD https://archive.example/dead", "HEAD https://dead.example/"}, w.asked); code != exitFault || diff != "" {
			t.Errorf("%d %s", code, diff)
		}
		if !strings.Contains(out, `"code": "link-dead"`) || !strings.Contains(out, "the pages offer readers the archived copy instead") {
			t.Error(out)
		}
		want := `{"version":1,"about":"What ` + "`dateline check --links`" + ` found out about addresses on other sites. Keep it with the content; do not edit it."}
{"url":"https://archive.example/dead","state":"ok","status":200,"tried":"2000-01-01","success":"2000-01-01"}
{"url":"https://dead.example/","state":"dead","why":"there is no host of this name","tried":"2000-01-02","failures":2}
{"url":"https://moved.example/before","state":"ok","status":200,"moved":"https://moved.example/now","tried":"2000-01-01","success":"2000-01-01"}
{"url":"https://there.example/","state":"ok","status":200,"tried":"2000-01-01","success":"2000-01-01"}
`
		if diff := cmp.Diff(want, read(t, "content/links.jsonl")); diff != "" {
			t.Error(diff)
		}

		// After a week all are asked, and what is back is back.
		time.Sleep(6 * 24 * time.Hour)
		w.asked, w.says["https://dead.example/"] = nil, 200
		_, _, errs = typed(t.Context(), "check", "--links")
		if errs != "dateline: links: 4 of 4 addresses tried; 1 moved\n" {
			t.Error(errs)
		}
	})
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Without a network there is one error, and what was known stays.
func TestCheckLinksOffline(t *testing.T) {
	w := &elsewhere{says: map[string]int{}}
	inLinkedSite(t, w, func(t *testing.T) {
		known := `{"url":"https://dead.example/","state":"ok","tried":"1999-12-01"}` + "\n"
		write(t, "content/links.jsonl", known)
		code, out, errs := typed(t.Context(), "check", "--links")
		if code != exitFault || out != "" || !strings.HasPrefix(errs, "dateline: error: no network") {
			t.Errorf("%d %s %s", code, out, errs)
		}
		if read(t, "content/links.jsonl") != known {
			t.Error("what was known is lost")
		}
	})
}

// Ctrl-C keeps what was learned by then.
func TestCheckLinksInterrupted(t *testing.T) {
	w := &elsewhere{says: map[string]int{}, takes: time.Second}
	inLinkedSite(t, w, func(t *testing.T) {
		text := ""
		for i := range 100 {
			address := fmt.Sprintf("https://there.example/%03d", i)
			text += "<" + address + ">\n"
			w.says[address] = 200
		}
		write(t, "content/events/rome.md", romeText+text)
		ctx, cancel := context.WithTimeout(t.Context(), 5500*time.Millisecond)
		defer cancel()
		code, _, errs := typed(ctx, "check", "--links")
		if code != exitFault || !strings.Contains(errs, "interrupted; what was learned by then is in content/links.jsonl") {
			t.Errorf("%d %s", code, errs)
		}
		known, found := links.Parse("links.jsonl", []byte(read(t, "content/links.jsonl")))
		if known.Len() < 5 || known.Len() > 15 || len(found) > 0 {
			t.Errorf("%d addresses are known, %v", known.Len(), found)
		}
	})
}
