//go:build !dateline_portable && (linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tree

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// openPlace opens a folder by a path that the author gave; links are followed.
func openPlace(path string) (place, error) {
	f, err := openRoot(path)
	if err != nil {
		return nil, err
	}
	return f.(*unixFolder), nil
}

// enterPlace opens a folder in a place, following no link.
func enterPlace(p place, name string) (place, error) {
	f, err := p.enter(name)
	if err != nil {
		return nil, err
	}
	return f.(*unixFolder), nil
}

func (d *unixFolder) mkdir(path string) error {
	return retry(func() error { return unix.Mkdirat(d.fd, path, 0o755) })
}

func (d *unixFolder) matches(path string, data []byte) bool {
	fd, st, err := d.regular(path)
	if err != nil {
		return false
	}
	defer unix.Close(fd)
	if st.size != int64(len(data)) {
		return false
	}
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	for len(data) > 0 {
		n, err := readFull(fd, buf[:min(len(buf), len(data))])
		if n == 0 || err != nil || !bytes.Equal(buf[:n], data[:n]) {
			return false
		}
		data = data[n:]
	}
	return true
}

const createFlags = unix.O_WRONLY | unix.O_CREAT | unix.O_EXCL | unix.O_NOFOLLOW | unix.O_CLOEXEC

// create spends three system calls. os.File would add two, to offer the file
// to the poller, which takes no regular files, and some garbage.
func (d *unixFolder) create(path string, data []byte) error {
	fd, err := unix.Openat(d.fd, path, createFlags, 0o644)
	for err == unix.EINTR {
		fd, err = unix.Openat(d.fd, path, createFlags, 0o644)
	}
	if err != nil {
		return err
	}
	for len(data) > 0 {
		n, err := unix.Write(fd, data)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			unix.Close(fd)
			return err
		}
		data = data[n:]
	}
	// Some file systems tell only now that the disk is full.
	if err := unix.Close(fd); err != nil && err != unix.EINTR {
		return err
	}
	return nil
}

func (d *unixFolder) createFile(path string) (*os.File, error) {
	var fd int
	err := retry(func() (err error) {
		fd, err = unix.Openat(d.fd, path, createFlags, 0o644)
		return err
	})
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), path), nil
}

func (d *unixFolder) link(path string, to place) error {
	return retry(func() error { return unix.Linkat(d.fd, path, to.(*unixFolder).fd, path, 0) })
}

func (d *unixFolder) rename(from, to string) error {
	return retry(func() error { return unix.Renameat(d.fd, from, d.fd, to) })
}

func (d *unixFolder) removeAll(name string) error {
	return os.RemoveAll(filepath.Join(d.path, name))
}

// sync ignores file systems that cannot sync folders.
func (d *unixFolder) sync() error {
	if err := unix.Fsync(d.fd); err != nil && err != unix.EINVAL && err != unix.ENOTSUP {
		return err
	}
	return nil
}

// isMounted reports whether a rename failed because the folder is a mount
// point.
func isMounted(err error) bool {
	return errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EXDEV)
}
