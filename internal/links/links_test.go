package links

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What becomes of an address over some days, and from when on it is gone.
func TestAfter(t *testing.T) {
	day := func(n int) string { return fmt.Sprintf("2026-03-%02d", n) }
	tests := []struct {
		name  string
		tries string // day:state, in order; busy is a state here
		want  Record
		gone  bool
	}{
		{"there", "1:ok 8:ok", Record{State: OK, Tried: day(8), Success: day(8)}, false},
		{"dead on one day", "1:ok 8:dead 8:dead 8:dead", Record{State: Dead, Tried: day(8), Success: day(1), Failures: 1}, false},
		{"dead on two days", "1:ok 8:dead 9:dead", Record{State: Dead, Tried: day(9), Success: day(1), Failures: 2}, true},
		{"never seen", "8:dead 9:dead", Record{State: Dead, Tried: day(9), Failures: 2}, true},
		{"silent on three days", "1:ok 2:failing 3:failing 4:failing", Record{State: Failing, Tried: day(4), Success: day(1), Failures: 3}, false},
		{"silent on four days", "1:ok 2:failing 3:failing 4:failing 5:failing", Record{State: Failing, Tried: day(5), Success: day(1), Failures: 4}, true},
		{"silent, then dead", "2:failing 3:dead", Record{State: Dead, Tried: day(3), Failures: 2}, true},
		{"dead, then silent", "2:dead 3:failing", Record{State: Failing, Tried: day(3), Failures: 2}, false},
		{"back", "1:dead 2:dead 3:ok", Record{State: OK, Tried: day(3), Success: day(3)}, false},
		{"back for a day", "1:dead 2:ok 3:dead", Record{State: Dead, Tried: day(3), Success: day(2), Failures: 1}, false},
		{"not for programs", "1:dead 2:dead 3:unclear", Record{State: Unclear, Tried: day(3)}, false},
		{"too busy to say", "1:dead 2:dead 3:busy", Record{State: Dead, Tried: day(2), Failures: 2}, true},
		{"busy from the start", "3:busy", Record{State: Unclear, Tried: day(3)}, false},
		{"the clock went back", "8:dead 2:dead", Record{State: Dead, Tried: day(2), Failures: 1}, false},
	}
	for _, test := range tests {
		var known *Known
		for try := range strings.FieldsSeq(test.tries) {
			n, state, _ := strings.Cut(try, ":")
			o := Outcome{URL: "https://a.example/x#y", State: State(state)}
			if state == "busy" {
				o.State, o.Busy = Unclear, true
			}
			known = known.After([]Outcome{o}, []string{o.URL}, "2026-03-0"+n)
		}
		test.want.URL = "https://a.example/x"
		got, ok := known.Get("https://a.example/x#z")
		if diff := cmp.Diff(test.want, got); diff != "" || !ok || got.Gone() != test.gone {
			t.Errorf("%s: gone %v, want %v\n%s", test.name, got.Gone(), test.gone, diff)
		}
	}
}

func TestFresh(t *testing.T) {
	for _, test := range []struct {
		r    Record
		want bool
	}{
		{Record{}, false},
		{Record{URL: "x", State: OK, Tried: "2026-03-08"}, true},
		{Record{URL: "x", State: OK, Tried: "2026-03-02"}, true},
		{Record{URL: "x", State: OK, Tried: "2026-03-01"}, false},
		{Record{URL: "x", State: OK, Tried: "2026-03-09"}, false}, // the future
		{Record{URL: "x", State: Unclear, Status: 403, Tried: "2026-03-07"}, true},
		{Record{URL: "x", State: Unclear, Status: 429, Tried: "2026-03-08"}, false},
		{Record{URL: "x", State: Unclear, Tried: "2026-03-08"}, false}, // not asked, perhaps: it is private
		{Record{URL: "x", State: Dead, Tried: "2026-03-08"}, false},
		{Record{URL: "x", State: Failing, Tried: "2026-03-08"}, false},
	} {
		if got := test.r.Fresh("2026-03-08", 7); got != test.want {
			t.Errorf("%v: %v", test.r, got)
		}
	}
}

// What the content does not mention is kept for a while.
func TestForget(t *testing.T) {
	var known *Known
	known = known.After([]Outcome{{URL: "https://a.example/", State: OK}, {URL: "https://b.example/", State: OK}}, nil, "2026-01-01")
	for day, want := range map[string]int{"2026-03-31": 2, "2026-04-01": 1} {
		if got := known.After(nil, []string{"https://a.example/#x"}, day).Len(); got != want {
			t.Errorf("%s: %d records, want %d", day, got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	var known *Known
	known = known.After([]Outcome{
		{URL: "https://b.example/?a=1&b=<2>", State: OK, Status: 200, Moved: "https://c.example/"},
		{URL: "https://a.example/", State: Dead, Status: 404, Why: "404 Not Found"},
	}, nil, "2026-03-08")
	want := `{"version":1,"about":"` + aboutText + `"}
{"url":"https://a.example/","state":"dead","status":404,"why":"404 Not Found","tried":"2026-03-08","failures":1}
{"url":"https://b.example/?a=1&b=<2>","state":"ok","status":200,"moved":"https://c.example/","tried":"2026-03-08","success":"2026-03-08"}
`
	if diff := cmp.Diff(want, string(known.Format())); diff != "" {
		t.Error(diff)
	}
	again, found := Parse("links.jsonl", known.Format())
	if diff := cmp.Diff(want, string(again.Format())); diff != "" || len(found) > 0 {
		t.Error(found, diff)
	}
}

func TestParse(t *testing.T) {
	good := `{"url":"https://a.example/","state":"ok","tried":"2026-03-08"}`
	for name, test := range map[string]struct {
		text, want string
		known      int
	}{
		"nothing":         {"", "", 0},
		"one":             {good, "", 1},
		"Windows":         {"\ufeff" + good + "\r\n\r\n", "", 1},
		"keys of later":   {strings.Replace(good, "{", `{"new":[1],`, 1), "", 1},
		"a later version": {`{"version":2}` + "\n" + good, "f:1:1: " + newer, 0},
		"a merge": {
			"<<<<<<< HEAD\n" + good + "\n=======\n" + strings.Replace(good, "08", "09", 1) + "\n>>>>>>> x",
			"f:1:1: the mark of a merge that was not finished\nf:3:1: the mark of a merge that was not finished\nf:5:1: the mark of a merge that was not finished", 1,
		},
		"no JSON":       {good + "\nnonsense", "f:2:2: not what is known about an address, as a JSON object: invalid character 'o' in literal null (expecting 'u')", 1},
		"cut":           {good[:30], "f:1:30: not what is known about an address, as a JSON object: unexpected end of JSON input", 0},
		"a list":        {"[]", "f:1:1: not what is known about an address, as a JSON object: it is of another type: array", 0},
		"a number":      {strings.Replace(good, `"ok"`, "1", 1), "f:1:37: not what is known about an address, as a JSON object: state is of another type: number", 0},
		"no address":    {`{"state":"ok"}`, `f:1:1: url "" is not the address of a web page`, 0},
		"a script":      {strings.Replace(good, "https:", "javascript:", 1), `f:1:1: url "javascript://a.example/" is not the address of a web page`, 0},
		"a fragment":    {strings.Replace(good, "example/", "example/#x", 1), `f:1:1: url "https://a.example/#x" is not the address of a web page`, 0},
		"no state":      {strings.Replace(good, "ok", "fine", 1), `f:1:1: state "fine" is none; there are ok, dead, failing and unclear`, 0},
		"no day":        {strings.Replace(good, "03-08", "02-30", 1), `f:1:1: tried "2026-02-30" is not a day, such as 2024-07-20`, 0},
		"no success":    {strings.Replace(good, "}", `,"success":"then"}`, 1), `f:1:1: success "then" is not a day, such as 2024-07-20`, 0},
		"failures":      {strings.Replace(good, "}", `,"failures":-1}`, 1), `f:1:1: failures -1 is not a number of days`, 0},
		"a status":      {strings.Replace(good, "}", `,"status":1000}`, 1), `f:1:1: status 1000 is none of HTTP`, 0},
		"escapes":       {strings.Replace(good, "}", `,"why":"\u001b[31m"}`, 1), `f:1:1: moved and why are not what dateline writes`, 0},
		"moved nowhere": {strings.Replace(good, "}", `,"moved":"javascript:x"}`, 1), `f:1:1: moved and why are not what dateline writes`, 0},
	} {
		known, found := Parse("f", []byte(test.text))
		var lines []string
		for _, d := range found {
			lines = append(lines, d.Pos.String()+": "+d.Message)
		}
		if diff := cmp.Diff(test.want, strings.Join(lines, "\n")); diff != "" || known.Len() != test.known {
			t.Errorf("%s: %d known, want %d\n%s", name, known.Len(), test.known, diff)
		}
	}
	known, found := Parse("f", []byte(strings.Repeat("x\n", 10_000)+good))
	if len(found) != maxBadLines || known.Len() != 0 {
		t.Errorf("another sort of file: %d findings", len(found))
	}
	if known, _ := Parse("f", []byte(good+"\n"+strings.Replace(good, "08", "09", 1)+"\n"+good)); known.byURL["https://a.example/"].Tried != "2026-03-09" {
		t.Error("of two lines, the later does not count")
	}
}

// Whatever is parsed can be written, and says the same when it is read again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"url":"https://a.example/","state":"dead","status":404,"why":"404 Not Found","tried":"2026-03-08","success":"2026-01-01","failures":1}`))
	f.Add([]byte("{\"version\":1}\n<<<<<<< HEAD\n{\"url\":\"https://ä.example/\xff\",\"state\":\"ok\",\"tried\":\"2026-03-08\",\"moved\":\"http://b\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		known, found := Parse("f", data)
		for _, d := range found {
			if d.Line < 1 || d.Column < 1 || d.Message == "" {
				t.Errorf("%v", d)
			}
		}
		text := known.Format()
		again, found := Parse("f", text)
		if diff := cmp.Diff(string(text), string(again.Format())); diff != "" || len(found) > 0 {
			t.Error(found, diff)
		}
	})
}
