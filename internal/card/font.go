package card

import (
	"bytes"
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
	faces, err := font.ParseTTC(bytes.NewReader(data))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %s", ErrDamaged, strings.ToValidUTF8(err.Error(), "?"))
	case len(faces) == 0 || faces[0].Upem() == 0 || !hasOutlines(faces[0]):
		return nil, ErrDamaged
	}
	return &Font{font: faces[0].Font, key: key}, nil
}

// looksLikeFont reports whether a file begins as fonts and collections of fonts
// do (OpenType 1.9, "Organization of an OpenType font").
func looksLikeFont(data []byte) bool {
	for _, start := range []string{"\x00\x01\x00\x00", "OTTO", "true", "ttcf"} {
		if bytes.HasPrefix(data, []byte(start)) {
			return true
		}
	}
	return false
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
