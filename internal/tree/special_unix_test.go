//go:build unix

package tree

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestReadSpecial(t *testing.T) {
	root := lay(t, map[string]string{"good.md": "good", "target/a.md": "a"})
	at := func(p string) string { return filepath.Join(root, p) }
	secret := filepath.Join(t.TempDir(), "secret.md")
	put(t, filepath.Dir(secret), "secret.md", "secret")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Symlink(secret, at("secret.md")))
	must(os.Symlink("good.md", at("inside.md")))
	must(os.Symlink("target", at("folder")))
	must(os.Symlink(".", at("loop")))
	must(os.Symlink("self.md", at("self.md")))
	must(os.Symlink("/dev/zero", at("zero.md")))
	must(os.Symlink("nowhere", at("dangling.md")))
	must(syscall.Mkfifo(at("pipe.md"), 0o644))
	want := []string{
		"dangling.md: file-link", "folder: file-link", "inside.md: file-link", "loop: file-link",
		"pipe.md: file-special", "secret.md: file-link", "self.md: file-link",
	}
	t.Chdir(root) // the path of a socket is short
	if l, err := net.Listen("unix", "socket.md"); err == nil {
		defer l.Close()
		want = append(want, "socket.md: file-special")
	}
	want = append(want, "zero.md: file-link")
	for _, opt := range []ReadOptions{{}, {Text: func(string) bool { return false }}} {
		tr, problems, err := Read(root, opt)
		must(err)
		equal(t, "paths", paths(tr), []string{"good.md", "target/a.md"})
		equal(t, "problems", codes(problems), want)
	}

	// The root may be a link.
	link := filepath.Join(t.TempDir(), "link")
	must(os.Symlink(root, link))
	if tr, _, err := Read(link, ReadOptions{}); err != nil || tr.Len() != 2 {
		t.Errorf("through a link: %v, %v", paths(tr), err)
	}
}

// What was a file when the folder was listed may be something else when it is
// opened. It must be seen even then.
func TestReadSwapped(t *testing.T) {
	for name, swap := range map[string]func(p string) error{
		"link":   func(p string) error { return os.Symlink("/dev/zero", p) },
		"pipe":   func(p string) error { return syscall.Mkfifo(p, 0o644) },
		"folder": func(p string) error { return os.Mkdir(p, 0o755) },
	} {
		root := lay(t, map[string]string{"a.txt": "a", "b.md": "b", "d/c.md": "c"})
		withFaults(t, func(op, n string) error {
			if op == "read" && n == "a.txt" || op == "enter" && n == "d" && name != "folder" {
				os.RemoveAll(filepath.Join(root, n))
				return swap(filepath.Join(root, n))
			}
			return nil
		})
		tr, problems, err := Read(root, ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(codes(problems), ", ")
		switch name {
		case "link":
			if got != "a.txt: file-link, d: file-link" || tr.Len() != 1 {
				t.Errorf("%s: %s; %v", name, got, paths(tr))
			}
		case "pipe":
			if got != "a.txt: file-special, d: file-special" || tr.Len() != 1 {
				t.Errorf("%s: %s; %v", name, got, paths(tr))
			}
		case "folder":
			if got != "" || tr.Len() != 2 {
				t.Errorf("%s: %s; %v", name, got, paths(tr))
			}
		}
	}
}

func TestOpenSwapped(t *testing.T) {
	root := lay(t, map[string]string{"d/a.jpg": "a", "b.jpg": "b"})
	tr, _, err := Read(root, ReadOptions{Text: markdown})
	if err != nil {
		t.Fatal(err)
	}
	os.Rename(filepath.Join(root, "d"), filepath.Join(root, "e"))
	os.Symlink("e", filepath.Join(root, "d"))
	os.Remove(filepath.Join(root, "b.jpg"))
	syscall.Mkfifo(filepath.Join(root, "b.jpg"), 0o644)
	for _, p := range []string{"d/a.jpg", "b.jpg"} {
		f, _ := tr.Get(p)
		if _, err := f.Open(); !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v, want ErrChanged", p, err)
		}
		if f.Hash() != (Hash{}) {
			t.Errorf("%s: has a hash", p)
		}
	}
}

func TestWriteKeepsUmask(t *testing.T) {
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	out := filepath.Join(t.TempDir(), "public")
	write(t, out, site{"d/a": "a"})
	for p, want := range map[string]os.FileMode{"": 0o750, "d": 0o750, "d/a": 0o640, manifestName: 0o640} {
		info, err := os.Stat(filepath.Join(out, p))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v, want %v", p, info.Mode(), err, want)
		}
	}
}

// A hard link to a file of the old site, somebody's backup say, keeps its
// content when the site changes.
func TestWriteNotThroughLinks(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	write(t, out, site{"a": "old", "b": "b"})
	if err := os.Link(filepath.Join(out, "a"), filepath.Join(dir, "backup")); err != nil {
		t.Skip(err)
	}
	write(t, out, site{"a": "new", "b": "b"})
	holds(t, out, site{"a": "new", "b": "b"})
	if data, _ := os.ReadFile(filepath.Join(dir, "backup")); string(data) != "old" {
		t.Errorf("backup = %q", data)
	}
}
