package render_test

import (
	"strings"
	"testing"

	"dateline/internal/build"
	"dateline/internal/testsite"
	"dateline/internal/tree"
)

// BenchmarkPage measures one page of each kind, on a site of 1,000 events
// whose cards have been rendered before.
func BenchmarkPage(b *testing.B) {
	var p build.Pipeline
	plan := p.Run(build.Input{
		Content:   tree.Of("content", testsite.Files(1000)),
		Templates: themeOf(b, "templates"), Static: themeOf(b, "static"), Root: "content",
	}).Plan
	pages := map[string]string{"home": "index.html", "year": "1990/index.html"}
	for path := range plan.Paths() {
		if strings.HasPrefix(path, "events/") {
			pages["event"] = path
		}
	}
	for _, name := range []string{"event", "year", "home"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, ok, err := plan.Render(pages[name], func(tree.Output) error { return nil })
				if !ok || err != nil {
					b.Fatal(ok, err)
				}
			}
		})
	}
}
