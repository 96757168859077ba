package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/links"
	"dateline/internal/site"
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

// A linked is a site with links to elsewhere, whose file is in a folder of the
// test's own.
type linked struct {
	t    *testing.T
	file string
	text string // of its event
}

// inBubble calls do with a site whose links lead to w, in a bubble of time.
func inBubble(t *testing.T, w *elsewhere, text string, do func(t *testing.T, l linked)) {
	t.Helper()
	network = w
	t.Cleanup(func() { network = nil })
	file := filepath.Join(t.TempDir(), links.File)
	synctest.Test(t, func(t *testing.T) { do(t, linked{t, file, text}) })
}

// check does what check --links does with a site that is planned.
func (l linked) check(ctx context.Context) linkReport {
	l.t.Helper()
	in := site.Input{Links: l.known()}
	e, found := event.Parse(doc.Source{Path: "events/rome.md", Name: "content/events/rome.md", Data: []byte(l.text)})
	if found.HasErrors() {
		l.t.Fatal(found)
	}
	in.Events = append(in.Events, e)
	s, _ := site.New(in)
	return (&linkFlags{on: true, maxAge: usualAge}).run(ctx, l.file, s, terminal{err: io.Discard})
}

// known returns what the file says; nil when there is none.
func (l linked) known() *links.Known {
	l.t.Helper()
	data, err := os.ReadFile(l.file)
	if err != nil {
		return nil
	}
	known, found := links.Parse(links.File, data)
	if len(found) > 0 {
		l.t.Error(found)
	}
	return known
}

const linkedText = `---
title: Rome
date: 1944-06-04
sources:
  - {title: Dead, url: "https://dead.example/", archive: "https://archive.example/dead"}
  - {title: There, url: "https://there.example/"}
---

[Moved](https://moved.example/before#part)
`

// What is asked when, what is said about it, and what is kept.
func TestCheckLinks(t *testing.T) {
	w := &elsewhere{says: map[string]int{
		"https://dead.example/": 404, "https://archive.example/dead": 200, "https://there.example/": 200,
		"https://moved.example/before": 301, "https://moved.example/now": 200,
	}}
	inBubble(t, w, linkedText, func(t *testing.T, l linked) {
		r := l.check(t.Context())
		if r.err != nil || r.summary != "dateline: links: 4 of 4 addresses tried; 1 dead, 1 moved" || len(w.asked) != 6 {
			t.Fatalf("%v %s %s", r.err, r.summary, w.asked)
		}
		var found []string
		for _, d := range r.found {
			found = append(found, fmt.Sprintf("%s %s %s", d.Pos, d.Code, d.Hint))
		}
		want := []string{
			"content/events/rome.md:5:24 link-dead if it is dead on another day as well, the pages offer readers the archived copy instead",
			"content/events/rome.md:9:9 link-moved write https://moved.example/now#part",
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Error(diff)
		}

		// One day later: what is well is not tried again, but for one address that
		// shows that there is a network.
		w.asked, w.says["https://dead.example/"] = nil, 0
		time.Sleep(24 * time.Hour)
		r = l.check(t.Context())
		if diff := cmp.Diff([]string{"HEAD https://archive.example/dead", "HEAD https://dead.example/"}, w.asked); diff != "" {
			t.Error(diff)
		}
		if r.found[0].Hint != "the pages offer readers the archived copy instead" {
			t.Error(r.found)
		}
		file := `{"version":1,"about":"What ` + "`dateline check --links`" + ` found out about addresses on other sites. Keep it with the content; do not edit it."}
{"url":"https://archive.example/dead","state":"ok","status":200,"tried":"2000-01-01","success":"2000-01-01"}
{"url":"https://dead.example/","state":"dead","why":"there is no host of this name","tried":"2000-01-02","failures":2}
{"url":"https://moved.example/before","state":"ok","status":200,"moved":"https://moved.example/now","tried":"2000-01-01","success":"2000-01-01"}
{"url":"https://there.example/","state":"ok","status":200,"tried":"2000-01-01","success":"2000-01-01"}
`
		if data, err := os.ReadFile(l.file); err != nil || cmp.Diff(file, string(data)) != "" {
			t.Error(err, cmp.Diff(file, string(data)))
		}

		// After a week all are asked, and what is back is back.
		time.Sleep(6 * 24 * time.Hour)
		w.says["https://dead.example/"] = 200
		if r = l.check(t.Context()); r.summary != "dateline: links: 4 of 4 addresses tried; 1 moved" || len(r.found) != 1 {
			t.Error(r)
		}
	})
}

// Without a network there is one error, and what was known stays.
func TestCheckLinksOffline(t *testing.T) {
	inBubble(t, &elsewhere{}, linkedText, func(t *testing.T, l linked) {
		known := `{"url":"https://dead.example/","state":"ok","tried":"1999-12-01"}` + "\n"
		write(t, l.file, known)
		r := l.check(t.Context())
		if r.err == nil || !strings.HasPrefix(r.err.Error(), "no network") || r.summary != "" || len(r.found) > 0 {
			t.Error(r)
		}
		if data, err := os.ReadFile(l.file); err != nil || string(data) != known {
			t.Error("what was known is lost", err)
		}
	})
}

// Ctrl-C keeps what was learned by then.
func TestCheckLinksInterrupted(t *testing.T) {
	w := &elsewhere{says: map[string]int{}, takes: time.Second}
	text := romeText
	for i := range 100 {
		address := fmt.Sprintf("https://there.example/%03d", i)
		text += "<" + address + ">\n"
		w.says[address] = 200
	}
	inBubble(t, w, text, func(t *testing.T, l linked) {
		ctx, cancel := context.WithTimeout(t.Context(), 5500*time.Millisecond)
		defer cancel()
		r := l.check(ctx)
		if r.err == nil || !strings.HasPrefix(r.err.Error(), "interrupted; what was learned by then is in ") {
			t.Error(r.err)
		}
		if n := l.known().Len(); n < 5 || n > 15 {
			t.Errorf("%d addresses are known", n)
		}
	})
}
