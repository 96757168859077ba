package edtf

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestCompare sorts a shuffled timeline.
func TestCompare(t *testing.T) {
	want := []string{
		"Y-138E8", "Y-66E6", "Y-43000", "-0043", "-0043-03", "-0043-03-15", "0000", "0044",
		"18XX", "1850~", "198X", "1984", "1984-01", "1984-01-01", "../1985-04", "1985-04-02",
		"2024", "2024/..", "2024-40", "2024-33", "2024-01", "2024-01-01", "2024-21", "2024-03",
		"2024-06", "2024-06-20", "2024-06-20/2024-09-29", "2024-06-20/..",
		"2024-06-20T14:00+02:00", // 12:00 in UTC
		"2024-06-20T12:30Z",
		"2024-06-20T14:00",
		"2024-06-20T14:00:00",
		"2024-06-20T14:00-04:00",
		"2024-06-30T21:00-04:00", // July 1 in UTC
		"2024-07", "2024-07-01", "2024-24", "2024-12", "2025", "Y170000002",
	}
	for range 20 {
		var dates []Date
		for _, s := range want {
			dates = append(dates, must(s))
		}
		rand.Shuffle(len(dates), func(i, j int) { dates[i], dates[j] = dates[j], dates[i] })
		slices.SortFunc(dates, Date.Compare)
		var got []string
		for _, d := range dates {
			got = append(got, d.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	}
	if must("Y17E7").Compare(must("Y170000000")) != 0 {
		t.Error("one year in two spellings is two")
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	for _, s := range []string{"2024-06-20", "2024-06-20/2024-09-29", "2005~", "2024-06-20T14:00-04:00"} {
		if n := testing.AllocsPerRun(100, func() { Parse(s) }); n > 0 {
			t.Errorf("%s: %v allocations", s, n)
		}
	}
}

func TestInterval(t *testing.T) {
	for _, c := range []struct{ from, end, want, msg string }{
		{"2024-06-20", "2024-09-29", "2024-06-20/2024-09-29", ""},
		{"2024-07-20", "..", "2024-07-20/..", ""},
		{"1985", "", "1985/", ""},
		{"2024-06-20T14:00-04", "2024-06-21", "2024-06-20T14:00-04:00/2024-06-21", ""},
		{"2024-09-29", "2024-06-20", "", "the end 2024-06-20 is before the start 2024-09-29"},
		{"2024/2025", "2026", "", "the date 2024/2025 has an end already"},
		{"2024", "2025/2026", "", "an interval cannot be the end of another"},
		{"2024", "[2025,2026]", "", "a set cannot be the end of an interval"},
		{"{2024}", "2026", "", "a set cannot be the start of an interval"},
		{"2024", "2025-13", "", "there is no month 13"},
	} {
		got, err := must(c.from).WithEnd(c.end)
		msg := ""
		var e *ParseError
		if errors.As(err, &e) {
			msg = e.Msg
			if e.Text != c.end {
				t.Errorf("%s, %s: the error is about %q", c.from, c.end, e.Text)
			}
		}
		if got.String() != c.want || msg != c.msg {
			t.Errorf("%s, %s: %q, %q; want %q, %q", c.from, c.end, got, msg, c.want, c.msg)
		}
	}
	if d, err := Interval(must("2024"), Date{}); err != nil || d.String() != "2024/.." {
		t.Errorf("no end: %v, %v", d, err)
	}
	if _, err := Interval(Date{}, must("2024")); err == nil {
		t.Error("an end without a start is no error")
	}
}

func TestParts(t *testing.T) {
	d := must("2024-06-20~/2024-09")
	if d.Start() != must("2024-06-20~") || d.End() != must("2024-09") {
		t.Errorf("%v to %v", d.Start(), d.End())
	}
	if d := must("2024-07-20/.."); d.Start() != must("2024-07-20") || !d.End().IsZero() || !d.OpenEnd() || d.UnknownEnd() {
		t.Errorf("%v to %v", d.Start(), d.End())
	}
	var got []string
	for _, m := range must("[..1667,1668, 1670..1672,1680..]").Members() {
		got = append(got, m.String())
	}
	if diff := cmp.Diff([]string{"../1667", "1668", "1670/1672", "1680/.."}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestZero(t *testing.T) {
	var d Date
	if !d.IsZero() || d.String() != "" || English.Format(d) != "" || d.Datetime() != "" || d.Members() != nil ||
		d.Precision() != None || d.IsInterval() || d.IsSet() || d.Start() != d || d.End() != d {
		t.Errorf("%#v", d)
	}
}

func TestJSON(t *testing.T) {
	type page struct{ Date, None Date }
	want := page{Date: must("2024-06~")}
	text, err := json.Marshal(want)
	if err != nil || string(text) != `{"Date":"2024-06~","None":""}` {
		t.Fatalf("%s, %v", text, err)
	}
	var got page
	if err := json.Unmarshal(text, &got); err != nil || got != want {
		t.Errorf("%v, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"Date":"2024-13"}`), &got); err == nil {
		t.Error("month 13 is no error")
	}
}

// TestCalendar compares the arithmetic with that of package time, and beyond
// its years with itself.
func TestCalendar(t *testing.T) {
	at := time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC)
	for at.Year() < 5000 {
		y, m, d := at.Date()
		b := Bound{Year: int64(y), Month: int8(m), Day: int8(d)}
		if want := float64(at.Unix()) / secondsPerDay; b.Days() != want {
			t.Fatalf("%v: day %v, want %v", b, b.Days(), want)
		}
		if got := b.add(secondsPerDay - 1).add(1); got.Days() != b.Days()+1 || got.add(-1).add(1-secondsPerDay) != b {
			t.Fatalf("%v and a day is %v", b, got)
		}
		at = at.AddDate(0, 0, 17)
	}
	for _, y := range []int64{MaxYear, -MaxYear, 170000002, -170000000} {
		last, first := Bound{Year: y, Month: 12, Day: 31}, Bound{Year: y + 1, Month: 1, Day: 1}
		if first.Days()-last.Days() != 1 && max(y, -y) < 1e12 {
			t.Errorf("year %d ends on day %v and the next begins on %v", y, last.Days(), first.Days())
		}
		if (Bound{Year: y, Month: 1, Day: 1}).Float() != float64(y) {
			t.Errorf("year %d is not exact", y)
		}
	}
}

func TestBound(t *testing.T) {
	for s, want := range map[string]float64{"2024": 2024, "2023-07-02T12:00": 2023.5, "Y-17E7": -170000000, "../1985": math.Inf(-1)} {
		if got := must(s).Lower().Float(); got != want {
			t.Errorf("%s: %v, want %v", s, got, want)
		}
	}
	if at, ok := must("2024-06-20T21:00-04:00").Lower().Time(); !ok || at != time.Date(2024, 6, 21, 1, 0, 0, 0, time.UTC) {
		t.Error(at, ok)
	}
	for _, s := range []string{"-0001", "0000", "Y10000", "../2024"} {
		if at, ok := must(s).Lower().Time(); ok {
			t.Error(s, at)
		}
	}
}

func TestPrecision(t *testing.T) {
	for s, want := range map[string]string{
		"Y171010000S3": "1000000 years", "XXXX": "10000 years", "1XXX": "millennium", "19XX": "century", "198X": "decade",
		"2024": "year", "2024-40": "half", "2024-37": "quadrimester", "2024-33": "quarter", "2024-21": "season",
		"2024-06": "month", "2024-06-20": "day", "2024-06-20T14:00": "minute", "2024-06-20T14:00:00": "second",
	} {
		if got := must(s).Precision().String(); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
	if Century.Years() != 100 || Year.Years() != 1 || Month.Years() != 0 || None.Years() != 0 {
		t.Error("Years")
	}
}

// TestLimits shows that no text takes long, whatever it holds.
func TestLimits(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("9", 1<<20),
		"[" + strings.Repeat("XXXX-02-3X,", 90) + "2024]",
		"[" + strings.Repeat("2024,", 150) + "2024]",
		strings.Repeat("circa ", 20) + "1850",
		strings.Repeat("from ", 20) + "1 to 2",
		strings.Repeat("1 to ", 24),
		strings.Repeat("1/ ", 39),
		strings.Repeat("–", 40),
		strings.Repeat("٢", 60),
	} {
		start := time.Now()
		_, err := Parse(s)
		if took := time.Since(start); err == nil || took > time.Second {
			t.Errorf("%.40q: %v after %v", s, err, took)
		}
		if err != nil && len(err.Error()) > 400 {
			t.Errorf("%.40q: a message of %d bytes", s, len(err.Error()))
		}
	}
}

func TestSuggest(t *testing.T) {
	for s, want := range map[string]string{
		"2024-07-20": "2024-07-20", "July 20, 2024": "2024-07-20", "circa 1850": "1850~", "50 BC": "-0049",
		"03/04/1943": "", "the 1800s": "", "soon": "", "2024-06-20T14:00 Europe/Paris": "",
	} {
		d, ok := Suggest(s)
		if d.String() != want || ok != (want != "") {
			t.Errorf("%s: %v, %v; want %q", s, d, ok, want)
		}
	}
}

func TestErrorText(t *testing.T) {
	_, err := Parse("1969-13-20")
	if want := `date "1969-13-20": there is no month 13`; err.Error() != want {
		t.Errorf("%s, want %s", err, want)
	}
	_, err = Parse(strings.Repeat("é", 1000))
	if want := `date "` + strings.Repeat("é", 40) + `…": longer than 1000 bytes`; err.Error() != want {
		t.Errorf("%s, want %s", err, want)
	}
}
