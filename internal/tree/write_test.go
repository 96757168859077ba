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
	"testing"
)

// site is a site as path → content.
type site map[string]string

func (s site) produce(emit func(Output) error) error {
	for p, content := range s {
		if err := emit(Output{Path: p, Data: []byte(content)}); err != nil {
			return err
		}
	}
	return nil
}

func write(t testing.TB, out string, s site) Report {
	t.Helper()
	r, err := Write(out, WriteOptions{}, s.produce)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// onDisk reads a folder without help of the package.
func onDisk(t testing.TB, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		s[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// holds fails the test unless dir is just this site, and nothing is beside it.
func holds(t testing.TB, dir string, want site) {
	t.Helper()
	got := onDisk(t, dir)
	if _, ok := got[manifestName]; !ok {
		t.Errorf("%s: no manifest", dir)
	}
	delete(got, manifestName)
	for p, content := range want {
		if c, ok := got[p]; !ok || c != content {
			t.Errorf("%s = %q, want %q", p, c, content)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %d files, want %d: %v", len(got), len(want), got)
	}
	alone(t, dir)
}

// alone fails the test if dateline left something beside dir.
func alone(t testing.TB, dir string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), ".dateline-") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

func TestWrite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "sub", "public")
	first := site{"index.html": "one", "events/a/index.html": "a", "events/b/index.html": "b", "empty": ""}
	if r := write(t, out, first); r != (Report{Files: 4, Written: 4, Bytes: 5}) {
		t.Errorf("first: %+v", r)
	}
	holds(t, out, first)
	manifest := onDisk(t, out)[manifestName]

	before := stats(t, out)
	if r := write(t, out, first); r != (Report{Files: 4, Unchanged: 4, Bytes: 5}) {
		t.Errorf("again: %+v", r)
	}
	if after := stats(t, out); !slices.Equal(before, after) {
		t.Errorf("nothing changed, but the disk did:\n%v\n%v", before, after)
	}

	kept, _ := os.Stat(filepath.Join(out, "events", "a", "index.html"))
	second := site{"index.html": "two", "events/a/index.html": "a", "events/c/index.html": "c", "empty": ""}
	if r := write(t, out, second); r != (Report{Files: 4, Written: 2, Unchanged: 2, Removed: 1, Bytes: 5}) {
		t.Errorf("second: %+v", r)
	}
	holds(t, out, second)
	if still, err := os.Stat(filepath.Join(out, "events", "a", "index.html")); err != nil || !os.SameFile(kept, still) {
		t.Errorf("an unchanged file was not linked: %v", err)
	}

	write(t, out, first)
	if m := onDisk(t, out)[manifestName]; m != manifest {
		t.Errorf("the manifest depends on more than the outputs:\n%s\n%s", m, manifest)
	}
	write(t, out, site{})
	holds(t, out, site{})
}

// stats lists what a write would change.
func stats(t *testing.T, dir string) []string {
	var lines []string
	filepath.WalkDir(dir, func(p string, d fs.DirEntry, _ error) error {
		info, err := d.Info()
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprint(p, info.Mode(), info.Size(), info.ModTime().UnixNano(), info.Sys()))
		return nil
	})
	for i := range lines { // Sys prints as a pointer to access times and all
		lines[i], _, _ = strings.Cut(lines[i], "&")
	}
	return lines
}

func TestWriteManifest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	write(t, out, site{"b & ö.txt": "x", "a/\"q\".txt": ""})
	want := `{"generator":"dateline","version":1,"files":[
{"path":"a/\"q\".txt","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
{"path":"b \u0026 ö.txt","size":1,"sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
]}
`
	got := onDisk(t, out)[manifestName]
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	records, err := decodeManifest([]byte(got))
	if err != nil || len(records) != 2 || records[`a/"q".txt`].path == "" || records["b & ö.txt"].size != 1 {
		t.Errorf("decoded: %v, %v", records, err)
	}
}

func TestDecodeManifestRefuses(t *testing.T) {
	line := func(path string) string {
		return manifestHead + `{"path":` + path + `,"size":1,"sha256":"` + strings.Repeat("0", 64) + `"}` + "\n" + manifestTail
	}
	if _, err := decodeManifest([]byte(line(`"ok"`))); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"", "{}", "null", manifestHead, line(`"../x"`), line(`"/x"`), line(`"a\\b"`), line(`""`), line(`x`), line(`"a"b"`),
		line(`"a\u0000"`), strings.Replace(line(`"ok"`), "00", "zz", 1), strings.Replace(line(`"ok"`), `":1,`, `":-1,`, 1),
	} {
		if got, err := decodeManifest([]byte(text)); err == nil {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// A file that somebody edited by hand is written again, even with its size and
// time kept; a link that somebody put there is not followed.
func TestWriteDoesNotTrust(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	s := site{"a": "aaa", "b": "bbb", "d/c": "ccc", "d/e": "eee"}
	write(t, out, s)
	a := filepath.Join(out, "a")
	info, _ := os.Stat(a)
	put(t, out, "a", "axa")
	os.Chtimes(a, info.ModTime(), info.ModTime())
	if r := write(t, out, s); r.Written != 1 || r.Unchanged != 3 {
		t.Errorf("edited: %+v", r)
	}
	holds(t, out, s)

	os.Remove(filepath.Join(out, "b"))
	if r := write(t, out, s); r.Written != 1 {
		t.Errorf("removed: %+v", r)
	}
	holds(t, out, s)

	elsewhere := filepath.Join(dir, "elsewhere")
	if err := os.Rename(filepath.Join(out, "d"), elsewhere); err != nil {
		t.Fatal(err)
	}
	if os.Symlink(elsewhere, filepath.Join(out, "d")) != nil {
		t.Skip("no links")
	}
	if r := write(t, out, s); r.Written != 2 {
		t.Errorf("link: %+v", r)
	}
	holds(t, out, s)
	if got := onDisk(t, elsewhere); len(got) != 2 {
		t.Errorf("what the link pointed to is gone: %v", got)
	}

	put(t, out, "d/stray", "x")
	if r := write(t, out, s); r.Unchanged != 4 {
		t.Errorf("stray file: %+v", r)
	}
	holds(t, out, s)
}

func TestWriteFailure(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := site{"a": "a", "b": "b"}
	write(t, out, s)
	sorry := errors.New("sorry")
	_, err := Write(out, WriteOptions{}, func(emit func(Output) error) error {
		for i := range 100 {
			if err := emit(Output{Path: fmt.Sprint("x/", i), Data: []byte("new")}); err != nil {
				t.Error(err)
			}
		}
		return sorry
	})
	if err != sorry {
		t.Errorf("error = %v", err)
	}
	holds(t, out, s)

	// An emit that failed is not forgotten, and ends the rest.
	_, err = Write(out, WriteOptions{}, func(emit func(Output) error) error {
		emit(Output{Path: "a"})
		emit(Output{Path: "../b"})
		if emit(Output{Path: "c"}) == nil {
			t.Error("emit after a failure succeeds")
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), `"../b"`) {
		t.Errorf("error = %v", err)
	}
	holds(t, out, s)

	func() {
		defer func() { recover() }()
		Write(out, WriteOptions{}, func(emit func(Output) error) error {
			emit(Output{Path: "a"})
			panic("oops")
		})
	}()
	holds(t, out, s)
}

func TestWritePaths(t *testing.T) {
	for _, paths := range [][]string{
		{""},
		{"."},
		{".."},
		{"../a"},
		{"/a"},
		{"a/../b"},
		{"a//b"},
		{"a/"},
		{"./a"},
		{`a\b`},
		{"a\x00b"},
		{"a\xff"},
		{manifestName},
		{"a", "a"},
		{"a", "A"},
		{"a/x", "A/y"},
		{"a", "a/b"},
		{"a/b/c", "a/b"},
		{"a/b", "A"},
		{"caf\u00e9", "cafe\u0301"},
		{"\u00c9/x", "\u00e9/y"},
		{"\u212a", "k"},
	} {
		out := filepath.Join(t.TempDir(), "public")
		_, err := Write(out, WriteOptions{}, func(emit func(Output) error) error {
			for _, p := range paths {
				if err := emit(Output{Path: p}); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			t.Errorf("%q: no error", paths)
			continue
		}
		for _, p := range paths {
			if !strings.Contains(err.Error(), fmt.Sprintf("%q", p)) {
				t.Errorf("%q: %v does not name it", paths, err)
			}
		}
		if _, err := os.Lstat(out); err == nil {
			t.Errorf("%q: something was written", paths)
		}
		alone(t, out)
	}
}

func TestWriteConcurrently(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	want := site{}
	for i := range 500 {
		want[fmt.Sprintf("d%d/e%d/f%d", i%3, i%7, i)] = fmt.Sprint(i)
	}
	for range 2 {
		_, err := Write(out, WriteOptions{}, func(emit func(Output) error) error {
			var wg sync.WaitGroup
			for g := range 8 {
				wg.Go(func() {
					var buf []byte // reused, as callers may
					for i := g; i < 500; i += 8 {
						buf = fmt.Append(buf[:0], i)
						if err := emit(Output{Path: fmt.Sprintf("d%d/e%d/f%d", i%3, i%7, i), Data: buf}); err != nil {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, out, want)
		os.Remove(filepath.Join(out, "d0/e0/f0"))
	}
}

func TestWriteCopy(t *testing.T) {
	root := lay(t, map[string]string{"big.bin": strings.Repeat("0123456789", 50_000), "small.txt": "s"})
	tr, _, err := Read(root, ReadOptions{Text: func(p string) bool { return p == "small.txt" }})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "public")
	produce := func(emit func(Output) error) error {
		for f := range tr.Files() {
			if err := emit(Output{Path: "m/" + f.Path, Copy: f}); err != nil {
				return err
			}
		}
		return nil
	}
	for i, want := range []Report{{Files: 2, Written: 2, Bytes: 500_001}, {Files: 2, Unchanged: 2, Bytes: 500_001}} {
		r, err := Write(out, WriteOptions{}, produce)
		if err != nil || r != want {
			t.Errorf("%d: %+v, %v", i, r, err)
		}
		holds(t, out, site{"m/big.bin": strings.Repeat("0123456789", 50_000), "m/small.txt": "s"})
	}
	put(t, root, "big.bin", strings.Repeat("9876543210", 50_000)+"!")
	if _, err := Write(out, WriteOptions{}, produce); !errors.Is(err, ErrChanged) {
		t.Errorf("a file that changed under the build: %v", err)
	}
	tr, _, _ = Rescan(tr, root, ReadOptions{Text: func(p string) bool { return p == "small.txt" }})
	if r, err := Write(out, WriteOptions{}, produce); err != nil || r.Written != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	holds(t, out, site{"m/big.bin": strings.Repeat("9876543210", 50_000) + "!", "m/small.txt": "s"})
}

func TestOut(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", filepath.Join(dir, "home", "me"))
	t.Setenv("USERPROFILE", filepath.Join(dir, "home", "me"))
	for _, d := range []string{"home/me", "work/content/events", "work/out", "work/theirs", "work/repo/.git", "work/empty", "real/static"} {
		mkdir(t, filepath.Join(dir, filepath.FromSlash(d)))
	}
	put(t, dir, "work/file", "x")
	put(t, dir, "work/theirs/thesis.doc", "x")
	put(t, dir, "work/damaged/"+manifestName, "{}")
	put(t, dir, "work/litter/.DS_Store", "x")
	links := os.Symlink(filepath.Join(dir, "real"), filepath.Join(dir, "work", "link")) == nil &&
		os.Symlink(filepath.Join(dir, "real", "static"), filepath.Join(dir, "work", "static")) == nil
	t.Chdir(filepath.Join(dir, "work"))
	write(t, "mixed", site{"index.html": "x"})
	put(t, "mixed", "CNAME", "example.org")
	root := string(filepath.Separator)
	if v := filepath.VolumeName(dir); v != "" {
		root = v + root
	}
	for _, c := range []struct {
		out   string
		msg   string // "" if it may be written
		force bool   // may be with Force
	}{
		{"", "has no name", false},
		{".", "current folder", false},
		{"..", "current folder", false},
		{root, "root of the file system", false},
		{filepath.Join(dir, "home", "me"), "home folder", false},
		{filepath.Join(dir, "home"), "home folder", false},
		{filepath.Join(dir, "work"), "current folder", false},
		{"content", `is "content"`, false},
		{"content/events", `in "content"`, false},
		{"content/events/new", `in "content"`, false},
		{"templates", `is "templates"`, false}, // need not exist
		{"file", "not a folder", false},
		{"repo", "Git repository", false},
		{".git", "Git repository", false},
		{"theirs", "did not make it", true},
		{"damaged", "damaged", true},
		{"mixed", `"CNAME"`, true},
		{"link", "symbolic link", false},
		{"link/static", `is "static"`, false},
		{filepath.Join(dir, "real", "static", "x"), `in "static"`, false},
		{"link/static/x", `in "static"`, false},
		{"link/other", "", true},
		{"empty", "", true},
		{"litter", "", true},
		{"new/deep", "", true},
		{"contents", "", true},
	} {
		if !links && strings.Contains(c.msg+c.out, "link") {
			continue
		}
		for _, force := range []bool{false, true} {
			name := fmt.Sprintf("%q, force %v", c.out, force)
			opt := WriteOptions{Force: force, Protect: []string{"content", "templates", "static", ""}}
			produced := false
			_, err := Write(c.out, opt, func(emit func(Output) error) error {
				produced = true
				return emit(Output{Path: "index.html", Data: []byte("x")})
			})
			if c.msg == "" || force && c.force {
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			out := (*OutError)(nil)
			if !errors.As(err, &out) || !strings.Contains(out.Msg, c.msg) || out.Hint == "" || out.Out != c.out {
				t.Errorf("%s: %v, want %q", name, err, c.msg)
			}
			if produced {
				t.Errorf("%s: produced for nothing", name)
			}
		}
	}
	for _, d := range []string{"content", "repo", filepath.Join(dir, "home"), filepath.Join(dir, "real", "static")} {
		if got := onDisk(t, d); len(got) > 0 {
			t.Errorf("%s: %v", d, got)
		}
	}
}

func TestLock(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := site{"a": "a"}
	_, err := Write(out, WriteOptions{}, func(emit func(Output) error) error {
		_, err := Write(out, WriteOptions{}, s.produce)
		lock := (*LockError)(nil)
		if !errors.As(err, &lock) || lock.PID != os.Getpid() {
			t.Errorf("second build: %v", err)
		}
		if want := fmt.Sprintf("another build holds the lock (pid %d)", os.Getpid()); lock.Error() != want {
			t.Errorf("error = %q, want %q", lock, want)
		}
		return s.produce(emit)
	})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, out, s)

	// The lock of a process that is gone is taken over.
	put(t, filepath.Dir(out), ".public.dateline-lock", "99999999")
	write(t, out, site{"b": "b"})
	holds(t, out, site{"b": "b"})
}

// A folder that somebody puts in the place of the old site while the new one is
// made was not looked at, and stays.
func TestWriteReplaced(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	write(t, out, site{"a": "a"})
	if !exchanges(t) {
		t.Skip("renames cannot be taken back")
	}
	_, err := Write(out, WriteOptions{}, func(emit func(Output) error) error {
		os.Rename(out, filepath.Join(dir, "moved"))
		put(t, out, "thesis.doc", "x")
		return emit(Output{Path: "b"})
	})
	if !errors.Is(err, errReplaced) {
		t.Errorf("error = %v", err)
	}
	if got := onDisk(t, out); len(got) != 1 || got["thesis.doc"] != "x" {
		t.Errorf("got %v", got)
	}
	alone(t, out)
}
