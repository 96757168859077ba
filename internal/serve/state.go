package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"sync"

	"dateline/internal/build"
	"dateline/internal/diag"
	"dateline/internal/tree"
)

// maxCached is how many bytes of rendered pages a state keeps. A writer looks
// at a few pages; whoever fetches them all should not fill the memory.
const maxCached = 32 << 20

// maxFallbacks is how many earlier states are kept to show pages of.
const maxFallbacks = 4

// state is the site at one moment.
type state struct {
	version string
	result  build.Result
	input   build.Input
	paths   []string // names of the files that changed
	edited  []string // root-relative addresses of the pages that these files make

	// broken are the names of the files that have errors. Allover says that
	// one of them shapes every page: the settings or the theme.
	broken  map[string]bool
	allover bool

	// fallbacks are earlier states to take pages from that this one cannot
	// make, best first. Theirs are forgotten, so that states do not pile up.
	fallbacks []*state

	mu     sync.Mutex
	found  diag.List // sorted, without infos; grows as pages are rendered
	pages  map[string]*page
	cached int
	proven bool // a page was made without a fault
}

// page is a file of the site, rendered.
type page struct {
	once sync.Once
	data []byte     // nil for one kept by reference
	file *tree.File // kept by reference
	etag string     // without quotes
	ok   bool       // it could be made
	has  bool       // the plan has it
	made bool       // a picture, which is kept elsewhere
}

func newState(version string, c change, result build.Result, before *state) *state {
	st := &state{
		version: version, result: result, input: c.input, paths: c.paths,
		broken: map[string]bool{}, pages: map[string]*page{},
	}
	// An event's card that failed before is not made again.
	st.found = withoutInfos(slices.Concat(result.Found, result.Plan.Findings()))
	st.found.Sort()
	for _, d := range st.found {
		if d.Severity == diag.Error {
			st.broken[d.File] = true
			st.allover = st.allover || shapesAll(result, d.File)
		}
	}
	st.fallbacks = fallbacks(st, before)
	for _, name := range c.paths {
		if address := result.Address(name); address != "" && st.file(name) != nil {
			st.edited = append(st.edited, address)
		}
	}
	return st
}

// shapesAll reports whether a file is the settings, or no content at all and
// so a part of the theme.
func shapesAll(r build.Result, name string) bool {
	address := r.Address(name)
	return address == "/" || address == "" && (path.Ext(name) == ".html" || path.Ext(name) == ".css")
}

func withoutInfos(found diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Severity == diag.Info })
}

// fallbacks chooses what st may show instead of pages that it cannot make.
//
// The state before comes first, if it can make what st cannot: if it has no
// fault, or a file that is broken now was not then. A state in which the
// broken files were broken too is no help.
func fallbacks(st, before *state) []*state {
	if before == nil {
		return nil
	}
	before.mu.Lock()
	clean, proven, older := len(before.broken) == 0, before.proven, before.fallbacks
	before.mu.Unlock()
	for _, o := range older { // those of before serve requests under way
		o.mu.Lock()
		o.fallbacks = nil
		o.mu.Unlock()
	}
	if clean && proven {
		return []*state{before}
	}
	helps := clean
	for name := range st.broken {
		helps = helps || !before.broken[name]
	}
	if !helps {
		return older
	}
	all := append([]*state{before}, older...)
	if len(all) > maxFallbacks { // the oldest is the one without a fault
		all = append(all[:maxFallbacks-1:maxFallbacks-1], all[len(all)-1])
	}
	return all
}

// fileOf is the path in the plan of a root-relative address.
func fileOf(address string) string {
	p := strings.TrimPrefix(address, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return p
}

// drop lets go of the pages that were rendered: it is no longer the newest.
func (st *state) drop() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.pages, st.cached = nil, 0
}

// findings returns what is known to be wrong.
func (st *state) findings() diag.List {
	st.mu.Lock()
	defer st.mu.Unlock()
	return slices.Clone(st.found)
}

// add takes in what rendering found, and reports whether it is news.
func (st *state) add(found diag.List) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	n := len(st.found)
	all := append(slices.Clone(st.found), withoutInfos(found)...)
	all.Sort()
	if len(all) == n {
		return false
	}
	for _, d := range found {
		if d.Severity == diag.Error {
			st.broken[d.File] = true
		}
	}
	st.found = all
	return true
}

// page returns the file at p of the state's own plan, rendered once.
func (s *Server) page(st *state, p string) *page {
	pg := st.entry(p)
	pg.once.Do(func() { s.render(st, p, pg) })
	return pg
}

// entry is where the page is kept, or will be.
func (st *state) entry(p string) *page {
	st.mu.Lock()
	defer st.mu.Unlock()
	pg := st.pages[p]
	if pg == nil {
		pg = &page{}
		if st.pages != nil {
			st.pages[p] = pg
		}
	}
	return pg
}

func (s *Server) render(st *state, p string, pg *page) {
	var found diag.List
	found, pg.has, _ = st.result.Plan.Render(p, func(o tree.Output) error {
		if pg.ok, pg.made = true, o.Make != nil; pg.made {
			data, _, err := o.Make()
			pg.data, pg.ok = data, err == nil
			return err
		}
		if pg.file = o.Copy; o.Copy == nil {
			pg.data = bytes.Clone(o.Data)
		}
		return nil
	})
	shared := st.result.Plan.Findings()
	if isPage(p) && pg.data != nil {
		// What pages share is missing from this one, too.
		pg.ok = len(shared) == 0
		pg.data = s.inject(pg.data, sourcePath(st, p))
	}
	pg.etag = etagOf(pg)
	if found = append(found, shared...); len(found) > 0 && st.add(found) {
		ring(s.late)
	}
	st.keep(pg, p)
}

// keep counts a rendered page, and lets all go when they are too many.
func (st *state) keep(pg *page, p string) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.proven = st.proven || pg.ok && isPage(p)
	// There is no end of addresses that do not exist; pictures are kept by who
	// makes them, for as long as the same are shown.
	if !pg.has || pg.made {
		delete(st.pages, p)
		return
	}
	if st.cached += len(pg.data); st.cached > maxCached && st.pages != nil {
		st.pages, st.cached = map[string]*page{p: pg}, len(pg.data)
	}
}

// etagOf names the content, the same for the same content only.
func etagOf(pg *page) string {
	var sum tree.Hash
	switch {
	case pg.data != nil:
		sum = sha256.Sum256(pg.data)
	case pg.file != nil && (pg.file.InMemory() || pg.file.Size <= maxHashed):
		sum = pg.file.Hash()
	}
	if sum == (tree.Hash{}) {
		return ""
	}
	return hex.EncodeToString(sum[:16])
}

// maxHashed is the size of the largest file by reference that gets an ETag: it
// has to be read for that. A longer film is sent again.
const maxHashed = 64 << 20

func isPage(p string) bool { return path.Ext(p) == ".html" }

// lookup returns the file at p as it should be shown, and whether it is an
// older version because the newest could not be made. Nil means that there is
// none.
func (s *Server) lookup(st *state, p string) (pg *page, stale bool) {
	pg = s.page(st, p)
	if !isPage(p) || pg.ok && !st.allover {
		return pg, false
	}
	if !pg.has && (len(st.broken) == 0 || st.gone(p)) {
		return pg, false
	}
	for _, older := range st.older() {
		if older.allover {
			continue
		}
		if old := s.page(older, p); old.ok {
			return old, true
		}
	}
	return pg, false
}

func (st *state) older() []*state {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.fallbacks
}

// gone reports whether p was made from a content file that no longer exists.
func (st *state) gone(p string) bool {
	for _, older := range st.older() {
		if name := sourcePath(older, p); name != "" {
			_, ok := st.input.Content.Get(name)
			return !ok
		}
	}
	return false
}

// sourcePath returns the path, below the content folder, of the Markdown file
// that the page at p is made from; "" for a page that is made from many.
func sourcePath(st *state, p string) string {
	address := "/" + strings.TrimSuffix(p, "index.html")
	if address == "/" {
		return "index.md"
	}
	id := strings.Trim(address, "/")
	for _, name := range []string{id + ".md", "pages/" + id + ".md"} {
		if f, ok := st.input.Content.Get(name); ok && st.result.Address(f.Name) == address {
			return name
		}
	}
	return ""
}

// source returns the content of the file that findings call by name.
func (st *state) source(name string) []byte {
	if f := st.file(name); f != nil {
		return f.Data
	}
	return nil
}

// file finds a file by its name: at once in the content, which is large.
func (st *state) file(name string) *tree.File {
	for _, t := range []tree.Tree{st.input.Templates, st.input.Static} {
		for f := range t.Files() {
			if f.Name == name {
				return f
			}
		}
	}
	p := strings.TrimPrefix(name, prefixOf(st.input.Root))
	if f, ok := st.input.Content.Get(p); ok && f.Name == name {
		return f
	}
	return nil
}
