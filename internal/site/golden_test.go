package site

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata" // the same zones on every machine

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/links"
)

var update = flag.Bool("update", false, "rewrite the goldens from what New does now")

// TestSite puts a site together from the files of every archive in testdata,
// and compares its findings and outline with the archive's last two files. To
// add a case, add an archive and run the test with -update; then read what it
// wrote.
//
// A file whose name ends in .base64 is that file, decoded. A file called
// "drafts" builds drafts as well, and links.jsonl is what is known about links.
func TestSite(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { golden(t, path) })
	}
}

func golden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if f.Name != "findings" && f.Name != "site" {
			want.Files = append(want.Files, f)
		}
	}
	in, found := load(t, want.Files)
	s, problems := New(in)
	// Most cases have no sources, and are about something else: see TestSourceless.
	found = slices.DeleteFunc(append(append(found, problems...), s.LinkFindings(in.Links)...), func(d diag.Diagnostic) bool { return d.Code == sourceless })
	found.Sort()
	want.Files = append(want.Files,
		txtar.File{Name: "findings", Data: printFindings(found, want.Files)},
		txtar.File{Name: "site", Data: []byte(outline(s))})
	got := txtar.Format(want)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(txtar.Format(archive)), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got), see -update:\n%s", path, diff)
	}
	checkShuffled(t, in, s, problems)
}

// checkShuffled checks that the order of the input makes no difference.
func checkShuffled(t *testing.T, in Input, s *Site, found diag.List) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		r.Shuffle(len(in.Events), func(i, j int) { in.Events[i], in.Events[j] = in.Events[j], in.Events[i] })
		r.Shuffle(len(in.Pages), func(i, j int) { in.Pages[i], in.Pages[j] = in.Pages[j], in.Pages[i] })
		r.Shuffle(len(in.Media), func(i, j int) { in.Media[i], in.Media[j] = in.Media[j], in.Media[i] })
		again, problems := New(in)
		if diff := cmp.Diff(outline(s), outline(again)); diff != "" {
			t.Fatalf("the order of the input changes the site:\n%s", diff)
		}
		if diff := cmp.Diff(found, problems); diff != "" {
			t.Fatalf("the order of the input changes the findings:\n%s", diff)
		}
	}
}

// load does what the build does with a content folder.
func load(t *testing.T, files []txtar.File) (Input, diag.List) {
	t.Helper()
	var in Input
	var found diag.List
	for _, f := range files {
		data, path := f.Data, f.Name
		if name, ok := strings.CutSuffix(path, ".base64"); ok {
			path = name
			var err error
			if data, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(data)), "")); err != nil {
				t.Fatal(err)
			}
		}
		src := doc.Source{Path: path, Name: "content/" + path, Data: data}
		var problems diag.List
		broken := false
		switch {
		case path == "drafts":
			in.Drafts = true
		case path == links.File:
			in.Links, problems = links.Parse(src.Name, data)
		case path == "index.md":
			in.Index, problems = ParseSettings(src)
		case strings.HasPrefix(path, "events/") && strings.HasSuffix(path, ".md"):
			var e *event.Event
			if e, problems = event.Parse(src); e != nil {
				in.Events = append(in.Events, e)
			}
			broken = e == nil
		case strings.HasPrefix(path, "pages/") && strings.HasSuffix(path, ".md"):
			var p *Page
			if p, problems = ParsePage(src); p != nil {
				in.Pages = append(in.Pages, p)
			}
			broken = p == nil
		default:
			in.Media = append(in.Media, &Media{Path: path, Name: src.Name, Size: int64(len(data)), Head: data})
		}
		if broken {
			in.Broken = append(in.Broken, path)
		}
		found = append(found, problems...)
	}
	return in, found
}

// printFindings shows findings as a terminal does, with the caret.
func printFindings(found diag.List, files []txtar.File) []byte {
	source := func(name string) []byte {
		for _, f := range files {
			if "content/"+f.Name == name {
				return f.Data
			}
		}
		return nil
	}
	var b bytes.Buffer
	if err := (diag.TextPrinter{Source: source}).Print(&b, found); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// outline prints what a site holds.
func outline(s *Site) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s | %s | %s | %s | %v | %s | %s | %v | %s", s.Title, s.Description, s.URL, s.Language, s.Timezone, s.Publisher, s.License, s.NewestFirst, s.Accent)
	if len(s.Embeds) > 0 {
		line("%s", s.FrameSources())
	}
	if len(s.Require) > 0 {
		line("require %s", strings.Join(s.Require, " "))
	}
	if fmt.Sprint(s.Kinds) != fmt.Sprint(builtinKinds) {
		for _, k := range s.Kinds {
			line("kind %s | %s | %s | %v", k.ID, k.Label, k.Color, k.Calendar)
		}
	}
	for _, era := range s.Eras {
		line("era %s | %s", era.Title, era.Date)
	}
	for _, f := range s.Fields {
		line("field %s | %s | %s | %v", f.Key, f.Label, f.Type, f.Facet)
	}
	if !s.Cards || s.CardFont.Path != "" {
		line("cards %t %q", s.Cards, s.CardFont.Path)
	}
	if look := s.Look; look != (Look{}) {
		line("look %q %q %q %q %q", look.ColorScheme, look.Typeface, look.Density, look.Logo.Path, look.LogoDark.Path)
	}
	for _, e := range s.Events {
		line("event %s %s", e.Date, e.URL())
	}
	for _, p := range s.Pages {
		line("page %s %q", p.URL(), p.Title)
	}
	for _, f := range s.Facets {
		for _, term := range f.Terms {
			line("%s %q %s", term.URL, term.Name, ids(term.Events))
		}
	}
	for _, p := range s.AllPeriods() {
		line("%s %s", p.URL, ids(s.Events[p.First:p.Last]))
	}
	for _, m := range s.Media {
		line("media %s %d×%d", m.URL(), m.Width, m.Height)
	}
	for _, r := range s.Redirects {
		line("redirect %s → %s", r.From, r.To)
	}
	for _, c := range s.Changes {
		what := c.At + " " + s.Events[c.Event].ID
		if c.Published {
			what += " published"
		}
		for _, k := range c.Corrections {
			what += fmt.Sprintf(" | %s: %s", k.Kind, k.Text)
		}
		line("change %s", what)
	}
	for _, shelf := range s.Sources {
		for _, d := range shelf.Documents {
			line("source %q | %s", shelf.Publisher, strings.Join([]string{d.Title, d.Author, d.URL, d.Archive, d.Date.String(), fmt.Sprint(d.Events)}, " | "))
		}
	}
	if s.MarkUncited {
		line("mark uncited")
	}
	if dates := s.KeyDates(); len(dates) > 0 {
		line("key dates %s", ids(dates))
	}
	return b.String()
}

func ids(events []*event.Event) string {
	var list []string
	for _, e := range events {
		list = append(list, e.ID)
	}
	return strings.Join(list, " ")
}
