package tree

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dateline/internal/filename"
)

// RescanPaths is [Rescan] for who knows where something changed: it looks at
// the named paths only. A path is relative to the root and slash-separated, of
// a file, of a folder (which is looked at with all that is in it) or of
// something that is gone; one that [Ignored] hides is passed over. prev and
// problems are what the last reading gave. The result is all of the new tree
// and all of its problems.
//
// Where the paths name everything that changed, the result is that of Read;
// where they do not, the rest is as it was, and Rescan finds it. What is looked
// at obeys the laws of reading: siblings whose names clash with a name that
// came or went are looked at as well. Two things are left to Rescan: a name
// that changed only its case, where the file system ignores case, and more
// files than MaxFiles.
//
// The cost is that of the paths and of copying the tree's slice. A name that is
// new or gone also has its folder listed.
func RescanPaths(prev Tree, problems []Problem, root string, opt ReadOptions, paths []string) (Tree, []Problem, error) {
	if slices.Contains(paths, "") || slices.Contains(paths, ".") || len(problems) > 0 && problems[0].Path == "" {
		return Rescan(prev, root, opt)
	}
	r, err := newReader(prev, root, opt)
	if err != nil {
		return Tree{}, nil, err
	}
	r.workers = newWorkers(r)
	l := look{reader: r, problems: problems, seen: map[string]bool{}}
	l.group(paths)
	for len(l.groups) > 0 {
		if err := l.next(); err != nil {
			return Rescan(prev, root, opt) // the root itself, most likely
		}
	}
	r.work()
	r.retryVanished()
	if r.pool.err() != nil {
		return Rescan(prev, root, opt)
	}
	t, problems := l.merge()
	if Same(prev, t) {
		t = prev
	}
	return t, problems, nil
}

// A look is one RescanPaths.
type look struct {
	*reader
	problems []Problem // before; sorted by path
	groups   []group
	seen     map[string]bool // paths that were looked at, each with all below it
}

// A group is what is looked at in one folder.
type group struct {
	parent string // "" or ending in a slash
	names  []string
}

// group sorts paths by folder.
func (l *look) group(paths []string) {
	byParent := map[string]*group{}
	var order []*group
	for _, p := range paths {
		p, ok := l.topmost(p)
		if !ok || l.seen[p] {
			continue
		}
		l.seen[p] = true
		parent := parentOf(p)
		g := byParent[parent]
		if g == nil {
			g = &group{parent: parent}
			byParent[parent] = g
			order = append(order, g)
		}
		g.names = append(g.names, p[len(parent):])
	}
	for _, g := range order {
		l.groups = append(l.groups, *g)
	}
}

// topmost returns the first folder on the way to a path that was not read
// before, because nobody knows whether it may be in a tree, or else the path.
// It is not ok if the path can have no place in a tree.
func (l *look) topmost(path string) (string, bool) {
	start := 0
	for name := range strings.SplitSeq(path, "/") {
		if name == "" || name == "." || name == ".." || Ignored(name) {
			return "", false
		}
		end := start + len(name)
		if end < len(path) && (!l.hasFolder(path[:end+1]) || l.hasProblem(path[:end])) {
			return path[:end], true
		}
		start = end + 1
	}
	return path, true
}

// hasFolder reports whether the previous tree has files in a folder, which ends
// in a slash.
func (l *look) hasFolder(folder string) bool {
	i := l.index(folder)
	return i < len(l.prev.files) && strings.HasPrefix(l.prev.files[i].Path, folder)
}

// index returns where in the previous tree a path is, or would be.
func (l *look) index(path string) int {
	i, _ := slices.BinarySearchFunc(l.prev.files, path, func(f *File, p string) int { return cmp.Compare(f.Path, p) })
	return i
}

func (l *look) hasProblem(path string) bool {
	_, ok := slices.BinarySearchFunc(l.problems, path, func(p Problem, path string) int { return cmp.Compare(p.Path, path) })
	return ok
}

// next makes tasks of one group.
func (l *look) next() error {
	g := l.groups[len(l.groups)-1]
	l.groups = l.groups[:len(l.groups)-1]
	f, err := openFolderAt(l.root, g.parent)
	if err != nil {
		if g.parent == "" || !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errKind) && !errors.Is(err, fs.ErrPermission) {
			return err
		}
		l.group([]string{strings.TrimSuffix(g.parent, "/")}) // what has become of the folder?
		return nil
	}
	dir := &openFolder{folder: wrapFolder(f), path: g.parent, depth: strings.Count(g.parent, "/")}
	dir.users.Store(1)
	defer dir.done()
	entries, err := l.entries(dir, g.names)
	for chunk := range slices.Chunk(entries, taskSize) {
		dir.users.Add(1)
		l.pool.add(task{dir: dir, entries: chunk})
	}
	return err
}

// entries returns what is there of the names, and of their siblings with which
// they clash or clashed.
func (l *look) entries(dir *openFolder, names []string) ([]entry, error) {
	entries := make([]entry, 0, len(names))
	var others []string
	for _, name := range names {
		if _, ok := l.prev.Get(dir.path + name); ok {
			if k, _, err := dir.lstat(name); err == nil && k == kindFile {
				entries = append(entries, entry{name, k})
				continue
			}
		}
		others = append(others, name)
	}
	if others == nil {
		return entries, nil
	}
	keys := map[string]bool{}
	for _, name := range others {
		keys[filename.Fold(name)] = true
	}
	var alike []entry
	err := dir.list(func(batch []entry) bool {
		for _, e := range batch {
			if !Ignored(e.name) && keys[filename.Fold(e.name)] {
				alike = append(alike, e)
			}
		}
		return true
	})
	for _, e := range alike {
		l.seen[dir.path+e.name] = true
		entries = slices.DeleteFunc(entries, func(known entry) bool { return known.name == e.name })
	}
	return append(entries, l.workers[0].checkNames(dir, alike)...), err
}

// merge puts what was found in the place of what was there before.
func (l *look) merge() (Tree, []Problem) {
	found, problems, _ := l.collect()
	files := found.files
	if len(problems) > 0 {
		// A folder may have been looked into for one path, and then have proved
		// by another path to be no folder of a tree, because of its name.
		bad := map[string]bool{}
		for _, p := range problems {
			bad[p.Path] = true
		}
		files = slices.DeleteFunc(files, func(f *File) bool { return within(bad, parentOf(f.Path)) })
		problems = slices.DeleteFunc(problems, func(p Problem) bool { return within(bad, parentOf(p.Path)) })
	}
	// One that vanished in between may have been looked at twice.
	files = slices.CompactFunc(files, func(a, b *File) bool { return a.Path == b.Path })
	for _, p := range l.problems {
		if !within(l.seen, p.Path) {
			problems = append(problems, p)
		}
	}
	sortProblems(problems)
	return Tree{l.splice(files)}, slices.Compact(problems)
}

// within reports whether a path, or a folder that it is in, is among paths. The
// path may end in a slash.
func within(paths map[string]bool, path string) bool {
	for p := strings.TrimSuffix(path, "/"); p != ""; p = strings.TrimSuffix(parentOf(p), "/") {
		if paths[p] {
			return true
		}
	}
	return false
}

// A cut takes files out of a sorted slice, or puts one in.
type cut struct {
	from, to int // taken out
	in       *File
}

// splice takes what was looked at out of the files, and puts in what was found.
func (l *look) splice(found []*File) []*File {
	var cuts []cut
	for p := range l.seen {
		if i := l.index(p); i < len(l.prev.files) && l.prev.files[i].Path == p {
			cuts = append(cuts, cut{from: i, to: i + 1})
		}
		// '0' is what follows '/'.
		if from, to := l.index(p+"/"), l.index(p+"0"); from < to {
			cuts = append(cuts, cut{from: from, to: to})
		}
	}
	for _, f := range found {
		i := l.index(f.Path)
		cuts = append(cuts, cut{from: i, to: i, in: f})
	}
	slices.SortFunc(cuts, func(a, b cut) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.path(), b.path()))
	})
	out := make([]*File, 0, len(l.prev.files)+len(found))
	done := 0
	for _, c := range cuts {
		if c.from > done {
			out = append(out, l.prev.files[done:c.from]...)
		}
		if c.in != nil {
			out = append(out, c.in)
		}
		done = max(done, c.from, c.to)
	}
	return append(out, l.prev.files[done:]...)
}

func (c cut) path() string {
	if c.in == nil {
		return ""
	}
	return c.in.Path
}
