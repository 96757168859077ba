package serve

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dateline/internal/testsite"
)

// BenchmarkEditToChange measures the time from the end of a save to the change
// that it makes, without what is then made of it. The median is a metric of its
// own, because a machine that does something else now and then spoils the mean.
func BenchmarkEditToChange(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := lay(b)
			var files []string
			for path, text := range testsite.Files(n) {
				name := "content/" + path
				s.write(name, text)
				if filepath.Ext(name) == ".md" && len(files) < 100 {
					files = append(files, s.path(name))
				}
			}
			s.watch(s.options())
			var took []time.Duration
			i := 0
			for b.Loop() {
				b.StopTimer()
				name := files[i%len(files)]
				text, err := os.ReadFile(name)
				s.must(err)
				i++
				s.must(os.WriteFile(name, append(text, fmt.Sprintln(i)...), 0o644))
				b.StartTimer()
				start := time.Now()
				s.next()
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(took[len(took)*9/10].Microseconds())/1000, "p90-ms")
		})
	}
}
