package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"dateline/internal/filename"
)

// A worker reads entries. It keeps what it finds to itself until the end.
type worker struct {
	*reader
	files    []*File
	problems []Problem
	again    []vanished
	buf      []byte // for paths that are looked up
}

// A vanished entry was listed, and then was not there.
type vanished struct {
	parent string // path of its folder
	entry  entry
}

func newWorkers(r *reader) []*worker {
	ws := make([]*worker, runtime.GOMAXPROCS(0))
	for i := range ws {
		ws[i] = &worker{reader: r}
	}
	return ws
}

// checkNames reports names that cannot be, alone or beside each other, and
// returns the entries that are left. Links and devices are left to entry.
func (w *worker) checkNames(dir *openFolder, entries []entry) []entry {
	good := entries[:0]
	first := make(map[string]int, len(entries)) // folded name → index in good
	var clashes map[int]int                     // index in good → of the other
	for _, e := range entries {
		if f := checkName(e.name); f.code != "" {
			w.report(dir.path+e.name, f)
			continue
		}
		key := filename.Fold(e.name)
		if i, ok := first[key]; ok {
			if clashes == nil {
				clashes = map[int]int{}
			}
			clashes[i], clashes[len(good)] = len(good), i
		} else {
			first[key] = len(good)
		}
		good = append(good, e)
	}
	if clashes == nil {
		return good
	}
	rest := make([]entry, 0, len(good))
	for i, e := range good {
		if _, ok := clashes[i]; ok {
			w.report(dir.path+e.name, clash(e.name, other(good, clashes, i)))
		} else {
			rest = append(rest, e)
		}
	}
	return rest
}

// other returns the least name that clashes with that of good[i], so that the
// message does not depend on the order in which the system lists them.
func other(good []entry, clashes map[int]int, i int) string {
	key, least := filename.Fold(good[i].name), ""
	for j := range clashes {
		if n := good[j].name; j != i && filename.Fold(n) == key && (least == "" || n < least) {
			least = n
		}
	}
	return least
}

// entry reads one thing in a folder. With last, nothing is tried again.
func (w *worker) entry(dir *openFolder, e entry, last bool) {
	if e.kind == kindUnknown {
		k, _, err := dir.lstat(e.name)
		if err != nil {
			w.failed(dir.path, e.name, e, err, last)
			return
		}
		e.kind = k
	}
	switch e.kind {
	case kindFile:
		w.file(dir, e, last)
	case kindFolder:
		w.folder(dir, e, last)
	case kindLink:
		w.report(dir.path+e.name, fault{
			"file-link", "symbolic link, which is not followed",
			"put the file or folder itself here",
		})
	default:
		w.report(dir.path+e.name, fault{
			"file-special", e.kind.String() + ", not a regular file",
			"move it out of this folder",
		})
	}
}

func (w *worker) folder(dir *openFolder, e entry, last bool) {
	path := dir.path + e.name + "/"
	if isMarkdown(e.name) {
		w.report(dir.path+e.name, fault{
			"folder-named-md", "a folder with the name of a Markdown file",
			"rename the folder, or move the text into a file of that name",
		})
		return
	}
	if dir.depth+1 >= maxDepth {
		w.report(dir.path+e.name, fault{
			"folder-deep", fmt.Sprintf("more than %d folders within each other", maxDepth),
			"move it up",
		})
		return
	}
	sub, err := dir.enter(e.name)
	if err != nil {
		w.failed(dir.path, e.name, e, err, last)
		return
	}
	w.list(w, &openFolder{folder: sub, path: path, depth: dir.depth + 1}, last)
}

func isMarkdown(name string) bool {
	return len(name) > 3 && strings.EqualFold(name[len(name)-3:], ".md")
}

// file adds a file: the one from before if it has not changed.
func (w *worker) file(dir *openFolder, e entry, last bool) {
	w.buf = append(append(w.buf[:0], dir.path...), e.name...)
	prev := w.before(w.buf)
	var path string // made only if need be: thousands of unchanged files have one
	if prev != nil {
		path = prev.Path
	} else {
		path = string(w.buf)
	}
	text := w.opt.Text(path)
	if prev != nil && prev.InMemory() != text {
		prev = nil
	}
	if prev != nil || !text {
		k, st, err := dir.lstat(e.name)
		switch {
		case err != nil:
			w.failed(dir.path, e.name, e, err, last)
			return
		case k != kindFile:
			w.failed(dir.path, e.name, e, errKind, last)
			return
		case prev != nil && w.unchanged(prev, st):
			w.files = append(w.files, prev)
			return
		case !text:
			w.reference(prev, path, st)
			return
		}
	}
	w.text(dir, e, path, prev, last)
}

// text reads a file whole.
func (w *worker) text(dir *openFolder, e entry, path string, prev *File, last bool) {
	data, st, err := dir.read(e.name, w.opt.MaxText)
	if err != nil {
		w.failed(dir.path, e.name, e, err, last)
		return
	}
	if st.size > w.opt.MaxText {
		w.report(path, fault{
			"file-too-large", fmt.Sprintf("%d bytes, more than %d", st.size, w.opt.MaxText),
			"split it, or move it out of this folder",
		})
		return
	}
	if data == nil {
		data = []byte{} // nil is for files kept by reference
	}
	if prev != nil && bytes.Equal(prev.Data, data) {
		if prev.stamp == st {
			prev.known.Store(w.now)
			w.files = append(w.files, prev)
			return
		}
		data = prev.Data // touched, not changed: keep one copy
	}
	f := newFile(w.prefix, path, data)
	f.stamp = st
	f.known.Store(w.now)
	w.files = append(w.files, f)
}

// failed reports a thing that cannot be read, or has it tried again if it only
// is not there any more.
func (w *worker) failed(parent, name string, e entry, err error, last bool) {
	path := strings.TrimSuffix(parent+name, "/")
	gone := errors.Is(err, fs.ErrNotExist) || errors.Is(err, errKind)
	switch {
	case outOf(err):
		w.pool.fail(err)
	case gone && !last && path != "":
		w.again = append(w.again, vanished{parentOf(path), entry{name: path[len(parentOf(path)):], kind: e.kind}})
	case gone:
		w.report(path, fault{
			"file-vanished", fmt.Sprintf("the %s vanished while it was read", e.kind),
			"run it again when no other program is changing the folder",
		})
	case errors.Is(err, fs.ErrPermission):
		w.report(path, fault{"file-unreadable", "permission denied", w.permissionHint(path, e.kind)})
	default:
		w.report(path, fault{
			"file-unreadable", "cannot be read: " + err.Error(),
			"check the disk, or move it out of this folder",
		})
	}
}

// permissionHint says which permission is missing: what cannot even be looked
// at lies in a folder that may be listed, but not entered.
func (w *worker) permissionHint(path string, k kind) string {
	parent := strings.TrimSuffix(parentOf(path), "/")
	if _, err := lstat(filepath.Join(w.root, filepath.FromSlash(path))); parent != "" && errors.Is(err, fs.ErrPermission) {
		return fmt.Sprintf("its folder cannot be entered: chmod u+x %s", printable(w.prefix+parent))
	}
	mode := "u+r"
	if k == kindFolder {
		mode = "u+rx"
	}
	return fmt.Sprintf("make the %s readable (chmod %s), or move it out of this folder", k, mode)
}

// lstat is for tests, which may run as root, to whom nothing is denied.
var lstat = os.Lstat

func (w *worker) report(path string, f fault) {
	w.problems = append(w.problems, w.problem(path, f))
}
