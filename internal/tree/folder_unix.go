//go:build !dateline_portable && (linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// unixFolder holds a descriptor and uses the *at system calls on it: four for a
// small file (open, fstat, read, close), and no garbage but the data.
type unixFolder struct {
	fd   int
	path string   // for list alone, where the system does not tell kinds
	file *os.File // made by list, which needs its reading of folders; owns fd
}

// openRoot opens a root folder, which may be reached through links.
func openRoot(root string) (folder, error) {
	fd, err := openat(unix.AT_FDCWD, root, unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	return &unixFolder{fd: fd, path: root}, nil
}

func (d *unixFolder) close() {
	if d.file != nil {
		d.file.Close()
		return
	}
	unix.Close(d.fd)
}

// list is for one goroutine at a time.
func (d *unixFolder) list(each func([]entry) bool) error {
	if d.file == nil {
		d.file = os.NewFile(uintptr(d.fd), d.path)
	} else if _, err := d.file.Seek(0, io.SeekStart); err != nil {
		return bare(err)
	}
	for {
		batch, err := d.file.ReadDir(1024)
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

func (d *unixFolder) lstat(name string) (kind, stamp, error) {
	var st unix.Stat_t
	if err := retry(func() error { return unix.Fstatat(d.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW) }); err != nil {
		return 0, stamp{}, err
	}
	return kindOfStat(&st), stampOf(&st), nil
}

func (d *unixFolder) enter(name string) (folder, error) {
	fd, err := openat(d.fd, name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW)
	if err != nil {
		return nil, noFollow(err)
	}
	return &unixFolder{fd: fd, path: d.path + "/" + name}, nil
}

// regular opens a regular file. O_NONBLOCK keeps a pipe that took the file's name
// a moment ago from hanging the build; fstat tells that it is one.
func (d *unixFolder) regular(name string) (int, stamp, error) {
	fd, err := openat(d.fd, name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK)
	if err != nil {
		return -1, stamp{}, noFollow(err)
	}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		unix.Close(fd)
		return -1, stamp{}, err
	}
	if kindOfStat(&st) != kindFile {
		unix.Close(fd)
		return -1, stamp{}, errKind
	}
	return fd, stampOf(&st), nil
}

func (d *unixFolder) read(name string, limit int64) ([]byte, stamp, error) {
	fd, st, err := d.regular(name)
	if err != nil {
		return nil, st, err
	}
	defer unix.Close(fd)
	if st.size > limit {
		return nil, st, nil
	}
	data, err := readFD(fd, st.size, limit)
	if int64(len(data)) > limit {
		st.size, data = int64(len(data)), nil
	}
	return data, st, err
}

// readFD reads size bytes, or fewer if the file was cut short meanwhile. It
// does not look for more: the next scan finds what was written since, by the
// stamp. Only a size of 0 is not believed, because some file systems (FUSE)
// give it for files that they make up as they are read; then at most limit+1
// bytes are read.
func readFD(fd int, size, limit int64) ([]byte, error) {
	if size == 0 {
		var probe [512]byte
		n, err := readFull(fd, probe[:])
		if n < len(probe) || err != nil {
			return append([]byte{}, probe[:n]...), err
		}
		rest, err := io.ReadAll(io.LimitReader(fdReader(fd), limit+1-int64(n)))
		return append(probe[:], rest...), err
	}
	data := make([]byte, size)
	n, err := readFull(fd, data)
	return data[:n], err
}

// readFull reads until buf is full or the file ends.
func readFull(fd int, buf []byte) (int, error) {
	n := 0
	for n < len(buf) {
		m, err := fdReader(fd).Read(buf[n:])
		n += m
		if err == io.EOF {
			break
		}
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

type fdReader int

func (fd fdReader) Read(p []byte) (int, error) {
	for {
		n, err := unix.Read(int(fd), p)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return 0, err
		case n == 0 && len(p) > 0:
			return 0, io.EOF
		}
		return n, nil
	}
}

func (d *unixFolder) open(name string) (*os.File, stamp, error) {
	fd, st, err := d.regular(name)
	if err != nil {
		return nil, st, err
	}
	// A regular file never blocks: keep it off the poller. If that cannot be
	// had, reading it is slower, and that is all.
	_ = unix.SetNonblock(fd, false)
	return os.NewFile(uintptr(fd), name), st, nil
}

func openat(dir int, name string, flags int) (fd int, err error) {
	err = retry(func() error {
		fd, err = unix.Openat(dir, name, flags|unix.O_CLOEXEC, 0)
		return err
	})
	return fd, err
}

// retry repeats a system call that a signal interrupted.
func retry(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

// noFollow gives the errors for "it is a link" or "it is not a folder" one
// name. POSIX says ELOOP; FreeBSD says EMLINK, NetBSD EFTYPE (a number that the
// others do not have, so ENXIO, which they share, stands beside it for a socket).
func noFollow(err error) error {
	switch err {
	case unix.ELOOP, unix.EMLINK, unix.ENOTDIR, unix.ENXIO:
		return errKind
	}
	return err
}

// bare strips the path that package os adds.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func kindOfStat(st *unix.Stat_t) kind {
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		return kindFile
	case unix.S_IFDIR:
		return kindFolder
	case unix.S_IFLNK:
		return kindLink
	case unix.S_IFIFO:
		return kindPipe
	case unix.S_IFSOCK:
		return kindSocket
	}
	return kindDevice
}

func stampOf(st *unix.Stat_t) stamp {
	return stamp{
		size:  st.Size,
		mtime: st.Mtim.Nano(),
		ctime: st.Ctim.Nano(),
		dev:   uint64(st.Dev), //nolint:unconvert // the type differs between systems
		ino:   st.Ino,
	}
}

// outOf reports whether an error means that the machine, not the file, is the
// reason: then the tool could not do its job, and the file is not to blame.
func outOf(err error) bool {
	return errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ENFILE) || errors.Is(err, unix.ENOMEM)
}
