package serve

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/tree"
)

var (
	seed       = flag.Uint64("seed", 0, "of the random operations; 0 is a random one")
	operations = flag.Int("operations", 400, "how many random operations")
)

// TestWatchRandom does whatever programs do to files, and now and then makes
// sure that the preview has what is on disk, and gives what a clean build of it
// gives. `go test -run TestWatchRandom -seed N` does the same operations again.
func TestWatchRandom(t *testing.T) {
	seed := *seed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("-seed %d", seed)
	w := &wild{stand: lay(t), Rand: rand.New(rand.NewPCG(seed, 1))}
	w.start()
	for i := range *operations {
		name, op := w.operation()
		w.step = fmt.Sprint(i, " ", name)
		op()
		switch w.IntN(20) {
		case 0, 1, 2: // it has time to look
			w.rest(time.Duration(w.IntN(5000)) * time.Microsecond)
		case 3:
			w.rest(time.Duration(w.IntN(40)) * time.Millisecond)
		case 4, 5:
			w.agree()
		}
		if i%500 == 499 || i == *operations-1 {
			w.agree()
			w.compare()
		}
	}
	t.Logf("%d changes, %d events dropped", w.received, w.dropped.Load())
	if len(w.notices) > 0 {
		t.Errorf("notice: %s", <-w.notices)
	}
}

// wild is a project to which anything may happen.
type wild struct {
	*stand
	*rand.Rand
	step     string
	input    build.Input
	last     string // state of input
	pipeline build.Pipeline
	result   build.Result
	received int
	dropping atomic.Bool
	dropped  atomic.Int64
	errors   chan error
}

// start starts watching, with a bell that can lose events.
func (w *wild) start() {
	watcher, err := newWatcher(w.options())
	w.must(err)
	bell, err := fsnotify.NewWatcher()
	w.must(err)
	events := make(chan fsnotify.Event)
	w.errors = make(chan error)
	go watcher.rings.listen(events, w.errors)
	go func() {
		defer close(events)
		for e := range bell.Events {
			if w.dropping.Load() {
				w.dropped.Add(1)
			} else {
				events <- e
			}
		}
	}()
	go func() {
		for err := range bell.Errors {
			w.errors <- err
		}
	}()
	watcher.hang(bell)
	w.must(watcher.begin())
	w.changes = watcher.out
	go watcher.run(w.Context())
	w.take(w.next())
}

// take does what the preview does with a change.
func (w *wild) take(c change) {
	w.Helper()
	w.received++
	w.input = c.input
	state := w.state(c.input)
	if state == w.last {
		w.Fatalf("%s: the same input twice; changed: %q", w.step, w.names(c))
	}
	if w.last != "" && len(c.paths) == 0 {
		w.Fatalf("%s: a change of nothing", w.step)
	}
	w.last = state
	w.result = w.pipeline.Run(c.input)
}

// rest takes what comes for a while.
func (w *wild) rest(d time.Duration) {
	w.Helper()
	timeout := time.After(d)
	for {
		select {
		case c := <-w.changes:
			w.take(c)
		case <-timeout:
			return
		}
	}
}

// agree waits until the input is what is on disk.
func (w *wild) agree() {
	w.Helper()
	for want := w.onDisk(); w.last != want; {
		ctx, cancel := context.WithTimeout(w.Context(), deadline)
		select {
		case c := <-w.changes:
			w.take(c)
		case <-ctx.Done():
			w.Fatalf("%s: what was watched is not what is there:\n%s", w.step, cmp.Diff(want, w.last))
		}
		cancel()
	}
}

// compare renders what was watched and what is on disk.
func (w *wild) compare() {
	w.Helper()
	in, err := w.project.Load()
	w.must(err)
	clean := new(build.Pipeline).Run(in)
	got, want := w.rendered(w.result), w.rendered(clean)
	for p := range want {
		if got[p] != want[p] {
			w.Fatalf("%s: %s differs:\n%s", w.step, p, cmp.Diff(want[p], got[p]))
		}
	}
	if len(got) != len(want) {
		w.Fatalf("%s: %d pages, want %d", w.step, len(got), len(want))
	}
	if diff := cmp.Diff(clean.Found, w.result.Found); diff != "" {
		w.Fatalf("%s: findings differ:\n%s", w.step, diff)
	}
}

func (w *wild) rendered(r build.Result) map[string]string {
	w.Helper()
	var mu sync.Mutex
	out := map[string]string{}
	found, err := build.Render(r.Plan, func(o tree.Output) error {
		mu.Lock()
		defer mu.Unlock()
		out[o.Path] = string(o.Data)
		return nil
	})
	w.must(err)
	for _, d := range found {
		out["findings"] += fmt.Sprintln(d)
	}
	return out
}

// operation returns something to do.
func (w *wild) operation() (string, func()) {
	switch n := w.IntN(100); {
	case n < 60:
		how := w.pick(slices.Sorted(maps.Keys(saves))...)
		name := w.file()
		return how + " " + name, func() {
			w.clear(name)
			saves[how](w.stand, name, w.text(name))
		}
	case n < 70:
		name := w.existing()
		return "remove " + name, func() { os.Remove(w.path(name)) }
	case n < 75:
		from, to := w.existing(), w.file()
		return fmt.Sprintf("move %s to %s", from, to), func() {
			w.clear(to)
			w.must(os.MkdirAll(filepath.Dir(w.path(to)), 0o755))
			os.Rename(w.path(from), w.path(to))
		}
	case n < 83:
		from, to := w.folder(), w.folder()
		return fmt.Sprintf("move folder %s to %s", from, to), func() {
			os.MkdirAll(filepath.Dir(w.path(to)), 0o755)
			os.Rename(w.path(from), w.path(to)) // often it cannot
		}
	case n < 85:
		a, b := w.folder(), w.folder()
		return fmt.Sprintf("exchange %s and %s", a, b), func() {
			os.Rename(w.path(a), w.path("aside"))
			os.Rename(w.path(b), w.path(a))
			os.MkdirAll(filepath.Dir(w.path(b)), 0o755)
			if os.Rename(w.path("aside"), w.path(b)) != nil {
				os.RemoveAll(w.path("aside"))
			}
		}
	case n < 88:
		name := w.folder()
		return "remove folder " + name, func() { w.must(os.RemoveAll(w.path(name))) }
	case n < 90:
		name := w.folder()
		return "move folder away and back " + name, func() {
			if os.Rename(w.path(name), w.path("away")) != nil {
				return
			}
			w.rest(time.Duration(w.IntN(15)) * time.Millisecond)
			w.write("away/while-away.md", event("w"))
			os.MkdirAll(filepath.Dir(w.path(name)), 0o755)
			w.must(os.Rename(w.path("away"), w.path(name)))
		}
	case n < 92:
		root := w.pick("content", "templates", "static")
		return "make root anew " + root, func() { w.anew(root) }
	case n < 94:
		return "lose events", w.overflow
	case n < 96:
		return "switch branches", func() {
			for range 60 {
				name := w.file()
				w.clear(name)
				saves["replace"](w.stand, name, w.text(name))
			}
		}
	case n < 98:
		name := w.existing()
		return "touch " + name, func() { now := time.Now(); os.Chtimes(w.path(name), now, now) }
	}
	name := path.Dir(w.file()) + "/" + w.pick("link.md", "A.md", "con.md", "#x#", ".hidden", "x.tmp")
	return "odd " + name, func() {
		w.clear(name)
		w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o755))
		if path.Base(name) == "link.md" {
			os.Symlink("no/where", w.path(name))
			return
		}
		w.write(name, w.text(name))
	}
}

func (w *wild) pick(names ...string) string { return names[w.IntN(len(names))] }

// folder is one below a root, which may be there.
func (w *wild) folder() string {
	return w.pick("content/events", "content/pages", "content/events/x", "content/events/y", "content/events/x/z",
		"content/events/y/z", "content/events/x/z/deep", "content/pages/x", "static/css", "static/img", "templates/parts")
}

// file is one below a root, which may be there.
func (w *wild) file() string {
	switch w.IntN(10) {
	case 0:
		return "content/index.md"
	case 1:
		return "templates/" + w.pick("event.html", "page.html", "own.html")
	case 2:
		return w.pick("static/own.css", "static/css/own.css", "static/img/a.svg", "static/img/b.txt")
	case 3:
		return w.folder() + "/" + w.pick("a.svg", "b.txt")
	}
	return w.folder() + "/" + w.pick("a.md", "b.md", "c.md", "d.md")
}

// existing is a file that is there, if there is any.
func (w *wild) existing() string {
	var names []string
	for _, root := range []string{"content/events", "content/pages", "templates", "static"} {
		fs.WalkDir(os.DirFS(w.dir), root, func(p string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				names = append(names, p)
			}
			return nil
		})
	}
	if len(names) == 0 {
		return w.file()
	}
	return w.pick(names...)
}

// clear makes room for a file.
func (w *wild) clear(name string) {
	if info, err := os.Lstat(w.path(name)); err == nil && !info.Mode().IsRegular() {
		w.must(os.RemoveAll(w.path(name)))
	}
}

// text is what a file of this name may hold, sometimes with a mistake in it.
func (w *wild) text(name string) string {
	switch {
	case name == "content/index.md":
		return fmt.Sprintf("---\ntitle: T%d\nurl: https://example.org\n---\nWelcome %d\n", w.IntN(3), w.IntN(3))
	case path.Ext(name) == ".html":
		if text, err := fs.ReadFile(dateline.Theme, name); err == nil {
			return string(text) + fmt.Sprintf("<!-- %d -->\n", w.IntN(3))
		}
		return "{{/* nothing */}}\n"
	case path.Ext(name) == ".css":
		return fmt.Sprintf("a { margin: %dpx }\n", w.IntN(4))
	case path.Ext(name) == ".svg":
		return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 9"/>`, 1+w.IntN(9))
	case path.Ext(name) == ".md":
		return w.pick(
			fmt.Sprintf("---\ntitle: E%d\ndate: 2024-0%d\ntags: [t%d]\n---\nText %d\n", w.IntN(3), 1+w.IntN(9), w.IntN(3), w.IntN(9)),
			fmt.Sprintf("---\ntitle: E\ndate: 2023-0%d\n---\nText %d\n", 1+w.IntN(9), w.IntN(9)),
			fmt.Sprintf("---\ntitle: E\ndate: 2023-0%d\nkind: deadline\n---\nText %d\n", 1+w.IntN(9), w.IntN(9)),
			"---\ntitle: E\ndate: 1969-13-20\n---\n", "---\ntitle: not closed\n", "no front matter\n", "")
	}
	return fmt.Sprint(w.IntN(9))
}

// anew removes a root and makes it again, with some of what was in it.
func (w *wild) anew(root string) {
	w.must(os.RemoveAll(w.path(root)))
	w.rest(time.Duration(w.IntN(30)) * time.Millisecond)
	if root == "content" {
		w.write("content/index.md", w.text("content/index.md"))
	}
	for range w.IntN(10) {
		if name := w.file(); name[:4] == root[:4] {
			w.write(name, w.text(name))
		}
	}
	w.must(os.MkdirAll(w.path(root), 0o755))
}

// overflow loses the events of some operations.
func (w *wild) overflow() {
	w.dropping.Store(true)
	for range w.IntN(5) {
		switch w.IntN(3) {
		case 0:
			os.Rename(w.path(w.folder()), w.path(w.folder()))
		case 1:
			name := w.file()
			w.clear(name)
			w.write(name, w.text(name))
		default:
			os.Remove(w.path(w.existing()))
		}
	}
	w.rest(time.Duration(w.IntN(10)) * time.Millisecond)
	w.dropping.Store(false)
	w.errors <- fsnotify.ErrEventOverflow
}
