package main

import (
	"fmt"
	"slices"
	"strings"
)

// A dateTable holds the fields of one edtf.Locale by name. Its values are
// strings, lists of strings, and what JSON makes of numbers and objects.
type dateTable struct {
	tag    string
	values map[string]any
}

func newDateTable(c language, w words) (dateTable, error) {
	t := dateTable{c.tag, map[string]any{}}
	digits, err := c.digits()
	if err != nil {
		return t, err
	}
	suffix := ""
	if y, ok := w.fields["DateYear"].(string); ok {
		_, suffix, _ = strings.Cut(y, "{0}")
	}
	p := patterns{c, suffix}
	t.set("Lang", c.tag)
	t.set("Digits", digits)
	t.names(c)
	t.numbers(c)
	t.lists(c)
	t.eras(p)
	t.times(c)
	if err := t.dates(p, w); err != nil {
		return t, err
	}
	for name, value := range w.fields {
		t.set(name, value)
	}
	return t, t.defaults()
}

// set sets a field, unless to what means nothing.
func (t dateTable) set(name string, value any) {
	if value != "" {
		t.values[name] = value
	}
}

func (t dateTable) names(c language) {
	t.set("Months", c.names("months/format/wide", 12))
	t.set("MonthsAbbr", c.names("months/format/abbreviated", 12))
	if alone := c.names("months/stand-alone/wide", 12); !slices.Equal(alone, c.names("months/format/wide", 12)) {
		t.set("MonthsAlone", alone)
	}
	if alone := c.names("months/stand-alone/abbreviated", 12); !slices.Equal(alone, c.names("months/format/abbreviated", 12)) {
		t.set("MonthsAbbrAlone", alone)
	}
	t.set("Quarters", c.names("quarters/format/wide", 4))
	t.set("ShortQuarters", c.names("quarters/format/abbreviated", 4))
}

func (t dateTable) numbers(c language) {
	signs := c.numbers("symbols")
	t.set("Group", c.text[signs+"group"])
	t.set("Decimal", c.text[signs+"decimal"])
	if strings.HasPrefix(c.text[c.numbers("decimalFormats")+"standard"], "#,##,") {
		t.set("Lakhs", true)
	}
	var scales []any
	long := c.numbers("decimalFormats") + "long/decimalFormat/"
	for _, value := range []string{"1000000000000", "1000000000", "1000000"} {
		other, one := c.text[long+value+"-count-other"], c.text[long+value+"-count-one"]
		scale := []any{value, strings.ReplaceAll(other, "0", "{0}")}
		if one != "" && one != other {
			scale = append(scale, strings.ReplaceAll(one, "0", "{0}"))
		}
		scales = append(scales, scale)
	}
	t.set("Scales", scales)
}

func (t dateTable) lists(c language) {
	for name, kind := range map[string]string{"Or": "or", "And": "standard"} {
		list := map[string]any{}
		for part, key := range map[string]string{"Two": "2", "Start": "start", "Middle": "middle", "End": "end"} {
			list[part] = c.text["list/listPattern-type-"+kind+"/"+key]
		}
		t.set(name, list)
	}
}

// eras takes the side of the year on which an era stands from CLDR's pattern.
func (t dateTable) eras(p patterns) {
	pattern := p.get("Gy")
	for name, era := range map[string]string{"BC": "eras/eraAbbr/0", "AD": "eras/eraAbbr/1"} {
		t.set(name, strings.NewReplacer("y", "{0}", "G", p.text[era]).Replace(pattern))
	}
}

func (t dateTable) times(c language) {
	t.set("DateTime", strings.NewReplacer("{1}", "{0}", "{0}", "{1}").Replace(c.text["dateTimeFormats/long"]))
	t.set("Time", c.text["Hm"])
	t.set("TimeSeconds", c.text["Hms"])
}

func (t dateTable) dates(p patterns, w words) error {
	within := false
	for _, name := range []string{"Circa", "Between", "From", "Until"} {
		frame, _ := w.fields[name].(map[string]any)
		within = within || frame["Within"] == true
	}
	for name, length := range map[string]dateLength{
		"LongDates":  {"dateFormats/long", "yMMMM", "MMMMd", "yMMMMd", "LLLL"},
		"ShortDates": {"yMMMd", "yMMM", "MMMd", "yMMMd", "LLL"},
	} {
		list, err := p.dates(length, within)
		if err != nil {
			return err
		}
		t.set(name, list)
	}
	separator := p.separator("yMMMd")
	t.set("SpacedRange", "{0}"+separator+"{1}")
	years := p.get("y/y")
	t.set("Range", strings.Replace(strings.Replace(years, "y", "{0}", 1), "y", "{1}", 1))
	for name, skeleton := range map[string]string{"PartYear": "yQQQQ", "ShortPartYear": "yQQQ"} {
		pattern := strings.NewReplacer("QQQQ", "{0}", "QQQ", "{0}", "y", "{1}", "'", "").Replace(p.get(skeleton))
		t.set(name, pattern)
	}
	return nil
}

// defaults fills in what languages have in common, and finds what is missing.
func (t dateTable) defaults() error {
	for name, value := range map[string]any{
		"ADBelow": 100.0, "ZonedTime": "{0} {1}", "UTC": "UTC", "UTCOffset": "UTC{0}", "Plus": "+", "Minus": "−",
		"YearApart": "{0}, {1}", "Uncertain": "{0}?", "SeasonYear": t.values["PartYear"],
		"FromUnknown": "{0} – ?", "UntilUnknown": "? – {0}",
	} {
		if _, ok := t.values[name]; !ok {
			t.set(name, value)
		}
	}
	for name, signs := range map[string]string{"Between": "{0} – {1} (?)", "From": "{0} – …", "Until": "… – {0}"} {
		frame, ok := t.values[name].(map[string]any)
		if !ok {
			return fmt.Errorf("there is no %s", name)
		}
		if frame["Other"] == nil {
			frame["Other"] = signs
		}
	}
	return nil
}
