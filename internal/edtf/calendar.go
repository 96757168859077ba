package edtf

// The proleptic Gregorian calendar with a year 0, as ISO 8601 has it.

func isLeap(y int64) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// daysIn returns the number of days in month m, 1 to 12, of year y.
func daysIn(y int64, m int8) int8 {
	if m == 2 && isLeap(y) {
		return 29
	}
	return [13]int8{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m]
}

// daysSinceEpoch returns the number of days from 1970-01-01. It is exact for
// all years within MaxYear. The year is taken to begin in March, so that the
// leap day is its last (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
func daysSinceEpoch(y int64, m, d int8) int64 {
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yearOfEra := y - era*400
	dayOfYear := (153*((int64(m)+9)%12)+2)/5 + int64(d) - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*146097 + dayOfEra - 719468
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
