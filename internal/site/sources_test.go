package site

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/diag"
)

// TestSourceless: the editor is asked for the sources of each event that has
// none, once, and not where that is an error.
func TestSourceless(t *testing.T) {
	for name, test := range map[string]struct {
		index, event string
		want         map[string]int // findings by code
	}{
		"none":          {"", "", map[string]int{sourceless: 1}},
		"required":      {"require: [sources]\n", "", map[string]int{"field-required": 1}},
		"not citable":   {"", "sources: [{title: A book}]\n", map[string]int{"text-uncited": 1}},
		"never cited":   {"", "sources: [{id: a, title: A book}, {id: b, title: Another}]\n", map[string]int{"text-uncited": 1}},
		"one not cited": {"", "sources: [{id: book, title: A book}, {id: b, title: Another}]\n", map[string]int{"source-uncited": 1}},
		"date claims":   {"", "sources: [{id: book, title: A book}, {id: b, title: Another}]\ndate_claims: [{date: 1943, source: book}, {date: 1944, source: b}]\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			in, found := load(t, []txtar.File{
				{Name: "index.md", Data: []byte("---\ntitle: Rome\n" + test.index + "---\n")},
				{Name: "events/a.md", Data: []byte("---\ntitle: A\ndate: 1943\n" + test.event + "---\nIt happened." + cites(name) + "\n")},
			})
			_, problems := New(in)
			got := map[string]int{}
			for _, d := range append(found, problems...) {
				got[d.Code]++
				if d.Severity == diag.Warning {
					t.Errorf("%v is more than a question", d)
				}
			}
			for code := range got {
				if got[code] != test.want[code] {
					t.Errorf("%d of %s, want %d", got[code], code, test.want[code])
				}
			}
			for code, n := range test.want {
				if got[code] != n {
					t.Errorf("%d of %s, want %d", got[code], code, n)
				}
			}
		})
	}
}

func cites(name string) string {
	if name == "one not cited" || name == "date claims" {
		return "[^book]"
	}
	return ""
}

func TestDocumentAddress(t *testing.T) {
	for _, pair := range [][2]string{
		{"https://www.example.org/a/", "http://example.org/a"},
		{"https://EXAMPLE.org:443/a#page=3", "https://example.org/a"},
		{"https://example.org/a?utm_source=x&id=1&utm_medium=y", "https://example.org/a?id=1"},
		{"https://example.org/?utm_source=x", "https://example.org"},
	} {
		if a, b := documentAddress(pair[0]), documentAddress(pair[1]); a != b {
			t.Errorf("%s and %s are two documents: %s, %s", pair[0], pair[1], a, b)
		}
	}
	for _, pair := range [][2]string{
		{"https://example.org/a", "https://example.org/A"},
		{"https://example.org/a?id=1", "https://example.org/a?id=2"},
		{"https://example.org/#/a", "https://example.org/#/b"},
		{"https://example.org/a%2Fb", "https://example.org/a/b"},
		{"https://example.org:8080/a", "https://example.org/a"},
	} {
		if a, b := documentAddress(pair[0]), documentAddress(pair[1]); a == b {
			t.Errorf("%s and %s are one document: %s", pair[0], pair[1], a)
		}
	}
}
