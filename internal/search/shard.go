package search

import (
	"cmp"
	"slices"
	"strconv"
)

// Index is a search index. It is never changed once made.
type Index struct {
	version string
	events  int
	groups  []group
	blocks  blocks
	forms   []form // in order
	letters []byte
	starts  []int // where in forms each shard begins, and the last one ends
}

// index puts what was found into the order of n shards.
func (x *indexer) index(version string, events, n int) *Index {
	ix := &Index{version: version, events: events, groups: x.groups, blocks: x.blocks, forms: x.forms, letters: x.letters}
	slices.SortFunc(ix.forms, func(a, b form) int {
		return cmp.Or(compareForms(ix.word(a), ix.word(b)), cmp.Compare(a.group, b.group))
	})
	ix.forms = slices.CompactFunc(ix.forms, func(a, b form) bool {
		return a.group == b.group && string(ix.word(a)) == string(ix.word(b))
	})
	ix.starts = ix.divide(n)
	return ix
}

func (ix *Index) word(f form) []byte { return ix.letters[f.at : f.at+f.size] }

// Words is the content of words.json, which says where which shard begins.
func (ix *Index) Words() []byte {
	b := append(ix.head(), `,"events":`+strconv.Itoa(ix.events)+`,"shards":[`...)
	for i := range len(ix.starts) - 1 {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), ix.beginning(i)...), '"')
	}
	return append(b, "]}\n"...)
}

// Shard is the content of words-i.json, for i from 0 to Shards(site)-1.
func (ix *Index) Shard(i int) []byte {
	b := append(append(ix.head(), `,"from":"`...), ix.beginning(i)...)
	if i+2 < len(ix.starts) {
		b = append(append(b, `","to":"`...), ix.beginning(i+1)...)
	}
	b = append(b, `","groups":[`...)
	b = ix.appendGroups(b, ix.forms[ix.starts[i]:ix.starts[i+1]])
	return append(b, "]}\n"...)
}

// head is how each file begins. Folded words and versions hold letters, digits
// and marks alone, so that JSON strings need no escapes.
func (ix *Index) head() []byte { return []byte(`{"version":"` + ix.version + `"`) }

// beginning is the form that shard i begins with. Whatever sorts before the
// first form is looked for in the first shard that has any.
func (ix *Index) beginning(i int) []byte {
	if ix.starts[i] == 0 {
		return nil
	}
	return ix.word(ix.forms[ix.starts[i]])
}

// divide returns where in the forms each of n shards begins, and where the
// last ends, so that all are of about one size. Shards for which there is
// nothing are the first.
func (ix *Index) divide(n int) []int {
	total := len(ix.letters) + len(ix.forms)
	for _, g := range ix.groups {
		total += ix.blocks.size(g) + groupExtra
	}
	seen := make([]bool, len(ix.groups))
	var cuts []int
	size := 0
	for i, f := range ix.forms {
		// All groups that have a form are in one shard with it.
		if size*n >= total*(len(cuts)+1) && len(cuts) < n-1 && string(ix.word(f)) != string(ix.word(ix.forms[i-1])) {
			cuts = append(cuts, i)
		}
		size += int(f.size) + 1
		if !seen[f.group] {
			seen[f.group] = true
			size += ix.blocks.size(ix.groups[f.group]) + groupExtra
		}
	}
	starts := make([]int, n-len(cuts), n+1)
	starts = append(starts, cuts...)
	return append(starts, len(ix.forms))
}

// groupExtra is what a group takes in a file beside forms and postings.
const groupExtra = len(`["",""],`)

// appendGroups appends the groups that forms, which are in order, belong to, in
// the order of their first forms.
func (ix *Index) appendGroups(b []byte, forms []form) []byte {
	place := make(map[int32]int, len(forms))
	var groups []int32
	var formsOf [][]form
	for _, f := range forms {
		i, ok := place[f.group]
		if !ok {
			i = len(groups)
			place[f.group] = i
			groups, formsOf = append(groups, f.group), append(formsOf, nil)
		}
		formsOf[i] = append(formsOf[i], f)
	}
	for i, g := range groups {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `["`...)
		for k, f := range formsOf[i] {
			if k > 0 {
				b = append(b, ' ')
			}
			b = append(b, ix.word(f)...)
		}
		b = append(b, `","`...)
		b = ix.blocks.append(b, ix.groups[g])
		b = append(b, `"]`...)
	}
	return b
}

// compareForms orders words by UTF-16 code units. Those of characters from
// U+10000 are below U+E000, and that is all in which the order of UTF-8
// differs.
func compareForms(a, b []byte) int {
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
