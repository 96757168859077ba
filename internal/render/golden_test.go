package render_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/tree"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGolden builds the site whose content is in each archive, and compares
// the files that the archive lists under want/, where HASH stands for the hash
// in a name. An archive may have templates and static files of its own. Add a test by adding an archive; name the pages that matter, and
// let -update fill them.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	content, templates, static := map[string]string{}, map[string]string{}, map[string]string{}
	for _, f := range archive.Files {
		if path, ok := strings.CutPrefix(f.Name, "content/"); ok {
			content[path] = string(f.Data)
		}
		if path, ok := strings.CutPrefix(f.Name, "templates/"); ok {
			templates[path] = string(f.Data)
		}
		if path, ok := strings.CutPrefix(f.Name, "static/"); ok {
			static[path] = string(f.Data)
		}
	}
	got := render(t, content, templates, static)
	for i, f := range archive.Files {
		path, ok := strings.CutPrefix(f.Name, "want/")
		if !ok {
			continue
		}
		if *update {
			archive.Files[i].Data = []byte(got[path])
			continue
		}
		if diff := cmp.Diff(string(f.Data), got[path]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// render returns the files of a site by path, and "findings".
func render(t *testing.T, content, templates, static map[string]string) map[string]string {
	t.Helper()
	var p build.Pipeline
	result := p.Run(build.Input{
		Content:   tree.Of("content", content),
		Templates: tree.Overlay(themeOf(t, "templates"), tree.Of("templates", templates)),
		Static:    tree.Overlay(themeOf(t, "static"), tree.Of("static", static)),
		Root:      "content",
	})
	out := map[string]string{}
	found := result.Found
	for path := range result.Plan.Paths() {
		problems, _, err := result.Plan.Render(path, func(o tree.Output) error {
			text := hashes.ReplaceAllString(mainOf(string(o.Data)), ".HASH.")
			if strings.HasSuffix(o.Path, ".ics") { // whose package sees to the ends of lines
				text = strings.ReplaceAll(text, "\r\n", "\n")
			}
			if !strings.HasSuffix(text, "\n") { // as every file of an archive does
				text += "\n"
			}
			out[hashes.ReplaceAllString(o.Path, ".HASH.")] = text
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, problems...)
	}
	found = append(found, result.Plan.Findings()...)
	found.Sort()
	for _, d := range found {
		out["findings"] += d.Pos.String() + ": " + d.Severity.String() + "[" + d.Code + "]: " + d.Message + "\n"
	}
	return out
}

// hashes are the names of static files, which change with the files.
var hashes = regexp.MustCompile(`\.[0-9a-f]{10}\.`)

// mainOf returns what stands in <main>: the rest is the same on every page,
// and has a golden of its own.
func mainOf(page string) string {
	_, rest, ok := strings.Cut(page, "<main id=\"main\">\n")
	if !ok || strings.Contains(page, "golden: whole page") {
		return page
	}
	body, _, _ := strings.Cut(rest, "</main>")
	return body
}

func themeOf(t testing.TB, name string) tree.Tree {
	t.Helper()
	sub, err := fs.Sub(dateline.Theme, name)
	if err != nil {
		t.Fatal(err)
	}
	tr, err := tree.FromFS(sub, name)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}
