package card

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// em is how many units text is measured in, whatever the font has and whatever
// the size: text is shaped once, in whole numbers, and broken into lines for
// several sizes. It is what the built-in fonts have.
const em = 2048

// text is a shaped text.
type text struct {
	runes []rune
	runs  []shaping.Output // in the order of the text
	rtl   bool             // the direction of the whole
	voice voice
	lang  string
}

// fontmap finds fonts for a text: it is a shaping.Fontmap.
type fontmap struct {
	d *drawer
	v voice
}

// ResolveFace returns the first font that has a character, or that whose box
// stands for it.
func (m fontmap) ResolveFace(r rune) *font.Face {
	for _, f := range m.v {
		if _, ok := f.NominalGlyph(r); ok {
			return m.d.face(f)
		}
	}
	return m.d.face(sans())
}

// face returns the state of a font that a drawer has to itself.
func (d *drawer) face(f *font.Font) *font.Face {
	face := d.faces[f]
	if face == nil {
		face = font.NewFace(f)
		d.faces[f] = face
	}
	return face
}

func direction(rtl bool) di.Direction {
	if rtl {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// shape finds the glyphs of a text: fonts, ligatures, joined letters, the
// order of writing.
func (d *drawer) shape(s string, v voice, lang string, rtl bool) text {
	t := text{runes: []rune(v.clean(s)), rtl: rtl, voice: v, lang: lang}
	inputs := d.segmenter.Split(shaping.Input{
		Text: t.runes, RunEnd: len(t.runes), Direction: direction(rtl),
		Size: fixed.I(em), Language: language.NewLanguage(lang),
	}, fontmap{d, v})
	for _, in := range inputs {
		if in.RunStart >= in.RunEnd {
			continue
		}
		upem := int64(in.Face.Upem())
		// In its own units, a font is measured in whole numbers.
		in.Size = fixed.I(int(upem))
		out := d.shaper.ShapeNoExtents(in)
		for i := range out.Glyphs {
			g := &out.Glyphs[i]
			for _, n := range []*fixed.Int26_6{&g.Advance, &g.XOffset, &g.YOffset} {
				*n = fixed.Int26_6(divide(int64(*n)*em, upem))
			}
			// The wrapper takes what has no width for a space.
			if i := g.TextIndex(); i < len(t.runes) && !unicode.IsSpace(t.runes[i]) {
				g.Width = 1
			}
		}
		out.Size = fixed.I(em)
		out.RecomputeAdvance()
		t.runs = append(t.runs, out)
	}
	return t
}

// divide divides whole numbers, rounding to the nearest.
func divide(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}

// lines breaks a text into lines of a width in pixels, at a size in pixels.
// Words are broken only with split.
func (d *drawer) lines(t text, size, width int, split bool) []shaping.Line {
	if len(t.runs) == 0 {
		return nil
	}
	policy := shaping.Never
	if split {
		policy = shaping.WhenNecessary
	}
	runs := slices.Clone(t.runs)
	for i := range runs { // it takes the width from spaces at the ends of lines
		runs[i].Glyphs = slices.Clone(runs[i].Glyphs)
	}
	lines, _ := d.wrapper.WrapParagraphF(
		shaping.WrapConfig{Direction: direction(t.rtl), BreakPolicy: policy},
		units(width, size), t.runes, shaping.NewSliceIterator(runs))
	own := make([]shaping.Line, len(lines)) // the wrapper uses its own again
	for i, l := range lines {
		own[i] = slices.Clone(l)
	}
	return own
}

// units returns a length in pixels at a size, in 64ths of a unit.
func units(pixels, size int) fixed.Int26_6 {
	return fixed.Int26_6(int64(pixels) * em * 64 / int64(size))
}

// width is how wide a line is, in 64ths of a unit.
func width(l shaping.Line) (w int64) {
	for _, run := range l {
		w += int64(run.Advance)
	}
	return w
}

// set is a text in lines, at a size.
type set struct {
	size    int // pixels
	leading int // pixels from one line to the next
	lines   []shaping.Line
	rtl     bool
}

func (s set) height() int { return s.leading * len(s.lines) }

// box is the room that a text has.
type box struct {
	sizes   []int // in pixels, the best first
	width   int
	height  int
	leading int // percent of the size
	short   int // of the sizes, how many are for one or two lines
}

// fit sets a text as large as it has room. One that has no room at the smallest
// size is cut, after a word where that can be.
func (d *drawer) fit(t text, b box) set {
	for _, split := range []bool{false, true} {
		for i, size := range b.sizes {
			if split && i < len(b.sizes)/2 {
				continue // a word that has to be broken is long
			}
			leading := size * b.leading / 100
			lines := d.lines(t, size, b.width, split)
			if len(lines)*leading > b.height || i < b.short && len(lines) > 2 || !fits(lines, b.width, size) {
				continue
			}
			if !split {
				lines = d.balance(t, lines, size, b.width)
			}
			return set{size, leading, lines, t.rtl}
		}
	}
	smallest := b.sizes[len(b.sizes)-1]
	leading := smallest * b.leading / 100
	most := max(1, b.height/leading)
	return set{smallest, leading, d.cut(t, smallest, b.width, most), t.rtl}
}

func fits(lines []shaping.Line, pixels, size int) bool {
	for _, l := range lines {
		if width(l) > int64(units(pixels, size)) {
			return false
		}
	}
	return true
}

// balance makes lines about equally long: no more of them, and no word alone on
// the last.
func (d *drawer) balance(t text, lines []shaping.Line, size, most int) []shaping.Line {
	n := len(lines)
	if n < 2 || n > 6 {
		return lines
	}
	low, high := most/2, most
	for high-low > 8 {
		middle := (low + high) / 2
		if tried := d.lines(t, size, middle, false); len(tried) == n && fits(tried, middle, size) {
			high = middle
		} else {
			low = middle
		}
	}
	return d.lines(t, size, high, false)
}

// cut sets as much of a text as fits into some lines, with an ellipsis at the
// end.
func (d *drawer) cut(t text, size, width, most int) []shaping.Line {
	lines := d.lines(t, size, width, true)
	if len(lines) <= most {
		return lines
	}
	end := 0
	for _, run := range lines[most-1] {
		end = max(end, run.Runes.Offset+run.Runes.Count)
	}
	for rest := t.runes[:min(end, len(t.runes))]; len(rest) > 0; rest = shorter(rest) {
		kept := strings.TrimRightFunc(string(rest), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
		lines = d.lines(d.shape(kept+"…", t.voice, t.lang, t.rtl), size, width, true)
		if len(lines) <= most {
			return lines
		}
	}
	return lines[:min(len(lines), most)]
}

// shorter returns a text without its last word, or without the last letter of
// its one word.
func shorter(rest []rune) []rune {
	for i := len(rest) - 2; i > len(rest)-24 && i > 0; i-- {
		if unicode.IsSpace(rest[i]) {
			return rest[:i]
		}
	}
	return rest[:len(rest)-1]
}
