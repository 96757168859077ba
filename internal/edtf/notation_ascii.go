package edtf

import (
	"strings"
	"unicode"
)

// toASCII replaces decimal digits of all scripts, minus signs, dashes and
// full-width characters by their ASCII equals.
func toASCII(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
			return r
		case r == '−' || unicode.Is(unicode.Pd, r):
			return '-'
		case 0xFF01 <= r && r <= 0xFF5E:
			return r - 0xFF01 + '!'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsDigit(r):
			return '0' + digitValue(r)
		}
		return r
	}, s)
}

// digitValue returns the value of a decimal digit. The tables list digits in
// runs that begin with a zero and are a multiple of ten long.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

// onlyDigits returns s without what is no ASCII digit.
func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
