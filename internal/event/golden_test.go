package event

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

var update = flag.Bool("update", false, "rewrite the goldens from what Parse does now")

// TestParse parses the first file of every archive in testdata, and compares
// findings and event with the other two. To add a case, add an archive with
// one file and run the test with -update; then read what it wrote.
func TestParse(t *testing.T) {
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
	in := archive.Files[0]
	src := doc.Source{Path: in.Name, Name: "content/" + in.Name, Data: in.Data}
	e, found := Parse(src)
	found.Sort()
	want := txtar.Archive{Comment: archive.Comment, Files: []txtar.File{
		in,
		{Name: "findings", Data: printFindings(found, in.Data)},
		{Name: "event", Data: []byte(outline(e))},
	}}
	got := txtar.Format(&want)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(txtar.Format(archive)), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got), see -update:\n%s", path, diff)
	}
	again, _ := Parse(src)
	if diff := cmp.Diff(outline(e), outline(again)); diff != "" {
		t.Errorf("a second Parse differs:\n%s", diff)
	}
}

// printFindings shows findings as a terminal does, with the caret, so that a
// wrong column is seen when the golden is read.
func printFindings(found diag.List, data []byte) []byte {
	var b bytes.Buffer
	p := diag.TextPrinter{Source: func(string) []byte { return data }}
	if err := p.Print(&b, found); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// outline prints what is set.
func outline(e *Event) string {
	if e == nil {
		return "none\n"
	}
	var b strings.Builder
	line := func(name string, value any) {
		if s := fmt.Sprint(value); s != "" && s != "[]" && s != "0" && s != "false" {
			fmt.Fprintf(&b, "%s: %s\n", name, s)
		}
	}
	line("id", e.ID)
	line("title", e.Title)
	line("date", e.Date)
	line("kind", e.Kind)
	line("summary", e.Summary)
	line("tags", strings.Join(e.Tags, " | "))
	line("actors", strings.Join(e.Actors, " | "))
	line("place", e.Place)
	line("importance", e.Importance)
	line("status", e.Status)
	line("status reason", e.StatusReason)
	for i, s := range e.Sources {
		line(fmt.Sprintf("source %d", i+1), strings.Join([]string{
			s.ID, s.Title, s.Publisher, s.Author, s.URL, s.Archive, s.Date.String(), s.Accessed.String(), s.Note,
		}, " | "))
	}
	for _, c := range e.DateClaims {
		line("date claim", c.Date.String()+" | "+c.Source)
	}
	for _, m := range e.Media {
		line("media", strings.Join([]string{m.Src, m.URL, m.Alt, m.Caption, m.Credit}, " | "))
		line("  type", strings.TrimPrefix(m.Type(), Image))
		line("  poster", m.PosterURL)
		line("  embed", m.Embed)
		line("  width", m.Width)
		line("  height", m.Height)
		for _, t := range m.Tracks {
			line("  track", strings.Join([]string{t.Src, t.URL, t.Kind, t.Language, t.Label}, " | "))
		}
	}
	line("related", strings.Join(e.Related, " | "))
	line("published", e.Published)
	line("updated", e.Updated)
	for _, c := range e.Corrections {
		line("correction", strings.Join([]string{c.Date.String(), c.Kind, c.Text}, " | "))
	}
	line("aliases", strings.Join(e.Aliases, " | "))
	line("order", e.Order)
	line("draft", e.Draft)
	for _, x := range e.Extra {
		line("extra "+x.Key, strings.Join(x.Values, " | "))
	}
	for _, l := range e.Body.Links {
		line("link", l.Destination+" → "+l.URL)
	}
	return b.String()
}
