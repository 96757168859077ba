// Package render turns a site into files: pages by the theme's templates,
// and what machines read.
//
// Rendering is planned for all pages and done for those that are asked for.
// [New] makes the plan, which is cheap; [Plan.Render] makes one page. A build
// renders every page of the plan on all processors, the preview the one that
// a browser wants. Nothing here does I/O, and a plan is never changed once
// made: two pages can be rendered at the same time.
//
// The list entry of each event, its card, is rendered once and reused in
// every list that the event is in.
package render

import (
	"bytes"
	"cmp"
	"html/template"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/language"

	"dateline/internal/data"
	"dateline/internal/diag"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/feed"
	"dateline/internal/message"
	"dateline/internal/picture"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// Renderer holds what all pages of one site share.
type Renderer struct {
	site   *site.Site
	theme  *Theme
	locale *edtf.Locale
	text   *message.Messages
	common *Site
	base   string          // path under which the site is published: "" or "/timeline"
	inMenu map[string]bool // addresses of the menu

	kinds   map[string]*Kind
	periods []*site.Period // all of the site, in the order of their pages
	yearOf  []int          // place in site.Years, by place in site.Events
	entry   []*entry       // by place in site.Events
	changes []changeRow    // of the list of changes
	latest  latest         // what the feeds are made of
	records []string       // addresses of the recordPages that there are
	fixes   []changeRow    // of the list of corrections
	sources [][]sourceRow  // of the list of sources, by page
	frames  sync.Map       // section and current menu entry to frame
	shared  sync.Map       // name and address to *Link
	search  *searchIndex
	data    *data.Site
	cards   *cards // nil when there are none

	photos   map[string]*photo // by address
	pictures *picture.Cache

	planFound diag.List // what is wrong with the marks of the kinds and the static files

	mu    sync.Mutex
	found diag.List // what is wrong with the frames
}

func newEntries(n int) []*entry {
	entries, all := make([]*entry, n), make([]entry, n)
	for i := range entries {
		entries[i] = &all[i]
	}
	return entries
}

// year returns the year that an event is listed under.
func (r *Renderer) year(e *event.Event) *site.Period { return r.site.Years[r.yearOf[r.site.Index(e)]] }

// frame is what stands around the pages of one section, rendered.
type frame struct {
	head, header, footer template.HTML
}

// entry is what lists need of an event. Its parts are made when they are
// first asked for: the preview shows a few pages of a site, not all.
type entry struct {
	viewOnce sync.Once
	view     *Event

	card  part // of lists
	embed part // of the pages to embed

	feedOnce sync.Once
	feed     *feed.Entry
}

// part is what many pages have of one event, made when it is first asked for.
type part struct {
	once  sync.Once
	html  template.HTML
	found atomic.Pointer[diag.List] // what is wrong with it; nil when nothing is
}

// render makes the part by a template. It is called once.
func (p *part) render(theme *Theme, name string, data any) {
	html, found := theme.partial(name, data)
	p.html = html
	if len(found) > 0 {
		p.found.Store(&found)
	}
}

// Plan is every file of a site, by path.
type Plan struct {
	renderer *Renderer
	pages    map[string]planned
}

// planned is a file of the plan: a page to render, a picture to make, or an
// output that exists.
type planned struct {
	route  route  // its page is nil for the others
	photo  *photo // nil for the others
	size   int    // place in photo.widths, or fullSize
	output tree.Output
}

// New plans the files of s. Media are the files that pages refer to, copied
// along under their own paths, but for the pictures, which are made by what
// pictures does.
func New(s *site.Site, theme *Theme, media tree.Tree, pictures *picture.Cache) *Plan {
	r := newRenderer(s, theme)
	r.photos, r.pictures = map[string]*photo{}, pictures
	p := &Plan{renderer: r, pages: map[string]planned{}}
	r.planPages(p)
	r.planFinder(p)
	r.planAxis(p)
	r.planSources(p)
	r.planCorrections(p)
	r.planFeeds(p)
	r.planCalendars(p)
	r.planData(p)
	r.planCards(p, media)
	r.planEmbeds(p)
	planSearch(s, p.pages)
	r.planStatic(p)
	r.planMedia(p, media)
	r.planMachineFiles(p)
	r.planDeploy(p)
	return p
}

// Replace plans the site that s.Replace made of this plan's site by giving one
// event another text: the files are the same, and so is every part of a page
// that does not show the event.
func (p *Plan) Replace(s *site.Site, e *event.Event) *Plan {
	r := &Renderer{
		site: s, theme: p.renderer.theme, locale: p.renderer.locale, text: p.renderer.text, common: p.renderer.common,
		base: p.renderer.base, inMenu: p.renderer.inMenu, kinds: p.renderer.kinds, planFound: p.renderer.planFound,
		periods: p.renderer.periods, yearOf: p.renderer.yearOf, changes: p.renderer.changes,
		fixes: p.renderer.fixes, sources: p.renderer.sources, latest: p.renderer.latest, records: p.renderer.records,
		entry: slices.Clone(p.renderer.entry), search: newSearchIndex(s),
		photos: p.renderer.photos, pictures: p.renderer.pictures, cards: p.renderer.cards,
	}
	r.entry[s.Index(e)] = new(entry)
	r.data = r.dataOf()
	return &Plan{renderer: r, pages: replanSearch(p.renderer.site, s, p.pages)}
}

// Paths returns the path of every file, sorted.
func (p *Plan) Paths() iter.Seq[string] { return slices.Values(slices.Sorted(maps.Keys(p.pages))) }

// Jobs returns the path of every file, in the parts and in the order that keep
// all processors busy to the end. What is in one part is best rendered in one
// go: the search index, which takes as long as hundreds of pages to make, and
// is forgotten when all of it has been rendered; the sizes of a picture, which
// is decoded once for all.
func (p *Plan) Jobs() [][]string {
	paths := slices.Collect(p.Paths())
	var index []string
	var pictures, others [][]string
	for i := 0; i < len(paths); {
		ph, end := p.pages[paths[i]].photo, i+1
		for ph != nil && end < len(paths) && p.pages[paths[end]].photo == ph {
			end++
		}
		switch job := paths[i:end:end]; {
		case ph != nil:
			pictures = append(pictures, job)
		case strings.HasPrefix(paths[i], searchPrefix):
			index = append(index, paths[i])
		default:
			others = append(others, job)
		}
		i = end
	}
	if len(index) > 0 {
		pictures = slices.Insert(pictures, 0, index)
	}
	return append(pictures, others...)
}

// Len returns the number of files.
func (p *Plan) Len() int { return len(p.pages) }

// Render makes the file at path and hands it to emit; its data is valid until
// emit returns. It reports false when the plan has no such file. A page that a
// template fails on is in the findings and not emitted.
func (p *Plan) Render(path string, emit func(tree.Output) error) (found diag.List, ok bool, err error) {
	pl, ok := p.pages[path]
	switch {
	case !ok:
		return nil, false, nil
	case pl.route.data != nil:
		return nil, true, emit(tree.Output{Path: path, Data: pl.route.data(p.renderer, pl.route)})
	case pl.route.draw != nil:
		return nil, true, emit(tree.Output{Path: path, From: path, Make: func() ([]byte, bool, error) {
			return pl.route.draw(p.renderer, pl.route), true, nil
		}})
	case pl.photo != nil:
		found, err = p.renderPhoto(path, pl, emit)
		return found, true, err
	case pl.route.page == nil:
		return nil, true, emit(pl.output)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	name, data := pl.route.page(p.renderer, pl.route)
	if found, ok := p.renderer.theme.execute(b, name, data); !ok {
		return found, true, nil
	}
	return nil, true, emit(tree.Output{Path: path, Data: p.renderer.rebase(b.Bytes(), path)})
}

// buffers are used again for page after page: a large site is rendered in the
// memory of a few pages.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Findings returns what is wrong with the parts that pages share, as far as
// they have been rendered.
func (p *Plan) Findings() diag.List {
	p.renderer.mu.Lock()
	defer p.renderer.mu.Unlock()
	found := slices.Concat(p.renderer.planFound, p.renderer.found)
	for _, en := range p.renderer.entry {
		for _, made := range []*part{&en.card, &en.embed} {
			if f := made.found.Load(); f != nil {
				found = append(found, *f...)
			}
		}
	}
	found.Sort()
	return found
}

func (p *Plan) add(o tree.Output) { p.pages[o.Path] = planned{output: o} }

func (p *Plan) addPage(url string, rt route) { p.pages[filePath(url)] = planned{route: rt} }

// filePath is where the file of a root-relative URL lies.
func filePath(url string) string {
	path := strings.TrimPrefix(url, "/")
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return path
}

func newRenderer(s *site.Site, theme *Theme) *Renderer {
	r := &Renderer{
		site: s, theme: theme.in(s.Language), locale: edtf.LocaleFor(s.Language), text: message.For(s.Language), base: basePath(s.URL),
		periods: s.AllPeriods(),
		yearOf:  make([]int, len(s.Events)),
		entry:   newEntries(len(s.Events)),
		changes: changeRows(s.Changes),
		latest:  latestOf(s),
		fixes:   correctionRows(s.Changes),
		sources: sourcePages(s.Sources),
		search:  newSearchIndex(s),
	}
	counts := map[string]int{}
	for _, k := range s.Facet(site.KindFacet).Terms {
		counts[k.Slug] = len(k.Events)
	}
	r.kinds = kindViews(s.Kinds, counts, r.text)
	for i, y := range s.Years {
		for e := y.First; e < y.Last; e++ {
			r.yearOf[e] = i
		}
	}
	for _, k := range s.Kinds {
		v := r.kinds[k.ID]
		v.Link = anchor(v.URL, ` class="kind"`, v.Label)
		r.mark(v)
	}
	plain := *plainKind
	r.mark(&plain)
	r.kinds[""] = &plain
	r.common = r.siteView()
	r.data = r.dataOf()
	r.inMenu = map[string]bool{"/": true, axisURL: true}
	for _, l := range slices.Concat(r.common.Lists, r.common.Menu) {
		r.inMenu[l.URL] = true
	}
	return r
}

// planStatic plans the theme's static files. One that lies where the site has
// pages is left out and reported: it would take the place of a page, or of a
// folder of pages on a system that ignores case.
func (r *Renderer) planStatic(p *Plan) {
	taken := map[string]bool{}
	for path := range p.pages {
		taken[firstElement(path)] = true
	}
	for _, o := range r.theme.files {
		if first := firstElement(o.Path); taken[first] {
			r.planFound.Add(diag.Diagnostic{
				Pos: diag.Pos{File: r.theme.names[o.Path]}, Code: "address-taken",
				Message: "the site has pages of its own at /" + first,
				Hint:    "give the file or its folder another name",
			})
			continue
		}
		p.add(o)
	}
}

// firstElement is the folder or file at the top that a path is in, as systems
// that ignore case see it.
func firstElement(path string) string {
	first, _, _ := strings.Cut(path, "/")
	return strings.ToLower(first)
}

// mark gives a kind its mark.
func (r *Renderer) mark(k *Kind) {
	mark, found := r.theme.partial("mark.html", k)
	k.Mark = mark
	r.planFound = append(r.planFound, found...)
}

// basePath is the path of an absolute URL without its trailing slash.
func basePath(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	_, path, _ := strings.Cut(rest, "/")
	path = strings.TrimSuffix(path, "/")
	if path == "" {
		return ""
	}
	return "/" + path
}

func (r *Renderer) siteView() *Site {
	s := r.site
	v := &Site{
		Title: s.Title, Description: s.Description, Language: s.Language, Direction: direction(s.Language),
		URL: s.URL, Publisher: newLink(s.Publisher.Name, s.Publisher.URL), License: s.License,
		Timezone: s.Timezone, Total: len(s.Events), ColorScheme: cmp.Or(s.Look.ColorScheme, "light dark"),
	}
	if len(s.Changes) > 0 {
		v.Changes, v.Marks = site.ChangesURL, r.marks()
	}
	if len(r.sources) > 0 {
		v.Sources = site.SourcesURL
	}
	if len(r.fixes) > 0 {
		v.Corrections = site.CorrectionsURL
	}
	v.Logo = r.logoView(s.Look, r.theme.static)
	for _, p := range s.Pages {
		v.Menu = append(v.Menu, newLink(p.Title, p.URL()))
	}
	for _, f := range s.Facets {
		if len(f.Terms) > 0 {
			l := newLink(r.facetNames(f).many, f.URL)
			v.Facets = append(v.Facets, l)
			if inMasthead[f.Key] {
				v.Lists = append(v.Lists, l)
			}
		}
	}
	if s.HasAxis() {
		v.Axis = new(newLink(r.text.Text("axis.title"), axisURL))
	}
	for _, k := range s.Kinds {
		v.Kinds = append(v.Kinds, r.kinds[k.ID])
	}
	return v
}

// direction returns the writing direction of a language.
func direction(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return "ltr"
	}
	script, _ := tag.Script()
	if slices.Contains([]string{"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"}, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// view returns an event as templates see it.
func (r *Renderer) view(e *event.Event) *Event {
	en := r.entry[r.site.Index(e)]
	en.viewOnce.Do(func() { en.view = r.eventView(e) })
	return en.view
}

// card returns an event's list entry.
func (r *Renderer) card(e *event.Event) template.HTML {
	en := r.entry[r.site.Index(e)]
	en.card.once.Do(func() { en.card.render(r.theme, "card.html", r.view(e)) })
	return en.card.html
}

// frameFor returns what stands around a page: nearly every page shares it with
// others.
func (r *Renderer) frameFor(section, url string) frame {
	v := Frame{Site: r.common, Section: section}
	if r.inMenu[url] {
		v.Current = url
	}
	key := [2]string{v.Section, v.Current}
	if f, ok := r.frames.Load(key); ok {
		return f.(frame)
	}
	var f frame
	var found [3]diag.List
	f.head, found[0] = r.theme.partial("head.html", v)
	f.header, found[1] = r.theme.partial("header.html", v)
	f.footer, found[2] = r.theme.partial("footer.html", v)
	r.frames.Store(key, f)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found = slices.Concat(r.found, found[0], found[1], found[2])
	return f
}

// commonFor returns the head of one page in a section of the menu.
func (r *Renderer) commonFor(section string, page Page) Common {
	if r.site.URL != "" && page.URL != notFoundURL {
		page.Canonical = r.absolute(page.URL)
	}
	if page.Description == "" {
		page.Description = r.site.Description
	}
	if page.Locale == "" {
		page.Locale = ogLocale(r.site.Language)
	}
	if page.Card == nil && !page.NoIndex {
		page.Card = r.siteCard()
	}
	f := r.frameFor(section, page.URL)
	return Common{Site: r.common, Page: page, Head: f.head, Header: f.header, Footer: f.footer}
}

// A route says which page to make, by the places of what it shows in the
// site's lists: routes stay right when an event's text changes.
type route struct {
	page              func(*Renderer, route) (name string, data any) // a page, by its template
	data              func(*Renderer, route) []byte                  // or a file without one
	draw              func(*Renderer, route) []byte                  // or one that takes long to make, named by all that it is made of
	index, item, part int
}

func (r *Renderer) planPages(p *Plan) {
	p.addPage("/", route{page: (*Renderer).homePage})
	for i, e := range r.site.Events {
		p.addPage(e.URL(), route{page: (*Renderer).eventPage, item: i})
	}
	for i, pg := range r.site.Pages {
		p.addPage(pg.URL(), route{page: (*Renderer).textPage, item: i})
	}
	r.planFacets(p)
	r.planChanges(p)
	for i, period := range r.periods {
		planList(p, period.URL, r.listed(period), route{page: (*Renderer).periodPage, item: i})
	}
	p.addPage(notFoundURL, route{page: (*Renderer).notFoundPage})
	for i, old := range r.site.Redirects {
		p.addPage(old.From, route{page: (*Renderer).redirectPage, item: i})
	}
}

// planFacets plans the lists of all values that readers filter by, and the
// list of the events of each value.
func (r *Renderer) planFacets(p *Plan) {
	if r.site.HasFacets() {
		p.addPage("/by/", route{page: (*Renderer).browsePage})
	}
	for n, f := range r.site.Facets {
		if len(f.Terms) == 0 {
			continue
		}
		for part := range termsParts(len(f.Terms)) {
			p.addPage(pageURL(f.URL, part), route{page: (*Renderer).termsPage, index: n, part: part})
		}
		for i, t := range f.Terms {
			planList(p, t.URL, len(t.Events), route{page: (*Renderer).termPage, index: n, item: i})
		}
	}
}

// planList plans the pages of a list of n events, as many as it takes.
func planList(p *Plan, url string, n int, rt route) {
	for rt.part = range pageCount(n) {
		p.addPage(pageURL(url, rt.part), rt)
	}
}
