package event

import (
	"path"
	"strings"
	"unicode"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/filename"
)

// ReadAliases reads the addresses that lead to an event or page.
func ReadAliases(f *doc.Fields, places *Places, found *diag.List) []string {
	var aliases []string
	for _, t := range f.Texts("aliases", maxURL, maxAliases) {
		if problem, hint := checkAlias(t.S); problem != "" {
			report(found, t, diag.Error, "alias-invalid", "alias "+diag.Quote(t.S)+" "+problem, hint)
			continue
		}
		places.Add("aliases", len(aliases), t)
		aliases = append(aliases, asFolder(t.S))
	}
	return aliases
}

// asFolder ends an address in a slash, unless its last part has an extension:
// hosts serve /old as the page in the folder, and a file of that name as a
// download.
func asFolder(address string) string {
	if strings.HasSuffix(address, "/") || path.Ext(address) != "" {
		return address
	}
	return address + "/"
}

// checkAlias says what is wrong with an address to redirect from. Hosts do not
// see what is after ? and #, and read a redirect's line up to the first space.
func checkAlias(s string) (problem, hint string) {
	switch {
	case strings.Contains(s, "://"):
		return "is a whole URL", "give the path on this site, from the / after the host on"
	case !strings.HasPrefix(s, "/"):
		return "does not start with /", "write " + diag.Quote("/"+s)
	case s == "/":
		return "is the home page", "remove the alias: the home page cannot lead elsewhere"
	case strings.HasPrefix(s, "//"):
		return "is on another host", "start with one /"
	case strings.ContainsAny(s, "?#"):
		return "has a query or fragment", "give the part before ? and #"
	case strings.ContainsFunc(s, notInAddress):
		return "has a character that an address cannot have", "write letters as they are, without % and spaces"
	case path.Clean(s) != strings.TrimSuffix(s, "/"):
		return "has empty parts, . or ..", "write " + diag.Quote(path.Clean(s))
	}
	for part := range strings.SplitSeq(strings.Trim(s, "/"), "/") {
		if problem, hint := checkAliasPart(part); problem != "" {
			return problem, hint
		}
	}
	return "", ""
}

// checkAliasPart says why a part of an alias cannot be a folder or file of the
// site. Hosts and sync programs leave out what begins with a dot, and what
// lies in .git is not theirs to publish; RFC 8615 has the one exception.
func checkAliasPart(part string) (problem, hint string) {
	switch why := filename.Reserved(part); {
	case part[0] == '.' && part != ".well-known":
		return "has a part that begins with a dot", "remove the alias: hosts do not publish hidden files"
	case len(part) > filename.MaxLen:
		return "has a part of " + itoa(len(part)) + " bytes", "a part can have " + itoa(filename.MaxLen) + "; remove the alias"
	case why != "":
		return "has the part " + diag.Quote(part) + ", which " + why, "remove the alias: the site must also build on Windows"
	}
	return "", ""
}

// notInAddress reports characters that cannot be in the address of a page, or
// that would have to be escaped in one of the places where it is written.
func notInAddress(r rune) bool {
	return !unicode.IsPrint(r) || r == ' ' || strings.ContainsRune(`%?#\<>"|*:&{}^`+"`", r)
}
