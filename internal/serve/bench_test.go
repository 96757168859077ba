package serve

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/testsite"
)

// benchSizes are a usual site, and one as large as a preview has to be quick at.
var benchSizes = []int{1000, 10_000}

// edits are what a writer changes. Each makes another file every time, and
// names the page to look at.
var edits = []struct {
	name, file, page string
	text             func(i int) string
}{
	{"body", "content/" + benchFile, benchPage, func(i int) string { return benchText + fmt.Sprintf("\nEdit %d.\n", i) }},
	{"title", "content/" + benchFile, benchPage, func(i int) string {
		return strings.Replace(benchText, "title: ", fmt.Sprintf("title: Edit %d. ", i), 1)
	}},
	{"date", "content/" + benchFile, "/", func(i int) string {
		before, rest, _ := strings.Cut(benchText, "date: ")
		_, after, _ := strings.Cut(rest, "\n")
		return before + fmt.Sprintf("date: 2001-%02d-%02d\n", 1+i%12, 1+i%28) + after
	}},
	{"template", "templates/base.html", benchPage, func(i int) string {
		return strings.Replace(baseTemplate, "</body>", fmt.Sprintf("<p>Edit %d.</p></body>", i), 1)
	}},
}

var (
	benchFile, benchText = testsite.Event(500)
	benchPage            = "/" + strings.TrimSuffix(benchFile, ".md") + "/"
	baseTemplate         = func() string {
		text, err := os.ReadFile("../../templates/base.html")
		if err != nil {
			panic(err)
		}
		return string(text)
	}()
)

// BenchmarkEdit measures what a writer waits for: from the end of the write to
// the new page in the browser's hands, over the network of this machine. It
// reports the median and the worst of all edits. Run it with
//
//	go test -run '^$' -bench Edit -benchtime 100x ./internal/serve
func BenchmarkEdit(b *testing.B) {
	for _, n := range benchSizes {
		d := newOnDisk(b, testsite.Files(n), Options{Editor: "none"})
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx, cancel := context.WithCancel(b.Context())
			defer cancel()
			s := listenTo(b, ctx, http.DefaultClient, d.URL()+strings.TrimPrefix(d.clientPath("stream"), "/"))
			s.next()
			for _, e := range edits {
				b.Run(e.name, func(b *testing.B) { benchEdit(b, d, s, e.file, e.page, e.text) })
			}
		})
	}
}

// edit counts up over all runs, so that no two writes are the same.
var edit int

func benchEdit(b *testing.B, d *onDisk, s *stream, file, page string, text func(int) string) {
	name := filepath.Join(d.folder, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		b.Fatal(err)
	}
	d.fetch(page)
	var took []time.Duration
	for b.Loop() {
		edit++
		b.StopTimer()
		data := []byte(text(edit))
		b.StartTimer()
		if err := os.WriteFile(name, data, 0o644); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		s.until(func(m stateMessage) bool {
			return slices.ContainsFunc(m.Paths, func(p string) bool { return strings.HasSuffix(p, file) })
		})
		d.fetch(page)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
	b.ReportMetric(ms(took[len(took)-1]), "max-ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// lastEdit is how many edits TestMemory makes. What the preview promises is
//
//	go test -run Memory ./internal/serve -edits 10000
var lastEdit = flag.Int("edits", 2000, "how many edits TestMemory makes")

// Memory does not grow with the number of edits: at the end it is within a
// tenth of what it was after 100. The edits go the way of all edits but for
// the disk: a new input, a rebuild, a message to a stream, a page that is
// asked for.
func TestMemory(t *testing.T) {
	content := testsite.Files(20)
	path, text := testsite.Event(5)
	page := "/" + strings.TrimSuffix(path, ".md") + "/"
	b := newBench(t, content, nil)
	tab, _ := b.hub.join()
	var before uint64
	for i := range *lastEdit {
		switch i % 50 {
		case 10:
			content[path] = strings.Replace(text, "date: ", "date: x", 1)
		case 20:
			content[path] = strings.Replace(text, "title: ", fmt.Sprintf("title: %d ", i), 1)
		default:
			content[path] = text + fmt.Sprintf("\nEdit %d.\n", i)
		}
		b.change(content, nil, "content/"+path)
		<-tab.next
		if w := b.get(page); w.Code != http.StatusOK {
			t.Fatalf("edit %d: %d", i, w.Code)
		}
		if i+1 == 100 {
			before = heap()
		}
	}
	after := heap()
	t.Logf("%d KiB after 100 edits, %d KiB after %d", before>>10, after>>10, *lastEdit)
	if float64(after) > 1.1*float64(before) {
		t.Errorf("%d KiB after 100 edits, %d KiB after %d", before>>10, after>>10, *lastEdit)
	}
	runtime.KeepAlive(b)
}

// heap is what is in use, in bytes, when all that is garbage is gone. Pools
// give up what they hold in two steps.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
