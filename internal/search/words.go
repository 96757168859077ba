package search

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWord is how long a word may be in bytes, folded, to be found. What is
// longer is an address or a key, that nobody types.
const maxWord = 128

// indexer is the index in the making. It holds little that a garbage collector
// has to follow: a site in Chinese can have half a million groups.
type indexer struct {
	folder
	stemmer stemmer

	known   map[string]int32 // word as in the text to its group, or to ^place in several
	several [][]int32        // groups of words that are none, or more than one
	byStem  map[string]int32 // folded stem to group
	byPair  map[pair]int32   // characters of scripts without spaces to group
	groups  []group
	blocks  blocks
	forms   []form
	letters []byte // of the forms
	number  []byte // of a posting, while it is written

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
	at, size int32 // of the word, in letters
	group    int32
}

// pair is two characters that follow each other, or one and 0.
type pair [2]rune

// newIndexer returns an indexer for so many words in a language. A text has
// about as many different words as the root of its length, times some tens
// (Heaps' law): with room for them, what was outgrown is not left behind.
func newIndexer(language string, words int) *indexer {
	room := 32 * int(math.Sqrt(float64(max(0, words))))
	return &indexer{
		stemmer: newStemmer(language),
		known:   make(map[string]int32, room), byStem: make(map[string]int32, room), byPair: map[pair]int32{},
		groups: make([]group, 0, room), weights: make([]int32, 0, room),
		forms: make([]form, 0, room), letters: make([]byte, 0, 8*room),
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
	x.word = scan(s, x.word, func(word []byte, of letters) {
		if of == withoutSpaces {
			x.addRun(word, weight)
			return
		}
		x.add(word, of, weight)
	})
}

// letters says which characters a word has.
type letters uint8

const (
	onlyASCII     letters = iota
	withSpaces            // others, of scripts with spaces between words
	withoutSpaces         // some of scripts without
)

// scan calls do for each word of s as it stands there, but for ASCII letters,
// which are in lower case. Words are runs of letters, digits and marks; of
// single letters with dots between them, as in "U.S.", the dots are left out.
// A word is in the memory of buffer, or in what scan returns, and valid until
// do returns.
func scan(s string, buffer []byte, do func(word []byte, of letters)) []byte {
	word, of := buffer[:0], onlyASCII
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
			if c := classOf(r); c != separator {
				word = append(word, s[i:i+n]...)
				if c == unspaced {
					of = withoutSpaces
				}
				of = max(of, withSpaces)
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
			do(word, of)
			word, of, initial = word[:0], onlyASCII, 0
		}
	}
	if len(word) > 0 {
		do(word, of)
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
func (x *indexer) add(word []byte, of letters, weight int32) {
	group, ok := x.known[string(word)]
	if !ok {
		group = x.learn(word, of)
	}
	if group >= 0 {
		x.count(group, weight)
		return
	}
	for _, group := range x.several[^group] {
		x.count(group, weight)
	}
}

// addRun counts the words of a run with characters of a script without spaces.
// Runs are long and seldom come twice: no time is won by knowing them.
func (x *indexer) addRun(run []byte, weight int32) {
	x.folded = x.fold(x.folded[:0], run)
	stretches(x.folded, func(stretch []byte, c class) {
		if c == unspaced {
			pairs(stretch, true, func(p pair) { x.count(x.groupOfPair(p), weight) })
			return
		}
		x.add(stretch, withSpaces, weight)
	})
}

func (x *indexer) count(group, weight int32) {
	if x.weights[group] == 0 {
		x.touched = append(x.touched, group)
	}
	x.weights[group] += weight
}

// learn finds the group of a word that is new, or the groups.
func (x *indexer) learn(word []byte, of letters) int32 {
	key := string(word)
	x.found = x.found[:0]
	if of == onlyASCII {
		x.learnForm(word, key)
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
	folded := x.fold(nil, word)
	stretches(folded, func(stretch []byte, c class) {
		switch {
		case c == unspaced: // one sign can stand for several letters
			pairs(stretch, true, func(p pair) { x.found = append(x.found, x.groupOfPair(p)) })
		case len(stretch) == len(folded):
			// Stemmers go by the marks that folding takes.
			x.learnForm(stretch, string(x.lower(nil, word)))
		default:
			x.learnForm(stretch, string(stretch))
		}
	})
}

// learnForm finds the group of a folded word in a script with spaces, which
// was lowered before.
func (x *indexer) learnForm(word []byte, lowered string) {
	if len(word) > maxWord {
		return
	}
	stem := x.stemmer.stem(lowered)
	if strings.IndexFunc(stem, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		stem = string(x.fold(nil, []byte(stem)))
	}
	group, ok := x.byStem[stem]
	if !ok {
		group = x.newGroup()
		x.byStem[stem] = group
	}
	x.found = append(x.found, group)
	x.addForm(word, group)
	// Where an article or a conjunction was cut off the beginning, as in
	// Arabic, the rest is looked for without.
	if bytes.Index(word, []byte(stem)) > 0 {
		x.addForm([]byte(stem), group)
	}
}

func (x *indexer) groupOfPair(p pair) int32 {
	group, ok := x.byPair[p]
	if !ok {
		group = x.newGroup()
		x.byPair[p] = group
		x.addForm(p.append(nil), group)
	}
	return group
}

// addForm makes a word one of the forms of a group.
func (x *indexer) addForm(word []byte, group int32) {
	x.forms = append(x.forms, form{int32(len(x.letters)), int32(len(word)), group})
	x.letters = append(x.letters, word...)
}

func (x *indexer) newGroup() int32 {
	x.groups = append(x.groups, group{last: -1, first: none})
	x.weights = append(x.weights, 0)
	return int32(len(x.groups) - 1)
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
func pairs(stretch []byte, last bool, do func(p pair)) {
	r, n := utf8.DecodeRune(stretch)
	if n == len(stretch) {
		do(pair{r, 0})
		return
	}
	for n < len(stretch) {
		second, size := utf8.DecodeRune(stretch[n:])
		do(pair{r, second})
		r, n = second, n+size
	}
	if last {
		do(pair{r, 0})
	}
}

// append appends the word that a pair is.
func (p pair) append(b []byte) []byte {
	b = utf8.AppendRune(b, p[0])
	if p[1] != 0 {
		b = utf8.AppendRune(b, p[1])
	}
	return b
}
