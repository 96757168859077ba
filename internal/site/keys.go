package site

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
)

// checkKeys looks at the keys that are not dateline's own: those that the site
// declares must be of their type, and the others are reported, each once for
// the whole site, because a folder of another program's files has the same ten
// keys in every one of them.
func (c *checker) checkKeys() {
	declared := map[string]Field{}
	for _, f := range c.site.Fields {
		declared[f.Key] = f
	}
	unknown := unknownKeys{}
	for _, e := range slices.Concat(c.events, c.unfit) {
		for _, x := range e.Extra {
			if f, ok := declared[x.Key]; ok {
				c.checkField(f, x)
			} else {
				unknown.add("", x)
			}
		}
	}
	for _, p := range c.pages {
		for _, x := range p.Extra {
			if _, ok := declared[x.Key]; !ok {
				unknown.add("page", x)
			}
		}
	}
	if c.index.incomplete["fields"] {
		return
	}
	for id, u := range unknown {
		known := slices.Clone(event.Keys)
		if id.of == "page" {
			known = slices.Clone(pageKeys)
		}
		for _, f := range c.site.Fields {
			known = append(known, f.Key)
		}
		c.reportUnknown(id.key, id.of, u, known)
	}
}

// unknownKeys counts keys, apart for events and pages, which have different
// keys of their own.
type unknownKeys map[unknownKey]*unknownCount

type unknownKey struct{ of, key string }

type unknownCount struct {
	first diag.Pos
	files int
}

func (u unknownKeys) add(of string, x event.Extra) {
	id := unknownKey{of, x.Key}
	if u[id] == nil {
		u[id] = &unknownCount{first: x.Pos}
	}
	u[id].files++
	if x.Pos.File < u[id].first.File {
		u[id].first = x.Pos
	}
}

func (c *checker) reportUnknown(key, of string, u *unknownCount, known []string) {
	message := "unknown key " + diag.Quote(key)
	if of != "" {
		message = "unknown key " + diag.Quote(key) + " in a " + of
	}
	if u.files > 1 {
		message += fmt.Sprintf(" (in %d files)", u.files)
	}
	otherwise := "declare it under fields in " + c.index.Name + " if it is your own"
	if of != "" && slices.Contains(event.Keys, key) {
		otherwise = "only events have this key"
	}
	c.found.Add(diag.Diagnostic{
		Pos: u.first, Length: len([]rune(key)), Severity: diag.Warning, Code: "key-unknown", Message: message,
		Hint: diag.DidYouMean(key, known, otherwise),
	})
}

// checkField checks the values of a declared key.
func (c *checker) checkField(f Field, x event.Extra) {
	code, problem, hint := "field-type", "", ""
	switch {
	case x.Nested && f.Type == "list":
		code, problem, hint = "type-wrong", f.Key+" is not a list of texts alone", "write [one, two]"
	case f.Type == "list":
	case x.Nested:
		code, problem, hint = "type-wrong", fmt.Sprintf("%s takes one %s", f.Key, f.Type), "write one value; quote text that begins with [ or {"
	case len(x.Values) != 1:
		problem, hint = fmt.Sprintf("%s takes one %s", f.Key, f.Type), "declare it as type: list to give several"
	case f.Type == "date":
		event.ReadDate(doc.Text{S: x.Values[0], Pos: x.Value, Length: x.Length}, &c.found)
	default:
		problem, hint = checkValue(f, x.Values[0])
	}
	if problem != "" {
		c.found.Add(diag.Diagnostic{
			Pos: x.Value, Length: x.Length, Severity: diag.Error, Code: code, Message: problem, Hint: hint,
		})
	}
}

func checkValue(f Field, value string) (problem, hint string) {
	quoted := f.Key + ": " + diag.Quote(value)
	switch f.Type {
	case "number":
		n, err := strconv.ParseFloat(value, 64)
		if err != nil || math.IsInf(n, 0) || math.IsNaN(n) || strings.ContainsAny(value, "xXpP_") {
			return quoted + " is not a number", "write digits, with a point before decimals: 1234.5"
		}
	case "url":
		if _, problem, hint := doc.CheckURL(value); problem != "" {
			return quoted + ": " + problem, hint
		}
	}
	return "", ""
}
