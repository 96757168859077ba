package edtf

import (
	"strconv"
	"strings"
)

// eraNumber returns the number by which y is called within its era.
func eraNumber(y int64) int64 {
	if y > 0 {
		return y
	}
	if y > -10_000 || y%1000 != 0 {
		return 1 - y // 0 is 1 BC
	}
	return -y
}

// isScaled reports whether y is shown with a word for its scale, and has no
// other scale with it.
func (l *Locale) isScaled(y int64) bool {
	return !l.MixedScales && l.scale(eraNumber(y)) != nil
}

// appendBareYear appends y without its era.
func (l *Locale) appendBareYear(b []byte, y int64) []byte {
	n := eraNumber(y)
	if l.MixedScales {
		if n >= 10_000 && n%1000 == 0 {
			return l.appendMixed(b, n)
		}
	} else if s := l.scale(n); s != nil {
		return l.appendScaled(b, n, s)
	}
	if n >= 10_000 {
		return l.appendGrouped(b, n)
	}
	return l.appendInt(b, n, 1)
}

// scale returns the scale in which n is written with at most one decimal, or
// nil: with more, the number says more in full.
func (l *Locale) scale(n int64) *Scale {
	for i := range l.Scales {
		if s := &l.Scales[i]; n >= s.Value && n%(s.Value/10) == 0 {
			return s
		}
	}
	return nil
}

func (l *Locale) appendScaled(b []byte, n int64, s *Scale) []byte {
	pattern, whole, tenth := s.Pattern, n/s.Value, n/(s.Value/10)%10
	if s.One != "" && whole == 1 && (tenth == 0 || l.OneBelowTwo) {
		pattern = s.One
	}
	b, after := open(b, pattern)
	b = l.appendGrouped(b, whole)
	if tenth != 0 {
		b = append(b, l.Decimal...)
		b = l.appendInt(b, tenth, 1)
	}
	return append(b, after...)
}

// appendMixed appends n with each scale that it has something of.
func (l *Locale) appendMixed(b []byte, n int64) []byte {
	for _, s := range l.Scales {
		if n < s.Value {
			continue
		}
		var after string
		b, after = open(b, s.Pattern)
		b = l.appendInt(b, n/s.Value, 1)
		n %= s.Value
		if n == 0 {
			after = strings.TrimRight(after, " ")
		}
		b = append(b, after...)
	}
	if n > 0 {
		b = l.appendInt(b, n, 1)
	}
	return b
}

// appendGrouped appends n in groups of three digits or, above the last of
// these, of two.
func (l *Locale) appendGrouped(b []byte, n int64) []byte {
	if n < 1000 {
		return l.appendInt(b, n, 1)
	}
	b = l.appendGroups(b, n/1000)
	b = append(b, l.Group...)
	return l.appendInt(b, n%1000, 3)
}

func (l *Locale) appendGroups(b []byte, n int64) []byte {
	size, digits := int64(1000), 3
	if l.Lakhs {
		size, digits = 100, 2
	}
	if n < size {
		return l.appendInt(b, n, 1)
	}
	b = l.appendGroups(b, n/size)
	b = append(b, l.Group...)
	return l.appendInt(b, n%size, digits)
}

// appendInt appends n, 0 or more, in the locale's digits, at least width.
func (l *Locale) appendInt(b []byte, n int64, width int) []byte {
	var buf [20]byte
	digits := strconv.AppendInt(buf[:0], n, 10)
	for range width - len(digits) {
		b = l.appendDigit(b, '0')
	}
	if l.Digits == "" {
		return append(b, digits...)
	}
	for _, c := range digits {
		b = l.appendDigit(b, c)
	}
	return b
}

func (l *Locale) appendDigit(b []byte, c byte) []byte {
	if l.Digits == "" {
		return append(b, c)
	}
	size := len(l.Digits) / 10
	at := int(c-'0') * size
	return append(b, l.Digits[at:at+size]...)
}

// appendOrdinal appends n, 1 or more, as an ordinal: 19th, XIX.
func (l *Locale) appendOrdinal(b []byte, n int64) []byte {
	if n <= int64(len(l.OrdinalWords)) {
		return append(b, l.OrdinalWords[n-1]...)
	}
	form := n % 10
	if form > 3 || n%100 >= 11 && n%100 <= 13 {
		form = 0
	}
	b, after := open(b, l.Ordinals[form])
	if l.Roman {
		b = appendRoman(b, n)
	} else {
		b = l.appendInt(b, n, 1)
	}
	return append(b, after...)
}

// appendRoman appends n, 1 to 100, as a Roman numeral.
func appendRoman(b []byte, n int64) []byte {
	for _, r := range [...]struct {
		n int64
		s string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.n; n -= r.n {
			b = append(b, r.s...)
		}
	}
	return b
}
