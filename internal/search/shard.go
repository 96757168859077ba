package search

import (
	"cmp"
	"slices"
	"strconv"
)

// index writes the files of n shards.
func (x *indexer) index(version string, events, n int) *Index {
	slices.SortFunc(x.forms, func(a, b form) int {
		return cmp.Or(compareForms(a.word, b.word), cmp.Compare(a.group, b.group))
	})
	x.forms = slices.Compact(x.forms)
	starts := x.divide(n)
	ix := &Index{words: append(head(nil, version), `,"events":`+strconv.Itoa(events)+`,"shards":[`...)}
	w := shardWriter{indexer: x, places: make([]int32, len(x.groups))}
	var b []byte
	for i := range n {
		from, to := x.beginning(starts, i), ""
		b = append(head(b[:0], version), `,"from":"`+from...)
		if i+1 < n {
			to = x.beginning(starts, i+1)
			b = append(b, `","to":"`+to...)
		}
		b = append(b, `","groups":[`...)
		b = w.groups(b, x.forms[starts[i]:starts[i+1]])
		ix.shards = append(ix.shards, slices.Clone(append(b, "]}\n"...)))
		if i > 0 {
			ix.words = append(ix.words, ',')
		}
		ix.words = append(ix.words, `"`+from+`"`...)
	}
	ix.words = append(ix.words, "]}\n"...)
	return ix
}

// Folded words and versions hold letters, digits and marks alone, so that JSON
// strings need no escapes.
func head(b []byte, version string) []byte { return append(b, `{"version":"`+version+`"`...) }

// beginning is the form that shard i begins with. Whatever sorts before the
// first form is looked for in the first shard that has any.
func (x *indexer) beginning(starts []int, i int) string {
	if starts[i] == 0 {
		return ""
	}
	return x.forms[starts[i]].word
}

// divide returns where in the forms each of n shards begins, and where the
// last ends, so that all are of about one size. Shards for which there is
// nothing are the first.
func (x *indexer) divide(n int) []int {
	seen := make([]bool, len(x.groups))
	total := 0
	for _, g := range x.groups {
		total += len(g.postings) + groupExtra
	}
	for _, f := range x.forms {
		total += len(f.word) + 1
	}
	var cuts []int
	size := 0
	for i, f := range x.forms {
		// All groups that have a form are in one shard with it.
		if size*n >= total*(len(cuts)+1) && len(cuts) < n-1 && f.word != x.forms[i-1].word {
			cuts = append(cuts, i)
		}
		size += len(f.word) + 1
		if !seen[f.group] {
			seen[f.group] = true
			size += len(x.groups[f.group].postings) + groupExtra
		}
	}
	starts := make([]int, n-len(cuts), n+1)
	starts = append(starts, cuts...)
	return append(starts, len(x.forms))
}

// groupExtra is what a group takes in a file beside forms and postings.
const groupExtra = len(`["",""],`)

// shardWriter writes the groups of shard after shard.
type shardWriter struct {
	*indexer
	places []int32  // by group: its place in list, of which it may not be
	list   []int32  // groups of the shard, in the order of their first forms
	forms  [][]byte // of each group in list, with spaces between
}

// groups appends the groups that forms, which are in order, belong to.
func (w *shardWriter) groups(b []byte, forms []form) []byte {
	w.list = w.list[:0]
	for _, f := range forms {
		place := int(w.places[f.group])
		if place < len(w.list) && w.list[place] == f.group {
			w.forms[place] = append(append(w.forms[place], ' '), f.word...)
			continue
		}
		place = len(w.list)
		w.places[f.group] = int32(place)
		w.list = append(w.list, f.group)
		if place == len(w.forms) {
			w.forms = append(w.forms, nil)
		}
		w.forms[place] = append(w.forms[place][:0], f.word...)
	}
	for place, g := range w.list {
		if place > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `["`...), w.forms[place]...)
		b = append(append(b, `","`...), w.indexer.groups[g].postings...)
		b = append(b, `"]`...)
	}
	return b
}

// compareForms orders words by UTF-16 code units. Those of characters from
// U+10000 are below U+E000, and that is all in which the order of UTF-8
// differs.
func compareForms(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		if a[i] >= 0xEE && b[i] >= 0xEE && (a[i] >= 0xF0) != (b[i] >= 0xF0) {
			return cmp.Compare(b[i], a[i])
		}
		return cmp.Compare(a[i], b[i])
	}
	return cmp.Compare(len(a), len(b))
}
