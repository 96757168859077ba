package edtf

import "strconv"

// appendPoint appends the canonical text of p.
func appendPoint(b []byte, p *point) []byte {
	n := p.components()
	// Qualifiers take one of three forms. When the first components have the
	// same and the rest none, one mark after the last of them says so;
	// otherwise each component has its own before it.
	group := 0
	for group < n && p.quals[group] == p.quals[0] {
		group++
	}
	grouped := p.quals[0] != 0
	for _, q := range p.quals[group:n] {
		grouped = grouped && q == 0
	}
	for i := range n {
		if i > 0 {
			b = append(b, '-')
		}
		if q := p.quals[i]; q != 0 && !grouped {
			b = append(b, q.mark())
		}
		switch {
		case i == 0:
			b = appendYear(b, p)
		case i == 2:
			b = append(b, p.day.tens, p.day.units)
		case p.part != 0:
			b = appendTwo(b, int64(p.part))
		default:
			b = append(b, p.month.tens, p.month.units)
		}
		if grouped && i == group-1 {
			b = append(b, p.quals[0].mark())
		}
	}
	if p.timed {
		b = appendTime(b, p)
	}
	return b
}

func (q qual) mark() byte { return "-?~%"[q] }

func appendYear(b []byte, p *point) []byte {
	abs := max(p.year, -p.year)
	if p.long {
		b = append(b, 'Y')
	}
	if p.bc {
		b = append(b, '-')
	}
	if p.long {
		b = strconv.AppendInt(b, abs/pow10(int(p.exp)), 10)
		if p.exp != 0 {
			b = append(b, 'E')
			b = strconv.AppendInt(b, int64(p.exp), 10)
		}
	} else {
		for i := 3; i >= 0; i-- {
			if p.yearX>>i&1 != 0 {
				b = append(b, 'X')
			} else {
				b = append(b, byte('0'+abs/pow10(i)%10))
			}
		}
	}
	if p.sig != 0 {
		b = append(b, 'S')
		b = strconv.AppendInt(b, int64(p.sig), 10)
	}
	return b
}

func appendTime(b []byte, p *point) []byte {
	b = append(b, 'T')
	b = appendTwo(b, int64(p.sec/3600))
	b = append(b, ':')
	b = appendTwo(b, int64(p.sec/60%60))
	if p.seconded {
		b = append(b, ':')
		b = appendTwo(b, int64(p.sec%60))
	}
	switch p.zone {
	case zoneUTC:
		b = append(b, 'Z')
	case zoneOffset:
		sign, off := byte('+'), int64(p.offset)
		if off < 0 {
			sign, off = '-', -off
		}
		b = append(b, sign)
		b = appendTwo(b, off/3600)
		b = append(b, ':')
		b = appendTwo(b, off/60%60)
	}
	return b
}

// appendTwo appends n, 0 to 99, with two digits.
func appendTwo(b []byte, n int64) []byte {
	return append(b, byte('0'+n/10), byte('0'+n%10))
}
