package tree

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// OutError says why nothing may be written to a folder: a matter of usage.
type OutError struct {
	Out  string // as given
	Msg  string // what is wrong with it: "is a symbolic link"
	Hint string // what to do
}

func (e *OutError) Error() string { return fmt.Sprintf("the output folder %q %s", e.Out, e.Msg) }

const hintOwnFolder = "give --out a folder of its own, such as public"

// A target is the folder that a site is written to.
type target struct {
	out    string // as given
	parent string // absolute
	name   string // in parent
}

// sibling names a file or folder of ours beside the output folder: on the same
// file system, hidden, and not part of any site.
func (t target) sibling(what string) string { return "." + t.name + ".dateline-" + what }

// checkOut refuses folders that are somebody's own, whatever the options: the
// current folder, the home folder, the protected ones, and all that contain
// them or (for the protected ones) lie in them. Links on the way to any of them
// are seen through. The error is an *OutError.
func checkOut(out string, protect []string) (target, error) {
	refuse := func(msg, hint string) (target, error) { return target{}, &OutError{out, msg, hint} }
	if out == "" {
		return refuse("has no name", hintOwnFolder)
	}
	abs, err := filepath.Abs(out)
	if err != nil {
		return target{}, err
	}
	t := target{out, filepath.Dir(abs), filepath.Base(abs)}
	if t.parent == abs {
		return refuse("is the root of the file system", hintOwnFolder)
	}
	if strings.EqualFold(t.name, ".git") {
		return refuse("is a Git repository", hintOwnFolder)
	}
	if info, err := os.Lstat(abs); err == nil {
		switch k := kindOf(info.Mode()); k {
		case kindFolder:
		case kindLink:
			return refuse("is a symbolic link", "give the folder that it points to, or remove the link")
		default:
			return refuse(fmt.Sprintf("is a %s, not a folder", k), hintOwnFolder)
		}
	}
	if cwd, err := os.Getwd(); err == nil && contains(abs, cwd) {
		return refuse("is the current folder, or contains it", hintOwnFolder)
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" && contains(abs, home) {
		return refuse("is the home folder, or contains it", hintOwnFolder)
	}
	for _, p := range protect {
		if p == "" {
			continue
		}
		pabs, err := filepath.Abs(p)
		if err != nil {
			return target{}, err
		}
		switch {
		case contains(abs, pabs):
			return refuse(fmt.Sprintf("is %q, or contains it", p), "the site would replace what it is made from: "+hintOwnFolder)
		case contains(pabs, abs):
			return refuse(fmt.Sprintf("is in %q", p), "the site would become part of what it is made from: "+hintOwnFolder)
		}
	}
	return t, nil
}

// contains reports whether the folder outer is inner or one that inner is in,
// by its path or by the path that links lead to. Both are absolute; neither
// need exist. Folders are compared as the system compares them, for on some
// systems "Public" is "public".
func contains(outer, inner string) bool {
	real := resolve(outer)
	info, _ := os.Stat(outer)
	for _, p := range []string{inner, resolve(inner)} {
		for {
			if p == outer || p == real {
				return true
			}
			if at, err := os.Stat(p); err == nil && info != nil && os.SameFile(at, info) {
				return true
			}
			up := filepath.Dir(p)
			if up == p {
				break
			}
			p = up
		}
	}
	return false
}

// resolve follows the links in as much of a path as exists.
func resolve(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	up := filepath.Dir(path)
	if up == path {
		return path
	}
	return filepath.Join(resolve(up), filepath.Base(path))
}

// errNoExchange says that the system cannot swap two folders in one step.
var errNoExchange = errors.New("cannot exchange two folders")
