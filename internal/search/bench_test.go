package search

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/site"
	"dateline/internal/testsite"
)

// BenchmarkNew10000 measures the index of ten thousand events: generated ones,
// which have some ten thousand words, nearly all of them numbers, and such as
// have the vocabulary of a language.
func BenchmarkNew10000(b *testing.B) {
	for name, files := range map[string]map[string]string{"generated": testsite.Files(10_000), "vocabulary": vocabulary(10_000)} {
		b.Run(name, func(b *testing.B) {
			s := siteOf(b, files)
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				ix := New(s)
				size = len(ix.Words())
				for i := range Shards(s) {
					size += len(ix.Shard(i))
				}
			}
			b.ReportMetric(float64(size), "bytes")
			b.ReportMetric(float64(Shards(s)), "shards")
		})
	}
}

// siteOf returns the site of a content folder.
func siteOf(tb testing.TB, files map[string]string) *site.Site {
	tb.Helper()
	var in site.Input
	for path, text := range files {
		src := doc.Source{Path: path, Name: path, Data: []byte(text)}
		if path == "index.md" {
			index, found := site.ParseSettings(src)
			in.Index = index
			if found.HasErrors() {
				tb.Fatal(found)
			}
			continue
		}
		e, found := event.Parse(src)
		if e == nil {
			tb.Fatal(found)
		}
		in.Events = append(in.Events, e)
	}
	s, _ := site.New(in)
	return s
}

// vocabulary returns the content of a site of n events whose words are as
// frequent as those of a language (Zipf): forty thousand forms, of which half
// occur a few times at most.
func vocabulary(n int) map[string]string {
	r := rand.New(rand.NewPCG(7, 1943))
	words := inventWords(r, 40_000)
	pick := zipf(r, len(words))
	phrase := func(n int) string {
		some := make([]string, n)
		for i := range some {
			some[i] = words[pick()]
		}
		return strings.Join(some, " ")
	}
	files := map[string]string{"index.md": testsite.Index}
	for i := range n {
		files[fmt.Sprintf("events/%05d.md", i)] = fmt.Sprintf(
			"---\ntitle: %s\ndate: %d-%02d-%02d\nsummary: %s.\nactors: [%s, %s]\nimportance: %d\nsources: [{title: %s, publisher: %s}]\n---\n\n%s.\n\n%s.\n",
			phrase(7), 1984+i/250, 1+i%12, 1+i%28, phrase(16), phrase(2), phrase(1), 1+r.IntN(5), phrase(8), phrase(2),
			phrase(60+r.IntN(60)), phrase(60+r.IntN(60)))
	}
	return files
}

// zipf returns a function that picks numbers below n, the k-th about 1/k as
// often as the first.
func zipf(r *rand.Rand, n int) func() int {
	sums := make([]float64, n)
	total := 0.0
	for k := range sums {
		total += 1 / math.Pow(float64(k)+2.7, 1.05)
		sums[k] = total
	}
	return func() int {
		x := r.Float64() * total
		low, high := 0, n-1
		for low < high {
			if mid := (low + high) / 2; sums[mid] < x {
				low = mid + 1
			} else {
				high = mid
			}
		}
		return low
	}
}

// inventWords returns n different words, the frequent ones short, with the
// endings of English.
func inventWords(r *rand.Rand, n int) []string {
	onsets := strings.Fields("b c d f g h k l m n p r s t v w st tr pl ch sh br gr th")
	vowels := strings.Fields("a e i o u ea ou ai")
	codas := append(strings.Fields("n r l s t m d nd st ck"), "", "", "")
	endings := []string{"", "", "", "s", "ed", "ing", "er", "ers", "ly", "ment"}
	seen := map[string]bool{}
	var words []string
	for len(words) < n {
		var w strings.Builder
		for range 1 + r.IntN(1+min(3, len(words)/60+1)) {
			w.WriteString(onsets[r.IntN(len(onsets))] + vowels[r.IntN(len(vowels))] + codas[r.IntN(len(codas))])
		}
		w.WriteString(endings[r.IntN(min(len(endings), 1+len(words)/40))])
		if !seen[w.String()] {
			seen[w.String()] = true
			words = append(words, w.String())
		}
	}
	return words
}
