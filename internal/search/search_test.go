package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"dateline/internal/event"
	"dateline/internal/site"
	"dateline/internal/testsite"
)

var update = flag.Bool("update", false, "write the golden files")

// wordsOf returns the words of a query.
func wordsOf(text string) []string {
	list := []string{}
	var f folder
	scan(text, nil, func(word []byte, _ letters) {
		stretches(f.fold(nil, word), func(stretch []byte, c class) {
			if c == unspaced {
				pairs(stretch, false, func(p pair) { list = append(list, string(p.append(nil))) })
				return
			}
			list = append(list, string(stretch))
		})
	})
	return list
}

// TestWords holds words to testdata/words.json, as e2e/specs/search.spec.js
// does the words that a browser makes of a query. To add a text, add it there
// and run the test with -update; then read what it wrote.
func TestWords(t *testing.T) {
	const name = "testdata/words.json"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text  string   `json:"text"`
		Words []string `json:"words"`
	}
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) == 0 {
		t.Fatal(len(cases), err)
	}
	var b bytes.Buffer
	b.WriteString("[")
	for i, c := range cases {
		got := wordsOf(c.Text)
		if diff := cmp.Diff(c.Words, got); diff != "" && !*update {
			t.Errorf("%q (-want +got):\n%s", c.Text, diff)
		}
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, "\n  {\"text\": %s, \"words\": %s}", plainJSON(c.Text), plainJSON(got))
	}
	b.WriteString("\n]\n")
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func plainJSON(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(v)
	return strings.TrimSpace(b.String())
}

// TestGolden makes the index of the site in each archive, and compares what
// can be found in it with the archive's last file: a line per group, with each
// event that has it and the level. To add a case, add an archive and run the
// test with -update; then read what it wrote.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			kept := archive.Files[:0]
			want := ""
			for _, f := range archive.Files {
				if f.Name == "index" {
					want = string(f.Data)
					continue
				}
				files[f.Name] = string(f.Data)
				kept = append(kept, f)
			}
			s := siteOf(t, files)
			got := outline(s, decode(t, New(s)))
			if *update {
				archive.Files = append(kept, txtar.File{Name: "index", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func outline(s *site.Site, groups map[string]map[int]int) string {
	var b strings.Builder
	for _, forms := range slices.Sorted(maps.Keys(groups)) {
		b.WriteString(forms + ":")
		for _, i := range slices.Sorted(maps.Keys(groups[forms])) {
			fmt.Fprintf(&b, " %s=%d", s.Events[i].ID, groups[forms][i])
		}
		b.WriteString("\n")
	}
	return b.String()
}

// shardFile and wordsFile are the files as a browser reads them.
type shardFile struct {
	Version string      `json:"version"`
	From    string      `json:"from"`
	To      *string     `json:"to"`
	Groups  [][2]string `json:"groups"`
}

type wordsFile struct {
	Version string   `json:"version"`
	Events  int      `json:"events"`
	Shards  []string `json:"shards"`
}

// decode reads an index as a browser does, checks what it relies on, and
// returns each event's level by the forms of a group in a shard.
func decode(t testing.TB, ix *Index) map[string]map[int]int {
	t.Helper()
	var words wordsFile
	if err := json.Unmarshal(ix.Words(), &words); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(words.Shards, compareUTF16) {
		t.Error("shards are not in order:", words.Shards)
	}
	groups := map[string]map[int]int{}
	for i := range words.Shards {
		var shard shardFile
		if err := json.Unmarshal(ix.Shard(i), &shard); err != nil {
			t.Fatal(err)
		}
		last := i+1 == len(words.Shards)
		if shard.Version != words.Version || shard.From != words.Shards[i] || (shard.To == nil) != last || !last && *shard.To != words.Shards[i+1] {
			t.Errorf("shard %d is version %s from %q, which words.json does not say", i, shard.Version, shard.From)
		}
		for _, g := range shard.Groups {
			for _, form := range strings.Fields(g[0]) {
				if compareUTF16(form, shard.From) < 0 || !last && compareUTF16(form, *shard.To) >= 0 {
					t.Errorf("%q is in shard %d", form, i)
				}
			}
			for groups[g[0]] != nil { // words that differ in marks can have two stems
				g[0] += " "
			}
			groups[g[0]] = decodePostings(t, g[1], words.Events)
		}
	}
	return groups
}

func decodePostings(t testing.TB, postings string, events int) map[int]int {
	t.Helper()
	levels := map[int]int{}
	number, unit, at := 0, 1, -1
	for _, digit := range postings {
		value := strings.IndexRune(digits, digit)
		number += value % 32 * unit
		unit *= 32
		if value < 32 {
			at += number/8 + 1
			levels[at] = number % 8
			number, unit = 0, 1
		}
	}
	if unit != 1 || at < 0 || at >= events {
		t.Errorf("%q are no postings of %d events", postings, events)
	}
	return levels
}

func compareUTF16(a, b string) int {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

func TestCompareForms(t *testing.T) {
	forms := []string{"", "a", "aa", "b", "é", "ж", "一", "\uD7FB", "\U00010330", "\U00020000", "\uFA0E", "\uFE70", "a\U00010330", "a\uFA0E", "ab"}
	for _, a := range forms {
		for _, b := range forms {
			if got, want := compareForms([]byte(a), []byte(b)), compareUTF16(a, b); got != want {
				t.Errorf("compareForms(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestShards(t *testing.T) {
	for _, c := range []struct {
		language    string
		words, want int
	}{
		{"en", 0, 1},
		{"en", wordsPerShard, 1},
		{"en", 2*wordsPerShard - 1, 1},
		{"en", 2 * wordsPerShard, 2},
		{"en", 25 * wordsPerShard, 25},
		{"zh-Hant", 2 * signsPerShard, 2},
		{"JA", 2 * signsPerShard, 2},
		{"", 2 * wordsPerShard, 2},
	} {
		if got := Shards(&site.Site{Settings: site.Settings{Language: c.language}, Words: c.words}); got != c.want {
			t.Errorf("%s, %d words: %d shards, want %d", c.language, c.words, got, c.want)
		}
	}
}

// A site is divided into as many shards as was said, of which none that has
// words is much larger than the others, whatever the words are.
func TestDivide(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"generated":  testsite.Files(500),
		"vocabulary": vocabulary(500),
		"few words": {
			"index.md":    testsite.Index,
			"events/a.md": "---\ntitle: A\ndate: 2024\n---\n\n" + strings.Repeat("again and again ", 3*wordsPerShard/4) + "\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := siteOf(t, files)
			ix := New(s)
			if got, want := len(ix.starts)-1, Shards(s); got != want || want < 2 {
				t.Fatalf("%d shards, want %d, more than one", got, want)
			}
			decode(t, ix)
			sizes := make([]int, Shards(s))
			total := 0
			for i := range sizes {
				sizes[i] = len(ix.Shard(i))
				total += sizes[i]
			}
			if most := slices.Max(sizes); name == "vocabulary" && most > 2*total/len(sizes) {
				t.Errorf("the largest of %d shards has %d of %d bytes", len(sizes), most, total)
			}
		})
	}
}

// Every word of every event is found in it, whatever shard it is in.
func TestEveryWordIsFound(t *testing.T) {
	s := siteOf(t, vocabulary(300))
	found := map[string]map[int]bool{}
	for forms, levels := range decode(t, New(s)) {
		for _, form := range strings.Fields(forms) {
			if found[form] == nil {
				found[form] = map[int]bool{}
			}
			for i := range levels {
				found[form][i] = true
			}
		}
	}
	for i, e := range s.Events {
		text := strings.NewReplacer("<p>", " ", "</p>", " ").Replace(e.Body.HTML)
		for _, word := range wordsOf(e.Title + " " + e.Summary + " " + e.Actors[0] + " " + e.Sources[0].Title + " " + text) {
			if !found[word][i] {
				t.Fatalf("event %d is not found by %q", i, word)
			}
		}
	}
}

// What an event is about has a higher level than what it mentions.
func TestLevels(t *testing.T) {
	weights := []int32{1, weightBody / 2, weightBody, weightSource, weightSummary, weightName, weightTitle, weightTitle + weightSummary + 20*weightBody, math.MaxInt32}
	levels := []int{0, 0, 1, 2, 4, 4, 5, 7, 7}
	for i, w := range weights {
		if got := levelOf(w, 3); got != levels[i] {
			t.Errorf("levelOf(%d, 3) = %d, want %d", w, got, levels[i])
		}
		if low, high := levelOf(w, 1), levelOf(w, 5); low > high || high >= levels[len(levels)-1]+1 {
			t.Errorf("weight %d has level %d when unimportant, %d when important", w, low, high)
		}
	}
}

// No language's stemmer fails on any word, and none gives nothing.
func FuzzStem(f *testing.F) {
	for _, word := range []string{"", "announced", "Übergrößen", "чтобы", "والكتاب", "evlerimizden", "çağ", "ый", "ss", "\u0301", "日本", "a\x80b"} {
		f.Add(word)
	}
	languages := slices.Sorted(maps.Keys(stemmers))
	f.Fuzz(func(t *testing.T, word string) {
		for _, language := range append(languages, "xx", "") {
			s := newStemmer(language)
			if got := s.stem(word); got == "" && word != "" {
				t.Errorf("%s: the stem of %q is empty", language, word)
			}
		}
	})
}

// Whatever an event holds, its index is made, can be read, and holds words
// that fold to themselves.
func FuzzIndex(f *testing.F) {
	f.Add("en", "The U.S. & Kaspersky’s “ban”", "<p>Text &amp; <em>more</em>.<sup class=\"cite\"><a>1</a></sup></p>")
	f.Add("ja", "利用規約ー", "<p>ｶﾞｲﾄﾞ ㍿ ½ a<b</p")
	f.Add("tr", "İIıi", "&&;<<>><sup >")
	f.Add("ar", "مُحَمَّد ـــ", "\xff\xc3<p>\u0301\u0301</p>&")
	f.Add("ko", "카스퍼스키가", "ㅋㅋ \u1100\u1161\u11a8")
	f.Fuzz(func(t *testing.T, language, title, html string) {
		x := newIndexer(language, 10)
		x.text(title, weightTitle)
		x.html(html, weightBody)
		x.post(2, 3)
		ix := x.index("0", 3, 4)
		for forms, levels := range decode(t, ix) {
			if len(levels) != 1 {
				t.Errorf("%q has levels %v", forms, levels)
			}
			for _, form := range strings.Fields(forms) {
				if !utf8.ValidString(form) || len(form) > maxWord {
					t.Errorf("form %q", form)
				}
			}
		}
		for _, word := range wordsOf(title) {
			if strings.ContainsAny(word, " \"\\<&") || word == "" {
				t.Errorf("word %q", word)
			}
		}
	})
}

// A site without events has an index, too.
func TestEmpty(t *testing.T) {
	s, _ := site.New(site.Input{})
	if groups := decode(t, New(s)); len(groups) != 0 {
		t.Errorf("groups: %v", groups)
	}
}

// Events without a text, and with nothing else to find, harm nobody.
func TestLength(t *testing.T) {
	s, _ := site.New(site.Input{Events: []*event.Event{{ID: "a", Title: "…"}, {ID: "b", Title: "B"}}})
	if diff := cmp.Diff(map[string]map[int]int{"b": {1: 5}}, decode(t, New(s))); diff != "" {
		t.Error(diff)
	}
	for _, c := range [][2]int{{0, 1}, {0, 1 << 30}, {1, 1}, {1000, 1}, {1 << 20, 1 << 20}} {
		if w := inBody(c[0], c[1]); w < 1 || w > 2*weightBody {
			t.Errorf("inBody(%d, %d) = %d", c[0], c[1], w)
		}
	}
	if inBody(200, 200) != weightBody || inBody(2000, 200) >= weightBody {
		t.Error("a word of many counts as much as one of few")
	}
}
