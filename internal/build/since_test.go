package build_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/internal/build"
	"dateline/internal/tree"
)

// unrecorded returns what is found of a site that was old, a line for each.
func unrecorded(t *testing.T, in build.Input, old map[string]string) []string {
	t.Helper()
	was := map[string][]byte{}
	for path, text := range old {
		if build.IsEventFile(path) {
			was[path] = []byte(text)
		}
	}
	var p build.Pipeline
	var lines []string
	for _, d := range p.Run(in).Unrecorded(in, was, "v1") {
		lines = append(lines, d.Pos.String()+" "+d.Severity.String()+"["+d.Code+"] "+d.Message)
	}
	return lines
}

// contentOnly is a site without a theme, which nothing here asks for.
func contentOnly(content map[string]string) build.Input {
	return build.Input{Content: tree.Of("content", content), Root: "content"}
}

// told is an event, with more lines of front matter.
func told(title string, more ...string) string {
	return "---\ntitle: " + title + "\ndate: 2024\n" + strings.Join(append(more, "---", "", "Text."), "\n") + "\n"
}

// corrected is the front matter of corrections, each a date and a kind.
func corrected(entries ...string) string {
	lines := []string{"corrections:"}
	for _, entry := range entries {
		date, kind, _ := strings.Cut(entry, " ")
		lines = append(lines, "  - {date: "+date+", kind: "+kind+", text: It was wrong.}")
	}
	return strings.Join(lines, "\n")
}

const index = "---\ntitle: T\nfields: [{key: casualties, label: Casualties, type: number}]\n---\n"

func TestUnrecorded(t *testing.T) {
	old := map[string]string{
		"events/same.md":        told("Same"),
		"events/edited.md":      told("Old"),
		"events/struck.md":      told("Struck", corrected("2024-06-25 correction", "2024-06-26 update")),
		"events/redated.md":     told("Redated", corrected("2024-06-25 correction")),
		"events/field.md":       told("Field", "casualties: 9"),
		"events/recorded.md":    told("Old"),
		"events/sketch.md":      told("Old", "draft: true"),
		"events/withdrawn.md":   told("Old"),
		"events/was-broken.md":  "---\ntitle: [\n---\n",
		"events/is-broken.md":   told("Old"),
		"events/actors.md":      told("Actors", "actors: [A]"),
		"events/gone.md":        told("Gone"),
		"events/gone-draft.md":  told("Gone", "draft: true"),
		"events/gone-broken.md": "No front matter.",
		"events/joined.md":      told("Joined"),
		"events/paged.md":       told("Told on a page"),
		"events/moved.md":       told("Moved"),
		"events/moved-far.md":   told("Moved", "actors: [A]"),
		"events/to-draft.md":    told("Moved"),
		"events/to-broken.md":   told("Moved"),
		"events/caf\u00e9.md":   told("Café"),
		"events/.hidden.md":     told("Hidden"),
	}
	now := map[string]string{
		"index.md":              index,
		"pages/about.md":        "---\ntitle: About\naliases: [/events/paged/]\n---\n\nText.\n",
		"events/same.md":        told("Same", "importance: 5", "aliases: [/events/joined]"),
		"events/edited.md":      told("New"),
		"events/struck.md":      told("Struck", corrected("2024-06-26 update")),
		"events/redated.md":     told("Redated", corrected("2024-06-27 correction")),
		"events/field.md":       told("Field", "casualties: 10"),
		"events/recorded.md":    told("New", "updated: 2024-07-20"),
		"events/sketch.md":      told("New"),
		"events/withdrawn.md":   told("New", "draft: true"),
		"events/was-broken.md":  told("New"),
		"events/is-broken.md":   "---\ntitle: New\ndate: 2024-02-30\n---\n",
		"events/actors.md":      told("Actors", "actors:", "  - B"),
		"events/new.md":         told("New"),
		"events/2024/moved.md":  told("Moved", "aliases: [/events/moved/]"),
		"events/far.md":         told("Moved far", "actors: [B]", "aliases: [/events/moved-far/]"),
		"events/draft.md":       told("Other", "draft: true", "aliases: [/events/to-draft/]"),
		"events/broken.md":      told("Other", "importance: 9", "aliases: [/events/to-broken/]"),
		"events/cafe\u0301.md":  told("Another café"),
		"events/unpublished.md": told("Never published", "draft: true"),
	}
	want := []string{
		`content/events/actors.md:5:5 warning[change-unrecorded] what readers see changed since v1 (actors), and nothing says so`,
		`content/events/cafe` + "\u0301" + `.md:2:8 warning[change-unrecorded] what readers see changed since v1 (title), and nothing says so`,
		`content/events/edited.md:2:8 warning[change-unrecorded] what readers see changed since v1 (title), and nothing says so`,
		`content/events/far.md:2:8 warning[change-unrecorded] what readers see changed since v1 (title, actors), and nothing says so`,
		`content/events/field.md:4:13 warning[change-unrecorded] what readers see changed since v1 (casualties), and nothing says so`,
		`content/events/gone.md warning[event-gone] "Gone" was published at v1 and is gone`,
		`content/events/struck.md:1 warning[correction-gone] the correction of 2024-06-25 was on record at v1 and is gone`,
	}
	in := contentOnly(now)
	if diff := cmp.Diff(want, unrecorded(t, in, old)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := unrecorded(t, in, now); len(got) > 0 {
		t.Errorf("since itself, the site has changed: %v", got)
	}
	in.Drafts = true
	if diff := cmp.Diff(want, unrecorded(t, in, old)); diff != "" {
		t.Errorf("with drafts (-want +got)\n%s", diff)
	}
}

// What could not be read is not gone.
func TestUnrecordedOfWhatCannotBeRead(t *testing.T) {
	old := map[string]string{"events/a.md": told("A"), "events/x/b.md": told("B"), "events/xc.md": told("C")}
	for name, want := range map[string]string{
		"":                    "content/events/a.md content/events/x/b.md content/events/xc.md",
		"content":             "",
		"content/events/x":    "content/events/a.md content/events/xc.md",
		"content/events/a.md": "content/events/x/b.md content/events/xc.md",
	} {
		in := contentOnly(map[string]string{"index.md": index})
		if name != "" {
			in.Problems = []tree.Problem{{Name: name, Code: "file-unreadable", Msg: "no"}}
		}
		var files []string
		for _, line := range unrecorded(t, in, old) {
			file, _, _ := strings.Cut(line, " ")
			files = append(files, file)
		}
		if got := strings.Join(files, " "); got != want {
			t.Errorf("with a problem in %q: got %q, want %q", name, got, want)
		}
	}
}

func TestIsEventFile(t *testing.T) {
	all := map[string]bool{
		"events/a.md": true, "events/2024/ä b.md": true, "events/a.png": false, "events/.a.md": false,
		"events/.git/a.md": false, "pages/a.md": false, "index.md": false, "other/events/a.md": false,
	}
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if got := build.IsEventFile(path); got != all[path] {
			t.Errorf("IsEventFile(%q) = %v", path, got)
		}
	}
}
