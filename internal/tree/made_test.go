package tree

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestWriteMade checks when content that takes long to make is made.
func TestWriteMade(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build := func(from, content string, final bool) Report {
		t.Helper()
		r, err := Write(out, WriteOptions{}, func(emit func(Output) error) error {
			return emit(Output{Path: "a/seal.jpg", From: from, Make: func() ([]byte, bool, error) {
				return []byte(content), final, nil
			}})
		})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	file := filepath.Join(out, "a", "seal.jpg")
	for _, step := range []struct {
		name, from, content, want string
		final                     bool
		before                    func()
		made                      int
	}{
		{"at first", "1", "one", "one", true, nil, 1},
		{"again", "1", "other", "one", true, nil, 0},
		{"from something else", "2", "two", "two", true, nil, 1},
		{"edited by hand", "2", "two", "two", true, func() { overwrite(t, file, "TWO") }, 1},
		{"not final", "3", "bad", "bad", false, nil, 1},
		{"after one that was not final", "3", "good", "good", true, nil, 1},
		{"from nothing in particular", "", "x", "x", true, nil, 1},
		{"and again", "", "y", "y", true, nil, 1},
		{"with a name that needs escapes", "\"\\é\n", "z", "z", true, nil, 1},
		{"which is read again", "\"\\é\n", "other", "z", true, nil, 0},
	} {
		if step.before != nil {
			step.before()
		}
		r := build(step.from, step.content, step.final)
		if r.Made != step.made || r.Files != 1 {
			t.Errorf("%s: %+v, want %d made", step.name, r, step.made)
		}
		holds(t, out, site{"a/seal.jpg": step.want})
	}
	broken := errors.New("cannot be made")
	_, err := Write(out, WriteOptions{}, func(emit func(Output) error) error {
		return emit(Output{Path: "b", Make: func() ([]byte, bool, error) { return nil, false, broken }})
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	holds(t, out, site{"a/seal.jpg": "z"})
}

func overwrite(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
