package serve

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"dateline"
	"dateline/internal/build"
)

// onDisk is a site on disk with a server that watches it.
type onDisk struct {
	t      testing.TB
	folder string
	*Server

	mu      sync.Mutex
	reports []Report
}

func newOnDisk(t testing.TB, content map[string]string, opt Options) *onDisk {
	t.Helper()
	d := &onDisk{t: t, folder: t.TempDir()}
	for name, text := range content {
		d.write("content/"+name, text)
	}
	opt.Project = build.Project{
		Content: filepath.Join(d.folder, "content"), Templates: filepath.Join(d.folder, "templates"),
		Static: filepath.Join(d.folder, "static"), Theme: dateline.Theme,
	}
	opt.Port = AnyPort
	opt.Report = func(r Report) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.reports = append(d.reports, r)
	}
	var err error
	if d.Server, err = New(opt); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *onDisk) write(name, text string) {
	d.t.Helper()
	name = filepath.Join(d.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *onDisk) fetch(address string) answer {
	d.t.Helper()
	response, err := http.Get(strings.TrimSuffix(d.URL(), "/") + address)
	if err != nil {
		d.t.Fatal(err)
	}
	return readAnswer(d.t, response)
}

// A writer at work, as a browser sees it: over the network, from files on
// disk.
func TestWriter(t *testing.T) {
	d := newOnDisk(t, small, Options{Editor: "x-edit://{file}?{line},{column}"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	a := d.fetch("/events/rome/")
	if a.status != http.StatusOK || !strings.Contains(a.body, "The first text.") {
		t.Fatalf("%d: %s", a.status, a.body)
	}
	tag := a.header.Get("Etag")

	s := listenTo(t, ctx, http.DefaultClient, d.URL()+strings.TrimPrefix(d.clientPath("stream"), "/"))
	greeting := s.next()
	if !greeting.First || len(greeting.Edited) != 0 || greeting.Errors != 0 || greeting.Editor == nil || greeting.Editor.Root != filepath.ToSlash(filepath.Join(d.folder, "content")) {
		t.Fatalf("greeted with %+v", greeting)
	}

	d.write("content/events/rome.md", small[rome]+"The second text.\n")
	m := s.until(func(m stateMessage) bool { return slices.Contains(m.Edited, "/events/rome/") })
	if m.First || m.Version == greeting.Version || len(m.Paths) != 1 || !strings.HasSuffix(m.Paths[0], "/content/events/rome.md") {
		t.Errorf("told %+v", m)
	}
	a = d.fetch("/events/rome/")
	if !strings.Contains(a.body, "The second text.") || a.header.Get("Etag") == tag {
		t.Errorf("the page is as it was: %s, %s", a.header.Get("Etag"), a.body)
	}

	d.write("content/events/rome.md", romeBroken)
	m = s.until(func(m stateMessage) bool { return m.Errors > 0 })
	if got, want := m.Diagnostics[0].Open, "x-edit://"+escapeFile(filepath.ToSlash(d.folder))+"/content/events/rome.md?3,7"; got != want {
		t.Errorf("opens %s, want %s", got, want)
	}
	a = d.fetch("/events/rome/")
	if !strings.Contains(a.body, "The second text.") || a.header.Get("Dateline-Stale") != "1" {
		t.Errorf("no last good page: %v, %s", a.header, a.body)
	}

	d.write("content/events/rome.md", small[rome]+"The third text.\n")
	s.until(func(m stateMessage) bool { return m.Errors == 0 })
	a = d.fetch("/events/rome/")
	if !strings.Contains(a.body, "The third text.") || a.header.Get("Dateline-Stale") != "0" {
		t.Errorf("not mended: %v, %s", a.header, a.body)
	}

	// A template of one's own, in a folder that was not there, wrong at first.
	d.write("templates/footer.html", "<footer>{{.Nonsense}}</footer>")
	m = s.until(func(m stateMessage) bool { return m.Errors > 0 })
	if at := m.Diagnostics[0]; !strings.HasSuffix(at.File, "templates/footer.html") || at.Line != 1 || at.Open == "" {
		t.Errorf("told %+v", at)
	}
	a = d.fetch("/events/rome/")
	if !strings.Contains(a.body, "The third text.") || a.header.Get("Dateline-Stale") != "1" {
		t.Errorf("no last good page: %v, %s", a.header, a.body)
	}
	d.write("templates/footer.html", "<footer>mended</footer>")
	s.until(func(m stateMessage) bool { return m.Errors == 0 })
	a = d.fetch("/events/rome/")
	if !strings.Contains(a.body, "<footer>mended</footer>") || a.header.Get("Dateline-Stale") != "0" {
		t.Errorf("not mended: %v, %s", a.header, a.body)
	}

	// Everything anew, on demand.
	d.Rebuild()
	s.until(func(m stateMessage) bool { return len(m.Paths) == 0 })

	d.mu.Lock()
	defer d.mu.Unlock()
	if first := d.reports[0]; !first.First || first.Events != 2 || first.Took <= 0 {
		t.Errorf("reported %+v", first)
	}
	if _, err := os.Stat(filepath.Join(d.folder, "public")); err == nil {
		t.Error("something was written")
	}
}

// Without a port that was asked for, the next free one is taken.
func TestPorts(t *testing.T) {
	a, err := New(Options{Editor: "none"})
	if err != nil {
		t.Fatal(err)
	}
	defer a.listener.Close()
	b, err := New(Options{Editor: "none"})
	if err != nil {
		t.Fatal(err)
	}
	defer b.listener.Close()
	if a.Port() < defaultPort || b.Port() <= a.Port() || b.Port() > defaultPort+portsTried {
		t.Errorf("ports %d and %d", a.Port(), b.Port())
	}
	if _, err := New(Options{Editor: "none", Port: a.Port()}); err == nil {
		t.Error("a port was given away twice")
	}
	if _, err := New(Options{Editor: "notepad"}); err == nil {
		t.Error("there is no such editor")
	}
	if _, err := New(Options{Editor: "none", Host: "no.such.host.invalid"}); err == nil {
		t.Error("there is no such host")
	}
	if ip := a.listener.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() {
		t.Errorf("listens on %s", ip)
	}
	if got, want := a.URL(), "http://"+a.listener.Addr().String()+"/"; got != want {
		t.Errorf("URL %s, want %s", got, want)
	}
}
