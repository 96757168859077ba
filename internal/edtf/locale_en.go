package edtf

// English is American: June 20, 2024.
var English = &Locale{
	Lang: "en",
	Months: [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	},
	MonthsAbbr: [12]string{
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	},
	Seasons:       [4]string{"spring", "summer", "autumn", "winter"},
	Quarters:      [4]string{"first quarter", "second quarter", "third quarter", "fourth quarter"},
	Halves:        [2]string{"first half", "second half"},
	ShortQuarters: [4]string{"Q1", "Q2", "Q3", "Q4"},
	ShortHalves:   [2]string{"H1", "H2"},

	LongDates: Patterns{
		Date: "MMMM d, y", Month: "LLLL y",
		DateNoYear: "MMMM d", MonthNoYear: "LLLL",
		DaysInMonth: "MMMM d–d, y", DaysInYear: "MMMM d – MMMM d, y", Days: "MMMM d, y – MMMM d, y",
		MonthsInYear: "LLLL–LLLL y", MonthsApart: "LLLL y – LLLL y",
		DaysInMonthNoYear: "MMMM d–d", DaysInYearNoYear: "MMMM d – MMMM d", MonthsNoYear: "LLLL–LLLL",
	},
	ShortDates: Patterns{
		Date: "MMM d, y", Month: "LLL y",
		DateNoYear: "MMM d", MonthNoYear: "LLL",
		DaysInMonth: "MMM d–d, y", DaysInYear: "MMM d – MMM d, y", Days: "MMM d, y – MMM d, y",
		MonthsInYear: "LLL–LLL y", MonthsApart: "LLL y – LLL y",
		DaysInMonthNoYear: "MMM d–d", DaysInYearNoYear: "MMM d – MMM d", MonthsNoYear: "LLL–LLL",
	},

	SeasonYear: "{0} {1}", PartYear: "{0} of {1}", ShortPartYear: "{0} {1}",
	Northern: "{0} (Northern Hemisphere)", Southern: "{0} (Southern Hemisphere)",

	DateTime: "{0}, {1}", Time: "HH:mm", TimeSeconds: "HH:mm:ss", ZonedTime: "{0} {1}",
	UTC: "UTC", UTCOffset: "UTC{0}", Plus: "+", Minus: "−",

	BC: "{0} BC", AD: "AD {0}", ADBelow: 100,
	Decade:  "{0}s",
	Century: "{0} century", CenturyBC: "{0} century BC",
	Millennium: "{0} millennium", MillenniumBC: "{0} millennium BC",
	Ordinals: [4]string{"{0}th", "{0}st", "{0}nd", "{0}rd"},
	Scales: []Scale{
		{Value: 1e12, Pattern: "{0} trillion"}, {Value: 1e9, Pattern: "{0} billion"}, {Value: 1e6, Pattern: "{0} million"},
	},
	YearApart: "{0}, {1}",
	Undated:   "unknown date",

	Circa: Frame{Other: "c.\u00a0{0}"}, Uncertain: "{0}?",

	Between: Frame{Other: "between {0} and {1}"},
	Range:   "{0}–{1}", SpacedRange: "{0} – {1}",
	From: Frame{Other: "from {0}"}, Until: Frame{Other: "until {0}"},
	FromUnknown: "from {0}, end unknown", UntilUnknown: "until {0}, start unknown",
	OrEarlier: "{0} or earlier", OrLater: "{0} or later",
	Or:  ListPatterns{"{0} or {1}", "{0}, {1}", "{0}, {1}", "{0}, or {1}"},
	And: ListPatterns{"{0} and {1}", "{0}, {1}", "{0}, {1}", "{0}, and {1}"},

	Group: ",", Decimal: ".",
}
