package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/tree"
)

// small is a site with all that a preview has to deal with.
var small = map[string]string{
	"index.md":        "---\ntitle: Small\n---\n\nHello.\n",
	"events/rome.md":  "---\ntitle: Rome is taken\ndate: 1944-06-04\ntags: [war]\n---\n\nThe first text.\n",
	"events/paris.md": "---\ntitle: Paris is free\ndate: 1944-08-25\n---\n\nIn August.\n",
	"pages/about.md":  "---\ntitle: About\n---\n\nAbout this.\n",
	"notes.txt":       "0123456789",
}

// with returns files with some of them changed; "" removes one.
func with(files map[string]string, changed map[string]string) map[string]string {
	out := maps.Clone(files)
	for name, text := range changed {
		if out[name] = text; text == "" {
			delete(out, name)
		}
	}
	return out
}

// inputOf is a site in memory, with the default theme and other templates
// over it.
func inputOf(tb testing.TB, content, templates map[string]string) build.Input {
	tb.Helper()
	return build.Input{
		Content:   tree.Of("content", content),
		Templates: tree.Overlay(theme(tb, "templates"), tree.Of("templates", templates)),
		Static:    theme(tb, "static"),
		Root:      "content", Drafts: true, BaseURL: "http://127.0.0.1:1313",
	}
}

// theme is a part of the default theme, the same each time: a pipeline does not
// look at it again.
func theme(tb testing.TB, name string) tree.Tree {
	tb.Helper()
	trees, err := themes()
	if err != nil {
		tb.Fatal(err)
	}
	return trees[name]
}

var themes = sync.OnceValues(func() (map[string]tree.Tree, error) {
	trees := map[string]tree.Tree{}
	for _, name := range []string{"templates", "static"} {
		sub, err := fs.Sub(dateline.Theme, name)
		if err != nil {
			return nil, err
		}
		if trees[name], err = tree.FromFS(sub, name); err != nil {
			return nil, err
		}
	}
	return trees, nil
})

// bench is a server without a network: requests are calls, changes are given
// by the test.
type bench struct {
	tb testing.TB
	*Server
}

// nowhere is a listener that nobody connects to.
type nowhere struct{ net.Listener }

func (nowhere) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1313} }

func newBench(tb testing.TB, content, templates map[string]string) *bench {
	b := &bench{tb, newServer(Options{Host: "127.0.0.1"}, nowhere{}, nil)}
	b.change(content, templates)
	return b
}

// change gives the server other files, as the watcher would.
func (b *bench) change(content, templates map[string]string, paths ...string) {
	b.tb.Helper()
	b.rebuild(change{input: inputOf(b.tb, content, templates), paths: paths})
}

// get asks for an address of the site; headers are pairs of name and value.
func (b *bench) get(address string, headers ...string) *httptest.ResponseRecorder {
	b.tb.Helper()
	return b.do(http.MethodGet, address, headers...)
}

func (b *bench) do(method, address string, headers ...string) *httptest.ResponseRecorder {
	b.tb.Helper()
	r := httptest.NewRequest(method, address, nil)
	r.Host = "127.0.0.1:1313"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	b.http.Handler.ServeHTTP(w, r)
	return w
}

// from is the status of a request with the given Host, over a connection to
// the address local.
func (b *bench) from(local, host string) int {
	b.tb.Helper()
	addr, err := net.ResolveTCPAddr("tcp", local)
	if err != nil {
		b.tb.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Host = host
	w := httptest.NewRecorder()
	b.http.Handler.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(addr))))
	return w.Code
}

// want asks for an address and checks status and content.
func (b *bench) want(address string, status int, text string) *httptest.ResponseRecorder {
	b.tb.Helper()
	w := b.get(address)
	if w.Code != status || !strings.Contains(w.Body.String(), text) {
		b.tb.Errorf("GET %s: status %d, want %d with %q in:\n%.2000s", address, w.Code, status, text, w.Body)
	}
	return w
}

// told is the message that browsers get now.
func (b *bench) told() stateMessage {
	b.tb.Helper()
	text, _ := strings.CutPrefix(string(b.message(b.state.Load(), false).encode()), "event: state\ndata: ")
	return decode(b.tb, text)
}

func decode(tb testing.TB, text string) stateMessage {
	tb.Helper()
	var m stateMessage
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		tb.Fatalf("%v in %s", err, text)
	}
	return m
}

// answer is a response that has been read.
type answer struct {
	status int
	header http.Header
	body   string
	length int64 // as announced; -1 is not known
}

func readAnswer(tb testing.TB, r *http.Response) answer {
	tb.Helper()
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return answer{r.StatusCode, r.Header, string(body), r.ContentLength}
}

// stream reads the messages of a stream.
type stream struct {
	tb    testing.TB
	lines *bufio.Scanner
}

func listenTo(tb testing.TB, ctx context.Context, client *http.Client, address string) *stream {
	tb.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		tb.Fatal(err)
	}
	response, err := client.Do(r)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { response.Body.Close() })
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != "text/event-stream" {
		tb.Fatalf("stream: %s, %s", response.Status, response.Header)
	}
	s := &stream{tb, bufio.NewScanner(response.Body)}
	s.lines.Buffer(nil, 1<<20)
	return s
}

// next returns the next message.
func (s *stream) next() stateMessage {
	s.tb.Helper()
	for s.lines.Scan() {
		if text, ok := strings.CutPrefix(s.lines.Text(), "data: "); ok {
			return decode(s.tb, text)
		}
	}
	s.tb.Fatalf("the stream has ended: %v", s.lines.Err())
	return stateMessage{}
}

// until returns the first message that is as it should be.
func (s *stream) until(ok func(stateMessage) bool) stateMessage {
	s.tb.Helper()
	for {
		if m := s.next(); ok(m) {
			return m
		}
	}
}
