package data_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/data"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
	"dateline/internal/testsite"
	"dateline/internal/tree"
)

// built is a site with the files that it became.
type built struct {
	site  *site.Site
	files map[string][]byte
}

const address = "https://example.org/timeline"

// odd is what the real sites do not have: dates of all forms, cells that are
// formulas, texts that would end a script.
func odd() map[string]string {
	files := map[string]string{
		"index.md": "---\ntitle: </script><script>alert(1)</script>\nlanguage: en\nlicense: CC-BY-SA-4.0\n" +
			"publisher: {name: \"A & B\", url: https://example.org}\norder: newest\n" +
			"fields: [{key: formula}, {key: weather, type: list, facet: true}]\neras: [{title: <b>, date: -0100/-0043}, {title: On, date: 2020/..}]\n---\n",
		"events/formula.md": "---\ntitle: =1+1\ndate: 2024-06-20\nsummary: \"@SUM(A1), \\\"so\\\" <!-- <script>\"\ntags: [+1, -2, \"'3\"]\n" +
			"actors: [＝1]\nplace: \"'s-Hertogenbosch\"\nformula: =A1\nweather: [rain, wind]\nsecret: for nobody\nsources: [{title: =2}, {title: B, publisher: -B, url: https://b.example/, archive: https://a.example/, author: C, date: 2024-06, note: D}]\n---\n\n" +
			"One [link](time.md), `a <b>`, and [there](#there).\n\n- two\n- three\n\n## There\n\n    code  <i>\n    more\n\nAn end.[^n]\n\n[^n]: The note.\n",
		"events/time.md":   "---\ntitle: A time\ndate: 2024-06-20T14:00-04:00\nend: 2024-06-21T09:30-04:00\nlanguage: de\nrelated: [formula, hidden]\n---\n\nText.\n",
		"events/hidden.md": "---\ntitle: A draft\ndate: 2024\ndraft: true\n---\n\nText.\n",
		"events/film.md": "---\ntitle: A film\ndate: 2024-06-20T14:00:05Z\nmedia: [{src: https://vimeo.com/1, alt: \"A \\\"film\\\"\", caption: <b>, credit: C & D}]\n" +
			"published: 2024-06-21T10:00\nupdated: 2024-06-22\ncorrections: [{date: 2024-06-23, text: </script>}]\n---\n\nText.\n",
	}
	for i, d := range dates {
		files["events/date-"+strconv.Itoa(i)+".md"] = "---\ntitle: Date " + strconv.Itoa(i) + "\ndate: \"" + d.edtf + "\"\n---\n\nText.\n"
	}
	return files
}

func treeOf(fsys fs.FS, name string) tree.Tree {
	t, err := tree.FromFS(fsys, name)
	if err != nil {
		panic(err)
	}
	return t
}

// sites are all sites there are, and some that there are not.
var sites = sync.OnceValue(func() map[string]built {
	content := map[string]tree.Tree{
		"odd": tree.Of("content", odd()), "large": tree.Of("content", testsite.Files(210)),
		"empty": tree.Of("content", map[string]string{"index.md": "---\ntitle: Empty\n---\n"}),
	}
	for name, folder := range map[string]string{
		"demo": "../../content", "apollo": "../../examples/apollo-11/content", "arabic": "../../examples/arabic-print/content",
		"full": "../../e2e/sites/full/content",
	} {
		content[name] = treeOf(os.DirFS(folder), "content")
	}
	out := map[string]built{}
	for name, files := range content {
		out[name] = make1(files, false)
	}
	return out
})

func make1(content tree.Tree, drafts bool) built {
	var p build.Pipeline
	result := p.Run(build.Input{
		Content: content, Templates: theme("templates"), Static: bareScripts(), Root: "content", BaseURL: address, Drafts: drafts,
	})
	b := built{result.Site, map[string][]byte{}}
	for path := range result.Plan.Paths() {
		if slices.Contains([]string{"pictures", "search", "actors", "by"}, strings.Split(path, "/")[0]) {
			continue
		}
		if _, _, err := result.Plan.Render(path, func(o tree.Output) error {
			b.files[path] = bytes.Clone(o.Data)
			return nil
		}); err != nil {
			panic(err)
		}
	}
	return b
}

func theme(name string) tree.Tree {
	sub, err := fs.Sub(dateline.Theme, name)
	if err != nil {
		panic(err)
	}
	return treeOf(sub, name)
}

// bareScripts are the static files of the theme with nothing in the scripts,
// which take longest to prepare.
func bareScripts() tree.Tree {
	files := map[string]string{}
	for f := range theme("static").Files() {
		if files[f.Path] = string(f.Data); strings.HasSuffix(f.Path, ".js") {
			files[f.Path] = ""
		}
	}
	return tree.Of("static", files)
}

// each runs a test on every site.
func each(t *testing.T, do func(t *testing.T, b built)) {
	for name, b := range sites() {
		t.Run(name, func(t *testing.T) { do(t, b) })
	}
}

func compile(t *testing.T, schema []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func compileFile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return compile(t, text)
}

func validate(t *testing.T, s *jsonschema.Schema, what string, text []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v\n%s", what, err, text)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// decode reads a file of ours, and knows every key in it.
func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// Every file is what the published schema says.
func TestSchema(t *testing.T) {
	each(t, func(t *testing.T, b built) {
		s := compile(t, b.files["events.schema.json"])
		validate(t, s, "events.json", b.files["events.json"])
		for _, e := range b.site.Events {
			path := strings.TrimPrefix(e.URL(), "/") + "index.json"
			validate(t, s, path, b.files[path])
		}
	})
}

// The schema refuses what is wrong.
func TestSchemaRefuses(t *testing.T) {
	b := sites()["full"]
	s := compile(t, b.files["events.schema.json"])
	good := string(b.files["events.json"])
	for _, c := range [][2]string{
		{`"version":"1"`, `"version":"2"`},
		{`"version":"1"`, `"version":1`},
		{`"version":"1",`, ``},
		{`"title":`, `"headline":`},
		{`"events":[`, `"event":[`},
		{`"importance":5`, `"importance":6`},
		{`"importance":5`, `"importance":"5"`},
		{`"status":"retracted"`, `"status":"withdrawn"`},
		{`"edtf":"`, `"edtf":"","was":"`},
		{`"precision":"day"`, `"precision":"days"`},
		{`"from":"`, `"from":"about `},
		{`"published":"`, `"published":"about `},
		{`"kind":"correction"`, `"kind":"change"`},
		{`"type":"image"`, `"type":"picture"`},
		{`"url":"https://`, `"url":"https://[`},
		{`"tags":[`, `"tags":[1,`},
		{`"date":{`, `"date":"2024","was":{`},
	} {
		if !strings.Contains(good, c[0]) {
			t.Errorf("the site has no %s to be made wrong", c[0])
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(good, c[0], c[1], 1)))
		if err != nil {
			t.Fatal(c, err)
		}
		if s.Validate(doc) == nil {
			t.Errorf("the schema takes %s for %s", c[1], c[0])
		}
	}
}

// What events.json says of an event is what the event holds.
func TestSameAsEvents(t *testing.T) {
	each(t, func(t *testing.T, b built) {
		var got data.Timeline
		decode(t, b.files["events.json"], &got)
		if len(got.Events) != len(b.site.Events) {
			t.Fatalf("%d events, want %d", len(got.Events), len(b.site.Events))
		}
		if got.Title != b.site.Title || got.Language != b.site.Language || got.Timezone != b.site.Timezone || got.License != b.site.License ||
			got.URL != address+"/" || got.Schema != address+"/events.schema.json" || len(got.Kinds) != len(b.site.Kinds) || len(got.Eras) != len(b.site.Eras) {
			t.Errorf("the site is described as %+v", got)
		}
		for i, e := range b.site.Events {
			same(t, b.site, got.Events[i], e)
			if got.Events[i].HTML != "" || got.Events[i].Text != "" {
				t.Errorf("%s: events.json has its text", e.ID)
			}
			var one data.Timeline
			decode(t, b.files[strings.TrimPrefix(e.URL(), "/")+"index.json"], &one)
			if len(one.Events) != 1 || one.Events[0].Text == "" != (strings.TrimSpace(e.Body.HTML) == "") {
				t.Fatalf("%s: its file has %+v", e.ID, one.Events)
			}
			one.Events[0].HTML, one.Events[0].Text = "", ""
			if diff := cmp.Diff(got.Events[i], one.Events[0]); diff != "" {
				t.Errorf("%s: its own file differs (-events.json +index.json):\n%s", e.ID, diff)
			}
		}
	})
}

// same compares field by field, without what data uses itself.
func same(t *testing.T, s *site.Site, got data.Event, e *event.Event) {
	t.Helper()
	back := &event.Event{
		ID: got.ID, Title: got.Title, Date: parse(t, got.Date.EDTF), Kind: got.Kind, Summary: got.Summary, Tags: got.Tags, Actors: got.Actors,
		Place: got.Place, Importance: got.Importance, StatusReason: got.StatusReason, Related: got.Related,
		Published: parse(t, string(got.Published)), Updated: parse(t, string(got.Updated)), Language: got.Language, Draft: got.Draft,
	}
	back.Status, _ = event.ParseStatus(got.Status)
	for _, c := range got.DateClaims {
		back.DateClaims = append(back.DateClaims, event.DateClaim{Date: parse(t, c.Date.EDTF), Source: c.Source})
	}
	for _, src := range got.Sources {
		v := event.Source{
			ID: src.ID, Title: src.Title, Publisher: src.Publisher, Author: src.Author, URL: src.URL, Archive: src.Archive,
			Accessed: parse(t, string(src.Accessed)), Note: src.Note,
		}
		if src.Date != nil {
			v.Date = parse(t, src.Date.EDTF)
		}
		back.Sources = append(back.Sources, v)
	}
	for _, c := range got.Corrections {
		back.Corrections = append(back.Corrections, event.Correction{Date: parse(t, string(c.Date)), Kind: c.Kind, Text: c.Text})
	}
	want := &event.Event{
		ID: e.ID, Title: e.Title, Date: e.Date, Kind: e.Kind, Summary: e.Summary, Tags: e.Tags, Actors: e.Actors, Place: e.Place,
		Importance: e.Importance, Status: e.Status, StatusReason: e.StatusReason, DateClaims: e.DateClaims, Sources: e.Sources,
		Published: e.Published, Updated: e.Updated, Corrections: e.Corrections, Language: e.Language, Draft: e.Draft,
	}
	if want.Summary == "" {
		want.Summary = e.Body.Excerpt
	}
	for _, id := range e.Related {
		if slices.ContainsFunc(s.Events, func(other *event.Event) bool { return other.ID == id }) {
			want.Related = append(want.Related, id)
		}
	}
	if !reflect.DeepEqual(want, back) {
		t.Errorf("%s (-event +events.json):\n%s", e.ID, cmp.Diff(string(event.Format(want)), string(event.Format(back))))
	}
	if path := strings.TrimPrefix(got.URL, address); unescaped(t, path) != e.URL() {
		t.Errorf("%s has the address %s", e.ID, got.URL)
	}
	if len(got.Media) != len(e.Media) {
		t.Fatalf("%s has %d media, want %d", e.ID, len(got.Media), len(e.Media))
	}
	for i, m := range e.Media {
		if v := got.Media[i]; v.Alt != m.Alt || v.Caption != m.Caption || v.Credit != m.Credit || v.Type != m.Type() || len(v.Tracks) != len(m.Tracks) ||
			unescaped(t, strings.TrimPrefix(v.URL, address)) != m.URL {
			t.Errorf("%s: media %d is %+v", e.ID, i, v)
		}
	}
	declared := map[string][]string{}
	for _, x := range e.Extra {
		if slices.ContainsFunc(s.Fields, func(f site.Field) bool { return f.Key == x.Key }) && len(x.Values) > 0 {
			declared[x.Key] = x.Values
		}
	}
	if len(declared)+len(got.Fields) > 0 {
		if diff := cmp.Diff(declared, got.Fields); diff != "" {
			t.Errorf("%s: fields (-event +events.json):\n%s", e.ID, diff)
		}
	}
}

// The table that a reader makes of events.csv is what events.json says.
func TestCSV(t *testing.T) {
	each(t, func(t *testing.T, b built) {
		text := b.files["events.csv"]
		if n := bytes.Count(text, []byte("\r\n")); n != bytes.Count(text, []byte("\n")) || n == 0 {
			t.Error("not all lines end in CRLF")
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var want data.Timeline
		decode(t, b.files["events.json"], &want)
		if len(rows) != len(want.Events)+1 {
			t.Fatalf("%d rows, want %d", len(rows), len(want.Events)+1)
		}
		column := map[string]int{}
		for i, name := range rows[0] {
			column[name] = i
		}
		labels := map[string]string{}
		for _, k := range want.Kinds {
			labels[k.ID] = k.Label
		}
		for i, e := range want.Events {
			for name, value := range cells(e, labels) {
				cell := rows[i+1][column[name]]
				if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r\n") {
					t.Errorf("%s: %s begins as a formula: %q", e.ID, name, cell)
				}
				if got := strings.TrimPrefix(cell, "'"); got != value {
					t.Errorf("%s: %s is %q, want %q", e.ID, name, got, value)
				}
			}
			if len(cells(e, labels)) != len(data.Columns)+len(e.Fields) {
				t.Error("the test does not know all columns")
			}
		}
	})
}

func cells(e data.Event, labels map[string]string) map[string]string {
	var publishers, addresses []string
	for _, s := range e.Sources {
		publishers, addresses = append(publishers, s.Publisher), append(addresses, s.URL)
	}
	all := func(list []string) string { return strings.Join(list, " | ") }
	out := map[string]string{
		"id": e.ID, "url": e.URL, "date": e.Date.EDTF, "from": string(e.Date.From), "to": string(e.Date.To),
		"precision": string(e.Date.Precision), "date_text": e.Date.Display, "title": e.Title, "summary": e.Summary,
		"kind": e.Kind, "kind_label": labels[e.Kind], "importance": strconv.Itoa(e.Importance), "status": e.Status,
		"status_reason": e.StatusReason, "tags": all(e.Tags), "actors": all(e.Actors), "place": e.Place,
		"sources": strconv.Itoa(len(e.Sources)), "publishers": all(publishers), "source_urls": all(addresses),
		"published": string(e.Published), "updated": string(e.Updated), "corrections": strconv.Itoa(len(e.Corrections)), "language": e.Language,
	}
	for key, values := range e.Fields {
		out[key] = all(values)
	}
	return out
}

// Taking the first apostrophe away undoes what is done to cells.
func FuzzQuoted(f *testing.F) {
	for _, s := range []string{"", "'", "''a", "=1", "＝1", "-0043", "a", "\t=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := strings.TrimPrefix(data.Quoted(s), "'"); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	})
}

// TimelineJS can read what is for it: testdata/timelinejs.schema.json is what it
// documents.
func TestTimelineJS(t *testing.T) {
	s := compileFile(t, "timelinejs.schema.json")
	each(t, func(t *testing.T, b built) {
		text := b.files["timelinejs.json"]
		validate(t, s, "timelinejs.json", text)
		var got struct {
			Events []struct {
				ID   string `json:"unique_id"`
				Text struct{ Headline, Text string }
			}
		}
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, e := range b.site.Events {
			if !e.Date.Lower().IsInf() {
				want = append(want, e.ID)
				if headline := got.Events[len(want)-1].Text.Headline; !strings.HasSuffix(headline, ">"+html.EscapeString(e.Title)+"</a>") {
					t.Errorf("%s: the headline is %s", e.ID, headline)
				}
			}
		}
		var ids []string
		for _, e := range got.Events {
			ids = append(ids, e.ID)
			if left := tags.Replace(e.Text.Headline + e.Text.Text); strings.Count(left, "<") != strings.Count(left, `<a href="`) {
				t.Errorf("%s: markup is not ours: %s", e.ID, left)
			}
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("events (-site +timelinejs.json):\n%s", diff)
		}
	})
}

var tags = strings.NewReplacer("</a>", "", "<p>", "", "</p>", "")

// Pages say of themselves what testdata/jsonld.schema.json allows, and no text
// ends the element that it stands in.
func TestJSONLD(t *testing.T) {
	s := compileFile(t, "jsonld.schema.json")
	each(t, func(t *testing.T, b built) {
		with := 0
		for path, text := range b.files {
			_, rest, ok := strings.Cut(string(text), `<script type="application/ld+json">`)
			if !ok {
				continue
			}
			with++
			ld, _, _ := strings.Cut(rest, "<")
			validate(t, s, path, []byte(ld))
			shown := strings.Count(string(text), `<li class="item `)
			if items := strings.Count(ld, `"ListItem"`); items != shown && !strings.Contains(ld, `"Article"`) {
				t.Errorf("%s lists %d events and shows %d", path, items, shown)
			}
		}
		if least := len(b.site.Events) + 1; with < least {
			t.Errorf("%d pages have JSON-LD, want %d at least", with, least)
		}
	})
}

func parse(t *testing.T, text string) (d edtf.Date) {
	t.Helper()
	if err := d.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return d
}
