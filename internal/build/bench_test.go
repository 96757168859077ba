package build_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/testsite"
	"dateline/internal/tree"
)

// benchSizes are small, large, and as large as a timeline has to be quick at.
var benchSizes = []int{1000, 10_000}

// generated returns a site of n generated events, in memory.
func generated(tb testing.TB, n int) build.Input {
	tb.Helper()
	return build.Input{
		Content:   tree.Of("content", testsite.Files(n)),
		Templates: theme(tb, "templates"), Static: theme(tb, "static"),
		Root: "content",
	}
}

func theme(tb testing.TB, name string) tree.Tree {
	tb.Helper()
	t, err := tree.FromFS(sub(tb, name), name)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// BenchmarkRun measures parsing, ordering and planning, from nothing.
func BenchmarkRun(b *testing.B) {
	for _, n := range benchSizes {
		in := generated(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var p build.Pipeline
				p.Run(in)
			}
		})
	}
}

// BenchmarkRender measures rendering every page of a plan, in memory.
func BenchmarkRender(b *testing.B) {
	for _, n := range benchSizes {
		var p build.Pipeline
		in := generated(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				// A plan keeps the cards it has rendered: take a new one.
				b.StopTimer()
				plan := p.Run(in).Plan
				b.StartTimer()
				if found, err := build.Render(plan, func(tree.Output) error { return nil }); err != nil || len(found) > 0 {
					b.Fatal(found, err)
				}
			}
		})
	}
}

// BenchmarkBuild measures the whole: folder in, folder out.
func BenchmarkBuild(b *testing.B) {
	for _, n := range benchSizes {
		root := b.TempDir()
		content := filepath.Join(root, "content")
		for path, text := range testsite.Files(n) {
			name := filepath.Join(content, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				out := filepath.Join(root, fmt.Sprint("out", i))
				p := build.Project{Content: content, Templates: "none", Static: "none", Theme: dateline.Theme}
				in, err := p.Load()
				if err != nil {
					b.Fatal(err)
				}
				var pipeline build.Pipeline
				plan := pipeline.Run(in).Plan
				_, err = tree.Write(out, tree.WriteOptions{}, func(emit func(tree.Output) error) error {
					_, err := build.Render(plan, emit)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCards measures drawing the cards of a site, on all processors: one
// for each event and one for the site. Cards for 1,000 events are to take less
// than 20 s on two.
func BenchmarkCards(b *testing.B) {
	const events = 1000
	files := testsite.Files(events)
	files["index.md"] = strings.Replace(files["index.md"], "cards: false", "url: https://large.example", 1)
	var p build.Pipeline
	plan := p.Run(build.Input{
		Content: tree.Of("content", files), Templates: theme(b, "templates"), Static: theme(b, "static"), Root: "content",
	}).Plan
	for b.Loop() {
		var cards, bytes atomic.Int64
		_, err := build.Render(plan, func(o tree.Output) error {
			if o.Make == nil {
				return nil
			}
			data, _, err := o.Make()
			cards.Add(1)
			bytes.Add(int64(len(data)))
			return err
		})
		if err != nil || cards.Load() != events+1 {
			b.Fatal(cards.Load(), err)
		}
		b.ReportMetric(float64(bytes.Load())/events, "bytes/card")
	}
}

// BenchmarkEdit measures one edit in a site that is being previewed, without
// reading the file: from the new input to the page of the edited event.
func BenchmarkEdit(b *testing.B) {
	edits := map[string]func(text string, i int) string{
		"text": func(text string, i int) string { return text + fmt.Sprintf("\nEdit %d.\n", i) },
		"title": func(text string, i int) string {
			return strings.Replace(text, "title: ", fmt.Sprintf("title: %d ", i), 1)
		},
	}
	for _, n := range benchSizes {
		for _, kind := range []string{"text", "title"} {
			b.Run(fmt.Sprintf("%s/%d", kind, n), func(b *testing.B) {
				in := generated(b, n)
				p := build.Pipeline{Warm: true}
				p.Run(in)
				path, text := testsite.Event(n / 2)
				i := 0
				for b.Loop() {
					i++
					in.Content = tree.Overlay(in.Content, tree.Of("content", map[string]string{path: edits[kind](text, i)}))
					r := p.Run(in)
					page := strings.TrimPrefix(r.Address("content/"+path), "/") + "index.html"
					if found, ok, err := r.Plan.Render(page, func(tree.Output) error { return nil }); !ok || err != nil || len(found) > 0 {
						b.Fatal(ok, err, found)
					}
				}
			})
		}
	}
}
