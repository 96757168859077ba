package render

import (
	"fmt"
	"html/template"
	"strings"

	"dateline/internal/message"
)

// textFuncs are the functions by which templates say things in the language of
// the site. An id that the catalogue lacks is an error of the template.
func textFuncs(m *message.Messages) template.FuncMap {
	return template.FuncMap{
		"text": func(id string, args ...any) (any, error) {
			if !m.Has(id) {
				return "", unknownText(id)
			}
			return textOf(m, id, args), nil
		},
		"count": func(id string, n int, args ...string) (string, error) {
			if !m.Has(id) {
				return "", unknownText(id)
			}
			return m.Count(id, n, args...), nil
		},
		"linked": func(id string, to []string, args ...any) (template.HTML, error) {
			if !m.Has(id) {
				return "", unknownText(id)
			}
			return linkedText(m, id, to, args), nil
		},
		"to":     func(addresses ...string) []string { return addresses },
		"number": m.Number,
		"key": func(name string) template.HTML {
			return template.HTML("<kbd>" + template.HTMLEscapeString(name) + "</kbd>")
		},
	}
}

func unknownText(id string) error { return fmt.Errorf("the catalogue has no text %q", id) }

// textOf returns a text, as HTML when one of args is: then the others are
// escaped. Numbers are written as the language has them.
func textOf(m *message.Messages, id string, args []any) any {
	if len(args) == 0 {
		return m.Text(id)
	}
	for _, arg := range args {
		if _, ok := arg.(template.HTML); ok {
			return template.HTML(m.Text(id, escapedArgs(m, args)...))
		}
	}
	plain := make([]string, len(args))
	for i, arg := range args {
		plain[i] = plainArg(m, arg)
	}
	return m.Text(id, plain...)
}

// linkedText returns a text whose words in brackets lead to the given
// addresses, in this order. Words without an address are no link.
func linkedText(m *message.Messages, id string, to []string, args []any) template.HTML {
	var b strings.Builder
	for _, part := range m.Linked(id, escapedArgs(m, args)...) {
		if part.Link == 0 || part.Link > len(to) || to[part.Link-1] == "" {
			b.WriteString(part.Text)
			continue
		}
		b.WriteString(`<a href="` + template.HTMLEscapeString(to[part.Link-1]) + `">` + part.Text + `</a>`)
	}
	return template.HTML(b.String())
}

// escapedArgs returns what goes into a text that is HTML: the texts themselves
// hold no markup.
func escapedArgs(m *message.Messages, args []any) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		if safe, ok := arg.(template.HTML); ok {
			out[i] = string(safe)
			continue
		}
		out[i] = template.HTMLEscapeString(plainArg(m, arg))
	}
	return out
}

func plainArg(m *message.Messages, arg any) string {
	switch arg := arg.(type) {
	case string:
		return arg
	case int:
		return m.Number(arg)
	}
	return fmt.Sprint(arg)
}
