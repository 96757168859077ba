package edtf

import "strings"

// A Locale says how one language writes dates. It is data alone: adding a
// language takes a table, no code.
//
// Two kinds of patterns occur. Date patterns are those of CLDR (Unicode
// Technical Standard 35, part 4): y year with its era, M MM month in digits,
// MMM MMMM its name within a date, LLL LLLL its name alone, d dd day, HH H
// mm ss time of 24 hours, and text in apostrophes as it is. In interval patterns a field
// that comes again belongs to the end, as in "MMMM d – MMMM d, y". Others have
// {0} and {1} where text goes.
//
// Where the comments do not say what zero means, a table needs the field; a
// test sees to that.
type Locale struct {
	Lang string // BCP 47

	Months          [12]string // within a date: MMMM
	MonthsAlone     [12]string // without a day: LLLL; zero means Months
	MonthsAbbr      [12]string // MMM
	MonthsAbbrAlone [12]string // LLL; zero means MonthsAbbr
	Seasons         [4]string  // spring, summer, autumn, winter
	Quarters        [4]string
	Halves          [2]string
	ShortQuarters   [4]string
	ShortHalves     [2]string
	DayOne          string // for 1 as the day of a month, 1er in French; zero means the digit

	LongDates, ShortDates Patterns

	SeasonYear         string // {0} season {1} year
	PartYear           string // {0} quarter or half {1} year
	ShortPartYear      string
	Northern, Southern string // {0} a season of one hemisphere

	DateTime    string // {0} date {1} time
	Time        string // date pattern
	TimeSeconds string // date pattern
	ZonedTime   string // {0} time {1} zone
	UTC         string // the zone of Z
	UTCOffset   string // {0} offset such as −04:00, whose signs are these:
	Plus, Minus string

	BC, AD                   string    // {0} year
	ADBelow                  int64     // years 1 to this, exclusive, are shown with AD; also those of five digits
	Decade                   string    // {0} first year of the decade
	Century, CenturyBC       string    // {0} ordinal
	Millennium, MillenniumBC string    // {0} ordinal
	Ordinals                 [4]string // after a number that ends in 0 or 4 to 9, in 1, 2, 3; 11 to 13 take the first
	Roman                    bool      // ordinals of centuries and millennia are Roman numerals
	Scales                   []Scale   // of large round years, largest first
	YearApart                string    // {0} month, day or part {1} the century or so
	Undated                  string    // for XXXX

	Circa     string // {0} an approximate date
	Uncertain string // {0} an uncertain date

	Between                   string // {0} and {1}: a date from one to the other, which is not known
	Range, SpacedRange        string // {0} to {1}: the latter when one has a space in it
	From, Until               string // {0} open at the other side
	FromUnknown, UntilUnknown string // {0} the other side is not known
	OrEarlier, OrLater        string // {0} a range in a set
	Or, And                   ListPatterns

	Digits         string // ten characters of one size in UTF-8; zero means 0 to 9
	Group, Decimal string // separate three digits of years from 10,000; tenths of a million years
}

// Patterns are date patterns in one length.
type Patterns struct {
	Date, Month             string // y M d, y M
	DateNoYear, MonthNoYear string // M d, M

	// Intervals of days, by the largest field that differs.
	DaysInMonth, DaysInYear, Days string
	// Intervals of months.
	MonthsInYear, MonthsApart string
	// The same without the year.
	DaysInMonthNoYear, DaysInYearNoYear, MonthsNoYear string
}

// A Scale names a power of ten: {0} million.
type Scale struct {
	Value   int64
	Pattern string
}

// ListPatterns join a list, as in CLDR. All have {0} and {1}.
type ListPatterns struct{ Two, Start, Middle, End string }

// LocaleFor returns the table for a BCP 47 language tag: the one for the tag
// itself, or for the tag without its last subtags, or English.
func LocaleFor(lang string) *Locale {
	for tag := strings.ToLower(strings.ReplaceAll(lang, "_", "-")); tag != ""; {
		if l := locales[tag]; l != nil {
			return l
		}
		tag = tag[:max(0, strings.LastIndexByte(tag, '-'))]
	}
	return English
}

// HasLocale reports whether [LocaleFor] has a table of its own for lang or a
// less specific tag.
func HasLocale(lang string) bool {
	return LocaleFor(lang) != English || lang == "en" || strings.HasPrefix(strings.ToLower(lang), "en-")
}

// MonthName returns the name of month m, 1 to 12, standing alone, and "" for
// any other m.
func (l *Locale) MonthName(m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	return l.month(int8(m), 'L', 4)
}

// month returns the name of a month within a date (M) or alone (L), in full
// when width is 4.
func (l *Locale) month(m int8, letter byte, width int) string {
	within, alone := &l.Months, &l.MonthsAlone
	if width < 4 {
		within, alone = &l.MonthsAbbr, &l.MonthsAbbrAlone
	}
	if letter == 'L' && alone[0] != "" {
		return alone[m-1]
	}
	return within[m-1]
}
