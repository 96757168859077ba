package tree

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// defaultMaxText is the largest file that is read whole: more is a data
	// file with the wrong ending, not something that a person wrote.
	defaultMaxText = 1 << 20
	// defaultMaxFiles keeps a root that was a slip (the home folder) from
	// filling the memory.
	defaultMaxFiles = 1_000_000
	// maxDepth is how many folders may lie within each other. Each one on the
	// way down is kept open by each worker.
	maxDepth = 64
)

// Problem is what is wrong with a file or folder that cannot be part of a
// tree: it is left out, a folder with all that is in it, and the rest is read.
type Problem struct {
	Path string // relative to the root, raw; "" for the root itself
	Name string // as the author would type it, with unprintable characters escaped
	Code string // stable, kebab-case: "file-link"
	Msg  string // what is wrong, on one line
	Hint string // what to do
}

// ReadOptions say what [Read] and [Rescan] read. The zero value reads
// everything whole.
type ReadOptions struct {
	// Text tells, by path relative to the root, which files are read whole into
	// memory (*.md, say); others are kept by reference. nil means all. It is
	// called from several goroutines.
	Text func(path string) bool
	// MaxText is the largest size, in bytes, of a file read whole; a larger one
	// is a Problem and never read. 0 means 1 MiB.
	MaxText int64
	// MaxFiles is how many files and folders there may be; with more, the tree
	// is empty and there is one Problem. 0 means 1,000,000.
	MaxFiles int
}

func (o ReadOptions) withDefaults() ReadOptions {
	if o.Text == nil {
		o.Text = func(string) bool { return true }
	}
	o.MaxText = cmp.Or(o.MaxText, defaultMaxText)
	o.MaxFiles = cmp.Or(o.MaxFiles, defaultMaxFiles)
	return o
}

// Read makes a tree of the regular files under the folder root. What cannot be
// part of it is a Problem; problems are sorted by path. The root may be a
// symbolic link; nothing below it may.
//
// The error is for when there is no tree to speak of: the root is missing
// (errors.Is(err, fs.ErrNotExist)), unreadable or no folder, or the machine is
// out of memory or file handles.
func Read(root string, opt ReadOptions) (Tree, []Problem, error) {
	return Rescan(Tree{}, root, opt)
}

// A reader reads one folder and shares out the work in it.
type reader struct {
	opt    ReadOptions
	prev   Tree   // what was read before, for Rescan
	root   string // absolute
	prefix string // of names
	now    int64  // the clock before anything was looked at
	count  atomic.Int64
	pool   pool[task]

	workers []*worker
}

// A task is some entries of a folder, to be read in order by one worker.
type task struct {
	dir     *openFolder
	entries []entry
	last    bool // the second try for things that vanished
}

// An openFolder is closed when the last task in it is done.
type openFolder struct {
	folder
	path  string // relative, "" or ending in a slash
	depth int
	users atomic.Int32
}

func (d *openFolder) done() {
	if d.users.Add(-1) == 0 {
		d.close()
	}
}

// tooMany ends a reading: there is more than MaxFiles.
var tooMany = errors.New("too many files")

// taskSize is how many entries make a task: enough to make handing it over
// cheap, few enough to share a folder between all processors.
const taskSize = 64

func newReader(prev Tree, root string, opt ReadOptions) (*reader, error) {
	abs, err := filepath.Abs(root) // files are opened later, maybe from elsewhere
	if err != nil {
		return nil, err
	}
	return &reader{
		opt: opt.withDefaults(), prev: prev, root: abs, prefix: namePrefix(root),
		now: time.Now().UnixNano(),
	}, nil
}

// run reads everything and returns it in order.
func (r *reader) run(name string) (Tree, []Problem, error) {
	top, err := r.openTop()
	if err != nil {
		return Tree{}, nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	r.workers = newWorkers(r)
	r.list(r.workers[0], top, false)
	r.work()
	r.retryVanished()
	if err := r.pool.err(); err == tooMany {
		return Tree{}, []Problem{r.problem("", fault{
			"too-many-files",
			fmt.Sprintf("more than %d files and folders", r.opt.MaxFiles),
			"is this the right folder? Move what is not part of the site elsewhere",
		})}, nil
	} else if err != nil {
		return Tree{}, nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return r.collect()
}

func (r *reader) openTop() (*openFolder, error) {
	f, err := openRoot(r.root)
	if err != nil {
		return nil, err
	}
	return &openFolder{folder: wrapFolder(f)}, nil
}

// wrapFolder is for tests that need a file system with faults.
var wrapFolder = func(f folder) folder { return f }

// work runs the tasks until there is none left.
func (r *reader) work() {
	r.pool.run(len(r.workers), func(i int, t task) {
		defer t.dir.done()
		w := r.workers[i]
		if r.pool.err() != nil {
			return // nobody will want the rest
		}
		for _, e := range t.entries {
			w.entry(t.dir, e, t.last)
		}
	})
}

// collect merges what the workers have found.
func (r *reader) collect() (Tree, []Problem, error) {
	var t Tree
	var problems []Problem
	for _, w := range r.workers {
		t.files = append(t.files, w.files...)
		problems = append(problems, w.problems...)
	}
	t.sort()
	sortProblems(problems)
	return t, problems, nil
}

func sortProblems(problems []Problem) {
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Code, b.Code))
	})
}

// list makes tasks of what is in a folder, which it then owns.
func (r *reader) list(w *worker, dir *openFolder, last bool) {
	dir.users.Store(1)
	defer dir.done()
	var all []entry
	err := dir.list(func(batch []entry) bool {
		batch = slices.DeleteFunc(batch, func(e entry) bool { return Ignored(e.name) })
		if r.count.Add(int64(len(batch))) > int64(r.opt.MaxFiles) {
			r.pool.fail(tooMany)
			return false
		}
		all = append(all, batch...)
		return true
	})
	if err != nil {
		// Part of a folder would be worse than none: files would seem deleted.
		w.failed(dir.path, "", entry{kind: kindFolder}, err, last)
		return
	}
	all = w.checkNames(dir, all)
	for chunk := range slices.Chunk(all, taskSize) {
		dir.users.Add(1)
		r.pool.add(task{dir, chunk, last})
	}
}

// retryVanished looks a second time for what had been listed but was gone, or
// had become something else, when it was to be read: an editor may have been
// between deleting the old file and creating the new one. By now everything
// else has been read, which gave it the time.
func (r *reader) retryVanished() {
	for _, w := range r.workers {
		again := w.again
		w.again = nil
		for _, v := range again {
			r.retryOne(w, v)
		}
	}
	r.work()
}

func (r *reader) retryOne(w *worker, v vanished) {
	f, err := openFolderAt(r.root, v.parent)
	if err != nil {
		w.failed(v.parent, v.entry.name, v.entry, err, true)
		return
	}
	dir := &openFolder{folder: wrapFolder(f), path: v.parent, depth: strings.Count(v.parent, "/")}
	dir.users.Store(1)
	r.pool.add(task{dir, []entry{{name: v.entry.name, kind: kindUnknown}}, true})
}

func (r *reader) problem(path string, f fault) Problem {
	name := r.prefix + path
	if path == "" {
		name = strings.TrimSuffix(cmp.Or(r.prefix, "."), "/")
	}
	return Problem{Path: path, Name: printable(name), Code: f.code, Msg: f.msg, Hint: f.hint}
}
