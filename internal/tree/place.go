package tree

import "os"

// A place is an open folder that is written to. Its methods, those of folder
// too, take paths of several elements. Writing needs no more care than that:
// what is below a place that is written to was made by this very build, in a
// staging folder with a name that nobody can know, so that there is no link to
// follow; paths are checked before they get here, so that none has a "..";
// and the last element is never followed.
type place interface {
	folder
	// matches reports whether a regular file has just this content.
	matches(path string, data []byte) bool
	mkdir(path string) error
	// create makes a file, which must not be there, with the given content.
	// The mode is 0644 less the umask, as that of folders is 0755 less it.
	create(path string, data []byte) error
	createFile(path string) (*os.File, error)
	// link makes a hard link to a file of this place, with the same path in to.
	link(path string, to place) error
	rename(from, to string) error
	// exchange swaps two folders in one step, or fails with errNoExchange.
	exchange(a, b string) error
	// removeAll removes a folder with all that is in it, or nothing if it is not
	// there. It follows no links.
	removeAll(name string) error
	// sync makes the entries of the folder itself last.
	sync() error
	// syncAll makes everything below last, where that is cheap.
	syncAll() error
}
