package render

import (
	"fmt"
	"strings"

	"dateline/internal/tree"
)

// Static hosts read two files: _headers says what to send with a file,
// _redirects where an old address leads. Netlify and Cloudflare Pages have the
// same format, and differ in what they make of it:
//
//   - Where two rules are for one address and set the same header, Cloudflare
//     sends both values with a comma between, and Netlify one of them. So no
//     address has a header from two rules. The exception is the
//     Content-Security-Policy of what can be framed: of two policies both hold
//     (CSP level 3, section 8.1), and the second is the first and more.
//   - Cloudflare reads 100 rules, with one * in each, 2,000 redirects, and
//     lines of 2,000 characters; Netlify has no such limits.
//   - Cloudflare compares a rule with the address as browsers send it, and so
//     do the rules here write it: see hostPath.
//   - Netlify sends the file at an address where there is one, unless the
//     status of the redirect has a !, which Cloudflare does not know.

const (
	headersFile   = "_headers"
	redirectsFile = "_redirects"

	maxHostRules = 100
	maxHostLine  = 2000
)

// pagePolicy is what pages may do: nothing but load the site's own files. No
// page has a script or a style in it that would need a hash; data for search
// engines (application/ld+json) is not run and needs none.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"

// forEver is for files whose names are hashes of what is in them. All others
// are asked for again each time, which hosts do of themselves.
const forEver = "public, max-age=31536000, immutable"

// header is one that a host sends.
type header struct{ name, value string }

// hostRule gives headers to the addresses between a beginning and an end; a
// rule without an end is for one address.
type hostRule struct {
	begin, end string // "/*.ics" is "/", "*.ics"
	headers    []header
}

func (h hostRule) covers(path string) bool {
	end, many := strings.CutPrefix(h.end, "*")
	if !many {
		return "/"+path == h.begin
	}
	return len(path)+1 >= len(h.begin)+len(end) && strings.HasPrefix("/"+path, h.begin) && strings.HasSuffix(path, end)
}

// planDeploy plans what static hosts read. An author's own file in static/
// takes the place of either.
func (r *Renderer) planDeploy(p *Plan) {
	if _, own := p.pages[headersFile]; !own {
		p.add(tree.Output{Path: headersFile, Data: r.headersFor(p)})
	}
	if _, own := p.pages[redirectsFile]; !own && len(r.site.Redirects) > 0 {
		p.add(tree.Output{Path: redirectsFile, Data: r.redirects()})
	}
}

// anyone lets scripts of other sites read what is public anyway: feeds,
// calendars, data. Without it they could be fetched by servers alone. It is
// safe because nothing here depends on who asks.
var anyone = header{"Access-Control-Allow-Origin", "*"}

// hostRules are the rules of any site, those that have files for them.
func (r *Renderer) hostRules(p *Plan) []hostRule {
	framed := r.policy() + "; frame-ancestors *"
	rules := []hostRule{
		{"/", "*", []header{
			{"Content-Security-Policy", r.policy()},
			{"Cross-Origin-Opener-Policy", "same-origin"},
			{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
			{"Referrer-Policy", "strict-origin-when-cross-origin"},
			{"Strict-Transport-Security", "max-age=31536000"},
			{"X-Content-Type-Options", "nosniff"},
			{"X-Frame-Options", "SAMEORIGIN"},
		}},
		{"/embed/", "*", []header{{"Content-Security-Policy", framed}, anyone}},
		// As application/atom+xml and application/rss+xml Chromium shows the bare
		// source. Feed readers take either.
		{"/", "*.atom", []header{{"Content-Type", "application/xml; charset=utf-8"}, anyone}},
		{"/", "*.rss", []header{{"Content-Type", "application/xml; charset=utf-8"}, anyone}},
		{"/", "*.xsl", []header{{"Content-Type", "application/xslt+xml; charset=utf-8"}}},
		{"/", "*feed.json", []header{{"Content-Type", "application/feed+json; charset=utf-8"}, anyone}},
		{"/", "*.ics", []header{{"Content-Type", "text/calendar; charset=utf-8"}, anyone}},
		{"/", "*.csv", []header{{"Content-Type", "text/csv; charset=utf-8"}, anyone}},
		{"/", "*.schema.json", []header{{"Content-Type", "application/schema+json; charset=utf-8"}, anyone}},
		{"/events.json", "", []header{anyone}},
		{"/timelinejs.json", "", []header{anyone}},
		{"/oembed.json", "", []header{anyone}},
		{"/events/", "*/index.json", []header{anyone}},
		{"/pictures/", "*", []header{{"Cache-Control", forEver}}},
		{"/cards/", "*", []header{{"Cache-Control", forEver}}},
	}
	used := make([]bool, len(rules))
	for path := range p.pages {
		for i, rule := range rules {
			used[i] = used[i] || rule.covers(path)
		}
	}
	var out []hostRule
	for i, rule := range rules {
		if used[i] {
			out = append(out, rule)
		}
	}
	return out
}

// headersFor returns _headers. Files that are named by their content have a
// rule each, so that what is not there is not kept for ever as missing, and a
// script that has to keep its name is asked for again. Those beyond the limit
// have none, and are asked for again too.
func (r *Renderer) headersFor(p *Plan) []byte {
	var b strings.Builder
	b.WriteString("# What to send with the files of this site, for Netlify and Cloudflare Pages.\n" +
		"# X-Frame-Options gives way to a policy with frame-ancestors, which /embed/ alone has:\n" +
		"# hosts that join the values of two rules and hosts that choose one do the same.\n")
	rules := r.hostRules(p)
	for _, o := range r.theme.files {
		if r.theme.hashed[o.Path] && len(rules) < maxHostRules {
			rules = append(rules, hostRule{begin: "/" + o.Path, headers: []header{{"Cache-Control", forEver}}})
		}
	}
	for _, rule := range rules {
		fmt.Fprintf(&b, "\n%s\n", hostPath(r.base+rule.begin+rule.end))
		for _, h := range rule.headers {
			fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
		}
	}
	return []byte(b.String())
}

// policy is the Content-Security-Policy of pages, with leave for the players
// that the site opts in to. Where these are more than fit into a line, any
// secure host has leave: pages show the players of the chosen ones all the
// same.
func (r *Renderer) policy() string {
	frames := r.site.FrameSources()
	const room = maxHostLine - len(pagePolicy) - 100
	switch {
	case frames == "":
		return pagePolicy
	case len(frames) > room:
		frames = "frame-src https:"
	}
	return pagePolicy + "; " + frames
}

// redirects returns _redirects: an old address, what is there now, and that it
// is so for good. Pages that lead on stay at the old addresses, for hosts that
// do not read the file, and for what is beyond the limit of one that does.
func (r *Renderer) redirects() []byte {
	var b strings.Builder
	b.WriteString("# Netlify needs the !, or it sends the page that leads on without this file. Cloudflare\n" +
		"# does not know it, says so, and reads the line after it.\n")
	for _, old := range r.site.Redirects {
		line := hostPath(r.base+old.From) + " " + hostPath(r.base+old.To) + " 301"
		if len(line) < maxHostLine {
			fmt.Fprintf(&b, "%s!\n%s\n", line, line)
		}
	}
	return []byte(b.String())
}

// hostPath writes an address, or a rule for some, as browsers send it (URL
// Standard, path percent-encode set): letters that are not ASCII are bytes of
// UTF-8.
func hostPath(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c > '~' || strings.IndexByte(`"#%<>?^{}`+"`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
