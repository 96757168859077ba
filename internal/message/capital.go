package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lower returns a text in lower case, as the language has it.
func (m *Messages) Lower(s string) string {
	if m.lang == "tr" || m.lang == "az" {
		return strings.ToLowerSpecial(unicode.TurkishCase, s)
	}
	return strings.ToLower(s)
}

// Capital returns a text with its first letter in upper case, as the language
// has it: i becomes İ in Turkish, ij becomes IJ in Dutch.
func (m *Messages) Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if first == utf8.RuneError {
		return s
	}
	switch m.lang {
	case "tr", "az":
		return string(unicode.TurkishCase.ToTitle(first)) + s[size:]
	case "nl":
		if strings.HasPrefix(s, "ij") {
			return "IJ" + s[len("ij"):]
		}
	}
	return string(unicode.ToTitle(first)) + s[size:]
}
