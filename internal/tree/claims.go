package tree

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"dateline/internal/filename"
)

// checkPath reports what keeps a path from being that of a file of a site,
// on any system. It is all that stands between an output and the disk.
func checkPath(path string) error {
	switch {
	case !fs.ValidPath(path) || path == ".": // empty, absolute, "..", "a//b", not UTF-8
		return fmt.Errorf("%q is not a path inside the site", path)
	case strings.ContainsAny(path, "\\\x00"), !filepath.IsLocal(filepath.FromSlash(path)):
		return fmt.Errorf("%q is not a path that every system can hold", path)
	case path == manifestName:
		return fmt.Errorf("%q is the name of the manifest", path)
	}
	return nil
}

// claims are the paths that outputs have taken, with their folders, folded as
// in filename.Fold. Two outputs that would be one file anywhere cannot both be.
type claims struct {
	mu    sync.Mutex
	taken map[string]claim
	dirs  int
}

type claim struct {
	path string // of the file, or of the folder without slash
	by   string // the output that needs the folder; "" for a file
}

// take claims a path, or says which output stands in the way.
func (c *claims) take(path string) error {
	if err := checkPath(path); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken == nil {
		c.taken = map[string]claim{}
	}
	key := filename.Fold(path)
	if other, ok := c.taken[key]; ok {
		return collision(path, path, other)
	}
	if err := c.takeFolders(path, key); err != nil {
		return err
	}
	c.taken[key] = claim{path: path}
	return nil
}

// takeFolders claims the folders of a path from the inside out, until one is
// claimed already, and so are those around it.
func (c *claims) takeFolders(path, key string) error {
	dir, key := trimElem(path), trimElem(key)
	for ; dir != ""; dir, key = trimElem(dir), trimElem(key) {
		if other, ok := c.taken[key]; ok {
			if other.by == "" || other.path != dir {
				return collision(path, dir, other)
			}
			return nil
		}
		c.taken[key] = claim{dir, path}
		c.dirs++
	}
	return nil
}

// trimElem cuts off the last element and the slash before it.
func trimElem(path string) string {
	return path[:max(0, strings.LastIndexByte(path, '/'))]
}

// collision names the two outputs; at is the path, or the folder of it, where
// they meet.
func collision(path, at string, other claim) error {
	otherPath := other.path
	if other.by != "" {
		otherPath = other.by
	}
	switch {
	case path == otherPath:
		return fmt.Errorf("%q is written twice", path)
	case at == other.path:
		return fmt.Errorf("%q and %q: %q would be both a file and a folder", otherPath, path, at)
	}
	return fmt.Errorf("%q and %q: %q and %q are one on systems that ignore case", otherPath, path, other.path, at)
}
