package tree

import (
	"errors"
	"os"
)

// A folder is an open folder. Names are single path elements, looked up in the
// open folder itself, and no symbolic link is followed: with every folder on
// the way opened like that, nothing outside the root can be reached, even if
// somebody swaps a folder for a link in the middle of it. (os.Root alone is not
// enough: it follows links that stay inside the root.)
//
// Errors are those of the file system, bare, without a path; errKind when the
// thing is not (or no longer) of the kind asked for.
type folder interface {
	// list calls each with the entries, in any order, a batch at a time, until
	// it returns false.
	list(each func([]entry) bool) error
	// lstat tells what a name is now.
	lstat(name string) (kind, stamp, error)
	// enter opens a folder in this one.
	enter(name string) (folder, error)
	// read returns the whole content of a regular file. The data is nil, and
	// nothing read, if the size in the stamp is over the limit.
	read(name string, limit int64) ([]byte, stamp, error)
	// open opens a regular file for reading.
	open(name string) (*os.File, stamp, error)
	close()
}

// errKind says that a thing is of another kind than it was taken for.
var errKind = errors.New("not what it was")

// An entry is one name in a folder.
type entry struct {
	name string
	kind kind
}

// A kind is what a name in a folder stands for.
type kind uint8

const (
	kindUnknown kind = iota // the file system does not say: lstat
	kindFile
	kindFolder
	kindLink
	kindPipe
	kindSocket
	kindDevice
)

// kindOf maps the type bits of a mode.
func kindOf(m os.FileMode) kind {
	switch {
	case m.IsRegular():
		return kindFile
	case m&os.ModeSymlink != 0:
		return kindLink
	case m.IsDir():
		return kindFolder
	case m&os.ModeNamedPipe != 0:
		return kindPipe
	case m&os.ModeSocket != 0:
		return kindSocket
	}
	return kindDevice // also Windows' irregular files
}

func (k kind) String() string {
	return [...]string{"file", "file", "folder", "symbolic link", "named pipe", "socket", "device"}[k]
}
