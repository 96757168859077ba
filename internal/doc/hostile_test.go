package doc

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// hostileTime is what the worst text of the largest size may take: such a
// text takes up to 0.5 s, and what is not linear takes minutes.
const hostileTime = 5 * time.Second

func times(s string, n int) string { return strings.Repeat(s, n/len(s)) }

// stairs indents each line a little more than the one above, up to a width.
func stairs(s string, step, width, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n-width-len(s); i++ {
		b.WriteString(strings.Repeat(" ", step*i%width) + s + "\n")
	}
	return b.String()
}

// TestHostileMarkdown sees that no body of the largest size takes long. Each
// case is something that made a Markdown parser quadratic or worse, or might.
func TestHostileMarkdown(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const n = MaxBody / hostileShare
	repeated := []string{
		"[a](b",
		"*a_ ",
		"[a](<b",
		"> - ",
		"[^a]:b\n",
		"[^a]: ",
		"[",
		"![",
		"]",
		"[]",
		"[a]",
		"[a][",
		"`a``b```c````d",
		"'",
		"\"",
		"*",
		"**a ",
		"a**b",
		"_",
		"~",
		"~~a ",
		"<",
		"<a ",
		"<a b='",
		"<!--",
		"<?",
		"<!A ",
		"<![CDATA[",
		"[a]: b\n",
		"[a]: b\n(x\n",
		"[a]: b \"\n",
		"[a]:\n",
		"[a]: b\n\n",
		"[a]: b\n'x\n\n",
		"&",
		"&#",
		"&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"\\",
		"a\n-:\n",
		"a|b\n-|-\n\n",
		"a|b\n-|-\n`\\|`\n\n",
		"a\n: b\n",
		": ",
		"a\n\n: b\n\n",
		"# a\n",
		"a\n-\n",
		"#\n",
		"---\n",
		"- ",
		"* a\n",
		"-\n\n",
		"1. a\n\n",
		"    a\n",
		"\ta\n",
		"-\ta\n",
		"```\n",
		"~~~\n\n",
		"a@b.c ",
		"a@",
		"a.a@a.",
		"http:",
		"http://a ",
		"http://a(",
		"www.",
		"a",
		" ",
		"a ",
		"\n",
		"a\n",
		"a  \n",
		"a\\\n",
		"a\r\n",
		"--",
		"...",
		"<<",
		"\u5b57\n",
		"\u5b57",
		"<div>\n\n",
		"<b>\n",
		"a <b>\n\n",
		"![a](b)\n\n",
		"[a](b)\n\n",
		"[a](b) ",
		"[^x] ",
		"[^x]\n\n",
		"[^y]\n\n",
		"- [ ] a\n",
		"\u202ea\n\n",
		"a(",
		"![[a](b)](c",
		"\\[",
		"a_",
		"_a ",
		"<http:a>",
		"<x@y>",
		"[^",
		"[^a",
		"![^x]",
		"> a\n\n",
		">\n",
		"> [a]: b\n",
		"> - > - > - > - > - > - > - > - a\n",
	}
	bodies := map[string]string{
		"list bomb":        times("- ", n/3) + "x" + times("\n", n/3),
		"list, blank":      times("- ", 62) + "x" + times("\n", n-100),
		"quote, lazy":      times(">", 31) + "x\n" + times("x\n", n-100),
		"quote, all":       times(times(">", 31)+"x\n", n),
		"quote, blank":     times(times(">", 32)+"\n", n),
		"footnotes, one":   "[^a]: x\n\n" + times("[^a]", n-20),
		"footnotes, many":  "[^a]: x\n\n" + times("[^a] a\n\n", n-20),
		"references":       "[a]: b\n\n" + times("[a] b\n\n", n-20),
		"backticks, pair":  times("`", n/2) + "a" + times("`", n/4),
		"table, wide":      times("|a", n/3) + "\n" + times("|-", n/3) + "\n" + times("x\n", n/3-10),
		"table, long":      "a|b\n-|-\n" + times("x\n", n-20),
		"table, pipes":     "a\n-:\n" + times("`\\|`\n", n-20),
		"definitions":      "a\n" + times(": ", n-20),
		"terms":            times("a\n", n-20) + ": b",
		"descriptions":     "a\n: b\n" + times(": c\n", n-20),
		"list, deep lines": times(times("- ", 200)+"x\n", n),
		"list, stairs":     stairs("* a", 2, 60, n),
		"list, tabs":       "- a\n" + times("\t\ta\n", n-20),
		"fence":            "```\n" + times("a\n", n-20),
		"emphasis":         times("*a **b ", n/2) + times("** *", n/2),
	}
	var ticks strings.Builder
	for i := 1; ticks.Len() < n-2000; i++ {
		ticks.WriteString(strings.Repeat("`", i) + " ")
	}
	bodies["backticks, each longer"] = ticks.String()
	for _, s := range repeated {
		bodies[fmt.Sprintf("%q", s)] = times(s, n)
	}
	for name, body := range bodies {
		start := time.Now()
		d, found := Parse(Source{Name: "a.md", Data: []byte("---\ntitle: x\n---\n" + body)})
		if found.HasErrors() {
			t.Errorf("%s: %v", name, found)
		}
		_, _ = d.Markdown(MarkdownOptions{Sources: map[string]int{"x": 1}})
		if took := time.Since(start); took > hostileTime {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// TestHostileFrontMatter is the same for front matter.
func TestHostileFrontMatter(t *testing.T) {
	const n = MaxFrontMatter - 100
	blocks := []string{
		stairs("a:", 1, n, n), stairs("-", 1, n, n),
		"a: |\n" + times("  \n", n), "a: >\n" + times(" a\n\n", n), "a: " + times("x\n ", n),
		"a: [" + times("a,", n) + "]", "a: [" + times("a: b,", n) + "]", "a: '" + times("''", n) + "'",
		"a: &a x\nb: [" + times("*a,", n-20) + "]", "a: &a {x: y}\n" + times("<<: *a\n", n-20),
		"a: " + times("9", n), "a: [" + times("1e9999,", n) + "]", "a: [" + times("2001-01-01,", n) + "]",
	}
	for _, s := range []string{
		"[", "{", "- ", "? ", "\n", "a: &a ", "&a a: b\n", "!", "\"a\" ", "\"\\x41", "#", "# \n", ",",
		"[],", "a: b\n", "{a: ", "[{a: ", "a", "? [", "%TAG ! !\n", "\t", "a:\tb\n", "'", "*a",
	} {
		blocks = append(blocks, times(s, n))
	}
	for _, block := range blocks {
		start := time.Now()
		_, _ = Parse(Source{Name: "a.md", Data: []byte("---\n" + block + "\n---\n")})
		if took := time.Since(start); took > hostileTime {
			t.Errorf("%.40q took %v", block, took)
		}
	}
}

// TestParallel shares the parser among goroutines; the race detector watches.
func TestParallel(t *testing.T) {
	want := ""
	for i := range 8 {
		t.Run("", func(t *testing.T) {
			if i > 0 {
				t.Parallel()
			}
			for range 20 {
				d, _ := Parse(Source{Name: "a.md", Data: typicalEvent})
				b, found := d.Markdown(MarkdownOptions{IDPrefix: "a-", Sources: typicalSources})
				if want == "" {
					want = b.HTML
				}
				if len(found) > 0 || b.HTML != want || len(b.Citations) != 2 {
					t.Errorf("another result: %q %v", b.HTML, found)
				}
			}
		})
	}
}
