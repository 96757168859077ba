package event

import (
	"strconv"
	"strings"

	"dateline/internal/doc"
	"dateline/internal/edtf"
)

// Format writes the front matter of an event, with the --- lines around it:
// the keys in the order of [Keys], and only what is set. Append the text, in
// Markdown, to get a file; Parse reads it back to the same event, its body,
// places and extra keys with nested maps aside.
func Format(e *Event) []byte {
	w := &writer{}
	w.line("---")
	w.scalar("title", e.Title)
	w.date("date", e.Date)
	w.scalar("kind", e.Kind)
	w.scalar("summary", e.Summary)
	w.list("tags", e.Tags)
	w.list("actors", e.Actors)
	w.scalar("place", e.Place)
	if e.Importance != 0 && e.Importance != defaultImportance {
		w.line("importance: " + strconv.Itoa(e.Importance))
	}
	if e.Status != Confirmed {
		w.scalar("status", e.Status.String())
	}
	w.scalar("status_reason", e.StatusReason)
	w.sources(e.Sources)
	w.dateClaims(e.DateClaims)
	w.media(e.Media)
	w.related(e.Related)
	w.date("published", e.Published)
	w.date("updated", e.Updated)
	w.corrections(e.Corrections)
	w.scalar("language", e.Language)
	w.list("aliases", e.Aliases)
	if e.Order != 0 {
		w.line("order: " + strconv.Itoa(e.Order))
	}
	if e.Draft {
		w.line("draft: true")
	}
	for _, x := range e.Extra {
		if len(x.Values) == 1 {
			w.scalar(x.Key, x.Values[0])
		} else {
			w.list(x.Key, x.Values)
		}
	}
	w.line("---")
	return []byte(w.b.String())
}

// writer writes block-style YAML. In a list of maps, the first key of each
// follows the dash.
type writer struct {
	b     strings.Builder
	first bool // the next key starts an entry of a list of maps
	depth int
}

func (w *writer) line(s string) {
	const step = "    "
	if w.first {
		w.b.WriteString(strings.Repeat(step, w.depth-1) + "  - ")
	} else {
		w.b.WriteString(strings.Repeat(step, w.depth))
	}
	w.first = false
	w.b.WriteString(s + "\n")
}

func (w *writer) scalar(key, value string) {
	if value != "" {
		w.line(doc.EncodeScalar(key) + ": " + doc.EncodeScalar(value))
	}
}

// number writes a number but for 0, which says that there is none.
func (w *writer) number(key string, n int) {
	if n != 0 {
		w.line(key + ": " + strconv.Itoa(n))
	}
}

func (w *writer) date(key string, d edtf.Date) { w.scalar(key, d.String()) }

// list writes a list of scalars, always in block style: one entry a line makes
// for readable differences between versions.
func (w *writer) list(key string, values []string) {
	if len(values) == 0 {
		return
	}
	w.line(doc.EncodeScalar(key) + ":")
	for _, value := range values {
		w.b.WriteString("  - " + doc.EncodeScalar(value) + "\n")
	}
}

// maps writes a list of n maps.
func (w *writer) maps(key string, n int, entry func(i int)) {
	if n == 0 {
		return
	}
	w.line(key + ":")
	w.depth++
	for i := range n {
		w.first = true
		entry(i)
		w.first = false
	}
	w.depth--
}

// related writes ids, and as addresses those that would be taken for a file's
// path: there may be a folder events/events.
func (w *writer) related(ids []string) {
	written := make([]string, len(ids))
	for i, id := range ids {
		if written[i] = id; relatedID(id) != id {
			written[i] = "/" + eventsFolder + id + "/"
		}
	}
	w.list("related", written)
}

func (w *writer) sources(sources []Source) {
	w.maps("sources", len(sources), func(i int) {
		s := sources[i]
		w.scalar("id", s.ID)
		w.scalar("title", s.Title)
		w.scalar("publisher", s.Publisher)
		w.scalar("author", s.Author)
		w.scalar("url", s.URL)
		w.scalar("archive", s.Archive)
		w.date("date", s.Date)
		w.date("accessed", s.Accessed)
		w.scalar("note", s.Note)
	})
}

func (w *writer) dateClaims(claims []DateClaim) {
	w.maps("date_claims", len(claims), func(i int) {
		w.date("date", claims[i].Date)
		w.scalar("source", claims[i].Source)
	})
}

func (w *writer) media(media []Media) {
	w.maps("media", len(media), func(i int) {
		m := media[i]
		w.scalar("src", m.Src)
		w.scalar("alt", m.Alt)
		w.scalar("caption", m.Caption)
		w.scalar("credit", m.Credit)
		w.scalar("poster", m.Poster)
		w.scalar("embed", m.Embed)
		w.number("width", m.Width)
		w.number("height", m.Height)
		w.maps("tracks", len(m.Tracks), func(i int) {
			t := m.Tracks[i]
			w.scalar("src", t.Src)
			w.scalar("kind", t.Kind)
			w.scalar("language", t.Language)
			w.scalar("label", t.Label)
		})
	})
}

func (w *writer) corrections(corrections []Correction) {
	w.maps("corrections", len(corrections), func(i int) {
		c := corrections[i]
		w.date("date", c.Date)
		w.scalar("kind", c.Kind)
		w.scalar("text", c.Text)
	})
}
