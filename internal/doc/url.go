package doc

import (
	"net/url"
	"strings"
)

// allowedOnly is said of every scheme that is not on the list.
const allowedOnly = "only http, https, mailto and tel links are allowed"

// CheckURL is the one rule for addresses in texts and front matter. It takes
// absolute http and https URLs, mailto and tel, relative references and bare
// fragments; a list of what is allowed, because lists of what is not have
// holes: javascript:, search-ms: and feed:javascript: are three of many. It
// returns the address, trimmed, or what is wrong with it and what to do.
func CheckURL(raw string) (cleaned, problem, hint string) {
	s := strings.TrimSpace(raw)
	switch {
	case s == "":
		return "", "the address is empty", "write the address, or leave the link out"
	case strings.ContainsFunc(s, isControlOrBreak):
		return "", "the address holds a control character", "delete it"
	case strings.ContainsRune(s, '\\'):
		return "", "the address holds a backslash, which browsers take for a slash", "write / instead"
	case strings.HasPrefix(s, "//"):
		return "", "the address has no scheme", "add https: before the //"
	}
	end := strings.IndexAny(s, ":/?#")
	if end < 0 || s[end] != ':' {
		problem, hint := checkPath(s)
		if problem != "" {
			return "", problem, hint
		}
		return s, "", ""
	}
	switch scheme := strings.ToLower(s[:end]); scheme {
	case "http", "https":
		return checkWeb(s, scheme)
	case "mailto", "tel":
		if len(s) == end+1 {
			return "", "the address ends after " + scheme + ":", "write what comes after it, or leave the link out"
		}
		return s, "", ""
	}
	hint = "delete it, or link to an https page"
	if strings.ContainsAny(s[:end], ". ") {
		hint = "for a file of that name write ./ before it"
	}
	return "", allowedOnly, hint
}

// checkPath looks at the escapes of a relative reference.
func checkPath(s string) (problem, hint string) {
	if end := strings.IndexAny(s, "?#"); end >= 0 {
		s = s[:end]
	}
	if !strings.Contains(s, "%") {
		return "", ""
	}
	decoded, err := url.PathUnescape(s)
	switch {
	case err != nil:
		return "a % in the address begins no escape", "give the file a name of letters, digits and hyphens"
	case strings.ContainsFunc(decoded, isControlOrBreak):
		return "the address holds an escaped control character", "delete it"
	case strings.Contains(decoded, "\\"):
		return "the address holds an escaped backslash, which browsers take for a slash", "write / instead"
	}
	return "", ""
}

// checkWeb looks at an http or https URL.
func checkWeb(s, scheme string) (cleaned, problem, hint string) {
	if !strings.HasPrefix(s[len(scheme):], "://") {
		return "", "// is missing after " + scheme + ":", "write " + scheme + "://…"
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "", "the address is malformed", "copy it again from the browser"
	case u.Hostname() == "":
		return "", "the address names no host", "copy it again from the browser"
	case u.User != nil:
		return "", "the address holds a user name", "readers take what stands before the @ for the host; leave it out"
	case strings.ContainsAny(u.Host, " <>\""):
		return "", "the address is malformed", "copy it again from the browser"
	}
	return s, "", ""
}

// isControlOrBreak reports whether r is a character that browsers drop from
// addresses or take for space.
func isControlOrBreak(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 || r == '\u2028' || r == '\u2029'
}
