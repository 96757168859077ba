//go:build dateline_portable || !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package tree

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
)

// openPlace opens a folder by a path that the author gave; links are followed.
func openPlace(path string) (place, error) {
	f, err := openRoot(path)
	if err != nil {
		return nil, err
	}
	return f.(rootFolder), nil
}

// enterPlace opens a folder in a place, following no link.
func enterPlace(p place, name string) (place, error) {
	f, err := p.enter(name)
	if err != nil {
		return nil, err
	}
	return f.(rootFolder), nil
}

func (d rootFolder) mkdir(path string) error { return bare(d.root.Mkdir(path, 0o755)) }

func (d rootFolder) matches(path string, data []byte) bool {
	f, st, err := d.open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	return st.size == int64(len(data)) && sameContent(bytes.NewReader(data), f)
}

func (d rootFolder) create(path string, data []byte) error {
	f, err := d.createFile(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return bare(errors.Join(err, f.Close()))
}

func (d rootFolder) createFile(path string) (*os.File, error) {
	f, err := d.root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	return f, bare(err)
}

// link goes by the full paths, because no os.Root reaches both places. What is
// on the way was looked at by oldSite.plain, or made by this build.
func (d rootFolder) link(path string, to place) error {
	p := filepath.FromSlash(path)
	return os.Link(filepath.Join(d.path, p), filepath.Join(to.(rootFolder).path, p))
}

func (d rootFolder) rename(from, to string) error { return bare(d.root.Rename(from, to)) }
func (d rootFolder) exchange(a, b string) error   { return errNoExchange }
func (d rootFolder) removeAll(name string) error  { return bare(d.root.RemoveAll(name)) }

// Folders cannot be synced everywhere, and Windows does it by itself.
func (d rootFolder) sync() error    { return nil }
func (d rootFolder) syncAll() error { return nil }

// isMounted: the errors for that are not portable.
func isMounted(error) bool { return false }
