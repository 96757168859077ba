package data

import (
	"bytes"
	"encoding/json"
	"html"
	"strconv"
	"strings"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// The JSON that TimelineJS 3 reads (timeline.knightlab.com/docs/json-format).
type (
	tlTimeline struct {
		Title  *tlSlide  `json:"title,omitempty"`
		Eras   []tlEra   `json:"eras,omitempty"`
		Scale  string    `json:"scale"`
		Events []tlSlide `json:"events"` // last: see Site.TimelineJS
	}
	tlSlide struct {
		Start    *tlDate  `json:"start_date,omitempty"` // of all slides but the title
		End      *tlDate  `json:"end_date,omitempty"`
		Text     tlText   `json:"text"`
		Media    *tlMedia `json:"media,omitempty"`
		Group    string   `json:"group,omitempty"`
		Display  string   `json:"display_date,omitempty"`
		Autolink bool     `json:"autolink"` // the text is HTML, with links of its own
		ID       string   `json:"unique_id,omitempty"`
	}
	tlText struct {
		Headline string `json:"headline"` // HTML, as is text
		Text     string `json:"text,omitempty"`
	}
	tlMedia struct {
		URL       string `json:"url"`
		Caption   string `json:"caption,omitempty"`
		Credit    string `json:"credit,omitempty"`
		Thumbnail string `json:"thumbnail,omitempty"`
		Alt       string `json:"alt,omitempty"`
	}
	tlEra struct {
		Start *tlDate `json:"start_date"`
		End   *tlDate `json:"end_date"`
		Text  tlText  `json:"text"`
	}
	tlDate struct {
		Year   int64 `json:"year"` // there is no year 0: 1 BCE is -1
		Month  int   `json:"month,omitempty"`
		Day    int   `json:"day,omitempty"`
		Hour   *int  `json:"hour,omitempty"`
		Minute *int  `json:"minute,omitempty"`
		Second *int  `json:"second,omitempty"`
	}
)

// Beyond these years the dates of JavaScript end (ECMA-262, section 21.4.1.1),
// and with them TimelineJS's human scale.
const (
	firstHumanYear = -271_820
	lastHumanYear  = 275_759
)

// TimelineJS returns timelinejs.json. What has no start is left out, as
// TimelineJS cannot show it.
func (s *Site) TimelineJS() []byte {
	t := tlTimeline{
		Title: &tlSlide{Text: tlText{escaped(s.Title), paragraph(escaped(s.Description))}}, Scale: "human", Events: []tlSlide{},
	}
	human := s.isHuman()
	if !human {
		t.Scale = "cosmological"
	}
	for _, era := range s.Eras {
		if !era.Date.Lower().IsInf() && !era.Date.Upper().IsInf() {
			t.Eras = append(t.Eras, tlEra{startOf(era.Date).on(human), endOf(era.Date).on(human), tlText{Headline: escaped(era.Title)}})
		}
	}
	head := bytes.TrimSuffix(marshal(t), []byte("[]}\n"))
	b := bytes.NewBuffer(make([]byte, 0, len(head)+len(s.Site.Events)*perSlide))
	b.Write(head)
	b.WriteByte('[')
	enc, first := json.NewEncoder(b), true
	enc.SetEscapeHTML(false)
	for _, e := range s.Site.Events { // one at a time, as events.json
		if e.Date.Lower().IsInf() {
			continue
		}
		if !first {
			b.Truncate(b.Len() - 1) // the end of the line before
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		slide := s.slide(e)
		slide.Start, slide.End = slide.Start.on(human), slide.End.on(human)
		encode(enc, slide)
		first = false
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

// perSlide is about how many bytes a slide takes.
const perSlide = 600

// isHuman reports whether all dates are such as JavaScript has.
func (s *Site) isHuman() bool {
	inside := func(d edtf.Date) bool {
		return (d.Lower().IsInf() || tlYear(d.Lower().Year) >= firstHumanYear) && (d.Upper().IsInf() || d.Upper().Year <= lastHumanYear)
	}
	for _, era := range s.Eras {
		if !inside(era.Date) {
			return false
		}
	}
	for _, e := range s.Site.Events {
		if !inside(e.Date) {
			return false
		}
	}
	return true
}

// on returns what the scale knows of a date: the cosmological one years alone.
func (d *tlDate) on(human bool) *tlDate {
	if d == nil || human {
		return d
	}
	return &tlDate{Year: d.Year}
}

func (s *Site) slide(e *event.Event) tlSlide {
	v := tlSlide{
		Start: startOf(e.Date), Group: s.label(e.Kind), Display: s.Locale.Format(e.Date), ID: e.ID,
		Text: tlText{Headline: link(s.address(e.URL()), e.Title), Text: paragraph(escaped(summary(e))) + paragraph(sourceLinks(e.Sources))},
	}
	if needsEnd(e.Date) {
		v.End = endOf(e.Date)
	}
	if i := firstShown(e.Media); i >= 0 {
		m := e.Media[i]
		v.Media = &tlMedia{
			URL: s.address(m.URL), Caption: escaped(m.Caption), Credit: escaped(m.Credit), Thumbnail: s.address(m.PosterURL), Alt: m.Alt,
		}
	}
	return v
}

// firstShown is the place of the first of media that TimelineJS shows, or -1.
func firstShown(media []event.Media) int {
	for i, m := range media {
		if m.Type() != event.File && m.URL != "" {
			return i
		}
	}
	return -1
}

// sourceLinks names who stands behind the sources, with links.
func sourceLinks(sources []event.Source) string {
	names := make([]string, 0, len(sources))
	for _, src := range sources {
		name := src.Publisher
		if name == "" {
			name = src.Title
		}
		if src.URL == "" {
			names = append(names, escaped(name))
		} else {
			names = append(names, link(src.URL, name))
		}
	}
	return strings.Join(names, "; ")
}

func escaped(s string) string { return html.EscapeString(s) }

func link(address, text string) string {
	return `<a href="` + escaped(address) + `">` + escaped(text) + `</a>`
}

func paragraph(markup string) string {
	if markup == "" {
		return ""
	}
	return "<p>" + markup + "</p>"
}

// needsEnd reports whether the start of a date does not say all: an interval, a
// set, and what is known to a stretch of time that TimelineJS has no word for.
func needsEnd(d edtf.Date) bool {
	if d.Upper().IsInf() {
		return false
	}
	switch d.Precision() {
	case edtf.Year, edtf.Month, edtf.Day, edtf.Minute, edtf.Second:
		return d.IsInterval() || d.IsSet()
	}
	return true
}

// startOf is where a date begins, no more exact than it is known.
func startOf(d edtf.Date) *tlDate {
	return tlBound(d.Lower(), d.Precision(), d.Start())
}

// endOf is where a date ends, likewise.
func endOf(d edtf.Date) *tlDate {
	return tlBound(d.Upper(), d.EndPrecision(), d.End())
}

// tlBound writes a bound of a date. A season is written by its first or last
// month. TimelineJS knows no time zones: a time is as it is written.
func tlBound(b edtf.Bound, p edtf.Precision, written edtf.Date) *tlDate {
	v := &tlDate{Year: tlYear(b.Year)}
	if p > edtf.Year {
		v.Month = int(b.Month)
	}
	if p < edtf.Day {
		return v
	}
	v.Day = int(b.Day)
	if p < edtf.Minute {
		return v
	}
	hour, minute, second := int(b.Sec/3600), int(b.Sec/60%60), int(b.Sec%60)
	if _, clock, ok := strings.Cut(written.String(), "T"); ok && !written.IsSet() {
		v.Year, v.Month, v.Day = tlYear(written.Year()), written.Month(), written.Day()
		hour, _ = strconv.Atoi(clock[0:2])
		minute, _ = strconv.Atoi(clock[3:5])
	}
	v.Hour, v.Minute = &hour, &minute
	if p == edtf.Second {
		v.Second = &second // offsets are whole minutes
	}
	return v
}

// tlYear counts years as people do, without a year 0.
func tlYear(year int64) int64 {
	if year <= 0 {
		return year - 1
	}
	return year
}
