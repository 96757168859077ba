package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
)

// words is one file of words.
type words struct {
	base   string // the tag whose words these add to
	fields map[string]any
	cldr   map[string]string
}

func readWords(file string) (words, error) {
	w := words{fields: map[string]any{}, cldr: map[string]string{}}
	data, err := os.ReadFile(file)
	if err != nil {
		return w, err
	}
	var in struct {
		Base   string
		Cldr   map[string]string
		Why    map[string]string
		Fields map[string]any
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return w, fmt.Errorf("%s: %w", file, err)
	}
	if in.Base != "" {
		base, err := readWords("words/" + in.Base + ".json")
		if err != nil {
			return w, err
		}
		w = base
		w.base = in.Base
	}
	for name, value := range in.Fields {
		if !slices.ContainsFunc(fields, func(f field) bool { return f.name == name }) {
			return w, fmt.Errorf("%s: a locale has no field %s", file, name)
		}
		w.fields[name] = value
	}
	for name, value := range in.Cldr {
		if in.Why[name] == "" {
			return w, fmt.Errorf("%s: no reason is given for %s", file, name)
		}
		w.cldr[name] = value
	}
	return w, nil
}

// A field is one of edtf.Locale, with its type there.
type field struct{ name, typ string }

// fields are in the order in which they are printed.
var fields = []field{
	{"Lang", "string"},
	{"Months", "[12]string"},
	{"MonthsAlone", "[12]string"},
	{"MonthsAbbr", "[12]string"},
	{"MonthsAbbrAlone", "[12]string"},
	{"Seasons", "[4]string"},
	{"Quarters", "[4]string"},
	{"Halves", "[2]string"},
	{"ShortQuarters", "[4]string"},
	{"ShortHalves", "[2]string"},
	{"DayOne", "string"},
	{"LongDates", "Patterns"},
	{"ShortDates", "Patterns"},
	{"SeasonYear", "string"},
	{"PartYear", "string"},
	{"ShortPartYear", "string"},
	{"Northern", "string"},
	{"Southern", "string"},
	{"DateTime", "string"},
	{"Time", "string"},
	{"TimeSeconds", "string"},
	{"TimeOfDay", "string"},
	{"ZonedTime", "string"},
	{"UTC", "string"},
	{"UTCOffset", "string"},
	{"Plus", "string"},
	{"Minus", "string"},
	{"LoneYear", "string"},
	{"DateYear", "string"},
	{"PhraseYear", "string"},
	{"YearRange", "string"},
	{"EraYears", "string"},
	{"BC", "string"},
	{"AD", "string"},
	{"ADBelow", "int64"},
	{"Decade", "string"},
	{"Decades", "[11]string"},
	{"Century", "string"},
	{"CenturyBC", "string"},
	{"FirstCentury", "string"},
	{"FirstCenturyBC", "string"},
	{"Millennium", "string"},
	{"MillenniumBC", "string"},
	{"Ordinals", "[4]string"},
	{"OrdinalWords", "[]string"},
	{"Roman", "bool"},
	{"Scales", "[]Scale"},
	{"OneBelowTwo", "bool"},
	{"MixedScales", "bool"},
	{"YearApart", "string"},
	{"Undated", "string"},
	{"Circa", "Frame"},
	{"Uncertain", "string"},
	{"Between", "Frame"},
	{"Range", "string"},
	{"SpacedRange", "string"},
	{"From", "Frame"},
	{"Until", "Frame"},
	{"FromUnknown", "string"},
	{"UntilUnknown", "string"},
	{"OrEarlier", "string"},
	{"OrLater", "string"},
	{"Or", "ListPatterns"},
	{"And", "ListPatterns"},
	{"Digits", "string"},
	{"Group", "string"},
	{"Decimal", "string"},
	{"Lakhs", "bool"},
	{"Euphony", "[]string"},
}
