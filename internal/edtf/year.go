package edtf

import "strconv"

// Year returns the astronomical year y for readers: "2024", "AD 44", "44 BC"
// for -43. Round years are shown as such and, being round, without the shift
// between astronomical years and those before Christ: -43000 is "43,000 BC"
// and -170000000 "170 million BC".
func (l *Locale) Year(y int64) string {
	return string(l.appendYear(make([]byte, 0, 32), y))
}

func (l *Locale) appendYear(b []byte, y int64) []byte {
	before, after, ok := cutPattern(l.era(y))
	if !ok {
		return l.appendBareYear(b, y)
	}
	b = append(b, before...)
	b = l.appendBareYear(b, y)
	return append(b, after...)
}

// era returns the pattern that names the era of y, "" when it goes unsaid.
func (l *Locale) era(y int64) string {
	switch {
	case y <= 0:
		return l.BC
	case y < l.ADBelow || y > 9999:
		return l.AD
	}
	return ""
}

// appendBareYear appends y without its era.
func (l *Locale) appendBareYear(b []byte, y int64) []byte {
	n := y
	if y <= 0 {
		n = -y
		if n < 10_000 || n%1000 != 0 {
			n++ // 0 is 1 BC
		}
	}
	for _, s := range l.Scales {
		// At most one decimal, or the number says more in full.
		if n < s.Value || n%(s.Value/10) != 0 {
			continue
		}
		before, after, _ := cutPattern(s.Pattern)
		b = append(b, before...)
		b = l.appendGrouped(b, n/s.Value)
		if tenth := n / (s.Value / 10) % 10; tenth != 0 {
			b = append(b, l.Decimal...)
			b = l.appendInt(b, tenth, 1)
		}
		return append(b, after...)
	}
	if n >= 10_000 {
		return l.appendGrouped(b, n)
	}
	return l.appendInt(b, n, 1)
}

// appendGrouped appends n in groups of three digits.
func (l *Locale) appendGrouped(b []byte, n int64) []byte {
	if n < 1000 {
		return l.appendInt(b, n, 1)
	}
	b = l.appendGrouped(b, n/1000)
	b = append(b, l.Group...)
	return l.appendInt(b, n%1000, 3)
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

// appendOrdinal appends n as an ordinal: 19th, XIX.
func (l *Locale) appendOrdinal(b []byte, n int64) []byte {
	if l.Roman {
		return appendRoman(b, n)
	}
	b = l.appendInt(b, n, 1)
	form := n % 10
	if form > 3 || n%100 >= 11 && n%100 <= 13 {
		form = 0
	}
	return append(b, l.Ordinals[form]...)
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
