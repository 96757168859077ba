package keyboard

import (
	"golang.org/x/sys/windows"
	"golang.org/x/term"
)

// SingleKeys lets a console hand over each key as it is pressed, without
// showing it.
func SingleKeys(fd int) (restore func(), err error) {
	old, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	var mode uint32
	if err := windows.GetConsoleMode(windows.Handle(fd), &mode); err != nil {
		return nil, err
	}
	mode &^= windows.ENABLE_LINE_INPUT | windows.ENABLE_ECHO_INPUT
	if err := windows.SetConsoleMode(windows.Handle(fd), mode); err != nil {
		return nil, err
	}
	return func() { _ = term.Restore(fd, old) }, nil
}
