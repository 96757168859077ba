package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// lay writes files below a new folder called content and returns its path.
// A path that ends in a slash makes a folder.
func lay(t testing.TB, files map[string]string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "content")
	mkdir(t, root)
	for p, content := range files {
		put(t, root, p, content)
	}
	return root
}

func put(t testing.TB, root, p, content string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(p))
	if strings.HasSuffix(p, "/") {
		mkdir(t, full)
		return
	}
	mkdir(t, filepath.Dir(full))
	if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t testing.TB, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
}

func markdown(p string) bool { return strings.HasSuffix(p, ".md") }

func paths(tr Tree) []string {
	var ps []string
	for f := range tr.Files() {
		ps = append(ps, f.Path)
	}
	return ps
}

// codes renders problems as "path: code".
func codes(problems []Problem) []string {
	var cs []string
	for _, p := range problems {
		cs = append(cs, p.Path+": "+p.Code)
	}
	return cs
}

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, fmt.Sprint(got), fmt.Sprint(want))
	}
}

func TestRead(t *testing.T) {
	root := lay(t, map[string]string{
		"index.md":          "hello",
		"events/b.md":       "b",
		"events/a/deep.md":  "deep",
		"events/a.md":       "a",
		"events/seal.jpg":   "not really",
		"empty.md":          "",
		"nothing/":          "",
		".git/config":       "x",
		"events/.b.md.swp":  "x",
		"events/b.md~":      "x",
		"events/4913":       "x",
		".well-known/x.txt": "x",
	})
	tr, problems, err := Read(root, ReadOptions{Text: markdown})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	equal(t, "paths", paths(tr), []string{
		".well-known/x.txt", "empty.md", "events/a.md", "events/a/deep.md", "events/b.md", "events/seal.jpg", "index.md",
	})
	f, _ := tr.Get("events/a/deep.md")
	if string(f.Data) != "deep" || f.Size != 4 || f.Hash() != HashOf([]byte("deep")) || !f.InMemory() {
		t.Errorf("deep.md: %+v", f)
	}
	if want := filepath.ToSlash(root) + "/events/a/deep.md"; f.Name != want {
		t.Errorf("Name = %q, want %q", f.Name, want)
	}
	if f, _ := tr.Get("empty.md"); f.Data == nil {
		t.Error("empty.md: nil Data is for files kept by reference")
	}
	if _, ok := tr.Get("events"); ok {
		t.Error("a folder is no file")
	}
	jpg, _ := tr.Get("events/seal.jpg")
	if jpg.Data != nil || jpg.Size != 10 || jpg.InMemory() || jpg.Hash() != HashOf([]byte("not really")) {
		t.Errorf("seal.jpg: %+v", jpg)
	}
	if data, err := jpg.Bytes(10); string(data) != "not really" || err != nil {
		t.Errorf("Bytes = %q, %v", data, err)
	}
	if _, err := jpg.Bytes(9); err == nil {
		t.Error("Bytes over the limit: no error")
	}
}

func TestReadNames(t *testing.T) {
	t.Chdir(t.TempDir())
	mkdir(t, "content")
	put(t, "content", "a.md", "")
	for root, want := range map[string]string{
		"content": "content/a.md", "./content/": "content/a.md", "../" + filepath.Base(cwd(t)) + "/content": "../" + filepath.Base(cwd(t)) + "/content/a.md",
	} {
		tr, _, err := Read(root, ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if f, _ := tr.Get("a.md"); f.Name != want {
			t.Errorf("Read(%q): Name = %q, want %q", root, f.Name, want)
		}
	}
	t.Chdir("content")
	tr, _, _ := Read(".", ReadOptions{})
	if f, _ := tr.Get("a.md"); f.Name != "a.md" {
		t.Errorf("Name = %q, want a.md", f.Name)
	}
}

func cwd(t *testing.T) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReadMissingRoot(t *testing.T) {
	_, _, err := Read(filepath.Join(t.TempDir(), "no"), ReadOptions{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error = %v, want fs.ErrNotExist", err)
	}
	file := filepath.Join(lay(t, map[string]string{"a": ""}), "a")
	if _, _, err := Read(file, ReadOptions{}); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file as root: error = %v", err)
	}
}

func TestReadProblems(t *testing.T) {
	long := strings.Repeat("x", 98) + ".md"
	root := lay(t, map[string]string{
		"good.md":            "",
		"Rome.md":            "",
		"rome.md":            "",
		"caf\u00e9.md":       "",
		"cafe\u0301.md":      "",
		"con.md":             "",
		"Lpt1.tar.gz":        "",
		"a:b":                "",
		"dot./x.md":          "",
		"space ":             "",
		"new\nline.md":       "",
		"esc\x1b[31m":        "",
		"<b>.md":             "",
		"a&b.md":             "",
		"it's.md":            "",
		"rlo\u202egpj.md":    "",
		"latin\xe9.md":       "",
		long:                 "",
		"folder.md/x.md":     "",
		"UPPER.MD/x.md":      "",
		"Stra\u00dfe/a.md":   "",
		"stra\u00dfe/b.md":   "",
		"big.md":             strings.Repeat("x", 101),
		"big.bin":            strings.Repeat("x", 101),
		"ok/caf\u00e9.md":    "",
		"ok/\u4f8b\u3048.md": "",
	})
	tr, problems, err := Read(root, ReadOptions{Text: markdown, MaxText: 100})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "paths", paths(tr), []string{"big.bin", "good.md", "ok/caf\u00e9.md", "ok/\u4f8b\u3048.md"})
	equal(t, "problems", codes(problems), []string{
		"<b>.md: name-control",
		"Lpt1.tar.gz: name-reserved",
		"Rome.md: name-case",
		"Stra\u00dfe: name-case",
		"UPPER.MD: folder-named-md",
		"a&b.md: name-control",
		"a:b: name-reserved",
		"big.md: file-too-large",
		"cafe\u0301.md: name-normalization",
		"caf\u00e9.md: name-normalization",
		"con.md: name-reserved",
		"dot.: name-reserved",
		"esc\x1b[31m: name-control",
		"folder.md: folder-named-md",
		"it's.md: name-control",
		"latin\xe9.md: name-encoding",
		"new\nline.md: name-control",
		"rlo\u202egpj.md: name-control",
		"rome.md: name-case",
		"space : name-reserved",
		"stra\u00dfe: name-case",
		long + ": name-long",
	})
	for _, p := range problems {
		//nolint:staticcheck // a byte that is no character is one of those looked for
		if text := p.Name + p.Msg + p.Hint; strings.ContainsAny(text, "\n\x1b\xe9\u202e") && !strings.Contains(text, "\u00e9") {
			t.Errorf("unescaped: %q", text)
		}
		if p.Msg == "" || p.Hint == "" || strings.HasSuffix(p.Msg, ".") {
			t.Errorf("%s: message %q, hint %q", p.Path, p.Msg, p.Hint)
		}
	}
	for path, other := range map[string]string{"Rome.md": `"rome.md"`, "rome.md": `"Rome.md"`, "caf\u00e9.md": `"cafe\u0301.md"`} {
		i := slices.IndexFunc(problems, func(p Problem) bool { return p.Path == path })
		if !strings.Contains(problems[i].Msg, other) {
			t.Errorf("%s: %q does not name %s", path, problems[i].Msg, other)
		}
	}
}

func TestReadTooMany(t *testing.T) {
	root := lay(t, map[string]string{"a.md": "", "b/c.md": "", "b/d.md": "", ".ignored": ""})
	if _, problems, err := Read(root, ReadOptions{MaxFiles: 4}); len(problems) > 0 || err != nil {
		t.Errorf("within the limit: %v, %v", problems, err)
	}
	tr, problems, err := Read(root, ReadOptions{MaxFiles: 3})
	if err != nil || tr.Len() > 0 {
		t.Errorf("got %v, %v", paths(tr), err)
	}
	equal(t, "problems", codes(problems), []string{": too-many-files"})
}

func TestReadTooDeep(t *testing.T) {
	deep := strings.Repeat("d/", maxDepth-1)
	root := lay(t, map[string]string{deep + "a.md": "", deep + "d/b.md": ""})
	tr, problems, err := Read(root, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "paths", paths(tr), []string{deep + "a.md"})
	equal(t, "problems", codes(problems), []string{deep + "d: folder-deep"})
}

// A gigabyte is not read: the file is sparse, and reading it would take
// noticeable memory.
func TestReadGigabyte(t *testing.T) {
	root := lay(t, map[string]string{"big.md": ""})
	if err := os.Truncate(filepath.Join(root, "big.md"), 1<<30); err != nil {
		t.Skip(err)
	}
	if allocs := testing.AllocsPerRun(1, func() {
		_, problems, err := Read(root, ReadOptions{})
		if err != nil {
			t.Error(err)
		}
		equal(t, "problems", codes(problems), []string{"big.md: file-too-large"})
	}); allocs > 1000 {
		t.Errorf("%v allocations", allocs)
	}
}

// faulty is a folder whose operations fail as told.
type faulty struct {
	folder
	fail func(op, name string) error
}

func (d faulty) read(name string, limit int64) ([]byte, stamp, error) {
	if err := d.fail("read", name); err != nil {
		return nil, stamp{}, err
	}
	return d.folder.read(name, limit)
}

func (d faulty) list(each func([]entry) bool) error {
	if err := d.fail("list", ""); err != nil {
		return err
	}
	return d.folder.list(each)
}

func (d faulty) enter(name string) (folder, error) {
	if err := d.fail("enter", name); err != nil {
		return nil, err
	}
	sub, err := d.folder.enter(name)
	if err != nil {
		return nil, err
	}
	return faulty{sub, d.fail}, nil
}

// withFaults makes all reading go through fail until the test ends.
func withFaults(t *testing.T, fail func(op, name string) error) {
	wrapFolder = func(f folder) folder { return faulty{f, fail} }
	t.Cleanup(func() { wrapFolder = func(f folder) folder { return f } })
}

func TestReadFaults(t *testing.T) {
	root := lay(t, map[string]string{"good.md": "", "locked.md": "", "bad.md": "", "gone.md": "", "back.md": "", "dir/a.md": "", "dirgone/a.md": ""})
	var mu sync.Mutex
	tries := map[string]int{}
	withFaults(t, func(op, name string) error {
		mu.Lock()
		defer mu.Unlock()
		tries[name]++
		switch name {
		case "locked.md", "dir":
			return syscall.EACCES
		case "bad.md":
			return syscall.EIO
		case "gone.md", "dirgone":
			return syscall.ENOENT
		case "back.md":
			if tries[name] == 1 {
				return syscall.ENOENT
			}
		}
		return nil
	})
	tr, problems, err := Read(root, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "paths", paths(tr), []string{"back.md", "good.md"})
	equal(t, "problems", codes(problems), []string{
		"bad.md: file-unreadable", "dir: file-unreadable", "dirgone: file-vanished", "gone.md: file-vanished", "locked.md: file-unreadable",
	})
	for _, p := range problems {
		if denied := p.Path == "dir" || p.Path == "locked.md"; denied != (p.Msg == "permission denied") {
			t.Errorf("%s: %q", p.Path, p.Msg)
		}
	}
	for _, name := range []string{"gone.md", "dirgone", "back.md"} {
		if tries[name] != 2 {
			t.Errorf("%s: tried %d times, want 2", name, tries[name])
		}
	}
}

// TestReadNotEntered is about a folder of mode 0444: it can be listed, and
// nothing in it looked at.
func TestReadNotEntered(t *testing.T) {
	root := lay(t, map[string]string{"sub/a.md": ""})
	withFaults(t, func(op, name string) error {
		if name == "a.md" {
			return syscall.EACCES
		}
		return nil
	})
	lstat = func(string) (os.FileInfo, error) { return nil, &fs.PathError{Op: "lstat", Err: syscall.EACCES} }
	t.Cleanup(func() { lstat = os.Lstat })
	_, problems, err := Read(root, ReadOptions{})
	if err != nil || len(problems) != 1 {
		t.Fatal(problems, err)
	}
	if want := "chmod u+x " + printable(problems[0].Name[:len(problems[0].Name)-len("/a.md")]); !strings.Contains(problems[0].Hint, want) {
		t.Errorf("hint %q, want %q", problems[0].Hint, want)
	}
}
