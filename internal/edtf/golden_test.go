package edtf

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden shows all that is known of each expression in
// testdata/dates.txt, and what is said about each in testdata/errors.txt. To
// add a case, add a line to the file and run with -update.
func TestGolden(t *testing.T) {
	t.Run("dates", func(t *testing.T) { golden(t, "testdata/dates.txt", describe) })
	t.Run("errors", func(t *testing.T) { golden(t, "testdata/errors.txt", describeError) })
}

// golden compares a file with what describe makes of the inputs in it: lines
// that start with neither space nor #.
func golden(t *testing.T, file string, describe func(s string) string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "\t"):
		case line == "" || strings.HasPrefix(line, "#"):
			fmt.Fprintln(&got, line)
		default:
			// Quoted inputs hold spaces and what an editor would not show.
			s := line
			if strings.HasPrefix(line, "`") {
				s = strings.Trim(line, "`")
			}
			fmt.Fprintf(&got, "%s\n%s", line, describe(s))
		}
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(data), got.String()); diff != "" {
		t.Errorf("-file +got:\n%s", diff)
	}
}

func describe(s string) string {
	d, err := Parse(s)
	if err != nil {
		return "\tUNEXPECTED " + err.Error() + "\n"
	}
	var b strings.Builder
	if d.String() != s {
		fmt.Fprintf(&b, "\tcanonical  %s\n", d)
	}
	fmt.Fprintf(&b, "\tbounds     %s to %s\n", describeBound(d.Lower()), describeBound(d.Upper()))
	fmt.Fprintf(&b, "\tknown      %s", d.Precision())
	if d.EndPrecision() != d.Precision() {
		fmt.Fprintf(&b, " to %s", d.EndPrecision())
	}
	for _, is := range []struct {
		is   bool
		word string
	}{
		{d.Approximate(), "approximate"},
		{d.Uncertain(), "uncertain"},
		{d.IsInterval(), "interval"},
		{d.IsSet() && d.IsOneOf(), "one of"},
		{d.IsSet() && !d.IsOneOf(), "all of"},
		{d.OpenStart(), "open start"},
		{d.OpenEnd(), "open end"},
		{d.UnknownStart(), "unknown start"},
		{d.UnknownEnd(), "unknown end"},
		{d.HasTime(), "time"},
		{d.HasZone(), "zone"},
	} {
		if is.is {
			fmt.Fprintf(&b, ", %s", is.word)
		}
	}
	fmt.Fprintf(&b, "\n\tfiled      %d %d %d\n", d.Year(), d.Month(), d.Day())
	long, short, inYear := English.Format(d), English.Short(d), English.DayMonth(d)
	fmt.Fprintf(&b, "\tformat     %s\n", long)
	if short != long {
		fmt.Fprintf(&b, "\tshort      %s\n", short)
	}
	if inYear != long {
		fmt.Fprintf(&b, "\tday, month %s\n", inYear)
	}
	if d.Datetime() != "" {
		fmt.Fprintf(&b, "\tdatetime   %s\n", d.Datetime())
	}
	return b.String()
}

func describeBound(b Bound) string {
	if b.Inf != 0 {
		return fmt.Sprintf("%+d∞", b.Inf)
	}
	text := fmt.Sprintf("%d-%02d-%02d", b.Year, b.Month, b.Day)
	if b.Sec != 0 && b.Sec != secondsPerDay-1 {
		text += fmt.Sprintf("T%02d:%02d:%02dZ", b.Sec/3600, b.Sec/60%60, b.Sec%60)
	}
	return text
}

func describeError(s string) string {
	_, err := Parse(s)
	if err == nil {
		return "\tNO ERROR\n"
	}
	e := err.(*ParseError)
	text := fmt.Sprintf("\t%s", e.Msg)
	if e.Offset > 0 {
		text = fmt.Sprintf("\tat %d: %s", e.Offset, e.Msg)
	}
	if e.Hint != "" {
		text += "\n\thint: " + e.Hint
	}
	return text + "\n"
}
