package message

import "strconv"

// A numberFormat says how a language writes whole numbers.
type numberFormat struct {
	digits string // ten characters of one size in UTF-8; zero means 0 to 9
	group  string // separates three digits
	least  int    // digits that must stand before the first of these
	lakhs  bool   // beyond thousands, digits go in pairs: 1,00,000
}

// Number returns n in groups of digits: "12,345", "12 345", "12.345".
func (m *Messages) Number(n int) string {
	var buf [20]byte
	digits := strconv.AppendInt(buf[:0], int64(n), 10)
	b := make([]byte, 0, 32)
	if digits[0] == '-' {
		b = append(b, "−"...)
		digits = digits[1:]
	}
	f := &m.number
	for i, c := range digits {
		if i > 0 && f.separates(len(digits), len(digits)-i) {
			b = append(b, f.group...)
		}
		if f.digits == "" {
			b = append(b, c)
			continue
		}
		size := len(f.digits) / 10
		at := int(c-'0') * size
		b = append(b, f.digits[at:at+size]...)
	}
	return string(b)
}

// separates reports whether a number of so many digits has a sign before its
// last ones.
func (f *numberFormat) separates(digits, last int) bool {
	switch {
	case last < 3 || digits < 3+f.least:
		return false
	case f.lakhs:
		return last%2 == 1
	}
	return last%3 == 0
}
