package message

import (
	"embed"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

//go:embed catalogue/*.json
var catalogue embed.FS

// A text is a pattern for each plural form, "" where it has none. Where no
// number decides there is formOther alone.
type text [formCount]string

// readCatalogue reads the texts of a tag, which may be in lower case. ok is
// false when the tag has none.
func readCatalogue(tag string) (texts map[string]text, ok bool) {
	name := "catalogue/" + canonical(tag) + ".json"
	data, err := catalogue.ReadFile(name)
	if err != nil {
		return nil, false
	}
	file, err := i18n.ParseMessageFileBytes(data, name, nil)
	if err != nil {
		panic("message: " + name + ": " + err.Error()) // a test reads every file
	}
	texts = make(map[string]text, len(file.Messages))
	for _, m := range file.Messages {
		texts[m.ID] = text{formZero: m.Zero, formOne: m.One, formTwo: m.Two, formFew: m.Few, formMany: m.Many, formOther: m.Other}
	}
	return texts, true
}

// canonical writes a tag as BCP 47 does: zh-Hant, pt-PT.
func canonical(tag string) string {
	parts := strings.Split(tag, "-")
	for i, part := range parts[1:] {
		switch len(part) {
		case len("pt"):
			parts[i+1] = strings.ToUpper(part)
		case len("hant"):
			parts[i+1] = strings.ToUpper(part[:1]) + part[1:]
		}
	}
	return strings.Join(parts, "-")
}
