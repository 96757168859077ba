package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dateline/internal/diag"
	"dateline/internal/serve"
)

// served is a preview of a folder, as it is typed, with its output in a pipe.
type served struct {
	t    *testing.T
	out  *bufio.Scanner
	stop context.CancelFunc
	code chan int
}

func startServe(t *testing.T, args ...string) *served {
	t.Helper()
	r, w := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	s := &served{t, bufio.NewScanner(r), cancel, make(chan int, 1)}
	go func() {
		code := run(ctx, append([]string{"serve", "--editor", "none"}, args...), terminal{in: strings.NewReader(""), out: w, err: w})
		w.Close()
		s.code <- code
	}()
	t.Cleanup(cancel)
	return s
}

// line returns the next line that is printed, which must match.
func (s *served) line(pattern string) string {
	s.t.Helper()
	if !s.out.Scan() {
		s.t.Fatalf("the output has ended, want %s", pattern)
	}
	if !regexp.MustCompile(pattern).MatchString(s.out.Text()) {
		s.t.Fatalf("printed %q, want %s", s.out.Text(), pattern)
	}
	return s.out.Text()
}

func (s *served) end() {
	s.t.Helper()
	s.stop()
	if s.out.Scan() {
		s.t.Errorf("printed at the end: %q", s.out.Text())
	}
	if code := <-s.code; code != exitOK {
		s.t.Errorf("exit code %d", code)
	}
}

// inSite goes to a folder with a small site.
func inSite(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "content/index.md", "---\ntitle: Small\n---\n")
	write(t, "content/events/rome.md", romeText)
}

const romeText = "---\ntitle: Rome\ndate: 1944-06-04\n---\n\nText.\n"

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What a writer sees: one line for each save, and what is wrong when it is new.
func TestServe(t *testing.T) {
	inSite(t)
	s := startServe(t, "--port", "0")
	address := s.line(`^dateline: content at http://127\.0\.0\.1:\d+/$`)
	address = address[strings.Index(address, "http"):]
	s.line(`^1 event in \d+ ms$`)
	answer, err := http.Get(address + "events/rome/")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("%s", answer.Status)
	}

	write(t, "content/events/rome.md", romeText+"More.\n")
	s.line(`^content/events/rome\.md  \d+ ms$`)
	write(t, "content/events/rome.md", strings.Replace(romeText, "1944-06", "1944-13", 1))
	s.line(`^content/events/rome\.md  \d+ ms, 1 error$`)
	s.line(`^content/events/rome\.md:3:7: error\[date-invalid\]:`)
	s.line(`^    date: 1944-13-04$`)
	s.line(`^          \^~~~~~~~~~$`)
	s.line(`hint:`)
	write(t, "content/events/rome.md", strings.Replace(romeText, "1944-06", "1944-13", 1)+"More.\n")
	s.line(`^content/events/rome\.md  \d+ ms, 1 error$`) // known by now
	write(t, "content/events/rome.md", romeText)
	s.line(`^content/events/rome\.md  \d+ ms$`)
	s.end()
	if entries, err := os.ReadDir("."); err != nil || len(entries) != 1 {
		t.Errorf("something was written: %v, %v", entries, err)
	}
	if c, err := net.Dial("tcp", strings.Trim(address, "htp:/")); err == nil {
		c.Close()
		t.Error("it still answers")
	}
}

// The port is said when it is not the usual one, and a wish for one is met or
// refused.
func TestServePort(t *testing.T) {
	inSite(t)
	usual, err := net.Listen("tcp", "127.0.0.1:1313")
	if err == nil { // else somebody has it: just as well
		defer usual.Close()
	}
	s := startServe(t)
	s.line(`http://127\.0\.0\.1:\d+/$`)
	s.line(`^  port 1313 is taken; this is the next free one$`)
	s.line(`^1 event`)
	s.end()

	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	var out strings.Builder
	if code := run(t.Context(), []string{"serve", "--port", port}, terminal{in: strings.NewReader(""), out: &out, err: &out}); code != exitFault || !strings.Contains(out.String(), "hint: leave out --port") {
		t.Errorf("a port that is taken: %d, %s", code, &out)
	}
}

func TestServeWarnsOfOpenHosts(t *testing.T) {
	inSite(t)
	s := startServe(t, "--port", "0", "--host", "0.0.0.0")
	s.line(`http://127\.0\.0\.1:\d+/$`)
	s.line(`^dateline: warning: everybody who can reach 0\.0\.0\.0 sees the preview`)
	s.line(`^1 event`)
	s.end()
}

// Long lists are cut: the strip in the browser has them all.
func TestServeIsCalm(t *testing.T) {
	var out strings.Builder
	p := &preview{t: terminal{out: &out, err: &out}}
	r := serve.Report{Paths: []string{"a.md", "b.md", "c.md", "d.md"}}
	for i := range 20 {
		r.Found.Add(diag.Diagnostic{Pos: diag.Pos{File: fmt.Sprintf("%c.md", 'a'+i)}, Code: "x", Message: "wrong"})
	}
	p.report(r)
	p.report(r)
	want := "a.md and 3 other files  0 ms, 20 errors\n"
	text := out.String()
	if strings.Count(text, want) != 2 || strings.Count(text, "error[x]") != maxListed || !strings.Contains(text, "… and 15 more") {
		t.Errorf("printed:\n%s", text)
	}
}

// Keys are for terminals, and there what was before is restored.
func TestServeKeys(t *testing.T) {
	quit := false
	p := &preview{}
	p.listen(strings.NewReader("xyq"), func() { quit = true })
	if !quit {
		t.Error("q does not quit")
	}
	p.t = terminal{in: strings.NewReader("q"), out: io.Discard}
	p.keys(func() { t.Error("a pipe has no keys") })()
	if p.keyed {
		t.Error("a pipe has no keys")
	}
}
