package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/event"
	"dateline/internal/feed"
)

// feedEntry returns the event at a place as an entry of feeds. It is in as many
// feeds as it has tags, actors and kinds, and made once for all.
func (r *Renderer) feedEntry(place int) *feed.Entry {
	en := r.entry[place]
	en.feedOnce.Do(func() { en.feed = r.newFeedEntry(r.site.Events[place]) })
	return en.feed
}

// newFeedEntry tells an event whole, to who may never see its page: the status
// in the title and in the first line, what was corrected next, then when it
// happened, the pictures, the text and the sources.
func (r *Renderer) newFeedEntry(e *event.Event) *feed.Entry {
	url := r.absolute(e.URL())
	en := &feed.Entry{
		ID: url, URL: url, Title: e.Title, Summary: r.view(e).Summary, Language: e.Language, Categories: r.categories(e),
	}
	en.Published, en.Updated = r.feedTimes(e)
	if e.Status != event.Confirmed {
		label := r.view(e).Status.Label
		en.Title = r.labelled(label, e.Title)
		if e.Status == event.Retracted { // what was said is not to be repeated where it is not struck
			en.Summary = e.StatusReason
		} else if en.Summary != "" {
			en.Summary = r.labelled(label, en.Summary)
		}
	}
	media, pictured := r.mediaViews(e)
	for _, m := range media {
		if m.Type == event.Image {
			en.Image = r.absolute(m.Src)
			break
		}
	}
	content := mapAddresses([]byte(r.feedContent(e, media, pictured)), func(dst, address []byte) []byte {
		return append(append(dst, r.site.URL...), address...)
	})
	en.Content = strings.ReplaceAll(string(content), ` href="#`, ` href="`+template.HTMLEscapeString(url)+`#`)
	return en
}

// categories are what an entry is filed under: its kind and its tags.
func (r *Renderer) categories(e *event.Event) []string {
	var out []string
	for _, name := range append([]string{r.kind(e.Kind).Label}, e.Tags...) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// feedContent is an event as HTML, with the addresses of its page. It has no
// classes, since there is no style sheet.
func (r *Renderer) feedContent(e *event.Event, media []Media, pictured bool) string {
	var b strings.Builder
	if e.Status != event.Confirmed {
		b.WriteString(r.statusHTML(e))
	}
	if claims := r.claimViews(e); len(claims) > 0 {
		b.WriteString(r.claimsHTML(claims))
	}
	for _, c := range slices.Backward(e.Corrections) {
		b.WriteString(r.correctionHTML(c))
	}
	b.WriteString(paragraph(r.dateline(e)))
	if reading := r.view(e).Reading; reading != "" {
		b.WriteString(paragraph(`<em>` + template.HTMLEscapeString(reading) + `</em>`))
	}
	before, after := "", ""
	if attributes := r.langOf(e); attributes != "" {
		before, after = "<div"+spaced(attributes)+">\n", "</div>\n"
	}
	if e.Status == event.Retracted {
		before, after = before+"<del>\n", "</del>\n"+after
	}
	b.WriteString(before)
	if e.Summary != "" {
		b.WriteString(paragraph(strong(e.Summary)))
	}
	for _, m := range media {
		b.WriteString(r.mediaHTML(m))
	}
	b.WriteString(string(r.body(e.Body.HTML, !pictured)))
	b.WriteString(after)
	b.WriteString(r.sourcesHTML(e))
	return b.String()
}

// statusHTML says what an event that is not simply confirmed is, and why.
func (r *Renderer) statusHTML(e *event.Event) string {
	text := strong(r.text.Text("feed." + e.Status.String()))
	if e.StatusReason != "" {
		text += " <span" + spaced(r.langOf(e)) + ">" + template.HTMLEscapeString(e.StatusReason) + "</span>"
	}
	return paragraph(text)
}

// claimsHTML lists the dates that sources give for an event.
func (r *Renderer) claimsHTML(claims []DateClaim) string {
	html := paragraph(template.HTMLEscapeString(strings.TrimSpace(r.labelled(r.text.Text("sources.differ"), "")))) + "<ul>\n"
	for _, c := range claims {
		html += "<li>" + string(c.HTML) + "</li>\n"
	}
	return html + "</ul>\n"
}

// dateline says when and where an event took place, of which kind it is and
// who took part: the time of an entry is another.
func (r *Renderer) dateline(e *event.Event) string {
	v := r.view(e)
	parts := []string{string(v.Date.HTML)}
	for _, part := range append([]string{v.Kind.Label, e.Place}, e.Actors...) {
		if part != "" {
			parts = append(parts, template.HTMLEscapeString(part))
		}
	}
	return strings.Join(parts, " · ")
}

func paragraph(html string) string { return "<p>" + html + "</p>\n" }

func strong(text string) string {
	return "<strong>" + template.HTMLEscapeString(text) + "</strong>"
}

// correctionHTML is an entry in the record of changes.
func (r *Renderer) correctionHTML(c event.Correction) string {
	label := strong(r.correctionName(c.Kind))
	return paragraph(label + " " + template.HTMLEscapeString(r.labelled(r.fullDate(c.Date).Text, c.Text)))
}

// sourcesHTML lists the documents behind an event.
func (r *Renderer) sourcesHTML(e *event.Event) string {
	heading := "<h2>" + template.HTMLEscapeString(r.text.Text("event.sources")) + "</h2>\n"
	if len(e.Sources) == 0 {
		return heading + paragraph(template.HTMLEscapeString(r.text.Text("event.noSourceLong")))
	}
	var b strings.Builder
	b.WriteString(heading + "<ol>\n")
	for _, s := range r.sourceViews(e) {
		b.WriteString("<li>" + string(s.Link) + string(s.Credit) + ".")
		if s.Note != "" {
			b.WriteString(" " + template.HTMLEscapeString(s.Note) + ".")
		}
		if s.Archive != "" {
			b.WriteString(" " + string(anchor(s.Archive, "", r.text.Text("event.archived"))) + ".")
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ol>\n")
	return b.String()
}

// mediaHTML is a picture, recording or film with its caption.
func (r *Renderer) mediaHTML(m Media) string {
	var b strings.Builder
	b.WriteString("<figure>")
	switch m.Type {
	case event.Image:
		b.WriteString(still(m))
	case event.Video:
		b.WriteString(`<video controls preload="none"` + attribute("src", address(m.URL)) + attribute("poster", address(m.Poster)) + size(m) + `>` +
			string(anchor(address(m.URL), "", cmp.Or(m.Alt, m.URL))) + `</video>`)
	case event.Audio:
		b.WriteString(`<audio controls preload="none"` + attribute("src", address(m.URL)) + `>` +
			string(anchor(address(m.URL), "", cmp.Or(m.Alt, m.URL))) + `</audio>`)
	case event.Elsewhere:
		label := "media.open"
		if m.Film {
			label = "media.watch"
		}
		if m.Src != "" {
			b.WriteString(still(m))
		} else {
			b.WriteString(template.HTMLEscapeString(m.Alt))
		}
		b.WriteString(` ` + string(anchor(m.URL, "", r.text.Text(label, m.Host))))
	default:
		b.WriteString(string(anchor(address(m.URL), "", cmp.Or(m.Alt, m.Caption, r.text.Text("event.attachment")))))
	}
	if m.Caption != "" || m.Credit != "" {
		caption := m.Caption
		if m.Caption != "" && m.Credit != "" {
			caption += " / "
		}
		b.WriteString("<figcaption>" + template.HTMLEscapeString(caption+m.Credit) + "</figcaption>")
	}
	b.WriteString("</figure>\n")
	return b.String()
}

// still is the element of a picture.
func still(m Media) string {
	set := ""
	if m.Srcset != "" {
		set = attribute("srcset", string(m.Srcset)) + attribute("sizes", m.Sizes)
	}
	return "<img" + attribute("src", address(m.Src)) + set + ` alt="` + template.HTMLEscapeString(m.Alt) + `"` + size(m) + ">"
}

// size returns the width and height of what is shown, when they are known.
func size(m Media) string {
	if m.Width == 0 {
		return ""
	}
	return attribute("width", strconv.Itoa(m.Width)) + attribute("height", strconv.Itoa(m.Height))
}

// attribute returns an attribute after a space; "" when it has no value.
func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + template.HTMLEscapeString(value) + `"`
}

// address writes an address of a view as a URI; one of another site is one.
func address(of string) string {
	if strings.HasPrefix(of, "/") {
		return escapePath(of)
	}
	return of
}
