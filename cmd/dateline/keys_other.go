//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package main

import "errors"

// singleKeys is not there: Ctrl-C is.
func singleKeys(int) (restore func(), err error) { return nil, errors.ErrUnsupported }
