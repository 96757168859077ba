package event

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/doc"
)

// sameEvent leaves aside what Format does not write: the text, places and the hash of the front matter.
var sameEvent = cmp.Options{
	cmpopts.IgnoreFields(Event{}, "Body", "places", "head", "sum", "mentioned"),
	cmpopts.IgnoreFields(Extra{}, "Pos", "Value", "Length"),
	cmpopts.EquateEmpty(),
}

// roundTrip checks that what Format writes is read back as the same event.
func roundTrip(t *testing.T, e *Event) {
	t.Helper()
	kept := *e
	kept.Extra = slices.DeleteFunc(slices.Clone(e.Extra), func(x Extra) bool { return len(x.Values) == 0 })
	e = &kept
	written := Format(e)
	again, found := Parse(doc.Source{Path: "events/" + e.ID + ".md", Name: e.Name, Data: written})
	if again == nil {
		if len(written) > doc.MaxFrontMatter {
			return // block style is longer than what the author wrote
		}
		t.Fatalf("Parse(Format(e)) finds fault:\n%s\n%s", printFindings(found, written), written)
	}
	if diff := cmp.Diff(e, again, sameEvent); diff != "" {
		t.Fatalf("Parse(Format(e)) differs (-e +again):\n%s\n%s", diff, written)
	}
	if third := Format(again); !bytes.Equal(written, third) {
		t.Fatalf("Format is not stable:\n%s\n%s", written, third)
	}
}

func TestFormatRoundTrip(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in := archive.Files[0]
		if e, _ := Parse(doc.Source{Path: in.Name, Name: in.Name, Data: in.Data}); e != nil {
			roundTrip(t, e)
		}
	}
}

// TestFormat shows what is written, to be read by a person.
func TestFormat(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/every-key.txtar")
	if err != nil {
		t.Fatal(err)
	}
	in := archive.Files[0]
	e, _ := Parse(doc.Source{Path: in.Name, Name: in.Name, Data: in.Data})
	got := Format(e)
	const path = "testdata/every-key.md"
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// FuzzParse looks for files that crash Parse, and for events that Format does
// not write as they are.
func FuzzParse(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		if archive, err := txtar.ParseFile(path); err == nil {
			f.Add(archive.Files[0].Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, found := Parse(doc.Source{Path: "events/a/b.md", Name: "content/events/a/b.md", Data: data})
		if (e == nil) != found.HasErrors() {
			t.Fatalf("event %v with findings %v", e, found)
		}
		if e != nil {
			roundTrip(t, e)
		}
	})
}
