package tree

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Output is one file to write. Its content is Data or, if one of these is set,
// that of Copy, or what Make returns.
type Output struct {
	Path string // slash-separated, relative to the site: "events/a/index.html"
	Data []byte // the caller may reuse it when emit has returned
	Copy *File  // a file of a tree, copied without holding it in memory

	// Make makes content that takes long to make. It may not be called at all:
	// From names what the content is made of and how, and where the old site
	// has the file made From the same, that is taken. "" is never the same.
	//
	// With final false, what it made is not to be taken by the next build.
	Make func() (data []byte, final bool, err error)
	From string
}

// WriteOptions say what Write may replace.
type WriteOptions struct {
	// Force lets it replace a folder that dateline did not make, with all that
	// is in it. False refuses one that is not empty.
	Force bool
	// Protect are folders that out must not be, contain or lie in: those that
	// the site is made from. They need not exist; "" is skipped.
	Protect []string
}

// Report counts what Write did.
type Report struct {
	Files     int   // of the site, without the manifest
	Written   int   // of these, new or changed
	Unchanged int   // of these, as in the old site: linked, or not touched
	Made      int   // of these, that Output.Make was called for
	Removed   int   // in the old site and not in this one
	Bytes     int64 // of all files of the site, without the manifest
}

// Write replaces the site in the folder out by the files that produce emits.
//
// emit writes one file at once and returns; nothing is held back, so memory
// does not grow with the site but by some 200 bytes a file. It may be called
// from several goroutines, all of which must have ended when produce returns.
// Its error is final: a path that is not inside the site, or that is in the way
// of another on some system, or what the disk says. If it or produce fails, the
// old site stays as it is, and nothing else is left.
//
// The errors of Write are that of produce, *OutError if out must not be written
// to, *LockError if another build is writing it, and those of the file system.
//
// Where the system can (Linux), everything is made to last before the exchange
// with one call for the whole file system; elsewhere only the manifest and the
// folder are, and a power failure right after a build may cost files of it.
func Write(out string, opt WriteOptions, produce func(emit func(Output) error) error) (Report, error) {
	t, err := checkOut(out, opt.Protect)
	if err != nil {
		return Report{}, err
	}
	if err := os.MkdirAll(t.parent, 0o755); err != nil {
		return Report{}, err
	}
	release, err := lockFile(filepath.Join(t.parent, t.sibling("lock")))
	if err != nil {
		return Report{}, err
	}
	defer release()
	hook("locked")
	parent, err := openPlace(t.parent)
	if err != nil {
		return Report{}, t.wrap(err)
	}
	defer parent.close()
	if err := recoverSite(parent, t); err != nil {
		return Report{}, t.wrap(err)
	}
	old, err := openOld(parent, t, opt.Force)
	if err != nil {
		return Report{}, t.wrap(err)
	}
	defer old.close()
	s := &stage{target: t, parent: parent, old: old, name: t.sibling("staging-" + rand.Text())}
	defer s.discard()
	err = produce(s.emit)
	if failed := s.close(); err == nil {
		err = failed
	}
	if err != nil {
		return Report{}, err
	}
	r, err := s.commit()
	return r, t.wrap(err)
}

// wrap names the output folder in an error that does not name it by itself.
func (t target) wrap(err error) error {
	if out := (*OutError)(nil); err == nil || errors.As(err, &out) {
		return err
	}
	return fmt.Errorf("write %s: %w", t.out, err)
}

// hook is called at the points where tests end the process.
var hook = func(point string) {}

// workers is how many goroutines share work that is mostly system calls.
func workers() int { return runtime.GOMAXPROCS(0) }

// A stage is the new site while it is written. Its folder is made when the
// first file is written: if none is, the disk is not touched.
type stage struct {
	target
	parent place
	old    *oldSite
	name   string // of the staging folder, in parent
	claims claims

	mu      sync.Mutex
	failure error
	closed  bool
	records []record
	made    map[string]bool // folders, "" for the staging folder itself

	once    sync.Once
	openErr error
	staged  bool  // there is a staging folder
	place   place // the staging folder while it is open
	written atomic.Int64
	makes   atomic.Int64 // calls of Output.Make
}

// emit is what produce is given.
func (s *stage) emit(o Output) error {
	if err := s.err(); err != nil {
		return err
	}
	err := s.claims.take(o.Path)
	if err == nil {
		err = s.put(o)
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("write %s: %w", s.out, err)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failure = cmp.Or(s.failure, err)
	return err
}

var errClosed = errors.New("emit after the end")

func (s *stage) err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failure == nil && s.closed {
		return errClosed
	}
	return s.failure
}

// close ends the emitting and returns the error of any emit, which produce may
// have failed to pass on.
func (s *stage) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return s.failure
}

func (s *stage) put(o Output) error {
	switch {
	case o.Make != nil:
		return s.putMade(o)
	case o.Copy == nil:
		return s.putData(o.Path, o.Data, HashOf(o.Data), "")
	case o.Copy.InMemory():
		return s.putData(o.Path, o.Copy.Data, o.Copy.Hash(), "")
	default:
		return s.putCopy(o.Path, o.Copy)
	}
}

// putMade takes what the old site has, or else has it made.
func (s *stage) putMade(o Output) error {
	if r, ok := s.old.madeFrom(o.Path, o.From); ok {
		s.add(r)
		return nil
	}
	s.makes.Add(1)
	data, final, err := o.Make()
	if err != nil {
		return err
	}
	from := o.From
	if !final {
		from = ""
	}
	return s.putData(o.Path, data, HashOf(data), from)
}

func (s *stage) putData(path string, data []byte, hash Hash, from string) error {
	r := record{path: path, size: int64(len(data)), hash: hash, from: from}
	if r.linked = s.old.holds(path, data, hash); !r.linked {
		if err := s.ready(trimElem(path)); err != nil {
			return pathError(path, err)
		}
		if err := s.place.create(path, data); err != nil {
			return pathError(path, err)
		}
	}
	s.add(r)
	return nil
}

// putCopy reads the file once if the old site cannot have it, and copies while
// it reads; if it may have it, it compares first.
func (s *stage) putCopy(path string, f *File) error {
	r := record{path: path, size: f.Size}
	if s.old.mayHold(path, f.Size) {
		src, err := f.Open()
		if err != nil {
			return err
		}
		sum := sha256.New()
		r.linked = s.old.same(path, io.TeeReader(src, sum), f.Size)
		src.Close()
		r.hash = Hash(sum.Sum(nil))
	}
	if !r.linked {
		var err error
		if r.hash, err = s.copy(path, f); err != nil {
			return err
		}
	}
	s.add(r)
	return nil
}

// copy copies a file kept by reference and returns the hash of what it wrote.
func (s *stage) copy(path string, f *File) (Hash, error) {
	src, err := f.Open()
	if err != nil {
		return Hash{}, err
	}
	defer src.Close()
	n, hash, err := s.copyFrom(path, src)
	if err == nil && n != f.Size {
		err = fmt.Errorf("%s: %w", f.Name, ErrChanged)
	}
	return hash, err
}

func (s *stage) copyFrom(path string, src io.Reader) (n int64, hash Hash, err error) {
	if err := s.ready(trimElem(path)); err != nil {
		return 0, hash, pathError(path, err)
	}
	dst, err := s.place.createFile(path)
	if err != nil {
		return 0, hash, pathError(path, err)
	}
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	sum := sha256.New()
	n, err = io.CopyBuffer(io.MultiWriter(sum, dst), struct{ io.Reader }{src}, buf[:])
	if err = errors.Join(err, dst.Close()); err != nil {
		return n, hash, pathError(path, err)
	}
	return n, Hash(sum.Sum(nil)), nil
}

func pathError(path string, err error) error { return fmt.Errorf("%s: %w", path, bare(err)) }

func (s *stage) add(r record) {
	s.mu.Lock()
	s.records = append(s.records, r)
	s.mu.Unlock()
	if !r.linked {
		s.written.Add(1)
		hook("written")
	}
}

// ready makes a folder of the new site, without slash at the end, and those
// around it. Two goroutines may make the same one; it is ours in any case,
// because the staging folder was not there before.
func (s *stage) ready(dir string) error {
	s.mu.Lock()
	done := s.made[dir]
	s.mu.Unlock()
	if done {
		return nil
	}
	if dir == "" {
		s.once.Do(s.open)
		if s.openErr != nil {
			return s.openErr
		}
	} else {
		if err := s.ready(trimElem(dir)); err != nil {
			return err
		}
		if err := s.place.mkdir(dir); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
	}
	s.mu.Lock()
	s.made[dir] = true
	s.mu.Unlock()
	return nil
}

// open makes the staging folder.
func (s *stage) open() {
	if s.openErr = s.parent.mkdir(s.name); s.openErr != nil {
		return
	}
	s.staged = true
	hook("staging")
	s.place, s.openErr = enterPlace(s.parent, s.name)
	s.mu.Lock()
	s.made = map[string]bool{}
	s.mu.Unlock()
}

// discard removes the staging folder: what was to be the new site, or what was
// the old one. Should it fail, then the next build does it (recoverSite).
func (s *stage) discard() {
	if !s.staged {
		return
	}
	s.leave()
	_ = s.parent.removeAll(s.name)
	hook("removed")
}

// leave closes both sites: Windows does not rename or remove open folders.
func (s *stage) leave() {
	s.old.close()
	if s.place != nil {
		s.place.close()
		s.place = nil
	}
}

// commit makes the new site the site.
func (s *stage) commit() (Report, error) {
	slices.SortFunc(s.records, func(a, b record) int { return cmp.Compare(a.path, b.path) })
	manifest := encodeManifest(s.records)
	report := s.report()
	if s.nothingNew(manifest) {
		return report, nil
	}
	if err := s.ready(""); err != nil {
		return Report{}, err
	}
	if err := s.linkAll(); err != nil {
		return Report{}, err
	}
	hook("linked")
	if err := s.writeManifest(manifest); err != nil {
		return Report{}, err
	}
	hook("manifest")
	if err := s.place.syncAll(); err != nil {
		return Report{}, err
	}
	if err := s.publish(); err != nil {
		return Report{}, err
	}
	hook("published")
	return report, s.parent.sync()
}

func (s *stage) report() Report {
	r := Report{Files: len(s.records), Written: int(s.written.Load()), Made: int(s.makes.Load())}
	r.Unchanged = r.Files - r.Written
	kept := 0
	for _, rec := range s.records {
		r.Bytes += rec.size
		if _, ok := s.old.records[rec.path]; ok {
			kept++
		}
	}
	r.Removed = len(s.old.records) - kept
	return r
}

// nothingNew reports whether the old site is the new one, with nothing else in
// its folders.
func (s *stage) nothingNew(manifest []byte) bool {
	if s.written.Load() > 0 || s.old.manifest == nil || string(s.old.manifest) != string(manifest) {
		return false
	}
	files, dirs := s.old.count()
	return files == len(s.records)+1 && dirs == s.claims.dirs
}

// linkAll links what is unchanged. It waits until all else is written because,
// if nothing else is, nothing needs to be linked.
func (s *stage) linkAll() error {
	var p pool[[]record]
	for chunk := range slices.Chunk(s.records, taskSize) {
		p.add(chunk)
	}
	p.run(workers(), func(_ int, chunk []record) {
		for _, r := range chunk {
			if !r.linked || p.err() != nil {
				continue
			}
			if err := s.link(r); err != nil {
				p.fail(pathError(r.path, err))
			}
		}
	})
	return p.err()
}

// link links a file of the old site, or copies it where that is not possible
// (FAT has no links; ext4 at most 65,000 to a file; another user's files).
func (s *stage) link(r record) error {
	if err := s.ready(trimElem(r.path)); err != nil {
		return err
	}
	if s.old.link(r.path, s.place) == nil {
		return nil
	}
	src, _, err := s.old.open(r.path)
	if err != nil {
		return err
	}
	defer src.Close()
	_, hash, err := s.copyFrom(r.path, src)
	if err == nil && hash != r.hash {
		err = ErrChanged
	}
	return err
}

func (s *stage) writeManifest(data []byte) error {
	f, err := s.place.createFile(manifestName)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// isStaging reports whether a name beside the output folder is that of a
// staging folder.
func (t target) isStaging(name string) bool { return strings.HasPrefix(name, t.sibling("staging-")) }
