package diag

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func at(file string, line, column int) Pos { return Pos{file, line, column} }

func TestPosString(t *testing.T) {
	for want, p := range map[string]Pos{
		"a.md:3:7": at("a.md", 3, 7), "a.md:3": at("a.md", 3, 0), "a.md": at("a.md", 0, 0),
	} {
		if got := p.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSortOrdersAndDropsRepetitions(t *testing.T) {
	sorted := List{
		{Pos: at("a.md", 0, 0), Code: "x"},
		{Pos: at("a.md", 2, 1), Code: "x"},
		{Pos: at("a.md", 2, 9), Severity: Error, Code: "y"},
		{Pos: at("a.md", 2, 9), Severity: Warning, Code: "a"},
		{Pos: at("a.md", 10, 1), Code: "x"},
		{Pos: at("b.md", 1, 1), Code: "x"},
	}
	list := slices.Concat(sorted, sorted)
	slices.Reverse(list)
	list.Sort()
	if diff := cmp.Diff(sorted, list); diff != "" {
		t.Error(diff)
	}
}

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                 `"plain"`,
		"\x1b[31mred":           `"\x1b[31mred"`,
		"two\nlines":            `"two\nlines"`,
		strings.Repeat("é", 81): `"` + strings.Repeat("é", 80) + `…"`,
		strings.Repeat("é", 80): `"` + strings.Repeat("é", 80) + `"`,
		"\u202etitle":           `"\u202etitle"`,
	} {
		if got := Quote(text); got != want {
			t.Errorf("Quote(%+q) = %s, want %s", text, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "date", "tags", "summary"}
	for text, want := range map[string]string{
		"titel": "title", "Title": "title", "sumary": "summary", "tag": "tags",
		"colour": "", "": "", "x": "", "dtae": "date",
	} {
		if got := Nearest(text, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", text, got, want)
		}
	}
}

func print(t *testing.T, p TextPrinter, list List) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Print(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func source(text string) func(string) []byte {
	return func(string) []byte { return []byte(text) }
}

func TestPrintShowsLineCaretAndHint(t *testing.T) {
	tests := []struct {
		name, source string
		d            Diagnostic
		want         string
	}{
		{
			"plain", "---\ntitel: Rome\n---\n",
			Diagnostic{Pos: at("a.md", 2, 1), Length: 5, Severity: Warning, Code: "key-unknown", Message: `unknown key "titel"`, Hint: `did you mean "title"?`},
			"a.md:2:1: warning[key-unknown]: unknown key \"titel\"\n    titel: Rome\n    ^~~~~\n  hint: did you mean \"title\"?\n",
		},
		{
			"tabs stay tabs", "\tx\ty\n",
			Diagnostic{Pos: at("a.md", 1, 4), Code: "c", Message: "m"},
			"a.md:1:4: error[c]: m\n    \tx\ty\n    \t \t^\n",
		},
		{
			"wide characters take two cells", "日本x\n",
			Diagnostic{Pos: at("a.md", 1, 3), Code: "c", Message: "m"},
			"a.md:1:3: error[c]: m\n    日本x\n        ^\n",
		},
		{
			"marks take none", "e\u0301x\n",
			Diagnostic{Pos: at("a.md", 1, 3), Code: "c", Message: "m"},
			"a.md:1:3: error[c]: m\n    e\u0301x\n     ^\n",
		},
		{
			"CRLF and BOM", "\ufeff---\r\nx: 1\r\n",
			Diagnostic{Pos: at("a.md", 1, 1), Length: 3, Code: "c", Message: "m"},
			"a.md:1:1: error[c]: m\n    ---\n    ^~~\n",
		},
		{
			"escape sequences do not reach the terminal", "x\x1b[2Jy\n",
			Diagnostic{Pos: at("a.md", 1, 1), Code: "c", Message: "m"},
			"a.md:1:1: error[c]: m\n    x\ufffd[2Jy\n    ^\n",
		},
		{
			"no such line", "x\n",
			Diagnostic{Pos: at("a.md", 9, 1), Code: "c", Message: "m"},
			"a.md:9:1: error[c]: m\n",
		},
		{"no line at all", "x\n", Diagnostic{Pos: at("a.md", 0, 0), Code: "c", Message: "m"}, "a.md: error[c]: m\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := print(t, TextPrinter{Source: source(tt.source)}, List{tt.d})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPrintCutsLongLines(t *testing.T) {
	line := strings.Repeat("a", 100_000) + "X" + strings.Repeat("b", 100_000)
	got := print(t, TextPrinter{Source: source(line)}, List{{Pos: at("a.md", 1, 100_001), Code: "c", Message: "m"}})
	lines := strings.Split(got, "\n")
	if len([]rune(lines[1])) > 200 {
		t.Fatalf("the line has %d characters", len([]rune(lines[1])))
	}
	if column := strings.IndexByte(lines[2], '^'); string([]rune(lines[1])[column]) != "X" {
		t.Errorf("the caret is off:\n%s\n%s", lines[1], lines[2])
	}
}

func TestPrintColours(t *testing.T) {
	d := List{{Pos: at("a.md", 1, 1), Code: "c", Message: "m"}}
	if got := print(t, TextPrinter{Color: true}, d); !strings.Contains(got, "\x1b[") {
		t.Errorf("no colour in %q", got)
	}
	if got := print(t, TextPrinter{}, d); strings.Contains(got, "\x1b[") {
		t.Errorf("colour in %q", got)
	}
}

// A migration brings thousands of findings. A person gets the counts first and
// as many examples of each kind as there is room for.
func TestPrintGroupsManyFindings(t *testing.T) {
	var list List
	for i := range 1900 {
		list.Add(Diagnostic{Pos: at("a.md", i+1, 1), Severity: Warning, Code: "key-unknown", Message: "m"})
		if i%2 == 0 {
			list.Add(Diagnostic{Pos: at("b.md", i+1, 1), Code: "date-invalid", Message: "m"})
		}
	}
	list.Sort()
	got := print(t, TextPrinter{Max: 4}, list)
	want := `2850 findings in 2 files:
    950  error[date-invalid] in 1 file
   1900  warning[key-unknown] in 1 file

a.md:1:1: warning[key-unknown]: m
a.md:2:1: warning[key-unknown]: m
b.md:1:1: error[date-invalid]: m
b.md:3:1: error[date-invalid]: m
… and 2846 more of these kinds; mend what is shown, or use --format json for all
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPrintJSON(t *testing.T) {
	var b bytes.Buffer
	list := List{{Pos: at("a.md", 3, 7), Code: "date-invalid", Message: `"<b>" is not a date`, Hint: "h"}}
	if err := PrintJSON(&b, list); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Diagnostics []map[string]any
		Errors      int
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"file": "a.md", "line": 3.0, "column": 7.0, "severity": "error",
		"code": "date-invalid", "message": `"<b>" is not a date`, "hint": "h",
	}
	if diff := cmp.Diff(want, got.Diagnostics[0]); diff != "" || got.Errors != 1 {
		t.Error(diff, got.Errors)
	}
}

func TestPrintGitHubEscapes(t *testing.T) {
	var b bytes.Buffer
	list := List{
		{Pos: at("a,b:c.md", 3, 7), Code: "x", Message: "50% of\nit", Hint: "mend it"},
		{Pos: at("a.md", 0, 0), Severity: Info, Code: "x", Message: "m"},
	}
	if err := PrintGitHub(&b, list); err != nil {
		t.Fatal(err)
	}
	want := "::error file=a%2Cb%3Ac.md,line=3,col=7,title=x::50%25 of%0Ait%0Ahint: mend it\n::notice file=a.md,title=x::m\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func FuzzPrint(f *testing.F) {
	f.Add("---\nx: 1\n", 2, 1, 3)
	f.Add("\tx\x00\xff\u202e", 1, 2, 0)
	f.Fuzz(func(t *testing.T, text string, line, column, length int) {
		var b bytes.Buffer
		p := TextPrinter{Source: source(text)}
		_ = p.Print(&b, List{{Pos: at(text, line, column), Length: length % 1000, Code: "c", Message: text, Hint: text}})
		if strings.ContainsAny(b.String(), "\x1b\x00\r\u202e") {
			t.Errorf("control characters in %q", b.String())
		}
	})
}
