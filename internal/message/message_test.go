package message

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"dateline/internal/edtf"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{For("en").Text("nav.timeline"), "Timeline"},
		{For("de").Text("nav.timeline"), "Zeitleiste"},
		{For("de").Text("event.position", "3", "12"), "Ereignis 3 von 12"},
		{For("tr").Text("event.backToCitation", "1", "2"), "2 numaralı kaynağın 1. atfına dön"},
		{For("de").Text("event.position", "3"), "Ereignis 3 von "}, // an argument is missing
		{For("de").Text("event.position", "{1}", "{0}"), "Ereignis {1} von {0}"},
		{For("de").Text("no.such"), "no.such"},
		{For("de").Count("no.such", 1), "no.such"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if For("de").Has("no.such") || !For("de").Has("nav.timeline") {
		t.Error("Has")
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0 events"},
		{"en", 1, "1 event"},
		{"en", 12345, "12,345 events"},
		{"de", 1, "1 Ereignis"},
		{"de", 12345, "12.345 Ereignisse"},
		{"fr", 0, "0 événement"},
		{"fr", 1_000_000, "1\u202f000\u202f000 d’événements"},
		{"fr", 1_500_000, "1\u202f500\u202f000 événements"},
		{"es", 1234, "1234 acontecimientos"},
		{"es", 12345, "12.345 acontecimientos"},
		{"ru", 1, "1 событие"},
		{"ru", 3, "3 события"},
		{"ru", 11, "11 событий"},
		{"ru", 21, "21 событие"},
		{"ru", 112, "112 событий"},
		{"ru", 1021, "1\u00a0021 событие"},
		{"pl", 1, "1 wydarzenie"},
		{"pl", 22, "22 wydarzenia"},
		{"pl", 21, "21 wydarzeń"},
		{"cs", 5, "5 událostí"},
		{"ro", 19, "19 evenimente"},
		{"ro", 20, "20 de evenimente"},
		{"ro", 101, "101 evenimente"},
		{"ar", 0, "لا أحداث"},
		{"ar", 2, "حدثان"},
		{"ar", 3, "3 أحداث"},
		{"ar", 11, "11 حدثًا"},
		{"ar", 100, "100 حدث"},
		{"ar", 103, "103 أحداث"},
		{"he", 2, "שני אירועים"},
		{"fa", 1234, "۱٬۲۳۴ رویداد"},
		{"hi", 1234567, "12,34,567 घटनाएँ"},
		{"ja", 1, "1件の出来事"},
		{"en", -1, "−1 event"},
	} {
		if got := For(c.lang).Count("count.events", c.n); got != c.want {
			t.Errorf("%s: %d: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
	if got := For("de").Count("count.found", 12, "3"); got != "3 von 12 Ereignissen" {
		t.Errorf("%q", got)
	}
	if got, want := For("cs").Forms("count.events"), (map[string]string{"one": "{0} událost", "few": "{0} události", "many": "{0} události", "other": "{0} událostí"}); !maps.Equal(got, want) {
		t.Errorf("forms: %v", got)
	}
}

func TestLinked(t *testing.T) {
	for _, c := range []struct {
		lang, id string
		args     []string
		want     []Part
	}{
		{"en", "notFound.go", nil, []Part{{"Go to ", 0}, {"the timeline", 1}, {".", 0}}},
		{"tr", "notFound.go", nil, []Part{{"Zaman çizelgesine", 1}, {" git.", 0}}},
		{"en", "home.readOn", []string{"June [sic]"}, []Part{{"Read on from June [sic]", 1}, {", or ", 0}, {"choose a time", 2}, {".", 0}}},
		{"en", "nav.timeline", nil, []Part{{"Timeline", 0}}},
		{"en", "no.such", nil, []Part{{"no.such", 0}}},
	} {
		if diff := cmp.Diff(c.want, For(c.lang).Linked(c.id, c.args...)); diff != "" {
			t.Errorf("%s %s: -want +got:\n%s", c.lang, c.id, diff)
		}
	}
}

func TestCapital(t *testing.T) {
	for _, c := range [][3]string{
		{"en", "independence", "Independence"},
		{"tr", "istanbul", "İstanbul"},
		{"nl", "ijsland", "IJsland"},
		{"de", "über", "Über"},
		{"hr", "ǆep", "ǅep"},
		{"ja", "東京", "東京"},
		{"en", "", ""},
		{"en", "\xff", "\xff"},
	} {
		if got := For(c[0]).Capital(c[1]); got != c[2] {
			t.Errorf("%s: %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// TestFor asks for languages as sites may name them.
func TestFor(t *testing.T) {
	for lang, want := range map[string]string{
		"": "en", "en": "en", "en-GB": "en", "xx": "en", "tlh-Latn": "en", "-": "en", "EN_us": "en",
		"de": "de", "de-AT": "de", "DE_ch": "de", "es-MX": "es", "fr-CA-u-nu-latn": "fr",
		"pt": "pt", "pt-BR": "pt", "pt-PT": "pt-PT", "pt-AO": "pt-PT",
		"zh": "zh", "zh-CN": "zh", "zh-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant", "zh-Hans": "zh",
		"no": "nb", "nn-NO": "nb", "iw": "he", "in": "id", "sr": "en",
	} {
		if m := For(lang); m.Lang() != want {
			t.Errorf("%q: %s, want %s", lang, m.Lang(), want)
		}
	}
	if first, again := For("de"), For("de"); first != again {
		t.Error("texts are read again")
	}
	// What Portugal does not say otherwise it says as Brazil does.
	if m := For("pt-PT"); m.Text("action.search") != "Pesquisar" || m.Text("nav.pages") != "Páginas" {
		t.Error(m.Text("action.search"), m.Text("nav.pages"))
	}
	if got := For("de-AT").Number(12345); got != "12\u00a0345" {
		t.Errorf("de-AT: %q", got)
	}
}

// TestLanguagesHaveDates holds the two tables of languages together: pages and
// dates are in one language.
func TestLanguagesHaveDates(t *testing.T) {
	for _, lang := range append(Languages(), edtf.Languages()...) {
		texts, dates := For(lang).Lang(), edtf.LocaleFor(lang).Lang
		if !strings.HasPrefix(dates, texts) || !edtf.HasLocale(lang) {
			t.Errorf("%s: texts in %s, dates in %s", lang, texts, dates)
		}
	}
	for alias := range aliases {
		texts, dates := For(alias).Lang(), edtf.LocaleFor(alias).Lang
		if !strings.HasPrefix(dates, texts) {
			t.Errorf("%s: texts in %s, dates in %s", alias, texts, dates)
		}
	}
}

// TestPlural compares the answers that are kept with those of go-i18n.
func TestPlural(t *testing.T) {
	for _, lang := range Languages() {
		p := newPlural(lang)
		bundle := i18n.NewBundle(language.Make(lang))
		bundle.MustAddMessages(language.Make(lang), &i18n.Message{ID: "n", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
		localizer := i18n.NewLocalizer(bundle, lang)
		for _, n := range numbersToCount() {
			want := localizer.MustLocalize(&i18n.LocalizeConfig{MessageID: "n", PluralCount: n})
			if got := formNames[p.form(n)]; got != want {
				t.Errorf("%s: %d: %s, want %s", lang, n, got, want)
			}
		}
	}
}

func numbersToCount() []int {
	list := make([]int, 0, 1200)
	for n := range 1100 {
		list = append(list, n)
	}
	return append(list, 9999, 10_000, 12_345, 100_000, 100_001, 999_999, 1_000_000, 1_000_001, 1_500_000, 2_000_000, 10_000_000)
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0"},
		{"en", 999, "999"},
		{"en", 1000, "1,000"},
		{"en", 1234567, "1,234,567"},
		{"en", -1234, "−1,234"},
		{"pl", 1234, "1234"},
		{"pl", 12345, "12\u00a0345"},
		{"es-MX", 12345, "12,345"},
		{"hi", 100000, "1,00,000"},
		{"hi", 12345, "12,345"},
		{"fa", 10, "۱۰"},
	} {
		if got := For(c.lang).Number(c.n); got != c.want {
			t.Errorf("%s: %d: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestLanguages(t *testing.T) {
	got := Languages()
	if !slices.IsSorted(got) || !slices.Contains(got, "en") || !slices.Contains(got, "zh-Hant") || len(got) < 28 {
		t.Error(got)
	}
}

func ExampleMessages_Linked() {
	for _, part := range For("de").Linked("notFound.go") {
		fmt.Printf("%d %q\n", part.Link, part.Text)
	}
	// Output:
	// 0 "Zur "
	// 1 "Zeitleiste"
	// 0 "."
}
