package site

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
)

func TestYearURL(t *testing.T) {
	for year, want := range map[int64]string{
		2024: "/2024/", 44: "/0044/", 1: "/0001/", 0: "/1-bc/", -43: "/44-bc/", -4999: "/5000-bc/", 170000002: "/170000002/",
	} {
		got := YearURL(year)
		if got != want {
			t.Errorf("YearURL(%d) = %q, want %q", year, got, want)
		}
		if !isReserved(got) {
			t.Errorf("%s is not reserved", got)
		}
	}
}

func TestRelative(t *testing.T) {
	for _, test := range []struct{ folder, target, want string }{
		{".", "events/a.md", "events/a.md"},
		{"events", "events/a.md", "a.md"},
		{"events", "pages/a.md", "../pages/a.md"},
		{"events/2024", "events/a.md", "../a.md"},
		{"events/2024", "events/2024/07/a.md", "07/a.md"},
		{"events/2024", "events/2023/a.md", "../2023/a.md"},
	} {
		if got := relative(test.folder, test.target); got != test.want {
			t.Errorf("relative(%q, %q) = %q, want %q", test.folder, test.target, got, test.want)
		}
	}
}

func TestLookup(t *testing.T) {
	in, found := load(t, []txtar.File{
		{Name: "events/a.md", Data: []byte("---\ntitle: A\ndate: 1943\ntags: [War]\nactors: [The Army]\n---\n")},
		{Name: "events/b.md", Data: []byte("---\ntitle: B\ndate: 1944\ntags: [War]\nactors: [the army]\nkind: deadline\n---\n")},
		{Name: "events/c.md", Data: []byte("---\ntitle: C\ndate: 1942\n---\n")},
		{Name: "events/notes.txt", Data: []byte("notes")},
	})
	in.Media = append(in.Media, &Media{Path: "unread.png", Name: "content/unread.png", Size: 5})
	if len(found) > 0 {
		t.Fatal(found)
	}
	s, problems := New(in)
	if _, ok := s.File("/unread.png"); ok || problems.HasErrors() {
		t.Errorf("a file that could not be read is published, or reported twice: %v", problems)
	}
	a, ok := s.Event("a")
	if !ok {
		t.Fatal("no event a")
	}
	previous, next := s.Neighbors(a)
	if previous == nil || previous.ID != "c" || next == nil || next.ID != "b" {
		t.Errorf("Neighbors(a) = %v, %v", previous, next)
	}
	if previous, next := s.Neighbors(next); previous != a || next != nil {
		t.Errorf("Neighbors(b) = %v, %v", previous, next)
	}
	if term, ok := s.Facet(ActorFacet).Term("the army"); !ok || term.Name != "The Army" || len(term.Events) != 2 {
		t.Errorf(`Actor("the army") = %v, %v`, term, ok)
	}
	if term, ok := s.Facet(TagFacet).Term("War"); !ok || term.URL != "/tags/war/" {
		t.Errorf(`Tag("War") = %v, %v`, term, ok)
	}
	if _, ok := s.Facet(TagFacet).Term("Peace"); ok {
		t.Error("there is a tag Peace")
	}
	if k, ok := s.Kind("deadline"); !ok || !k.Calendar {
		t.Errorf(`Kind("deadline") = %v, %v`, k, ok)
	}
	if _, ok := s.Kind(""); ok {
		t.Error("there is a kind without id")
	}
	if m, ok := s.File("/events/notes.txt"); !ok || m.Size != 5 || m.Head != nil {
		t.Errorf("File = %v, %v", m, ok)
	}
	if _, ok := s.Event("none"); ok {
		t.Error("there is an event none")
	}
}

// TestNewChangesNothing checks that New leaves its inputs as they are: they
// are kept from build to build.
func TestNewChangesNothing(t *testing.T) {
	in, _ := generated(200, 0)
	again, _ := generated(200, 0)
	New(in)
	if diff := cmp.Diff(again, in, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
		t.Errorf("-before +after:\n%s", diff)
	}
}

// generated returns n events of the size and shape that a newsroom's have,
// every of the last wrong ones with two broken references.
func generated(n, wrong int) (Input, diag.List) {
	in := Input{Index: DefaultIndex()}
	var found diag.List
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Event number %d\ndate: %d-%02d-%02d\nkind: %s\n", i, 1950+i%70, 1+i%12, 1+i%28, builtinKinds[i%5].ID)
		fmt.Fprintf(&b, "tags: [tag %d, topic %d]\nactors: [Actor %d, Agency %d]\n", i%97, i%31, i%211, i%53)
		fmt.Fprintf(&b, "sources:\n  - {id: a, title: One, url: \"https://example.org/%d\"}\n", i)
		link := (i + 1) % n
		related := fmt.Sprintf("%d/event-%d", link%70, link)
		if i >= n-wrong {
			related = fmt.Sprintf("%d/evnt-number-%d", link%70, link)
		}
		fmt.Fprintf(&b, "related: [%s]\n---\nText.[^a] See [another](../%s.md).\n", related, related)
		path := fmt.Sprintf("events/%d/event-%d.md", i%70, i)
		e, problems := event.Parse(doc.Source{Path: path, Name: "content/" + path, Data: []byte(b.String())})
		in.Events = append(in.Events, e)
		found = append(found, problems...)
	}
	return in, found
}

func BenchmarkNew(b *testing.B) {
	in, found := generated(10_000, 0)
	if len(found) > 0 {
		b.Fatal(found[0])
	}
	if _, found := New(in); len(found) > 0 {
		b.Fatal(found[0])
	}
	b.ReportAllocs()
	for b.Loop() {
		New(in)
	}
}

// BenchmarkNewBroken is a folder with 3,800 broken references.
func BenchmarkNewBroken(b *testing.B) {
	in, _ := generated(10_000, 1_900)
	_, found := New(in)
	if got := found.Count(diag.Error); got != 3_800 {
		b.Fatal(got)
	}
	b.ReportAllocs()
	for b.Loop() {
		New(in)
	}
}
