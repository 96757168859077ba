// Package card draws the pictures that other sites show with a link to a page:
// 1200 by 630 pixels, as the Open Graph protocol has them, with the date and
// the title of an event, its kind and the site's name, or with what a site is
// about.
//
// A [Style] is what all cards of a site share. Text is shaped: letters join,
// ligatures form, and right-to-left text is set from the right, mixed with
// other text as Unicode has it. The built-in fonts have the Latin, Cyrillic,
// Greek, Arabic and Hebrew letters and others; a site in another script names a
// [Font] of its own.
//
// The same card is the same picture, to the byte, on every machine: all that is
// drawn is placed in whole numbers. For a font of an author's own that holds as
// far as its outlines are whole numbers, as they are in nearly all.
package card

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/color"
	"strconv"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/vector"
)

// Version changes when the same card is drawn otherwise than before.
const Version = "1"

// The size of a card, in pixels, and its type.
const (
	Width  = 1200
	Height = 630
	Type   = "image/png"
)

// Style is what all cards of a site share. It is never changed once the first
// card was asked for, and safe for concurrent use.
type Style struct {
	Site     string // the site's title
	Language string // BCP 47
	RTL      bool   // the language is written from right to left
	Sans     bool   // titles have no serifs
	Font     *Font  // to look for every character in, before the built-in ones; nil for none

	Paper, Ink, Quiet, Rule, Accent color.RGBA

	once    sync.Once
	made    voices
	drawers sync.Pool // of *drawer
}

// Event is what a card says of an event.
type Event struct {
	Date     string
	Title    string
	Language string // of the title; "" is the site's
	RTL      bool   // that language is written from right to left
	Kind     string // "" for none
	Shape    string // of the kind's mark: see HasShape
	Color    color.RGBA
	Status   string // "" when it is confirmed
	Struck   bool   // it is not so: the title is struck
}

// Site is what a card says of a whole site.
type Site struct {
	Description string
	Facts       string // "128 events"
	From, To    string // the years at the ends of the strip
	Publisher   string
	Marks       []Mark // of the events, in the order of dates
}

// Mark is an event on the strip of a site's card.
type Mark struct {
	At    int // from 0, where the strip begins, to StripLength
	Shape string
	Color color.RGBA
}

// StripLength is the length of the strip, in the steps that Mark.At counts.
const StripLength = 10_000

// Card is what is drawn in a style: an [Event] or a [Site].
type Card interface {
	Draw(style *Style) []byte
	appendTo(b []byte) []byte // all that it says, so that no two are alike
}

// Key names a card by all that it is made of: two with the same key are the
// same picture. A site has ten thousand, which it asks for at every edit.
func (s *Style) Key(c Card) string {
	own := ""
	if s.Font != nil {
		own = s.Font.key
	}
	b := make([]byte, 0, 512)
	b = appendTexts(b, "card", Version, own, s.Site, s.Language)
	b = strconv.AppendBool(strconv.AppendBool(b, s.RTL), s.Sans)
	b = appendColors(b, s.Paper, s.Ink, s.Quiet, s.Rule, s.Accent)
	sum := sha256.Sum256(c.appendTo(b))
	return hex.EncodeToString(sum[:10])
}

func appendTexts(b []byte, texts ...string) []byte {
	for _, text := range texts {
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	}
	return b
}

func appendColors(b []byte, colors ...color.RGBA) []byte {
	for _, c := range colors {
		b = append(b, c.R, c.G, c.B)
	}
	return b
}

func (e Event) appendTo(b []byte) []byte {
	b = appendTexts(b, "event", e.Date, e.Title, e.Language, e.Kind, e.Shape, e.Status)
	b = strconv.AppendBool(strconv.AppendBool(b, e.RTL), e.Struck)
	return appendColors(b, e.Color)
}

func (c Site) appendTo(b []byte) []byte {
	b = appendTexts(b, "site", c.Description, c.Facts, c.From, c.To, c.Publisher)
	for _, m := range c.Marks {
		b = appendColors(appendTexts(binary.AppendVarint(b, int64(m.At)), m.Shape), m.Color)
	}
	return b
}

func (s *Style) voices() voices {
	s.once.Do(func() { s.made = s.newVoices() })
	return s.made
}

// drawer is what it takes to draw a card, used for one at a time.
type drawer struct {
	canvas
	own       *Font
	faces     map[*font.Font]*font.Face
	shaper    shaping.HarfbuzzShaper
	segmenter shaping.Segmenter
	wrapper   shaping.LineWrapper
	raster    *vector.Rasterizer
}

func (s *Style) drawer() *drawer {
	if d, ok := s.drawers.Get().(*drawer); ok {
		return d
	}
	return &drawer{
		canvas: canvas{image: image.NewPaletted(image.Rect(0, 0, Width, Height), nil), pens: map[[2]color.RGBA]pen{}},
		own:    s.Font, faces: map[*font.Font]*font.Face{}, raster: vector.NewRasterizer(0, 0),
	}
}

// draw returns what paint paints, as PNG. Where a font of an author's own is so
// damaged that the library gives up, the card does without it.
func (s *Style) draw(paint func(*Style, *sheet)) (png []byte) {
	defer func() {
		if p := recover(); p != nil {
			if s.Font == nil {
				panic(p)
			}
			png = s.plain().draw(paint)
		}
	}()
	d := s.drawer()
	d.reset(s.Paper)
	paint(s, &sheet{drawer: d, style: s, voices: s.voices()})
	png = d.encode()
	s.drawers.Put(d)
	return png
}

// plain returns the style without a font of its own.
func (s *Style) plain() *Style {
	return &Style{
		Site: s.Site, Language: s.Language, RTL: s.RTL, Sans: s.Sans,
		Paper: s.Paper, Ink: s.Ink, Quiet: s.Quiet, Rule: s.Rule, Accent: s.Accent,
	}
}
