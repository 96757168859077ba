package card

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-fonts/dejavu/dejavusanscondensed"
	"codeberg.org/go-fonts/dejavu/dejavusanscondensedbold"
	"codeberg.org/go-fonts/dejavu/dejavuserifcondensedbold"
	"github.com/go-text/typesetting/font"
)

// MaxFont is how large the file of a font may be, in bytes. A font for all of
// Chinese, Japanese and Korean in its four national forms has some 20 MB.
const MaxFont = 64 << 20

// Font is a font of an author's own. It is safe for concurrent use.
type Font struct {
	font *font.Font
	key  string // names its content
	kept store
}

// What keeps a file from being a font.
var (
	ErrNotFont = errors.New("it is no TrueType or OpenType font")
	ErrPacked  = errors.New("it is packed for browsers, as WOFF2")
	ErrDamaged = errors.New("the font is damaged")
)

// ParseFont reads a TrueType or OpenType font, or the first of a collection.
// The key names the content of the file. Fonts are not trusted: one that the
// library stumbles over is ErrDamaged, as is one without a letter in it.
func ParseFont(data []byte, key string) (f *Font, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("wOF2")):
		return nil, ErrPacked
	case !looksLikeFont(data):
		return nil, ErrNotFont
	}
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, ErrDamaged
		}
	}()
	if data = firstFont(data); data == nil {
		return nil, ErrDamaged
	}
	face, err := font.ParseTTF(bytes.NewReader(data))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %s", ErrDamaged, strings.ToValidUTF8(err.Error(), "?"))
	case face.Upem() == 0 || !hasOutlines(face):
		return nil, ErrDamaged
	}
	return &Font{font: face.Font, key: key}, nil
}

// Signatures of files (OpenType 1.9, "Organization of an OpenType font").
const (
	trueType   = "\x00\x01\x00\x00"
	appleType  = "true"
	postScript = "OTTO"
	collection = "ttcf"
)

// looksLikeFont reports whether a file begins as fonts and collections of fonts
// do.
func looksLikeFont(data []byte) bool { return isOneFont(data) || begins(data, collection) }

func isOneFont(data []byte) bool {
	return begins(data, trueType) || begins(data, appleType) || begins(data, postScript)
}

func begins(data []byte, with string) bool { return bytes.HasPrefix(data, []byte(with)) }

// neededTables are all that the library gets to read of a font that is not
// trusted: characters, measures, outlines and layout. What it would make of the
// others, such as the variations of a font or its pictures, no card shows; and
// some of them make it take as much memory as they say they need.
var neededTables = map[string]bool{
	"head": true, "hhea": true, "hmtx": true, "maxp": true, "cmap": true, "OS/2": true,
	"glyf": true, "loca": true, "CFF ": true, "CFF2": true, "GDEF": true, "GSUB": true, "GPOS": true, "kern": true,
}

// firstFont returns the needed tables of a font, the first of a collection, as
// the file of one font; nil when its table of contents is not right. The
// library makes room for a table before it reads it, as much as is said there.
func firstFont(data []byte) []byte {
	const header, entry = 12, 16
	start, size := uint64(0), uint64(len(data))
	if begins(data, collection) {
		if size < header+4 {
			return nil
		}
		start = uint64(binary.BigEndian.Uint32(data[header:]))
	}
	if start+header > size || !isOneFont(data[start:]) {
		return nil
	}
	tables := int(binary.BigEndian.Uint16(data[start+4:]))
	contents := start + header + entry*uint64(tables)
	if contents > size {
		return nil
	}
	one := bytes.Clone(data) // places in it are those of the whole file
	copy(one, data[start:start+header])
	kept := uint64(0)
	for at := start + header; at < contents; at += entry {
		offset, length := uint64(binary.BigEndian.Uint32(data[at+8:])), uint64(binary.BigEndian.Uint32(data[at+12:]))
		tag := string(data[at : at+4])
		if offset+length > size || offset < header+entry*uint64(tables) && length > 0 {
			return nil
		}
		// Apple's form of kern has room for four billion parts.
		if !neededTables[tag] || tag == "kern" && (length < 4 || data[offset] != 0 || data[offset+1] != 0) {
			continue
		}
		copy(one[header+entry*kept:], data[at:at+entry])
		kept++
	}
	binary.BigEndian.PutUint16(one[4:], uint16(kept))
	return one
}

// hasOutlines reports whether any of the first characters that a font knows is
// drawn by an outline: a font of bitmaps alone draws nothing at our sizes.
func hasOutlines(f *font.Face) bool {
	characters := f.Cmap.Iter()
	for n := 0; characters.Next() && n < 1000; n++ {
		_, gid := characters.Char()
		if o, ok := f.GlyphDataOutline(gid); ok && len(o.Segments) > 0 {
			return true
		}
	}
	return false
}

// The fonts that are always there. They have the Latin, Cyrillic, Greek,
// Armenian and Georgian letters; those without serifs the Arabic and Hebrew
// too.
var (
	serifBold = builtin(dejavuserifcondensedbold.TTF)
	sansBold  = builtin(dejavusanscondensedbold.TTF)
	sans      = builtin(dejavusanscondensed.TTF)
)

// builtin parses a font when it is first needed: most runs of the program draw
// nothing.
func builtin(data []byte) func() *font.Font {
	return sync.OnceValue(func() *font.Font {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			panic(err) // it is part of the program, and tests read it
		}
		return face.Font
	})
}

// voice is what a text is set in: fonts to look for a character in, one after
// the other.
type voice []*font.Font

// voices are those of a site.
type voices struct{ title, strong, plain voice }

func (s *Style) newVoices() voices {
	v := voices{
		title:  voice{serifBold(), sansBold(), sans()},
		strong: voice{sansBold(), sans()},
		plain:  voice{sans(), sansBold()},
	}
	if s.Sans {
		v.title = v.strong
	}
	if s.Font != nil {
		own := voice{s.Font.font}
		v = voices{append(own, v.title...), append(own[:1:1], v.strong...), append(own[:1:1], v.plain...)}
	}
	return v
}

// has reports whether one of the fonts has a character.
func (v voice) has(r rune) bool {
	for _, f := range v {
		if _, ok := f.NominalGlyph(r); ok {
			return true
		}
	}
	return false
}

// Lacks returns the first letter of a text that cards in this style would show
// as a box, and false when there is none. Signs that no font has are left out
// of a card, and so are not missed.
func (s *Style) Lacks(text string) (missing rune, lacks bool) {
	defer func() {
		if recover() != nil { // a font that is damaged; cards do without it
			missing, lacks = 0, false
		}
	}()
	title := s.voices().title
	for _, r := range text {
		if r >= 0x250 && isWord(r) && !title.has(r) { // all that is below is there
			return r, true
		}
	}
	return 0, false
}

// isWord reports whether a character is part of words or numbers.
func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) && !isSelector(r)
}

// isSelector reports whether a character chooses a form of the one before it,
// as in emoji.
func isSelector(r rune) bool { return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef }

// clean returns a text without what cannot be drawn, on one line. Emoji and
// other signs that no font has are left out.
func (v voice) clean(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case r < 0x7f || isWord(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || v.has(r):
			return r
		}
		return -1
	}, text)), " ")
}
