//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package keyboard

import (
	"errors"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// SingleKeys lets a terminal hand over each key as it is pressed, without
// showing it. Everything else stays as it was, unlike in term.MakeRaw: Ctrl-C
// is a signal, and lines end as they should.
func SingleKeys(fd int) (restore func(), err error) {
	group, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
	if err != nil {
		return nil, err
	}
	if group != unix.Getpgrp() { // changing it from the background stops the program
		return nil, errors.New("in the background")
	}
	old, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	mode, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, err
	}
	mode.Lflag &^= unix.ICANON | unix.ECHO
	mode.Cc[unix.VMIN], mode.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(fd, setTermios, mode); err != nil {
		return nil, err
	}
	return func() { _ = term.Restore(fd, old) }, nil
}
