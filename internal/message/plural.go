package message

import (
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// The plural forms of CLDR, of which each language has some.
const (
	formZero = iota
	formOne
	formTwo
	formFew
	formMany
	formOther
	formCount
)

var formNames = [formCount]string{"zero", "one", "two", "few", "many", "other"}

// A plural knows the form that a language has for a number. go-i18n has the
// rules, and takes microseconds for each answer; so the answers are kept.
type plural struct {
	forms     [200]uint8
	localizer *i18n.Localizer
}

func newPlural(lang string) plural {
	bundle := i18n.NewBundle(language.Make(lang))
	// The message says its own form.
	bundle.MustAddMessages(language.Make(lang), &i18n.Message{
		ID: "form", Zero: formNames[formZero], One: formNames[formOne], Two: formNames[formTwo],
		Few: formNames[formFew], Many: formNames[formMany], Other: formNames[formOther],
	})
	p := plural{localizer: i18n.NewLocalizer(bundle, lang)}
	for n := range p.forms {
		p.forms[n] = p.ask(n)
	}
	return p
}

// form returns the form for n. From 100 on all rules look at the last two
// digits alone, but for millions, which some languages treat apart.
func (p *plural) form(n int) uint8 {
	if n < 0 {
		n = -n
	}
	switch {
	case n < 0: // the least of all
		return formOther
	case n < len(p.forms):
		return p.forms[n]
	case n%1_000_000 == 0:
		return p.ask(n)
	}
	return p.forms[100+n%100]
}

func (p *plural) ask(n int) uint8 {
	name, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: n})
	if err != nil {
		return formOther
	}
	for form, known := range formNames {
		if name == known {
			return uint8(form)
		}
	}
	return formOther
}
