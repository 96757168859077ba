package render

import (
	"testing"

	"dateline/internal/event"
	"dateline/internal/message"
	"dateline/internal/site"
)

// The number of addresses is counted without making them.
func TestSitemapLen(t *testing.T) {
	s, _ := site.New(site.Input{
		Index: &site.Index{Settings: site.Settings{Title: "A", URL: "https://example.org"}},
		Events: []*event.Event{
			{ID: "a", Title: "A", Tags: []string{"x", "y"}, Actors: []string{"z"}},
			{ID: "b", Title: "B", Tags: []string{"x"}},
		},
		Pages: []*site.Page{{ID: "about", Title: "About"}},
	})
	r := &Renderer{text: message.For("en"), site: s}
	if got, want := r.sitemapLen(), len(r.sitemapURLs()); got != want {
		t.Errorf("sitemapLen is %d, there are %d", got, want)
	}
	for n, want := range map[int]int{1: 1, maxSitemap: 1, maxSitemap + 1: 2, 3 * maxSitemap: 3} {
		if got := sitemapParts(n); got != want {
			t.Errorf("%d addresses take %d parts, want %d", n, got, want)
		}
	}
}
