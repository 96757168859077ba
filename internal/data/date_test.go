package data_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/internal/data"
	"dateline/internal/edtf"
	"dateline/internal/tree"
)

// dates are all forms of dates, with what each becomes: in events.json, in
// JSON-LD, and in timelinejs.json ("" is left out there).
var dates = []struct {
	edtf, from, to, precision, coverage, timelineJS string
}{
	{"2024", "2024-01-01", "2024-12-31", "year", "2024", `{"year":2024}`},
	{"2024-06", "2024-06-01", "2024-06-30", "month", "2024-06", `{"year":2024,"month":6}`},
	{"2024-06-20", "2024-06-20", "2024-06-20", "day", "2024-06-20", `{"year":2024,"month":6,"day":20}`},
	{"2024-06-20T14:00", "2024-06-20T14:00:00", "2024-06-20T14:00:59", "minute", "2024-06-20T14:00", `{"year":2024,"month":6,"day":20,"hour":14,"minute":0}`},
	{"2024-06-20T22:00:05-04:00", "2024-06-21T02:00:05Z", "2024-06-21T02:00:05Z", "second", "2024-06-20T22:00:05-04:00", `{"year":2024,"month":6,"day":20,"hour":22,"minute":0,"second":5}`},
	{"2024-06-20/2024-09-29", "2024-06-20", "2024-09-29", "day", "2024-06-20/2024-09-29", `{"year":2024,"month":6,"day":20} {"year":2024,"month":9,"day":29}`},
	{"2024-06/2024-09-29", "2024-06-01", "2024-09-29", "month day", "2024-06/2024-09-29", `{"year":2024,"month":6} {"year":2024,"month":9,"day":29}`},
	{"2024-07-20/..", "2024-07-20", "", "day", "2024-07-20/..", `{"year":2024,"month":7,"day":20}`},
	{"2024-07-20/", "2024-07-20", "", "day", "2024-07-20/..", `{"year":2024,"month":7,"day":20}`},
	{"../1985", "", "1985-12-31", "year", "../1985", ""},
	{"/1985-04-12", "", "1985-04-12", "day", "../1985-04-12", ""},
	{"2005~", "2005-01-01", "2005-12-31", "year ~", "2005-01-01/2005-12-31", `{"year":2005}`},
	{"1984-06-02?", "1984-06-02", "1984-06-02", "day ?", "1984-06-02", `{"year":1984,"month":6,"day":2}`},
	{"1984%", "1984-01-01", "1984-12-31", "year ~?", "1984-01-01/1984-12-31", `{"year":1984}`},
	{"2024-21", "2024-03-01", "2024-05-31", "season", "2024-03-01/2024-05-31", `{"year":2024,"month":3} {"year":2024,"month":5}`},
	{"2024-24", "2024-12-01", "2025-02-28", "season", "2024-12-01/2025-02-28", `{"year":2024,"month":12} {"year":2025,"month":2}`},
	{"2024-35", "2024-07-01", "2024-09-30", "quarter", "2024-07-01/2024-09-30", `{"year":2024,"month":7} {"year":2024,"month":9}`},
	{"2024-38", "2024-05-01", "2024-08-31", "quadrimester", "2024-05-01/2024-08-31", `{"year":2024,"month":5} {"year":2024,"month":8}`},
	{"2024-41", "2024-07-01", "2024-12-31", "half", "2024-07-01/2024-12-31", `{"year":2024,"month":7} {"year":2024,"month":12}`},
	{"198X", "1980-01-01", "1989-12-31", "decade", "1980-01-01/1989-12-31", `{"year":1980} {"year":1989}`},
	{"19XX", "1900-01-01", "1999-12-31", "century", "1900-01-01/1999-12-31", `{"year":1900} {"year":1999}`},
	{"2004-XX", "2004-01-01", "2004-12-31", "year", "2004-01-01/2004-12-31", `{"year":2004}`},
	{"1985-04-XX", "1985-04-01", "1985-04-30", "month", "1985-04-01/1985-04-30", `{"year":1985,"month":4}`},
	{"156X-12-25", "1560-12-25", "1569-12-25", "decade", "1560-12-25/1569-12-25", `{"year":1560} {"year":1569}`},
	{"[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "year", "1667-01-01/1672-12-31", `{"year":1667} {"year":1672}`},
	{"{1960,1961-12}", "1960-01-01", "1961-12-31", "year month", "1960-01-01/1961-12-31", `{"year":1960} {"year":1961,"month":12}`},
	{"[..1984]", "", "1984-12-31", "year", "../1984-12-31", ""},
	{"0000", "0000-01-01", "0000-12-31", "year", "0000-01-01/0000-12-31", `{"year":-1}`},
	{"-0043-03-15", "-000043-03-15", "-000043-03-15", "day", "-000043-03-15", `{"year":-44,"month":3,"day":15}`},
	{"-0499/0014", "-000499-01-01", "0014-12-31", "year", "-000499-01-01/0014", `{"year":-500} {"year":14}`},
	{"1950S2", "1900-01-01", "1999-12-31", "century ~", "1900-01-01/1999-12-31", `{"year":1900} {"year":1999}`},
	{"Y12024", "+012024-01-01", "+012024-12-31", "year", "+012024-01-01/+012024-12-31", `{"year":12024}`},
	{"Y-43000", "-043000-01-01", "-043000-12-31", "year", "-043000-01-01/-043000-12-31", `{"year":-43001}`},
}

func TestDates(t *testing.T) {
	b := sites()["odd"]
	var got data.Timeline
	decode(t, b.files["events.json"], &got)
	starts := timelineJSDates(t, b.files["timelinejs.json"])
	for _, d := range dates {
		found := false
		for _, e := range got.Events {
			if !strings.HasPrefix(e.ID, "date-") || e.Date.EDTF != d.edtf {
				continue
			}
			found = true
			v := e.Date
			precision := string(v.Precision)
			if v.PrecisionTo != "" {
				precision += " " + string(v.PrecisionTo)
			}
			mark := ""
			if v.Approximate {
				mark = "~"
			}
			if v.Uncertain {
				mark += "?"
			}
			precision = strings.TrimSpace(precision + " " + mark)
			page := string(b.files["events/"+e.ID+"/index.html"])
			_, rest, _ := strings.Cut(page, `"temporalCoverage":"`)
			coverage, _, _ := strings.Cut(rest, `"`)
			want := []string{d.from, d.to, d.precision, d.coverage, d.timelineJS}
			if diff := cmp.Diff(want, []string{string(v.From), string(v.To), precision, coverage, starts[e.ID]}); diff != "" {
				t.Errorf("%s: from, to, precision, coverage, TimelineJS (-want +got):\n%s", d.edtf, diff)
			}
			if _, ok := starts[e.ID]; ok != (d.timelineJS != "") {
				t.Errorf("%s is in timelinejs.json: %v", d.edtf, ok)
			}
		}
		if !found {
			t.Errorf("%s is not in events.json", d.edtf)
		}
	}
}

// timelineJSDates are the start and end of every slide, by its id.
func timelineJSDates(t *testing.T, text []byte) map[string]string {
	t.Helper()
	var slides struct {
		Events []struct {
			ID         string          `json:"unique_id"`
			Start, End json.RawMessage `json:"-"`
			S          json.RawMessage `json:"start_date"`
			E          json.RawMessage `json:"end_date"`
		}
	}
	if err := json.Unmarshal(text, &slides); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, s := range slides.Events {
		out[s.ID] = strings.TrimSpace(string(s.S) + " " + string(s.E))
	}
	return out
}

// Beyond the dates of JavaScript the scale is another, and knows years alone.
func TestCosmological(t *testing.T) {
	content := map[string]string{
		"events/a.md": "---\ntitle: Extinct\ndate: Y-66E6\n---\n", "events/b.md": "---\ntitle: Now\ndate: 2024-06-20T14:00\nend: 2024-06-21\n---\n",
	}
	b := make1(tree.Of("content", content), false)
	text := b.files["timelinejs.json"]
	if !strings.Contains(string(text), `"scale":"cosmological"`) {
		t.Errorf("the scale is human: %s", text)
	}
	validate(t, compileFile(t, "timelinejs.schema.json"), "timelinejs.json", text)
	want := map[string]string{"a": `{"year":-66000001}`, "b": `{"year":2024} {"year":2024}`}
	if diff := cmp.Diff(want, timelineJSDates(t, text)); diff != "" {
		t.Errorf("dates (-want +got):\n%s", diff)
	}
}

// The file of an event has its text, with addresses that work from anywhere.
func TestText(t *testing.T) {
	b := sites()["odd"]
	var got data.Timeline
	decode(t, b.files["events/formula/index.json"], &got)
	want := "One link, a <b>, and there.\n\ntwo\nthree\n\nThere\n\ncode  <i>\nmore\n\nAn end.[a]\n\nThe note."
	if diff := cmp.Diff(want, got.Events[0].Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	for _, link := range []string{` href="` + address + `/events/time/"`, ` href="` + address + `/events/formula/#formula--`} {
		if !strings.Contains(got.Events[0].HTML, link) {
			t.Errorf("no %s in %s", link, got.Events[0].HTML)
		}
	}
	if all := string(b.files["events.json"]) + string(b.files["events/formula/index.json"]) + string(b.files["events.csv"]); strings.Contains(all, "for nobody") || strings.Contains(all, "hidden") {
		t.Error("what the site does not declare, or a draft, is in its data")
	}
}

// Drafts are in the data of a site that is built with them, and say so.
func TestDrafts(t *testing.T) {
	b := make1(tree.Of("content", odd()), true)
	var got data.Timeline
	decode(t, b.files["events/hidden/index.json"], &got)
	if !got.Events[0].Draft || !strings.Contains(string(b.files["events.json"]), `"related":["formula","hidden"]`) {
		t.Errorf("the draft is %+v", got.Events[0])
	}
}

// Without an address of the site, addresses are relative to its root.
func TestWithoutAddress(t *testing.T) {
	e := sites()["demo"].site.Events[0]
	s := *sites()["demo"].site
	s.URL = ""
	d := data.Site{Site: &s, Locale: edtf.English}
	if got := d.Event(e).URL; got != e.URL() {
		t.Errorf("the address is %s", got)
	}
	if schema := string(d.Schema()); strings.Contains(schema, `"$id"`) {
		t.Error("the schema has an address")
	}
}

func unescaped(t *testing.T, path string) string {
	t.Helper()
	if strings.Contains(path, "://") {
		return path
	}
	plain, err := url.PathUnescape(path)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
