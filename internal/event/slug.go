package event

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/filename"
)

// maxSlug is in bytes. File systems take 255 for a name; what is added to a
// slug (a date before it, an extension, a temporary file's ending) fits too.
const maxSlug = 80

// letters are Latin letters that Unicode does not decompose.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe",
	'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d",
	'þ': "th", 'Þ': "th", 'ı': "i", 'ħ': "h", 'Ħ': "h", 'ŋ': "ng", 'Ŋ': "ng",
	'ŧ': "t", 'Ŧ': "t", 'ĸ': "q", 'ə': "e", 'Ə': "e",
}

// Slug turns a title or a name into what can be part of a file name and of an
// address on every system: lower case, Latin letters without their marks,
// letters and digits of other scripts as they are (NFC), single hyphens for
// everything else, at most 80 bytes. It is never empty: text without letters
// gets a short hash. Equal text gives equal slugs, and slugs are unchanged by
// Slug.
func Slug(s string) string {
	var b strings.Builder
	hyphen, latin := false, true
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		out := ""
		switch {
		case letters[r] != "":
			out, latin = letters[r], true
		case unicode.Is(unicode.M, r):
			if latin {
				continue // é is e
			}
			out = string(r)
		case r == '\'' || r == '’' || r == 'ʼ':
			continue // Kaspersky's is one word
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			out = string(unicode.ToLower(r))
			latin = unicode.Is(unicode.Latin, r)
		default:
			hyphen = true
			continue
		}
		if hyphen && b.Len() > 0 {
			b.WriteByte('-')
		}
		hyphen = false
		b.WriteString(out)
	}
	slug := cutSlug(norm.NFC.String(b.String()))
	switch {
	case slug == "":
		sum := sha256.Sum256([]byte(s))
		return "x-" + hex.EncodeToString(sum[:4])
	case filename.Reserved(slug) != "":
		return slug + "-x"
	}
	return slug
}

// cutSlug shortens to maxSlug, at a hyphen if that keeps more than half.
func cutSlug(s string) string {
	if len(s) <= maxSlug {
		return s
	}
	end := maxSlug
	for !utf8.RuneStart(s[end]) {
		end--
	}
	if s[end] != '-' {
		if i := strings.LastIndexByte(s[:end], '-'); i > maxSlug/2 {
			end = i
		}
	}
	return strings.TrimRight(s[:end], "-")
}
