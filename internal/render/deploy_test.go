package render_test

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/tree"
)

// published returns a project's files that are text, by path, and the paths of
// all.
func published(t *testing.T, content string, change func(*build.Input)) (text map[string]string, paths map[string]bool) {
	t.Helper()
	in, err := build.Project{Content: content, Templates: "none", Static: "none", Theme: dateline.Theme}.Load()
	if err != nil {
		t.Fatal(err)
	}
	change(&in)
	return filesOf(t, in)
}

func filesOf(t *testing.T, in build.Input) (text map[string]string, paths map[string]bool) {
	t.Helper()
	var p build.Pipeline
	plan := p.Run(in).Plan
	text, paths = map[string]string{}, map[string]bool{}
	for at := range plan.Paths() {
		paths[at] = true
		if slices.Contains([]string{".jpg", ".png", ".gif", ".webm", ".wav", ".mp3"}, path.Ext(at)) {
			continue
		}
		if _, _, err := plan.Render(at, func(o tree.Output) error {
			text[at] = string(o.Data)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return text, paths
}

// Wherever a site is published, every address in every file leads to a file of
// the site, and to a place in it.
func TestAddresses(t *testing.T) {
	const site = "https://timeline.example"
	for _, content := range []string{"../../content", "../../e2e/sites/full/content", "../../e2e/sites/pictures/content"} {
		for _, where := range []struct {
			name, base string
			relative   bool
		}{{"below a path", "/deep/timeline", false}, {"anywhere", "", true}} {
			t.Run(content+" "+where.name, func(t *testing.T) {
				text, paths := published(t, content, func(in *build.Input) {
					in.BaseURL, in.Relative = site+where.base, where.relative
				})
				c := crawl{t: t, text: text, paths: paths, base: site + where.base + "/", relative: where.relative, ids: map[string]map[string]bool{}}
				for at := range text {
					c.file(at)
				}
				if c.checked < 200 {
					t.Errorf("%d addresses: too few to be all", c.checked)
				}
			})
		}
	}
}

// crawl checks the addresses of a site.
type crawl struct {
	t        *testing.T
	text     map[string]string
	paths    map[string]bool
	base     string // absolute address of the site, with a slash
	relative bool
	ids      map[string]map[string]bool // by path of a page
	checked  int
}

var (
	styleAddress = regexp.MustCompile(`url\((?:"([^"]*)"|'([^']*)'|([^"')]*))\)`)
	scriptImport = regexp.MustCompile(`(?:from|import)\s*\(?["'](\.[^"']+)["']`)
	cardAddress  = regexp.MustCompile(` (?:href|src)=\\"([^"\\]*)\\"`)
)

func (c *crawl) file(at string) {
	text := c.text[at]
	switch {
	case strings.HasSuffix(at, ".html"):
		c.page(at, text)
	case strings.HasSuffix(at, ".css"):
		for _, m := range styleAddress.FindAllStringSubmatch(text, -1) {
			c.address(at, m[1]+m[2]+m[3])
		}
	case strings.HasSuffix(at, ".js"):
		for _, m := range scriptImport.FindAllStringSubmatch(text, -1) {
			c.address(at, m[1])
		}
	case strings.HasPrefix(at, "search/cards-"): // as find.js has it in a page: see static/data.js
		for _, m := range cardAddress.FindAllStringSubmatch(text, -1) {
			c.address("index.html", m[1])
		}
	}
	// Absolute addresses, in whatever kind of file. Lines of a calendar are
	// folded (RFC 5545, section 3.1), and markup to copy is in a page as text.
	whole := html.UnescapeString(html.UnescapeString(strings.ReplaceAll(text, "\r\n ", "")))
	for _, m := range regexp.MustCompile(regexp.QuoteMeta(strings.TrimSuffix(c.base, "/"))+`[^\s"'<>(){},\\;]*`).FindAllString(whole, -1) {
		if m != strings.TrimSuffix(c.base, "/") {
			c.address(at, m)
		}
	}
}

// addressed are the attributes that hold an address; those that are not here
// hold none that begins with a slash.
var addressed = map[string]bool{"href": true, "src": true, "poster": true, "action": true, "data": true, "cite": true}

func (c *crawl) page(at, text string) {
	for z := html.NewTokenizer(strings.NewReader(text)); z.Next() != html.ErrorToken; {
		for _, a := range z.Token().Attr {
			switch refresh, isRefresh := strings.CutPrefix(a.Val, "0;url="); {
			case a.Key == "srcset":
				for candidate := range strings.SplitSeq(a.Val, ", ") {
					address, _, _ := strings.Cut(candidate, " ")
					c.address(at, address)
				}
			case isRefresh:
				c.address(at, refresh)
			case addressed[a.Key]:
				c.address(at, a.Val)
			case a.Key == "aria-keyshortcuts": // the key /
			case strings.HasPrefix(a.Val, "/") || strings.Contains(a.Val, `"/`):
				c.t.Errorf("%s: %s=%q is not known to be an address", at, a.Key, a.Val)
			}
		}
	}
}

// address checks one address in a file.
func (c *crawl) address(at, address string) {
	if c.relative && strings.HasPrefix(address, "/") && at != "404.html" {
		c.t.Errorf("%s: %s is not relative", at, address)
		return
	}
	from, err := url.Parse(c.base + (&url.URL{Path: at}).EscapedPath())
	if err != nil {
		c.t.Fatal(err)
	}
	to, err := from.Parse(address)
	if err != nil {
		c.t.Errorf("%s: %v", at, err)
		return
	}
	base, _ := url.Parse(c.base)
	if to.Host != base.Host || to.Scheme != base.Scheme {
		return // another site, or mailto: and the like
	}
	c.checked++
	target, inside := strings.CutPrefix(to.Path, base.Path)
	if target == "" || strings.HasSuffix(target, "/") {
		target += "index.html"
	}
	switch {
	case !inside:
		c.t.Errorf("%s: %s leads out of the site, to %s", at, address, to)
	case !c.paths[target]:
		c.t.Errorf("%s: %s leads to %s, which is not there", at, address, target)
	case to.Fragment != "" && strings.HasSuffix(target, ".html") && !c.hasID(target, to.Fragment):
		c.t.Errorf("%s: %s: there is no such place", at, address)
	}
}

var idPattern = regexp.MustCompile(` id="([^"]*)"`)

func (c *crawl) hasID(target, id string) bool {
	if c.ids[target] == nil {
		c.ids[target] = map[string]bool{}
		for _, m := range idPattern.FindAllStringSubmatch(c.text[target], -1) {
			c.ids[target][html.UnescapeString(m[1])] = true
		}
	}
	return c.ids[target][id]
}

// A rule of _headers, as the hosts read it.
type hostRule struct {
	pattern *regexp.Regexp
	names   []string
	values  map[string]string
}

// parseHeaders reads _headers as Cloudflare Pages does, whose reader is
// stricter than Netlify's.
func parseHeaders(t *testing.T, text string) []hostRule {
	t.Helper()
	var rules []hostRule
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > 2000 {
			t.Errorf("a line of %d characters is left out", len(line))
		}
		line = strings.TrimSpace(line)
		name, value, isHeader := strings.Cut(line, ":")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '/':
			if strings.Count(line, "*") > 1 {
				t.Errorf("%s: a rule may have one *", line)
			}
			pattern := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*")
			rules = append(rules, hostRule{pattern: regexp.MustCompile("^" + pattern + "$"), values: map[string]string{}})
		case !isHeader || len(rules) == 0:
			t.Errorf("cannot read %q", line)
		default:
			last := &rules[len(rules)-1]
			last.names = append(last.names, name)
			last.values[name] = strings.TrimSpace(value)
		}
	}
	if len(rules) > 100 {
		t.Errorf("%d rules: Cloudflare reads 100", len(rules))
	}
	return rules
}

// headersOf returns the values that rules give for an address, by header.
func headersOf(rules []hostRule, address string) map[string][]string {
	out := map[string][]string{}
	for _, rule := range rules {
		if rule.pattern.MatchString(address) {
			for _, name := range rule.names {
				out[name] = append(out[name], rule.values[name])
			}
		}
	}
	return out
}

// browserPath is an address as browsers send it.
func browserPath(address string) string { return (&url.URL{Path: address}).EscapedPath() }

// Whatever a host makes of two rules for one address, what it sends is right.
func TestHeaders(t *testing.T) {
	for _, base := range []string{"", "/deep/timeline"} {
		content := map[string]string{
			"index.md":      "---\ntitle: A\nembeds: [player.vimeo.com]\n---\n",
			"events/a.md":   "---\ntitle: A\ndate: 2024\n---\n",
			"events/b.md":   "---\ntitle: B\ndate: 2024\n---\n",
			"events/my.csv": "a,b\n",
		}
		static := map[string]string{
			"embed/index.html": "", "embed/dateline.js": "import './b.js';", "embed/b.js": "import './dateline.js';",
			"feed.atom": "", "kinds/a/feed.rss": "", "feed.json": "", "kinds/a/calendar.ics": "", "events.schema.json": "", "oembed.json": "",
			"pictures/a-1.jpg": "", "cards/a.png": "", "my style.css": "a{}", "größe.svg": "<svg/>",
		}
		text, paths := filesOf(t, build.Input{
			Content: tree.Of("content", content), Templates: themeOf(t, "templates"),
			Static: tree.Overlay(themeOf(t, "static"), tree.Of("static", static)), Root: "content", BaseURL: "https://a.example" + base,
		})
		rules := parseHeaders(t, text["_headers"])

		hashed := regexp.MustCompile(`\.[0-9a-f]{10}\.(css|js|svg|xsl)$|^(pictures|cards)/`)
		for at := range paths {
			headers := headersOf(rules, browserPath(base+"/"+at))
			for name, values := range headers {
				if len(values) > 1 && name != "Content-Security-Policy" {
					t.Errorf("%s: %s has %d values", at, name, len(values))
				}
			}
			policies := headers["Content-Security-Policy"]
			if framed := strings.HasPrefix(at, "embed/"); len(policies) == 0 || framed != (len(policies) == 2) {
				t.Errorf("%s: %d policies", at, len(policies))
			} else if framed && policies[1] != policies[0]+"; frame-ancestors *" {
				t.Errorf("%s: the policies are %q", at, policies)
			} else if !strings.HasSuffix(policies[0], "; frame-src https://player.vimeo.com") || strings.Contains(policies[0], "frame-ancestors") {
				t.Errorf("%s: the policy is %q", at, policies[0])
			}
			for _, name := range []string{"X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security", "Permissions-Policy", "Cross-Origin-Opener-Policy"} {
				if len(headers[name]) != 1 {
					t.Errorf("%s: no %s", at, name)
				}
			}
			if got, want := fmt.Sprint(headers["Cache-Control"]), fmt.Sprint([]string{"public, max-age=31536000, immutable"}); (got == want) != hashed.MatchString(at) {
				t.Errorf("%s: Cache-Control is %s", at, got)
			}
		}
		for at, want := range map[string]string{
			"feed.atom": "application/xml; charset=utf-8 *", "tags/x/feed.atom": "application/xml; charset=utf-8 *",
			"feed.json": "application/feed+json; charset=utf-8 *", "tags/x/calendar.ics": "text/calendar; charset=utf-8 *", "events/my.csv": "text/csv; charset=utf-8 *",
			"events.schema.json": "application/schema+json; charset=utf-8 *", "oembed.json": " *", "index.html": " ", "style.css": " ", "search/facets.json": " ",
		} {
			headers := headersOf(rules, base+"/"+at)
			if got := strings.Join(headers["Content-Type"], "|") + " " + strings.Join(headers["Access-Control-Allow-Origin"], "|"); got != want {
				t.Errorf("%s: got %q, want %q", at, got, want)
			}
		}
	}
}

// An old address leads to the new one on every host, whatever it is written in.
func TestRedirects(t *testing.T) {
	text, _ := filesOf(t, build.Input{
		Content: tree.Of("content", map[string]string{
			"index.md":    "---\ntitle: A\n---\n",
			"events/ä.md": "---\ntitle: A\ndate: 2024\naliases: [/old/, /it's-(old)/größe.html]\n---\n",
		}),
		Templates: themeOf(t, "templates"), Static: themeOf(t, "static"), Root: "content", BaseURL: "https://a.example/deep",
	})
	var got []string
	for line := range strings.Lines(text["_redirects"]) {
		if !strings.HasPrefix(line, "#") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	want := []string{
		"/deep/it's-(old)/gr%C3%B6%C3%9Fe.html /deep/events/%C3%A4/ 301!", "/deep/it's-(old)/gr%C3%B6%C3%9Fe.html /deep/events/%C3%A4/ 301",
		"/deep/old/ /deep/events/%C3%A4/ 301!", "/deep/old/ /deep/events/%C3%A4/ 301",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// A site with more scripts than hosts read rules, and more players than fit
// into a line, has a file that they can read.
func TestHeadersLimits(t *testing.T) {
	static := map[string]string{}
	for i := range 150 {
		static[fmt.Sprintf("part-%d.js", i)] = fmt.Sprint("let a = ", i)
	}
	var hosts []string
	for i := range 20 {
		hosts = append(hosts, fmt.Sprintf("%s%d.example", strings.Repeat("player.", 20), i))
	}
	text, _ := filesOf(t, build.Input{
		Content: tree.Of("content", map[string]string{
			"index.md":    "---\ntitle: A\nembeds: [" + strings.Join(hosts, ", ") + "]\n---\n",
			"events/a.md": "---\ntitle: A\ndate: 2024\n---\n",
		}),
		Templates: themeOf(t, "templates"), Static: tree.Overlay(themeOf(t, "static"), tree.Of("static", static)), Root: "content",
	})
	rules := parseHeaders(t, text["_headers"])
	if len(rules) != 100 {
		t.Errorf("%d rules, want 100", len(rules))
	}
	if got := rules[0].values["Content-Security-Policy"]; !strings.HasSuffix(got, "; frame-src https:") {
		t.Errorf("the policy is %s", got)
	}
}

// What an author keeps in static/ takes the place of what would be written.
func TestOwnHostFiles(t *testing.T) {
	static := tree.Of("static", map[string]string{"_headers": "/*\n  A: b\n"})
	text, _ := filesOf(t, build.Input{
		Content:   tree.Of("content", map[string]string{"index.md": "---\ntitle: A\n---\n", "events/a.md": "---\ntitle: A\ndate: 2024\n---\n"}),
		Templates: themeOf(t, "templates"), Static: tree.Overlay(themeOf(t, "static"), static), Root: "content",
	})
	if got := text["_headers"]; strings.Contains(got, "Content-Security-Policy") {
		t.Errorf("_headers is %q", got)
	}
	if _, ok := text["_redirects"]; ok {
		t.Error("there is _redirects without a redirect")
	}
}

// What the documentation has for other servers says what _headers says.
func TestServerFiles(t *testing.T) {
	text, _ := filesOf(t, build.Input{
		Content: tree.Of("content", map[string]string{
			"index.md": "---\ntitle: A\n---\n", "events/a.md": "---\ntitle: A\ndate: 2024\n---\n",
		}),
		Templates: themeOf(t, "templates"), Root: "content",
		Static: tree.Overlay(themeOf(t, "static"), tree.Of("static", map[string]string{
			"embed/index.html": "", "feed.atom": "", "feed.rss": "", "feed.json": "", "calendar.ics": "", "events.csv": "", "events.schema.json": "",
		})),
	})
	for _, name := range []string{"nginx.conf", "Caddyfile"} {
		data, err := os.ReadFile("../../docs/deploy/" + name)
		if err != nil {
			t.Fatal(err)
		}
		file := strings.Join(strings.Fields(string(data)), " ")
		has := func(part string) {
			t.Helper()
			if !strings.Contains(file, part) {
				t.Errorf("%s does not have %s", name, part)
			}
		}
		for _, rule := range parseHeaders(t, text["_headers"]) {
			for header, value := range rule.values {
				switch header {
				case "Content-Security-Policy":
					has(`"` + strings.TrimSuffix(value, "; frame-ancestors *") + `; frame-ancestors 'self'"`)
					has(`"` + strings.TrimSuffix(value, "; frame-ancestors *") + `; frame-ancestors *"`)
				case "Content-Type":
					mediaType, _, _ := strings.Cut(value, ";")
					has(mediaType)
				case "Access-Control-Allow-Origin":
					has(header)
				case "X-Frame-Options": // the policy says it
				default:
					has(header)
					has(`"` + value + `"`)
				}
			}
		}
	}
}
