//go:build !dateline_portable && (freebsd || netbsd || openbsd || dragonfly)

package tree

func (d *unixFolder) exchange(a, b string) error { return errNoExchange }

// syncAll: there is no call for a whole file system.
func (d *unixFolder) syncAll() error { return d.sync() }
