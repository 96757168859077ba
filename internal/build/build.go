// Package build is the pipeline: from the trees that an author keeps to the
// plan of a finished site.
//
//	content/  ─ parse each file ─ site.New ─┐
//	templates/, static/ ─ render.NewTheme ──┴─ render.New ─ plan
//
// A [Pipeline] remembers its latest run. Rules of that memory:
//
//   - A file is parsed again only when its content changes; what parsing gave,
//     the value and the findings, is given again.
//   - The site, the theme and the plan are made again only when something that
//     they are made of has changed. When the texts of events are all that has,
//     these events alone are replaced: see site.Replace.
//   - It is invisible: a pipeline that has run a thousand times gives the same
//     plan and the same findings as a new one. A test holds it to that.
//   - It keeps only what the latest run used.
package build

import (
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/picture"
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

	Relative bool // addresses in pages are relative to the page
}

// Result is a site, planned.
type Result struct {
	Site  *site.Site
	Plan  *render.Plan
	Found diag.List // sorted; without what rendering will find

	root string // of the content
}

// Pipeline turns inputs into plans. The zero value is ready for use; it must
// not be used by several goroutines at once.
type Pipeline struct {
	// Warm keeps what makes the next run quick; false saves the memory, for a
	// pipeline that runs once.
	Warm bool

	input    Input
	files    []parsed       // by path
	index    *tree.File     // that said the language of the site; nil for none
	language string         // in which the files are rendered
	labels   doc.Labels     // in that language
	pictures *picture.Cache // shared by all plans
	theme    *render.Theme
	faults   struct{ site, theme diag.List }
	last     Result
}

// Run makes the plan of a site. It cannot fail: what is wrong with the content
// is in the findings.
func (p *Pipeline) Run(in Input) Result {
	edited, others := p.parseAll(in)
	contentSame := !others && p.last.Site != nil && sameTerms(p.input, in)
	themeSame := p.theme != nil && tree.Same(p.input.Templates, in.Templates) && tree.Same(p.input.Static, in.Static)

	r := Result{Site: p.last.Site, Plan: p.last.Plan, root: in.Root}
	if !contentSame || !replace(&r, edited) {
		r.Site, p.faults.site = site.New(p.siteInput(in))
		r.Plan = nil
	}
	if !themeSame || !sameLook(&p.last, &r) {
		p.theme, p.faults.theme = render.NewTheme(in.Templates, in.Static, &r.Site.Settings)
		r.Plan = nil
	}
	if r.Plan == nil {
		if p.pictures == nil {
			p.pictures = picture.NewCache(maxPictures)
		}
		r.Plan = render.New(r.Site, p.theme, in.Content, p.pictures)
	}
	r.Found = p.findings(in)
	p.last, p.input = Result{}, in
	if p.Warm {
		p.last = r
	} else {
		*p = Pipeline{}
	}
	return r
}

// maxPictures is how many bytes of finished pictures are kept. A page has a few
// pictures of some hundred kilobytes in all their sizes.
const maxPictures = 32 << 20

// PictureMemory returns about how many bytes making the pictures of the site
// takes at most, at one time.
func (r Result) PictureMemory() int64 {
	var sizes []int64
	for _, m := range r.Site.Media {
		if len(m.Picture.Widths()) > 0 {
			sizes = append(sizes, m.Picture.Decoded()+m.Size)
		}
	}
	slices.Sort(sizes)
	total := int64(0)
	for _, size := range sizes[max(0, len(sizes)-runtime.GOMAXPROCS(0)):] {
		total += size
	}
	if total > 0 {
		total = min(total, picture.MaxBusy) + maxPictures
	}
	return total
}

// sameTerms reports whether two inputs with the same content make the same
// site.
func sameTerms(a, b Input) bool {
	return a.Drafts == b.Drafts && a.BaseURL == b.BaseURL && a.Relative == b.Relative && a.Root == b.Root && (len(a.Problems) > 0) == (len(b.Problems) > 0)
}

// replace puts the edited events into the site and the plan, if their texts
// are all that is new about them.
func replace(r *Result, edited []*event.Event) bool {
	s, plan := r.Site, r.Plan
	for _, e := range edited {
		var ok bool
		if s, ok = s.Replace(e); !ok {
			return false
		}
		plan = plan.Replace(s, e)
	}
	r.Site, r.Plan = s, plan
	return true
}

// sameLook reports whether two sites give the theme the same settings.
func sameLook(a, b *Result) bool {
	return a.Site != nil && a.Site.Accent == b.Site.Accent && a.Site.Look == b.Site.Look && slices.Equal(a.Site.Kinds, b.Site.Kinds)
}

func (p *Pipeline) findings(in Input) diag.List {
	var found diag.List
	for _, problem := range in.Problems {
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: problem.Name}, Code: problem.Code, Message: problem.Msg, Hint: problem.Hint,
		})
	}
	for i := range p.files {
		found = append(found, p.files[i].found...)
	}
	if _, ok := in.Content.Get(indexFile); !ok && !slices.ContainsFunc(found, isIndexTrouble) {
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: indexName(in)}, Code: "index-missing",
			Message: "there is no index.md, which holds the site's title and settings",
			Hint:    "dateline init DIR starts a site that has one",
		})
	}
	found = slices.Concat(found, p.faults.site, p.faults.theme)
	found.Sort()
	return found
}

// isIndexTrouble reports whether a finding says why there is no index.md.
func isIndexTrouble(d diag.Diagnostic) bool { return strings.EqualFold(path.Base(d.File), indexFile) }

// indexFile holds the site's settings.
const indexFile = "index.md"

func indexName(in Input) string { return path.Join(in.Root, indexFile) }

// siteInput gathers what the files gave.
func (p *Pipeline) siteInput(in Input) site.Input {
	si := site.Input{Drafts: in.Drafts, Warm: p.Warm, Incomplete: len(in.Problems) > 0}
	for i := range p.files {
		collect(&si, &p.files[i])
	}
	index := *site.DefaultIndex()
	index.Name = indexName(in)
	if si.Index != nil {
		index = *si.Index
	}
	if in.BaseURL != "" {
		index.Settings.URL, _, _ = site.CheckBaseURL(in.BaseURL)
	}
	index.Settings.Relative = in.Relative
	si.Index = &index
	return si
}

func collect(si *site.Input, f *parsed) {
	switch {
	case f.media != nil:
		si.Media = append(si.Media, f.media)
	case f.links != nil:
		si.Links = f.links
	case f.index != nil:
		si.Index = f.index
	case f.event != nil:
		si.Events = append(si.Events, f.event)
	case f.page != nil:
		si.Pages = append(si.Pages, f.page)
	default:
		si.Broken = append(si.Broken, f.file.Path)
		if f.faulty != nil {
			si.Faulty = append(si.Faulty, f.faulty)
		}
	}
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
	jobs := plan.Jobs()
	var mu sync.Mutex
	var found diag.List
	var failed error
	var stop atomic.Bool // when emit fails, nobody waits for the rest
	render := func(path string) {
		problems, _, err := plan.Render(path, emit)
		stop.CompareAndSwap(false, err != nil)
		if err != nil || len(problems) > 0 {
			mu.Lock()
			defer mu.Unlock()
			found = append(found, problems...)
			if failed == nil {
				failed = err
			}
		}
	}
	inParallel(len(jobs), func(i int) {
		for _, path := range jobs[i] {
			if stop.Load() {
				return
			}
			render(path)
		}
	})
	found = append(found, plan.Findings()...)
	found.Sort()
	return found, failed
}

// Address returns the root-relative address of what a content file, by the
// name that findings use, becomes: an event's or a page's. It is "" for other
// files.
func (r Result) Address(name string) string {
	if root := path.Clean(r.root); root != "." {
		var ok bool
		if name, ok = strings.CutPrefix(name, root+"/"); !ok {
			return ""
		}
	}
	return event.Address(name)
}
