package serve

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"time"

	"dateline/internal/build"
)

const (
	// defaultQuiet is how long nothing must happen after a lone save before it
	// is looked at. Programs write a small file in one go, some microseconds
	// from first to last event; one that takes longer is looked at twice.
	defaultQuiet = time.Millisecond

	// Where several files change, more will: each adds to the quiet time, in
	// units of the quiet time of a lone save, up to longestQuiet of them, so
	// that a branch switch becomes one rebuild, though the disk makes it pause.
	quietPerName = 2
	longestQuiet = 100

	// longestBurst is when a burst is looked at although it goes on: something
	// writes into the folder without end.
	longestBurst = 2 * time.Second

	// gitQuiet is how long is waited more while git changes files.
	gitQuiet = 10 * time.Millisecond

	// doubtQuiet is how long what was found is not believed, if it looks like
	// half a save. With the quiet time it is less than the 10 ms that a save
	// may take to be seen.
	doubtQuiet = 8 * time.Millisecond
	// maxDoubts is how often in a row.
	maxDoubts = 3

	// followUp is how long nothing must have happened before everything is
	// looked at, to find what the names missed; patience is when it is done
	// although something happens all the time.
	followUp = 300 * time.Millisecond
	patience = 5 * time.Second
)

// burstEnd returns when a burst of rings is over, if no further comes.
func burstEnd(quiet time.Duration, first, last time.Time, names int) time.Time {
	wait := quiet
	if names > 1 {
		wait *= time.Duration(min(quietPerName*names, longestQuiet))
	}
	end := last.Add(wait)
	if limit := first.Add(longestBurst); end.After(limit) {
		return limit
	}
	return end
}

// gitLock is the file that git keeps while it works: "" where there is no git.
type gitLock string

func gitLockAbove(folder string) gitLock {
	for {
		if info, err := os.Lstat(filepath.Join(folder, ".git")); err == nil && info.IsDir() {
			return gitLock(filepath.Join(folder, ".git", "index.lock"))
		}
		up := filepath.Dir(folder)
		if up == folder {
			return ""
		}
		folder = up
	}
}

// switches reports whether git is just changing files: a branch switch is one
// burst, though a slow disk makes it pause. A lock that is older is that of a
// commit whose message is being written, or was left by a git that was killed.
func (l gitLock) switches(now time.Time) bool {
	if l == "" {
		return false
	}
	info, err := os.Lstat(string(l))
	return err == nil && now.Sub(info.ModTime()) < longestBurst
}

// doubts remembers what was not believed, so that it is the next time.
type doubts struct {
	names  map[string]bool
	rounds int
}

// any reports whether there is something among the changes that may be half a
// save, and was not already at the last look.
func (d *doubts) any(changes []build.Change) bool {
	names := map[string]bool{}
	news := false
	for _, c := range changes {
		if doubtful(c) {
			names[c.Name] = true
			news = news || !d.names[c.Name]
		}
	}
	if news && d.rounds < maxDoubts {
		d.names, d.rounds = names, d.rounds+1
		return true
	}
	*d = doubts{}
	return false
}

// doubtful reports whether a change looks like the middle of a save: a file is
// gone (many programs remove the old one before they put the new one in its
// place), or empty, or its front matter does not end.
func doubtful(c build.Change) bool {
	switch {
	case c.Now == nil:
		return true
	case c.Now.Size == 0:
		return c.Old == nil || c.Old.Size > 0
	}
	return path.Ext(c.Name) == ".md" && unclosed(c.Now.Data) && (c.Old == nil || !unclosed(c.Old.Data))
}

// unclosed reports whether a text begins with front matter that does not end.
func unclosed(text []byte) bool {
	return bytes.HasPrefix(text, []byte("---")) && !bytes.Contains(text[3:], []byte("\n---"))
}
