package tree

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/filename"
)

// published are the dot names that web servers and hosts look for (RFC 8615
// for the first): they are files of a site, not an editor's leavings.
var published = map[string]bool{
	".well-known": true, ".nojekyll": true, ".htaccess": true, ".domains": true,
}

// Ignored reports whether a file or folder of this name (one path element) is
// none of the author's: dot files and folders such as .git, and what editors,
// sed and desktops leave behind while they save or look. They are in no tree
// and no problem, and a change to them wakes nobody.
func Ignored(name string) bool {
	switch {
	case name == "":
		return false
	case name[0] == '.':
		return !published[name]
	case name[0] == '#' && len(name) > 1 && strings.HasSuffix(name, "#"): // Emacs
		return true
	case strings.HasSuffix(name, "~"), strings.HasPrefix(name, "~$"): // most editors; Word
		return true
	case strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"): // JetBrains
		return true
	case name == "4913": // Vim tries whether it may create a file
		return true
	case isSedTemp(name):
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r":
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".bak", ".orig", ".rej", ".tmp":
		return true
	}
	return false
}

// isSedTemp reports whether name is like those of sed -i: "sed" and six random
// letters or digits. A word such as "sediments" has no capital and no digit,
// which at random happens once in 180 times.
func isSedTemp(name string) bool {
	rest, ok := strings.CutPrefix(name, "sed")
	if !ok || len(rest) != 6 {
		return false
	}
	odd := false
	for _, c := range []byte(rest) {
		switch {
		case 'a' <= c && c <= 'z':
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			odd = true
		default:
			return false
		}
	}
	return odd
}

// A fault is a Problem of a name, before it is known where.
type fault struct{ code, msg, hint string }

// checkName returns what is wrong with the name of a file or folder by itself.
// The zero fault means nothing.
func checkName(name string) fault {
	plain := true // nothing but ASCII letters, digits, - and _ and inner dots
	for i := range len(name) {
		c := name[i]
		plain = plain && ('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.' || 'A' <= c && c <= 'Z')
	}
	switch {
	case !plain && !utf8.ValidString(name):
		return fault{
			"name-encoding", fmt.Sprintf("the name %q is not UTF-8", clip(name)),
			"rename it with a UTF-8 name, ASCII letters at best",
		}
	case len(name) > filename.MaxLen:
		return fault{
			"name-long", fmt.Sprintf("the name has %d bytes, more than %d", len(name), filename.MaxLen),
			"give it a shorter name",
		}
	}
	if !plain {
		if f := checkRunes(name); f.code != "" {
			return f
		}
	}
	if why := filename.Reserved(name); why != "" {
		return fault{
			"name-reserved", fmt.Sprintf("the name %q %s", name, why),
			reservedHint(name),
		}
	}
	return fault{}
}

// reservedHint says what a reserved name must be changed for.
func reservedHint(name string) string {
	if strings.ContainsAny(name, "%#?") {
		return "rename it with letters, digits and hyphens: it becomes part of an address"
	}
	return "rename it: the site must also build on Windows"
}

// checkRunes looks for characters that no name needs and that do harm in HTML,
// in a terminal or to a reader's eye.
func checkRunes(name string) fault {
	for _, r := range name {
		what := ""
		switch {
		case unicode.IsControl(r):
			what = "a control character"
		case strings.ContainsRune(`<>&"'`, r):
			what = "a character of HTML"
		case unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == '\ufeff',
			r == unicode.ReplacementChar, unicode.Is(unicode.Noncharacter_Code_Point, r):
			what = "an invisible or undefined character"
		default:
			continue
		}
		return fault{
			"name-control", fmt.Sprintf("the name %+q has %s, %+q", name, what, r),
			"rename it with letters, digits and hyphens",
		}
	}
	return fault{}
}

// clash is what is wrong with a name beside another one in the same folder,
// where both have the same filename.Fold.
func clash(name, other string) fault {
	if norm.NFC.String(name) == norm.NFC.String(other) {
		return fault{
			"name-normalization",
			fmt.Sprintf("the name %+q is the same text as %+q, encoded differently", name, other),
			"keep one of them: on macOS they are one file",
		}
	}
	return fault{
		"name-case", fmt.Sprintf("the name %q differs from %q only by case", name, other),
		"rename one of them: on Windows and macOS they are one file",
	}
}

// printable returns a path for a message: as it is, but with what a terminal
// cannot show, or would obey, escaped as in a Go string.
func printable(p string) string {
	for _, r := range p {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			q := strconv.Quote(p)
			return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
		}
	}
	return p
}

// clip shortens text for a message.
func clip(s string) string {
	if len(s) > 80 {
		return s[:77] + "..."
	}
	return s
}
