package doc

import (
	"strings"
	"testing"
)

func TestCheckURL(t *testing.T) {
	for _, s := range []string{
		"https://example.org", "http://example.org/a?b=c:d#e", "HTTPS://EXAMPLE.ORG/", "mailto:a@example.org", "tel:+1",
		"a.md", "../a/b.md#c", "/about/", "#why", "?a=b:c", "./a:b", "a b.md", "https://bücher.example/ü", "https://[::1]:80/",
	} {
		if cleaned, problem, _ := CheckURL(" " + s + " "); problem != "" || cleaned != s {
			t.Errorf("%q: %q, %s", s, cleaned, problem)
		}
	}
	for _, s := range []string{
		"", " ", "javascript:alert(1)", "JAVASCRIPT:x", "java\nscript:x", "java\tscript:x", "\x01javascript:x", "data:x", "file:///x",
		"search-ms:x", "feed:javascript:x", "blob:https://x", "view-source:x", "vbscript:x", "ftp://x", "about:blank", "x:y",
		"//evil.example", `/\evil.example`, `\\evil.example`, `https:\\evil.example`, "https:evil.example", "https://", "https:///x",
		"https://a@b.example/", "https://a b.example/", "https://a.example:port/", "https://a.example/%zz", "mailto:", "ｊavascript:x",
	} {
		if cleaned, problem, _ := CheckURL(s); problem == "" || cleaned != "" {
			t.Errorf("%q is allowed", s)
		}
	}
}

func TestEncodeScalar(t *testing.T) {
	for s, want := range map[string]string{
		"Rome":          "Rome",
		"2024-06-20":    "2024-06-20",
		"1984":          "1984",
		"it's":          "it's",
		"Rome: fall":    `"Rome: fall"`,
		`He: "no"`:      `'He: "no"'`,
		"a, b":          `"a, b"`,
		"null":          `"null"`,
		"no":            `"no"`,
		"":              `""`,
		"# x":           `"# x"`,
		"a\nb":          `"a\nb"`,
		"- x":           `"- x"`,
		"Washington DC": "Washington DC",
	} {
		if got := EncodeScalar(s); got != want {
			t.Errorf("EncodeScalar(%q) = %s, not %s", s, got, want)
		}
	}
}

func TestCutAtWord(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"one two", 7, "one two"},
		{"one two three", 10, "one two…"},
		{"one two, three", 10, "one two…"},
		{"one two three", 8, "one two…"},
		{"ööö äää üüü", 7, "ööö…"},
		{"aaaaaaaaaaaaaa", 5, "aaaa…"},
		{"一二三四五六", 4, "一二三…"},
	} {
		if got := cutAtWord(c.s, c.n); got != c.want {
			t.Errorf("cutAtWord(%q, %d) = %q, not %q", c.s, c.n, got, c.want)
		}
	}
}

func TestLink(t *testing.T) {
	d, _ := Parse(Source{Name: "a.md", Data: []byte("---\ntitle: x\n---\n[a](b.md#c) ![d](e.png) [f](https://g.example) [h](#i)\n")})
	body, _ := d.Markdown(MarkdownOptions{Link: func(s string) string { return "/events/" + s }})
	for _, want := range []string{`href="/events/b.md#c"`, `src="/events/e.png"`, `href="https://g.example"`, `href="#i"`} {
		if !strings.Contains(body.HTML, want) {
			t.Errorf("no %s in %s", want, body.HTML)
		}
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{1: "a", 26: "z", 27: "aa", 52: "az", 53: "ba", 702: "zz", 703: "aaa"} {
		if got := letters(n); got != want {
			t.Errorf("letters(%d) = %q, not %q", n, got, want)
		}
	}
}
