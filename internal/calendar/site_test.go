package calendar_test

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/tree"
)

// files returns the calendars of a site by path, which are in order.
func files(t *testing.T, p *build.Pipeline, content tree.Tree, url string) map[string]string {
	t.Helper()
	templates := must(tree.FromFS(must(fs.Sub(dateline.Theme, "templates")), "templates"))
	result := p.Run(build.Input{Content: content, Templates: templates, Root: "content", BaseURL: url})
	if n := len(result.Site.Events); n == 0 {
		t.Fatal(result.Found)
	}
	out := map[string]string{}
	for path := range result.Plan.Paths() {
		if !strings.HasSuffix(path, ".ics") {
			continue
		}
		_, _, err := result.Plan.Render(path, func(o tree.Output) error {
			out[path] = string(o.Data)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range validate([]byte(out[path])) {
			t.Errorf("%s: %s", path, fault)
		}
	}
	return out
}

// parsed returns the events of a file by UID, read by the second parser.
func parsed(t *testing.T, file string) map[string]ical.Event {
	t.Helper()
	cal, err := ical.NewDecoder(strings.NewReader(file)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]ical.Event{}
	for _, e := range cal.Events() {
		out[value(e, ical.PropUID)] = e
	}
	return out
}

func value(e ical.Event, name string) string {
	text, err := e.Props.Text(name)
	if err != nil {
		return err.Error()
	}
	return text
}

// The demo has both deadlines in its calendar, and wherever else they belong.
func TestDemo(t *testing.T) {
	content := must(tree.FromFS(os.DirFS("../../content"), "content"))
	pipeline := &build.Pipeline{Warm: true}
	got := files(t, pipeline, content, "https://example.org")
	want := []string{
		"actors/kaspersky/calendar.ics", "actors/u-s-department-of-commerce/calendar.ics", "calendar.ics",
		"events/2024-07-20-sales-prohibited/event.ics", "events/2024-09-29-updates-prohibited/event.ics",
		"kinds/deadline/calendar.ics", "tags/sales-ban/calendar.ics",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	events := parsed(t, got["calendar.ics"])
	for uid, day := range map[string]string{
		"2024-07-20-sales-prohibited@example.org": "20240720", "2024-09-29-updates-prohibited@example.org": "20240929",
	} {
		if start := events[uid].Props.Get(ical.PropDateTimeStart); start == nil || start.Value != day {
			t.Errorf("%s begins %v, want %s", uid, start, day)
		}
	}
	if got := files(t, pipeline, content, ""); len(got) > 0 {
		t.Errorf("a site that does not know its address has calendars: %v", slices.Sorted(maps.Keys(got)))
	}
}

// An event of every form of date, in a site below a path, in a zone, in a
// language that is not English, with names that need care.
func TestEveryForm(t *testing.T) {
	content := map[string]string{
		"index.md": "---\ntitle: \"Fristen; und, was folgt\"\nlanguage: de\ntimezone: Europe/Berlin\nkinds:\n  - {id: frist, label: Frist, calendar: true}\n---\n",
	}
	kept := 0
	for i, f := range forms {
		if f.want == "none" && strings.HasPrefix(f.date, "10000") {
			continue // no date
		}
		if f.want != "none" {
			kept++
		}
		status := []string{"confirmed", "reported", "disputed", "cancelled"}[i%4]
		content["events/förmlich/"+strings.Repeat("a", i+1)+".md"] = "---\ntitle: \"Frist, die; erste\\\\zweite\"\nkind: frist\ndate: \"" + f.date +
			"\"\nplace: Köln; am Rhein\ntags: [\"a, b\"]\nactors: [Wer]\nstatus: " + status + "\n---\n\nText, der lang ist; " + strings.Repeat("sehr ", 30) + "lang.\n"
	}
	pipeline := &build.Pipeline{Warm: true}
	got := files(t, pipeline, tree.Of("content", content), "http://example.org:8080/zeit")
	events := parsed(t, got["calendar.ics"])
	if len(events) != kept || len(got) != kept+4 {
		t.Errorf("%d events in %d files, want %d in %d", len(events), len(got), kept, kept+4)
	}
	statuses := map[string]bool{}
	for uid, e := range events {
		if !strings.HasPrefix(uid, "förmlich/a") || !strings.HasSuffix(uid, "@example.org/zeit") {
			t.Errorf("UID %q", uid)
		}
		id := strings.TrimSuffix(uid, "@example.org/zeit")
		alone := parsed(t, got["events/"+id+"/event.ics"])
		if diff := cmp.Diff(e.Props, alone[uid].Props); diff != "" {
			t.Errorf("%s alone is another: %s", uid, diff)
		}
		statuses[value(e, ical.PropStatus)] = true
		if value(e, ical.PropLocation) != "Köln; am Rhein" || value(e, ical.PropTransparency) != "TRANSPARENT" {
			t.Errorf("%s: %v", uid, e.Props)
		}
	}
	if len(statuses) != 3 {
		t.Errorf("states: %v", statuses)
	}
	// A text that changes in the preview changes the calendar.
	name := "events/förmlich/a.md"
	content[name] = strings.Replace(content[name], "Text, der", "Ein anderer, der", 1)
	warm := files(t, pipeline, tree.Of("content", content), "http://example.org:8080/zeit")
	cold := files(t, &build.Pipeline{}, tree.Of("content", content), "http://example.org:8080/zeit")
	if diff := cmp.Diff(cold, warm); diff != "" {
		t.Errorf("-cold +warm:\n%s", diff)
	}
	if !strings.Contains(warm["calendar.ics"], "Ein anderer") {
		t.Error("the calendar has the old text")
	}
}
