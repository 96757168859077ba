package build_test

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/diag"
	"dateline/internal/links"
	"dateline/internal/render"
	"dateline/internal/testsite"
	"dateline/internal/tree"
)

func sub(tb testing.TB, name string) fs.FS {
	tb.Helper()
	f, err := fs.Sub(dateline.Theme, name)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// outputs renders a whole plan into memory.
func outputs(tb testing.TB, plan *render.Plan) (map[string]string, diag.List) {
	tb.Helper()
	var mu sync.Mutex
	out := map[string]string{}
	found, err := build.Render(plan, func(o tree.Output) error {
		mu.Lock()
		defer mu.Unlock()
		out[o.Path] = string(o.Data)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out, found
}

// input returns a site of the given content with the default theme.
func input(tb testing.TB, content map[string]string) build.Input {
	tb.Helper()
	return build.Input{
		Content:   tree.Of("content", content),
		Templates: theme(tb, "templates"), Static: theme(tb, "static"),
		Root: "content",
	}
}

// The law of the pipeline's memory: whatever happened before, a run gives what
// a new pipeline gives, in files and in findings.
func TestWarmEqualsCold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	content := testsite.Files(30)
	templates := map[string]string{}
	for f := range theme(t, "templates").Files() {
		templates[f.Path] = string(f.Data)
	}
	// The scripts stay what they are, whatever is edited, and take a third of
	// the time to make smaller: here they are empty.
	scripts := map[string]string{}
	for f := range theme(t, "static").Files() {
		if path.Ext(f.Path) == ".js" {
			scripts[f.Path] = ""
		}
	}
	static := tree.Overlay(theme(t, "static"), tree.Of("static", scripts))
	warm := build.Pipeline{Warm: true}
	for step := range 45 {
		edit(r, content, templates)
		in := input(t, content)
		in.Static = static
		in.Templates = tree.Of("templates", templates)
		if step >= 30 {
			in.BaseURL = "https://x.example" // feeds and the like have absolute addresses, and there are many
		}
		in.Drafts = r.IntN(4) == 0
		if r.IntN(4) == 0 {
			in.Problems = []tree.Problem{{Path: "events/x.md", Name: "content/events/x.md", Code: "file-unreadable", Msg: "permission denied"}}
		}
		var cold build.Pipeline
		a, b := warm.Run(in), cold.Run(in)
		if diff := cmp.Diff(b.Found, a.Found); diff != "" {
			t.Fatalf("step %d: findings differ (-cold +warm):\n%s", step, diff)
		}
		filesA, foundA := outputs(t, a.Plan)
		filesB, foundB := outputs(t, b.Plan)
		if diff := cmp.Diff(filesB, filesA); diff != "" {
			t.Fatalf("step %d: files differ (-cold +warm):\n%s", step, diff)
		}
		if diff := cmp.Diff(foundB, foundA); diff != "" {
			t.Fatalf("step %d: findings of rendering differ (-cold +warm):\n%s", step, diff)
		}
	}
}

// A text that grows or shrinks changes how many files the search index has.
func TestIndexFollowsText(t *testing.T) {
	content := testsite.Files(10)
	path, text := testsite.Event(3)
	warm := build.Pipeline{Warm: true}
	plan := warm.Run(input(t, content)).Plan
	numbers := map[int]bool{}
	for _, words := range []int{0, 45_000, 20_000, 0} {
		content[path] = text + "\n" + strings.Repeat("long ", words) + "\n"
		var cold build.Pipeline
		replaced := warm.Run(input(t, content)).Plan
		a, _ := outputs(t, replaced)
		b, _ := outputs(t, cold.Run(input(t, content)).Plan)
		if diff := cmp.Diff(b, a); diff != "" {
			t.Fatalf("%d words: files differ (-cold +warm):\n%s", words, diff)
		}
		numbers[replaced.Len()] = true
	}
	if len(numbers) != 3 || !numbers[plan.Len()] {
		t.Errorf("plans have %v files, want three numbers", numbers)
	}
}

// edit changes one thing, as an author might, well or badly.
func edit(r *rand.Rand, content, templates map[string]string) {
	paths := slices.Sorted(maps.Keys(content))
	path := paths[r.IntN(len(paths))]
	switch r.IntN(13) {
	case 0:
		delete(content, path)
	case 1:
		p, text := testsite.Event(r.IntN(60))
		content[p] = text
	case 2:
		content[path] += "\nOne more line, with [a link](nowhere.md) and a citation.[^none]\n"
	case 3:
		content[path] = strings.Replace(content[path], "date: ", "date: x", 1)
	case 4:
		content[path] = strings.Replace(content[path], "date: x", "date: ", 1)
	case 5:
		content["index.md"] = strings.Replace(testsite.Index, "Ten thousand", fmt.Sprint(r.IntN(9)), 1)
	case 6:
		content["events/moved/"+strings.ReplaceAll(path, "/", "-")] = content[path]
		delete(content, path)
	case 7:
		templates["footer.html"] = fmt.Sprintf("<footer>%d {{.Site.Title}}</footer>", r.IntN(9))
	case 12:
		content[links.File] = linksFile(r, content[path])
	case 9, 10, 11:
		content[path] += "\nOne more line, and nothing else.\n"
	case 8:
		templates["card.html"] = []string{"{{.Nonsense}}", "{{if}}", "<article>{{.Title}}</article>"}[r.IntN(3)]
	}
}

// linksFile says that a source of a text is gone, or has an unfinished merge.
func linksFile(r *rand.Rand, text string) string {
	_, address, _ := strings.Cut(text, "    url: ")
	address, _, _ = strings.Cut(address, "\n")
	return fmt.Sprintf("{\"url\":%q,\"state\":\"dead\",\"tried\":\"2026-03-08\",\"failures\":%d}\n", address, r.IntN(4)) +
		[]string{"", "=======\n"}[r.IntN(2)]
}

func TestAddress(t *testing.T) {
	for root, names := range map[string]map[string]string{
		"content": {
			"content/events/a/b.md": "/events/a/b/", "content/pages/about.md": "/about/",
			"content/index.md": "/", "content/events/seal.jpg": "", "templates/event.html": "", "other/events/a.md": "",
		},
		".":         {"events/a.md": "/events/a/"},
		"../events": {"../events/events/a.md": "/events/a/", "../events/pages/a.md": "/a/"},
	} {
		in := input(t, map[string]string{"index.md": testsite.Index})
		in.Root = root
		var p build.Pipeline
		r := p.Run(in)
		for name, want := range names {
			if got := r.Address(name); got != want {
				t.Errorf("root %s: Address(%q) = %q, want %q", root, name, got, want)
			}
		}
	}
}

// The demo is rendered the same on one processor and on many.
func TestProcessorsDoNotMatter(t *testing.T) {
	in := input(t, testsite.Files(300))
	var want map[string]string
	for _, n := range []int{1, 2, 8} {
		old := runtime.GOMAXPROCS(n)
		var p build.Pipeline
		got, _ := outputs(t, p.Run(in).Plan)
		runtime.GOMAXPROCS(old)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d processors: %s", n, diff)
		}
	}
}

// Another project's files have other keys, odd dates and no titles. All of it
// becomes findings; nothing falls over, and what is good is there.
func TestForeignContent(t *testing.T) {
	content := map[string]string{"index.md": "---\ntitle: Moved here\n---\n"}
	for i := range 1900 {
		front := fmt.Sprintf("name: Event %d\nlayout: post\ncategories: [a, b]\n", i)
		switch i % 4 {
		case 0:
			front += fmt.Sprintf("title: Event %d\ndate: 2020-01-%02d\n", i, 1+i%28)
		case 1:
			front += fmt.Sprintf("title: Event %d\ndate: \"%d/13/2020\"\n", i, 1+i%12)
		case 2:
			front += "date: Spring of last year\n"
		case 3:
			front += "title: A: B\n"
		}
		content[fmt.Sprintf("events/e%04d.md", i)] = "---\n" + front + "---\n\nText of another project.\n"
	}
	var p build.Pipeline
	result := p.Run(input(t, content))
	if n := len(result.Site.Events); n != 475 {
		t.Errorf("%d events are usable, want 475", n)
	}
	var b strings.Builder
	if err := (diag.TextPrinter{}).Print(&b, result.Found); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if len(lines) > 130 { // a hundred findings, the counts, and a few in full
		t.Errorf("%d lines for a person to read", len(lines))
	}
	if !strings.Contains(lines[0], "findings in") {
		t.Errorf("the counts do not come first: %q", lines[0])
	}
	unknown := 0
	for _, d := range result.Found {
		if d.Code == "key-unknown" {
			unknown++
		}
	}
	if !slices.ContainsFunc(result.Found, func(d diag.Diagnostic) bool {
		return strings.HasPrefix(d.Message, `unknown key "layout" (in 1425 files)`) // all but those that are no YAML
	}) {
		t.Error("unknown keys are not counted in files that have other faults")
	}
	if unknown != 3 { // name, layout, categories: each once for the whole site
		t.Errorf("%d findings of unknown keys, want 3", unknown)
	}
}
