package calendar_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"dateline/internal/calendar"
	"dateline/internal/edtf"
)

var update = flag.Bool("update", false, "write the golden files")

// forms are dates of all sorts, and where each stands in a calendar.
var forms = []struct{ date, want string }{
	{"2024-07-20", "20240720 20240721"},
	{"2024-02-29", "20240229 20240301"},
	{"2024-12-31", "20241231 20250101"},
	{"0001-01-01", "00010101 00010102"},
	{"9999-12-30", "99991230 99991231"},
	{"9999-12-31", "none"}, // its end could not be written

	// Qualified: the day is in the calendar, that it is not sure in the title.
	{"2024-07-20?", "20240720 20240721 inexact"},
	{"2024-07-20~", "20240720 20240721 inexact"},
	{"2024-07-~20", "20240720 20240721 inexact"},

	// Times, in the zone of the site without an offset (New York).
	{"2024-06-20T14:00-04:00", "20240620T180000Z"},
	{"2024-06-20T14:00", "20240620T180000Z"},
	{"2024-01-20T14:00", "20240120T190000Z"},
	{"2024-06-20T14:00:30Z", "20240620T140030Z"},
	{"2024-06-20T23:30-04:00", "20240621T033000Z"},
	{"2024-06-20T14:00Z/2024-06-20T16:00Z", "20240620T140000Z 20240620T160000Z"},
	{"2024-06-20T14:00/2024-06-21T02:00", "20240620T180000Z 20240621T060000Z"},
	{"2024-06-20T14:00Z/2024-06-20T14:00Z", "20240620T140000Z"},
	{"2024-06-20T14:00-04:00/..", "20240620T180000Z inexact"},

	// A time at one end alone: whole days, as they are written.
	{"2024-06-20T22:00-04:00/2024-06-22", "20240620 20240623 inexact"},
	{"2024-06-20/2024-06-22T22:00-04:00", "20240620 20240623 inexact"},

	// Intervals.
	{"2024-06-20/2024-09-29", "20240620 20240930"},
	{"2024-06-20/2024-06-20", "20240620 20240621"},
	{"2024-06/2024-09-29", "20240601 20240930 inexact"},
	{"2024-06-20/2024-09", "20240620 20241001 inexact"},
	{"1914/1918", "19140101 19190101 inexact"},
	{"2024-06-20?/2024-09-29", "20240620 20240930 inexact"},
	{"2024-07-20/..", "20240720 20240721 inexact"},
	{"2024-07-20/", "20240720 20240721 inexact"},
	{"2024-07/..", "20240701 20240801 inexact"},
	{"../2024-09-29", "20240929 20240930 inexact"},
	{"/2024-09-29", "20240929 20240930 inexact"},

	// Less exact than a day: all days that it may be.
	{"2024-07", "20240701 20240801 inexact"},
	{"2024-07-XX", "20240701 20240801 inexact"},
	{"2024-07-2X", "20240720 20240730 inexact"},
	{"2024-02", "20240201 20240301 inexact"},
	{"2024", "20240101 20250101 inexact"},
	{"2024-XX", "20240101 20250101 inexact"},
	{"2005~", "20050101 20060101 inexact"},
	{"2024-21", "20240301 20240601 inexact"},
	{"2024-24", "20241201 20250301 inexact"},
	{"2024-34", "20240401 20240701 inexact"},
	{"2024-41", "20240701 20250101 inexact"},
	{"9999-24", "none"},

	// Sets.
	{"[2024-07-20,2024-08-01]", "20240720 20240802 inexact"},
	{"[1667,1668,1670..1672]", "16670101 16730101 inexact"},
	{"[2024-06-20T23:00-04:00,2024-06-22T01:00Z]", "20240620 20240623 inexact"},
	{"{2024-12-01,2024-07-20,2024-12-01}", "20240720 20240721 +20241201 inexact"},
	{"{2024-07,2024-09}", "20240701 20241001 inexact"},
	{"[2024-07-20..]", "none"},
	{"[..2024-07-20]", "none"},

	// Not for a calendar.
	{"198X", "none"},
	{"19XX", "none"},
	{"1950S2", "none"},
	{"0000", "none"},
	{"-0043-03-15", "none"},
	{"-0043/2024", "none"},
	{"198X/2024", "none"},
	{"2024/203X", "none"},
	{"Y17E7", "none"},
	{"Y-17E7", "none"},
	{"10000-01-01", "none"},
	{"0000-12-31/0001-01-01", "none"},
}

var newYork = must(time.LoadLocation("America/New_York"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestSpanOf(t *testing.T) {
	for _, f := range forms {
		d, err := edtf.Parse(f.date)
		if err != nil {
			if f.want != "none" {
				t.Errorf("%s: %v", f.date, err)
			}
			continue
		}
		s, ok := calendar.SpanOf(d, newYork)
		if got := spanText(s, ok); got != f.want {
			t.Errorf("%s: %s, want %s", f.date, got, f.want)
		}
		if calendar.Holds(d) != ok {
			t.Errorf("%s: Holds says %v", f.date, !ok)
		}
	}
}

func spanText(s calendar.Span, ok bool) string {
	if !ok {
		return "none"
	}
	layout := "20060102T150405Z"
	if s.Days {
		layout = "20060102"
	}
	out := s.Start.Format(layout)
	if !s.End.IsZero() {
		out += " " + s.End.Format(layout)
	}
	for _, also := range s.Also {
		out += " +" + also.Format(layout)
	}
	if !s.Exact {
		out += " inexact"
	}
	return out
}

// Whatever the date, a file with it is in order.
func FuzzSpan(f *testing.F) {
	for _, form := range forms {
		f.Add(form.date)
	}
	f.Fuzz(func(t *testing.T, date string) {
		d, err := edtf.Parse(date)
		if err != nil {
			t.Skip()
		}
		s, ok := calendar.SpanOf(d, newYork)
		if !ok {
			return
		}
		if s.Days && (s.Start != s.Start.Truncate(24*time.Hour) || !s.End.After(s.Start)) {
			t.Errorf("%s: %s", date, spanText(s, ok))
		}
		check(t, calendar.Calendar{Events: []calendar.Event{{UID: "a@b", Span: s, Status: calendar.Confirmed, Summary: date}}}.Text())
	})
}

// Whatever the text, it is in the file as it was, but for what no text can
// hold.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", "plain", `back\slash; semicolon, comma: colon "quoted"`, "two\nlines\n\nand a paragraph", "carriage\r\nreturn\ralone", "\x00\x07bell\ttab\x7f",
		strings.Repeat("é", 100), strings.Repeat("日本語", 50), strings.Repeat("👩‍👩‍👧‍👦", 20), strings.Repeat("word ", 40), strings.Repeat("x", 200) + " " + strings.Repeat("y", 74),
		" leading and trailing ", strings.Repeat(" ", 160), `\n is no line break, \\n neither`, "<a href=x>markup</a> is text", "ends in a backslash\\", "\xff\xfe no UTF-8",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		file := calendar.Calendar{Name: s, Description: s, Source: "https://example.org/calendar.ics", Events: []calendar.Event{{
			UID: "a@b", Span: day(t, "2024-07-20"), Status: calendar.Confirmed,
			Summary: s, Description: s, Location: s, Categories: []string{s, s},
		}}}.Text()
		check(t, file)
		cal, err := ical.NewDecoder(bytes.NewReader(file)).Decode()
		if err != nil {
			t.Fatal(err)
		}
		want := cleaned(s)
		got := must(cal.Events()[0].Props.Text(ical.PropSummary))
		if got != want {
			t.Errorf("the title %q is read as %q", s, got)
		}
		if got := must(cal.Events()[0].Props.Text(ical.PropDescription)); got != want {
			t.Errorf("the description %q is read as %q", s, got)
		}
		for _, p := range cal.Events()[0].Props[ical.PropCategories] {
			if got := must(p.TextList()); len(got) > 1 || len(got) == 1 && got[0] != want {
				t.Errorf("the category %q is read as %q", s, got)
			}
		}
	})
}

// cleaned is what a text is in a file: the same without control characters.
func cleaned(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	for _, r := range s {
		if r == '\n' || r == '\t' || r >= ' ' && (r < 0x7f || r > 0x9f) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func check(t *testing.T, file []byte) {
	t.Helper()
	for _, fault := range validate(file) {
		t.Errorf("%s\nin\n%s", fault, file)
	}
}

func day(t testing.TB, date string) calendar.Span {
	t.Helper()
	s, ok := calendar.SpanOf(must(edtf.Parse(date)), time.UTC)
	if !ok {
		t.Fatalf("%s has no place in a calendar", date)
	}
	return s
}

// TestGolden writes one calendar with everything, and one with as little as
// there can be. The goldens have line feeds in the place of CRLF.
func TestGolden(t *testing.T) {
	at := func(s string) time.Time { return must(time.Parse(time.DateTime, s)) }
	full := calendar.Calendar{
		Name: "Ban, and after; a timeline", Description: "Two lines\nof text", URL: "https://example.org/", Source: "https://example.org/calendar.ics",
		Events: []calendar.Event{
			{
				UID: "2024/sales@example.org", Span: day(t, "2024-07-20"), Created: at("2024-06-20 00:00:00"), Modified: at("2024-07-16 14:00:00"), Sequence: 28685401,
				Status: calendar.Confirmed, Summary: "Sales are prohibited", URL: "https://example.org/events/2024/sales/",
				Description: "From July 20, Kaspersky may not make new sales to Americans; dealers, too, may not.\n\nSource: Federal Register\nhttps://example.org/a/very/long/address/that/has/no/place/to/break",
				Location:    "Washington, D.C.", Categories: []string{"sales ban", "law, civil"},
			},
			{UID: "b@example.org", Span: day(t, "2024-06-20T14:00Z/2024-06-20T16:00Z"), Modified: at("2024-06-24 00:00:00"), Status: calendar.Cancelled, Summary: "A hearing"},
			{UID: "c@example.org", Span: day(t, "{2024-07-20,2024-12-01}"), Status: calendar.Tentative, Summary: "Ведомство публикует перечень запрещённых товаров и услуг, 禁止された製品の一覧"},
		},
	}
	least := calendar.Calendar{Events: []calendar.Event{{UID: "a@example.org", Span: day(t, "2024-06-20T14:00Z"), Status: calendar.Confirmed, Summary: "A moment"}}}
	for name, c := range map[string]calendar.Calendar{"full": full, "least": least} {
		file := c.Text()
		check(t, file)
		got := strings.ReplaceAll(string(file), "\r\n", "\n")
		path := "testdata/" + name + ".ics.golden"
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(string(must(os.ReadFile(path))), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

// Every revision has a greater number than the one before, in whatever way an
// editor puts it on record.
func TestSequenceRises(t *testing.T) {
	revision := func(dates ...string) int {
		var all []edtf.Date
		for _, d := range dates[1:] {
			all = append(all, must(edtf.Parse(d)))
		}
		corrections := len(all)
		if dates[0] != "" {
			all = append(all, must(edtf.Parse(dates[0])))
		}
		return calendar.Sequence(calendar.Revised(newYork, must(edtf.Parse("2024-07-15"))), calendar.Revised(newYork, all...), corrections)
	}
	history := [][]string{ // `updated`, then the days of corrections
		{"2024-07-15"},
		{"", "2024-07-15"},
		{"2024-07-16"},
		{"2024-07-16T09:00"},
		{"2024-07-16T14:00"},
		{"2024-07-17"},
		{"2024-07-17", "2024-07-17"},
		{"2024-07-17", "2024-07-17", "2024-07-17"},
		{"2024-07-17", "2024-07-17", "2024-07-17", "2024-07-18"},
		{"2024-07-19", "2024-07-17", "2024-07-17", "2024-07-18", "2024-07-19"},
		{"", "2024-07-17", "2024-07-17", "2024-07-18", "2024-07-19", "2024-07-20"},
		{"9999-12-31"},
	}
	last := -1
	for _, h := range history {
		n := revision(h...)
		if n <= last {
			t.Errorf("%q has %d, after %d", h, n, last)
		}
		last = n
	}
	if first := revision(""); first != 0 {
		t.Errorf("an entry that was never revised has %d", first)
	}
	if n := calendar.Sequence(time.Time{}, calendar.Revised(newYork, must(edtf.Parse("2024-07-16"))), 0); n == 0 {
		t.Error("what is revised without a word of when it appeared has 0")
	}
	if last != math.MaxInt32 {
		t.Errorf("the greatest number is %d", last)
	}
	if n := revision("1899-01-01"); n != 0 {
		t.Errorf("before 1970: %d", n)
	}
}

// The validator finds what it is there to find.
func TestValidate(t *testing.T) {
	good := string(calendar.Calendar{
		Name: "A", Source: "https://example.org/calendar.ics",
		Events: []calendar.Event{{UID: "a@b", Span: day(t, "2024-07-20"), Status: calendar.Confirmed, Summary: strings.Repeat("word ", 30)}},
	}.Text())
	check(t, []byte(good))
	event := good[strings.Index(good, "BEGIN:VEVENT"):strings.Index(good, "END:VCALENDAR")]
	for name, change := range map[string][2]string{
		"3.1: a line break": {"VERSION:2.0\r\n", "VERSION:2.0\n"},
		"octets":            {"SUMMARY:", "SUMMARY:" + strings.Repeat("x", 75)},
		"divided":           {"SUMMARY:", "SUMMARY:\xc3\r\n \xa9"},
		"control":           {"SUMMARY:", "SUMMARY:\x07"},
		"DTSTAMP":           {"DTSTAMP:19700101T000000Z\r\n", ""},
		"not after":         {"DTEND;VALUE=DATE:20240721", "DTEND;VALUE=DATE:20240720"},
		"differ in type":    {"DTEND;VALUE=DATE:20240721", "DTEND:20240721T000000Z"},
		"is no date":        {"DTSTART;VALUE=DATE:20240720", "DTSTART;VALUE=DATE:20240230"},
		"the UID":           {"END:VCALENDAR", event + "END:VCALENDAR"},
		"without a comp":    {event, ""},
		"STATUS":            {"STATUS:CONFIRMED", "STATUS:MAYBE"},
		"2 times SUMMARY":   {"STATUS:CONFIRMED", "SUMMARY:again"},
		"has not the form":  {"SUMMARY:", "SUMMARY:a,b;"},
		"VALUE=URI":         {"SOURCE;VALUE=URI", "SOURCE"},
		"second parser":     {"END:VCALENDAR\r\n", ""},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Fatalf("%s: the change changes nothing in\n%s", name, good)
		}
		if found := fmt.Sprint(validate([]byte(bad))); !strings.Contains(found, name) {
			t.Errorf("%s: not found, but %s", name, found)
		}
	}
}

func TestAddress(t *testing.T) {
	for url, want := range map[string]string{
		"https://example.org/calendar.ics":              "webcal://example.org/calendar.ics",
		"http://localhost:1313/tags/a%20b/calendar.ics": "webcal://localhost:1313/tags/a%20b/calendar.ics",
	} {
		if got := calendar.Address(url); got != want {
			t.Errorf("%s: %s, want %s", url, got, want)
		}
	}
	if got := calendar.UID("2024/a", "example.org", ""); got != "2024/a@example.org" {
		t.Error(got)
	}
	if got := calendar.UID("a", "example.org", "/timeline/"); got != "a@example.org/timeline" {
		t.Error(got)
	}
}
