package serve

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"dateline/internal/tree"
)

// A bell says that something changed in the folders that were added.
type bell interface {
	Add(folder string) error
	Remove(folder string) error
	WatchList() []string
	Close() error
}

// A watchedRoot is a folder of the project: the path by which events name it, and,
// if links lead there, where it is.
type watchedRoot struct{ path, real string }

func newWatchedRoot(folder string) (watchedRoot, error) {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return watchedRoot{}, err
	}
	return watchedRoot{abs, resolved(abs)}, nil
}

// resolved follows the links in a path, of which not all may exist.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// below returns the path relative to the root, slash-separated, if name is
// something in it.
func (r watchedRoot) below(name string) (string, bool) {
	rel, ok := strings.CutPrefix(name, r.path)
	if !ok || r.path != string(filepath.Separator) && (rel == "" || !isSeparator(rel[0])) {
		return "", false
	}
	return filepath.ToSlash(strings.TrimLeftFunc(rel, func(c rune) bool { return c < 0x80 && isSeparator(byte(c)) })), true
}

func isSeparator(c byte) bool { return c == '/' || c == filepath.Separator }

// stands reports whether the root can come, go or become another one when name
// does: name is the root, or a folder that it is in.
func (r watchedRoot) stands(name string) bool {
	at := watchedRoot{path: name}
	_, in := at.below(r.path)
	_, realIn := at.below(r.real)
	return name == r.path || name == r.real || in || realIn
}

// rings are what the bell has said and nobody has looked at yet.
type rings struct {
	signal chan struct{} // has room for one: something rang

	mu    sync.Mutex
	roots []watchedRoot
	heard int // ever
	pile
}

// A pile is a burst of rings.
type pile struct {
	names       map[string]bool // true: something came or went, and may be a folder
	all         bool            // the names are not all
	first, last time.Time
	doubt       time.Time // when it is looked at again, if it was not believed; else zero
}

const (
	// maxNames is how many names are kept: with more, everything is looked at,
	// which is no slower.
	maxNames = 256
	// maxMoved is how many are, of what came or went and so may be folders,
	// which have to be watched.
	maxMoved = 20_000
)

func newRings(roots []watchedRoot) *rings {
	return &rings{signal: make(chan struct{}, 1), roots: roots}
}

// resolve finds out anew where the roots are, and returns them.
func (r *rings) resolve() []watchedRoot {
	r.mu.Lock()
	defer r.mu.Unlock()
	roots := make([]watchedRoot, len(r.roots))
	for i, root := range r.roots {
		roots[i] = watchedRoot{root.path, resolved(root.path)}
	}
	r.roots = roots
	return roots
}

// listen drains the bell at once, whatever else goes on, because the system
// keeps only so many events.
func (r *rings) listen(events <-chan fsnotify.Event, errs <-chan error) {
	for events != nil || errs != nil {
		select {
		case e, ok := <-events:
			if !ok {
				events = nil
			} else if e.Name != "" {
				r.ring(e.Name, e.Op&(fsnotify.Create|fsnotify.Remove|fsnotify.Rename) != 0)
			}
		case err, ok := <-errs:
			if !ok {
				errs = nil
			} else if !errors.Is(err, fsnotify.ErrNonExistentWatch) {
				r.lost()
			}
		}
	}
}

// ring notes that something happened to a name.
func (r *rings) ring(name string, moved bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.concerns(name) {
		return
	}
	if r.names == nil {
		r.names = map[string]bool{}
	}
	switch {
	case len(r.names) < maxNames, moved && len(r.names) < maxMoved:
		r.names[name] = r.names[name] || moved
	case moved:
		r.forget()
	default:
		r.all = true
	}
	r.rang()
}

// lost notes that the bell has lost events.
func (r *rings) lost() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget()
	r.rang()
}

// forget puts the roots in the place of all names: every folder is watched anew.
func (r *rings) forget() {
	r.all = true
	r.names = map[string]bool{}
	for _, root := range r.roots {
		r.names[root.path] = true
	}
}

func (r *rings) rang() {
	r.heard++
	r.last = time.Now()
	if r.first.IsZero() {
		r.first = r.last
	}
	select {
	case r.signal <- struct{}{}:
	default:
	}
}

// concerns reports whether a name is of the project's.
func (r *rings) concerns(name string) bool {
	for _, root := range r.roots {
		if rel, ok := root.below(name); ok && !hidden(rel) || root.stands(name) {
			return true
		}
	}
	return false
}

func hidden(rel string) bool {
	for name := range strings.SplitSeq(rel, "/") {
		if tree.Ignored(name) {
			return true
		}
	}
	return false
}

// take empties the pile.
func (r *rings) take() pile {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.pile
	r.pile = pile{}
	return p
}

// state returns how long the burst has been going on, how many names are in it,
// and how often it ever rang.
func (r *rings) state() (first, last time.Time, names, heard int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.first, r.last, len(r.names), r.heard
}
