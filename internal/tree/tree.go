// Package tree holds sets of files: what a build reads and what it writes.
//
// A [Tree] is an immutable set of regular files by slash-separated path,
// relative to a root folder. [Read] makes one from a folder, [Rescan] makes
// the next one at the cost of the files that changed, [Write] puts the files
// of a site in place of the site that was there. Between the two, nothing
// touches the disk.
//
// # Reading
//
// A tree holds regular files only. Text is read whole; everything else
// (pictures, say) is kept by reference and read again when it is asked for.
// Whatever cannot be part of a tree is left out and reported as a [Problem],
// and the rest is still read. Laws:
//
//   - No symbolic link below the root is followed, and nothing but a regular
//     file is opened: a link to /dev/zero, or a pipe, costs a Problem. The root
//     itself may be a link, because the author named it.
//   - A name is accepted only if it is one file on every system: no two names
//     that differ by case or Unicode normalization, none that Windows reserves.
//   - The same files give the same tree and the same problems, in the same
//     order, on any number of processors.
//   - Editors' temporary and backup files are not there ([Ignored]).
//   - Rescan(prev, …) equals Read(…): a file that did not change is the same
//     *File as before, and every other file is another *File.
//
// # Writing
//
// The new site is staged in a folder beside the old one and exchanged with it
// in one step. Laws:
//
//   - At every moment the site is the old one or the new one, never a mixture,
//     whatever is killed when. (Where the system cannot exchange two folders,
//     there is a moment with no site at all; the next build mends it.)
//   - Only a folder that dateline made, or an empty one, is replaced without
//     Force; a folder that holds the author's work is never replaced.
//   - A file of the old site is never written to. One that did not change is
//     hard-linked into the new site.
//   - The same outputs give the same bytes for the whole folder, manifest
//     included. If nothing changed, nothing in it is touched.
//   - One build at a time ([LockError]).
package tree

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
)

// A Hash is the SHA-256 of a file's content. The zero Hash stands for content
// that could not be read.
type Hash [sha256.Size]byte

// HashOf returns the hash of data.
func HashOf(data []byte) Hash { return sha256.Sum256(data) }

// String returns the hash in lower-case hexadecimal, 64 characters.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Tree is an immutable set of files by slash-separated path relative to its
// root. The zero value is empty. It is safe for concurrent use.
type Tree struct {
	files []*File // sorted by path, each path once
}

// Get returns the file at path.
func (t Tree) Get(path string) (*File, bool) {
	i, ok := slices.BinarySearchFunc(t.files, path, func(f *File, p string) int {
		return cmp.Compare(f.Path, p)
	})
	if !ok {
		return nil, false
	}
	return t.files[i], true
}

// Files yields the files, sorted by path (byte by byte).
func (t Tree) Files() iter.Seq[*File] { return slices.Values(t.files) }

// Len returns the number of files.
func (t Tree) Len() int { return len(t.files) }

// Of makes a tree in memory from path → content, for tests. The root becomes
// the front of each file's Name; it need not exist. The paths must be valid
// ([fs.ValidPath]): Of panics if one is not.
func Of(root string, files map[string]string) Tree {
	var t Tree
	prefix := namePrefix(root)
	for p, content := range files {
		if !fs.ValidPath(p) || p == "." {
			panic("tree.Of: invalid path " + p)
		}
		t.files = append(t.files, newFile(prefix, p, []byte(content)))
	}
	t.sort()
	return t
}

// FromFS makes a tree from all regular files of fsys, an embed.FS say, read
// whole. The name becomes the front of each file's Name. It reports the first
// error of fsys.
func FromFS(fsys fs.FS, name string) (Tree, error) {
	var t Tree
	prefix := namePrefix(name)
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		t.files = append(t.files, newFile(prefix, p, data))
		return nil
	})
	if err != nil {
		return Tree{}, err
	}
	t.sort()
	return t, nil
}

// Overlay returns the files of both trees; where both have a path, over wins.
func Overlay(base, over Tree) Tree {
	if len(base.files) == 0 {
		return over
	}
	if len(over.files) == 0 {
		return base
	}
	files := make([]*File, 0, len(base.files)+len(over.files))
	for c := range changes(base, over) {
		files = append(files, cmp.Or(c.now, c.old))
	}
	return Tree{files}
}

// Filter returns the files for which keep reports true.
func (t Tree) Filter(keep func(*File) bool) Tree {
	var out Tree
	for _, f := range t.files {
		if keep(f) {
			out.files = append(out.files, f)
		}
	}
	return out
}

// Changed yields, in order, the path of every file that was added, removed or
// given other content between old and now.
func Changed(old, now Tree) iter.Seq[string] {
	return func(yield func(string) bool) {
		for c := range changes(old, now) {
			switch {
			case c.old == c.now:
				continue
			case c.old == nil:
				if !yield(c.now.Path) {
					return
				}
			case c.now == nil || c.old.Size != c.now.Size || c.old.Hash() != c.now.Hash():
				if !yield(c.old.Path) {
					return
				}
			}
		}
	}
}

// A pair is the same path in two trees, nil where a tree does not have it.
type pair struct{ old, now *File }

// changes merges two trees by path.
func changes(old, now Tree) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		a, b := old.files, now.files
		for len(a) > 0 || len(b) > 0 {
			var p pair
			switch {
			case len(a) > 0 && len(b) > 0 && a[0] == b[0]: // most are
				p, a, b = pair{a[0], b[0]}, a[1:], b[1:]
			case len(b) == 0 || len(a) > 0 && a[0].Path < b[0].Path:
				p.old, a = a[0], a[1:]
			case len(a) == 0 || b[0].Path < a[0].Path:
				p.now, b = b[0], b[1:]
			default:
				p, a, b = pair{a[0], b[0]}, a[1:], b[1:]
			}
			if !yield(p) {
				return
			}
		}
	}
}

func (t *Tree) sort() { sortFiles(t.files) }

func sortFiles(files []*File) {
	slices.SortFunc(files, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
}

// namePrefix returns what goes before a path to make the name that the author
// would type: "content/" for "content", "./content" or "content/", "" for ".".
func namePrefix(root string) string {
	root = path.Clean(toSlash(root))
	if root == "." || strings.HasSuffix(root, "/") {
		return strings.TrimPrefix(root, ".")
	}
	return root + "/"
}
