package main

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dateline/internal/edtf"
	"dateline/internal/message"
)

// TestTablesHoldWords finds words that were changed while the tables were not
// made anew.
func TestTablesHoldWords(t *testing.T) {
	files, err := filepath.Glob("words/*.json")
	if err != nil || len(files) < 30 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		w, err := readWords(file)
		if err != nil {
			t.Error(err)
			continue
		}
		tag := strings.TrimSuffix(filepath.Base(file), ".json")
		l := edtf.LocaleFor(tag)
		if l.Lang != tag {
			t.Errorf("%s has no table", tag)
			continue
		}
		for name, value := range w.fields {
			if got, want := written(reflect.ValueOf(*l).FieldByName(name)), fromJSON(name, value); got != want {
				t.Errorf("%s: %s: the table has %s, the words %s", tag, name, got, want)
			}
		}
	}
}

// written and fromJSON write a field of a table and its words alike.
func written(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Array, reflect.Slice:
		items := make([]string, v.Len())
		for i := range items {
			items[i] = written(v.Index(i))
		}
		return strings.Join(items, "|")
	case reflect.Struct:
		items := make([]string, 0, v.NumField())
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				items = append(items, written(v.Field(i)))
			}
		}
		return strings.Join(items, " ")
	}
	return fmt.Sprint(v.Interface())
}

func fromJSON(name string, value any) string {
	switch v := value.(type) {
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = fromJSON("", item)
			if scale, ok := item.([]any); ok {
				items[i] = strings.Join([]string{fromJSON("", scale[0]), fromJSON("", scale[1])}, " ")
			}
		}
		return strings.Join(items, "|")
	case map[string]any:
		var items []string
		for _, part := range parts["Frame"] {
			item, ok := v[part]
			if !ok && part == "Other" {
				item = map[string]string{"Between": "{0} – {1} (?)", "From": "{0} – …", "Until": "… – {0}"}[name]
			}
			if item != nil {
				items = append(items, fmt.Sprint(item))
			}
		}
		return strings.Join(items, " ")
	}
	return fmt.Sprint(value)
}

// TestEveryLanguageHasNumbers holds the two tables together.
func TestEveryLanguageHasNumbers(t *testing.T) {
	for _, tag := range edtf.Languages() {
		if got := message.For(tag).Number(1234567); len(got) < len("1234567")+2 {
			t.Errorf("%s: %q", tag, got)
		}
	}
}

func TestPatterns(t *testing.T) {
	p := patterns{language: language{text: map[string]string{
		"d/d": "d.–d.", "a": "d. MMMM y 'г'.", "b": "y年M月d日", "c": "d 'de' MMMM 'de' y",
	}}}
	if got, err := p.twoDays("d. MMMM y"); got != "d.–d. MMMM y" || err != nil {
		t.Error(got, err)
	}
	if _, err := p.twoDays("d MMMM y"); err == nil {
		t.Error("two days where there is no day with a full stop")
	}
	p.text["d/d"] = "d–d"
	if got, err := p.twoDays("MMMM 'de' d 'de' y"); got != "MMMM 'de' d–d 'de' y" || err != nil {
		t.Error(got, err)
	}
	if got := p.get("a"); got != "d. MMMM y г." {
		t.Error(got)
	}
	p.yearSuffix = " г."
	if got := p.get("a"); got != "d. MMMM y" {
		t.Error(got)
	}
	p.yearSuffix = "年"
	if got := p.get("b"); got != "yM月d日" {
		t.Error(got)
	}
	if got := p.get("c"); got != "d 'de' MMMM 'de' y" {
		t.Error(got)
	}
	for pattern, want := range map[string]string{
		"d MMM y – d MMM y": " – ", "y年M月d日至y年M月d日": "至", "LLL y – LLL y 'рр'.": "", "y": "",
	} {
		if got := p.separatorOf(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
	for pattern, want := range map[string]string{
		"MMMM–MMMM 'de' y": "MMMM–MMMM", "y. MMMM–MMMM": "MMMM–MMMM", "LLLL – LLLL y": "LLLL – LLLL", "yM月～M月": "M月～M月",
	} {
		if got := withoutYear(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}

func TestFieldsAreThoseOfLocale(t *testing.T) {
	typ := reflect.TypeFor[edtf.Locale]()
	names := make([]string, 0, typ.NumField())
	for i := range typ.NumField() {
		names = append(names, typ.Field(i).Name)
	}
	ours := make([]string, 0, len(fields))
	for _, f := range fields {
		ours = append(ours, f.name)
	}
	slices.Sort(names)
	slices.Sort(ours)
	if !slices.Equal(names, ours) {
		t.Errorf("edtf.Locale has the fields %v, and here are %v", names, ours)
	}
}
