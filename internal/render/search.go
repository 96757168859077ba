package render

import (
	"maps"
	"strconv"
	"sync"

	"dateline/internal/search"
	"dateline/internal/site"
)

// searchWords says where in the index which words are. Making it makes the
// whole index.
const searchWords = "search/words.json"

func searchShard(i int) string { return "search/words-" + strconv.Itoa(i) + ".json" }

// planSearch plans the files of the readers' search index, for sites that have
// a finder.
func planSearch(s *site.Site, pages map[string]planned) {
	if len(s.Events) < 2 {
		return
	}
	pages[searchWords] = planned{route: route{data: (*Renderer).searchWords}}
	for i := range search.Shards(s.Words) {
		pages[searchShard(i)] = planned{route: route{data: (*Renderer).searchShard, part: i}}
	}
}

// replanSearch returns the pages of a plan for old as those for now: a text
// that grows can make one more shard of the index.
func replanSearch(old, now *site.Site, pages map[string]planned) map[string]planned {
	before, after := search.Shards(old.Words), search.Shards(now.Words)
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

// searchOf returns the index of a site, made once, when it is first asked for.
func searchOf(s *site.Site) func() *search.Index {
	return sync.OnceValue(func() *search.Index { return search.New(s) })
}

func (r *Renderer) searchWords(route) []byte { return r.search().Words() }

func (r *Renderer) searchShard(rt route) []byte { return r.search().Shard(rt.part) }
