package edtf

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// languageDates are what the golden files of languages show: every precision,
// qualifier, interval and set, and numbers that languages treat apart.
var languageDates = strings.Fields(`
2024 2024-06 2024-06-20 2024-07-01 2024-08-08 2024-06-20T14:00 2024-06-20T14:00:05Z 2024-06-20T14:00-04:00
0044 0000 -0043-03 -0043-03-15 -9998 Y12024 Y-43000 Y-66E6 Y-1E6 Y-1500000 Y-252000000 Y-138E8
2024-21 2024-22 2024-23 2024-24 2024-25 2024-31 2024-33 2024-35 2024-38 2024-40 2024-41 -0043-21
198X 200X 199X 191X 184X 004X -004X 20XX 18XX 00XX -03XX -00XX 1XXX 0XXX -1XXX 1X5X XXXX
2004-1X 2004-06-1X 156X-12-25 15XX-12 XXXX-12-25
1984? 2005~ 2004-06~ 2004-08~ 2004-06-11~ 2004-06-08~ 2004-06-11% 198X~ 18XX~ 2024-21~ -0043~ 1950S2
1964/2008 -0048/-0043 -0043/0014 Y-252E6/Y-201E6 2024-06/2024-07 2023-12/2024-01 2024-06-20/2024-06-25 2024-07-01/2024-07-08
2024-06-20/2024-09-29 2024-12-20/2025-01-05 2024-06-20T14:00/2024-06-20T16:00 2024-21/2024-22 198X/199X 18XX/19XX 1914~/1918?
2024-07-20/.. 2024-07-02/.. 2024-07-08/.. 2024-04/.. 2024-08/.. 2024/.. 0880/.. 2024-21/.. 198X/.. 1914~/.. -0043/..
../1985-04-12 ../1985-08-11 ../1985-04 ../1985-08 ../1985 ../18XX 1985/ /1985-04
[1667,1668] [1667,1668,1670..1672] {1960,1961-12} {2024-06,2024-08,2024-10} [1670..1672] [2024-06-20..2024-06-25] [2024-06..2024-08]
[1914~..1918] [..1984] [1984..] [2024-21,2024-24] [2024-09,2024-10]
`)

// TestLanguages shows each date of languageDates as each language writes it:
// in full, short, and without its year, the latter two where they differ.
func TestLanguages(t *testing.T) {
	const file = "testdata/languages.txtar"
	archive := &txtar.Archive{Comment: []byte("Dates as languages write them: see locale_golden_test.go.\n\n")}
	for _, tag := range slices.Sorted(maps.Keys(locales)) {
		archive.Files = append(archive.Files, txtar.File{Name: tag, Data: []byte(writtenDates(locales[tag]))})
	}
	got := txtar.Format(archive)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("-file +got:\n%s", cmp.Diff(string(want), string(got)))
	}
}

func writtenDates(l *Locale) string {
	var b strings.Builder
	for _, s := range languageDates {
		d := must(s)
		long := l.Format(d)
		fmt.Fprintf(&b, "%s\t%s", s, long)
		if short := l.Short(d); short != long {
			fmt.Fprintf(&b, "\t%s", short)
		}
		if inYear := l.DayMonth(d); inYear != long {
			fmt.Fprintf(&b, "\t(%s)", inYear)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestEveryDateInEveryLanguage writes the dates of testdata/dates.txt in all
// languages, in all forms: nothing of a pattern is left.
func TestEveryDateInEveryLanguage(t *testing.T) {
	data, err := os.ReadFile("testdata/dates.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		d, err := Parse(line)
		if err != nil {
			continue
		}
		for tag, l := range locales {
			for _, text := range []string{l.Format(d), l.Short(d), l.DayMonth(d), l.ShortDayMonth(d)} {
				if text == "" || strings.ContainsAny(text, "{}'%") || strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
					t.Errorf("%s: %s: %q", tag, line, text)
				}
			}
		}
	}
}

// TestNoDayIsMadeUp looks for days and months in dates that do not have them.
func TestNoDayIsMadeUp(t *testing.T) {
	for tag, l := range locales {
		for _, s := range []string{"2024", "2024~", "2024?", "2024/2025", "2024/..", "../2024", "2024-XX", "2024-XX-XX"} {
			text := l.Format(must(s))
			for m := range 12 {
				// Names such as 1月 and tháng 1 are told by their letters.
				for _, name := range []string{l.Months[m], l.MonthName(m + 1)} {
					if strings.Contains(text, name) && !strings.Contains(l.Year(2024), name) {
						t.Errorf("%s: %s: %q names a month", tag, s, text)
					}
				}
			}
		}
		for _, s := range []string{"2024-06", "2024-06~", "2024-06-XX"} {
			text := l.Format(must(s))
			for _, day := range []string{l.DayMonth(must("2024-06-01")), l.DayMonth(must("2024-06-30"))} {
				if strings.Contains(text, day) {
					t.Errorf("%s: %s: %q names a day", tag, s, text)
				}
			}
		}
	}
}
