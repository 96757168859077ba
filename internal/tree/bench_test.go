package tree

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// many lays 10,000 events of 2 KB in ten folders.
func many(b *testing.B) string {
	files := map[string]string{}
	for i := range 10_000 {
		files[fmt.Sprintf("events/%d/%05d-something-happened.md", i%10, i)] = strings.Repeat(fmt.Sprintf("%05d and so on\n", i), 128)
	}
	return lay(b, files)
}

func BenchmarkRead10k(b *testing.B) {
	root := many(b)
	b.ReportAllocs()
	for b.Loop() {
		tr, problems, err := Read(root, ReadOptions{Text: markdown})
		if tr.Len() != 10_000 || len(problems) > 0 || err != nil {
			b.Fatal(tr.Len(), problems, err)
		}
	}
}

func BenchmarkRescan10k(b *testing.B) {
	root := many(b)
	tr, _, _ := Read(root, ReadOptions{Text: markdown})
	for f := range tr.Files() {
		f.known.Add(int64(2 * racy)) // as if read long after the files were made
	}
	b.ReportAllocs()
	for b.Loop() {
		now, _, err := Rescan(tr, root, ReadOptions{Text: markdown})
		if !Same(now, tr) || err != nil {
			b.Fatal(now.Len(), err)
		}
	}
}

// emit12k emits 12,000 pages of 8 KB from all processors, changed of them
// different each time.
func emit12k(round, changed int) func(func(Output) error) error {
	page := []byte(strings.Repeat("<p>once upon a time\n", 409))
	return func(emit func(Output) error) error {
		var wg sync.WaitGroup
		n := runtime.GOMAXPROCS(0)
		for g := range n {
			wg.Go(func() {
				data := append([]byte{}, page...)
				for i := g; i < 12_000; i += n {
					copy(data, fmt.Sprintf("%06d", i))
					if copy(data[6:], "      "); i < changed {
						copy(data[6:], fmt.Sprintf("%06d", round))
					}
					if emit(Output{Path: fmt.Sprintf("events/%05d-something-happened/index.html", i), Data: data}) != nil {
						return
					}
				}
			})
		}
		wg.Wait()
		return nil
	}
}

func BenchmarkWrite10k(b *testing.B) {
	for _, c := range []struct {
		name    string
		changed int
	}{{"unchanged", 0}, {"changed=10", 10}, {"changed=all", 12_000}} {
		b.Run(c.name, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "public")
			round := 0
			if _, err := Write(out, WriteOptions{}, emit12k(round, c.changed)); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				round++
				r, err := Write(out, WriteOptions{}, emit12k(round, c.changed))
				if err != nil || r.Written != c.changed {
					b.Fatal(r, err)
				}
			}
		})
	}
	b.Run("fresh", func(b *testing.B) {
		dir := b.TempDir()
		i := 0
		b.ReportAllocs()
		for b.Loop() {
			i++
			if _, err := Write(filepath.Join(dir, fmt.Sprint(i)), WriteOptions{}, emit12k(0, 0)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
