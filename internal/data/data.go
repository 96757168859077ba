// Package data says what is in a timeline in forms for programs: JSON with a
// schema, CSV for spreadsheets, the JSON of TimelineJS, and the JSON-LD that
// search engines read.
//
// The types of [Timeline] are the format: [Schema] is made from them, with the
// description of every field. The format has a version. While that is the
// same, fields are added and never renamed, removed or given another meaning.
//
// What is published here is what pages show: no front-matter key that the site
// does not declare, no draft unless drafts are built, no link to an event that
// is not there.
package data

import (
	"bytes"
	"encoding/json"
	"net/url"

	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
)

// Version is that of the format of [Timeline].
const Version = "1"

// The addresses of the files, root-relative.
const (
	EventsURL     = "/events.json"
	SchemaURL     = "/events.schema.json"
	CSVURL        = "/events.csv"
	TimelineJSURL = "/timelinejs.json"
	// EventFile is the name of an event's own file, beside its page.
	EventFile = "index.json"
)

// Site is a timeline to be described, and what readers call its parts.
type Site struct {
	*site.Site
	Locale *edtf.Locale
	Labels map[string]string // of kinds, by id, in the language of the site
}

// address makes an address of the site's own one that works from anywhere, as
// a URI (RFC 3986). Where the site's address is not known it stays relative to
// the root. Others are as they are.
func (s *Site) address(at string) string {
	if len(at) == 0 || at[0] != '/' {
		return at
	}
	return s.URL + (&url.URL{Path: at}).EscapedPath()
}

// label is what readers call a kind; one that is not declared has its id.
func (s *Site) label(kind string) string {
	if label, ok := s.Labels[kind]; ok && label != "" {
		return label
	}
	return kind
}

// Events returns events.json: all events without their texts, each in a line of
// its own.
func (s *Site) Events() []byte {
	t := s.timeline()
	for _, k := range s.Kinds {
		t.Kinds = append(t.Kinds, s.kind(k))
	}
	for _, era := range s.Eras {
		t.Eras = append(t.Eras, Era{era.Title, *s.date(era.Date)})
	}
	for _, f := range s.Fields {
		t.Fields = append(t.Fields, Field{f.Key, f.Label, f.Type})
	}
	return s.encode(t, 0, s.Site.Events, s.Event)
}

// One returns the file of one event: as Events, with its text, and with no more
// of the site than it takes to read it.
func (s *Site) One(e *event.Event) []byte {
	t := s.timeline()
	if k, ok := s.Kind(e.Kind); ok {
		t.Kinds = append(t.Kinds, s.kind(k))
	}
	for _, f := range s.Fields {
		if len(extra(e, f.Key)) > 0 {
			t.Fields = append(t.Fields, Field{f.Key, f.Label, f.Type})
		}
	}
	return s.encode(t, 5*len(e.Body.HTML)/2, []*event.Event{e}, func(e *event.Event) Event {
		v := s.Event(e)
		v.HTML = s.absolute(e)
		v.Text = plainText(e.Body.HTML)
		return v
	})
}

// encode writes a timeline, and its events as of returns them, one at a time:
// ten thousand of them are never in memory at once but as bytes. Texts take so
// much room beside.
func (s *Site) encode(t Timeline, room int, events []*event.Event, of func(*event.Event) Event) []byte {
	head := bytes.TrimSuffix(marshal(t), []byte("[]}\n"))
	b := bytes.NewBuffer(make([]byte, 0, len(head)+len(events)*perEvent+room))
	b.Write(head)
	b.WriteByte('[')
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for i, e := range events {
		if i > 0 {
			b.Truncate(b.Len() - 1) // the end of the line before
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		encode(enc, of(e))
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

// perEvent is about how many bytes an event with a few sources takes.
const perEvent = 1200

func encode(enc *json.Encoder, v any) {
	if err := enc.Encode(v); err != nil {
		panic("data: strings and numbers do not fail to marshal: " + err.Error())
	}
}

// marshal writes a value with the signs < > & as they are: the files are no
// parts of pages.
func marshal(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	encode(enc, v)
	return b.Bytes()
}

// timeline describes the site; its events are to follow.
func (s *Site) timeline() Timeline {
	t := Timeline{
		Schema: s.address(SchemaURL), Version: Version,
		Title: s.Title, Description: s.Description, URL: s.address("/"),
		Language: s.Language, Timezone: s.Timezone, License: s.License,
		Kinds: []Kind{}, Events: []Event{},
	}
	if s.Publisher.Name != "" {
		t.Publisher = &Publisher{s.Publisher.Name, s.Publisher.URL}
	}
	return t
}

func (s *Site) kind(k site.Kind) Kind {
	v := Kind{ID: k.ID, Label: s.label(k.ID), Description: k.Description, Calendar: k.Calendar}
	for _, t := range s.Facet(site.KindFacet).Terms {
		if t.Slug == k.ID {
			v.URL = s.address(t.URL)
		}
	}
	return v
}

// Event returns an event as events.json has it.
func (s *Site) Event(e *event.Event) Event {
	v := Event{
		ID: e.ID, URL: s.address(e.URL()), Title: e.Title, Language: e.Language,
		Date: *s.date(e.Date), Kind: e.Kind, Summary: summary(e),
		Importance: e.Importance, Status: e.Status.String(), StatusReason: e.StatusReason,
		Tags: e.Tags, Actors: e.Actors, Place: e.Place,
		Published: Moment(e.Published.String()), Updated: Moment(e.Updated.String()), Draft: e.Draft,
		Related: s.related(e), Fields: s.fields(e),
	}
	for _, c := range e.DateClaims {
		v.DateClaims = append(v.DateClaims, DateClaim{*s.date(c.Date), c.Source})
	}
	for _, src := range e.Sources {
		v.Sources = append(v.Sources, Source{
			ID: src.ID, Title: src.Title, Publisher: src.Publisher, Author: src.Author, URL: src.URL, Archive: src.Archive,
			Date: s.date(src.Date), Accessed: Moment(src.Accessed.String()), Note: src.Note,
		})
	}
	for _, m := range e.Media {
		v.Media = append(v.Media, s.media(m))
	}
	for _, c := range e.Corrections {
		v.Corrections = append(v.Corrections, Correction{Moment(c.Date.String()), c.Kind, c.Text})
	}
	return v
}

// summary is what lists show of an event: its summary, or the beginning of its
// text.
func summary(e *event.Event) string {
	if e.Summary != "" {
		return e.Summary
	}
	return e.Body.Excerpt
}

// related are the ids of related events that are there: a draft may not be.
func (s *Site) related(e *event.Event) (ids []string) {
	for _, id := range e.Related {
		if _, ok := s.Site.Event(id); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// fields are the front-matter keys that the site declares. The others may be
// notes that are for nobody else.
func (s *Site) fields(e *event.Event) map[string][]string {
	var fields map[string][]string
	for _, f := range s.Fields {
		if values := extra(e, f.Key); len(values) > 0 {
			if fields == nil {
				fields = map[string][]string{}
			}
			fields[f.Key] = values
		}
	}
	return fields
}

// extra are the values of a front-matter key that is not dateline's own.
func extra(e *event.Event, key string) []string {
	for _, x := range e.Extra {
		if x.Key == key {
			return x.Values
		}
	}
	return nil
}

func (s *Site) media(m event.Media) Media {
	v := Media{
		Type: m.Type(), URL: s.address(m.URL), Alt: m.Alt, Caption: m.Caption, Credit: m.Credit,
		Poster: s.address(m.PosterURL), Width: m.Width, Height: m.Height,
	}
	if file, ok := s.File(m.URL); ok && v.Width == 0 {
		v.Width, v.Height = file.Width, file.Height
	}
	for _, t := range m.Tracks {
		v.Tracks = append(v.Tracks, Track{s.address(t.URL), t.Kind, t.Language, t.Label})
	}
	return v
}
