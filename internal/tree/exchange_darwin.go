//go:build !dateline_portable

package tree

import "golang.org/x/sys/unix"

func (d *unixFolder) exchange(a, b string) error {
	err := retry(func() error { return unix.RenameatxNp(d.fd, a, d.fd, b, unix.RENAME_SWAP) })
	switch err {
	case unix.ENOSYS, unix.EINVAL, unix.ENOTSUP: // HFS+, exFAT, SMB
		return errNoExchange
	}
	return err
}

// syncAll: there is no call for a whole file system.
func (d *unixFolder) syncAll() error { return d.sync() }
