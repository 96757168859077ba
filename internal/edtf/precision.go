package edtf

import "strconv"

// A Precision says how exactly a date is known. Coarser is less.
//
// Every power of ten of years has a value, so that Millennium-1 is ten
// millennia; see [Precision.Years].
type Precision int8

// The named precisions. Between None and Millennium lie the powers of ten.
const (
	None         Precision = 0 // of the zero Date and of an end that is open or unknown
	Millennium   Precision = Year - 3
	Century      Precision = Year - 2
	Decade       Precision = Year - 1
	Year         Precision = 20
	Half         Precision = 21 // 40, 41
	Quadrimester Precision = 22 // 37 to 39
	Quarter      Precision = 23 // 33 to 36
	Season       Precision = 24 // 21 to 32
	Month        Precision = 25
	Day          Precision = 26
	Minute       Precision = 27
	Second       Precision = 28
)

// Years returns the number of years that p spans, a power of ten: 100 for
// Century. It is 0 for None and for what is finer than a year.
func (p Precision) Years() int64 {
	if p <= None || p > Year {
		return 0
	}
	return pow10(int(Year - p))
}

func (p Precision) String() string {
	switch p {
	case None:
		return "none"
	case Millennium:
		return "millennium"
	case Century:
		return "century"
	case Decade:
		return "decade"
	case Year:
		return "year"
	case Half:
		return "half"
	case Quadrimester:
		return "quadrimester"
	case Quarter:
		return "quarter"
	case Season:
		return "season"
	case Month:
		return "month"
	case Day:
		return "day"
	case Minute:
		return "minute"
	case Second:
		return "second"
	}
	return strconv.FormatInt(p.Years(), 10) + " years"
}

// precisionOfYears returns the precision of a year that is known but for its
// last n digits.
func precisionOfYears(n int) Precision { return Year - Precision(n) }

// pow10 returns 10 to the n for n up to 18.
func pow10(n int) int64 {
	p := int64(1)
	for ; n > 0; n-- {
		p *= 10
	}
	return p
}
