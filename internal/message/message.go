// Package message holds what the pages say to readers, in their language.
//
// The catalogue has one file a language, in the format of go-i18n: an object
// of texts by id, or of texts by plural form where a number decides. English
// is the source; its file has a description with every text. A text that a
// language lacks is English.
//
//	"nav.timeline": "Zeitleiste",
//	"count.events": {"one": "{0} Ereignis", "other": "{0} Ereignisse"}
//
// {0}, {1} and {2} stand for what the page puts in; the descriptions say what.
// Square brackets are around the words of a link, see [Messages.Linked]. No
// text holds characters that HTML would take for markup; a test sees to that,
// so that a page can put escaped elements into a text.
//
// To translate: copy en.json to the tag of the language, translate what is
// right of the ids, leave the descriptions out, and run the tests with
// -update. They say what is missing and which plural forms the language has.
package message

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Source is the language that others fall back to.
const Source = "en"

// Messages are the texts in one language. They are safe for concurrent use.
type Messages struct {
	lang   string
	known  bool
	texts  map[string]text
	plural plural
	number numberFormat
}

// For returns the texts in the language of a BCP 47 tag: those of the tag, of
// its parents, then English. It keeps them, so that calling it again is cheap.
func For(lang string) *Messages {
	found, ok := loaded.Load(lang)
	if !ok {
		found, _ = loaded.LoadOrStore(lang, load(lang))
	}
	return found.(*Messages)
}

var loaded sync.Map // of *Messages, by tag as given

// Languages returns the tags that have texts, sorted.
func Languages() []string {
	files, _ := catalogue.ReadDir("catalogue") // it is embedded
	tags := make([]string, len(files))
	for i, f := range files {
		tags[i] = strings.TrimSuffix(f.Name(), ".json")
	}
	slices.Sort(tags)
	return tags
}

// load reads the catalogues that a tag needs, the most specific first.
func load(lang string) *Messages {
	m := &Messages{lang: Source, texts: map[string]text{}, number: numbers[Source]}
	tags := fallbacks(lang)
	for i := len(tags) - 1; i >= 0; i-- {
		if found, ok := readCatalogue(tags[i]); ok {
			maps.Copy(m.texts, found)
			m.lang = canonical(tags[i])
			m.known = i < len(tags)-1 // the last is English, for all
		}
		if format, ok := numbers[tags[i]]; ok {
			m.number = format
		}
	}
	m.plural = newPlural(m.lang)
	return m
}

// fallbacks returns the tags, in lower case, whose texts stand for those of
// lang where it has none, itself first and [Source] last. A tag with a script,
// such as zh-Hant, does not fall back to the language in another script.
func fallbacks(lang string) []string {
	var tags []string
	for tag := strings.ToLower(strings.ReplaceAll(lang, "_", "-")); tag != ""; {
		tags = append(tags, tag)
		if alias := aliases[tag]; alias != "" {
			tags = append(tags, alias)
			tag = alias
		}
		last := strings.LastIndexByte(tag, '-')
		if last < 0 || len(tag)-last-1 == len("hant") && numbers[tag].group != "" {
			break
		}
		tag = tag[:last]
	}
	return append(tags, Source)
}

// Lang returns the tag of the language that the texts are in: "en" for a
// language without texts.
func (m *Messages) Lang() string { return m.lang }

// Known reports whether the texts are in the language that was asked for, not
// in English for want of a catalogue.
func (m *Messages) Known() bool { return m.known }

// Has reports whether there is a text with this id.
func (m *Messages) Has(id string) bool {
	_, ok := m.texts[id]
	return ok
}

// Text returns the text with this id and args in the places of {0}, {1} and so
// on. It returns the id where there is no such text: see [Messages.Has].
func (m *Messages) Text(id string, args ...string) string {
	t, ok := m.texts[id]
	if !ok {
		return id
	}
	return fill(t[formOther], args)
}

// Count returns the text with this id in the plural form for n, with n in the
// place of {0} and args in those of {1} and so on.
func (m *Messages) Count(id string, n int, args ...string) string {
	t, ok := m.texts[id]
	if !ok {
		return id
	}
	pattern := t[m.plural.form(n)]
	if pattern == "" {
		pattern = t[formOther]
	}
	var number [1]string
	if strings.Contains(pattern, "{0}") {
		number[0] = m.Number(n)
	}
	return fill(pattern, number[:], args...)
}

// Forms returns the patterns of a text by the names of the plural forms, as
// Intl.PluralRules has them, for scripts that count.
func (m *Messages) Forms(id string) map[string]string {
	out := map[string]string{}
	for form, pattern := range m.texts[id] {
		if pattern != "" {
			out[formNames[form]] = pattern
		}
	}
	return out
}

// A Part is part of a text with links.
type Part struct {
	Text string
	Link int // counts links from 1; 0 means that it is none
}

// Linked returns the text with this id in parts: those in square brackets are
// links, which have the same order in all languages.
func (m *Messages) Linked(id string, args ...string) []Part {
	t, ok := m.texts[id]
	if !ok {
		return []Part{{Text: id}}
	}
	var parts []Part
	add := func(pattern string, link int) {
		if pattern != "" {
			parts = append(parts, Part{fill(pattern, args), link})
		}
	}
	pattern := t[formOther]
	for link := 1; ; link++ {
		before, rest, found := strings.Cut(pattern, "[")
		add(before, 0)
		if !found {
			return parts
		}
		words, after, _ := strings.Cut(rest, "]")
		add(words, link)
		pattern = after
	}
}

// fill puts args, and more behind them, in the places of {0}, {1} and so on.
func fill(pattern string, args []string, more ...string) string {
	at := strings.IndexByte(pattern, '{')
	if at < 0 {
		return pattern
	}
	size := len(pattern)
	for _, arg := range args {
		size += len(arg)
	}
	for _, arg := range more {
		size += len(arg)
	}
	b := make([]byte, 0, size)
	for ; at >= 0 && at+2 < len(pattern); at = strings.IndexByte(pattern, '{') {
		b = append(b, pattern[:at]...)
		switch i := int(pattern[at+1] - '0'); {
		case i < len(args):
			b = append(b, args[i]...)
		case i < len(args)+len(more):
			b = append(b, more[i-len(args)]...)
		}
		pattern = pattern[at+len("{0}"):]
	}
	return string(append(b, pattern...))
}
