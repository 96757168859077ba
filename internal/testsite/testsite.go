// Package testsite makes large timelines for tests and benchmarks: events with
// varied text, tags, actors and sources, the same for the same number.
//
// The words are invented. Nothing here is published.
package testsite

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Index is the settings of a generated site.
const Index = `---
title: Ten thousand days
description: A generated timeline, to see how a large one behaves.
language: en
publisher: {name: The dateline authors}
cards: false
eras:
  - {title: The long middle, date: 1994/2003}
---

Generated for tests.
`

// Files returns the content folder of a site with n events, by path: 120 to
// 300 words each, one to four tags, actors and sources, spread over 40 years.
func Files(n int) map[string]string {
	files := make(map[string]string, n+1)
	files["index.md"] = Index
	for i := range n {
		path, text := Event(i)
		files[path] = text
	}
	return files
}

// Event returns the i-th event of a generated site.
func Event(i int) (path, text string) {
	g := &generator{rand: rand.New(rand.NewPCG(uint64(i), 1943))}
	return fmt.Sprintf("events/%d/%s.md", g.year(i), g.id(i)), g.file(i)
}

type generator struct {
	rand *rand.Rand
	b    strings.Builder
}

func (g *generator) year(i int) int { return 1984 + i*7919%40 }

func (g *generator) id(i int) string { return fmt.Sprintf("event-%05d", i) }

var kinds = []string{"announcement", "deadline", "action", "statement", "analysis"}

func (g *generator) file(i int) string {
	b := &g.b
	fmt.Fprintf(b, "---\ntitle: %s %d\n", g.phrase(4, 9), i)
	date := fmt.Sprintf("%d-%02d-%02d", g.year(i), 1+g.rand.IntN(12), 1+g.rand.IntN(28))
	fmt.Fprintf(b, "date: %s\n", date)
	fmt.Fprintf(b, "kind: %s\n", kinds[g.rand.IntN(len(kinds))])
	fmt.Fprintf(b, "summary: %s.\n", g.phrase(12, 20))
	g.list("tags", "Topic", 60)
	g.list("actors", "Office", 200)
	fmt.Fprintf(b, "importance: %d\n", 1+g.rand.IntN(5))
	sources := 1 + g.rand.IntN(4)
	b.WriteString("sources:\n")
	for s := range sources {
		fmt.Fprintf(b, "  - id: s%d\n    title: %s\n    publisher: Paper %d\n    url: https://example.org/%d/%d\n    date: %s\n",
			s, g.phrase(4, 8), g.rand.IntN(40), i, s, date)
	}
	fmt.Fprintf(b, "published: 2026-11-%02d\n---\n\n", 1+g.rand.IntN(20))
	g.body(sources)
	return b.String()
}

func (g *generator) list(key, name string, variety int) {
	n := 1 + g.rand.IntN(4)
	first := g.rand.IntN(variety)
	fmt.Fprintf(&g.b, "%s: [", key)
	for k := range n {
		if k > 0 {
			g.b.WriteString(", ")
		}
		fmt.Fprintf(&g.b, "%s %d", name, (first+k*k*7+k)%variety)
	}
	g.b.WriteString("]\n")
}

// body writes 120 to 300 words in paragraphs, each source cited once, with
// some emphasis and a link.
func (g *generator) body(sources int) {
	words := 120 + g.rand.IntN(181)
	cited := 0
	for words > 0 {
		n := min(words, 30+g.rand.IntN(40))
		words -= n
		g.b.WriteString(g.phrase(n/2, n/2))
		fmt.Fprintf(&g.b, " *%s* and **%s**", g.phrase(1, 2), g.phrase(1, 2))
		if g.rand.IntN(2) == 0 {
			fmt.Fprintf(&g.b, " with [%s](https://example.org/%d)", g.phrase(2, 3), g.rand.IntN(1000))
		}
		g.b.WriteString(" " + strings.ToLower(g.phrase(n/2, n/2)) + ".")
		if cited < sources {
			fmt.Fprintf(&g.b, "[^s%d]", cited)
			cited++
		}
		g.b.WriteString("\n\n")
	}
	for ; cited < sources; cited++ {
		fmt.Fprintf(&g.b, "See also.[^s%d]\n", cited)
	}
}

var words = strings.Fields(`the council said that new rules for imports and services would
apply from the first day of the next month after a long review of earlier decisions about
safety costs and trade while critics of the measure called it late and without effect a
spokesman declined to comment on the letter which several members had signed before the
vote in committee an official report found no evidence of harm but asked for further study
by independent experts within ninety days of its publication companies were told to keep
records open to inspection until the matter is settled in court appeals remain possible`)

// phrase returns least to most words, the first with a capital letter.
func (g *generator) phrase(least, most int) string {
	n := max(1, least+g.rand.IntN(most-least+1))
	out := make([]string, n)
	for i := range out {
		out[i] = words[g.rand.IntN(len(words))]
	}
	s := strings.Join(out, " ")
	return strings.ToUpper(s[:1]) + s[1:]
}
