//go:build !dateline_portable

package tree

import "golang.org/x/sys/unix"

func (d *unixFolder) exchange(a, b string) error {
	err := retry(func() error { return unix.Renameat2(d.fd, a, d.fd, b, unix.RENAME_EXCHANGE) })
	switch err {
	case unix.ENOSYS, unix.EINVAL, unix.EOPNOTSUPP: // old kernel, or a file system such as NFS
		return errNoExchange
	}
	return err
}

// syncAll writes back the file system that the folder is on, in one call:
// fsync of each of 12,000 files would take as many turns of the disk.
func (d *unixFolder) syncAll() error { return unix.Syncfs(d.fd) }
