package site

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
)

// Index is content/index.md: the site's settings and its introduction.
type Index struct {
	Name     string // the file, as findings call it
	Settings Settings
	Intro    doc.Body
	Tag      doc.Text // the language, where it is said and is one

	// incomplete are the keys whose value was reported: what other files say
	// about them cannot be judged, and one mistake is one finding.
	incomplete map[string]bool
}

// path is where the file stands below the content folder.
func (*Index) path() string { return "index.md" }

// What a site has that says nothing.
const (
	defaultTitle    = "Timeline"
	defaultLanguage = "en"
	defaultTimezone = "UTC"
)

// settingKeys are the keys of content/index.md, as documented.
var settingKeys = []string{
	"title", "description", "url", "language", "timezone", "publisher", "license",
	"order", "view", "kinds", "eras", "fields", "require", "mark_uncited", "embeds",
	"accent", "color_scheme", "typeface", "density", "logo", "logo_dark",
	"cards", "card_font",
}

// Lengths in code points, and lengths of lists: far above need, as for events.
const (
	maxTitle  = 300
	maxName   = 200
	maxText   = 2000
	maxURL    = 2000
	maxKinds  = 50  // more than readers can tell apart
	maxEras   = 200 // more than fit any axis
	maxFields = 50  // a file has 64 keys at most
)

// DefaultIndex is the index of a site that has no content/index.md.
func DefaultIndex() *Index {
	return &Index{
		Name: "content/index.md",
		Settings: Settings{
			Title: defaultTitle, Language: defaultLanguage, Timezone: defaultTimezone, Kinds: slices.Clone(builtinKinds), Cards: true,
		},
		incomplete: map[string]bool{},
	}
}

// ParseSettings reads content/index.md. A setting that is wrong is reported
// and has its default, so that the rest of the site can be checked and shown;
// the index is never nil.
func ParseSettings(src doc.Source) (*Index, diag.List) {
	document, found := doc.Parse(src)
	withoutDate(found)
	index := DefaultIndex()
	index.Name = src.Name
	r := &settingsReader{index: index, s: &index.Settings, found: &found}
	if document.Front.Kind() == doc.Map {
		r.f = document.Front.Fields(&found)
		r.read()
	} else {
		for _, key := range settingKeys {
			index.incomplete[key] = true
		}
	}
	body, problems := document.Markdown(doc.MarkdownOptions{IDPrefix: event.TextPrefix, Labels: src.Labels, Link: event.LinkFrom(src.Path)})
	index.Intro = body
	found = append(found, withoutSources(problems)...)
	return index, found
}

type settingsReader struct {
	index *Index
	s     *Settings
	f     *doc.Fields
	found *diag.List
}

func (r *settingsReader) read() {
	if title := r.f.Text("title", maxTitle).S; title != "" {
		r.s.Title = title
	}
	r.s.Description = r.f.Text("description", maxText).S
	r.readURL()
	r.readLanguage()
	r.readTimezone()
	r.readPublisher()
	r.s.License = r.f.Text("license", maxName).S
	r.s.NewestFirst = r.f.Choice("order", []string{"oldest", "newest"}).S == "newest"
	r.s.Axis = r.f.Choice("view", []string{"list", "axis"}).S == "axis"
	r.watch("kinds", r.readKinds)
	r.readEras()
	r.watch("fields", r.readFields)
	r.readRequire()
	r.s.MarkUncited = r.f.Bool("mark_uncited")
	r.s.Accent = r.color("accent", r.f.Text("accent", maxName))
	r.readLook()
	r.readCards()
	r.watch("embeds", r.readEmbeds)
	event.Require("title", "add a line such as: title: What the timeline tells", settingKeys, r.f, event.NewPlaces(r.index.Name), r.found)
	r.reportUnknown(r.f, "", settingKeys)
}

// watch runs read, and remembers key as incomplete if it reported an error.
func (r *settingsReader) watch(key string, read func()) {
	before := r.found.Count(diag.Error)
	read()
	if r.found.Count(diag.Error) > before {
		r.index.incomplete[key] = true
	}
}

// report adds an error at a value.
func (r *settingsReader) report(at doc.Text, code, message, hint string) {
	r.found.Add(diag.Diagnostic{Pos: at.Pos, Length: at.Length, Severity: diag.Error, Code: code, Message: message, Hint: hint})
}

// reportUnknown warns of keys that mean nothing. A setting that has no effect
// is not kept for themes, as an event's keys are: they see no more than these.
func (r *settingsReader) reportUnknown(f *doc.Fields, where string, known []string) {
	for key := range f.Unknown() {
		name := key.Text()
		if slices.ContainsFunc(*r.found, func(d diag.Diagnostic) bool { return d.Pos == key.Pos() }) {
			continue // taken for a key that is missing
		}
		r.found.Add(diag.Diagnostic{
			Pos: key.Pos(), Length: key.Length(), Severity: diag.Warning, Code: "setting-unknown",
			Message: "unknown setting " + diag.Quote(name) + where,
			Hint:    diag.DidYouMean(name, known, "the settings are "+strings.Join(known, ", ")),
		})
	}
}

// readURL reads the address under which the site is published.
func (r *settingsReader) readURL() {
	t := r.f.Text("url", maxURL)
	if t.IsZero() {
		return
	}
	address, problem, hint := CheckBaseURL(t.S)
	if problem != "" {
		r.report(t, "url-invalid", "url "+diag.Quote(t.S)+": "+problem, hint)
	}
	r.s.URL = address
}

func (r *settingsReader) readLanguage() {
	t := r.f.Text("language", maxName)
	if t.IsZero() {
		return
	}
	tag, err := language.Parse(t.S)
	if err != nil || tag == language.Und {
		hint := "write a BCP 47 tag such as en, en-US, de or zh-Hant"
		if code := languageCode(t.S); code != "" {
			hint = "write " + diag.Quote(code)
		}
		r.report(t, "language-unknown", "unknown language "+diag.Quote(t.S), hint)
		return
	}
	r.s.Language, r.index.Tag = tag.String(), t
}

func (r *settingsReader) readTimezone() {
	t := r.f.Text("timezone", maxName)
	if t.IsZero() {
		return
	}
	// "Local" is a name for Go alone, and differs from machine to machine.
	if _, err := time.LoadLocation(t.S); err != nil || t.S == "Local" {
		r.report(t, "timezone-unknown", "unknown time zone "+diag.Quote(t.S), timezoneHint(t.S))
		return
	}
	r.s.Timezone = t.S
}

func (r *settingsReader) readPublisher() {
	if _, value, _ := r.f.Get("publisher"); value.Kind() == doc.Scalar { // the name alone
		r.s.Publisher.Name = r.f.Text("publisher", maxName).S
		return
	}
	f, ok := r.f.Map("publisher")
	if !ok {
		return
	}
	r.s.Publisher.Name = f.Text("name", maxName).S
	r.s.Publisher.URL = event.WebAddress("url", f.Text("url", maxURL), r.found)
	r.reportUnknown(f, " of publisher", f.Keys())
}

var colorPattern = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// color reads #rgb or #rrggbb as the latter, in lower case.
func (r *settingsReader) color(key string, t doc.Text) string {
	if t.IsZero() {
		return ""
	}
	if !colorPattern.MatchString(t.S) {
		hint := `write it as "#b5121b", with the quotes: # begins a comment in YAML`
		r.report(t, "color-invalid", key+" "+diag.Quote(t.S)+" is not a colour", hint)
		return ""
	}
	hex := strings.ToLower(t.S[1:])
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	return "#" + hex
}

// readRequire reads the keys that every event must have.
func (r *settingsReader) readRequire() {
	known := slices.Clone(event.Keys)
	for _, f := range r.s.Fields {
		known = append(known, f.Key)
	}
	for _, t := range r.f.Texts("require", maxName, len(event.Keys)+maxFields) {
		switch {
		case slices.Contains(r.s.Require, t.S):
		case slices.Contains(known, t.S):
			r.s.Require = append(r.s.Require, t.S)
		case !r.index.incomplete["fields"]:
			r.report(t, "require-unknown", "require names "+diag.Quote(t.S)+", which is no key of an event",
				diag.DidYouMean(t.S, known, "declare it under fields"))
		}
	}
}
