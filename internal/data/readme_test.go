package data_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/internal/data"
)

var updateReadme = flag.Bool("update-readme", false, "write the README's tables of the fields of events")

// TestReadme holds the README's tables to the published schema.
func TestReadme(t *testing.T) {
	const readme = "../../README.md"
	file, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	for header, of := range map[string]string{"| field of an event | what it is |": "Event", "| field of a date | what it is |": "Date"} {
		want := header + "\n| --- | --- |\n"
		for _, f := range data.Document() {
			if f.Description == "" {
				t.Errorf("%s of %q has no description", f.Name, f.Of)
			}
			if f.Of == of {
				want += "| `" + f.Name + "` | " + f.Description + " |\n"
			}
		}
		_, rest, ok := strings.Cut(text, header)
		table, _, _ := strings.Cut(rest, "\n\n")
		got := header + table + "\n"
		if !ok {
			t.Fatalf("the README has no table %s", header)
		}
		if *updateReadme {
			text = strings.Replace(text, got, want, 1)
		} else if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("the README differs from the schema, see -update-readme (-README +schema):\n%s", diff)
		}
	}
	if *updateReadme {
		if err := os.WriteFile(readme, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
