package edtf

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The functions here make readings of what the patterns of the notations
// match.

// wrap reads the first match and puts a qualifier after it, or after both ends
// of an interval.
func wrap(qualifier string) func(m []string, in *inquiry) []reading {
	return func(m []string, in *inquiry) []reading {
		return each(meant(m[1], in), func(s string) string {
			s = strings.ReplaceAll(s, "/", qualifier+"/") + qualifier
			return strings.NewReplacer("?~", "%", "~?", "%").Replace(s)
		})
	}
}

// after reads the first match and puts text around it.
func after(before, behind string) func(m []string, in *inquiry) []reading {
	return func(m []string, in *inquiry) []reading {
		return each(meant(m[1], in), func(s string) string { return before + s + behind })
	}
}

// readForeign reads text with the digits, dashes or full-width characters of
// other scripts.
func readForeign(m []string, in *inquiry) []reading {
	s := toASCII(m[0])
	if s == m[0] {
		return nil
	}
	return meant(s, in)
}

// readMillions reads "66 million years ago", give or take the two millennia
// between year 0 and now.
func readMillions(m []string, _ *inquiry) []reading {
	number, exp := m[1], 6
	switch strings.ToLower(m[2]) {
	case "billion", "bn", "bya", "ga":
		exp = 9
	}
	if whole, tenth, ok := strings.Cut(number, "."); ok {
		number = whole + tenth
		exp--
	}
	return one("Y-" + strings.TrimLeft(number, "0") + "E" + strconv.Itoa(exp))
}

func readCentury(m []string, _ *inquiry) []reading {
	n, _ := strconv.Atoi(m[1])
	if n == 0 {
		return nil
	}
	sign := ""
	if m[2] != "" {
		sign = "-"
	}
	return one(fmt.Sprintf("%s%02dXX", sign, n-1))
}

func readDecade(m []string, _ *inquiry) []reading {
	decade := reading{edtf: m[1] + "X", gloss: "the decade"}
	if century, ok := strings.CutSuffix(m[1], "0"); ok {
		return valid(reading{edtf: century + "XX", gloss: "the century"}, decade)
	}
	return valid(decade)
}

// yearBC returns a year before Christ, in digits, as EDTF. Round years before
// 10,000 BC are left round.
func yearBC(digits string) string {
	n, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case err != nil || n == 0:
		return ""
	case n == 1:
		return "0000"
	case n <= 10_000:
		return fmt.Sprintf("-%04d", n-1)
	case n%1000 != 0:
		n--
	}
	return "Y-" + strconv.FormatInt(n, 10)
}

// readBC reads a date whose last number is a year before Christ.
func readBC(m []string, in *inquiry) []reading {
	s := strings.TrimSpace(m[1])
	if n := strings.NewReplacer(",", "", ".", "", " ", "", "_", "").Replace(s); n != "" && n == onlyDigits(n) {
		return one(yearBC(n))
	}
	return each(meant(padYear(s), in), func(s string) string {
		if len(s) < 4 || onlyDigits(s[:4]) != s[:4] || strings.Contains(s, "/") {
			return ""
		}
		return yearBC(s[:4]) + s[4:]
	})
}

// readAD reads a date with the era that goes without saying.
func readAD(m []string, in *inquiry) []reading {
	return meant(padYear(strings.TrimSpace(m[1]+m[2])), in)
}

// padYear writes the last number of s with four digits.
func padYear(s string) string {
	start := len(s)
	for start > 0 && isDigit(s[start-1]) {
		start--
	}
	if n := len(s) - start; n > 0 && n < 4 {
		return s[:start] + strings.Repeat("0", 4-n) + s[start:]
	}
	return s
}

// What readRange looks for in either half.
type rangePatterns struct{ anyYear, lastYear, firstMonth, laterMonth *regexp.Regexp }

var rangePattern = sync.OnceValue(func() rangePatterns {
	return rangePatterns{
		anyYear:    whole(`.*\d{4}.*`),
		lastYear:   whole(`.*(\d{4})`),
		firstMonth: whole(months + `.*`),
		laterMonth: whole(`\d+\.?\s*` + months + `.*`),
	}
})

// readRange reads two dates as an interval. What one of them leaves out is
// taken from the other: "June 20 to September 29, 2024", "June 20 to 25,
// 2024", "20 to 25 June 2024".
func readRange(m []string, in *inquiry) []reading {
	left, right := strings.TrimSpace(m[1]), strings.TrimSpace(m[2])
	p := rangePattern()
	if year := p.lastYear.FindStringSubmatch(right); year != nil && !p.anyYear.MatchString(left) {
		leftMonth := p.firstMonth.FindStringSubmatch(left)
		rightMonth := p.laterMonth.FindStringSubmatch(right)
		switch {
		case leftMonth != nil && rightMonth == nil && isDigit(right[0]):
			right = leftMonth[1] + " " + right
		case rightMonth != nil && left == onlyDigits(left):
			left += " " + rightMonth[1]
		}
		if _, f := parse(left); f != nil {
			left += " " + year[1]
		}
	}
	froms, tos := meant(left, in), meant(right, in)
	if len(froms) != 1 || len(tos) != 1 {
		return nil
	}
	return one(froms[0].edtf + "/" + tos[0].edtf)
}

// readShortRange reads 1914-18: the century, the first and the last year.
func readShortRange(m []string, _ *inquiry) []reading {
	first, _ := strconv.Atoi(m[2])
	last, _ := strconv.Atoi(m[3])
	if m[1] == "00" || last <= first || last > first+50 {
		return nil // a slip of another sort is likelier
	}
	return one(m[1] + m[2] + "/" + m[1] + m[3])
}

// readSides reads an interval of which a side is in another notation.
func readSides(m []string, in *inquiry) []reading {
	if strings.Contains(m[2], "/") {
		return nil
	}
	return readRange(m, in)
}

func readSeason(m []string, _ *inquiry) []reading {
	code := map[string]string{"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
	return one(m[2] + m[3] + "-" + code[strings.ToLower(m[1]+m[4])])
}

// readWeek reads a week of ISO 8601, of which the first has January 4 in it, or
// a day of a week.
func readWeek(m []string, _ *inquiry) []reading {
	year, _ := strconv.Atoi(m[1])
	week, _ := strconv.Atoi(m[2])
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, 7*(week-1)-(int(fourth.Weekday())+6)%7)
	if y, w := monday.ISOWeek(); y != year || w != week {
		return nil
	}
	if m[3] != "" {
		return one(monday.AddDate(0, 0, int(m[3][0]-'1')).Format(time.DateOnly))
	}
	return one(monday.Format(time.DateOnly) + "/" + monday.AddDate(0, 0, 6).Format(time.DateOnly))
}

func readOrdinalDate(m []string, _ *inquiry) []reading {
	year, _ := strconv.Atoi(m[1])
	n, _ := strconv.Atoi(m[2])
	day := time.Date(year, 1, n, 0, 0, 0, 0, time.UTC)
	if n == 0 || day.Year() != year {
		return nil
	}
	return one(day.Format(time.DateOnly))
}

// readYearFirst reads year, month, day, or else year, day, month.
func readYearFirst(m []string, _ *inquiry) []reading {
	year := strings.Repeat("0", 4-len(m[1])) + m[1]
	if r := one(ymd(year, m[2], m[3])); len(r) > 0 {
		return r
	}
	return one(ymd(year, m[3], m[2]))
}

// readYearLast reads day, month, year and month, day, year.
func readYearLast(m []string, _ *inquiry) []reading {
	if pad2(m[1]) == pad2(m[2]) {
		return one(ymd(m[3], m[1], m[2]))
	}
	readings := valid(
		reading{edtf: ymd(m[3], m[2], m[1]), gloss: dayAndMonth(m[1], m[2])},
		reading{edtf: ymd(m[3], m[1], m[2]), gloss: dayAndMonth(m[2], m[1])},
	)
	if len(readings) > 0 {
		return readings
	}
	switch {
	case pad2(m[2]) <= "12":
		return oneDay(ymd(m[3], m[2], m[1]))
	case pad2(m[1]) <= "12":
		return oneDay(ymd(m[3], m[1], m[2]))
	}
	return nil
}

// dayAndMonth spells out a reading: 13 February.
func dayAndMonth(day, month string) string {
	m, _ := strconv.Atoi(month)
	return strings.TrimPrefix(day, "0") + " " + English.MonthName(m)
}

// readYear reads a year of any number of digits, or a date without hyphens.
func readYear(sign, digits string) []reading {
	var readings []reading
	switch {
	case sign == "" && len(digits) == 8:
		readings = valid(reading{edtf: ymd(digits[:4], digits[4:6], digits[6:]), gloss: "the day"})
	case sign == "" && len(digits) == 6 && digits[4:] <= "12":
		readings = valid(reading{edtf: digits[:4] + "-" + digits[4:], gloss: "the month"})
	}
	switch n := strings.TrimLeft(digits, "0"); {
	case n == "":
		return one("0000")
	case sign == "-" && len(digits) < 4:
		// Some count from 1 BC as -1, EDTF from 1 BC as 0.
		y, _ := strconv.ParseInt(n, 10, 64)
		return valid(
			reading{edtf: fmt.Sprintf("-%04d", y), gloss: English.Year(-y)},
			reading{edtf: yearBC(n), gloss: English.Year(1 - y)},
		)
	case len(n) > 4:
		digits = "Y" + sign + n
	default:
		digits = sign + strings.Repeat("0", 4-len(n)) + n
	}
	return append(readings, valid(reading{edtf: digits, gloss: "the year"})...)
}

// readPlaceholders reads other signs than X for digits that are not known.
func readPlaceholders(m []string, _ *inquiry) []reading {
	s := m[0]
	for _, signs := range []string{"uUxX", "?", "*", "_", "#", "yY"} {
		r := one(strings.Map(func(c rune) rune {
			if strings.ContainsRune(signs, c) {
				return 'X'
			}
			return c
		}, s))
		if len(r) > 0 {
			return r
		}
	}
	if n := strings.TrimRight(s, "-"); len(s) == 4 && (len(n) == 2 || len(n) == 3) {
		return one(n + strings.Repeat("X", 4-len(n)))
	}
	return nil
}

func monthOf(year, month string) []reading {
	if pad2(month) > "12" {
		return nil
	}
	return one(year + "-" + pad2(month))
}

// monthNumber returns the number of an English month, of which it looks at
// three letters, with two digits.
func monthNumber(name string) string {
	at := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))
	return fmt.Sprintf("%02d", at/3+1)
}

// ymd returns the date of a year of four digits, month and day.
func ymd(year, month, day string) string {
	return year + "-" + pad2(month) + "-" + pad2(day)
}

// pad2 returns a number with two digits at least.
func pad2(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// plus returns a digit plus n.
func plus(digit string, n int) string { return strconv.Itoa(int(digit[0]-'0') + n) }
