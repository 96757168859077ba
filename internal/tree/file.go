package tree

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// File is one regular file of a tree. It never changes. Handle it by pointer.
type File struct {
	Path string // slash-separated, relative to the root: "events/a.md"
	Name string // as the author would type it: the root as given, then Path: "content/events/a.md"
	Data []byte // the content; nil for a file kept by reference. Not to be modified
	Size int64  // of the content, in bytes

	root  string // absolute root of a file kept by reference; "" for one in memory
	stamp stamp  // what the file system said when the tree was read

	// known is the clock (Unix nanoseconds) not later than the moment when the
	// content was last known to be what stamp and hash say; 0 if it was never
	// looked at. Only Rescan needs it, see there.
	known atomic.Int64

	once sync.Once
	hash Hash
}

// A stamp changes whenever a file does, within the clock's granularity.
type stamp struct {
	size  int64
	mtime int64 // Unix nanoseconds
	ctime int64 // of the inode; 0 where the system has none
	dev   uint64
	ino   uint64
}

// ErrChanged is what [File.Open] and [File.Bytes] report, wrapped, when a file
// kept by reference is no longer the one that the tree was made from.
var ErrChanged = errors.New("changed since it was read")

func newFile(prefix, path string, data []byte) *File {
	name := prefix + path
	return &File{Path: name[len(prefix):], Name: name, Data: data, Size: int64(len(data))}
}

// InMemory reports whether the content is in Data, as opposed to kept by
// reference.
func (f *File) InMemory() bool { return f.root == "" }

// Hash returns the hash of the content, computed at the first call. It is the
// zero Hash if a file kept by reference cannot be read or has changed since.
func (f *File) Hash() Hash {
	f.once.Do(func() {
		if f.InMemory() {
			f.hash = HashOf(f.Data)
			return
		}
		now := time.Now().UnixNano()
		f.known.Store(1) // until it succeeds: looked at, but too long ago to be sure
		r, err := f.Open()
		if err != nil {
			return
		}
		defer r.Close()
		h := sha256.New()
		if _, err := io.Copy(h, r); err != nil {
			return
		}
		h.Sum(f.hash[:0])
		f.known.Store(now)
	})
	return f.hash
}

// Open opens the content. A file kept by reference is opened as carefully as
// when the tree was read: no link is followed and it must still be the same
// regular file, or the error is ErrChanged; other errors are those of the file
// system. All errors name the file.
func (f *File) Open() (io.ReadCloser, error) {
	if f.InMemory() {
		return io.NopCloser(bytes.NewReader(f.Data)), nil
	}
	file, err := f.open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return file, nil
}

func (f *File) open() (io.ReadCloser, error) {
	dir, err := openFolderAt(f.root, parentOf(f.Path))
	if errors.Is(err, errKind) {
		return nil, ErrChanged
	}
	if err != nil {
		return nil, err
	}
	defer dir.close()
	file, st, err := dir.open(f.Path[len(parentOf(f.Path)):])
	if errors.Is(err, errKind) {
		return nil, ErrChanged
	}
	if err != nil {
		return nil, err
	}
	if st != f.stamp {
		file.Close()
		return nil, ErrChanged
	}
	return file, nil
}

// Bytes returns the content, which must not be modified. If the file is larger
// than limit bytes, the error says so and nothing is read. Errors otherwise are
// those of Open.
func (f *File) Bytes(limit int64) ([]byte, error) {
	if f.Size > limit {
		return nil, fmt.Errorf("%s: %d bytes, over the limit of %d", f.Name, f.Size, limit)
	}
	if f.InMemory() {
		return f.Data, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, ErrChanged)
	}
	return data, nil
}

// parentOf returns the folder of a path with its slash, "" at the top.
func parentOf(path string) string { return path[:strings.LastIndexByte(path, '/')+1] }

func toSlash(p string) string { return filepath.ToSlash(p) }

// openFolderAt opens a folder below root, one path element at a time, so that
// no link is followed below the root. The path is "" or ends in a slash.
func openFolderAt(root, path string) (folder, error) {
	dir, err := openRoot(root)
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(path, "/"), "/") {
		if name == "" {
			break
		}
		next, err := dir.enter(name)
		dir.close()
		if err != nil {
			return nil, err
		}
		dir = next
	}
	return dir, nil
}
