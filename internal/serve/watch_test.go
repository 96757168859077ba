package serve

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline"
	"dateline/internal/build"
)

// deadline is how long a test waits for what must come.
const deadline = 20 * time.Second

// A stand is a project in a folder of its own, and a watch of it.
type stand struct {
	testing.TB
	dir     string
	project build.Project
	changes <-chan change
	poke    chan struct{}
	notices chan string
}

// lay writes a small project.
func lay(t testing.TB) *stand {
	dir := t.TempDir()
	s := &stand{
		TB: t, dir: dir, poke: make(chan struct{}), notices: make(chan string, 100),
		project: build.Project{
			Content: filepath.Join(dir, "content"), Templates: filepath.Join(dir, "templates"),
			Static: filepath.Join(dir, "static"), Theme: dateline.Theme,
		},
	}
	s.write("content/index.md", "---\ntitle: T\n---\n")
	s.write("content/events/a.md", event("a"))
	s.write("content/events/b.md", event("b"))
	return s
}

func event(text string) string {
	return "---\ntitle: T\ndate: 2024-06-20\n---\n" + text + "\n"
}

func (s *stand) options() watchOptions {
	return watchOptions{project: s.project, poke: s.poke, notice: func(n string) { s.notices <- n }}
}

// watch starts watching and takes the first change.
func (s *stand) watch(opt watchOptions) {
	s.Helper()
	changes, err := watch(s.Context(), opt)
	if err != nil {
		s.Fatal(err)
	}
	s.changes = changes
	s.next()
}

func (s *stand) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *stand) write(name, text string) {
	s.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
	s.must(os.WriteFile(s.path(name), []byte(text), 0o644))
}

func (s *stand) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// next waits for a change.
func (s *stand) next() change {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), deadline)
	defer cancel()
	select {
	case c := <-s.changes:
		return c
	case <-ctx.Done():
		s.Fatal("no change")
		return change{}
	}
}

// names are the paths of a change, below the folder of the stand.
func (s *stand) names(c change) []string {
	var names []string
	for _, p := range c.paths {
		names = append(names, strings.TrimPrefix(p, s.dir+"/"))
	}
	return names
}

// expect waits until what was watched is what is on disk, and reports whether
// exactly these files changed.
func (s *stand) expect(names ...string) change {
	s.Helper()
	seen := map[string]bool{}
	for {
		c := s.next()
		for _, n := range s.names(c) {
			seen[n] = true
		}
		if s.differs(c.input) == "" {
			var got []string
			for n := range seen {
				got = append(got, n)
			}
			slices.Sort(got)
			if !slices.Equal(got, names) {
				s.Errorf("changed: %q, want %q", got, names)
			}
			return c
		}
	}
}

// differs tells how an input differs from what is on disk.
func (s *stand) differs(in build.Input) string {
	s.Helper()
	want, err := s.project.Load()
	s.must(err)
	return inputDiff(in, want)
}

func inputDiff(got, want build.Input) string {
	list := func(in build.Input) (lines []string) {
		for f := range in.Content.Files() {
			lines = append(lines, fmt.Sprint("content ", f.Name, " ", f.Hash()))
		}
		for f := range in.Templates.Files() {
			lines = append(lines, fmt.Sprint("templates ", f.Name, " ", f.Hash()))
		}
		for f := range in.Static.Files() {
			lines = append(lines, fmt.Sprint("static ", f.Name, " ", f.Hash()))
		}
		for _, p := range in.Problems {
			lines = append(lines, fmt.Sprint("problem ", p))
		}
		return lines
	}
	g, w := list(got), list(want)
	var diff []string
	for _, l := range g {
		if !slices.Contains(w, l) {
			diff = append(diff, "+"+l)
		}
	}
	for _, l := range w {
		if !slices.Contains(g, l) {
			diff = append(diff, "-"+l)
		}
	}
	return strings.Join(diff, "\n")
}

func TestWatchSave(t *testing.T) {
	s := lay(t)
	s.watch(s.options())
	s.write("content/events/a.md", event("changed"))
	s.expect("content/events/a.md")
	s.write("content/events/c.md", event("new"))
	s.expect("content/events/c.md")
	s.must(os.Remove(s.path("content/events/b.md")))
	s.expect("content/events/b.md")
	s.write("templates/page.html", "x")
	s.expect("templates/page.html")
	s.write("static/x/y/z.css", "a{}")
	s.expect("static/x/y/z.css")
}
