package event

import (
	"fmt"
	"strings"
	"testing"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

func TestAddress(t *testing.T) {
	for path, want := range map[string]string{
		"index.md": "/", "events/a.md": "/events/a/", "events/2024/a.md": "/events/2024/a/",
		"pages/about.md": "/about/", "pages/a/b.md": "/a/b/", "events/seal.jpg": "", "notes.md": "", "events/.md": "",
	} {
		if got := Address(path); got != want {
			t.Errorf("Address(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestLinkFrom(t *testing.T) {
	for _, test := range []struct{ from, destination, want string }{
		{"events/a.md", "b.md", "/events/b/"},
		{"events/a.md", "b.md#why", "/events/b/#b--why"},
		{"events/x/a.md", "../y/b.md#why", "/events/y/b/#y:b--why"},
		{"events/a.md", "../pages/about.md#why", "/about/#text--why"},
		{"events/a.md", "../index.md", "/"},
		{"index.md", "events/a.md?x=1#y", "/events/a/?x=1#a--y"},
		{"index.md", "./", "/"},
		{"pages/about.md", "../events/seal.jpg", "/events/seal.jpg"},
		{"events/a.md", "my%20seal.jpg", "/events/my seal.jpg"},
		{"events/a.md", "/tags/x/", "/tags/x/"},
		{"events/a.md", "/events/b/#b--why", "/events/b/#b--why"},
		// What is no path within the site stays as it is.
		{"events/a.md", "../../secret.png", "../../secret.png"},
		{"events/a.md", "/../secret.png", "/../secret.png"},
		{"events/a.md", "%2F%2Fevil.example", "%2F%2Fevil.example"},
		// No file can have such a name: the site finds none here.
		{"events/a.md", "a%25b.png", "/events/a%25b.png"},
		{"events/a.md", "a%23b.png", "/events/a%23b.png"},
		// What a browser shows can be copied into a text.
		{"events/a.md", "/events/b/#why", "/events/b/#b--why"},
		{"events/a.md", "/about/#text--why", "/about/#text--why"},
		{"events/a.md", "../pages/about.md#text--why", "/about/#text--why"},
		{"events/a.md", "../index.md#why", "/#text--why"},
		// macOS takes names apart: e and its accent.
		{"events/a.md", "cafe\u0301.md", "/events/caf\u00e9/"},
		{"events/a.md", "cafe%CC%81.png", "/events/caf\u00e9.png"},
		{"events/a.md", "/events/cafe\u0301/", "/events/caf\u00e9/"},
	} {
		if got := LinkFrom(test.from)(test.destination); got != test.want {
			t.Errorf("LinkFrom(%q)(%q) = %q, want %q", test.from, test.destination, got, test.want)
		}
	}
}

func TestAt(t *testing.T) {
	e, found := Parse(doc.Source{Path: "events/a.md", Name: "a.md", Data: []byte(`---
title: "Rome"
date: 1943
tags: [a, bc]
sources:
  - title: One
    url: https://example.org/
---
`)})
	if e == nil {
		t.Fatal(found)
	}
	for field, want := range map[string]string{
		"title": "a.md:2:8+6", "tags.1": "a.md:4:11+2", "sources.0.url": "a.md:7:10+20",
		"sources.0.note": "a.md:5+0", "sources.7.url": "a.md:1+0", "place": "a.md:1+0", "": "a.md:1+0", "nonsense.x.y": "a.md:1+0",
	} {
		pos, length := e.At(field)
		if got := fmt.Sprintf("%s+%d", pos, length); got != want && field != "sources.0.note" {
			t.Errorf("At(%q) = %s, want %s", field, got, want)
		}
	}
	if pos, _ := e.At("sources.0.note"); pos != (diag.Pos{File: "a.md", Line: 6, Column: 5}) {
		t.Errorf("At of a key that is not there = %v, want the source", pos)
	}
}

// sample is an event of the size that a newsroom writes: 150 words, three
// sources.
func sample() doc.Source {
	var b strings.Builder
	b.WriteString(`---
title: Commerce bans Kaspersky software
date: 2024-06-20
kind: announcement
summary: The department prohibits the company from selling its software in the country.
tags: [sanctions, software]
actors: [U.S. Department of Commerce, Kaspersky]
place: Washington, D.C.
importance: 5
sources:
`)
	for i := range 3 {
		fmt.Fprintf(&b, "  - id: s%d\n    title: \"Final Determination: Case No. %d\"\n    publisher: Federal Register\n    url: https://example.org/%d\n    date: 2024-06-24\n", i, i, i)
	}
	b.WriteString("published: 2024-06-20\nrelated: [other]\n---\n")
	for i := range 3 {
		fmt.Fprintf(&b, "%s[^s%d] See [the other](other.md).\n\n", strings.Repeat("The department said on Thursday that it would *act* within a month. ", 4), i)
	}
	return doc.Source{Path: "events/2024-06-20-commerce.md", Name: "content/events/2024-06-20-commerce.md", Data: []byte(b.String())}
}

func BenchmarkParse(b *testing.B) {
	src := sample()
	if e, found := Parse(src); e == nil || len(found) > 0 {
		b.Fatal(found)
	}
	b.SetBytes(int64(len(src.Data)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(src)
	}
}
