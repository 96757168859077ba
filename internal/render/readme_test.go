package render

import (
	"flag"
	"html/template"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/message"
	"dateline/internal/picture"
	"dateline/internal/site"
	"dateline/internal/tree"
)

var updateReadme = flag.Bool("update-readme", false, "write the README's table of what templates see")

const readme = "../../README.md"

// TestReadmeData holds the README to what templates see: its table has a row for
// every type that they can come upon, with all fields.
func TestReadmeData(t *testing.T) {
	var types []reflect.Type
	for _, root := range []any{
		HomePage{}, AxisPage{}, EventPage{}, ListPage{}, TermsPage{}, SourcesPage{}, ChangesPage{}, TextPage{}, RedirectPage{}, EmbedPage{}, Frame{},
	} {
		types = reach(types, reflect.TypeOf(root))
	}
	slices.SortFunc(types, func(a, b reflect.Type) int { return strings.Compare(a.Name(), b.Name()) })
	want := "| data | fields |\n| --- | --- |\n"
	for _, typ := range types {
		want += "| `" + typ.Name() + "` | " + strings.Join(fieldsInWords(typ), ", ") + " |\n"
	}
	text := readmeText(t)
	got := table(t, text, "| data | fields |")
	if *updateReadme {
		if err := os.WriteFile(readme, []byte(strings.Replace(text, got, want, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("the README's table differs from view.go, see -update-readme (-README +types):\n%s", diff)
	}
}

// TestReadmeTemplates compares the README's table of templates with the files
// of the theme, and with what pages are executed with.
func TestReadmeTemplates(t *testing.T) {
	rows := rowsOf(table(t, readmeText(t), "| template | executed with | for |"))
	var documented []string
	for name := range rows {
		documented = append(documented, name)
	}
	slices.Sort(documented)
	entries, err := os.ReadDir("../../templates")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, entry := range entries {
		files = append(files, entry.Name())
	}
	if diff := cmp.Diff(documented, files); diff != "" {
		t.Errorf("templates (-README +files):\n%s", diff)
	}
	for name, data := range executedWith(t) {
		if want := "`" + reflect.TypeOf(data).Name() + "`"; rows[name] != want {
			t.Errorf("%s is executed with %s, not with %s", name, want, rows[name])
		}
	}
	for name, data := range map[string]any{
		"head.html": Frame{}, "header.html": Frame{}, "footer.html": Frame{}, "logo.html": Logo{}, "card.html": Event{}, "embed-item.html": Event{},
		"timeline.html": Timeline{}, "strip.html": Strip{}, "axis-view.html": AxisView{}, "finder.html": Finder{}, "media.html": Media{}, "mark.html": Kind{},
	} {
		if want := "`" + reflect.TypeOf(data).Name() + "`"; rows[name] != want {
			t.Errorf("%s is executed with %s, not with %s", name, want, rows[name])
		}
	}
}

// executedWith returns what the pages of a small site are executed with, by
// template: one page of every template is there.
func executedWith(t *testing.T) map[string]any {
	t.Helper()
	parsed, found := event.Parse(doc.Source{
		Path: "events/a.md", Name: "a.md", Data: []byte("---\ntitle: A\ndate: 2024\npublished: 2024-05-06\ntags: [b]\naliases: [/old/]\nsources: [{title: C}]\ncorrections: [{date: 2024-05-06, text: D}]\n---\n"),
	})
	other, more := event.Parse(doc.Source{Path: "events/b.md", Name: "b.md", Data: []byte("---\ntitle: B\ndate: 2025\n---\n")})
	found = append(found, more...)
	page, problems := site.ParsePage(doc.Source{Path: "pages/about.md", Name: "about.md", Data: []byte("---\ntitle: About\n---\n")})
	if found = append(found, problems...); found.HasErrors() {
		t.Fatal(found)
	}
	s, _ := site.New(site.Input{Events: []*event.Event{parsed, other}, Pages: []*site.Page{page}})
	theme, _ := NewTheme(tree.Tree{}, tree.Tree{}, &s.Settings)
	plan := New(s, theme, tree.Tree{}, picture.NewCache(0))
	executed := map[string]any{}
	for _, p := range plan.pages {
		if p.route.page != nil {
			name, data := p.route.page(plan.renderer, p.route)
			if v := reflect.ValueOf(data); v.Kind() == reflect.Pointer {
				data = v.Elem().Interface()
			}
			executed[name] = data
		}
	}
	if got := slices.Sorted(maps.Keys(executed)); len(got) != len(pageTemplates) {
		t.Fatalf("the site has pages by %v, which are not %v", got, pageTemplates)
	}
	return executed
}

// TestReadmeFunctions compares the README's table of functions with those that
// templates can call.
func TestReadmeFunctions(t *testing.T) {
	var want []string
	for _, functions := range []template.FuncMap{new(Theme).funcs(), textFuncs(message.For("en"))} {
		for name := range functions {
			want = append(want, name)
		}
	}
	slices.Sort(want)
	var got []string
	for _, call := range called.FindAllStringSubmatch(table(t, readmeText(t), "| function | gives |"), -1) {
		got = append(got, call[1]+call[2])
	}
	slices.Sort(got)
	if diff := cmp.Diff(slices.Compact(got), want); diff != "" {
		t.Errorf("functions (-README +templates):\n%s", diff)
	}
}

// called finds the first word of what a row of the table calls, and of what is
// in parentheses there.
var called = regexp.MustCompile("(?m)^\\| `([a-z]+) |\\(([a-z]+) \"")

func readmeText(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// table returns the lines of the table with a head.
func table(t *testing.T, text, head string) string {
	t.Helper()
	i := strings.Index(text, head)
	if i < 0 {
		t.Fatalf("the README has no table %q", head)
	}
	end := strings.Index(text[i:], "\n\n")
	return text[i : i+end+1]
}

// rowsOf returns the second cell of each row by the first, a name in code.
func rowsOf(table string) map[string]string {
	rows := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n")[2:] {
		cells := strings.Split(line, " | ")
		rows[strings.Trim(cells[0], "| `")] = cells[1]
	}
	return rows
}

// reach adds a type and all types of this package that its fields lead to.
func reach(seen []reflect.Type, typ reflect.Type) []reflect.Type {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return reach(seen, typ.Elem())
	case reflect.Struct:
	default:
		return seen
	}
	if slices.Contains(seen, typ) {
		return seen
	}
	seen = append(seen, typ)
	for _, f := range reflect.VisibleFields(typ) {
		if f.IsExported() && len(f.Index) == 1 {
			seen = reach(seen, f.Type)
		}
	}
	return seen
}

// fieldsInWords names the fields of a type, with what they are where that is
// not text.
func fieldsInWords(typ reflect.Type) []string {
	var out []string
	for _, f := range reflect.VisibleFields(typ) {
		switch {
		case !f.IsExported() || len(f.Index) > 1:
		case f.Anonymous:
			out = append(out, "all of `"+f.Name+"`")
		default:
			out = append(out, strings.TrimSpace("`"+f.Name+"` "+inWords(f.Type)))
		}
	}
	return out
}

func inWords(typ reflect.Type) string {
	switch typ {
	case reflect.TypeFor[template.HTML]():
		return "(HTML)"
	case reflect.TypeFor[template.HTMLAttr]():
		return "(attributes)"
	case reflect.TypeFor[[]template.HTML]():
		return "(list of HTML)"
	case reflect.TypeFor[map[string][]string]():
		return "(lists of texts by key)"
	}
	switch typ.Kind() {
	case reflect.Int, reflect.Int64:
		return "(number)"
	case reflect.Bool:
		return "(yes or no)"
	case reflect.Pointer:
		return inWords(typ.Elem())
	case reflect.Struct:
		return "(`" + typ.Name() + "`)"
	case reflect.Slice:
		if typ.Elem().Kind() == reflect.String {
			return "(list of texts)"
		}
		return "(list of " + strings.Trim(inWords(typ.Elem()), "()") + ")"
	}
	return ""
}
