// Package feedtest checks feeds against what their standards say must be: Atom
// (RFC 4287), RSS 2.0 and JSON Feed 1.1. It is for tests, and shares nothing
// with the package that writes feeds, not even its types.
//
// Beyond the standards it wants what readers need: a language, a text, and no
// address that is relative to something.
package feedtest

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Check returns what is wrong with a feed, by the end of its name: .atom, .rss
// or .json. A good one has nothing wrong.
func Check(name string, data []byte) []string {
	c := &checker{ids: map[string]bool{}}
	switch {
	case strings.HasSuffix(name, ".atom"):
		c.atom(data)
	case strings.HasSuffix(name, ".rss"):
		c.rss(data)
	case strings.HasSuffix(name, ".json"):
		c.json(data)
	default:
		c.report("%s is the name of no feed", name)
	}
	return c.problems
}

type checker struct {
	problems []string
	ids      map[string]bool // of entries
}

func (c *checker) report(format string, values ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, values...))
}

// id checks the id of an entry, which no other has.
func (c *checker) id(s string) {
	if c.ids[s] {
		c.report("two entries have the id %q", s)
	}
	c.ids[s] = true
}

// address checks an absolute address.
func (c *checker) address(where, s string) {
	u, err := url.Parse(s)
	if err != nil || !u.IsAbs() || u.Opaque == "" && u.Host == "" || strings.ContainsAny(s, " \t\r\n<>\"{}|\\^`") {
		c.report("%s: %q is no absolute address", where, s)
	}
}

// rfc3339 is a date and time as RFC 4287, section 3.3, wants it: of RFC 3339,
// with letters that are capitals.
var rfc3339 = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$`)

func (c *checker) time(where, s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || !rfc3339.MatchString(s) {
		c.report("%s: %q is no time of RFC 3339", where, s)
	}
	return t
}

var language = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

func (c *checker) language(where, s string) {
	if !language.MatchString(s) {
		c.report("%s: %q is no language", where, s)
	}
}

// addressed are the attributes that hold an address.
var addressed = []string{"href", "src", "poster", "cite", "data", "action"}

// html checks the text of an entry: it has some, nothing in it runs, and its
// addresses are absolute.
func (c *checker) html(where, s string) {
	nodes, err := html.ParseFragment(strings.NewReader(s), nil)
	if err != nil {
		c.report("%s: %v", where, err)
	}
	var text strings.Builder
	for _, n := range nodes {
		for d := range n.Descendants() {
			switch d.Type {
			case html.TextNode:
				text.WriteString(d.Data)
			case html.ElementNode:
				c.element(where, d)
			}
		}
	}
	if strings.TrimSpace(text.String()) == "" {
		c.report("%s: there is no text", where)
	}
}

func (c *checker) element(where string, n *html.Node) {
	if slices.Contains([]string{"script", "style", "iframe", "object", "embed", "form", "base", "meta", "link"}, n.Data) {
		c.report("%s: <%s> has no place in a feed", where, n.Data)
	}
	for _, a := range n.Attr {
		switch {
		case slices.Contains(addressed, a.Key):
			c.address(where+": "+a.Key, a.Val)
		case a.Key == "srcset":
			for candidate := range strings.SplitSeq(a.Val, ",") {
				address, _, _ := strings.Cut(strings.TrimSpace(candidate), " ")
				c.address(where+": srcset", address)
			}
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.report("%s: the attribute %s has no place in a feed", where, a.Key)
		}
	}
}
