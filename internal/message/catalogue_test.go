package message

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	placeholder = regexp.MustCompile(`\{.*?\}`)
	markup      = regexp.MustCompile(`[<>&"'` + "`" + `]`)
)

// TestCatalogues finds what is wrong in a translation: ids that English does
// not have, places for values that the page does not put in or that are lost,
// plural forms that the language needs, signs that HTML would misread.
func TestCatalogues(t *testing.T) {
	english, _ := readCatalogue(Source)
	for _, lang := range Languages() {
		texts, ok := readCatalogue(lang)
		if !ok {
			t.Errorf("%s cannot be read", lang)
		}
		p := newPlural(lang)
		for _, id := range slices.Sorted(maps.Keys(texts)) {
			where, text, source := lang+": "+id, texts[id], english[id]
			if _, ok := english[id]; !ok {
				t.Errorf("%s: English has no such text", where)
				continue
			}
			checkForms(t, where, text, source, p)
			for _, pattern := range text {
				if pattern != "" {
					checkPattern(t, where, pattern, source)
				}
			}
		}
	}
}

func checkForms(t *testing.T, where string, text, source text, p plural) {
	t.Helper()
	if text[formOther] == "" {
		t.Errorf("%s has no form for other", where)
	}
	if isPlain(text) { // a language without forms, or a text that needs none
		return
	}
	if isPlain(source) {
		t.Errorf("%s: no number decides in English", where)
	}
	for _, n := range numbersToCount() {
		if form := p.form(n); text[form] == "" && n < 1_000_000 {
			t.Errorf("%s has no form for %s, as in %d", where, formNames[form], n)
			return
		}
	}
	if got, want := places(text[formOther]), places(source[formOther]); !slices.Equal(got, want) {
		t.Errorf("%s has the places %v, English %v", where, got, want)
	}
}

func isPlain(t text) bool {
	t[formOther] = ""
	return t == text{}
}

// places returns the places for values in a pattern, each once.
func places(pattern string) []string {
	found := placeholder.FindAllString(pattern, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func checkPattern(t *testing.T, where, pattern string, source text) {
	t.Helper()
	for _, place := range places(pattern) {
		if !strings.Contains(source[formOther], place) {
			t.Errorf("%s has %s, and English has not: %q", where, place, pattern)
		}
	}
	if isPlain(source) && !slices.Equal(places(pattern), places(source[formOther])) {
		t.Errorf("%s loses a value: %q", where, pattern)
	}
	if strings.Count(pattern, "[") != strings.Count(source[formOther], "[") || strings.Count(pattern, "]") != strings.Count(pattern, "[") {
		t.Errorf("%s has other links than English: %q", where, pattern)
	}
	if markup.MatchString(pattern) {
		t.Errorf("%s has a sign that is markup, or no proper quotation mark or apostrophe: %q", where, pattern)
	}
	if pattern != strings.TrimSpace(pattern) || strings.Contains(pattern, "  ") || !norm.NFC.IsNormalString(pattern) {
		t.Errorf("%s has needless spaces, or is not in Unicode's form C: %q", where, pattern)
	}
	for _, r := range pattern {
		if unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) {
			t.Errorf("%s has the character %U: %q", where, r, pattern)
		}
	}
}

// TestDescriptions finds texts that say nothing to translators.
func TestDescriptions(t *testing.T) {
	data, err := catalogue.ReadFile("catalogue/en.json")
	if err != nil {
		t.Fatal(err)
	}
	file, err := i18n.ParseMessageFileBytes(data, "catalogue/en.json", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range file.Messages {
		if m.Description == "" {
			t.Errorf("%s has no description", m.ID)
		}
		for _, place := range places(m.Other) {
			if place != "{0}" && !strings.Contains(m.Description, place) {
				t.Errorf("the description of %s does not say what %s is", m.ID, place)
			}
		}
	}
}

// TestMissing shows the texts that languages lack, in testdata/missing.txt.
// Languages of one region have those alone that differ, and are not listed.
func TestMissing(t *testing.T) {
	const file = "testdata/missing.txt"
	english, _ := readCatalogue(Source)
	var b bytes.Buffer
	b.WriteString("# Texts that languages lack, which are English there: see catalogue_test.go.\n")
	for _, lang := range Languages() {
		texts, _ := readCatalogue(lang)
		if len(texts) < len(english)/2 {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(english)) {
			if _, ok := texts[id]; !ok {
				fmt.Fprintf(&b, "%s %s\n", lang, id)
			}
		}
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("-file +got:\n%s", diff)
	}
}
