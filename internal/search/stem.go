package search

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmers are the Snowball algorithms, by the language subtag of BCP 47.
// Other languages are searched without: forms are then found by their
// beginnings.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "de": german.Stem, "en": english.Stem,
	"es": spanish.Stem, "fi": finnish.Stem, "fr": french.Stem, "ga": irish.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "nb": norwegian.Stem, "nl": dutch.Stem,
	"nn": norwegian.Stem, "no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem,
	"ru": russian.Stem, "sv": swedish.Stem, "ta": tamil.Stem, "tr": turkish.Stem,
}

// stemmer cuts the endings off words of one language.
type stemmer struct {
	env *snowballstem.Env
	run func(*snowballstem.Env) bool // nil leaves words as they are
}

func newStemmer(language string) stemmer {
	return stemmer{env: snowballstem.NewEnv(""), run: stemmers[subtag(language)]}
}

// subtag returns the language of a BCP 47 tag, without script and region.
func subtag(language string) string {
	subtag, _, _ := strings.Cut(strings.ToLower(language), "-")
	return subtag
}

// stem returns the stem of a word in lower case. The algorithms are generated
// code that slices strings by numbers of its own: should one fail on a word
// that is none of its language, the word is its own stem.
func (s *stemmer) stem(word string) (stem string) {
	if s.run == nil {
		return word
	}
	defer func() {
		if recover() != nil || stem == "" {
			stem = word
		}
	}()
	// The algorithm for Russian assumes that a text has no ё, which is optional.
	s.env.SetCurrent(strings.ReplaceAll(word, "ё", "е"))
	s.run(s.env)
	return s.env.Current()
}
