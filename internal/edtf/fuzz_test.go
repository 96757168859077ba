package edtf

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// seed adds the expressions of the golden files.
func seed(f *testing.F) {
	for _, file := range []string{"testdata/dates.txt", "testdata/errors.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "#") {
				f.Add(strings.TrimSuffix(line, "\n"))
			}
		}
	}
}

// FuzzParse checks the laws of a single date, and of errors.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			checkError(t, s, d, err)
			return
		}
		checkDate(t, s, d)
	})
}

func checkError(t *testing.T, s string, d Date, err error) {
	var e *ParseError
	if !errors.As(err, &e) {
		t.Fatalf("%q: error is %T", s, err)
	}
	if d != (Date{}) || e.Text != s || e.Msg == "" || e.Offset < 0 || e.Offset > len(s) {
		t.Fatalf("%q: %#v", s, e)
	}
	if strings.HasSuffix(e.Msg, ".") && !strings.HasSuffix(e.Msg, "..") || len(e.Msg) > 500 || utf8.ValidString(s) && !utf8.ValidString(e.Error()) {
		t.Fatalf("%q: message %q", s, e.Msg)
	}
	// A hint must not lead to the next error.
	for _, r := range meant(strings.TrimSpace(s), new(inquiry)) {
		if _, err := Parse(r.edtf); err != nil {
			t.Fatalf("%q: hint %q: %v", s, r.edtf, err)
		}
	}
	if fix, ok := strings.CutPrefix(e.Hint, "write "); ok && !strings.Contains(fix, " ") {
		if _, err := Parse(fix); err != nil {
			t.Fatalf("%q: hint %q: %v", s, fix, err)
		}
	}
}

func checkDate(t *testing.T, s string, d Date) {
	if again, err := Parse(d.String()); err != nil || again != d {
		t.Fatalf("%q: %q parses as %#v, %v; not %#v", s, d.String(), again, err, d)
	}
	if d.IsZero() || d.Lower().Compare(d.Upper()) > 0 || d.Filed().IsInf() || d.Filed().Compare(d.Upper()) > 0 {
		t.Fatalf("%q: from %v to %v, filed %v", s, d.Lower(), d.Upper(), d.Filed())
	}
	if d.Compare(d) != 0 || d.Compare(Date{}) != 1 || (Date{}).Compare(d) != -1 {
		t.Fatalf("%q compares badly with itself or none", s)
	}
	if d.Month() < 0 || d.Month() > 12 || d.Day() < 0 || d.Day() > 31 || d.FiledMonth() < 1 || d.FiledMonth() > 12 {
		t.Fatalf("%q: month %d, day %d", s, d.Month(), d.Day())
	}
	if d.Precision() <= None || (d.EndPrecision() == None) != d.Upper().IsInf() {
		t.Fatalf("%q: precision %v to %v", s, d.Precision(), d.EndPrecision())
	}
	for _, l := range []*Locale{English, testLocale} {
		for _, text := range []string{l.Format(d), l.Short(d), l.DayMonth(d), l.ShortDayMonth(d)} {
			if text == "" || !utf8.ValidString(text) || strings.Contains(text, "{") || strings.Contains(text, "  ") {
				t.Fatalf("%q: %s shows %q", s, l.Lang, text)
			}
		}
	}
	for _, part := range append(d.Members(), d.Start(), d.End()) {
		if part.IsZero() {
			continue
		}
		if again, err := Parse(part.String()); err != nil || again != part {
			t.Fatalf("%q: part %q parses as %v, %v", s, part, again, err)
		}
	}
}

// FuzzCompare checks that Compare orders any three dates.
func FuzzCompare(f *testing.F) {
	f.Add("2024", "2024-01", "2024-01-01")
	f.Add("2024-06-20T23:00-04:00", "2024-06-21", "2024-06-21T01:00+09:00")
	f.Add("../1985", "1985", "/1985-04")
	f.Add("[..1984]", "1984/..", "Y-17E7")
	f.Fuzz(func(t *testing.T, x, y, z string) {
		var dates [3]Date
		for i, s := range []string{x, y, z} {
			dates[i], _ = parse(s) // a fault leaves the zero Date, which compares too
		}
		a, b, c := dates[0], dates[1], dates[2]
		if a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v, %v: %d and %d", a, b, a.Compare(b), b.Compare(a))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v <= %v <= %v, but not %v <= %v", a, b, c, a, c)
		}
		if a == b && a.Compare(b) != 0 {
			t.Fatalf("%v is equal and compares as %d", a, a.Compare(b))
		}
		if a.Compare(b) <= 0 && !a.IsZero() && (a.Year() > b.Year() || a.Year() == b.Year() && a.FiledMonth() > b.FiledMonth()) {
			t.Fatalf("%v comes before %v under a later heading", a, b)
		}
	})
}

// FuzzInterval checks that Interval is the same as writing a slash.
func FuzzInterval(f *testing.F) {
	f.Add("2024-06-20", "2024-09-29")
	f.Add("2024-09-29", "2024-06-20")
	f.Add("2024~", "..")
	f.Add("2024", "")
	f.Add("2024/2025", "[2026]")
	f.Fuzz(func(t *testing.T, x, y string) {
		from, err := Parse(x)
		if err != nil {
			return
		}
		got, err := from.WithEnd(y)
		if from.IsInterval() || from.IsSet() {
			if err == nil {
				t.Fatalf("%q has an end %q", x, y)
			}
			return
		}
		want, wantErr := Parse(from.String() + "/" + y)
		if len(x)+len(y) < MaxLength/2 && ((err == nil) != (wantErr == nil) || got != want) {
			t.Fatalf("%q with end %q is %v, %v; not %v, %v", x, y, got, err, want, wantErr)
		}
		if to, err := Parse(y); err == nil {
			if same, _ := Interval(from, to); same != got {
				t.Fatalf("Interval(%q, %q) is %v, not %v", x, y, same, got)
			}
		}
	})
}
