// Package collation puts names in the order in which readers of a language
// look them up: Å after Z in Swedish, beside A in German.
package collation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Keys returns a key for each name. Names compare as their keys do, byte by
// byte: by letters first, then by marks, then by case, and numbers by value.
// lang is a BCP 47 tag; a language that has no order of its own has that of
// Unicode.
func Keys(lang string, names []string) []string {
	c := collate.New(language.Make(lang), collate.Numeric)
	var buf collate.Buffer
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = string(c.KeyFromString(&buf, name))
		buf.Reset()
	}
	return keys
}

// Initials returns, for each name, the letter under which it is looked up: in
// upper case, without the marks that do not make it another letter in the
// language. It is "0–9" for all numbers and "…" for what is neither. Hangul has
// the first consonant.
func Initials(lang string, names []string) []string {
	tag := language.Make(lang)
	c := collate.New(tag, collate.Loose)
	known := map[rune]string{}
	initials := make([]string, len(names))
	for i, name := range names {
		first, _ := utf8.DecodeRuneInString(norm.NFC.String(strings.TrimLeftFunc(name, isNothing)))
		letter, ok := known[first]
		if !ok {
			letter = initial(c, tag, first)
			known[first] = letter
		}
		initials[i] = letter
	}
	return initials
}

// isNothing reports whether a character does not count at the start of a name:
// quotation marks, spaces, brackets.
func isNothing(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }

// consonants are the letters that begin the syllables of Hangul, in the order
// of Unicode's conjoining ones.
var consonants = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")

func initial(c *collate.Collator, tag language.Tag, first rune) string {
	decomposed := []rune(norm.NFKD.String(string(first)))
	base := decomposed[0]
	switch {
	case unicode.IsDigit(base):
		return "0–9"
	case !unicode.IsLetter(first):
		return "…"
	case base >= 0x1100 && int(base-0x1100) < len(consonants):
		return string(consonants[base-0x1100])
	case c.CompareString(string(base), string(first)) != 0:
		base = first // Å is no A
	}
	if b, _ := tag.Base(); b.String() == "tr" || b.String() == "az" {
		return string(unicode.TurkishCase.ToUpper(base))
	}
	return string(unicode.ToUpper(base))
}
