// Package revision reads the files of a folder as they were at a revision of
// the Git repository that the folder is in. It runs the program git, and knows
// nothing of what the files say.
//
// Git is run with fixed arguments that only read, three or four times however
// many files there are. What a user types reaches it as one argument that is
// the name of a revision and nothing else; the names of files do not reach it.
package revision

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// Options say what [Read] reads.
type Options struct {
	// Want tells which files are wanted, by path below the folder, with
	// slashes; nil means all.
	Want func(path string) bool

	// Now returns what a file holds now, nil when there is none. A file that
	// was the same at the revision is not read again.
	Now func(path string) []byte

	// Max is the largest size, in bytes, of a file that is read; 0 means any.
	Max int64
}

// Read returns the regular files below folder at a revision: content by path,
// relative to the folder. A file that is too large is there, and nil. Symbolic
// links and submodules are left out.
//
// The error is for people, and has a hint where one can be given: there is no
// git, no repository, no such revision, or nothing was in the folder then.
func Read(ctx context.Context, folder, rev string, opt Options) (map[string][]byte, error) {
	g := repository{ctx: ctx, folder: folder}
	commit, err := g.commit(rev)
	if err != nil {
		return nil, err
	}
	listing, err := g.run("ls-tree", "-r", "-z", commit)
	if err != nil {
		return nil, err
	}
	blobs := parseListing(listing)
	if len(blobs) == 0 {
		return nil, fmt.Errorf("there are no files of %s at %s in the Git repository\n  hint: commit the folder; if it had another name then, give a later revision", folder, rev)
	}
	files := map[string][]byte{}
	blobs = slices.DeleteFunc(blobs, func(b blob) bool {
		if opt.Want != nil && !opt.Want(b.path) {
			return true
		}
		if opt.Now == nil {
			return false
		}
		now := opt.Now(b.path)
		if now == nil || blobID(now, len(b.id)) != b.id {
			return false
		}
		files[b.path] = now
		return true
	})
	return files, g.read(blobs, opt.Max, files)
}

// repository is the one that a folder is in.
type repository struct {
	ctx    context.Context
	folder string
}

// commit returns the id of the commit that rev names.
func (g repository) commit(rev string) (string, error) {
	if rev == "" || strings.HasPrefix(rev, "-") || strings.ContainsAny(rev, "\x00\n") {
		return "", fmt.Errorf("%q is not the name of a Git revision\n  hint: give a tag, a branch or the id of a commit: v1, main, HEAD~3", rev)
	}
	shallow, err := g.run("rev-parse", "--is-shallow-repository")
	if err != nil {
		return "", err
	}
	out, err := g.run("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	var exit *exec.ExitError
	switch {
	case err == nil:
		return strings.TrimSpace(string(out)), nil
	case !errors.As(err, &exit):
		return "", err
	case strings.TrimSpace(string(shallow)) == "true":
		return "", fmt.Errorf("there is no Git revision %q here: this clone is shallow, without the history\n  hint: fetch it: git fetch --unshallow --tags; with actions/checkout, set fetch-depth: 0", rev)
	}
	return "", fmt.Errorf("there is no Git revision %q\n  hint: give a tag, a branch or the id of a commit; git fetch --tags gets those of others", rev)
}

// command is git with arguments, to be run in the folder.
func (g repository) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(g.ctx, "git", append([]string{"--no-pager", "-C", g.folder}, args...)...)
	cmd.Env = environment(os.Environ())
	return cmd
}

// run returns what git prints.
func (g repository) run(args ...string) ([]byte, error) {
	var out, problem bytes.Buffer
	cmd := g.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		return nil, g.failure(err, problem.String())
	}
	return out.Bytes(), nil
}

// failure says why git did not do what it was asked for, by what it said, else
// by err, which it then wraps.
func (g repository) failure(err error, said string) error {
	said, _, _ = strings.Cut(strings.TrimSpace(said), "\n")
	switch {
	case g.ctx.Err() != nil:
		return errors.New("interrupted")
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("the program git, which knows how files were, is not there: %w\n  hint: install Git, see https://git-scm.com", err)
	case strings.Contains(said, "not a git repository"):
		return fmt.Errorf("%s is not in a Git repository, so that nobody knows how it was\n  hint: git init, git add and git commit start one", g.folder)
	case strings.Contains(said, "dubious ownership"):
		return fmt.Errorf("%s is in a Git repository of another user, which git does not read unless told that it is safe\n  hint: git config --global --add safe.directory FOLDER, with the folder of the repository", g.folder)
	case said != "":
		return fmt.Errorf("git cannot tell how %s was: %s", g.folder, said)
	}
	return fmt.Errorf("git cannot tell how %s was: %w", g.folder, err)
}

// elsewhere are the variables by which git is told of another repository than
// that of the folder it is run in, as it tells the hooks that it runs. There
// GIT_DIR may be relative to another folder, and would make git take the folder
// for the top of the repository. The list is that of git rev-parse
// --local-env-vars, without settings: these may be what makes a repository
// readable (safe.directory).
var elsewhere = []string{
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE",
	"GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
	"GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE",
	"GIT_SHALLOW_FILE", "GIT_WORK_TREE",
}

// environment returns what git is given of the variables env: it asks nobody,
// speaks English, and takes no locks.
func environment(env []string) []string {
	env = slices.DeleteFunc(slices.Clone(env), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(elsewhere, strings.ToUpper(name))
	})
	return append(env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0")
}

// blob is a file as Git has it.
type blob struct{ path, id string }

// parseListing reads what ls-tree -r -z prints: "100644 blob <id>\t<path>\x00"
// for each file, with the path as it is.
func parseListing(listing []byte) []blob {
	var blobs []blob
	for line := range bytes.SplitSeq(listing, []byte{0}) {
		about, path, _ := strings.Cut(string(line), "\t")
		fields := strings.Fields(about)
		if len(fields) != 3 || fields[1] != "blob" || !strings.HasPrefix(fields[0], "100") {
			continue // 120000 is a link, 160000 a submodule
		}
		blobs = append(blobs, blob{path: path, id: fields[2]})
	}
	return blobs
}

// blobID returns the id that Git gives to a file, of as many digits as those of
// the repository have. A file whose line endings Git changes has another.
func blobID(data []byte, digits int) string {
	var h hash.Hash
	switch digits {
	case 2 * sha1.Size:
		h = sha1.New()
	case 2 * sha256.Size:
		h = sha256.New()
	default:
		return ""
	}
	fmt.Fprintf(h, "blob %d\x00", len(data))
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}

// read puts the contents of blobs into files, all by one process.
func (g repository) read(blobs []blob, limit int64, files map[string][]byte) error {
	if len(blobs) == 0 {
		return nil
	}
	var ids, problem bytes.Buffer
	for _, b := range blobs {
		ids.WriteString(b.id + "\n")
	}
	cmd := g.command("cat-file", "--batch")
	cmd.Stdin, cmd.Stderr = &ids, &problem
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return g.failure(err, "")
	}
	bad := readBatch(bufio.NewReader(out), blobs, limit, files)
	if bad != nil {
		_, _ = io.Copy(io.Discard, out) // git waits for its reader
	}
	if err := cmd.Wait(); err != nil {
		return g.failure(err, problem.String())
	}
	if bad != nil {
		return g.failure(bad, problem.String())
	}
	return nil
}

// readBatch reads what cat-file --batch prints: "<id> blob <size>\n", the
// content and a line break for each.
func readBatch(r *bufio.Reader, blobs []blob, limit int64, files map[string][]byte) error {
	for _, b := range blobs {
		head, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		fields := strings.Fields(head)
		if len(fields) != 3 {
			return fmt.Errorf("the repository lacks %s", b.path) // "<id> missing"
		}
		size, err := strconv.ParseInt(fields[2], 10, 64)
		if err != nil {
			return err
		}
		if limit > 0 && size > limit {
			files[b.path] = nil
			if _, err := io.CopyN(io.Discard, r, size+1); err != nil {
				return err
			}
			continue
		}
		data := make([]byte, size+1)
		if _, err := io.ReadFull(r, data); err != nil {
			return err
		}
		files[b.path] = data[:size:size]
	}
	return nil
}
