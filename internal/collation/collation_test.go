package collation

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestKeys(t *testing.T) {
	for lang, want := range map[string]string{
		"en":      "Ångström|Article 2|Article 10|café|Cafeteria|Zebra",
		"de":      "Äpfel|Apfelsine|Ostern|Österreich|Zebra",
		"sv":      "Zebra|Ångström|Äpple|Öland",
		"da":      "Zebra|Ægir|Østrig|Århus",
		"es":      "llave|luz|nube|ñandú|oso",
		"cs":      "cena|čas|had|chata|jaro",
		"pl":      "lato|łąka|mama",
		"tr":      "ılık|ıvır|ismet|İzmir",
		"lt":      "yra|jonas",
		"et":      "saba|zoo|tamm",
		"ru":      "елка|ёлка|жук",
		"uk":      "галка|ґава|дім",
		"ko":      "가나|나라|다리",
		"zh":      "北京|上海|天津", // by sound
		"zh-Hant": "一|中|國",    // by strokes
		"":        "a|b|Z",
		"no such": "a|b|Z",
	} {
		names := strings.Split(want, "|")
		slices.Reverse(names)
		if got := strings.Join(sorted(lang, names), "|"); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}

// sorted returns names in the order of their keys.
func sorted(lang string, names []string) []string {
	keys := Keys(lang, names)
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	out := make([]string, len(names))
	for i, at := range order {
		out[i] = names[at]
	}
	return out
}

func TestInitials(t *testing.T) {
	for _, c := range [][3]string{
		{"en", "ångström", "A"},
		{"sv", "ångström", "Å"},
		{"sv", "étude", "E"},
		{"de", "öl", "O"},
		{"es", "ñandú", "Ñ"},
		{"en", "“quoted”", "Q"},
		{"en", "2024", "0–9"},
		{"fa", "۲۰۲۴", "0–9"},
		{"en", "", "…"},
		{"en", "€", "…"},
		{"tr", "istanbul", "İ"},
		{"tr", "ılık", "I"},
		{"tr", "çay", "Ç"},
		{"ru", "ёлка", "Е"},
		{"ko", "나라", "ㄴ"},
		{"ja", "がく", "か"},
		{"zh", "北京", "北"},
	} {
		if got := Initials(c[0], []string{c[1]})[0]; got != c[2] {
			t.Errorf("%s: %q is under %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func BenchmarkKeys(b *testing.B) {
	for _, lang := range []string{"en", "de", "zh"} {
		b.Run(lang, func(b *testing.B) {
			names := make([]string, 3700) // the tags of a large timeline
			for i := range names {
				names[i] = strings.Repeat(string(rune('a'+i%26)), 3) + " Überschrift " + strconv.Itoa(i)
			}
			b.ReportAllocs()
			for b.Loop() {
				Keys(lang, names)
			}
		})
	}
}
