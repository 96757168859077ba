package edtf

import (
	"slices"
	"strings"
)

// LocaleFor returns the table for a BCP 47 language tag: the one for the tag
// itself, for a tag that stands for it (zh-TW is zh-Hant, en-AU is written as
// en-GB), or for the tag without its last subtags, or English.
func LocaleFor(lang string) *Locale {
	if l := findLocale(lang); l != nil {
		return l
	}
	return English
}

// HasLocale reports whether [LocaleFor] has a table of its own for lang or a
// less specific tag.
func HasLocale(lang string) bool { return findLocale(lang) != nil }

func findLocale(lang string) *Locale {
	for tag := strings.ToLower(strings.ReplaceAll(lang, "_", "-")); tag != ""; {
		if l := locales[tag]; l != nil {
			return l
		}
		if l := locales[localeAliases[tag]]; l != nil {
			return l
		}
		tag = tag[:max(0, strings.LastIndexByte(tag, '-'))]
	}
	return nil
}

// Languages returns the tags that have tables, sorted.
func Languages() []string {
	tags := make([]string, 0, len(locales))
	for _, l := range locales {
		tags = append(tags, l.Lang)
	}
	slices.Sort(tags)
	return tags
}
