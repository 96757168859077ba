package edtf

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestOracle compares bounds with those of another implementation, the npm
// package edtf 4.11.1; testdata/oracle.mjs wrote them. Where the two differ
// this package is right or has decided otherwise, and disagreement says why.
func TestOracle(t *testing.T) {
	data, err := os.ReadFile("testdata/oracle.tsv")
	if err != nil {
		t.Fatal(err)
	}
	agreed, differed := 0, map[string]int{}
	for line := range strings.Lines(string(data)) {
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		s, want := field[0], field[1]+" "+field[2]
		got := "error error"
		if d, err := Parse(s); err == nil {
			got = oracleBound(d.Lower()) + " " + oracleBound(d.Upper())
		}
		switch why := disagreement(s); {
		case got == want:
			agreed++
		case why == "":
			t.Errorf("%s:\n got  %s\n want %s", s, got, want)
		default:
			differed[why]++
		}
	}
	if agreed < 380 {
		t.Errorf("only %d expressions agree", agreed)
	}
	for _, d := range disagreements {
		if differed[d.why] == 0 {
			t.Errorf("no expression shows that %s", d.why)
		}
	}
}

// oracleBound writes b as the oracle does.
func oracleBound(b Bound) string {
	switch {
	case b.Inf < 0:
		return "-Infinity"
	case b.Inf > 0:
		return "Infinity"
	}
	year := fmt.Sprintf("%04d", b.Year)
	if b.Year < 0 || b.Year > 9999 {
		year = fmt.Sprintf("%+07d", b.Year)
	}
	return fmt.Sprintf("%s-%02d-%02dT%02d:%02d:%02d", year, b.Month, b.Day, b.Sec/3600, b.Sec/60%60, b.Sec%60)
}

// disagreements are the expressions, whole, about which the two differ.
var disagreements = []struct{ pattern, why string }{
	{`0000-02-28`, "it gives year 0, which is a leap year, the 29th with the 28th"},
	{`Y-?\d+(E\d+)?(S\d)?`, "its years end where those of JavaScript do"},
	{`\d{4}S\d`, "it takes no account of significant digits"},
	{`2024-(2[1-9]|3[0-2])`, "its seasons are quarters of the year; ours begin in March, June, September and December"},
	{`2024-3[78]`, "its quadrimesters have five months"},
	{`-19[8X]X-(XX|XX-XX|02-XX)`, "it mixes up first and last in negative years"},
	{`2024-04-3X`, "it refuses the 30th of April"},
	{`156X-12-25[?~%]`, "it takes no qualifier beside an X within"},
	{`2024-06-20T14:00(Z|[-+]\d\d:\d\d)`, "its minutes last no time"},
	{`[^/]+/|/[^/]+`, "it has no bound for an unknown end; ours is infinite"},
	{`/|\.\./\.\.`, "it takes an interval of which nothing is known"},
	{`([^/]+)/([^/]+)`, "it refuses an end that begins no later than the start, though it may be one day or reach further"},
	{`[\[{].*\.\..*[\]}]`, "it leaves out the end of a range in a set"},
	{`(2023|1900)-02-29`, "it takes February 29 in a common year for March 1"},
	{`99999`, "it takes a number for milliseconds since 1970"},
}

func disagreement(s string) string {
	for _, d := range disagreements {
		if regexp.MustCompile("^(?:" + d.pattern + ")$").MatchString(s) {
			return d.why
		}
	}
	return ""
}
