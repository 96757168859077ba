package card

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"flag"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-fonts/dejavu/dejavuserifcondensedbold"
	"github.com/go-text/typesetting/font"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/gofont/goregular"
)

var update = flag.Bool("update", false, "write the golden file")

// light and dark are styles in the colours of the default theme.
func light(site, lang string) *Style {
	return &Style{
		Site: site, Language: lang, RTL: lang == "ar" || lang == "he",
		Paper: color.RGBA{255, 254, 250, 255}, Ink: color.RGBA{28, 26, 23, 255}, Quiet: color.RGBA{95, 90, 82, 255},
		Rule: color.RGBA{216, 210, 197, 255}, Accent: color.RGBA{173, 31, 27, 255},
	}
}

func dark(site, lang string) *Style {
	s := light(site, lang)
	s.Sans = true
	s.Paper, s.Ink, s.Accent = color.RGBA{22, 20, 18, 255}, color.RGBA{236, 231, 221, 255}, color.RGBA{255, 153, 141, 255}
	return s
}

var blue = color.RGBA{29, 79, 124, 255}

// sample is a card of an event, or of a site.
type sample struct {
	style *Style
	card  Card
}

const longTitle = "The Department of Commerce’s Bureau of Industry and Security announces a Final Determination that prohibits Kaspersky Lab, Inc., the American subsidiary of the Russian maker of anti-virus software, from providing its products and services, directly or indirectly, in the United States or to Americans anywhere"

// samples have all scripts of the built-in fonts, short and long titles, marks
// of all shapes, and what is hard to set.
func samples() map[string]sample {
	kaspersky := light("How the United States banned Kaspersky", "en-US")
	arabic := light("تاريخ الطباعة العربية", "ar")
	own := light("Own", "en")
	own.Font, _ = ParseFont(goregular.TTF, "go")
	var few, many []Mark
	for i := range 22 {
		few = append(few, Mark{At: i * i * 20, Shape: []string{"disc", "diamond", "quote"}[i%3], Color: blue})
	}
	for i := range 1000 {
		many = append(many, Mark{At: i * i / 100})
	}
	return map[string]sample{
		"latin":     {kaspersky, Event{Date: "June 20, 2024", Title: "Commerce bans Kaspersky software", Kind: "Announcement", Shape: "disc", Color: blue}},
		"status":    {kaspersky, Event{Date: "June 20 – September 29, 2024", Title: "Security updates for software already in use are prohibited from this day", Kind: "Deadline", Shape: "diamond", Color: kaspersky.Accent, Status: "Disputed"}},
		"long":      {light(longTitle, "en"), Event{Date: "c. spring 2024", Title: longTitle, Kind: longTitle, Shape: "quote", Color: blue, Status: "Retracted", Struck: true}},
		"word":      {light("Wörter", "de"), Event{Date: "14. Juli 1999", Title: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", Kind: "Gesetz", Shape: "house", Color: blue}},
		"wide":      {light("W", "en"), Event{Date: strings.Repeat("2024, ", 60), Title: strings.Repeat("W", 300), Kind: "Wide", Shape: "ring", Color: blue, Status: strings.Repeat("W", 50)}},
		"wide-rtl":  {light(strings.Repeat("ש", 300), "he"), Event{Date: strings.Repeat("2024, ", 60), Title: strings.Repeat("ש", 300), Kind: strings.Repeat("ש", 300), Shape: "ring", Color: blue, Status: strings.Repeat("ש", 50)}},
		"arabic":    {arabic, Event{Date: "حوالي ١٥١٤", Title: "طباعة أول كتاب بالحروف العربية المتحركة في مدينة فانو الإيطالية", Kind: "إعلان", Shape: "ring", Color: blue, Status: "متنازع عليه"}},
		"mixed":     {arabic, Event{Date: "٢٠ يونيو ٢٠٢٤", Title: "شركة Kaspersky Lab (المحدودة) تعلن في 2024 انسحابها من السوق الأمريكية بنسبة 100%", Kind: "بيان", Shape: "triangle", Color: blue}},
		"hebrew":    {light("ציר הזמן של העברית", "he"), Event{Date: "14 במאי 1948", Title: "הכרזת העצמאות נקראת בתל אביב, ו־The Times מדווח", Kind: "הודעה", Shape: "cross", Color: blue}},
		"greek":     {light("Χρονολόγιο της Ελλάδας", "el"), Event{Date: "25 Μαρτίου 1821", Title: "Η Επανάσταση ξεκινά στην Πελοπόννησο· ᾠδὴ εἰς τὴν Ἐλευθερίαν", Kind: "Ανακοίνωση", Shape: "bars", Color: blue}},
		"cyrillic":  {light("Хроника запрета", "ru"), Event{Date: "20 июня 2024 г.", Title: "Министерство торговли США запрещает программное обеспечение «Лаборатории Касперского»", Kind: "Объявление", Shape: "half", Color: blue}},
		"short":     {light("Хроніка", "uk"), Event{Date: "24 серпня 1991", Title: "Київ", Kind: "Подія", Shape: "down", Color: blue}},
		"dark":      {dark("Apollo 11", "en"), Event{Date: "20 July 1969, 20:17 UTC", Title: "Eagle lands: “The efficient office offers affluent fjords”", Kind: "Action", Shape: "square", Color: blue}},
		"elsewhere": {light("Presse", "fr"), Event{Date: "3 mars 2020", Language: "ar", RTL: true, Title: "طباعة أول كتاب بالحروف العربية", Kind: "Déclaration", Shape: "star", Color: blue}},
		"boxes":     {light("历史", "zh"), Event{Date: "2024年6月20日", Title: "美国商务部禁止卡巴斯基软件 👍🏽", Kind: "公告", Shape: "disc", Color: blue}},
		"own":       {own, Event{Date: "June 20, 2024", Title: "A face of one’s own, and مطبعة", Kind: "Action", Shape: "square", Color: blue}},
		"empty":     {light("", ""), Event{}},
		"site":      {kaspersky, Site{Description: longTitle, Facts: "22 events", From: "2017", To: "2024", Publisher: "The dateline authors", Marks: few}},
		"site-many": {dark("Apollo 11", "en"), Site{Description: "Eight days in July 1969.", Facts: "1,000 events", From: "44 BC", To: "1969", Publisher: "NASA", Marks: many}},
		"site-rtl":  {arabic, Site{Description: "من أول كتاب مطبوع بالحروف العربية إلى اليوم", Facts: "٢٢ حدثًا", From: "١٥١٤", To: "١٨٢٠", Publisher: "دار الكتب", Marks: few}},
		"site-bare": {light(longTitle, "en"), Site{Facts: "1 event"}},
	}
}

// drawn are the samples as they are drawn, each once for all tests.
var drawn = sync.OnceValue(func() map[string][]byte {
	out := map[string][]byte{}
	for name, s := range samples() {
		out[name] = s.card.Draw(s.style)
	}
	return out
})

func decode(t *testing.T, data []byte) *image.Paletted {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := m.(*image.Paletted)
	if !ok || p.Rect != image.Rect(0, 0, Width, Height) {
		t.Fatalf("%T %v", m, m.Bounds())
	}
	return p
}

// The pixels of each sample are what they were, on whatever machine. When a
// change is meant, look at the pictures (-update writes those that changed to
// the folder of CARDS), and raise Version.
func TestGolden(t *testing.T) {
	const file = "testdata/cards.txt"
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(drawn())) {
		data := drawn()[name]
		m := decode(t, data)
		checkMargins(t, name, m)
		h := sha256.New()
		for _, c := range m.Palette {
			r, g, b, _ := c.RGBA()
			h.Write([]byte{byte(r), byte(g), byte(b)})
		}
		h.Write(m.Pix)
		b.WriteString(name + " " + hex.EncodeToString(h.Sum(nil)[:8]) + "\n")
		if dir := os.Getenv("CARDS"); *update && dir != "" {
			if err := os.WriteFile(dir+"/"+name+".png", data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// checkMargins checks that, whatever the text, the margins stay white, but for
// the flag at the top and what letters reach over their own width.
func checkMargins(t *testing.T, name string, m *image.Paletted) {
	t.Helper()
	const over = 12
	white := make([]byte, Width) // paper is the first colour
	for y := flagged; y < Height; y++ {
		row := m.Pix[y*m.Stride:][:Width]
		left, right := margin-over, Width-margin+over
		if y < flagged+24 || y >= Height-16 {
			left, right = Width, Width
		}
		if !bytes.Equal(row[:left], white[:left]) || !bytes.Equal(row[right:], white[right:]) {
			t.Fatalf("%s: there is ink in the margin at line %d", name, y)
		}
	}
}

// A drawer is used again and again, by several goroutines: what it drew before
// makes no difference.
func TestAgain(t *testing.T) {
	names := []string{"long", "arabic", "status"}
	all := samples()
	style := all["latin"].style
	var want [][]byte
	for _, name := range names {
		want = append(want, all[name].card.Draw(style.plain()))
	}
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Go(func() {
			for i := range names {
				i = (i + n) % len(names)
				if !bytes.Equal(all[names[i]].card.Draw(style), want[i]) {
					t.Errorf("%s is another the second time", names[i])
				}
			}
		})
	}
	wg.Wait()
}

func newDrawer() *drawer { return light("", "en").drawer() }

// glyphs returns the glyphs of a text in the order of writing, from the left.
func glyphs(t text) (ids []font.GID) {
	runs := slices.Clone(t.runs)
	if t.rtl {
		slices.Reverse(runs)
	}
	for _, run := range runs {
		for _, g := range run.Glyphs {
			ids = append(ids, g.GlyphID)
		}
	}
	return ids
}

func TestShaping(t *testing.T) {
	d, s := newDrawer(), light("", "en")
	title := s.voices().title
	set := func(s, lang string, rtl bool) []font.GID { return glyphs(d.shape(s, title, lang, rtl)) }
	joined := set("بيت", "ar", true)
	var apart []font.GID
	for _, r := range "تيب" { // from the left
		apart = append(apart, set(string(r), "ar", true)...)
	}
	if len(joined) != 3 || len(apart) != 3 || joined[1] == apart[1] || joined[2] == apart[2] {
		t.Errorf("Arabic letters do not join: %v, apart %v", joined, apart)
	}
	if lamAlef := set("لا", "ar", true); len(lamAlef) != 1 {
		t.Errorf("lam and alef are %v, not a ligature", lamAlef)
	}
	if fi := set("ﬁ", "en", false); len(fi) != 1 || !slices.Equal(set("fi", "en", false), fi) {
		t.Errorf("fi is %v, not the ligature %v", set("fi", "en", false), fi)
	}
	hebrew, reversed := set("אבג", "he", true), set("גבא", "he", true)
	slices.Reverse(reversed)
	if len(hebrew) != 3 || hebrew[0] == hebrew[2] || !slices.Equal(hebrew, reversed) {
		t.Errorf("Hebrew is not from right to left: %v, %v", hebrew, reversed)
	}
	first := set("א", "he", true)
	if hebrew[2] != first[0] {
		t.Errorf("the first letter of Hebrew is not on the right: %v", hebrew)
	}
	if composed := set("é", "fr", false); !slices.Equal(composed, set("e\u0301", "fr", false)) {
		t.Error("an accent is another glyph when it is written apart")
	}
}

// In a line from right to left, a Latin name stands as it is read, between
// Arabic words, and a number after the word before it.
func TestDirections(t *testing.T) {
	d, s := newDrawer(), light("", "ar")
	shaped := d.shape("شركة Lab في 2024", s.voices().title, "ar", true)
	line := d.lines(shaped, 40, 2000, false)[0]
	order := make([]string, len(line))
	for _, run := range line {
		order[run.VisualIndex] += strings.TrimSpace(string(shaped.runes[run.Runes.Offset:][:run.Runes.Count]))
	}
	if got := strings.Join(slices.DeleteFunc(order, func(s string) bool { return s == "" }), "|"); got != "2024|في|Lab|شركة" {
		t.Errorf("from the left, the runs are %s", got)
	}
}

// The built-in fonts have what the scripts need that they are there for.
func TestLetters(t *testing.T) {
	s := light("", "en")
	for _, text := range []string{
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ÄÖÜßçñøåæœčďěňřšťžąćęłńóśźżıİğşőűăâîșțđħŀŧŋ Chủ tịch Hồ Chí Minh ẞ “”‘’„«»–—…·’€№§",
		"АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя ІіЇїЄєҐґЎў ЂЃЉЊЋЌЏ ӘҒҚҢӨҰҮҺ",
		"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψω άέήίόύώϊϋΐΰ ἀἁἄᾳῃῳ",
		"ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى ًٌٍَُِّْ ٠١٢٣٤٥٦٧٨٩ پچژگکی ۰۱۲۳۴۵۶۷۸۹ ،؛؟",
		"אבגדהוזחטיכךלמםנןסעפףצץקרשת שָׁלוֹם ־ ״׳",
		"ԱԲԳ աբգ აბგ",
	} {
		for _, sans := range []bool{false, true} {
			s := &Style{Sans: sans}
			for _, r := range text {
				if letter, lacks := s.Lacks(string(r)); lacks {
					t.Errorf("there is no %q (%U)", letter, letter)
				}
			}
		}
		d := newDrawer()
		for _, v := range []voice{s.voices().title, s.voices().strong, s.voices().plain} {
			if ids := glyphs(d.shape(text, v, "en", false)); slices.Contains(ids, 0) {
				t.Errorf("there is a box in %q", text)
			}
		}
	}
	if r, lacks := s.Lacks("A 字"); !lacks || r != '字' {
		t.Errorf("a letter that is not there: %q, %t", r, lacks)
	}
	if r, lacks := s.Lacks("👍🏽 ☂ \ufe0f"); lacks {
		t.Errorf("a sign that is left out is missed: %q", r)
	}
	if got := s.voices().title.clean("A 👍🏽\tB\n\u0000字"); got != "A B 字" {
		t.Errorf("cleaned: %q", got)
	}
}

func TestLines(t *testing.T) {
	d := newDrawer()
	title := light("", "en").voices().title
	room := box{sizes: titleSizes, width: column, height: 330, leading: 116, short: 2}
	for _, test := range []struct {
		name, text string
		lines      [2]int // at least, at most
		size       [2]int
		whole      bool // no word is broken
	}{
		{"short", "Kyiv", [2]int{1, 1}, [2]int{104, 104}, true},
		{"two lines", "Commerce bans Kaspersky software", [2]int{2, 2}, [2]int{84, 104}, true},
		{"longest", longTitle, [2]int{5, 8}, [2]int{37, 50}, true},
		{"one word", strings.Repeat("donaudampfschiff", 6), [2]int{2, 5}, [2]int{50, 61}, false},
		{"300 wide", strings.Repeat("W", 300), [2]int{7, 7}, [2]int{37, 37}, false},
		{"300 words", strings.Repeat("W ", 150), [2]int{5, 7}, [2]int{37, 50}, true},
	} {
		s := d.fit(d.shape(test.text, title, "en", false), room)
		if n := len(s.lines); n < test.lines[0] || n > test.lines[1] || s.size < test.size[0] || s.size > test.size[1] {
			t.Errorf("%s: %d lines at %d", test.name, n, s.size)
		}
		if s.height() > room.height || s.pixels() > room.width {
			t.Errorf("%s: %d × %d, which is too large", test.name, s.pixels(), s.height())
		}
		runes := []rune(test.text)
		for _, l := range s.lines[:len(s.lines)-1] {
			end := l[len(l)-1].Runes.Offset + l[len(l)-1].Runes.Count
			if test.whole && runes[end-1] != ' ' && runes[end-1] != '-' {
				t.Errorf("%s: a word is broken: %q", test.name, string(runes[:end]))
			}
		}
	}
}

// What does not fit ends in an ellipsis, after a word where there are words.
func TestCut(t *testing.T) {
	d := newDrawer()
	v := light("", "en").voices().title
	ellipsis := glyphs(d.shape("…", v, "en", false))[0]
	for _, text := range []string{longTitle, strings.Repeat("W", 300)} {
		s := d.fit(d.shape(text, v, "en", false), box{sizes: []int{40}, width: 500, height: 100, leading: 120})
		if len(s.lines) != 2 || s.pixels() > 500 {
			t.Fatalf("%d lines, %d wide", len(s.lines), s.pixels())
		}
		last := s.lines[1][len(s.lines[1])-1].Glyphs
		if last[len(last)-1].GlyphID != ellipsis {
			t.Errorf("%.20q does not end in an ellipsis", text)
		}
	}
}

// The outlines of the built-in fonts are in whole or half units, so that no
// processor rounds them otherwise than another.
func TestOutlines(t *testing.T) {
	for _, f := range []*font.Font{serifBold(), sansBold(), sans()} {
		face := font.NewFace(f)
		glyphs := 0
		for gid := range font.GID(7000) { // all of them
			o, ok := face.GlyphDataOutline(gid)
			if !ok {
				continue
			}
			glyphs++
			for _, s := range o.Segments {
				for _, p := range s.ArgsSlice() {
					if p.X*2 != float32(int(p.X*2)) || p.Y*2 != float32(int(p.Y*2)) {
						t.Fatalf("glyph %d has a point at %v, %v", gid, p.X, p.Y)
					}
				}
			}
		}
		if glyphs < 3000 {
			t.Errorf("%d glyphs", glyphs)
		}
	}
}

func TestKey(t *testing.T) {
	e := Event{Date: "2024", Title: "A"}
	style := light("S", "en")
	key := style.Key(e)
	if key != light("S", "en").Key(e) {
		t.Error("the same card has another key")
	}
	own := light("S", "en")
	own.Font = &Font{key: "x"}
	for name, other := range map[string]string{
		"title": style.Key(Event{Date: "2024", Title: "B"}), "divided": style.Key(Event{Date: "2024 A"}),
		"site": light("T", "en").Key(e), "language": light("S", "de").Key(e), "look": dark("S", "en").Key(e),
		"font": own.Key(e), "of a site": style.Key(Site{Facts: "2024"}),
	} {
		if other == key {
			t.Errorf("another %s has the same key", name)
		}
	}
}

func TestShapes(t *testing.T) {
	d := newDrawer()
	seen := map[string]string{}
	for name := range marks {
		m := d.mark(name, 32)
		if m == nil || !m.rect.In(image.Rect(-17, -17, 17, 17)) {
			t.Fatalf("%s: %v", name, m)
		}
		if other := seen[string(m.cov)]; other != "" {
			t.Errorf("%s is %s", name, other)
		}
		seen[string(m.cov)] = name
	}
}

func TestParseFont(t *testing.T) {
	ttf := dejavuserifcondensedbold.TTF
	for _, test := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrNotFont},
		{"text", []byte("This is a letter."), ErrNotFont},
		{"a web font", []byte("wOF2\x00\x01\x00\x00"), ErrPacked},
		{"a picture", []byte("\x89PNG\r\n\x1a\n"), ErrNotFont},
		{"a begin", ttf[:4], ErrDamaged},
		{"a header", ttf[:12], ErrDamaged},
		{"a half", ttf[:len(ttf)/2], ErrDamaged},
		{"an empty collection", []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x00"), ErrDamaged},
		{"a table of four gigabytes", overwritten(ttf, 12+8, 0, 0, 1, 0, 0xff, 0xff, 0, 0), ErrDamaged},
		{"a thousand tables", overwritten(ttf, 4, 255, 255), ErrDamaged},
		{"a collection that begins nowhere", append([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\xff\xff\xff\xff"), ttf...), ErrDamaged},
		{"no outlines", renamed(ttf, "glyf"), ErrDamaged},
		{"zeros", append([]byte("\x00\x01\x00\x00"), make([]byte, 1000)...), ErrDamaged},
	} {
		if _, err := ParseFont(test.data, ""); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	// Of a collection, the first font is taken; tables are where they are in
	// the file.
	const header = 16
	one := append([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01"), 0, 0, 0, 0)
	binary.BigEndian.PutUint32(one[12:], uint32(len(ttf)))
	contents := 12 + 16*int(binary.BigEndian.Uint16(ttf[4:]))
	one = append(append(one, ttf[header:]...), ttf[:contents]...)
	for name, good := range map[string][]byte{"DejaVu": ttf, "Go": goregular.TTF, "a collection": one, "no layout": renamed(ttf, "GSUB")} {
		if _, err := ParseFont(good, ""); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func overwritten(data []byte, at int, with ...byte) []byte {
	data = bytes.Clone(data)
	copy(data[at:], with)
	return data
}

// renamed hides a table of a font.
func renamed(data []byte, tag string) []byte {
	return bytes.Replace(data, []byte(tag), []byte("none"), 1)
}

// A font whose parts are overwritten is refused, or draws something.
func TestDamagedFont(t *testing.T) {
	taken := 0
	for i := range 12 {
		data := bytes.Clone(goregular.TTF)
		for j := range 6 {
			data[2000+(i*24771+j*9001)%(len(data)-2000)] ^= byte(i*j + 1)
		}
		if drawWith(t, data) {
			taken++
		}
	}
	if taken == 0 {
		t.Error("all were refused: nothing was tried")
	}
}

// drawWith draws a card with a font that may be damaged. It reports whether
// that was taken for a font.
func drawWith(t *testing.T, data []byte) bool {
	t.Helper()
	f, err := ParseFont(data, "x")
	if err != nil {
		return false
	}
	s := light("A site", "en")
	s.Font = f
	s.Lacks("Ωא字")
	decode(t, Event{Date: "June 2024", Title: "Waffles, fjörds and العربية", Kind: "Kind"}.Draw(s))
	return true
}

func FuzzFont(f *testing.F) {
	f.Add(goregular.TTF)
	f.Add(goregular.TTF[:2000])
	f.Add([]byte("OTTO\x00\x01\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0c"))
	f.Fuzz(func(t *testing.T, data []byte) { drawWith(t, data) })
}

func FuzzTitle(f *testing.F) {
	f.Add("“A” (b)\u202e c\u0301\u200d\ufe0f", false)
	f.Add("שלום Lab 2024 مطبعة", true)
	f.Fuzz(func(t *testing.T, title string, rtl bool) {
		s := light("A site", "en")
		s.RTL = rtl
		decode(t, Event{Date: title, Title: title, Kind: title, Status: title}.Draw(s))
	})
}

// BenchmarkCard measures a card of an event, all in one goroutine.
func BenchmarkCard(b *testing.B) {
	for _, name := range []string{"latin", "status", "long", "arabic", "site"} {
		b.Run(name, func(b *testing.B) {
			s := samples()[name]
			size := 0
			for b.Loop() {
				size = len(s.card.Draw(s.style))
			}
			b.ReportMetric(float64(size), "bytes/card")
		})
	}
}
