package render

import (
	"maps"
	"strconv"
	"sync"

	"dateline/internal/search"
	"dateline/internal/site"
)

const (
	searchPrefix = "search/words"
	searchWords  = searchPrefix + ".json"
)

func searchShard(i int) string { return searchPrefix + "-" + strconv.Itoa(i) + ".json" }

// planSearch plans the files of the readers' search index, for sites that have
// a finder.
func planSearch(s *site.Site, pages map[string]planned) {
	if len(s.Events) < 2 {
		return
	}
	pages[searchWords] = planned{route: route{data: (*Renderer).searchWords}}
	for i := range search.Shards(s) {
		pages[searchShard(i)] = planned{route: route{data: (*Renderer).searchShard, part: i}}
	}
}

// replanSearch returns the pages of a plan for old as those for now: a text
// that grows can make one more shard of the index.
func replanSearch(old, now *site.Site, pages map[string]planned) map[string]planned {
	before, after := search.Shards(old), search.Shards(now)
	if before == after {
		return pages
	}
	pages = maps.Clone(pages)
	for i := after; i < before; i++ {
		delete(pages, searchShard(i))
	}
	planSearch(now, pages)
	return pages
}

func (r *Renderer) searchWords(route) []byte {
	return r.search.file(search.Shards(r.site), (*search.Index).Words)
}

func (r *Renderer) searchShard(rt route) []byte {
	return r.search.file(rt.part, func(ix *search.Index) []byte { return ix.Shard(rt.part) })
}

// searchIndex makes the index of a site when a file of it is asked for, and
// forgets it when every file has been: a build asks for each once, and needs
// the memory for pages then. Whoever asks again waits for another.
type searchIndex struct {
	site *site.Site

	mu    sync.Mutex
	index *search.Index // nil before and after
	asked []bool        // by shard, and for the list of words
	left  int           // of asked, to be true
}

func newSearchIndex(s *site.Site) *searchIndex { return &searchIndex{site: s} }

// file returns one of the files, which is number n in asked.
func (x *searchIndex) file(n int, of func(*search.Index) []byte) []byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.index == nil {
		x.index = search.New(x.site)
		x.left = search.Shards(x.site) + 1
		x.asked = make([]bool, x.left)
	}
	data := of(x.index)
	if !x.asked[n] {
		x.asked[n] = true
		x.left--
	}
	if x.left == 0 {
		x.index = nil
	}
	return data
}
