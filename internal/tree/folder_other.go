//go:build dateline_portable || !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// rootFolder holds an os.Root for each folder, which makes every lookup one of
// a single element. os.Root would follow a link, so Lstat looks first, and
// os.SameFile tells afterwards that what was opened is what was looked at.
//
// The build tag dateline_portable selects this file on every system, so that
// it can be tested on any.
type rootFolder struct {
	root *os.Root
	path string // to the folder, for hard links
}

// openRoot opens a root folder, which may be reached through links.
func openRoot(root string) (folder, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, bare(err)
	}
	return rootFolder{r, root}, nil
}

func (d rootFolder) close() { d.root.Close() }

func (d rootFolder) list(each func([]entry) bool) error {
	f, err := d.root.Open(".")
	if err != nil {
		return bare(err)
	}
	defer f.Close()
	for {
		batch, err := f.ReadDir(1024)
		entries := make([]entry, len(batch))
		for i, e := range batch {
			entries[i] = entry{e.Name(), kindOf(e.Type())}
		}
		if len(entries) > 0 && !each(entries) || err == io.EOF {
			return nil
		}
		if err != nil {
			return bare(err)
		}
	}
}

func (d rootFolder) lstat(name string) (kind, stamp, error) {
	info, err := d.root.Lstat(name)
	if err != nil {
		return 0, stamp{}, bare(err)
	}
	return kindOf(info.Mode()), stampOfInfo(info), nil
}

func (d rootFolder) enter(name string) (folder, error) {
	before, err := d.root.Lstat(name)
	if err != nil {
		return nil, bare(err)
	}
	if kindOf(before.Mode()) != kindFolder {
		return nil, errKind
	}
	r, err := d.root.OpenRoot(name)
	if err != nil {
		return nil, bare(err)
	}
	after, err := r.Stat(".")
	if err != nil || !os.SameFile(before, after) {
		r.Close()
		return nil, errKind
	}
	return rootFolder{r, filepath.Join(d.path, name)}, nil
}

func (d rootFolder) open(name string) (*os.File, stamp, error) {
	before, err := d.root.Lstat(name)
	if err != nil {
		return nil, stamp{}, bare(err)
	}
	if kindOf(before.Mode()) != kindFile {
		return nil, stamp{}, errKind
	}
	f, err := d.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) // lest a pipe that took its place waits
	if err != nil {
		return nil, stamp{}, bare(err)
	}
	after, err := f.Stat()
	if err != nil || !after.Mode().IsRegular() || !os.SameFile(before, after) {
		f.Close()
		return nil, stamp{}, errKind
	}
	return f, stampOfInfo(after), nil
}

func (d rootFolder) read(name string, limit int64) ([]byte, stamp, error) {
	f, st, err := d.open(name)
	if err != nil {
		return nil, st, err
	}
	defer f.Close()
	if st.size > limit {
		return nil, st, nil
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if int64(len(data)) > limit {
		st.size, data = int64(len(data)), nil
	}
	return data, st, bare(err)
}

// bare strips the path that package os adds.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// stampOfInfo has no inode and no ctime: os gives them on no system alike.
func stampOfInfo(info fs.FileInfo) stamp {
	return stamp{size: info.Size(), mtime: info.ModTime().UnixNano()}
}

// outOf reports whether an error means that the machine, not the file, is the
// reason. The portable packages do not tell.
func outOf(error) bool { return false }
