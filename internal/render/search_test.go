package render

import (
	"bytes"
	"testing"

	"dateline/internal/event"
	"dateline/internal/message"
	"dateline/internal/search"
	"dateline/internal/site"
)

// An index that was forgotten, after all its files were asked for, is made
// again, and is the same.
func TestSearchIndexAgain(t *testing.T) {
	s, _ := site.New(site.Input{Events: []*event.Event{{ID: "a", Title: "First"}, {ID: "b", Title: "Second"}}})
	s.Words = 35_000 // several shards, whatever is in them
	r := &Renderer{text: message.For("en"), site: s, search: newSearchIndex(s)}
	shards := search.Shards(s)
	if shards < 2 {
		t.Fatalf("%d shards", shards)
	}
	files := func() (all [][]byte) {
		for i := range shards {
			all = append(all, r.searchShard(route{part: i}), r.searchShard(route{part: i}))
		}
		if r.search.index == nil {
			t.Error("the index is forgotten before all of it was asked for")
		}
		all = append(all, r.searchWords(route{}))
		if r.search.index != nil {
			t.Error("the index is kept after all of it was asked for")
		}
		return all
	}
	if a, b := files(), files(); !bytes.Equal(bytes.Join(a, nil), bytes.Join(b, nil)) || len(a[0]) == 0 {
		t.Errorf("files differ: %q, then %q", a, b)
	}
}
