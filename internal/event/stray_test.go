package event

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/doc"
)

// TestStrayKeysAfterOneFault is about faults that are about all keys of a
// file: then none of them is a stray of its own.
func TestStrayKeysAfterOneFault(t *testing.T) {
	for _, name := range []string{"keys-many", "yaml-features"} {
		data, err := os.ReadFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		src := doc.Source{Path: "events/a.md", Name: "a.md", Data: txtar.Parse(data).Files[0].Data}
		_, found := Parse(src)
		if strays := StrayKeys(src, found); len(strays) > 0 {
			t.Errorf("%s: %d stray keys", name, len(strays))
		}
	}
}
