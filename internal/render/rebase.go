package render

import (
	"bytes"
	"slices"
	"strings"
)

// Addresses inside a site begin with "/" in every view, template and text.
// Where the site is published is known here alone, when a page is finished:
// at the root of a host, where they are right as they are; below a path, which
// is put before them; or who knows where, in which case they are made relative
// to the page.

// rebase makes the addresses of a finished page right for where it is: at path
// in the site's folder.
func (r *Renderer) rebase(page []byte, path string) []byte {
	switch {
	case r.site.Relative && path != notFoundFile:
		root := rootFrom(path)
		return mapAddresses(page, func(dst, address []byte) []byte { return appendRelative(dst, root, path, address) })
	case r.base == "":
		return page
	}
	return mapAddresses(page, func(dst, address []byte) []byte { return append(append(dst, r.base...), address...) })
}

// notFoundFile is shown for addresses of any depth, so that what is relative
// would be right for one of them. It keeps the path of the site's address.
const notFoundFile = "404.html"

// rootFrom is the relative address of the site's root from a file: "./",
// "../../".
func rootFrom(path string) string {
	if up := strings.Count(path, "/"); up > 0 {
		return strings.Repeat("../", up)
	}
	return "./"
}

// appendRelative appends a root-relative address as seen from the page at path.
// A folder is written with its index.html, so that pages lead to each other
// where no server looks for it: in a folder on disk.
func appendRelative(dst []byte, root, path string, address []byte) []byte {
	target, rest := address, []byte(nil)
	if i := bytes.IndexAny(address, "?#"); i >= 0 {
		target, rest = address[:i], address[i:]
	}
	target = target[1:]
	index := len(target) == 0 || target[len(target)-1] == '/'
	if index && len(rest) > 1 && rest[0] == '#' && strings.TrimSuffix(path, "index.html") == string(target) {
		return append(dst, rest...) // a place on the page itself
	}
	dst = append(append(dst, root...), target...)
	if index {
		dst = append(dst, "index.html"...)
	}
	return append(dst, rest...)
}

// Attributes that hold one address; srcset has several, and the content of a
// refresh has one at its end.
var addressAttributes = []string{"href", "src", "poster", "action"}

const refresh = "0;url="

// mapAddresses returns a page in which every root-relative address is what
// appendTo appends for it. The addresses stand in attributes, whose quotes the
// text of a page cannot contain: html/template and the Markdown renderer both
// write a quote in text as a character reference.
func mapAddresses(page []byte, appendTo func(dst, address []byte) []byte) []byte {
	out := make([]byte, 0, len(page)+len(page)/8)
	for {
		before, rest, ok := bytes.Cut(page, []byte(`="`))
		out = append(out, before...)
		if !ok {
			return out
		}
		out = append(out, `="`...)
		value, after, ok := bytes.Cut(rest, []byte{'"'})
		name := before[bytes.LastIndexAny(before, " \n\t<>\"")+1:]
		switch {
		case !ok:
			return append(out, rest...)
		case string(name) == "srcset":
			for i, candidate := range bytes.Split(value, []byte(", ")) {
				if i > 0 {
					out = append(out, ", "...)
				}
				out = appendAddress(out, candidate, appendTo)
			}
		case string(name) == "content" && bytes.HasPrefix(value, []byte(refresh)):
			out = appendAddress(append(out, refresh...), value[len(refresh):], appendTo)
		case slices.Contains(addressAttributes, string(name)):
			out = appendAddress(out, value, appendTo)
		default:
			out = append(out, value...)
		}
		out = append(out, '"')
		page = after
	}
}

// appendAddress appends an address, mapped if it is root-relative.
func appendAddress(dst, address []byte, appendTo func(dst, address []byte) []byte) []byte {
	if len(address) == 0 || address[0] != '/' || len(address) > 1 && address[1] == '/' {
		return append(dst, address...)
	}
	return appendTo(dst, address)
}
