package event

import (
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// The folders below the content folder whose Markdown files become pages, and
// the file that is the home page.
const (
	eventsFolder = "events/"
	pagesFolder  = "pages/"
	indexFile    = "index.md"
	extension    = ".md"
)

// Address returns the root-relative address of the page that is made from the
// Markdown file at path, which is relative to the content folder: "/events/a/"
// for "events/a.md", "/about/" for "pages/about.md", "/" for "index.md". It is
// "" for a file that becomes no page.
//
// Addresses are not percent-encoded, as ids are not: html/template and
// goldmark encode where they print. They are in NFC, in whatever form a system
// keeps the names of its files.
func Address(path string) string {
	name, isMarkdown := strings.CutSuffix(norm.NFC.String(path), extension)
	switch {
	case path == indexFile:
		return "/"
	case !isMarkdown:
		return ""
	}
	if id, ok := strings.CutPrefix(name, eventsFolder); ok && id != "" {
		return "/events/" + id + "/"
	}
	if id, ok := strings.CutPrefix(name, pagesFolder); ok && id != "" {
		return "/" + id + "/"
	}
	return ""
}

// LinkFrom returns the function that turns what is written in the file at from
// into a root-relative URL, for [doc.MarkdownOptions.Link]. It knows no file
// but that one, so that a file's HTML depends on the file alone.
//
//	other.md#why     /events/other/#other--why   headings carry their text's prefix
//	/events/other/#why  the same
//	../pages/about.md   /about/
//	seal.jpg         /events/seal.jpg           media keep their path
//	/tags/sanctions/    the same
//	../../secret.png    the same: it leaves the site, which the site reports
func LinkFrom(from string) func(destination string) string {
	folder := path.Dir(from)
	return func(destination string) string {
		file, rest := destination, ""
		if i := strings.IndexAny(destination, "?#"); i >= 0 {
			file, rest = destination[:i], destination[i:]
		}
		name, ok := decodePath(file)
		if name == "" || strings.HasPrefix(name, "//") {
			return destination
		}
		if !ok {
			// No file has such a name; the site says so of what it finds here.
			if strings.HasPrefix(file, "/") {
				return destination
			}
			return "/" + path.Join(folder, file) + rest
		}
		target := strings.TrimPrefix(path.Clean(name), "/")
		if !strings.HasPrefix(name, "/") {
			target = path.Join(folder, name)
		}
		if target == ".." || strings.HasPrefix(target, "../") {
			return destination
		}
		if address := Address(target); address != "" {
			return address + prefixFragment(target, rest)
		}
		if strings.HasPrefix(name, "/") {
			if strings.HasPrefix(target, eventsFolder) && strings.HasSuffix(name, "/") {
				rest = prefixFragment(target, rest)
			}
			return name + rest
		}
		if target == "." {
			return "/" + rest
		}
		if strings.HasSuffix(name, "/") {
			target += "/"
		}
		return "/" + target + rest
	}
}

// decodePath undoes percent-encoding, and brings what it gives to NFC. It
// reports false when the result would no longer be a path: with a control
// character, or with one of the characters that mean something else in a URL.
func decodePath(s string) (string, bool) {
	decoded, err := url.PathUnescape(s)
	if err != nil {
		return s, false
	}
	bad := func(r rune) bool { return r < ' ' || r == 0x7F || strings.ContainsRune(`%?#\`, r) }
	return norm.NFC.String(decoded), strings.IndexFunc(decoded, bad) < 0
}

// prefixFragment turns "#why" into "#other--why" when the target is a text of
// the site.
func prefixFragment(target, rest string) string {
	query, fragment, found := strings.Cut(rest, "#")
	if !found || fragment == "" {
		return rest
	}
	prefix := TextPrefix
	if id, ok := strings.CutPrefix(strings.TrimSuffix(target, extension), eventsFolder); ok {
		prefix = IDPrefix(id)
	}
	return query + "#" + prefix + strings.TrimPrefix(fragment, prefix) // it may be copied from a browser
}
