//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package keyboard

import "errors"

// SingleKeys is not there: Ctrl-C is.
func SingleKeys(int) (restore func(), err error) { return nil, errors.ErrUnsupported }
