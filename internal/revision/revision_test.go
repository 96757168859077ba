package revision

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// git runs the program in a folder, as somebody without settings.
func git(t *testing.T, folder string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = folder
	cmd.Env = append(environment(os.Environ()),
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=maintenance.auto", "GIT_CONFIG_VALUE_0=false", // which costs time
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=Editor", "GIT_AUTHOR_EMAIL=editor@example.org",
		"GIT_COMMITTER_NAME=Editor", "GIT_COMMITTER_EMAIL=editor@example.org")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commit writes files and commits all there is.
func commit(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git(t, folder, "add", "-A")
	git(t, folder, "commit", "-q", "-m", "An edition")
}

func repo(t *testing.T, files map[string]string, initial ...string) string {
	t.Helper()
	folder := t.TempDir()
	git(t, folder, append([]string{"init", "-q", "-b", "main"}, initial...)...)
	commit(t, folder, files)
	return folder
}

func read(t *testing.T, folder, rev string, opt Options) map[string]string {
	t.Helper()
	files, err := Read(t.Context(), folder, rev, opt)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for path, data := range files {
		out[path] = string(data)
		if data == nil {
			out[path] = "nil"
		}
	}
	return out
}

func TestReadGivesEveryNameAndByte(t *testing.T) {
	then := map[string]string{
		"a.md": "A\n", "with space.md": "", `quo"te's.md`: "no line break", "ü/ø/日本.md": "\x00\xff\r\n",
		"a/b/c/d.md": "100644 blob 0\t\x00", "-leading.md": "-",
	}
	if runtime.GOOS != "windows" {
		then["line\nbreak\t.md"] = "odd"
	} else {
		delete(then, `quo"te's.md`)
	}
	folder := repo(t, then)
	git(t, folder, "tag", "v1")
	git(t, folder, "rm", "-q", "a.md")
	commit(t, folder, map[string]string{"with space.md": "filled", "new.md": "new"})

	if diff := cmp.Diff(then, read(t, folder, "v1", Options{})); diff != "" {
		t.Error(diff)
	}
	if got := read(t, folder, "HEAD", Options{}); got["new.md"] != "new" || got["with space.md"] != "filled" || len(got) != len(then) {
		t.Errorf("HEAD has %q", got)
	}
}

// A folder within the repository, from wherever it is named, and in a second
// working tree.
func TestReadOfSubfolder(t *testing.T) {
	folder := repo(t, map[string]string{"site/content/events/a.md": "A", "site/other.md": "B", "c.md": "C"})
	want := map[string]string{"events/a.md": "A"}
	content := filepath.Join(folder, "site", "content")
	if diff := cmp.Diff(want, read(t, content, "main", Options{})); diff != "" {
		t.Error(diff)
	}
	t.Chdir(filepath.Join(folder, "site"))
	if diff := cmp.Diff(want, read(t, "content", "main", Options{})); diff != "" {
		t.Error(diff)
	}
	tree := filepath.Join(t.TempDir(), "tree")
	git(t, folder, "worktree", "add", "-q", tree)
	if diff := cmp.Diff(want, read(t, filepath.Join(tree, "site", "content"), "main", Options{})); diff != "" {
		t.Error(diff)
	}
}

// What Git tells its hooks is about another folder than the one to read.
func TestReadInHook(t *testing.T) {
	folder := repo(t, map[string]string{"content/a.md": "A", "b.md": "B"})
	other := repo(t, map[string]string{"content/a.md": "other"})
	t.Setenv("GIT_DIR", filepath.Join(other, ".git"))
	t.Setenv("GIT_WORK_TREE", other)
	t.Setenv("GIT_INDEX_FILE", ".git/index")
	if diff := cmp.Diff(map[string]string{"a.md": "A"}, read(t, filepath.Join(folder, "content"), "HEAD", Options{})); diff != "" {
		t.Error(diff)
	}
}

func TestReadOnlyWhatIsWanted(t *testing.T) {
	folder := repo(t, map[string]string{"same.md": "same", "other.md": "then", "gone.md": "gone", "large.md": "12345", "edge.md": "1234", "a.png": "…"})
	same := []byte("same")
	opt := Options{
		Want: func(path string) bool { return strings.HasSuffix(path, ".md") },
		Now: func(path string) []byte {
			return map[string][]byte{"same.md": same, "other.md": []byte("now")}[path]
		},
		Max: 4,
	}
	want := map[string]string{"same.md": "same", "other.md": "then", "gone.md": "gone", "large.md": "nil", "edge.md": "1234"}
	if diff := cmp.Diff(want, read(t, folder, "HEAD", opt)); diff != "" {
		t.Error(diff)
	}
	// What is known is not asked for: without its object, Git could not tell.
	git(t, folder, "config", "gc.auto", "0")
	id := blobID(same, 40)
	if err := os.Remove(filepath.Join(folder, ".git", "objects", id[:2], id[2:])); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, read(t, folder, "HEAD", opt)); diff != "" {
		t.Error(diff)
	}
	if _, err := Read(t.Context(), folder, "HEAD", Options{}); err == nil || !strings.Contains(err.Error(), "the repository lacks same.md") {
		t.Errorf("without the object: %v", err)
	}
}

func TestReadWithSHA256(t *testing.T) {
	folder := repo(t, map[string]string{"a.md": "A", "b.md": "B"}, "--object-format=sha256")
	asked := Options{Now: func(path string) []byte { return []byte("A") }}
	if diff := cmp.Diff(map[string]string{"a.md": "A", "b.md": "B"}, read(t, folder, "HEAD", asked)); diff != "" {
		t.Error(diff)
	}
}

func TestReadLeavesOutLinksAndSubmodules(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no links to be had")
	}
	inner := repo(t, map[string]string{"x.md": "X"})
	folder := repo(t, map[string]string{"a.md": "A"})
	if err := os.Symlink("a.md", filepath.Join(folder, "link.md")); err != nil {
		t.Fatal(err)
	}
	git(t, folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub.md")
	if err := os.Chmod(filepath.Join(folder, "a.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	commit(t, folder, nil)
	if diff := cmp.Diff(map[string]string{"a.md": "A"}, read(t, folder, "HEAD", Options{Want: func(p string) bool { return strings.HasSuffix(p, ".md") }})); diff != "" {
		t.Error(diff)
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	folder := repo(t, map[string]string{"content/a.md": "A"})
	commit(t, folder, map[string]string{"content/a.md": "B"})
	if err := os.Mkdir(filepath.Join(folder, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	shallow := filepath.Join(t.TempDir(), "shallow")
	git(t, folder, "clone", "-q", "--depth", "1", "file://"+filepath.ToSlash(folder), shallow)
	ended, cancel := context.WithCancel(t.Context())
	cancel()

	for name, test := range map[string]struct {
		ctx         context.Context
		folder, rev string
		want        string
	}{
		"option":      {nil, folder, "--output=x", "is not the name of a Git revision"},
		"nothing":     {nil, folder, "", "is not the name of a Git revision"},
		"two lines":   {nil, folder, "HEAD\nHEAD", "is not the name of a Git revision"},
		"unknown":     {nil, folder, "v9", `there is no Git revision "v9"` + "\n  hint:"},
		"a file":      {nil, folder, "HEAD:content/a.md", "there is no Git revision"},
		"two at once": {nil, folder, "HEAD HEAD~1", "there is no Git revision"},
		"shallow":     {nil, shallow, "HEAD~1", "fetch-depth: 0"},
		"not tracked": {nil, filepath.Join(folder, "empty"), "HEAD", "there are no files of"},
		"no repo":     {nil, t.TempDir(), "HEAD", "is not in a Git repository"},
		"interrupted": {ended, folder, "HEAD", "interrupted"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := test.ctx
			if ctx == nil {
				ctx = t.Context()
			}
			files, err := Read(ctx, test.folder, test.rev, Options{})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %q, %v; want %q", files, err, test.want)
			}
		})
	}
	if _, err := Read(t.Context(), shallow, "HEAD", Options{}); err != nil {
		t.Errorf("what a shallow clone has: %v", err)
	}
	t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
	if _, err := Read(t.Context(), folder, "HEAD", Options{}); err == nil || !strings.Contains(err.Error(), "safe.directory") {
		t.Errorf("of another user: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Read(t.Context(), folder, "HEAD", Options{}); err == nil || !strings.Contains(err.Error(), "install Git") {
		t.Errorf("without git: %v", err)
	}
}

func TestReadBatchRefusesWhatIsCutOff(t *testing.T) {
	const whole = "aa blob 3\nabc\nbb blob 2\nde\n"
	blobs := []blob{{"a.md", "aa"}, {"b.md", "bb"}}
	for n := range whole {
		err := readBatch(bufio.NewReader(bytes.NewReader([]byte(whole[:n]))), blobs, 0, map[string][]byte{})
		if err == nil {
			t.Errorf("%q is taken for the whole", whole[:n])
		}
	}
	if err := readBatch(bufio.NewReader(strings.NewReader("aa blob x\n")), blobs, 0, map[string][]byte{}); err == nil {
		t.Error("a size that is none is taken for one")
	}
}
