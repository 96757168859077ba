package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The law: where the paths name all that changed, with other paths among them,
// the result is that of reading.
func TestRescanPathsEqualsRead(t *testing.T) {
	for range 15 {
		seed := rand.Uint64()
		rnd := rand.New(rand.NewPCG(seed, 1))
		root := lay(t, nil)
		opt := ReadOptions{Text: markdown, MaxText: 50}
		var tr Tree
		var problems []Problem
		for step := range 60 {
			var named []string
			for range rnd.IntN(4) {
				named = append(named, editAndTell(root, rnd)...)
			}
			for range rnd.IntN(3) { // and some where nothing happened
				named = append(named, anyPath(rnd))
			}
			rnd.Shuffle(len(named), func(i, j int) { named[i], named[j] = named[j], named[i] })
			want, wantProblems, err := Read(root, opt)
			if err != nil {
				t.Fatal(err)
			}
			before := slices.Clone(problems)
			got, gotProblems, err := RescanPaths(tr, problems, root, opt, named)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(before, problems) {
				t.Fatal("the old problems changed")
			}
			if !slices.IsSortedFunc(got.files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) }) ||
				!slices.Equal(paths(got), paths(want)) {
				t.Fatalf("seed %d step %d: named %q:\n got %q\nwant %q", seed, step, named, paths(got), paths(want))
			}
			if c := slices.Collect(Changed(got, want)); len(c) > 0 || !slices.Equal(gotProblems, wantProblems) {
				t.Fatalf("seed %d step %d: named %q: differs: %q\n got %v\nwant %v", seed, step, named, c, gotProblems, wantProblems)
			}
			again, _, err := RescanPaths(got, gotProblems, root, opt, named)
			if err != nil || !Same(again, got) {
				t.Fatalf("seed %d step %d: named %q: looked at twice, and not the same", seed, step, named)
			}
			tr, problems = got, gotProblems
			if rnd.IntN(2) == 0 {
				settle(tr)
			}
		}
	}
}

func anyPath(rnd *rand.Rand) string {
	dir := []string{"", "d", "D", "d/e", "d/e/f", "x.md", ".git", "con", "d/E"}[rnd.IntN(9)]
	return path.Join(dir, []string{"a.md", "b.md", "A.md", "p.jpg", "con.md", "a.md~"}[rnd.IntN(6)])
}

// editAndTell does something below a root and returns where.
func editAndTell(root string, rnd *rand.Rand) []string {
	p := anyPath(rnd)
	full := filepath.Join(root, p)
	switch rnd.IntN(9) {
	case 0:
		os.Remove(full)
	case 1:
		q := anyPath(rnd)
		os.Rename(full, filepath.Join(root, q))
		return []string{p, q}
	case 2:
		if d := path.Dir(p); d != "." {
			os.RemoveAll(filepath.Join(root, d))
			return []string{d}
		}
	case 3:
		d, e := path.Dir(p), path.Dir(anyPath(rnd))
		if d != "." && e != "." {
			os.Rename(filepath.Join(root, d), filepath.Join(root, e))
			return []string{d, e}
		}
	case 4:
		os.MkdirAll(filepath.Dir(full), 0o755)
		os.Symlink("no/where", full) // which nothing can be written through
	case 5:
		os.MkdirAll(full, 0o755)
	default:
		os.MkdirAll(filepath.Dir(full), 0o755)
		os.WriteFile(full, []byte(fmt.Sprint(rnd.IntN(3), strings.Repeat("x", rnd.IntN(60)))), 0o644)
	}
	return []string{p}
}

func TestRescanPaths(t *testing.T) {
	root := lay(t, map[string]string{"a.md": "a", "b.md": "b", "d/c.md": "c", "d.md": "d", "d-e.md": "e"})
	opt := ReadOptions{Text: markdown}
	t0, _, _ := Read(root, opt)
	put(t, root, "a.md", "A")
	put(t, root, "b.md", "B")
	t1, _, err := RescanPaths(t0, nil, root, opt, []string{"a.md", "../etc/passwd", "d//c.md", "./b.md", ".git/index"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "changed", slices.Collect(Changed(t0, t1)), []string{"a.md"})

	os.RemoveAll(filepath.Join(root, "d"))
	t2, _, _ := RescanPaths(t1, nil, root, opt, []string{"d/c.md"})
	equal(t, "a folder that is gone", slices.Collect(Changed(t1, t2)), []string{"d/c.md"})

	put(t, root, "x/y/z.md", "z")
	t3, _, _ := RescanPaths(t2, nil, root, opt, []string{"x/y/other.md"})
	equal(t, "a folder that is new", slices.Collect(Changed(t2, t3)), []string{"x/y/z.md"})

	t4, _, _ := RescanPaths(t3, nil, root, opt, []string{"."})
	equal(t, "the root", slices.Collect(Changed(t3, t4)), []string{"b.md"})

	os.RemoveAll(root)
	if _, _, err := RescanPaths(t4, nil, root, opt, []string{"a.md"}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no root: %v", err)
	}
}

func BenchmarkRescanPaths10k(b *testing.B) {
	root := many(b)
	opt := ReadOptions{Text: markdown}
	tr, _, _ := Read(root, opt)
	p := "events/3/00003-something-happened.md"
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		put(b, root, p, fmt.Sprint(i))
		b.StartTimer()
		now, _, err := RescanPaths(tr, nil, root, opt, []string{p})
		if Same(now, tr) || err != nil {
			b.Fatal(now.Len(), err)
		}
		tr = now
	}
}
