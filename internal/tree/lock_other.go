//go:build dateline_portable || !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tree

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// lockFile takes the lock: a file with the process id that only one can create.
// One that is there is stale if its process is not: on Windows a file cannot be
// removed while a process has it open, so trying to tells.
func lockFile(path string) (release func(), err error) {
	for range 3 {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		if err == nil {
			f.WriteString(strconv.Itoa(os.Getpid()))
			return func() { f.Close(); os.Remove(path) }, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		text, _ := os.ReadFile(path)
		pid, _ := strconv.Atoi(strings.TrimSpace(string(text)))
		if alive(pid) || os.Remove(path) != nil {
			return nil, &LockError{pid}
		}
	}
	return nil, &LockError{}
}

// alive is for systems that let one remove an open file.
func alive(pid int) bool {
	if runtime.GOOS == "windows" || pid <= 0 {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, syscall.EPERM)
}
