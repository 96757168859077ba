//go:build !dateline_portable && (linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tree

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// lockFile takes the lock: a file with the process id, under flock, which the
// system lets go when the process ends in whatever way. So a file that is just
// there, left by a killed build, is taken over. release removes it.
func lockFile(path string) (release func(), err error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0o644)
		if err != nil {
			return nil, err
		}
		err = retry(func() error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) })
		if err == unix.EWOULDBLOCK {
			defer f.Close()
			return nil, &LockError{readPID(f)}
		}
		if err != nil {
			f.Close()
			return nil, &os.PathError{Op: "lock", Path: path, Err: err}
		}
		if !stillThere(f, path) {
			f.Close() // its holder removed it between our open and our lock
			continue
		}
		err = f.Truncate(0)
		if err == nil {
			_, err = f.WriteAt(strconv.AppendInt(nil, int64(os.Getpid()), 10), 0)
		}
		if err != nil {
			f.Close()
			return nil, err
		}
		return func() {
			_ = os.Remove(path) // while locked: nobody can have locked it again
			f.Close()
		}, nil
	}
}

func stillThere(f *os.File, path string) bool {
	ours, err1 := f.Stat()
	now, err2 := os.Lstat(path)
	return err1 == nil && err2 == nil && os.SameFile(ours, now)
}

func readPID(f *os.File) int {
	var buf [20]byte
	n, _ := f.ReadAt(buf[:], 0)
	pid, _ := strconv.Atoi(string(bytes.TrimSpace(buf[:n])))
	return pid
}
