package event

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/doc"
)

// TestExtraKeysAfterOneFault is about faults that are about all keys of a
// file: then none of them is told on its own.
func TestExtraKeysAfterOneFault(t *testing.T) {
	for _, name := range []string{"keys-many", "yaml-features"} {
		data, err := os.ReadFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		src := doc.Source{Path: "events/a.md", Name: "a.md", Data: txtar.Parse(data).Files[0].Data}
		if e, _ := Examine(src); e != nil && len(e.Extra) > 0 {
			t.Errorf("%s: %d stray keys", name, len(e.Extra))
		}
	}
}
