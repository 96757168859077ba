package tree

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// oldSite is what is in the output folder before a build. The zero value is no
// folder at all.
//
// A file of it is taken over into the new site if the manifest says that it has
// the content, *and* it does when it is read and compared: a manifest without
// times cannot tell that somebody has edited the file by hand, and reading a
// file that is in the cache anyway costs less than writing another. Nothing is
// read where the manifest tells already that the content is another.
type oldSite struct {
	place                      // nil if there is no folder
	id       stamp             // of the folder
	manifest []byte            // nil if the folder is not ours
	records  map[string]record // by path

	mu    sync.Mutex
	plain map[string]bool // folders looked at → real, and not a link
}

// openOld opens what is in the output folder and makes sure that it may be
// replaced. Errors about the folder itself are *OutError.
func openOld(parent place, t target, force bool) (*oldSite, error) {
	refuse := func(msg, hint string) (*oldSite, error) { return nil, &OutError{t.out, msg, hint} }
	k, _, err := parent.lstat(t.name)
	if errors.Is(err, fs.ErrNotExist) {
		return &oldSite{}, nil
	}
	if err != nil {
		return nil, err
	}
	if k != kindFolder {
		return refuse(fmt.Sprintf("is a %s, not a folder", k), hintOwnFolder)
	}
	dir, err := enterPlace(parent, t.name)
	if err != nil {
		return nil, err
	}
	old := &oldSite{place: dir, plain: map[string]bool{"": true}}
	if _, old.id, err = dir.lstat("."); err == nil {
		err = old.load(t, force)
	}
	if err != nil {
		dir.close()
		return nil, err
	}
	return old, nil
}

// load reads the manifest and looks for what is not ours.
func (o *oldSite) load(t target, force bool) error {
	names, err := o.names()
	if err != nil {
		return err
	}
	if slices.Contains(names, ".git") {
		return &OutError{
			t.out, "is a Git repository, whose history would be lost",
			"build into another folder and copy that over, without .git",
		}
	}
	data, _, err := o.read(manifestName, maxManifest)
	switch {
	case err == nil:
		if o.records, err = decodeManifest(data); err == nil {
			o.manifest = data
			return o.checkForeign(t, names, force)
		}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errKind):
		err = nil
	default:
		return fmt.Errorf("%s: %w", manifestName, err)
	}
	names = slices.DeleteFunc(names, isLitter)
	if len(names) == 0 || force {
		return nil
	}
	msg := "is not empty, and dateline did not make it"
	if err != nil {
		msg = "is not empty, and its manifest is damaged"
	}
	return &OutError{t.out, msg, "give --out another folder, or --force to replace this one with all that is in it"}
}

// checkForeign looks whether somebody put something of their own into the
// site: it would be lost with the old site. Folders that dateline made are not
// looked into.
func (o *oldSite) checkForeign(t target, names []string, force bool) error {
	if force {
		return nil
	}
	ours := map[string]bool{manifestName: true}
	for path := range o.records {
		top, _, _ := strings.Cut(path, "/")
		ours[top] = true
	}
	slices.Sort(names)
	for _, n := range names {
		if !ours[n] && !isLitter(n) {
			return &OutError{
				t.out, fmt.Sprintf("holds %q, which dateline did not make", n),
				"move it away (what belongs to the site goes into static), or use --force to drop it",
			}
		}
	}
	return nil
}

// isLitter reports whether a file is left by a desktop that somebody looked at
// the folder with.
func isLitter(name string) bool {
	return name == ".DS_Store" || name[0] != '.' && Ignored(name)
}

func (o *oldSite) names() ([]string, error) {
	var names []string
	err := o.list(func(batch []entry) bool {
		for _, e := range batch {
			names = append(names, e.name)
		}
		return true
	})
	return names, err
}

func (o *oldSite) close() {
	if o.place != nil {
		o.place.close()
		o.place = nil
	}
}

// buffers are for reading and copying.
var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// holds reports whether the old site has just this file.
func (o *oldSite) holds(path string, data []byte, hash Hash) bool {
	r, ok := o.records[path]
	return ok && r.hash == hash && r.size == int64(len(data)) && o.isPlain(trimElem(path)) && o.matches(path, data)
}

// madeFrom returns the record of a file that was made from what from names, if
// the file still is what the manifest says.
func (o *oldSite) madeFrom(path, from string) (record, bool) {
	r, ok := o.records[path]
	if !ok || from == "" || r.from != from || !o.isPlain(trimElem(path)) {
		return r, false
	}
	f, st, err := o.open(path)
	if err != nil {
		return r, false
	}
	defer f.Close()
	if st.size != r.size {
		return r, false
	}
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	sum := sha256.New()
	if _, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, buf[:]); err != nil || Hash(sum.Sum(nil)) != r.hash {
		return r, false
	}
	r.linked = true
	return r, true
}

// mayHold reports whether the old site has a file like that, as far as can be
// said without the content.
func (o *oldSite) mayHold(path string, size int64) bool {
	r, ok := o.records[path]
	return ok && r.size == size
}

// same is holds for content that is not in memory: the caller knows its hash
// when it has been read. It may stop reading early when the files differ.
func (o *oldSite) same(path string, content io.Reader, size int64) bool {
	if !o.isPlain(trimElem(path)) {
		return false
	}
	f, st, err := o.open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	return st.size == size && sameContent(content, f)
}

func sameContent(a, b io.Reader) bool {
	bufA, bufB := buffers.Get().(*[64 << 10]byte), buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(bufA)
	defer buffers.Put(bufB)
	for {
		n, errA := io.ReadFull(a, bufA[:])
		m, errB := io.ReadFull(b, bufB[:])
		if !bytes.Equal(bufA[:n], bufB[:m]) || !ended(errA) || !ended(errB) {
			return false
		}
		if errA != nil || errB != nil {
			return errA != nil && errB != nil
		}
	}
}

// ended tells the end of a file, or none, from an error.
func ended(err error) bool { return err == nil || err == io.EOF || err == io.ErrUnexpectedEOF }

// isPlain reports whether a path, without slash at the end, leads through real
// folders only. Each is looked at once a build.
func (o *oldSite) isPlain(dir string) bool {
	o.mu.Lock()
	plain, ok := o.plain[dir]
	o.mu.Unlock()
	if ok {
		return plain
	}
	if plain = o.isPlain(trimElem(dir)); plain {
		k, _, err := o.lstat(dir)
		plain = err == nil && k == kindFolder
	}
	o.mu.Lock()
	o.plain[dir] = plain
	o.mu.Unlock()
	return plain
}

// count returns how many files and folders there are, for the caller to see
// whether there are more than it knows. Anything that is neither counts a lot.
func (o *oldSite) count() (files, dirs int) {
	var nfiles, ndirs atomic.Int64
	var p pool[folder]
	visit := func(dir folder) {
		err := dir.list(func(batch []entry) bool {
			for _, e := range batch {
				switch sub, err := folder(nil), error(nil); e.kind {
				case kindFile:
					nfiles.Add(1)
				case kindFolder:
					ndirs.Add(1)
					if sub, err = dir.enter(e.name); err != nil {
						nfiles.Add(unknowable)
					} else {
						p.add(sub)
					}
				default:
					nfiles.Add(unknowable)
				}
			}
			return true
		})
		if err != nil {
			nfiles.Add(unknowable)
		}
	}
	visit(o.place)
	p.run(workers(), func(_ int, dir folder) {
		defer dir.close()
		visit(dir)
	})
	return int(nfiles.Load()), int(ndirs.Load())
}

// unknowable is more files than a site has.
const unknowable = 1 << 31
