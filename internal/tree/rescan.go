package tree

import (
	"slices"
	"time"
)

// racy is how long after a change a stamp proves nothing: a second change may
// get the same time. It is the coarsest clock of a file system, that of FAT
// (ext4's ticks every few milliseconds). Git has the same problem and the same
// answer ("racy-git" in its documentation).
const racy = 2 * time.Second

// Rescan returns what Read would, but reads only the files that changed since
// prev was made from the same root with the same options: whose size, time of
// change or inode is another. A file that was changed less than two seconds
// before it was read is read again and compared, because its time may not tell.
// A File that did not change is the same one as in prev; if nothing changed,
// the Tree is the same too (see [Same]). The error is that of Read.
func Rescan(prev Tree, root string, opt ReadOptions) (Tree, []Problem, error) {
	r, err := newReader(prev, root, opt)
	if err != nil {
		return Tree{}, nil, err
	}
	t, problems, err := r.run(root)
	if err == nil && Same(prev, t) {
		t = prev // lets the new slice go
	}
	return t, problems, err
}

// Same reports whether two trees hold the very same files. It compares no
// content, so that trees that were read apart are never the same.
func Same(a, b Tree) bool { return slices.Equal(a.files, b.files) }

// before returns the file of the previous tree at a path, or nil. A binary
// search over bytes needs no string.
func (r *reader) before(path []byte) *File {
	lo, hi := 0, len(r.prev.files)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if r.prev.files[mid].Path < string(path) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(r.prev.files) || r.prev.files[lo].Path != string(path) {
		return nil
	}
	f := r.prev.files[lo]
	if !f.InMemory() && f.root != r.root || len(f.Name) != len(r.prefix)+len(path) {
		return nil // read from elsewhere
	}
	return f
}

// unchanged reports whether a stamp proves that a file is as it was. A file
// kept by reference whose content nobody has looked at is as it was by
// definition, as long as the stamp is the same.
func (r *reader) unchanged(f *File, st stamp) bool {
	if f.stamp != st {
		return false
	}
	known := f.known.Load()
	return f.fresh(known) || !f.InMemory() && known == 0
}

// fresh reports whether the last look at a file came long enough after its last
// change for the stamp to be trusted.
func (f *File) fresh(known int64) bool {
	return max(f.stamp.mtime, f.stamp.ctime) < known-int64(racy)
}

// reference adds a file by reference. One that may have changed is another
// file, unless its content was looked at and still is the same.
func (w *worker) reference(prev *File, path string, st stamp) {
	f := newFile(w.prefix, path, nil)
	f.Size, f.root, f.stamp = st.size, w.root, st
	if prev != nil && prev.stamp == st && f.Hash() == prev.Hash() && f.Hash() != (Hash{}) {
		prev.known.Store(w.now)
		f = prev
	}
	w.files = append(w.files, f)
}
