package feed_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"dateline/internal/feed"
	"dateline/internal/feed/feedtest"
)

var zone = time.FixedZone("", -4*60*60)

// sample is a feed with all that a feed can have.
func sample() *feed.Feed {
	return &feed.Feed{
		Title: "A site", Subtitle: "What it is about", Home: "https://x.example/", Self: "https://x.example/feed.atom", Language: "en",
		Publisher: feed.Person{Name: "The Paper", URL: "https://paper.example/"}, Rights: "https://creativecommons.org/licenses/by/4.0/",
		Generator: "dateline", Updated: time.Date(2024, 7, 16, 14, 0, 0, 0, zone), About: "This is a feed.",
		Styles: []feed.Style{{Type: "text/css", URL: "/feed.css"}},
		Entries: []*feed.Entry{
			{
				ID: "https://x.example/events/a/", URL: "https://x.example/events/a/", Title: "A", Summary: "In short", Content: "<p>In full</p>",
				Image: "https://x.example/a.jpg", Published: time.Date(2024, 6, 20, 0, 0, 0, 0, zone), Updated: time.Date(2024, 7, 16, 14, 0, 0, 0, zone),
				Language: "de", Categories: []string{"Action", "trade"},
			},
			{
				ID: "https://x.example/events/b/#correction-1", URL: "https://x.example/events/b/", Title: "B", Content: "<p>b</p>",
				Updated: time.Date(2024, 7, 1, 0, 0, 0, 0, zone),
			},
		},
	}
}

// formats are the three forms of a feed, by their names' ends.
func formats(f *feed.Feed) map[string][]byte {
	return map[string][]byte{".atom": f.Atom(), ".rss": f.RSS(), ".json": f.JSON()}
}

func TestFormats(t *testing.T) {
	for name, data := range formats(sample()) {
		for _, problem := range feedtest.Check(name, data) {
			t.Errorf("%s: %s", name, problem)
		}
		parsed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if parsed.Title != "A site" || parsed.Link != "https://x.example/" || parsed.FeedLink != "https://x.example/feed.atom" || parsed.Language != "en" {
			t.Errorf("%s: the head is %q %q %q %q", name, parsed.Title, parsed.Link, parsed.FeedLink, parsed.Language)
		}
		if len(parsed.Items) != 2 {
			t.Fatalf("%s: %d entries", name, len(parsed.Items))
		}
		first := parsed.Items[0]
		if first.GUID != "https://x.example/events/a/" || first.Link != first.GUID || first.Title != "A" ||
			first.Description != "In short" || first.Content != "<p>In full</p>" {
			t.Errorf("%s: the first entry is %+v", name, first)
		}
		if diff := cmp.Diff([]string{"Action", "trade"}, first.Categories); diff != "" {
			t.Errorf("%s: categories (-want +got):\n%s", name, diff)
		}
		if first.PublishedParsed == nil || !first.PublishedParsed.Equal(sample().Entries[0].Published) {
			t.Errorf("%s: published %q", name, first.Published)
		}
		if name != ".rss" && (first.UpdatedParsed == nil || !first.UpdatedParsed.Equal(sample().Entries[0].Updated)) {
			t.Errorf("%s: updated %q", name, first.Updated)
		}
		if len(parsed.Authors)+len(first.Authors) == 0 {
			t.Errorf("%s: no author", name)
		}
	}
}

func TestTimes(t *testing.T) {
	atom, rss := string(sample().Atom()), string(sample().RSS())
	for _, want := range []string{"<published>2024-06-20T00:00:00-04:00</published>", "<updated>2024-07-16T14:00:00-04:00</updated>"} {
		if !strings.Contains(atom, want) {
			t.Errorf("Atom lacks %s", want)
		}
	}
	// An item of which only the change is known has that for its time.
	for _, want := range []string{
		"<pubDate>Thu, 20 Jun 2024 00:00:00 -0400</pubDate>", "<pubDate>Mon, 01 Jul 2024 00:00:00 -0400</pubDate>",
		`<guid isPermaLink="true">https://x.example/events/a/</guid>`, `<guid isPermaLink="false">https://x.example/events/b/#correction-1</guid>`,
	} {
		if !strings.Contains(rss, want) {
			t.Errorf("RSS lacks %s", want)
		}
	}
	if got := strings.Count(atom, "<published>"); got != 1 {
		t.Errorf("%d entries of Atom say when they were published", got)
	}
}

// TestSameBytes: nothing in a feed comes from anywhere but the value.
func TestSameBytes(t *testing.T) {
	for name, data := range formats(sample()) {
		if again := formats(sample())[name]; !bytes.Equal(data, again) {
			t.Errorf("%s differs from itself", name)
		}
	}
}

// hostile are texts that a format has a meaning for, or no place.
var hostile = []string{
	"a ]]> b", "<b>&amp;</b> & < > \" '", "😀 👩‍👩‍👧 \U0010FFFD", "tab\tand\nline", "<![CDATA[ x ]]]]>", "<!-- x -->", "<?php ?>", "&#x0;",
	"\x00\x01\x0b\x1f", "\x7f\u0085\u2028", "\ufffe\uffff", "\xff\xfe\xc3", "مرحبا\u200f", strings.Repeat("]", 9) + ">",
}

func TestHostile(t *testing.T) {
	for _, s := range hostile {
		holds(t, s)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { holds(t, s) })
}

// holds checks that a feed with a text everywhere is well-formed, and has that
// text, but for what XML has no place for.
func holds(t *testing.T, s string) {
	t.Helper()
	f := sample()
	f.Title, f.Subtitle, f.Rights, f.Publisher.Name, f.About, f.Generator = s, s, s, s, s, s
	e := f.Entries[0]
	e.Title, e.Summary, e.Content, e.Categories = s, s, s, []string{s}
	want := strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF || r < ' ' && !strings.ContainsRune("\t\n\r", r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	for _, data := range [][]byte{f.Atom(), f.RSS()} {
		titles := textsOf(t, data, "title")
		if len(titles) == 0 || titles[0] != want {
			t.Errorf("the title %q is %q", want, titles)
		}
		for _, content := range append(textsOf(t, data, "content"), textsOf(t, data, "encoded")...) {
			// A parser makes one line break of what CDATA has for one (XML 1.0, section 2.11).
			if lines := strings.ReplaceAll(strings.ReplaceAll(want, "\r\n", "\n"), "\r", "\n"); content != lines && content != "<p>b</p>" {
				t.Errorf("the content %q is %q", lines, content)
			}
		}
	}
	if data := f.JSON(); !utf8.Valid(data) {
		t.Errorf("%q makes JSON that is not UTF-8", s)
	} else if parsed, err := gofeed.NewParser().Parse(bytes.NewReader(data)); err != nil || parsed.Items[0].Content != want {
		t.Errorf("%q makes JSON that reads %v, %v", s, parsed, err)
	}
}

// textsOf returns the texts of the elements of a name.
func textsOf(t *testing.T, data []byte, name string) (out []string) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, data)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			var text string
			if err := dec.DecodeElement(&text, &start); err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
	}
}
