package site

import (
	"net/url"
	"regexp"
	"strings"
)

// basePath is what may stand between a host and the site: plain folders. The
// path goes before every address of every page, and is not worth the risk of
// anything that would have to be escaped there.
var basePath = regexp.MustCompile(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$`)

// baseHost is a host name, in any script, or an IP address, with or without a
// port.
var baseHost = regexp.MustCompile(`^([\p{L}\p{M}\p{N}.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?$`)

// CheckBaseURL checks the public address of a site and returns it without a
// slash at the end. Otherwise it says what is wrong and what to do.
func CheckBaseURL(address string) (cleaned, problem, hint string) {
	const example = "write an address such as https://example.org/timeline"
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return "", "the address is malformed", example
	case u.Scheme != "https" && u.Scheme != "http" || !baseHost.MatchString(u.Host) || u.Opaque != "":
		return "", "this is not the address of a web site", example
	case u.User != nil:
		return "", "the address holds a user name", "leave out what stands before the @"
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(address, "#"):
		return "", "a site has no query and no fragment", "leave out what begins with ? or #"
	case !basePath.MatchString(strings.TrimSuffix(u.EscapedPath(), "/")):
		return "", "the path may hold letters without marks, digits, and - . _ ~ in folders", example
	}
	return u.Scheme + "://" + u.Host + strings.TrimSuffix(u.EscapedPath(), "/"), "", ""
}
