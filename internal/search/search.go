// Package search makes the readers' search index, at build time, as files that
// a browser loads as far as it needs them. static/search.js is the other side.
//
// A *word* is a run of letters, digits and marks, folded: without diacritics
// and case. In scripts that put no spaces between words, every two characters
// that follow each other are one. A *form* is a word as it occurs. A *group*
// is all forms with one stem ("announce", "announced", "announces"), so that
// a browser finds them all by any of them and needs no stemmer. A *posting*
// says that an event has a form of a group, and how much it is about it, in
// few levels. A *shard* is a stretch of the alphabet: the forms in it, with
// their groups and these groups' postings.
//
//	search/words.json    {"version": "8c1d…", "events": 15, "shards": ["", "law"]}
//	search/words-0.json  {"version": "8c1d…", "from": "", "to": "law", "groups": [["announce announced", "Ed"], …]}
//	search/words-1.json  {"version": "8c1d…", "from": "law", "groups": […]}
//
// Events are numbered by their place in site.Events. The version is that of
// this order, and from and to are where a shard begins and ends: by them a
// browser sees that it has files of different builds, and loads them again.
// A group whose forms are in two shards is in both, each time with the forms
// of that shard. A shard without forms has "" as its beginning. Forms are in
// the order of UTF-16 code units, in which JavaScript compares strings.
//
// Goals: the first answer of a site of ten thousand events after a few tens
// of kilobytes; time and memory linear in the texts; the same bytes for the
// same site. Non-goals: phrases, parts of words other than their beginning,
// misspelt words.
package search

import (
	"slices"

	"dateline/internal/event"
	"dateline/internal/site"
)

// wordsPerShard and signsPerShard are how many words of the events' texts make
// one more shard, in languages with and without spaces between words. Measured
// on texts with the vocabulary of a language, a shard is then about 10 kB,
// compressed.
const (
	wordsPerShard = 10_000
	signsPerShard = 4_000
)

// withoutWords are the languages whose scripts have no spaces between words, by
// the language subtag of BCP 47.
var withoutWords = []string{"zh", "ja", "ko", "th", "lo", "km", "my", "yue", "wuu", "nan"}

// Shards returns into how many shards the index of a site is divided. A plan of
// the site's files is made without making the index.
func Shards(s *site.Site) int {
	if slices.Contains(withoutWords, subtag(s.Language)) {
		return max(1, s.Words/signsPerShard)
	}
	return max(1, s.Words/wordsPerShard)
}

// Weights of a word by where it stands, against weightBody in a text of
// average length: a reader who types a name wants the events that are about
// it, before those that mention it.
const (
	weightBody    = 64
	weightTitle   = 10 * weightBody
	weightName    = 5 * weightBody // actors, tags, place, fields of the site's own
	weightSummary = 4 * weightBody
	weightSource  = 2 * weightBody
)

// New makes the index of a site.
func New(s *site.Site) *Index {
	x := newIndexer(s.Language, s.Words)
	own := map[string]bool{} // keys of declared fields that hold words
	for _, f := range s.Fields {
		own[f.Key] = f.Type == "text" || f.Type == "list"
	}
	average := max(1, s.Words/max(1, len(s.Events)))
	for i, e := range s.Events {
		x.event(e, own, average)
		x.post(i, e.Importance)
	}
	return x.index(s.Version, len(s.Events), Shards(s))
}

// event adds the words of an event.
func (x *indexer) event(e *event.Event, own map[string]bool, average int) {
	x.text(e.Title, weightTitle)
	x.text(e.Place, weightName)
	for _, name := range e.Actors {
		x.text(name, weightName)
	}
	for _, name := range e.Tags {
		x.text(name, weightName)
	}
	for _, extra := range e.Extra {
		if own[extra.Key] {
			for _, value := range extra.Values {
				x.text(value, weightName)
			}
		}
	}
	x.text(e.Summary, weightSummary)
	x.text(e.StatusReason, weightSummary)
	for i := range e.Sources {
		x.text(e.Sources[i].Title, weightSource)
		x.text(e.Sources[i].Publisher, weightSource)
		x.text(e.Sources[i].Author, weightSource)
	}
	for _, m := range e.Media {
		x.text(m.Caption, weightBody)
	}
	x.html(e.Body.HTML, inBody(e.Body.Words, average))
}

// inBody is the weight of a word in a text of that many words. A word of many
// counts less (BM25F with b = 3/4), and one of few no more than double.
func inBody(words, average int) int32 {
	w := weightBody * 4 * average / (average + 3*words)
	return int32(max(1, min(w, 2*weightBody)))
}
