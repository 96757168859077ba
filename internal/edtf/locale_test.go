package edtf

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// testLocale differs from English in every way the fields allow: order, quotes
// in patterns, two forms of months, Roman numerals, Arabic digits. It is no
// real language's table.
var testLocale = &Locale{
	Lang: "x-test",
	Months: [12]string{
		"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
		"lipca", "sierpnia", "września", "października", "listopada", "grudnia",
	},
	MonthsAlone: [12]string{
		"styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
		"lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień",
	},
	MonthsAbbr: [12]string{"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"},
	Seasons:    [4]string{"wiosna", "lato", "jesień", "zima"},
	Quarters:   [4]string{"I kwartał", "II kwartał", "III kwartał", "IV kwartał"},
	Halves:     [2]string{"I połowa", "II połowa"}, ShortQuarters: [4]string{"K1", "K2", "K3", "K4"}, ShortHalves: [2]string{"P1", "P2"},
	DayOne: "1er",
	LongDates: Patterns{
		Date: "d 'de' MMMM 'd''' y", Month: "LLLL y", DateNoYear: "d MMMM", MonthNoYear: "LLLL",
		DaysInMonth: "d–d MMMM y", DaysInYear: "d MMMM – d MMMM y", Days: "d MMMM y – d MMMM y",
		MonthsInYear: "LLLL–LLLL y", MonthsApart: "LLLL y – LLLL y",
		DaysInMonthNoYear: "d–d MMMM", DaysInYearNoYear: "d MMMM – d MMMM", MonthsNoYear: "LLLL–LLLL",
	},
	ShortDates: Patterns{
		Date: "y年M月d日", Month: "y年M月", DateNoYear: "M月d日", MonthNoYear: "M月",
		DaysInMonth: "y年M月d日～d日", DaysInYear: "y年M月d日～M月d日", Days: "y年M月d日～y年M月d日",
		MonthsInYear: "y年M月～M月", MonthsApart: "y年M月～y年M月",
		DaysInMonthNoYear: "M月d日～d日", DaysInYearNoYear: "M月d日～M月d日", MonthsNoYear: "M月～M月",
	},
	SeasonYear: "{1} {0}", PartYear: "{0} {1}", ShortPartYear: "{1}/{0}", Northern: "{0} (N)", Southern: "{0} (S)",
	DateTime: "{1} {0}", Time: "HH.mm", TimeSeconds: "HH.mm.ss", ZonedTime: "{0} {1}", UTC: "GMT", UTCOffset: "GMT{0}", Plus: "+", Minus: "-",
	BC: "{0} p.n.e.", AD: "{0} n.e.", ADBelow: 1000,
	Decade: "lata {0}", Century: "{0} w.", CenturyBC: "{0} w. p.n.e.", Millennium: "{0} t.", MillenniumBC: "{0} t. p.n.e.",
	Ordinals: [4]string{"{0}", "{0}", "{0}", "{0}"}, Roman: true, Scales: []Scale{{Value: 1e6, Pattern: "{0} mln"}}, YearApart: "{0} ({1})", Undated: "?",
	Circa: Frame{Other: "ok. {0}"}, Uncertain: "{0} (?)", Between: Frame{Other: "{0} ~ {1}"}, Range: "{0}-{1}", SpacedRange: "{0} - {1}",
	From: Frame{Other: "od {0}"}, Until: Frame{Other: "do {0}"}, FromUnknown: "od {0} do ?", UntilUnknown: "od ? do {0}", OrEarlier: "<= {0}", OrLater: ">= {0}",
	Or:     ListPatterns{"{0} lub {1}", "{0}, {1}", "{0}; {1}", "{0} lub {1}"},
	And:    ListPatterns{"{0} i {1}", "{0}, {1}", "{0}; {1}", "{0} i {1}"},
	Digits: "٠١٢٣٤٥٦٧٨٩", Group: "٬", Decimal: "٫",
}

// TestLocaleIsData shows that a table is enough for another language.
func TestLocaleIsData(t *testing.T) {
	// Read with ASCII digits, as bidirectional text in source misleads.
	ascii := strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9", "٬", ",", "٫", ".")
	for _, c := range []struct{ edtf, long, short string }{
		{"2024-07-20", "20 de lipca d' 2024", "2024年7月20日"},
		{"2024-07-01", "1er de lipca d' 2024", "2024年7月1er日"},
		{"2024-07", "lipiec 2024", "2024年7月"},
		{"0044-07", "lipiec 44 n.e.", "44 n.e.年7月"},
		{"-0043-07", "lipiec 44 p.n.e.", "44 p.n.e.年7月"},
		{"2024-06-20/2024-06-25", "20–25 czerwca 2024", "2024年6月20日～25日"},
		{"2024-06-20/2024-09-29", "20 czerwca – 29 września 2024", "2024年6月20日～9月29日"},
		{"2024-06-20/2025-09-29", "20 czerwca 2024 – 29 września 2025", "2024年6月20日～2025年9月29日"},
		{"18XX", "XIX w.", "XIX w."},
		{"-03XX", "IV w. p.n.e.", "IV w. p.n.e."},
		{"198X", "lata 1980", "lata 1980"},
		{"2024-21", "2024 wiosna", "2024 wiosna"},
		{"2024-35", "III kwartał 2024", "2024/K3"},
		{"2024-07-20T14:00-04:00", "14.00 GMT-04:00 20 de lipca d' 2024", "14.00 GMT-04:00 2024年7月20日"},
		{"Y-1500000", "1.5 mln p.n.e.", "1.5 mln p.n.e."},
		{"Y-43210", "43,211 p.n.e.", "43,211 p.n.e."},
		{"1984%", "ok. 1984 (?)", "ok. 1984 (?)"},
		{"[1667,1668,1670,1672]", "1667, 1668; 1670 lub 1672", "1667, 1668; 1670 lub 1672"},
	} {
		d := must(c.edtf)
		if long, short := ascii.Replace(testLocale.Format(d)), ascii.Replace(testLocale.Short(d)); long != c.long || short != c.short {
			t.Errorf("%s: %q, %q; want %q, %q", c.edtf, long, short, c.long, c.short)
		}
	}
}

// mayBeZero are fields that a table need not have, each with what zero means.
var mayBeZero = []string{
	"MonthsAlone", "MonthsAbbrAlone", "DayOne", "TimeOfDay", "Digits", "Roman", "Group", "Lakhs", "Euphony",
	"LoneYear", "DateYear", "PhraseYear", "YearRange", "EraYears", "ADBelow",
	"Decades", "FirstCentury", "FirstCenturyBC", "OrdinalWords", "Scales", "OneBelowTwo", "MixedScales",
	"LongDates.MonthPhrase", "LongDates.MonthPhraseNoYear", "ShortDates.MonthPhrase", "ShortDates.MonthPhraseNoYear",
}

// TestLocalesAreComplete finds fields that a table lacks, and patterns that
// lack a place for what they are about.
func TestLocalesAreComplete(t *testing.T) {
	for tag, l := range locales {
		if tag != strings.ToLower(l.Lang) {
			t.Errorf("%s has the table of %s", tag, l.Lang)
		}
		v := reflect.ValueOf(*l)
		for i := range v.NumField() {
			checkField(t, tag, v.Type().Field(i).Name, v.Field(i))
		}
		checkPatterns(t, l)
	}
}

func checkField(t *testing.T, tag, name string, v reflect.Value) {
	switch {
	case slices.Contains(mayBeZero, name):
	case v.Type() == reflect.TypeFor[Frame]():
		checkFrame(t, tag+": "+name, v.Interface().(Frame))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			checkField(t, tag, name+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			checkField(t, tag, name, v.Index(i))
		}
	case v.IsZero():
		t.Errorf("%s: %s is empty", tag, name)
	}
}

// checkFrame finds a pattern that loses the date, or one of two.
func checkFrame(t *testing.T, name string, f Frame) {
	if f.Other == "" {
		t.Errorf("%s.Other is empty", name)
	}
	for _, pattern := range []string{f.Day, f.Month, f.Year, f.Other} {
		if pattern == "" {
			continue
		}
		if !strings.Contains(pattern, "{0}") || strings.HasSuffix(name, "Between") != strings.Contains(pattern, "{1}") {
			t.Errorf("%s: pattern %q", name, pattern)
		}
	}
}

func checkPatterns(t *testing.T, l *Locale) {
	for _, pattern := range []string{
		l.SeasonYear, l.PartYear, l.ShortPartYear, l.DateTime, l.ZonedTime, l.YearApart, l.Range, l.SpacedRange,
		l.Or.Two, l.Or.Start, l.Or.Middle, l.Or.End, l.And.Two, l.And.Start, l.And.Middle, l.And.End,
	} {
		if strings.Count(pattern, "{0}") != 1 || strings.Count(pattern, "{1}") != 1 {
			t.Errorf("%s: pattern %q", l.Lang, pattern)
		}
	}
	for _, pattern := range []string{
		l.BC, l.AD, l.Decade, l.Northern, l.Southern, l.UTCOffset, l.Uncertain,
		l.FromUnknown, l.UntilUnknown, l.OrEarlier, l.OrLater, l.Millennium, l.MillenniumBC,
	} {
		if strings.Count(pattern, "{0}") != 1 {
			t.Errorf("%s: pattern %q", l.Lang, pattern)
		}
	}
	if len(l.Euphony)%2 != 0 {
		t.Errorf("%s: Euphony has half a pair", l.Lang)
	}
	for i := 1; i < len(l.Scales); i++ {
		if l.Scales[i].Value >= l.Scales[i-1].Value {
			t.Errorf("%s: scales are not largest first", l.Lang)
		}
	}
	if l.Digits != "" && utf8.RuneCountInString(l.Digits) != 10 || len(l.Digits)%10 != 0 {
		t.Errorf("%s: digits %q", l.Lang, l.Digits)
	}
}

func TestLocaleFor(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "en", "EN_us": "en", "": "en", "xx": "en", "tlh-Latn-x-y": "en", "-": "en", "--": "en",
		"en-GB": "en-GB", "en-AU": "en-GB", "en-150": "en-GB", "en-IE-u-hc-h23": "en-GB",
		"de": "de", "de-CH": "de", "de-AT": "de-AT", "DE_at": "de-AT",
		"pt": "pt", "pt-BR": "pt", "pt-PT": "pt-PT", "pt-AO": "pt-PT",
		"es": "es", "es-ES": "es", "es-MX": "es-419", "es-419": "es-419",
		"zh": "zh", "zh-CN": "zh", "zh-Hans-SG": "zh", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-Hant-MO": "zh-Hant",
		"no": "nb", "nb-NO": "nb", "nn": "nb", "iw": "he", "in": "id", "he-IL": "he", "sr": "en", "ca": "en", "ar-EG": "ar",
	} {
		if l := LocaleFor(lang); l.Lang != want {
			t.Errorf("%q: %s, want %s", lang, l.Lang, want)
		}
	}
	for lang, want := range map[string]bool{"en": true, "en-GB": true, "zh-TW": true, "tlh": false, "": false, "sr-Latn": false} {
		if HasLocale(lang) != want {
			t.Errorf("HasLocale(%q) is %v", lang, !want)
		}
	}
	for alias, tag := range localeAliases {
		if locales[tag] == nil || locales[alias] != nil {
			t.Errorf("%s stands for %s", alias, tag)
		}
	}
}

func TestNames(t *testing.T) {
	for m, want := range []string{"", "January", "February"} {
		if got := English.MonthName(m); got != want {
			t.Errorf("month %d: %q", m, got)
		}
	}
	if English.MonthName(13) != "" || English.MonthName(-1) != "" {
		t.Error("a month that is none has a name")
	}
	for m, want := range []string{"", "Jan", "Feb"} {
		if got := English.ShortMonthName(m); got != want {
			t.Errorf("month %d: %q", m, got)
		}
	}
	for lang, want := range map[string]string{"en": "July 2024", "fr": "juillet 2024", "ja": "2024年7月", "ru": "июль 2024\u202fг.", "hu": "2024. július", "es": "julio de 2024"} {
		if got := LocaleFor(lang).MonthYear(2024, 7); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	for lang, want := range map[string]string{"en": "2020–2029", "zh": "2020–2029年", "zh-TW": "2020年至2029年", "fa": "۲۰۲۰ تا ۲۰۲۹"} {
		if got := LocaleFor(lang).Years(2020, 2029); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := English.MonthYear(-43, 3); got != "March 44 BC" {
		t.Errorf("%q", got)
	}
	if got := English.MonthYear(2024, 13); got != "2024" {
		t.Errorf("%q", got)
	}
	for y, want := range map[int64]string{
		2024: "2024", 44: "AD 44", 100: "100", 0: "1 BC", -43: "44 BC", -9999: "10,000 BC",
		-43000: "43,000 BC", -170000000: "170 million BC", 12024: "AD 12,024", MaxYear: "AD 999,999,999,999,999",
	} {
		if got := English.Year(y); got != want {
			t.Errorf("%d: %q, want %q", y, got, want)
		}
	}
}

func TestClock(t *testing.T) {
	for sec, want := range map[int]string{0: "00:00", 5 * 60: "00:05", 14 * 3600: "14:00", 86399: "23:59:59"} {
		if got := English.Clock(sec); got != want {
			t.Errorf("%d: %q, want %q", sec, got, want)
		}
	}
}

func TestZone(t *testing.T) {
	for text, want := range map[string]string{
		"1969-07-20T16:17:40-04:00": "UTC−04:00",
		"2024-06-20T14:00Z":         "UTC",
		"2024-06-20T14:00":          "",
		"2024-06-20":                "",
		"2024-06-20T14:00-04:00/2024-06-20T15:00-05:00": "",
	} {
		d, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		got := English.Zone(d)
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
		if !strings.Contains(English.Format(d), got) {
			t.Errorf("%s: %q is not in %q", text, got, English.Format(d))
		}
	}
	if got := English.Zone(Date{}); got != "" {
		t.Errorf("no date has the zone %q", got)
	}
}
