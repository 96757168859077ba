package doc

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"dateline/internal/diag"
)

// seeds adds the inputs of all golden cases that are not huge.
func seeds(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		input, err := goldenInput(txtar.Parse(data))
		if err != nil {
			f.Fatal(err)
		}
		if len(input) < 4000 {
			f.Add(input)
		}
	}
	f.Add(typicalEvent)
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		d, found := Parse(Source{Name: "a.md", Data: data})
		var out strings.Builder
		if k := d.Front.Kind(); k != Absent && k != Map {
			t.Errorf("the front matter is %v", k)
		}
		readTypical(&out, d.Front, &found)
		walkValues(t, d.Front, 0)
		_, more := d.Markdown(MarkdownOptions{})
		checkPlaces(t, data, append(found, more...))
	})
}

// walkValues follows all values, as a program that keeps unknown keys does.
func walkValues(t *testing.T, v Value, depth int) {
	if depth > 200 {
		t.Fatal("values without end")
	}
	for item := range v.Items() {
		walkValues(t, item, depth+1)
	}
	for _, value := range v.Pairs() {
		walkValues(t, value, depth+1)
	}
	_, _, _ = v.Text(), v.Pos(), v.Length()
}

// checkPlaces sees that every finding is inside the file, and says something.
func checkPlaces(t *testing.T, data []byte, found diag.List) {
	text := bytes.Split(bytes.TrimPrefix(data, byteOrderMark), []byte("\n"))
	for _, d := range found {
		if d.File != "a.md" || d.Code == "" || d.Message == "" || strings.HasSuffix(d.Message, ".") && !strings.HasSuffix(d.Message, "...") {
			t.Errorf("bad finding %+v", d)
		}
		if d.Line == 0 && d.Code == "file-large" {
			continue
		}
		if d.Line < 1 || d.Line > len(text) {
			t.Errorf("%+v is outside of the %d lines", d, len(text))
		} else if n := utf8.RuneCount(text[d.Line-1]); d.Column < 0 || d.Column > n+1 {
			t.Errorf("%+v is outside of the %d columns", d, n)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	seeds(f)
	f.Add([]byte("[a](javascript:x) <b onclick=x> ![a](data:x \"t\") [^fr] [^n]\n\n[^n]: x\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		data := append([]byte("---\ntitle: x\n---\n"), body...)
		d, found := Parse(Source{Name: "a.md", Data: data})
		start := time.Now()
		b, more := d.Markdown(MarkdownOptions{IDPrefix: "p-", Sources: map[string]int{"fr": 1, "a b": 2}})
		// A fuzzer's machine is slow and busy; what is quadratic shows anyway.
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%d bytes took %v", len(body), took)
		}
		checkPlaces(t, data, append(found, more...))
		checkHTML(t, b)
	})
}

// allowed are the elements that may come out, with their attributes.
var allowed = map[string][]string{
	"p": {"dir"}, "h2": {"id", "dir"}, "h3": {"id", "dir"}, "h4": {"id", "dir"}, "h5": {"id", "dir"}, "h6": {"id", "dir"},
	"a":   {"href", "title", "rel", "id", "role", "aria-label"},
	"img": {"src", "alt", "title", "loading", "decoding"}, "figure": {}, "figcaption": {},
	"em": {}, "strong": {}, "del": {}, "code": {"class"}, "pre": {"tabindex", "dir"}, "br": {}, "hr": {},
	"ul": {}, "ol": {"start", "type"}, "li": {"id", "dir"}, "blockquote": {}, "dl": {}, "dt": {"dir"}, "dd": {"dir"},
	"table": {}, "thead": {}, "tbody": {}, "tr": {},
	"th": {"scope", "class", "dir"}, "td": {"class", "dir"},
	"sup": {"class"}, "section": {"class", "role", "tabindex", "aria-label"},
	"input": {"type", "disabled", "checked", "aria-label"},
}

// checkHTML reads the HTML as a browser would and sees that nothing is in it
// but what this package writes, with balanced tags and ids that differ.
func checkHTML(t *testing.T, b Body) {
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(b.HTML))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v in %q", open, b.HTML)
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%q in %q", z.Raw(), b.HTML)
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("</%s> closes %v in %q", name, open, b.HTML)
			}
			open = open[:len(open)-1]
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			attributes, ok := allowed[token.Data]
			if !ok {
				t.Fatalf("<%s> in %q", token.Data, b.HTML)
			}
			for _, a := range token.Attr {
				if !slices.Contains(attributes, a.Key) {
					t.Errorf("%s=%q of <%s> in %q", a.Key, a.Val, token.Data, b.HTML)
				}
				switch a.Key {
				case "href", "src":
					checkAddress(t, a.Val)
				case "id":
					if ids[a.Val] || a.Val == "" || strings.ContainsAny(a.Val, " \t\n") {
						t.Errorf("id %q in %q", a.Val, b.HTML)
					}
					ids[a.Val] = true
				}
			}
			if token.Data == "a" && slices.Contains(open, "a") {
				t.Errorf("a link in a link: %q", b.HTML)
			}
			if !slices.Contains([]string{"img", "br", "hr", "input"}, token.Data) {
				open = append(open, token.Data)
			}
		}
	}
}

// checkAddress judges a rendered address as a browser does, which drops tabs
// and line ends, and takes a backslash for a slash.
func checkAddress(t *testing.T, s string) {
	if strings.HasPrefix(s, "//") || strings.ContainsAny(s, "\\\t\r\n\x00") {
		t.Errorf("address %q", s)
	}
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return
	}
	if !slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(scheme)) {
		t.Errorf("scheme of %q", s)
	}
	if u, err := url.Parse(s); err == nil && strings.HasPrefix(u.Scheme, "http") && u.Host == "" {
		t.Errorf("no host in %q", s)
	}
}

func FuzzEncodeScalar(f *testing.F) {
	for _, s := range []string{"Rome: the fall", "a", "", "null", "- x", "#", "a #b", "it's", `"q"`, "é", "a\nb", " a", "1984", "@x", "{a}", "a, b", "\u2028", "true", "*a", "[", "a\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 1000 || strings.ContainsFunc(s, func(r rune) bool {
			return isControl(r) || isBidi(r) || isNoncharacter(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff'
		}) {
			return
		}
		encoded := EncodeScalar(s)
		if strings.ContainsAny(encoded, "\n\r") {
			t.Fatalf("%q has a line break", encoded)
		}
		for _, text := range []string{"a: " + encoded, "a: [" + encoded + "]", "a:\n- " + encoded, "a: {b: " + encoded + "}"} {
			d, found := Parse(Source{Name: "a.md", Data: []byte("---\n" + text + "\n---\n")})
			if slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == "encoding-marks" || d.Code == "text-character" }) {
				return
			}
			if len(found) > 0 {
				t.Fatalf("%q: %v", text, found)
			}
			for _, v := range d.Front.Pairs() {
				for v.Kind() == List || v.Kind() == Map {
					for item := range v.Items() {
						v = item
					}
					for _, value := range v.Pairs() {
						v = value
					}
				}
				if v.Kind() != Scalar || v.Text() != s {
					t.Fatalf("%q reads as %v %q, not %q", text, v.Kind(), v.Text(), s)
				}
			}
		}
	})
}
