package search

import (
	"sync"
	"unicode"
)

// class says what a character is to words.
type class uint8

const (
	separator class = iota // between words
	spaced                 // in a word of a script that has spaces between words
	unspaced               // in a script that has none
	ignored                // in a word, and not part of it
)

// unspacedScripts have no spaces between words, or (Hangul) words that grow
// by endings that no stemmer here knows.
var unspacedScripts = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// What these scripts have in common with others, by Unicode's table: the long
// vowel of kana and the two marks of voice.
const (
	kanaLong       = 'ー'
	kanaVoiced     = '\u3099'
	kanaHalfVoiced = '\u309A'
)

// hidden are characters that say where a word may be divided or how its
// letters join: soft hyphen, zero-width joiner and non-joiner, word joiner.
const hidden = "\u00AD\u200C\u200D\u2060"

// apostrophes are letters by Unicode's table, and signs to whoever types the
// apostrophe of a keyboard instead.
const apostrophes = "\u02BB\u02BC"

// classes holds the class of every character below U+10000. It is made when
// the first character beyond ASCII is met: text in English has few.
var classes = sync.OnceValue(func() *[0x10000]class {
	t := new([0x10000]class)
	for _, table := range []*unicode.RangeTable{unicode.L, unicode.N, unicode.M} {
		eachRange(table, func(from, to rune) {
			for r := from; r <= to; r++ {
				t[r] = spaced
			}
		})
	}
	for _, table := range unspacedScripts {
		eachRange(table, func(from, to rune) {
			for r := from; r <= to; r++ {
				if t[r] == spaced {
					t[r] = unspaced
				}
			}
		})
	}
	t[kanaLong], t[kanaVoiced], t[kanaHalfVoiced] = unspaced, unspaced, unspaced
	for _, r := range hidden {
		t[r] = ignored
	}
	for _, r := range apostrophes {
		t[r] = separator
	}
	return t
})

// eachRange calls do for the parts of a table below U+10000, single characters
// where these lie apart.
func eachRange(table *unicode.RangeTable, do func(from, to rune)) {
	for _, part := range table.R16 {
		if part.Stride == 1 {
			do(rune(part.Lo), rune(part.Hi))
			continue
		}
		for r := rune(part.Lo); r <= rune(part.Hi); r += rune(part.Stride) {
			do(r, r)
		}
	}
}

// classOf returns the class of any character.
func classOf(r rune) class {
	switch {
	case r < 0x10000:
		return classes()[r]
	case !unicode.In(r, unicode.L, unicode.N, unicode.M):
		return separator
	case unicode.In(r, unspacedScripts...):
		return unspaced
	}
	return spaced
}

// asciiLower is the lower case of ASCII letters and digits, 0 for all else.
var asciiLower = func() (t [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()
