// Package filename knows what one name of a file is on every system: how long
// it may be, when two names are one, and which names there cannot be. Names
// of files become parts of addresses, and parts of addresses names of files,
// so that both have the same rules.
package filename

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxLen is the longest name of a file or folder, in bytes. Names become parts
// of addresses, where each byte outside ASCII takes three characters, and of
// folders on systems that allow 255 (143 when encrypted) bytes.
const MaxLen = 100

// Reserved tells why a name cannot be that of a file on every system, or not
// be part of an address; "" if it can. It does not look at length, case and
// encoding.
func Reserved(name string) string {
	if i := strings.IndexAny(name, `:|?*\`); i >= 0 {
		return fmt.Sprintf("has a %q, which Windows does not allow", name[i:i+1])
	}
	if i := strings.IndexAny(name, `%#`); i >= 0 {
		return fmt.Sprintf("has a %q, which means something else in an address", name[i:i+1])
	}
	if name == "" {
		return ""
	}
	switch name[len(name)-1] {
	case '.':
		return "ends in a dot, which Windows drops"
	case ' ':
		return "ends in a space, which Windows drops"
	}
	base, _, _ := strings.Cut(name, ".")
	if isDevice(strings.ToUpper(strings.TrimRight(base, " "))) {
		return "is the name of a device on Windows"
	}
	return ""
}

// isDevice knows the devices of Windows, whatever the extension.
func isDevice(base string) bool {
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port, ok := strings.CutPrefix(base, "COM")
	if !ok {
		port, ok = strings.CutPrefix(base, "LPT")
	}
	if !ok {
		return false
	}
	switch port {
	case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
		return true
	}
	return false
}

// Fold returns what names, or paths, have in common that are one file on a
// system that ignores case or normalizes Unicode. It is name itself where it
// can.
func Fold(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= utf8.RuneSelf {
			return norm.NFC.String(strings.Map(foldRune, norm.NFD.String(name)))
		}
	}
	return strings.ToLower(name)
}

// foldRune returns the least rune that r is equal to under simple case folding,
// but a small letter for ASCII, as strings.ToLower does in Fold.
func foldRune(r rune) rune {
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	if least < utf8.RuneSelf {
		return unicode.ToLower(least)
	}
	return least
}
