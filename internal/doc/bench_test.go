package doc

import (
	"strings"
	"testing"

	"dateline/internal/diag"
)

// typicalEvent is what a newsroom writes: 12 keys, 2 sources, 200 words.
var typicalEvent = []byte(`---
title: Commerce bans Kaspersky software
date: 2024-06-20
end: 2024-09-29
kind: announcement
summary: The Commerce Department prohibits the sale of Kaspersky software to anyone in the United States.
tags: [sanctions, software, national security]
actors: [U.S. Department of Commerce, Kaspersky]
place: Washington, D.C.
importance: 5
status: confirmed
published: 2024-06-20
sources:
  - id: fr
    title: Final Determination, Case No. ICTS-2021-002
    publisher: Federal Register
    url: https://www.federalregister.gov/documents/2024/06/24/2024-13869
    date: 2024-06-24
  - id: bis
    title: Commerce Department Prohibits Russian Kaspersky Software
    publisher: Bureau of Industry and Security
    url: https://www.bis.gov/press-release/commerce-department-prohibits
    date: 2024-06-20
---
` + strings.Repeat("The **department** said that the company's ties to Russia pose an unacceptable risk to those who rely on it, and "+
	"gave its customers until the end of September to find another vendor. ", 2) +
	"It is the first [determination](https://www.bis.gov/) under the rules of 2021.[^fr]\n\n" +
	strings.Repeat("Nobody who keeps using the software breaks the law, but they will get no more updates, which the department "+
		"called a risk that each must weigh -- and one that grows by the day. ", 2) +
	"See the [sanctions](2024-06-21-ofac-sanctions.md) of the day after.[^bis]\n\n" +
	"## What it covers\n\n" + strings.Repeat("The ban covers antivirus and other cybersecurity products, white-labelled "+
	"ones included, and the software's integration into the products of others. ", 3) + "\n")

var typicalSources = map[string]int{"fr": 1, "bis": 2}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(typicalEvent)))
	for b.Loop() {
		if _, found := Parse(Source{Name: "content/events/a.md", Data: typicalEvent}); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) {
	d, _ := Parse(Source{Name: "content/events/a.md", Data: typicalEvent})
	b.ReportAllocs()
	for b.Loop() {
		if _, found := d.Markdown(MarkdownOptions{IDPrefix: "a-", Sources: typicalSources}); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

func BenchmarkFields(b *testing.B) {
	d, _ := Parse(Source{Name: "content/events/a.md", Data: typicalEvent})
	b.ReportAllocs()
	for b.Loop() {
		var found diag.List
		f := d.Front.Fields(&found)
		for _, key := range []string{"title", "date", "end", "kind", "summary", "place", "status", "published"} {
			f.Text(key, 300)
		}
		f.Texts("tags", 50, 200)
		f.Texts("actors", 50, 200)
		f.Int("importance", 1, 5, 3)
		for _, s := range f.Maps("sources") {
			for _, key := range []string{"id", "title", "publisher", "url", "date"} {
				s.Text(key, 300)
			}
		}
		if len(found) > 0 {
			b.Fatal(found)
		}
	}
}
