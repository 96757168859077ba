package edtf

// The codes that stand in the place of a month (EDTF level 2, sub-year
// groupings).
const (
	firstPart, lastPart = 21, 41

	firstQuarter, lastQuarter           = 33, 36
	firstQuadrimester, lastQuadrimester = 37, 39
	firstHalf, lastHalf                 = 40, 41
)

// partSpan returns the first month of a part of the year and the number of its
// months. A part that begins in December, or southern summer, ends in the next
// year.
func partSpan(part int8) (first, months int8) {
	switch {
	case part >= firstHalf:
		return 1 + 6*(part-firstHalf), 6
	case part >= firstQuadrimester:
		return 1 + 4*(part-firstQuadrimester), 4
	case part >= firstQuarter:
		return 1 + 3*(part-firstQuarter), 3
	}
	season, southern := seasonOf(part)
	first = [4]int8{3, 6, 9, 12}[season]
	if southern {
		first = [4]int8{9, 12, 3, 6}[season]
	}
	return first, 3
}

// seasonOf returns the season, 0 for spring to 3 for winter, of a part from 21
// to 32.
func seasonOf(part int8) (season int, southern bool) {
	return int(part-firstPart) % 4, part >= 29
}

func partPrecision(part int8) Precision {
	switch {
	case part >= firstHalf:
		return Half
	case part >= firstQuadrimester:
		return Quadrimester
	case part >= firstQuarter:
		return Quarter
	}
	return Season
}

// resolve computes bounds and precision, or finds that there is no such day.
func (p *point) resolve() *fault {
	first, last := p.years()
	p.lo = Bound{Year: first, Month: 1, Day: 1}
	p.hi = Bound{Year: last, Month: 12, Day: 31, Sec: secondsPerDay - 1}
	p.prec = p.precision()
	switch {
	case p.part != 0:
		month, months := partSpan(p.part)
		p.lo.Month = month
		if p.hi.Month = month + months - 1; p.hi.Month > 12 {
			p.hi.Month -= 12
			p.hi.Year++
		}
		p.hi.Day = daysIn(p.hi.Year, p.hi.Month)
		return nil
	case p.month.absent():
		return nil
	case p.yearX != 0 || p.month.hasX() || p.day.hasX():
		return p.resolveX()
	}
	m := p.month.number()
	p.lo.Month, p.hi.Month = m, m
	if p.day.absent() {
		p.hi.Day = daysIn(p.year, m)
		return nil
	}
	d := p.day.number()
	if d < 1 || d > daysIn(p.year, m) {
		return p.noSuchDay()
	}
	p.lo.Day, p.hi.Day = d, d
	if p.timed {
		p.lo.Sec, p.hi.Sec = p.sec, p.sec
		if !p.seconded {
			p.hi.Sec += 59
		}
	}
	return nil
}

// years returns the first and last year that p can be in.
func (p *point) years() (first, last int64) {
	width := int64(1) // of what the significant digits leave open
	if p.sig != 0 {
		width = pow10(p.yearDigits() - int(p.sig))
	}
	near := max(p.year, -p.year) / width * width // nearest to year 0
	far := near + width - 1
	for i, x := int64(1), p.yearX; x != 0; i, x = i*10, x>>1 {
		far += 9 * i * int64(x&1)
	}
	if !p.bc {
		return near, far
	}
	if p.yearX != 0 && near == 0 {
		near = 1 // there is no year -0000
	}
	return -far, -near
}

// yearDigits returns the number of digits of the year as written, with the
// zeros of its exponent.
func (p *point) yearDigits() int {
	if !p.long {
		return 4
	}
	n := 0
	for y := max(p.year, -p.year); y > 0; y /= 10 {
		n++
	}
	return n
}

func (p *point) precision() Precision {
	switch {
	case p.sig != 0:
		return precisionOfYears(p.yearDigits() - int(p.sig))
	case p.yearX != 0:
		n := 0
		for x := p.yearX; x != 0; x >>= 1 {
			n++
		}
		return precisionOfYears(n)
	case p.part != 0:
		return partPrecision(p.part)
	case p.month.absent() || p.month.hasX():
		return Year
	case p.day.absent() || p.day.hasX():
		return Month
	case p.seconded:
		return Second
	case p.timed:
		return Minute
	}
	return Day
}

// resolveX finds the first and last real day that fits, for a date with a
// digit X.
func (p *point) resolveX() *fault {
	first, last := p.lo.Year, p.hi.Year
	if !p.search(first, last, +1, &p.lo) {
		return p.noSuchDay()
	}
	p.search(last, first, -1, &p.hi)
	if p.day.absent() {
		p.lo.Day = 1
		p.hi.Day = daysIn(p.hi.Year, p.hi.Month)
	}
	return nil
}

// search looks for a day that fits, from one year to another, and sets the
// year, month and day of b. That is quick: four years are enough unless the
// day is February 29 or there is none; then it is 10,000 years at most.
func (p *point) search(from, to, step int64, b *Bound) bool {
	for y := from; y != to+step; y += step {
		if !p.yearMatches(y) {
			continue
		}
		for i := range int8(12) {
			m := upOrDown(i, 12, step)
			if !p.month.matches(m) {
				continue
			}
			if p.day.absent() {
				b.Year, b.Month = y, m
				return true
			}
			n := daysIn(y, m)
			for j := range n {
				if d := upOrDown(j, n, step); p.day.matches(d) {
					b.Year, b.Month, b.Day = y, m, d
					return true
				}
			}
		}
	}
	return false
}

// upOrDown counts i, from 0, as 1 to n or as n to 1.
func upOrDown(i, n int8, step int64) int8 {
	if step > 0 {
		return i + 1
	}
	return n - i
}

// yearMatches reports whether year y has the known digits of p.
func (p *point) yearMatches(y int64) bool {
	y, want := max(y, -y), max(p.year, -p.year)
	for x := p.yearX; y != want; x, y, want = x>>1, y/10, want/10 {
		if x&1 == 0 && y%10 != want%10 {
			return false
		}
	}
	return true
}

// noSuchDay says why the day does not exist.
func (p *point) noSuchDay() *fault {
	switch d := p.day; {
	case d.tens == '0' && d.units == '0':
		f := formed(0, "there is no day 00")
		f.hint = "leave out what is not known, or write XX for it"
		return f
	case !fits(d, 31):
		return formed(0, "there is no day %s", d)
	case p.month.hasX():
		return formed(0, "no month %s has a day %s", p.month, d)
	}
	m := p.month.number()
	name := English.MonthName(int(m))
	switch {
	case p.yearX == 0:
		return formed(0, "%s %s has %d days", name, English.Year(p.year), daysIn(p.year, m))
	case m == 2 && p.day.matches(29):
		return formed(0, "no leap year fits, so February has 28 days")
	}
	return formed(0, "%s never has more than %d days", name, daysIn(2000, m))
}
