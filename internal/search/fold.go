package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folder takes from words what readers do not type, or type in several ways.
// fold in static/search.js does the same; testdata/words.json holds both to
// it.
type folder struct {
	decomposed, kept []byte // used again for word after word
}

// fold appends a folded word to out: decomposed (NFKD), without marks, in lower
// case, with plain letters for those that no mark makes, and composed (NFC).
// It may come out empty, or, where one character stands for several, with
// separators within ("½").
func (f *folder) fold(out, word []byte) []byte {
	f.decomposed = norm.NFKD.Append(f.decomposed[:0], word...)
	kept := f.kept[:0]
	for b := f.decomposed; len(b) > 0; {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		if isDropped(r) {
			continue
		}
		r = unicode.ToLower(r)
		if plain, ok := plainLetters[r]; ok {
			kept = append(kept, plain...)
			continue
		}
		kept = utf8.AppendRune(kept, r)
	}
	f.kept = kept
	return norm.NFC.Append(out, kept...)
}

// lower appends a word as a stemmer knows it: in lower case, with its marks.
func (f *folder) lower(out, word []byte) []byte {
	kept := f.kept[:0]
	for b := word; len(b) > 0; {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		if r != tatweel && classOf(r) != ignored {
			kept = utf8.AppendRune(kept, unicode.ToLower(r))
		}
	}
	f.kept = kept
	return norm.NFC.Append(out, kept...)
}

// plainLetters are written for letters that have no decomposition.
var plainLetters = map[rune]string{
	'ß': "ss", 'ı': "i", 'ς': "σ", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'þ': "th",
}

// tatweel draws an Arabic word out and is no letter of it.
const tatweel = 'ـ'

// isDropped reports whether a character is left out of folded words: accents
// (of Latin, Greek and Cyrillic letters), points and accents of Hebrew, vowel
// signs of Arabic, marks of symbols, and what chooses the shape of a
// character.
func isDropped(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r >= 0x300 && r <= 0x36F:
		return true
	case r >= 0x591 && r <= 0x5C7:
		return r != 0x5BE && r != 0x5C0 && r != 0x5C3 && r != 0x5C6
	case r >= 0x610 && r <= 0x6ED:
		return r <= 0x61A || r == tatweel || r >= 0x64B && r <= 0x65F || r == 0x670 || r >= 0x6D6
	case r >= 0x200C && r <= 0x20F0:
		return r <= 0x200D || r == 0x2060 || r >= 0x20D0
	}
	return r >= 0x180B && unicode.Is(unicode.Variation_Selector, r)
}
