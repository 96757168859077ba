package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dateline/internal/tree"
)

// maxFolders is how deep folders are watched; a tree goes no deeper.
const maxFolders = 64

// folders are those that the bell watches: all below the roots, and what the
// roots stand in, because a root may go and come back.
//
// The bell knows a folder by the path that it was added by. After a folder was
// renamed, it goes on to call what happens in it by the old path, and when
// another is put in its place, it watches the old one. So whatever happened to
// a folder, the bell is told to forget it and all below it, and those that are
// there now are added.
type folders struct {
	bell    bell
	rings   *rings
	roots   []watchedRoot // as the rings have them
	watched map[string]bool
}

// watchAll watches every folder anew. The error is that of a limit.
func (f *folders) watchAll() error {
	f.forget(func(string) bool { return true })
	f.roots = f.rings.resolve()
	for _, r := range f.roots {
		for _, path := range []string{r.path, r.real} {
			if err := f.watchAbove(path); err != nil {
				return err
			}
		}
		if err := f.walk(r.path, maxFolders); err != nil {
			return err
		}
	}
	return nil
}

// watchAgain watches folders anew, with all below them, whether they are there
// or not.
func (f *folders) watchAgain(names map[string]bool) error {
	// All are forgotten before one is added: when two change places, the bell
	// knows the one by the path of the other.
	f.forget(func(folder string) bool {
		for up := folder; ; up = filepath.Dir(up) {
			if names[up] {
				return true
			}
			if up == filepath.Dir(up) {
				return false
			}
		}
	})
	for name := range names {
		if !isFolder(name) {
			continue
		}
		if err := f.walk(name, maxFolders); err != nil {
			return err
		}
	}
	return nil
}

func (f *folders) forget(which func(string) bool) {
	for folder := range f.watched {
		if which(folder) {
			_ = f.bell.Remove(folder) // the bell may have noticed already that it is gone
			delete(f.watched, folder)
		}
	}
}

// watchAbove watches what a root stands in; if that is gone too, what that
// stood in.
func (f *folders) watchAbove(path string) error {
	for parent := filepath.Dir(path); parent != path; path, parent = parent, filepath.Dir(parent) {
		if ok, err := f.add(parent); ok || err != nil {
			return err
		}
	}
	return nil
}

// mend watches every folder anew if the bell does not watch one that it should.
// That happens when a folder is added while it moves: the bell then knows it by
// the old path already, and when it is told to forget that, it forgets all.
func (f *folders) mend() error {
	has := map[string]bool{}
	for _, name := range f.bell.WatchList() {
		has[name] = true
	}
	for folder := range f.watched {
		if !has[folder] && isFolder(folder) {
			return f.watchAll()
		}
	}
	return nil
}

// add watches one folder. It is not ok if the folder is not there.
func (f *folders) add(folder string) (bool, error) {
	if f.watched[folder] {
		return true, nil
	}
	err := f.bell.Add(folder)
	if err == nil {
		f.watched[folder] = true
	}
	if isLimit(err) {
		return false, err
	}
	return err == nil, nil
}

// walk watches a folder and all in it. A folder is added before it is listed:
// what comes into it before is in the list, and what comes later rings the
// bell, so that none is missed, however fast they are made within each other.
func (f *folders) walk(folder string, deep int) error {
	if ok, err := f.add(folder); !ok || err != nil || deep == 0 {
		return err
	}
	for _, e := range list(folder) {
		if e.IsDir() && !tree.Ignored(e.Name()) {
			if err := f.walk(filepath.Join(folder, e.Name()), deep-1); err != nil {
				return err
			}
		}
	}
	return nil
}

// list returns what is in a folder, unsorted. One that is gone meanwhile, or
// not readable, has nothing in it here; the scan reports it.
func list(folder string) []fs.DirEntry {
	d, err := os.Open(folder)
	if err != nil {
		return nil
	}
	defer d.Close()
	entries, _ := d.ReadDir(-1)
	return entries
}

// moved watches anew what a burst did to folders, and reports whether it did
// anything to any: then names are not to be trusted. The error is that of a
// limit.
func (f *folders) moved(p pile) (bool, error) {
	names := map[string]bool{}
	for name, moved := range p.names {
		switch {
		case !moved:
		case slices.ContainsFunc(f.roots, func(r watchedRoot) bool { return r.stands(name) }):
			return true, f.watchAll()
		case f.watched[name] || isFolder(name):
			names[name] = true
		}
	}
	return len(names) > 0, f.watchAgain(names)
}

func isFolder(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.IsDir()
}
