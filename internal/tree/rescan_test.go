package tree

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// settle makes a tree look as if it had been read long after its files were
// changed, so that stamps are trusted.
func settle(tr Tree) {
	for f := range tr.Files() {
		if f.known.Load() > 1 {
			f.known.Add(int64(2 * racy))
		}
	}
}

func TestRescan(t *testing.T) {
	root := lay(t, map[string]string{"a.md": "a", "b.md": "b", "d/c.md": "c", "x.jpg": "x", "y.jpg": "y"})
	opt := ReadOptions{Text: markdown}
	t0, _, _ := Read(root, opt)
	for _, settled := range []bool{false, true} {
		t1, problems, err := Rescan(t0, root, opt)
		if err != nil || len(problems) > 0 || !Same(t0, t1) {
			t.Fatalf("nothing changed, settled %v: %v %v %v", settled, paths(t1), problems, err)
		}
		settle(t0)
	}

	put(t, root, "b.md", "B")
	put(t, root, "new.md", "n")
	put(t, root, "x.jpg", "xx")
	os.Remove(filepath.Join(root, "d", "c.md"))
	later := time.Now().Add(time.Hour)
	os.Chtimes(filepath.Join(root, "a.md"), later, later) // touched only
	t1, _, err := Rescan(t0, root, opt)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "changed", slices.Collect(Changed(t0, t1)), []string{"b.md", "d/c.md", "new.md", "x.jpg"})
	before, _ := t0.Get("y.jpg")
	after, _ := t1.Get("y.jpg")
	if before != after {
		t.Error("y.jpg did not change, but is another file")
	}
	if a0, _ := t0.Get("a.md"); string(a0.Data) != "a" {
		t.Error("the old tree changed")
	}
}

// A second change within the same tick of the clock leaves size and time as
// they were; the content tells.
func TestRescanRacy(t *testing.T) {
	root := lay(t, map[string]string{"a.md": "1", "x.jpg": "1"})
	opt := ReadOptions{Text: markdown}
	t0, _, _ := Read(root, opt)
	jpg, _ := t0.Get("x.jpg")
	jpg.Hash()
	put(t, root, "a.md", "2")
	put(t, root, "x.jpg", "2")
	for f := range t0.Files() { // what the file system says is what it said before
		restamp(t, root, f)
	}
	t1, _, err := Rescan(t0, root, opt)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "changed", slices.Collect(Changed(t0, t1)), []string{"a.md", "x.jpg"})
}

func restamp(t *testing.T, root string, f *File) {
	t.Helper()
	dir, err := openRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	defer dir.close()
	if _, f.stamp, err = dir.lstat(f.Path); err != nil {
		t.Fatal(err)
	}
}

// The law: a rescan equals a reading, after any edits.
func TestRescanEqualsRead(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	root := lay(t, nil)
	opt := ReadOptions{Text: markdown, MaxText: 50}
	var tr Tree
	for range 60 {
		for range rnd.IntN(4) {
			edit(root, rnd)
		}
		want, wantProblems, err := Read(root, opt)
		if err != nil {
			t.Fatal(err)
		}
		got, problems, err := Rescan(tr, root, opt)
		if err != nil {
			t.Fatal(err)
		}
		if c := slices.Collect(Changed(got, want)); len(c) > 0 || !slices.Equal(problems, wantProblems) {
			t.Fatalf("differs: %v\n%v\n%v", c, problems, wantProblems)
		}
		for f := range got.Files() {
			if w, _ := want.Get(f.Path); w.Name != f.Name || string(w.Data) != string(f.Data) || w.Size != f.Size {
				t.Fatalf("%+v, want %+v", f, w)
			}
		}
		tr = got
		if rnd.IntN(2) == 0 {
			settle(tr)
		}
	}
}

func edit(root string, rnd *rand.Rand) {
	name := func() string {
		dir := []string{"", "d", "D", "d/e", "x.md"}[rnd.IntN(5)]
		return filepath.Join(root, dir, []string{"a.md", "b.md", "A.md", "p.jpg", "con.md"}[rnd.IntN(5)])
	}
	switch p := name(); rnd.IntN(5) {
	case 0:
		os.Remove(p)
	case 1:
		os.Rename(p, name())
	case 2:
		os.RemoveAll(filepath.Dir(p) + "/e")
	default:
		os.MkdirAll(filepath.Dir(p), 0o755)
		os.WriteFile(p, []byte(fmt.Sprint(rnd.IntN(3), string(make([]byte, rnd.IntN(60))))), 0o644)
	}
}
