package build_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/tree"
)

// project writes files below a new folder.
func project(t *testing.T, files ...string) (build.Project, func(name, text string)) {
	t.Helper()
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range files {
		put(name, name)
	}
	return build.Project{
		Content: filepath.Join(dir, "content"), Templates: filepath.Join(dir, "templates"),
		Static: filepath.Join(dir, "static"), Theme: dateline.Theme,
	}, put
}

// The law: a snapshot that follows another holds what a reading does.
func TestSnapshot(t *testing.T) {
	p, put := project(t, "content/index.md", "content/events/a.md", "content/events/b.md")
	s, err := p.Read()
	if err != nil {
		t.Fatal(err)
	}
	remove := func(name string) {
		if err := os.RemoveAll(filepath.Join(filepath.Dir(p.Content), name)); err != nil {
			t.Fatal(err)
		}
	}
	for i, step := range []struct {
		do      func()
		paths   [3][]string
		changed []string // below the folder of the project
	}{
		{func() {}, [3][]string{{"events/a.md"}, {"base.html"}, nil}, nil},
		{func() { put("content/events/a.md", "A") }, [3][]string{{"events/a.md"}}, []string{"content/events/a.md"}},
		{func() { put("templates/base.html", "B") }, [3][]string{1: {"base.html"}}, []string{"templates/base.html"}},
		{func() { put("static/x/y.css", "C"); remove("content/events/b.md") }, [3][]string{0: {"events/b.md"}, 2: {"x"}}, []string{"content/events/b.md", "static/x/y.css"}},
		{func() { put("static/A", ""); put("static/a", "") }, [3][]string{2: {"A", "a"}}, []string{"static/A", "static/a"}},
		{func() { remove("static/A") }, [3][]string{2: {"A"}}, []string{"static/A", "static/a"}},
		{func() { remove("templates") }, [3][]string{1: {"base.html"}}, []string{"templates/base.html"}},
		{func() { put("content/events/a.md", "A") }, [3][]string{{"events/a.md"}}, nil}, // touched
	} {
		step.do()
		full, err := s.Rescan()
		if err != nil {
			t.Fatal(err)
		}
		next, err := s.RescanPaths(step.paths)
		if err != nil {
			t.Fatal(err)
		}
		want, err := p.Load()
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []build.Snapshot{full, next} {
			for _, c := range [][2]tree.Tree{
				{n.Input.Content, want.Content}, {n.Input.Templates, want.Templates}, {n.Input.Static, want.Static},
			} {
				if diff := slices.Collect(tree.Changed(c[0], c[1])); len(diff) > 0 {
					t.Errorf("step %d: differs from a reading: %q", i, diff)
				}
			}
			if !slices.Equal(n.Input.Problems, want.Problems) || n.Input.Root != want.Root {
				t.Errorf("step %d: problems %v, want %v", i, n.Input.Problems, want.Problems)
			}
			var names []string
			for _, c := range s.Changes(n) {
				name, _ := filepath.Rel(filepath.Dir(p.Content), c.Name)
				names = append(names, name)
			}
			if !slices.Equal(names, step.changed) {
				t.Errorf("step %d: changed %q, want %q", i, names, step.changed)
			}
		}
		if i == 0 && !s.Same(next) {
			t.Error("nothing happened, and it is not the same")
		}
		s = next
	}
}

// Without the content, what was in it stays, for the preview; a build fails.
func TestSnapshotContentGone(t *testing.T) {
	p, put := project(t, "content/index.md", "content/events/a.md")
	s, err := p.Read()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(p.Content); err != nil {
		t.Fatal(err)
	}
	gone, err := s.RescanPaths([3][]string{{"events/a.md"}})
	if err != nil || gone.Input.Content.Len() != 2 || fmt.Sprint(codes(gone.Input)) != "[folder-missing]" {
		t.Fatalf("%v, %d files, %v", err, gone.Input.Content.Len(), gone.Input.Problems)
	}
	if _, err := p.Load(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Load: %v", err)
	}
	put("content/index.md", "content/index.md")
	back, err := gone.RescanPaths([3][]string{{"index.md"}})
	if err != nil || back.Input.Content.Len() != 1 || len(back.Input.Problems) > 0 {
		t.Errorf("%v, %d files, %v", err, back.Input.Content.Len(), back.Input.Problems)
	}
}

func codes(in build.Input) []string {
	var cs []string
	for _, p := range in.Problems {
		cs = append(cs, p.Code)
	}
	return cs
}
