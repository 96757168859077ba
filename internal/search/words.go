package search

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWord is how long a word may be in bytes, folded, to be found. What is
// longer is an address or a key, that nobody types.
const maxWord = 128

// indexer is the index in the making.
type indexer struct {
	folder
	stemmer stemmer

	known   map[string]int32 // word as in the text to its group, or to ^place in several
	several [][]int32        // groups of words that are none, or more than one
	byStem  map[string]int32 // folded stem to group
	groups  []group
	forms   []form

	// Of the event at hand: the weight of each group, and which have one.
	weights []int32
	touched []int32

	word, folded []byte  // used again for word after word
	found        []int32 // groups of the word that is being learnt
}

// form is a folded word, and the group that it is a form of. One word can be
// in two groups ("resume" and "résumé", where their stems differ), and in one
// twice.
type form struct {
	word  string
	group int32
}

// newIndexer returns an indexer for so many words in a language. A text has
// about as many different words as the root of its length, times some tens
// (Heaps' law): with room for them, what was outgrown is not left behind.
func newIndexer(language string, words int) *indexer {
	room := 32 * int(math.Sqrt(float64(max(0, words))))
	return &indexer{
		stemmer: newStemmer(language),
		known:   make(map[string]int32, room), byStem: make(map[string]int32, room),
		groups: make([]group, 0, room), weights: make([]int32, 0, room), forms: make([]form, 0, room),
	}
}

// html adds the words of a rendered text: what stands between tags. The
// numbers of citations and the letters of footnotes are no words.
func (x *indexer) html(s string, weight int32) {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			x.escaped(s, weight)
			return
		}
		x.escaped(s[:i], weight)
		s = s[i:]
		end := ">"
		if strings.HasPrefix(s, "<sup ") {
			end = "</sup>"
		}
		i = strings.Index(s, end)
		if i < 0 {
			return
		}
		s = s[i+len(end):]
	}
}

// escaped adds the words of text with character references, which stand for
// signs (&amp;), never for letters.
func (x *indexer) escaped(s string, weight int32) {
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			x.text(s, weight)
			return
		}
		x.text(s[:i], weight)
		_, s, _ = strings.Cut(s[i:], ";")
	}
}

// text adds the words of s, each with the weight.
func (x *indexer) text(s string, weight int32) {
	x.word = scan(s, x.word, func(word []byte, ascii bool) { x.add(word, ascii, weight) })
}

// scan calls do for each word of s as it stands there, but for ASCII letters,
// which are in lower case, and says whether it has no others. Words are runs
// of letters, digits and marks; of single letters with dots between them, as
// in "U.S.", the dots are left out. A word is in the memory of buffer, or in
// what scan returns, and valid until do returns.
func scan(s string, buffer []byte, do func(word []byte, ascii bool)) []byte {
	word, ascii := buffer[:0], true
	initial := 0 // where in word the latest letter begins that may be an initial
	for i := 0; i < len(s); {
		c := s[i]
		if l := asciiLower[c]; l != 0 {
			word = append(word, l)
			i++
			continue
		}
		n := 1
		if c >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			if classOf(r) != separator {
				word, ascii = append(word, s[i:i+n]...), false
				i += n
				continue
			}
		}
		i += n
		switch {
		case len(word) == 0:
		case c == '.' && isLetter(word[initial:]) && beginsWithInitial(s[i:]):
			initial = len(word)
		default:
			do(word, ascii)
			word, ascii, initial = word[:0], true, 0
		}
	}
	if len(word) > 0 {
		do(word, ascii)
	}
	return word
}

// isLetter reports whether a word is one letter, with its marks.
func isLetter(word []byte) bool {
	r, n := utf8.DecodeRune(word)
	if !unicode.IsLetter(r) {
		return false
	}
	for n < len(word) {
		r, size := utf8.DecodeRune(word[n:])
		if !unicode.IsMark(r) {
			return false
		}
		n += size
	}
	return true
}

// beginsWithInitial reports whether s begins with a word of one letter.
func beginsWithInitial(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) {
		return false
	}
	for _, r := range s[n:] {
		if !unicode.IsMark(r) {
			return classOf(r) == separator
		}
	}
	return true
}

// add counts a word, which is as in the text but for ASCII letters in lower
// case, for the event at hand.
func (x *indexer) add(word []byte, ascii bool, weight int32) {
	group, ok := x.known[string(word)]
	if !ok {
		group = x.learn(word, ascii)
	}
	if group >= 0 {
		x.count(group, weight)
		return
	}
	for _, group := range x.several[^group] {
		x.count(group, weight)
	}
}

func (x *indexer) count(group, weight int32) {
	if x.weights[group] == 0 {
		x.touched = append(x.touched, group)
	}
	x.weights[group] += weight
}

// learn finds the group of a word that is new, or the groups.
func (x *indexer) learn(word []byte, ascii bool) int32 {
	key := string(word)
	x.found = x.found[:0]
	if ascii {
		x.learnForm(key, key)
	} else {
		x.learnFolded(word)
	}
	slot := ^int32(len(x.several))
	if len(x.found) == 1 {
		slot = x.found[0]
	} else {
		x.several = append(x.several, slices.Clone(x.found))
	}
	x.known[key] = slot
	return slot
}

// learnFolded finds the groups of a word that has other letters than those of
// ASCII.
func (x *indexer) learnFolded(word []byte) {
	x.folded = x.fold(x.folded[:0], word)
	stretches(x.folded, func(stretch []byte, c class) {
		form := string(stretch)
		switch {
		case c == unspaced:
			pairs(form, true, func(pair string) { x.learnGroup(pair, pair) })
		case len(form) == len(x.folded):
			// Stemmers go by the marks that folding takes.
			x.learnForm(form, string(x.lower(nil, word)))
		default:
			x.learnForm(form, form)
		}
	})
}

// learnForm finds the group of a folded word in a script with spaces, which
// was lowered before.
func (x *indexer) learnForm(word, lowered string) {
	if len(word) > maxWord {
		return
	}
	stem := x.stemmer.stem(lowered)
	if strings.IndexFunc(stem, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		stem = string(x.fold(nil, []byte(stem)))
	}
	x.learnGroup(word, stem)
	// Where an article or a conjunction was cut off the beginning, as in
	// Arabic, the rest is looked for without.
	if strings.Index(word, stem) > 0 {
		x.forms = append(x.forms, form{stem, x.byStem[stem]})
	}
}

// learnGroup finds the group of a stem, and makes the word one of its forms.
func (x *indexer) learnGroup(word, stem string) {
	group, ok := x.byStem[stem]
	if !ok {
		group = int32(len(x.groups))
		x.byStem[stem] = group
		x.groups = append(x.groups, newGroup())
		x.weights = append(x.weights, 0)
	}
	x.forms = append(x.forms, form{word, group})
	x.found = append(x.found, group)
}

// stretches calls do for each part of a folded word that is of one class:
// letters of scripts with spaces, of scripts without. What folding made
// separators of is left out.
func stretches(folded []byte, do func(stretch []byte, c class)) {
	from, of := 0, separator
	for i := 0; i <= len(folded); {
		c, n := separator, 1
		if i < len(folded) {
			var r rune
			r, n = utf8.DecodeRune(folded[i:])
			c = classOf(r)
		}
		if c != of {
			if of != separator {
				do(folded[from:i], of)
			}
			from, of = i, c
		}
		i += n
	}
}

// pairs calls do for every two characters that follow each other, or for the
// one that there is. With last it does so for the last one alone as well, so
// that each character of a text begins a word of the index.
func pairs(stretch string, last bool, do func(pair string)) {
	_, n := utf8.DecodeRuneInString(stretch)
	for s := stretch; ; {
		_, second := utf8.DecodeRuneInString(s[n:])
		if second == 0 {
			if last || len(s) == len(stretch) {
				do(s)
			}
			return
		}
		do(s[:n+second])
		s, n = s[n:], second
	}
}
