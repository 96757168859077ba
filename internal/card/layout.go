package card

import (
	"image"
	"image/color"
	"slices"

	"github.com/go-text/typesetting/shaping"
)

// Where things stand, in pixels. A card is often shown at a third of its size:
// nothing on it is smaller than 24 pixels.
const (
	margin  = 72
	column  = Width - 2*margin
	flagged = 12  // height of the mark of the site's colour at the upper edge
	footing = 532 // the rule above the last line
	last    = 590 // baseline of the last line
)

// titleSizes are those of a title, in pixels. The smallest takes the longest
// title that there can be.
var titleSizes = []int{104, 94, 84, 76, 68, 61, 55, 50, 45, 41, 37}

// sheet is a card in the making.
type sheet struct {
	*drawer
	style *Style
	voices
}

// ink is a pen on paper.
func (s *sheet) ink(c color.RGBA) pen { return s.pen(c, s.style.Paper) }

// start returns where a box of a width begins, in pixels from the left, that
// stands a distance after the start of the line: on the right, where one reads
// from there.
func (s *sheet) start(distance, width int) int {
	if s.style.RTL {
		return Width - margin - distance - width
	}
	return margin + distance
}

// pixels returns the width of the widest line of a text.
func (t set) pixels() int {
	widest := int64(0)
	for _, l := range t.lines {
		widest = max(widest, width(l))
	}
	return int((widest*int64(t.size) + em*64 - 1) / (em * 64))
}

// write draws a text from its first baseline down, between left and right.
// Lines begin at the side where their text begins.
func (s *sheet) write(t set, left, right, baseline int, p pen) {
	for i, l := range t.lines {
		x := int64(left) * 64
		w := divide(width(l)*int64(t.size), em)
		if t.rtl {
			x = int64(right)*64 - w
		}
		s.writeLine(t, i, x, baseline+i*t.leading, p)
	}
}

// writeLine draws one line from x, in 64ths of a pixel.
func (s *sheet) writeLine(t set, i int, x int64, baseline int, p pen) {
	runs := slices.Clone(t.lines[i])
	slices.SortFunc(runs, func(a, b shaping.Output) int { return int(a.VisualIndex) - int(b.VisualIndex) })
	dot := int64(0) // in 64ths of a unit
	scale := func(n int64) int64 { return divide(n*int64(t.size), em) }
	for _, run := range runs {
		at := dot
		for _, g := range run.Glyphs {
			gx := x + scale(at+int64(g.XOffset)) + 8 // to the nearest quarter
			gy := int64(baseline)*64 - scale(int64(g.YOffset)) + 32
			key := glyphKey{run.Face.Font, g.GlyphID, t.size, uint8(gx >> 4 & 3)}
			s.drawer.canvas.draw(s.glyph(key), image.Pt(int(gx>>6), int(gy>>6)), p)
			at += int64(g.Advance)
		}
		dot += int64(run.Advance)
	}
}

// strike draws a line through all lines of a text.
func (s *sheet) strike(t set, left, right, baseline int, p pen) {
	thick := max(3, t.size/16)
	for i, l := range t.lines {
		w := int(divide(width(l)*int64(t.size), em*64))
		x := left
		if t.rtl {
			x = right - w
		}
		y := baseline + i*t.leading - t.size*27/100
		s.rect(image.Rect(x, y, x+w, y+thick), p)
	}
}

// foot draws the rule at the foot and the site's name at the end of the last
// line, and returns how much room is before it.
func (s *sheet) foot(name string) (room int) {
	s.rect(image.Rect(margin, footing, Width-margin, footing+2), s.ink(s.style.Rule))
	if name == "" {
		return column
	}
	t := s.fit(s.shape(name, s.title, s.style.Language, s.style.RTL), box{sizes: []int{30, 28, 26, 24}, width: column * 55 / 100, height: 40, leading: 120})
	w := t.pixels()
	x := s.start(column-w, w)
	s.write(t, x, x+w, last, s.ink(s.style.Ink))
	return column - w - 48
}

// flag draws the mark of the site's colour.
func (s *sheet) flag() {
	x := s.start(0, 96)
	s.rect(image.Rect(x, 0, x+96, flagged), s.ink(s.style.Accent))
}

// Draw draws the card of an event.
func (e Event) Draw(style *Style) []byte { return style.draw(e.paint) }

func (e Event) paint(style *Style, s *sheet) {
	s.flag()
	room := column
	if e.Status != "" {
		room -= s.badge(e.Status) + 32
	}
	date := s.fit(s.shape(e.Date, s.strong, style.Language, style.RTL), box{sizes: []int{46, 42, 38, 34, 30, 27}, width: room, height: 76, leading: 125})
	top := 108
	x := s.start(0, room)
	s.write(date, x, x+room, top, s.ink(style.Accent))
	top += (len(date.lines) - 1) * date.leading

	lang, rtl := e.Language, e.RTL
	if lang == "" {
		lang, rtl = style.Language, style.RTL
	}
	title := s.fit(s.shape(e.Title, s.title, lang, rtl), box{sizes: titleSizes, width: column, height: footing - 44 - top, leading: 116, short: 2})
	baseline := top + 28 + title.size
	s.write(title, margin, Width-margin, baseline, s.ink(style.Ink))
	if e.Struck {
		s.strike(title, margin, Width-margin, baseline, s.ink(style.Ink))
	}

	room = s.foot(style.Site)
	if e.Kind == "" {
		return
	}
	const size = 30
	x = s.start(0, size)
	s.drawer.canvas.draw(s.mark(e.Shape, size), middle(x, last-10, size), s.ink(e.Color))
	room -= size + 14
	kind := s.fit(s.shape(e.Kind, s.strong, style.Language, style.RTL), box{sizes: []int{28, 26, 24}, width: room, height: 40, leading: 120})
	x = s.start(size+14, room)
	s.write(kind, x, x+room, last, s.ink(e.Color))
}

// badge draws a status at the end of the first line, and returns its width.
func (s *sheet) badge(status string) int {
	t := s.fit(s.shape(status, s.strong, s.style.Language, s.style.RTL), box{sizes: []int{28, 24}, width: column / 3, height: 40, leading: 120})
	const pad = 16
	w := t.pixels() + 2*pad
	x := s.start(column-w, w)
	s.rect(image.Rect(x, 68, x+w, 68+50), s.ink(s.style.Accent))
	s.write(t, x+pad, x+w-pad, 68+35, s.pen(s.style.Paper, s.style.Accent))
	return w
}

// Draw draws the card of a site.
func (c Site) Draw(style *Style) []byte { return style.draw(c.paint) }

func (c Site) paint(style *Style, s *sheet) {
	s.flag()
	below := footing - 24
	if len(c.Marks) > 1 {
		below = c.strip(style, s)
	}
	title := s.fit(s.shape(style.Site, s.title, style.Language, style.RTL), box{sizes: titleSizes[2:], width: column, height: 200, leading: 112})
	baseline := 56 + title.size
	s.write(title, margin, Width-margin, baseline, s.ink(style.Ink))
	top := baseline + title.height() - title.leading + title.size/3

	if room := below - top - 16; c.Description != "" && room > 36 {
		text := s.fit(s.shape(c.Description, s.plain, style.Language, style.RTL), box{sizes: []int{30, 28, 26, 24}, width: column, height: min(room, 120), leading: 134})
		x := s.start(0, column)
		s.write(text, x, x+column, top+10+text.size, s.ink(style.Quiet))
	}

	room := s.foot(c.Publisher)
	facts := s.fit(s.shape(c.Facts, s.strong, style.Language, style.RTL), box{sizes: []int{28, 26, 24}, width: room, height: 40, leading: 120})
	x := s.start(0, room)
	s.write(facts, x, x+room, last, s.ink(style.Accent))
}

// strip draws the events of a site along a line, and returns where it begins.
// Few are marks, one above the other where they are close; many are columns, as
// high as they are many.
func (c Site) strip(style *Style, s *sheet) int {
	const (
		axis    = footing - 52
		bin     = 24
		bins    = column / bin
		highest = 4
	)
	s.rect(image.Rect(margin, axis, Width-margin, axis+2), s.ink(style.Rule))
	count, most := [bins]int{}, 0
	for _, m := range c.Marks {
		i := min(bins-1, max(0, m.At)*bins/StripLength)
		count[i]++
		most = max(most, count[i])
	}
	top := axis
	if most > highest {
		const tall = highest * bin
		for i, n := range count {
			if n > 0 {
				h := max(3, tall*n/most)
				x := s.start(i*bin, bin)
				s.rect(image.Rect(x+2, axis-6-h, x+bin-2, axis-6), s.ink(style.Accent))
			}
		}
		top -= 6 + tall
	} else {
		stacked := [bins]int{}
		for _, m := range c.Marks {
			i := min(bins-1, max(0, m.At)*bins/StripLength)
			x := s.start(i*bin, bin)
			s.drawer.canvas.draw(s.mark(m.Shape, 22), middle(x+1, axis-18-stacked[i]*bin, 22), s.ink(m.Color))
			stacked[i]++
		}
		top -= 8 + most*bin
	}
	for i, year := range []string{c.From, c.To} {
		t := s.fit(s.shape(year, s.plain, style.Language, style.RTL), box{sizes: []int{24}, width: column / 3, height: 30, leading: 120})
		w := t.pixels()
		x := s.start(i*(column-w), w)
		s.write(t, x, x+w, axis+34, s.ink(style.Quiet))
	}
	return top
}
