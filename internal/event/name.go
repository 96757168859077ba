package event

import (
	"path"
	"strings"
	"unicode"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

// checkID checks the path that an event's address is made from. What the file
// system may do to a name (links, reserved names, case) is checked where files
// are read; this is about what becomes of it in an address.
func checkID(e *Event, found *diag.List) { CheckID(e.ID, e.Name, found) }

// CheckID reports what the id of an event or page cannot be.
func CheckID(id, name string, found *diag.List) {
	at := doc.Text{Pos: diag.Pos{File: name}}
	switch {
	case id == "" || strings.HasSuffix(id, "/"):
		report(found, at, diag.Error, "name-invalid", "the file has no name before "+extension, "name it after what it tells: "+slugExample+extension)
	case strings.HasPrefix(id, "/") || path.Clean(id) != id || id == ".." || strings.HasPrefix(id, "../"):
		report(found, at, diag.Error, "name-invalid", diag.Quote(id)+" leaves its folder, or is not the shortest path to it", "give the file a path without . and ..")
	case strings.ContainsFunc(id, func(r rune) bool { return r != ' ' && notInAddress(r) }):
		report(found, at, diag.Error, "name-invalid", diag.Quote(id)+" has a character that an address cannot have",
			"rename the file: "+diag.Quote(slugPath(id)+extension))
	case strings.ContainsFunc(id, unicode.IsSpace):
		report(found, at, diag.Warning, "name-space", "the spaces in "+diag.Quote(id)+" become %20 in its address",
			"rename the file: "+diag.Quote(slugPath(id)+extension))
	}
}

const slugExample = "2024-07-20-sales-prohibited"

// slugPath makes a slug of every element of a path.
func slugPath(id string) string {
	elements := strings.Split(id, "/")
	for i, element := range elements {
		elements[i] = Slug(element)
	}
	return strings.Join(elements, "/")
}
