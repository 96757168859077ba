package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/tree"
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
		if s.state(c.input) == s.onDisk() {
			if got := slices.Sorted(maps.Keys(seen)); !slices.Equal(got, names) {
				s.Errorf("changed: %q, want %q", got, names)
			}
			return c
		}
	}
}

// settle takes changes until the input is what is on disk, if it is not.
func (s *stand) settle(in build.Input) build.Input {
	s.Helper()
	for s.state(in) != s.onDisk() {
		ctx, cancel := context.WithTimeout(s.Context(), deadline)
		select {
		case c := <-s.changes:
			in = c.input
		case <-ctx.Done():
			s.Fatalf("what was watched is not what is there:\n%s", cmp.Diff(s.onDisk(), s.state(in)))
		}
		cancel()
	}
	return in
}

func (s *stand) onDisk() string {
	s.Helper()
	in, err := s.project.Load()
	s.must(err)
	return s.state(in)
}

// state is all that an input holds, a line each.
func (s *stand) state(in build.Input) string {
	var b strings.Builder
	for _, t := range []tree.Tree{in.Content, in.Templates, in.Static} {
		for f := range t.Files() {
			fmt.Fprintln(&b, strings.TrimPrefix(f.Name, s.dir), f.Hash())
		}
	}
	for _, p := range in.Problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

// saves are the ways in which programs save a file. Each is what strace shows,
// without what is not about files.
var saves = map[string]func(s *stand, name, text string){
	"plain": (*stand).write,
	"vim": func(s *stand, name, text string) { // with 'writebackup'
		folder := filepath.Dir(s.path(name))
		s.must(os.MkdirAll(folder, 0o755))
		s.must(os.WriteFile(filepath.Join(folder, "."+filepath.Base(name)+".swp"), nil, 0o600))
		s.must(os.WriteFile(filepath.Join(folder, "4913"), nil, 0o644))
		s.must(os.Remove(filepath.Join(folder, "4913")))
		os.Rename(s.path(name), s.path(name)+"~") // if there is one
		s.write(name, text)
		s.must(os.Chmod(s.path(name), 0o644))
		os.Remove(s.path(name) + "~")
		s.must(os.Remove(filepath.Join(folder, "."+filepath.Base(name)+".swp")))
	},
	"emacs": func(s *stand, name, text string) {
		folder, base := filepath.Split(s.path(name))
		s.must(os.MkdirAll(folder, 0o755))
		os.Symlink("me@here.4711", folder+".#"+base)
		s.must(os.WriteFile(folder+"#"+base+"#", []byte(text), 0o644))
		os.Rename(s.path(name), s.path(name)+"~")
		s.write(name, text)
		s.must(os.Remove(folder + "#" + base + "#"))
		s.must(os.Remove(folder + ".#" + base))
	},
	"vscode": func(s *stand, name, text string) { // cuts it short, then writes
		s.must(os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
		f, err := os.OpenFile(s.path(name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
		s.must(err)
		defer f.Close()
		_, err = f.WriteString(text)
		s.must(err)
		s.must(f.Sync())
	},
	"jetbrains": func(s *stand, name, text string) {
		s.write(name+"___jb_tmp___", text)
		os.Rename(s.path(name), s.path(name)+"___jb_old___")
		s.must(os.Rename(s.path(name)+"___jb_tmp___", s.path(name)))
		os.Remove(s.path(name) + "___jb_old___")
	},
	"sed -i": func(s *stand, name, text string) {
		temp := filepath.Dir(name) + "/sedQ3xYz7"
		s.write(temp, text)
		s.must(os.Rename(s.path(temp), s.path(name)))
	},
	"replace": func(s *stand, name, text string) { // removes it first
		os.Remove(s.path(name))
		s.write(name, text)
	},
	"parts": func(s *stand, name, text string) {
		s.must(os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
		f, err := os.Create(s.path(name))
		s.must(err)
		defer f.Close()
		for _, part := range []string{text[:len(text)/2], text[len(text)/2:]} {
			_, err = f.WriteString(part)
			s.must(err)
		}
	},
}

func TestWatchSaves(t *testing.T) {
	for how, save := range saves {
		t.Run(how, func(t *testing.T) {
			s := lay(t)
			s.watch(s.options())
			for i, name := range []string{"content/events/a.md", "content/events/new.md", "content/events/a.md", "content/index.md"} {
				save(s, name, fmt.Sprintf("---\ntitle: %d\n---\n", i))
				s.expect(name)
			}
			save(s, "templates/page.html", "x")
			s.expect("templates/page.html")
			save(s, "static/x/y/z.css", "a{}")
			s.expect("static/x/y/z.css")
		})
	}
}

func TestWatchFolders(t *testing.T) {
	s := lay(t)
	s.watch(s.options())
	move := func(from, to string) {
		t.Helper()
		s.must(os.MkdirAll(filepath.Dir(s.path(to)), 0o755))
		s.must(os.Rename(s.path(from), s.path(to)))
	}
	for i := range 10 { // folders within each other, and a file at once
		name := fmt.Sprintf("content/events/%d/b/c/d/x.md", i)
		s.write(name, event("deep"))
		s.expect(name)
	}
	s.write("content/events/0/b/c/d/x.md", event("and watched"))
	s.expect("content/events/0/b/c/d/x.md")

	move("content/events/0", "content/events/zero")
	s.expect("content/events/0/b/c/d/x.md", "content/events/zero/b/c/d/x.md")
	s.write("content/events/zero/b/c/d/x.md", event("renamed"))
	s.expect("content/events/zero/b/c/d/x.md")
	s.write("content/events/0/b/c/d/x.md", event("a new one in its place"))
	s.expect("content/events/0/b/c/d/x.md")

	// Two folders change places.
	move("content/events/0", "content/events/t")
	move("content/events/zero", "content/events/0")
	move("content/events/t", "content/events/zero")
	s.expect("content/events/0/b/c/d/x.md", "content/events/zero/b/c/d/x.md")
	for _, name := range []string{"content/events/0/b/c/d/x.md", "content/events/zero/b/c/d/x.md"} {
		s.write(name, event("exchanged"))
		s.expect(name)
	}

	// Out of the project and back.
	move("content/events/1", "elsewhere/1")
	s.expect("content/events/1/b/c/d/x.md")
	s.write("elsewhere/1/b/c/d/x.md", event("while it was away"))
	move("elsewhere/1", "content/events/1")
	s.expect("content/events/1/b/c/d/x.md")

	s.must(os.RemoveAll(s.path("content/events/2")))
	s.expect("content/events/2/b/c/d/x.md")
}

func TestWatchRoots(t *testing.T) {
	s := lay(t)
	s.watch(s.options())
	for range 3 {
		s.write("templates/page.html", "x")
		s.expect("templates/page.html")
		s.write("templates/page.html", "y")
		s.expect("templates/page.html")
		s.must(os.RemoveAll(s.path("templates")))
		s.expect("templates/page.html")
	}

	// While the content is gone, what was in it stays, and an error says so.
	s.must(os.Rename(s.path("content"), s.path("away")))
	c := s.next()
	for len(c.input.Problems) == 0 {
		c = s.next()
	}
	if c.input.Problems[0].Code != "folder-missing" || c.input.Content.Len() != 3 {
		t.Errorf("%v, %d files", c.input.Problems, c.input.Content.Len())
	}
	s.must(os.Rename(s.path("away"), s.path("content")))
	s.expect("content")
	s.must(os.Rename(s.path("content"), s.path("away")))
	s.write("content/events/a.md", event("another"))
	s.settle(c.input)
	s.write("content/events/a.md", event("and watched"))
	s.expect("content/events/a.md")
}

// The whole project goes, with what it stands in, and comes back.
func TestWatchProjectGone(t *testing.T) {
	s := lay(t)
	s.project.Content, s.project.Templates, s.project.Static = s.path("p/q/content"), s.path("p/q/templates"), s.path("p/q/static")
	s.write("p/q/content/events/a.md", event("1"))
	s.watch(s.options())
	s.must(os.Rename(s.path("p"), s.path("away")))
	s.poke <- struct{}{} // or else in some seconds
	c := s.next()
	for len(c.input.Problems) == 0 {
		c = s.next()
	}
	s.write("p/q/content/index.md", "---\ntitle: T\n---\n")
	s.write("p/q/content/events/a.md", event("1"))
	s.settle(c.input)
	s.write("p/q/content/events/a.md", event("2"))
	s.expect("p/q/content/events/a.md")
}

func TestWatchLinkedRoots(t *testing.T) {
	s := lay(t)
	s.must(os.MkdirAll(s.path("far"), 0o755))
	s.must(os.Rename(s.path("content"), s.path("far/content")))
	s.must(os.Symlink("far/content", s.path("content")))
	s.watch(s.options())
	s.write("content/events/a.md", event("1"))
	s.expect("content/events/a.md")
	s.write("far/content/events/a.md", event("2"))
	s.expect("content/events/a.md")

	// The link comes to lead elsewhere.
	s.write("other/events/a.md", event("3"))
	s.write("other/events/b.md", event("b"))
	s.write("other/index.md", "---\ntitle: T\n---\n")
	s.must(os.Symlink("other", s.path("link")))
	s.must(os.Rename(s.path("link"), s.path("content")))
	s.expect("content/events/a.md")
	s.write("other/events/a.md", event("4"))
	s.expect("content/events/a.md")

	// What it leads to is replaced.
	s.must(os.Rename(s.path("other"), s.path("old")))
	s.must(os.Rename(s.path("far/content"), s.path("other")))
	s.expect("content/events/a.md")
	s.write("other/events/b.md", event("5"))
	s.expect("content/events/b.md")
}

// A branch switch changes many files, and is one rebuild, or two where the
// machine is busy.
func TestWatchBranchSwitch(t *testing.T) {
	s := lay(t)
	for i := range 1000 {
		s.write(fmt.Sprintf("content/events/%d/%d.md", i%10, i), event("old"))
	}
	s.watch(s.options())
	var names []string
	for i := range 1000 {
		names = append(names, fmt.Sprintf("content/events/%d/%d.md", i%10, i))
		s.must(os.Remove(s.path(names[i]))) // as git does
		s.write(names[i], event("new"))
	}
	slices.Sort(names)
	c := s.expect(names...)
	if len(c.paths) != 1000 {
		t.Logf("the last change had %d paths", len(c.paths))
	}
}

func TestWatchPolling(t *testing.T) {
	s := lay(t)
	opt := s.options()
	opt.poll = true
	s.watch(opt)
	s.write("content/events/a.md", event("1"))
	s.expect("content/events/a.md")
}

func TestWatchMissing(t *testing.T) {
	s := lay(t)
	s.project.Content = s.path("nothing")
	if _, err := watch(t.Context(), s.options()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error: %v", err)
	}
}

func TestWatchEnds(t *testing.T) {
	s := lay(t)
	ctx, cancel := context.WithCancel(t.Context())
	changes, err := watch(ctx, s.options())
	s.must(err)
	cancel()
	for range changes { // the first may have been on its way
	}
}

// git itself, with its lock: a switch of a thousand files is one change.
func TestWatchGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	s := lay(t)
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", args...)
		c.Dir = s.dir
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args[0], err, out)
		}
	}
	commit := func(text string) {
		for i := range 1000 {
			s.write(fmt.Sprintf("content/events/%d/%d.md", i%10, i), event(text))
		}
		git("add", "-A")
		git("commit", "-q", "-m", text)
	}
	git("init", "-q", "-b", "main")
	commit("one")
	git("checkout", "-q", "-b", "draft")
	commit("two")
	s.watch(s.options())
	for _, branch := range []string{"main", "draft"} {
		git("checkout", "-q", branch)
		if c := s.next(); len(c.paths) != 1000 || s.state(c.input) != s.onDisk() {
			t.Errorf("%s: the first change has %d files, want 1000", branch, len(c.paths))
			s.settle(c.input)
		}
	}
}
