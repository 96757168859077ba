package serve

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"dateline/internal/build"
)

// A rig is a watcher whose bell the test rings, in a bubble where time is what
// the test waits for. The files are real.
type rig struct {
	*stand
	w    *watcher
	bell *fakeBell
	mu   sync.Mutex
	seen []string // each look: when, since the last reset, and at what
	from time.Time

	broken atomic.Bool
}

// fakeBell watches nothing.
type fakeBell struct {
	mu    sync.Mutex
	err   error // of each Add
	added []string
}

func (b *fakeBell) Add(folder string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.added = append(b.added, folder)
	return b.err
}

func (b *fakeBell) Remove(string) error { return nil }

// WatchList pretends that nothing was lost.
func (b *fakeBell) WatchList() []string { return b.folders() }

// folders are those added since the last reset.
func (b *fakeBell) folders() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.added)
}

func (b *fakeBell) reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.added = nil
}
func (b *fakeBell) Close() error { return nil }

// inTime runs a test with a rig of which the first change was taken.
func inTime(t *testing.T, opt func(*watchOptions), bell *fakeBell, test func(r *rig)) {
	synctest.Test(t, func(t *testing.T) {
		r := &rig{stand: lay(t), bell: bell}
		o := r.options()
		if opt != nil {
			opt(&o)
		}
		w, err := newWatcher(o)
		if err != nil {
			t.Fatal(err)
		}
		r.w = w
		w.look = func(prev build.Snapshot, paths *[3][]string) (build.Snapshot, error) {
			r.note(paths)
			if r.broken.Load() {
				return build.Snapshot{}, errors.New("out of memory")
			}
			return lookAt(prev, paths)
		}
		if bell != nil {
			w.hang(bell)
		}
		r.must(w.begin())
		r.changes = w.out
		go w.run(t.Context())
		r.next()
		r.reset()
		test(r)
	})
}

func (r *rig) note(paths *[3][]string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	what := "everything"
	if paths != nil {
		names := slices.Concat(paths[0], paths[1], paths[2])
		slices.Sort(names)
		what = strings.Join(names, " ")
		if len(names) > 3 {
			what = fmt.Sprint(len(names), " names")
		}
	}
	r.seen = append(r.seen, fmt.Sprint(time.Since(r.from), ": ", what))
}

// reset begins the count of time and looks.
func (r *rig) reset() {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen, r.from = nil, time.Now()
}

// until lets the time go by, up to so long after the last reset.
func (r *rig) until(d time.Duration) {
	<-time.After(d - time.Since(r.from)) // of the bubble: no time at all
	synctest.Wait()
}

// looks checks what was looked at, and when.
func (r *rig) looks(want ...string) {
	r.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Equal(r.seen, want) {
		r.Errorf("looked:\n%q\nwant:\n%q", r.seen, want)
	}
}

// save writes a file and rings.
func (r *rig) save(name, text string) {
	r.Helper()
	r.write(name, text)
	r.w.rings.ring(r.path(name), false)
}

func (r *rig) remove(name string) {
	r.Helper()
	r.must(os.Remove(r.path(name)))
	r.w.rings.ring(r.path(name), true)
}

// none checks that no change waits to be taken.
func (r *rig) none() {
	r.Helper()
	synctest.Wait()
	select {
	case c := <-r.changes:
		r.Errorf("a change: %q", r.names(c))
	default:
	}
}

func TestQuietLoneSave(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		r.save("content/events/a.md", event("1"))
		c := r.expect("content/events/a.md")
		if took := time.Since(r.from); took != time.Millisecond {
			t.Errorf("took %v", took)
		}
		if !c.when.Equal(r.from) {
			t.Errorf("rang at %v", c.when.Sub(r.from))
		}
		r.until(time.Second)
		r.looks("1ms: events/a.md", "300ms: everything")
		r.none()
	})
}

// Programs ring several times for one save.
func TestQuietSlowSave(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		for range 10 {
			r.save("content/events/a.md", event("1"))
			r.until(time.Since(r.from) + 900*time.Microsecond)
		}
		r.expect("content/events/a.md")
		r.looks("9.1ms: events/a.md")
	})
}

func TestQuietBurst(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		for i := range 200 { // a disk that pauses
			r.save(fmt.Sprintf("content/events/n%d.md", i), event("1"))
			r.until(time.Since(r.from) + 900*time.Microsecond)
		}
		r.until(500 * time.Millisecond)
		r.looks("279.1ms: 200 names", "479.1ms: everything")
		if c := r.next(); len(c.paths) != 200 {
			t.Errorf("%d paths", len(c.paths))
		}
		r.none()
	})
}

// While git switches branches, it keeps a lock.
func TestQuietGit(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		r.write(".git/index.lock", "")
		r.must(os.Chtimes(r.path(".git/index.lock"), time.Now(), time.Now()))
		r.w.git = gitLockAbove(r.path("content")) // before anything rings
		for i := range 20 {
			r.save(fmt.Sprintf("content/events/n%d.md", i), event("1"))
			r.until(time.Since(r.from) + 30*time.Millisecond)
		}
		r.looks()
		r.must(os.Remove(r.path(".git/index.lock")))
		r.until(700 * time.Millisecond)
		r.looks("610ms: 20 names")
		r.next()

		// One that is old keeps nobody waiting.
		r.write(".git/index.lock", "")
		old := time.Now().Add(-time.Minute)
		r.must(os.Chtimes(r.path(".git/index.lock"), old, old))
		r.reset()
		r.save("content/events/a.md", event("1"))
		r.expect("content/events/a.md")
		r.looks("1ms: events/a.md")
	})
}

func TestQuietLargeBurst(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		for i := range 1000 {
			r.save(fmt.Sprintf("content/events/n%d.md", i), event("1"))
		}
		r.until(290 * time.Millisecond)
		r.looks("100ms: everything")
		if c := r.next(); len(c.paths) != 1000 {
			t.Errorf("%d paths", len(c.paths))
		}
		r.none()
	})
}

func TestQuietEndless(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		for time.Since(r.from) < 5*time.Second {
			r.w.rings.ring(r.path("static/log.txt"), false)
			r.until(time.Since(r.from) + 950*time.Microsecond)
		}
		r.until(4 * longestBurst)
		r.mu.Lock()
		defer r.mu.Unlock()
		if n := len(r.seen); n != 5 {
			t.Errorf("looked %d times: %q", n, r.seen)
		}
	})
}

// A file that is gone or empty may be in the middle of a save.
func TestQuietDoubt(t *testing.T) {
	for name, half := range map[string]func(r *rig){
		"gone":     func(r *rig) { r.remove("content/events/a.md") },
		"empty":    func(r *rig) { r.save("content/events/a.md", "") },
		"unclosed": func(r *rig) { r.save("content/events/a.md", "---\ntitle: T\nda") },
	} {
		t.Run(name, func(t *testing.T) {
			inTime(t, nil, &fakeBell{}, func(r *rig) {
				half(r)
				r.until(5 * time.Millisecond)
				r.none()
				r.save("content/events/a.md", event("whole"))
				r.until(10 * time.Millisecond)
				r.looks("1ms: events/a.md", "9ms: events/a.md")
				r.expect("content/events/a.md")
				r.until(250 * time.Millisecond)
				r.none()
			})
			inTime(t, nil, &fakeBell{}, func(r *rig) { // and if it stays like that?
				half(r)
				r.expect("content/events/a.md")
				if took := time.Since(r.from); took > 10*time.Millisecond {
					t.Errorf("took %v", took)
				}
				r.until(time.Second)
				r.none()
			})
		})
	}
}

// It is doubted a few times only, whatever happens.
func TestQuietDoubtEnds(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		for i := range 10 {
			r.save(fmt.Sprintf("content/events/n%d.md", i), "")
			r.until(time.Since(r.from) + 8*time.Millisecond)
		}
		if c := r.next(); time.Since(r.from) > 200*time.Millisecond {
			t.Errorf("after %v: %q", time.Since(r.from), r.names(c))
		}
	})
}

func TestQuietNothing(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		for _, name := range []string{
			"content/events/.#a.md", "content/events/#a.md#", "content/events/a.md~", "content/events/4913",
			"content/events/.a.md.swp", "content/events/a.md___jb_tmp___", "content/events/sedAbc12x", ".git/index",
			"public/index.html", "contents/a.md", "content/.git/x/y.md",
		} {
			r.w.rings.ring(r.path(name), true)
		}
		r.until(time.Second)
		r.looks()

		r.w.rings.ring(r.path("content/events/a.md"), false) // touched only
		r.until(time.Second)
		r.none()
	})
}

// A change that nobody has taken is merged with the next, and one that was
// undone is not sent.
func TestQuietMerge(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		r.save("content/events/a.md", event("1"))
		r.until(10 * time.Millisecond)
		r.save("content/events/b.md", event("1"))
		r.until(20 * time.Millisecond)
		c := r.expect("content/events/a.md", "content/events/b.md")
		if !c.when.Equal(r.from) {
			t.Errorf("first rang at %v", c.when.Sub(r.from))
		}
		r.save("content/events/a.md", event("2"))
		r.until(30 * time.Millisecond)
		r.save("content/events/a.md", event("1"))
		r.until(40 * time.Millisecond)
		r.none()
	})
}

func TestQuietLost(t *testing.T) {
	bell := &fakeBell{}
	inTime(t, nil, bell, func(r *rig) {
		r.write("content/events/new/a.md", event("1"))
		bell.reset()
		r.w.rings.lost()
		r.expect("content/events/new/a.md")
		r.until(20 * time.Millisecond)
		r.looks("6ms: everything")
		want := []string{r.dir, r.path("content"), r.path("content/events"), r.path("content/events/new")}
		if got := slices.Compact(slices.Sorted(slices.Values(bell.folders()))); !slices.Equal(got, append(want, r.path("static"), r.path("templates"))) {
			t.Errorf("watches %q", got)
		}
	})
}

// Names of a folder that was moved are not to be trusted.
func TestQuietFolder(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		r.must(os.Rename(r.path("content/events"), r.path("content/pages")))
		r.w.rings.ring(r.path("content/events"), true)
		r.w.rings.ring(r.path("content/pages"), true)
		r.expect("content/events/a.md", "content/events/b.md", "content/pages/a.md", "content/pages/b.md")
		r.looks("4ms: everything", "12ms: everything") // since files were gone
	})
}

func TestQuietPoke(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		r.write("content/events/a.md", event("1"))
		r.poke <- struct{}{}
		r.expect("content/events/a.md")
		r.looks("0s: everything")
	})
}

// A bell that does not ring is found out.
func TestSafetyScan(t *testing.T) {
	bell := &fakeBell{}
	inTime(t, nil, bell, func(r *rig) {
		r.until(4 * time.Second)
		bell.reset()
		r.write("content/events/a.md", event("1"))
		r.expect("content/events/a.md")
		r.until(6 * time.Second)
		r.looks("5s: everything", "5.3s: everything")
		if len(bell.folders()) == 0 {
			t.Error("the folders are not watched anew")
		}
		r.write("content/events/a.md", event("2"))
		r.expect("content/events/a.md")
		r.until(10700 * time.Millisecond)
		r.looks("5s: everything", "5.3s: everything", "10.3s: everything", "10.6s: everything")
		if got := <-r.notices; got != deafNotice {
			t.Error(got)
		}
		r.reset()
		r.write("content/events/a.md", event("3"))
		r.expect("content/events/a.md")
		r.looks("400ms: everything", "450ms: everything")
	})
}

func TestPoll(t *testing.T) {
	inTime(t, func(o *watchOptions) { o.poll = true }, nil, func(r *rig) {
		r.until(1100 * time.Millisecond)
		r.looks("500ms: everything", "1s: everything")
		r.write("content/events/a.md", event("1"))
		r.until(1520 * time.Millisecond)
		r.write("content/events/b.md", event("1")) // it goes on
		r.expect("content/events/a.md", "content/events/b.md")
		r.looks("500ms: everything", "1s: everything", "1.5s: everything", "1.55s: everything", "1.6s: everything")
		r.until(2500 * time.Millisecond)
		r.none()
	})
}

func TestLimit(t *testing.T) {
	bell := &fakeBell{err: &os.SyscallError{Syscall: "inotify_add_watch", Err: syscall.ENOSPC}}
	inTime(t, nil, bell, func(r *rig) {
		if got := <-r.notices; !strings.Contains(got, "sysctl fs.inotify.max_user_watches=") {
			t.Error(got)
		}
		r.write("content/events/a.md", event("1"))
		r.expect("content/events/a.md")
		r.looks("500ms: everything", "550ms: everything")
		r.save("content/events/a.md", event("2")) // what is watched still rings
		r.reset()
		r.expect("content/events/a.md")
		r.looks("1ms: events/a.md")
		if len(r.notices) > 0 {
			t.Error(<-r.notices)
		}
	})
}

func TestInterval(t *testing.T) {
	for _, c := range []struct {
		took    time.Duration
		polling bool
		want    time.Duration
	}{
		{time.Millisecond, false, minSafety},
		{33 * time.Millisecond, false, 16500 * time.Millisecond},
		{time.Second, false, maxSafety},
		{time.Millisecond, true, minPoll},
		{100 * time.Millisecond, true, 2 * time.Second},
		{time.Minute, true, maxPoll},
	} {
		if got := interval(c.took, c.polling); got != c.want {
			t.Errorf("interval(%v, %v) = %v, want %v", c.took, c.polling, got, c.want)
		}
	}
}

// Errors are told once, and it goes on.
func TestWatchFails(t *testing.T) {
	inTime(t, nil, &fakeBell{}, func(r *rig) {
		r.broken.Store(true)
		r.save("content/events/a.md", event("1"))
		r.until(2 * time.Second)
		if n := len(r.notices); n != 1 {
			t.Fatalf("%d notices", n)
		}
		r.broken.Store(false)
		r.expect("content/events/a.md")
	})
}
