package render

import (
	"cmp"
	"errors"
	"fmt"
	"image/color"
	"path"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"dateline/internal/card"
	"dateline/internal/diag"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// cards are the pictures that other sites show with a link to a page. They are
// named by what they are made of, so that a site that keeps copies asks for the
// new one when something has changed, and the next build draws none again that
// is there. None is drawn before its file is asked for.
type cards struct {
	style *card.Style
	site  string                // file of the site's card
	event []string              // of the events, by place in site.Events
	color map[string]color.RGBA // of the kinds
}

// cardsFolder is where cards are.
const cardsFolder = "cards/"

func (r *Renderer) cardFile(c card.Card) string { return cardsFolder + r.cards.style.Key(c) + ".png" }

// planCards plans the pictures that other sites show with a link, which need
// the site's address. Content is where the file of a font may be.
func (r *Renderer) planCards(p *Plan, content tree.Tree) {
	if r.site.URL == "" || !r.site.Cards {
		return
	}
	r.cards = &cards{style: r.cardStyle(content), event: make([]string, len(r.site.Events))}
	r.cards.color = make(map[string]color.RGBA, len(r.kinds))
	for id := range r.kinds {
		r.cards.color[id] = r.cardColor(id)
	}
	r.cards.site = r.cardFile(r.siteCardOf())
	p.pages[r.cards.site] = planned{route: route{draw: (*Renderer).drawSite}}
	lack := lacking{style: r.cards.style}
	for i, e := range r.site.Events {
		c := r.eventCardOf(e)
		lack.look(e, c)
		r.cards.event[i] = r.cardFile(c)
		p.pages[r.cards.event[i]] = planned{route: route{draw: (*Renderer).drawEvent, item: i}}
	}
	r.planFound = append(r.planFound, lack.found()...)
}

func (r *Renderer) drawSite(route) []byte { return r.siteCardOf().Draw(r.cards.style) }
func (r *Renderer) drawEvent(rt route) []byte {
	return r.eventCardOf(r.site.Events[rt.item]).Draw(r.cards.style)
}

// eventCard is the picture of an event; nil when there is none. Without cards,
// it is the first picture of the event.
func (r *Renderer) eventCard(e *event.Event) *Card {
	if r.cards != nil {
		return r.drawn(r.cards.event[r.site.Index(e)], r.labelled(r.locale.Format(e.Date), e.Title))
	}
	if r.site.URL == "" {
		return nil
	}
	for _, m := range e.Media {
		if ph := r.photos[m.URL]; ph != nil && m.Type() == event.Image {
			return r.photoCard(ph, m.Alt)
		}
	}
	return nil
}

// siteCard is the picture of all other pages; nil when there is none.
func (r *Renderer) siteCard() *Card {
	if r.cards == nil {
		return nil
	}
	return r.drawn(r.cards.site, r.site.Title)
}

func (r *Renderer) drawn(file, alt string) *Card {
	return &Card{URL: r.site.URL + "/" + file, Type: card.Type, Width: card.Width, Height: card.Height, Alt: alt}
}

// photoCard is a picture of the site's own, at the width of a card if there is
// such a version.
func (r *Renderer) photoCard(ph *photo, alt string) *Card {
	c := &Card{Alt: alt, Type: "image/jpeg", Width: ph.media.Width, Height: ph.media.Height}
	if strings.EqualFold(path.Ext(ph.media.Path), ".png") {
		c.Type = "image/png"
	}
	address := escapePath(ph.media.URL())
	for _, width := range ph.widths {
		if width <= card.Width {
			address, c.Width, c.Height = "/"+ph.sizePath(width), width, ph.media.Picture.HeightAt(width)
		}
	}
	c.URL = r.site.URL + address
	return c
}

// cardColors are the colours of cards on light and dark paper: see style.css.
type cardColors struct {
	on                                        paper
	paper, ink, quiet, rule, accent           string
	announcement, action, statement, analysis string
}

var (
	lightCard = cardColors{
		lightPaper, "#fffefa", "#1c1a17", "#5f5a52", "#d8d2c5", "#ad1f1b",
		"#1d4f7c", "#2c5f3a", "#86560a", "#69478c",
	}
	darkCard = cardColors{
		darkPaper, "#161412", "#ece7dd", "#aba398", "#3b3631", "#ff998d",
		"#86b6e4", "#86c297", "#e0b060", "#c3a2e6",
	}
)

func (r *Renderer) cardColors() cardColors {
	if r.site.Look.ColorScheme == "dark" {
		return darkCard
	}
	return lightCard
}

// own returns a colour of the settings as it can be read on the paper, or
// another where there is none.
func (c cardColors) own(setting, otherwise string) color.RGBA {
	if own, ok := parseColor(setting); ok {
		otherwise = own.readable(c.on).String()
	}
	n, _ := strconv.ParseUint(strings.TrimPrefix(otherwise, "#"), 16, 32)
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// cardColor is the colour of a kind.
func (r *Renderer) cardColor(id string) color.RGBA {
	c := r.cardColors()
	k, _ := r.site.Kind(id)
	switch usual := map[string]string{
		"announcement": c.announcement, "action": c.action, "statement": c.statement, "analysis": c.analysis,
	}[id]; {
	case k.Color == "" && id == "deadline":
		return c.own(r.site.Accent, c.accent)
	default:
		return c.own(k.Color, cmp.Or(usual, c.ink))
	}
}

func (r *Renderer) cardStyle(content tree.Tree) *card.Style {
	c := r.cardColors()
	return &card.Style{
		Site: r.site.Title, Language: r.site.Language, RTL: direction(r.site.Language) == "rtl",
		Sans: r.site.Look.Typeface == "sans", Font: r.cardFont(content),
		Paper: c.own("", c.paper), Ink: c.own("", c.ink), Quiet: c.own("", c.quiet), Rule: c.own("", c.rule),
		Accent: c.own(r.site.Accent, c.accent),
	}
}

func (r *Renderer) eventCardOf(e *event.Event) card.Event {
	kind := r.kind(e.Kind)
	c := card.Event{
		Date: r.locale.Format(e.Date), Title: e.Title, Kind: kind.Label, Shape: kind.Shape, Color: r.cards.color[kind.ID],
		Struck: e.Status == event.Retracted || e.Status == event.Cancelled,
	}
	if r.langOf(e) != "" {
		c.Language, c.RTL = e.Language, direction(e.Language) == "rtl"
	}
	if s := r.statusView(e); s != nil {
		c.Status = s.Label
	}
	return c
}

func (r *Renderer) siteCardOf() card.Site {
	s := r.site
	c := card.Site{
		Description: s.Description, Publisher: s.Publisher.Name,
		Facts: r.text.Count("count.events", len(s.Events)),
	}
	if n := len(s.Years); n > 1 {
		c.From, c.To = r.periodName(s.Years[0]), r.periodName(s.Years[n-1])
		c.Marks = r.cardMarks()
	}
	return c
}

// cardMarks places the events between the first and the last year. The numbers
// are whole, so that the marks are where they are on every machine.
func (r *Renderer) cardMarks() []card.Mark {
	events := r.site.Events
	first := events[0].Date.FiledDay()
	length := max(1, events[len(events)-1].Date.FiledDay()-first)
	marks := make([]card.Mark, 0, len(events))
	for _, e := range events {
		day := e.Date.FiledDay() - first
		at := day * card.StripLength / length
		if day > 1<<48 { // of a billion years, days are too many to multiply
			at = day / max(1, length/card.StripLength)
		}
		kind := r.kind(e.Kind)
		marks = append(marks, card.Mark{At: int(at), Shape: kind.Shape, Color: r.cards.color[kind.ID]})
	}
	return marks
}

// cardFont returns the font that the settings name, and reports what is wrong
// with it; nil when there is none. As a logo is, it is looked for beside
// index.md first, then in static/.
func (r *Renderer) cardFont(content tree.Tree) *card.Font {
	named := r.site.CardFont
	if named.Path == "" {
		return nil
	}
	report := func(code, message, hint string) *card.Font {
		r.planFound.Add(diag.Diagnostic{Pos: named.Pos, Length: named.Length, Code: code, Message: message, Hint: hint})
		return nil
	}
	file := findFile(named.Path, content, r.theme.static)
	quoted := diag.Quote(named.Path)
	switch {
	case file == nil:
		return report("font-missing", "there is no file "+quoted+" beside index.md or in static/",
			diag.DidYouMean(named.Path, fontNames(content, r.theme.static), "the name is written from index.md, as font.ttf or fonts/font.ttf"))
	case file.Size > card.MaxFont:
		return report("font-too-large", fmt.Sprintf("the font %s has %d MB; at most %d are allowed", quoted, file.Size>>20, card.MaxFont>>20),
			"use the font for one region or script alone")
	}
	font, err := r.theme.font(file)
	switch {
	case err == nil:
		return font
	case errors.Is(err, card.ErrPacked):
		return report("font-type", quoted+" is a WOFF2 font, which is packed for browsers", "use the TTF or OTF that it was made from")
	case errors.Is(err, card.ErrNotFont):
		return report("font-type", quoted+" is no font, by its content", "save it again; it begins as no TrueType or OpenType font does")
	case errors.Is(err, card.ErrDamaged):
		return report("font-damaged", quoted+" cannot be used: "+firstLine(err.Error()), "save or copy the font again, or use another")
	}
	return report("font-unread", quoted+" cannot be read: "+firstLine(err.Error()), "")
}

// findFile looks for a file in one tree after the other, by its name in NFC, as
// addresses are.
func findFile(name string, trees ...tree.Tree) *tree.File {
	for _, t := range trees {
		if f, ok := t.Get(name); ok {
			return f
		}
		for f := range t.Files() {
			if norm.NFC.String(f.Path) == norm.NFC.String(name) {
				return f
			}
		}
	}
	return nil
}

// fontNames are the files that a font could be.
func fontNames(trees ...tree.Tree) (names []string) {
	for _, t := range trees {
		for f := range t.Files() {
			if site.IsCardFontName(f.Path) {
				names = append(names, f.Path)
			}
		}
	}
	return names
}

// readFont is a font that was read, or why it cannot be.
type readFont struct {
	hash tree.Hash
	font *card.Font
	err  error
}

// font reads a font. It keeps the last, for a preview that asks again and
// again.
func (t *Theme) font(file *tree.File) (*card.Font, error) {
	hash := file.Hash()
	if last := t.lastFont.Load(); last != nil && last.hash == hash && hash != (tree.Hash{}) {
		return last.font, last.err
	}
	data, err := file.Bytes(card.MaxFont)
	if err != nil {
		return nil, err
	}
	read := &readFont{hash: hash}
	read.font, read.err = card.ParseFont(data, tree.HashOf(data).String())
	t.lastFont.Store(read)
	return read.font, read.err
}

// lacking looks for letters that cards show as a box.
type lacking struct {
	style  *card.Style
	first  *event.Event
	field  string // of the first
	letter rune
	events int
}

func (l *lacking) look(e *event.Event, c card.Event) {
	for _, text := range []struct{ field, text string }{{"title", c.Title}, {"date", c.Date}} {
		letter, lacks := l.style.Lacks(text.text)
		if !lacks {
			continue
		}
		if l.events == 0 {
			l.first, l.field, l.letter = e, text.field, letter
		}
		l.events++
		return
	}
}

// found warns once for the site.
func (l *lacking) found() diag.List {
	if l.events == 0 {
		return nil
	}
	pos, length := l.first.At(l.field)
	message := "cards show a box for the letter " + diag.Quote(string(l.letter)) + ", which their fonts lack"
	if l.events > 1 {
		message += fmt.Sprintf(" (in %d events, for this letter or others)", l.events)
	}
	return diag.List{{
		Pos: pos, Length: length, Severity: diag.Warning, Code: "card-letters", Message: message,
		Hint: "name a font that has them in index.md, as card_font: fonts/font.otf, or write cards: false",
	}}
}

// article is what other sites are told of an event's entry beside its title.
func (r *Renderer) article(e *event.Event, v *Event) *Article {
	a := &Article{Published: wholeDay(e.Published), Modified: wholeDay(e.Updated)}
	for _, c := range e.Corrections {
		a.Modified = max(a.Modified, wholeDay(c.Date))
	}
	if a.Modified == a.Published {
		a.Modified = ""
	}
	for _, t := range v.Tags {
		a.Tags = append(a.Tags, t.Name)
	}
	return a
}

// wholeDay returns a date as ISO 8601 has it, "" when it is not known to the
// day.
func wholeDay(d edtf.Date) string {
	if d.IsZero() || d.IsInterval() || d.IsSet() || d.Precision() < edtf.Day {
		return ""
	}
	return d.Datetime()
}

// ogLocale returns a language as the Open Graph protocol has it, with the
// region where most speak it if none is said: "de_DE".
func ogLocale(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	region, confidence := tag.Region()
	if confidence == language.No || !region.IsCountry() {
		return ""
	}
	return base.String() + "_" + region.String()
}
