package cite_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"dateline/internal/cite"
	"dateline/internal/edtf"
)

var update = flag.Bool("update", false, "write the golden file")

func date(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	plain = cite.Entry{
		ID: "2024/07-20-sales", Title: "New sales are prohibited", Author: "The dateline authors", Site: "The ban",
		URL: "https://example.org/events/2024/07-20-sales/", Published: date("2024-07-01"), Revised: date("2024-07-16T14:00"), Date: "July 16, 2024",
		Language: "en-US", Hash: cite.Hash(sha256.Sum256([]byte("content"))),
	}
	hard = cite.Entry{
		ID: "ereignis/größe, {a}", Title: "50 % of $5 & more: \\emph{it}_#1 ~ ^ <b>“why?”</b> |\n\tline", Author: "Müller & Söhne", Site: "Wer?",
		URL: "https://example.org/a%20b/~x_y%7B/?a=1&b=2#c", Published: date("2024-07-01"), Date: "1. Juli 2024", Language: "de",
	}
	least = cite.Entry{ID: "a", Title: "A", Site: "A site"}
)

func TestGolden(t *testing.T) {
	const file = "testdata/references.txtar"
	archive := &txtar.Archive{Comment: []byte("References to three entries: an ordinary one, one with all that needs care, one\nof which little is known.\n\n")}
	for _, e := range []struct {
		name string
		cite.Entry
	}{{"plain", plain}, {"hard", hard}, {"least", least}} {
		archive.Files = append(archive.Files,
			txtar.File{Name: e.name + ".txt", Data: []byte(e.Text() + "\n")},
			txtar.File{Name: e.name + ".bib", Data: []byte(e.BibTeX())},
			txtar.File{Name: e.name + ".json", Data: []byte(e.CSL())},
		)
	}
	got := txtar.Format(archive)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What BibTeX reads is what was written, whatever the text.
func FuzzBibTeX(f *testing.F) {
	for _, e := range []cite.Entry{plain, hard, least} {
		f.Add(e.ID, e.Title, e.Author)
	}
	f.Add("{", "}{", `\\{}\`)
	f.Add("", "\x00\x7f", "a\u2028b")
	f.Fuzz(func(t *testing.T, id, title, author string) {
		id, title, author = strings.ToValidUTF8(id, ""), strings.ToValidUTF8(title, ""), strings.ToValidUTF8(author, "")
		e := cite.Entry{ID: id, Title: title, Author: author, Site: "Site", URL: "https://example.org/", Published: date("2024-07-01")}
		key, fields, err := parseBibTeX(e.BibTeX())
		if err != nil {
			t.Fatalf("%v in\n%s", err, e.BibTeX())
		}
		if key != e.Key() {
			t.Errorf("key %q, want %q", key, e.Key())
		}
		for name, want := range map[string]string{"title": title, "author": author, "year": "2024", "month": "jul", "url": "https://example.org/"} {
			if want = printable(want); name == "author" && want == "" {
				continue // the site stands in
			}
			if got := fields[name]; got != want {
				t.Errorf("%s is read as %q, want %q", name, got, want)
			}
		}
		checkCSL(t, e.CSL())
	})
}

// printable is a text in one line, without control characters.
func printable(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

var (
	entryHead = regexp.MustCompile(`^@misc\{([A-Za-z0-9.:-]+),\n`)
	fieldName = regexp.MustCompile(`^  ([a-z]+) = `)
)

// parseBibTeX reads one entry as BibTeX does, which counts braces and knows no
// escape, and then its values as TeX does. It refuses what TeX would take for a
// command or a sign of its own.
func parseBibTeX(s string) (key string, fields map[string]string, err error) {
	m := entryHead.FindStringSubmatch(s)
	if m == nil {
		return "", nil, fmt.Errorf("no entry")
	}
	key, fields, s = m[1], map[string]string{}, s[len(m[0]):]
	for s != "}\n" {
		m := fieldName.FindStringSubmatch(s)
		if m == nil {
			return "", nil, fmt.Errorf("no field: %q", s)
		}
		s = s[len(m[0]):]
		end := 0
		for depth := 0; end < len(s) && (depth > 0 || s[end] != ','); end++ {
			switch s[end] {
			case '{':
				depth++
			case '}':
				depth--
			}
		}
		if !strings.HasPrefix(s[end:], ",\n") {
			return "", nil, fmt.Errorf("the field %s does not end", m[1])
		}
		value := s[:end]
		s = s[end+2:]
		if inner, ok := strings.CutPrefix(value, "{"); ok {
			value = strings.TrimSuffix(inner, "}")
		}
		if m[1] != "url" {
			if value, err = fromTeX(strings.TrimSuffix(strings.TrimPrefix(value, "{"), "}")); err != nil && m[1] != "howpublished" && m[1] != "note" {
				return "", nil, err
			}
		}
		fields[m[1]] = value
	}
	return key, fields, nil
}

var commands = map[string]string{
	"textbackslash": `\`, "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~",
	"textless": "<", "textgreater": ">", "textbar": "|",
}

var command = regexp.MustCompile(`^\\([a-z]+)\{\}`)

func fromTeX(s string) (string, error) {
	var b strings.Builder
	for s != "" {
		if m := command.FindStringSubmatch(s); m != nil {
			sign, ok := commands[m[1]]
			if !ok {
				return "", fmt.Errorf("a command: %q", m[0])
			}
			b.WriteString(sign)
			s = s[len(m[0]):]
			continue
		}
		if s[0] == '\\' && len(s) > 1 && strings.ContainsRune("$&#%_", rune(s[1])) {
			b.WriteByte(s[1])
			s = s[2:]
			continue
		}
		if strings.ContainsRune(`\{}$&#%_^~<>|`, rune(s[0])) {
			return "", fmt.Errorf("TeX would take %q for its own", s)
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String(), nil
}

// checkCSL holds a text to the rules of the schema, csl-data.json, as far as it
// has what a rule is about: a list of items, with an id and a type, and no
// property that is not listed.
func checkCSL(t *testing.T, text string) {
	t.Helper()
	var items []map[string]any
	if err := json.Unmarshal([]byte(text), &items); err != nil || len(items) != 1 {
		t.Fatalf("no list of one item: %v\n%s", err, text)
	}
	it := items[0]
	for _, required := range []string{"id", "type"} {
		if _, ok := it[required].(string); !ok {
			t.Errorf("no %s in\n%s", required, text)
		}
	}
	if it["type"] != "webpage" {
		t.Errorf("type %v", it["type"])
	}
	for key, value := range it {
		switch key {
		case "id", "type", "title", "container-title", "publisher", "URL", "language", "note":
			if _, ok := value.(string); !ok {
				t.Errorf("%s is no text", key)
			}
		case "author":
			names, ok := value.([]any)
			for _, n := range names {
				name, isMap := n.(map[string]any)
				literal, isText := name["literal"].(string)
				ok = ok && isMap && isText && literal != "" && len(name) == 1
			}
			if !ok || len(names) == 0 {
				t.Errorf("author is no list of names: %v", value)
			}
		case "issued", "original-date":
			checkDate(t, key, value)
		default:
			t.Errorf("the schema has no %q", key)
		}
	}
}

// checkDate: one or two lists of one to three numbers.
func checkDate(t *testing.T, key string, value any) {
	t.Helper()
	object, _ := value.(map[string]any)
	parts, _ := object["date-parts"].([]any)
	if len(object) != 1 || len(parts) < 1 || len(parts) > 2 {
		t.Errorf("%s: %v", key, value)
	}
	for _, p := range parts {
		numbers, _ := p.([]any)
		if len(numbers) < 1 || len(numbers) > 3 || slices.ContainsFunc(numbers, func(n any) bool { _, ok := n.(float64); return !ok }) {
			t.Errorf("%s: %v", key, value)
		}
	}
}

func TestCSL(t *testing.T) {
	for _, e := range []cite.Entry{plain, hard, least} {
		checkCSL(t, e.CSL())
	}
	var items []struct {
		Issued struct {
			Parts [][]int `json:"date-parts"`
		} `json:"issued"`
		Original struct {
			Parts [][]int `json:"date-parts"`
		} `json:"original-date"`
	}
	if err := json.Unmarshal([]byte(plain.CSL()), &items); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][][]int{{{2024, 7, 16}}, {{2024, 7, 1}}}, [][][]int{items[0].Issued.Parts, items[0].Original.Parts}); diff != "" {
		t.Error(diff)
	}
}

// A key is always the same, good for BibTeX, and another's is another.
func TestKey(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"a", "a/b", "a-b", "a:b", "ab", "a_b", "ä", "ö", "", "日本", "a,b", "a b", "a.b", "{a}", "a%"} {
		key := cite.Entry{ID: id}.Key()
		if other, ok := seen[key]; ok {
			t.Errorf("%q and %q have the key %q", id, other, key)
		}
		seen[key] = id
		if !regexp.MustCompile(`^[A-Za-z0-9.:-]+$`).MatchString(key) {
			t.Errorf("%q has the key %q", id, key)
		}
	}
	moved := plain
	moved.Title, moved.Published, moved.Hash = "Another", date("2024-08-01"), ""
	if moved.Key() != plain.Key() {
		t.Error("the key changes with the entry")
	}
}

func TestHash(t *testing.T) {
	// printf content | sha256sum
	if got := cite.Hash(sha256.Sum256([]byte("content"))); got != "sha256:ed7002b439e9ac84" {
		t.Error(got)
	}
	if got := cite.Hash([sha256.Size]byte{}); got != "" {
		t.Error(got)
	}
}
