package render

import (
	"bytes"
	"errors"
	"html/template"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"dateline/internal/diag"
	"dateline/internal/message"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// pageTemplates are the templates that are executed, each inside base.html
// unless it is one of wholePages.
// Every other file of templates/ is a partial that they can call by its name.
var pageTemplates = []string{
	"home.html", "axis.html", "event.html", "list.html", "terms.html", "sources.html", "changes.html", "corrections.html",
	"page.html", "404.html", "redirect.html", "embed.html",
}

// wholePages are documents of their own.
var wholePages = []string{"redirect.html", "embed.html"}

// shared are the partials that are executed on their own, for many pages at
// once.
var shared = []string{"card.html", "embed-item.html", "mark.html", "head.html", "header.html", "footer.html"}

// Theme is the parsed templates and the static files of a site. It is safe for
// concurrent use, and but for what it keeps in last never changed once made.
type Theme struct {
	pages  map[string]*template.Template
	assets map[string]string   // name in static/ to URL
	loads  map[string][]string // script to what it imports before it runs, by name in static/
	files  []tree.Output
	hashed map[string]bool // paths of the files that are named by their content
	static tree.Tree
	names  map[string]string // template or static file to its name in findings
	broken map[string]bool   // templates that do not parse, and have been reported
	last   atomic.Pointer[spoken]

	lastFont atomic.Pointer[readFont]
}

// spoken is a theme that speaks a language.
type spoken struct {
	lang  string
	theme *Theme
}

// in returns the theme in a language. It keeps the last, for a preview that
// asks again and again. The parsed templates themselves are never executed:
// html/template clones none that has been.
func (t *Theme) in(lang string) *Theme {
	if last := t.last.Load(); last != nil && last.lang == lang {
		return last.theme
	}
	m := message.For(lang)
	said := textFuncs(m)
	theme := &Theme{
		pages: make(map[string]*template.Template, len(t.pages)), assets: t.assets, loads: t.loads,
		files: t.files, hashed: t.hashed, static: t.static, names: t.names, broken: t.broken,
	}
	for name, set := range t.pages {
		clone := template.Must(set.Clone()).Funcs(said)
		for _, part := range clone.Templates() {
			if part.Tree != nil {
				fixTexts(part.Tree.Root, m)
			}
		}
		theme.pages[name] = clone
	}
	t.last.Store(&spoken{lang, theme})
	return theme
}

// NewTheme parses templates and prepares static files: style sheets, scripts
// and drawings are minified and named by a hash of their content, so that a
// browser may keep them for ever; everything else keeps its name. What
// the settings say about how the site looks becomes the end of style.css.
//
// A template that does not parse is reported, and pages that need it are
// reported again when they are rendered.
func NewTheme(templates, static tree.Tree, settings *site.Settings) (*Theme, diag.List) {
	t := &Theme{pages: map[string]*template.Template{}, assets: map[string]string{}, hashed: map[string]bool{}, static: static, names: map[string]string{}, broken: map[string]bool{}}
	var found diag.List
	t.prepareAssets(static, settings, &found)
	t.parseTemplates(templates, &found)
	return t, found
}

func (t *Theme) parseTemplates(templates tree.Tree, found *diag.List) {
	partials := template.New("").Funcs(t.funcs()).Funcs(textFuncs(message.For(message.Source))).Option("missingkey=zero")
	for f := range templates.Files() {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		t.names[f.Path] = f.Name
		if i := strings.IndexFunc(string(f.Data), func(r rune) bool { return r == utf8.RuneError || r == 0 }); i >= 0 {
			t.broken[f.Path] = true
			found.Add(diag.Diagnostic{
				Pos: diag.Pos{File: f.Name, Line: 1 + bytes.Count(f.Data[:i], []byte("\n"))}, Code: "encoding-invalid",
				Message: "the template is not UTF-8 text", Hint: "save it as UTF-8",
			})
			continue
		}
		if slices.Contains(pageTemplates, f.Path) {
			continue
		}
		if _, err := partials.New(f.Path).Parse(string(f.Data)); err != nil {
			t.broken[f.Path] = true
			found.Add(templateFinding(t.names, err))
		}
	}
	for _, name := range pageTemplates {
		t.parsePage(partials, templates, name, found)
	}
	for _, name := range shared {
		if partials.Lookup(name) != nil {
			t.pages[name] = template.Must(partials.Clone())
		}
	}
}

// parsePage makes the set of one page: the partials, and the page's own
// definitions of the blocks of base.html.
func (t *Theme) parsePage(partials *template.Template, templates tree.Tree, name string, found *diag.List) {
	f, ok := templates.Get(name)
	if !ok || t.broken[name] {
		return
	}
	set := template.Must(partials.Clone())
	if _, err := set.New(name).Parse(string(f.Data)); err != nil {
		t.broken[name] = true
		found.Add(templateFinding(t.names, err))
		return
	}
	t.pages[name] = set
}

// execute renders the template of the given name. It reports false, and what
// is wrong unless that has been reported, when it cannot.
func (t *Theme) execute(b *bytes.Buffer, name string, data any) (diag.List, bool) {
	entry := entryOf(name)
	if t.broken[name] || t.broken[entry] {
		return nil, false
	}
	set, ok := t.pages[name]
	if !ok {
		return diag.List{{
			Pos: diag.Pos{File: "templates/" + name}, Code: "template-missing", Message: "the template is missing",
		}}, false
	}
	if err := set.ExecuteTemplate(b, entry, data); err != nil {
		return diag.List{templateFinding(t.names, err)}, false
	}
	return nil, true
}

// partial executes a template whose result many pages share.
func (t *Theme) partial(name string, data any) (template.HTML, diag.List) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if found, ok := t.execute(b, name, data); !ok {
		return "", found
	}
	return template.HTML(bytes.TrimSpace(b.Bytes())), nil
}

// entryOf is the template to begin with: pages fill the block that base.html
// calls.
func entryOf(name string) string {
	if slices.Contains(pageTemplates, name) && !slices.Contains(wholePages, name) {
		return "base.html"
	}
	return name
}

// templatePlace is how the template packages begin their errors.
var templatePlace = regexp.MustCompile(`^(?:html/template:|template: )\s*([^:\s]+):(\d+)(?::(\d+))?: (.*)$`)

// templateFinding turns an error of the template packages into a finding at
// its place.
func templateFinding(names map[string]string, err error) diag.Diagnostic {
	d := diag.Diagnostic{Code: "template-invalid", Message: err.Error()}
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" {
		d.File, d.Line, d.Message = escape.Name, escape.Line, escape.Description
		if escape.Node != nil {
			d.Message += " in " + diag.Quote(escape.Node.String())
		}
	} else if m := templatePlace.FindStringSubmatch(err.Error()); m != nil {
		d.File, d.Message = m[1], m[4]
		d.Line, _ = strconv.Atoi(m[2])
		if column, err := strconv.Atoi(m[3]); err == nil {
			d.Column = column + 1 // the template packages count columns from 0
		}
	}
	d.Message = firstLine(d.Message)
	if name, ok := names[d.File]; ok {
		d.File = name
	} else if d.File == "" {
		d.File = "templates"
	}
	switch {
	case strings.Contains(d.Message, "can't evaluate field"):
		d.Hint = "the README lists what each template can use"
	case strings.Contains(d.Message, "non-text context"), strings.Contains(d.Message, "different contexts"):
		d.Hint = "a quote or a tag is not closed, or closed in one branch only"
	}
	return d
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// funcs are the functions that every template can call, besides those of
// [textFuncs].
func (t *Theme) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":   t.asset,
		"imports": t.imports,
		"join":    strings.Join,
		"add":     func(a, b int) int { return a + b },
	}
}
