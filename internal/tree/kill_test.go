package tree

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain is also the build that is killed: the test binary runs itself.
func TestMain(m *testing.M) {
	if os.Getenv("DATELINE_TREE_CHILD") == "" {
		os.Exit(m.Run())
	}
	var letter, die string
	var renames bool
	fmt.Sscan(os.Getenv("DATELINE_TREE_CHILD"), &letter, &die, &renames)
	if renames {
		exchange = func(place, string, string) error { return errNoExchange }
	}
	step := 0
	hook = func(point string) {
		if point == die || fmt.Sprint(step) == die {
			self, _ := os.FindProcess(os.Getpid())
			self.Kill()
			select {}
		}
		step++
		os.Stdout.Write([]byte{'.'}) // the parent may be waiting for so many
	}
	if _, err := Write(os.Getenv("DATELINE_TREE_OUT"), WriteOptions{}, lettered(letter).produce); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// lettered is a site of which each second page differs by letter.
func lettered(letter string) site {
	s := site{"only-" + letter + ".html": letter}
	for i := range 30 {
		content := letter
		if i%2 == 0 {
			content = "same"
		}
		s[fmt.Sprintf("events/%d/index.html", i)] = strings.Repeat(content, 100)
	}
	return s
}

// child prepares a build in a process of its own, which kills itself at a hook
// point or, if that is a number, at the n-th.
func child(t *testing.T, out, letter, die string, renames bool) *exec.Cmd {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(),
		fmt.Sprintf("DATELINE_TREE_CHILD=%s %s %v", letter, die, renames), "DATELINE_TREE_OUT="+out)
	cmd.Stderr = os.Stderr
	return cmd
}

// online tells which of the two sites is in out, all of it and nothing else, or
// "" if there is no folder.
func online(t *testing.T, out string) string {
	t.Helper()
	if _, err := os.Lstat(out); err != nil {
		return ""
	}
	got := onDisk(t, out)
	delete(got, manifestName)
next:
	for _, letter := range []string{"A", "B"} {
		want := lettered(letter)
		if len(got) != len(want) {
			break
		}
		for p, content := range want {
			if got[p] != content {
				continue next
			}
		}
		return letter
	}
	t.Fatalf("a mixture is online: %v", got)
	return ""
}

func TestKilledAtEveryStep(t *testing.T) {
	for _, renames := range []bool{false, true} {
		out := filepath.Join(t.TempDir(), "public")
		write(t, out, lettered("A"))
		points := []string{"0", "1", "2", "9", "linked", "manifest", "published", "removed"}
		if renames {
			points = append(points, "between")
		}
		for _, point := range points {
			before := online(t, out)
			next := map[string]string{"A": "B", "B": "A"}[before]
			if err := child(t, out, next, point, renames).Run(); err == nil {
				t.Fatalf("not killed at %s", point)
			}
			want := before
			switch point {
			case "published", "removed":
				want = next
			case "between":
				want = ""
			}
			if got := online(t, out); got != want {
				t.Errorf("killed at %s: %q is online, want %q", point, got, want)
			}
			if point == "between" { // the next build first brings the old site back
				Write(out, WriteOptions{}, func(func(Output) error) error { return io.EOF })
				if got := online(t, out); got != before {
					t.Errorf("killed between the renames: %q is back, want %q", got, before)
				}
			}
		}
		write(t, out, lettered("B"))
		holds(t, out, lettered("B"))
	}
}

func TestKilledAnywhere(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	write(t, out, lettered("A"))
	ends := map[string]int{}
	for i := range 25 {
		before := online(t, out)
		next := map[string]string{"A": "B", "B": "A"}[before]
		cmd := child(t, out, next, "never", false)
		progress, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// So many steps, and then wherever the child is.
		io.CopyN(io.Discard, progress, int64(rand.IntN(25)))
		cmd.Process.Kill()
		cmd.Wait()
		after := online(t, out)
		if after == "" && !exchanges(t) {
			Write(out, WriteOptions{}, func(func(Output) error) error { return io.EOF })
			after = online(t, out)
		}
		if after == "" {
			t.Fatalf("round %d: nothing is online", i)
		}
		ends[map[bool]string{true: "old", false: "new"}[after == before]]++
	}
	t.Log(ends)
	write(t, out, lettered("A"))
	holds(t, out, lettered("A"))
}

// exchanges reports whether two folders can be exchanged here.
func exchanges(t *testing.T) bool {
	dir := t.TempDir()
	mkdir(t, filepath.Join(dir, "a"))
	mkdir(t, filepath.Join(dir, "b"))
	p, err := openPlace(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	return p.exchange("a", "b") == nil
}
