package event

import (
	"slices"
	"strings"
	"testing"

	"dateline/internal/doc"
)

// compared is an event with everything that is compared.
const compared = `---
title: Nine died
date: 2024-07-20
kind: statement
summary: "What happened, in a sentence."
actors: [Kaspersky, Commerce]
place: Rome
status: disputed
status_reason: The two reports differ.
sources:
  - {id: fr, title: Final Determination, url: "https://example.org/fr"}
  - {id: ars, title: A report, url: "https://example.org/ars"}
date_claims:
  - {date: 2024-07-20, source: fr}
  - {date: 2024-07-21, source: ars}
media:
  - {src: seal.jpg, alt: A seal, caption: The seal, credit: Commerce}
casualties: 9
tags: [sales]
importance: 2
related: [b]
published: 2024-07-20
order: 1
---

## Why

They "said" so[^fr], and [again](b.md#x)[^ars]. A note[^1].
See [elsewhere](https://example.org/b).

![The seal](seal.jpg)

- one
- two

[^1]: The note.
`

// at parses an event, in which pairs of texts have been replaced.
func at(t *testing.T, path, text string, replace ...string) *Event {
	t.Helper()
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("there is no %q to replace", replace[i])
		}
	}
	text = strings.NewReplacer(replace...).Replace(text)
	e, found := Parse(doc.Source{Path: path, Name: path, Data: []byte(text)})
	if e == nil {
		t.Fatalf("%v", found)
	}
	return e
}

func TestTextChanged(t *testing.T) {
	for name, test := range map[string]struct {
		want    string
		replace []string
	}{
		"nothing":            {"", nil},
		"title":              {"title", []string{"Nine died", "Ten died"}},
		"date":               {"date", []string{"\ndate: 2024-07-20", "\ndate: 2024-07"}},
		"end":                {"date", []string{"\nkind:", "\nend: 2024-07-22\nkind:"}},
		"kind":               {"kind", []string{"kind: statement", "kind: analysis"}},
		"no kind":            {"kind", []string{"kind: statement\n", ""}},
		"summary":            {"summary", []string{"in a sentence", "in a word"}},
		"actor":              {"actors", []string{"Kaspersky, ", ""}},
		"place":              {"place", []string{"Rome", "Paris"}},
		"status":             {"status", []string{"disputed", "reported"}},
		"reason":             {"status_reason", []string{"two reports", "three reports"}},
		"title of source":    {"sources", []string{"A report", "A rumour"}},
		"address of source":  {"sources", []string{"org/ars", "org/arx"}},
		"another source":     {"sources", []string{"date_claims", "  - {title: Third}\ndate_claims"}},
		"claim":              {"date_claims", []string{"date: 2024-07-21,", "date: 2024-07-22,"}},
		"source of claim":    {"date_claims", []string{"20, source: fr", "20, source: ars", "21, source: ars", "21, source: fr"}},
		"caption":            {"media", []string{"caption: The seal", "caption: A copy of the seal"}},
		"field of the site":  {"casualties", []string{"casualties: 9", "casualties: 10"}},
		"heading":            {"text", []string{"## Why", "## How"}},
		"word":               {"text", []string{"again", "never"}},
		"citation":           {"text", []string{"so[^fr]", "so[^ars]"}},
		"no citation":        {"text", []string{"so[^fr]", "so"}},
		"note":               {"text", []string{"The note", "Another note"}},
		"link to elsewhere":  {"text", []string{"(https://example.org/b)", "(https://example.org/c)"}},
		"description":        {"text", []string{"![The seal]", "![A forgery]"}},
		"emphasis":           {"text", []string{"again", "*again*"}},
		"all that is listed": {"title, place, text", []string{"Nine", "Ten", "Rome", "Paris", "They", "We"}},

		"white space":       {"", []string{"so[^fr], and", "so[^fr],\nand", "A note", " A   note", "- one\n", "- one\n\n"}},
		"paragraphs":        {"", []string{"A note", "\n\nA note"}},
		"quotes":            {"", []string{"title: Nine died", "title: 'Nine died'", `"said"`, "“said”"}},
		"bullets":           {"", []string{"- one\n- two", "* one\n* two"}},
		"comment":           {"", []string{"title: Nine", "# Checked.\ntitle: Nine"}},
		"order of keys":     {"", []string{"place: Rome\n", "", "title: Nine", "place: Rome\ntitle: Nine"}},
		"order of actors":   {"", []string{"Kaspersky, Commerce", "Commerce, Kaspersky"}},
		"numbers of source": {"", []string{`  - {id: fr, title: Final Determination, url: "https://example.org/fr"}` + "\n", "", "date_claims", `  - {id: fr, title: Final Determination, url: "https://example.org/fr"}` + "\ndate_claims"}},
		"names of sources":  {"", []string{"id: fr", "id: register", "source: fr", "source: register", "[^fr]", "[^register]"}},
		"archive":           {"", []string{`org/ars"`, `org/ars", archive: "https://example.org/copy"`}},
		"what sorts":        {"", []string{"[sales]", "[bans]", "importance: 2", "importance: 3", "order: 1", "order: 2"}},
		"what connects":     {"", []string{"[b]", "[c]", "b.md#x", "c.md#x"}},
		"alternative text":  {"", []string{"alt: A seal", "alt: A round seal with an eagle"}},
		"file of a picture": {"", []string{"src: seal.jpg", "src: seal.png", "(seal.jpg)", "(seal.png)"}},
		"when":              {"", []string{"published: 2024-07-20", "published: 2024-07-21\nupdated: 2024-07-22\naliases: [/x/]"}},
	} {
		t.Run(name, func(t *testing.T) {
			old, now := at(t, "events/a.md", compared), at(t, "events/a.md", compared, test.replace...)
			own := []string{"casualties", "unheard_of"}
			if got := strings.Join(TextChanged(old, now, own), ", "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := strings.Join(TextChanged(now, old, own), ", "); got != test.want {
				t.Errorf("backwards: got %q, want %q", got, test.want)
			}
		})
	}
}

// What moves keeps its text: addresses in it and its ids are others.
func TestTextChangedAfterMove(t *testing.T) {
	text := compared + "\n[Above](#why), [here](a.md#why).\n"
	old := at(t, "events/a.md", text)
	now := at(t, "events/2024/ä b.md", text, "(a.md#why)", "(ä%20b.md#why)", "(b.md", "(../b.md")
	if got := TextChanged(old, now, nil); got != nil {
		t.Errorf("changed: %v\n%s\n%s", got, old.plainBody(nil), now.plainBody(nil))
	}
}

// Keys that the site does not declare are not shown.
func TestTextChangedLeavesUnknownKeys(t *testing.T) {
	old, now := at(t, "events/a.md", compared), at(t, "events/a.md", compared, "casualties: 9", "casualties: 10")
	if got := TextChanged(old, now, nil); got != nil {
		t.Error("changed:", got)
	}
}

func TestTextChangedComparesLetters(t *testing.T) {
	old := at(t, "events/a.md", "---\ntitle: Caf\u00e9\ndate: 2024\n---\n\nCaf\u00e9")
	now := at(t, "events/a.md", "---\ntitle: Cafe\u0301\ndate: 2024\n---\n\nCafe\u0301")
	if got := TextChanged(old, now, nil); got != nil {
		t.Error("changed:", got)
	}
}

func TestOnRecord(t *testing.T) {
	const head = "---\ntitle: T\ndate: 2024\n"
	entry := func(entries ...string) string { return "corrections: [" + strings.Join(entries, ", ") + "]\n" }
	const first, second = "{date: 2024-07-01, kind: update, text: One}", "{date: 2024-07-02, kind: correction, text: Two}"
	for name, test := range map[string]struct {
		old, now string
		want     bool
	}{
		"nothing":           {"", "", false},
		"first entry":       {"", entry(first), true},
		"no other entry":    {entry(first), entry(first), false},
		"another entry":     {entry(first), entry(first, second), true},
		"same day and kind": {entry(first), entry(first, strings.Replace(first, "One", "More", 1)), true},
		"other words":       {entry(first), entry(strings.Replace(first, "One", "The first", 1)), false},
		"an entry less":     {entry(first, second), entry(first), false},
		"another instead":   {entry(first), entry(second), true},
		"updated":           {"", "updated: 2024-07-01\n", true},
		"as before":         {"updated: 2024-07-01\n", "updated: 2024-07-01\n", false},
		"updated again":     {"updated: 2024-07-01\n", "updated: 2024-07-01T12:00\n", true},
		"no longer":         {"updated: 2024-07-01\n", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			old, now := at(t, "events/a.md", head+test.old+"---\n"), at(t, "events/a.md", head+test.now+"---\n")
			if got := now.OnRecord(old); got != test.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// Every key of an event is either compared or, for a reason, not.
func TestTextChangedKnowsEveryKey(t *testing.T) {
	compared := []string{"title", "date", "end", "kind", "summary", "actors", "place", "status", "status_reason", "sources", "date_claims", "media"}
	not := []string{"tags", "importance", "related", "published", "updated", "corrections", "language", "aliases", "order", "draft"}
	for _, key := range Keys {
		if !slices.Contains(compared, key) && !slices.Contains(not, key) {
			t.Errorf("decide whether %s is what readers see", key)
		}
	}
}
