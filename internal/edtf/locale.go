package edtf

// A Locale says how one language writes dates. It is data alone: adding a
// language takes a table, no code. The tables are made by internal/cldr, from
// the Unicode Common Locale Data Repository and from words written by hand.
//
// Three kinds of patterns occur. Date patterns are those of CLDR (Unicode
// Technical Standard 35, part 4): y year with its era, M MM month in digits,
// MMM MMMM its name within a date, LLL LLLL its name alone, d dd day, HH H
// mm ss time of 24 hours, and text in apostrophes as it is. In interval patterns a field
// that comes again belongs to the end, as in "MMMM d – MMMM d, y". Others have
// {0} and {1} where text goes. A [Frame] has several of these.
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
	TimeOfDay   string // {0} a time or two; zero means {0}
	ZonedTime   string // {0} time {1} zone
	UTC         string // the zone of Z
	UTCOffset   string // {0} offset such as −04:00, whose signs are these:
	Plus, Minus string

	// What stands with the number of a year, {0}.
	LoneYear   string // alone; zero means {0} or, with an era, DateYear
	DateYear   string // within a date; zero means {0}
	PhraseYear string // alone in a Frame; zero means LoneYear
	YearRange  string // {0} to {1}, two years of one era; zero means Range or SpacedRange
	EraYears   string // {0} such a range before or after its era; zero means {0}

	BC, AD                       string     // {0} year
	ADBelow                      int64      // years 1 to this, exclusive, are shown with AD; also those of five digits
	Decade                       string     // {0} first year of the decade {1} its last
	Decades                      [11]string // the same by the tens of that year, and for whole thousands; zero means Decade
	Century, CenturyBC           string     // {0} ordinal {1} first year
	FirstCentury, FirstCenturyBC string     // of the first; zero means Century, CenturyBC
	Millennium, MillenniumBC     string     // {0} ordinal
	Ordinals                     [4]string  // {0} a number that ends in 0 or 4 to 9, in 1, 2, 3; 11 to 13 take the first
	OrdinalWords                 []string   // of 1, 2 and so on, where they do not follow that rule
	Roman                        bool       // ordinals of centuries and millennia are Roman numerals
	Scales                       []Scale    // of large round years, largest first
	OneBelowTwo                  bool       // 1.5 million takes the singular
	MixedScales                  bool       // a number takes several scales, 1億7000万, and no decimals
	YearApart                    string     // {0} month, day or part {1} the century or so
	Undated                      string     // for XXXX

	Circa     Frame  // {0} an approximate date
	Uncertain string // {0} an uncertain date

	Between                   Frame  // {0} and {1}: a date from one to the other, which is not known
	Range, SpacedRange        string // {0} to {1}: the latter when one has a space in it
	From, Until               Frame  // {0} open at the other side
	FromUnknown, UntilUnknown string // {0} the other side is not known
	OrEarlier, OrLater        string // {0} a range in a set
	Or, And                   ListPatterns

	Digits         string // ten characters of one size in UTF-8; zero means 0 to 9
	Group, Decimal string // separate three digits of years from 10,000; tenths of a million years
	Lakhs          bool   // beyond thousands, digits go in pairs: 1,00,000

	// Euphony has pairs: what two words make where they meet, and what is
	// written instead. Zero means that they can stand side by side.
	Euphony []string
}

// A Frame puts words around a date. Which words can depend on what the date
// is, as most languages inflect: French says "dès le 20 juillet" and "dès
// juillet". Where a name would have to be inflected in a way that a table does
// not have, signs stand for words.
type Frame struct {
	Day, Month, Year string // around a plain day, month or year; zero means Other
	Other            string
	Within           bool // Month takes MonthPhrase
}

// Patterns are date patterns in one length.
type Patterns struct {
	Date, Month             string // y M d, y M
	DateNoYear, MonthNoYear string // M d, M
	// Months after a preposition, for a Frame; zero means the above.
	MonthPhrase, MonthPhraseNoYear string

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
	One     string // for 1; zero means Pattern
}

// ListPatterns join a list, as in CLDR. All have {0} and {1}.
type ListPatterns struct{ Two, Start, Middle, End string }

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

// ShortMonthName returns the short name of month m, 1 to 12, standing alone,
// and "" for any other m.
func (l *Locale) ShortMonthName(m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	return l.month(int8(m), 'L', 3)
}

// MonthYear returns month m, 1 to 12, of an astronomical year, "July 2024",
// and the year alone for any other m.
func (l *Locale) MonthYear(year int64, m int) string {
	if m < 1 || m > 12 {
		return l.Year(year)
	}
	return string(l.appendDate(nil, l.LongDates.Month, asMonth(Bound{Year: year, Month: int8(m)}), nil))
}
