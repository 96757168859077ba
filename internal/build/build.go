// Package build is the pipeline: from the trees that an author keeps to the
// plan of a finished site.
//
//	content/  ─ parse each file ─ site.New ─┐
//	templates/, static/ ─ render.NewTheme ──┴─ render.New ─ plan
//
// A [Pipeline] remembers the files that it has parsed. Rules of that memory:
//
//   - An entry is keyed on path and content, and holds all that parsing gave:
//     the value and the findings, which are given again each time.
//   - It is invisible: a pipeline that has run a thousand times gives the same
//     plan and the same findings as a new one. A test holds it to that.
//   - It keeps only what the latest run used.
package build

import (
	"io"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/render"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// Input is all that a site is made of.
type Input struct {
	Content   tree.Tree
	Templates tree.Tree // the default theme with the site's own laid over it
	Static    tree.Tree
	Problems  []tree.Problem // files that cannot be part of a tree
	Root      string         // of the content, as findings call it: "content"

	Drafts  bool   // include events and pages that are drafts
	BaseURL string // instead of the `url` of the settings; "" leaves that
}

// Result is a site, planned.
type Result struct {
	Site  *site.Site
	Plan  *render.Plan
	Found diag.List // sorted; without what rendering will find
}

// Pipeline turns inputs into plans. The zero value is ready for use; it must
// not be used by several goroutines at once.
type Pipeline struct {
	parsed map[string]parsed
}

// parsed is what one Markdown file gave.
type parsed struct {
	hash  tree.Hash
	index *site.Index
	event *event.Event
	page  *site.Page
	found diag.List
}

// broken reports whether the file gave nothing that a site can use.
func (p parsed) broken() bool { return p.index == nil && p.event == nil && p.page == nil }

// Run makes the plan of a site. It cannot fail: what is wrong with the content
// is in the findings.
func (p *Pipeline) Run(in Input) Result {
	var found diag.List
	for _, problem := range in.Problems {
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: problem.Name}, Code: problem.Code, Message: problem.Msg, Hint: problem.Hint,
		})
	}
	si := p.parse(in, &found)
	s, problems := site.New(si)
	found = append(found, problems...)
	theme, problems := render.NewTheme(in.Templates, in.Static, &s.Settings)
	found = append(found, problems...)
	found.Sort()
	return Result{Site: s, Plan: render.New(s, theme, in.Content), Found: found}
}

// parse reads every Markdown file of the content that it does not remember,
// on all processors, and sorts the rest into media.
func (p *Pipeline) parse(in Input, found *diag.List) site.Input {
	var files []*tree.File
	si := site.Input{Drafts: in.Drafts}
	for f := range in.Content.Files() {
		if path.Ext(f.Path) == ".md" {
			files = append(files, f)
		} else {
			si.Media = append(si.Media, medium(f, found))
		}
	}
	results := make([]parsed, len(files))
	inParallel(len(files), func(i int) { results[i] = p.parseFile(files[i]) })
	p.remember(files, results)
	for i, r := range results {
		*found = append(*found, r.found...)
		collect(&si, files[i].Path, r)
	}
	if si.Index == nil {
		index := *site.DefaultIndex()
		index.Name = path.Join(in.Root, "index.md")
		si.Index = &index
		if _, ok := in.Content.Get("index.md"); !ok {
			found.Add(missingIndex(index.Name))
		}
	} else if in.BaseURL != "" {
		index := *si.Index
		index.Settings.URL = strings.TrimRight(in.BaseURL, "/")
		si.Index = &index
	}
	return si
}

func collect(si *site.Input, path string, r parsed) {
	if r.broken() {
		si.Broken = append(si.Broken, path)
	}
	if r.index != nil {
		si.Index = r.index
	}
	if r.event != nil {
		si.Events = append(si.Events, r.event)
	}
	if r.page != nil {
		si.Pages = append(si.Pages, r.page)
	}
}

func (p *Pipeline) parseFile(f *tree.File) parsed {
	hash := f.Hash()
	if known, ok := p.parsed[f.Path]; ok && known.hash == hash {
		return known
	}
	r := parsed{hash: hash}
	src := doc.Source{Path: f.Path, Name: f.Name, Data: f.Data}
	switch {
	case f.Path == "index.md":
		r.index, r.found = site.ParseSettings(src)
	case strings.HasPrefix(f.Path, "events/"):
		r.event, r.found = event.Parse(src)
	case strings.HasPrefix(f.Path, "pages/"):
		r.page, r.found = site.ParsePage(src)
	default:
		r.found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: f.Name}, Code: "file-misplaced",
			Message: "a Markdown file here is neither an event nor a page",
			Hint:    "move it below events/ or pages/",
		})
	}
	return r
}

func (p *Pipeline) remember(files []*tree.File, results []parsed) {
	p.parsed = make(map[string]parsed, len(files))
	for i, f := range files {
		p.parsed[f.Path] = results[i]
	}
}

func missingIndex(name string) diag.Diagnostic {
	return diag.Diagnostic{
		Pos: diag.Pos{File: name}, Code: "index-missing",
		Message: "there is no index.md, which holds the site's title and settings",
		Hint:    "dateline init DIR starts a site that has one",
	}
}

// headSize is how much of a file says what it is. A JPEG's dimensions can
// stand behind 64 KiB of metadata at most (one APP segment) in practice.
const headSize = 64 << 10

// maxSVG is how large a drawing may be: it is read whole, to see that there is
// no script in it.
const maxSVG = 4 << 20

func medium(f *tree.File, found *diag.List) *site.Media {
	m := &site.Media{Path: f.Path, Name: f.Name, Size: f.Size}
	var err error
	if strings.EqualFold(path.Ext(f.Path), ".svg") {
		m.Head, err = f.Bytes(maxSVG)
	} else {
		m.Head, err = head(f)
	}
	if err != nil {
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: f.Name}, Code: "file-unreadable", Message: "the file cannot be read: " + err.Error(),
		})
	}
	return m
}

// head reads the beginning of a file.
func head(f *tree.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, headSize))
}

// inParallel calls do(0) to do(n-1) on all processors, and returns when all
// have returned.
func inParallel(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// Render renders every file of the plan, on all processors, and hands each to
// emit as it is done, from several goroutines and in no order. It returns what
// rendering found, sorted, and the first error of emit.
func Render(plan *render.Plan, emit func(tree.Output) error) (diag.List, error) {
	paths := make([]string, 0, plan.Len())
	for p := range plan.Paths() {
		paths = append(paths, p)
	}
	var mu sync.Mutex
	var found diag.List
	var failed error
	inParallel(len(paths), func(i int) {
		problems, _, err := plan.Render(paths[i], emit)
		if err != nil || len(problems) > 0 {
			mu.Lock()
			defer mu.Unlock()
			found = append(found, problems...)
			if failed == nil {
				failed = err
			}
		}
	})
	found = append(found, plan.Findings()...)
	found.Sort()
	return found, failed
}
