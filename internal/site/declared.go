package site

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/edtf"
	"dateline/internal/event"
)

// builtinKinds are there without being declared, in the order in which they
// are shown.
var builtinKinds = []Kind{
	{ID: "announcement", Label: "Announcement"},
	{ID: "deadline", Label: "Deadline", Calendar: true},
	{ID: "action", Label: "Action"},
	{ID: "statement", Label: "Statement"},
	{ID: "analysis", Label: "Analysis"},
}

// readKinds lays the site's kinds over the built-in ones: first those that the
// site lists, in its order, then the others.
func (r *settingsReader) readKinds() {
	var kinds []Kind
	for _, f := range r.maps("kinds", maxKinds) {
		id := f.Text("id", maxName)
		k, known := r.kind(f, id)
		r.reportUnknown(f, " of a kind", []string{"id", "label", "description", "colour", "calendar"})
		switch {
		case !known:
		case slices.ContainsFunc(kinds, func(other Kind) bool { return other.ID == k.ID }):
			r.report(id, "kind-twice", "the kind "+diag.Quote(k.ID)+" is declared twice", "remove one of the two")
		default:
			kinds = append(kinds, k)
		}
	}
	for _, k := range builtinKinds {
		if !slices.ContainsFunc(kinds, func(other Kind) bool { return other.ID == k.ID }) {
			kinds = append(kinds, k)
		}
	}
	r.s.Kinds = kinds
}

// kind reads one entry of `kinds`; what it does not say is as built in.
func (r *settingsReader) kind(f *doc.Fields, id doc.Text) (Kind, bool) {
	k := Kind{ID: id.S, Label: sentenceCase(id.S)}
	for _, builtin := range builtinKinds {
		if builtin.ID == id.S {
			k = builtin
		}
	}
	if label := f.Text("label", maxName).S; label != "" {
		k.Label, k.Named = label, true
	}
	k.Description = f.Text("description", maxTitle).S
	for _, key := range []string{"colour", "color"} {
		if t := f.Text(key, maxName); !t.IsZero() {
			k.Color = r.color(key, t)
		}
	}
	if _, _, given := f.Get("calendar"); given {
		k.Calendar = f.Bool("calendar")
	}
	return k, r.isSlug(f, id, "kind", "id")
}

// isSlug checks a name that is part of addresses, classes and keys.
func (r *settingsReader) isSlug(f *doc.Fields, t doc.Text, what, key string) bool {
	if t.IsZero() {
		if _, _, given := f.Get(key); !given {
			r.report(doc.Text{Pos: f.Pos()}, key+"-missing", "a "+what+" needs "+key, "add "+key+": a short name in lower case")
		}
		return false
	}
	if slug := event.Slug(t.S); slug != t.S {
		r.report(t, what+"-id-invalid", "the id "+diag.Quote(t.S)+" cannot be part of an address", "write "+diag.Quote(slug)+", and the words for readers as label")
		return false
	}
	return true
}

// sentenceCase makes a label of an id: "court-ruling" is "Court ruling".
func sentenceCase(id string) string {
	label := strings.ReplaceAll(id, "-", " ")
	first, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToUpper(first)) + label[size:]
}

// maps reads a list of maps of limited length.
func (r *settingsReader) maps(key string, limit int) []*doc.Fields {
	list := r.f.Maps(key)
	if len(list) > limit {
		r.report(doc.Text{Pos: list[limit].Pos()}, "value-many", key+" has more than "+itoa(limit)+" entries", "leave some out: nobody could tell so many apart")
		list = list[:limit]
	}
	return list
}

func (r *settingsReader) readEras() {
	for _, f := range r.maps("eras", maxEras) {
		title, at := f.Text("title", maxTitle), f.Text("date", maxName)
		r.reportUnknown(f, " of an era", f.Keys())
		for _, key := range []string{"title", "date"} {
			if _, _, given := f.Get(key); !given {
				r.report(doc.Text{Pos: f.Pos()}, "era-"+key+"-missing", "an era needs a "+key, eraHints[key])
			}
		}
		date := event.ReadDate(at, r.found)
		switch {
		case title.IsZero() || date.IsZero():
		case !date.IsInterval() && date.Precision() >= edtf.Day:
			r.report(at, "era-short", "the era "+diag.Quote(title.S)+" is a single day", "write an interval: "+date.String()+"/2024-09-29, or "+date.String()+"/.. for one that goes on")
		default:
			r.s.Eras = append(r.s.Eras, Era{Title: title.S, Date: date})
		}
	}
}

var eraHints = map[string]string{
	"title": "add title: what the time is called",
	"date":  "add date: an interval such as 2024-06-20/2024-09-29, or a year",
}

var fieldTypes = []string{"text", "number", "date", "url", "list"}

// readFields reads the front-matter keys that the site adds to its events.
func (r *settingsReader) readFields() {
	for _, f := range r.maps("fields", maxFields) {
		key := f.Text("key", maxName)
		field := Field{
			Key: key.S, Label: f.Text("label", maxName).S, Type: f.Choice("type", fieldTypes).S, Facet: f.Bool("facet"),
		}
		r.reportUnknown(f, " of a field", f.Keys())
		if field.Label == "" {
			field.Label = sentenceCase(strings.ReplaceAll(key.S, "_", "-"))
		}
		if field.Type == "" {
			field.Type = fieldTypes[0]
		}
		_, _, given := f.Get("key")
		switch {
		case !given:
			r.report(doc.Text{Pos: f.Pos()}, "key-missing", "a field needs key", "add key: the word that events write before the colon")
		case key.IsZero():
		case slices.Contains(event.Keys, key.S):
			r.report(key, "field-taken", diag.Quote(key.S)+" is a key of every event already", "choose another name, or remove the field")
		case slices.ContainsFunc(r.s.Fields, func(other Field) bool { return other.Key == key.S }):
			r.report(key, "field-taken", "the field "+diag.Quote(key.S)+" is declared twice", "remove one of the two")
		default:
			field.Slug = event.Slug(key.S)
			for n := 2; slices.ContainsFunc(r.s.Fields, func(other Field) bool { return other.Slug == field.Slug }); n++ {
				field.Slug = event.Slug(key.S) + "-" + itoa(n)
			}
			r.s.Fields = append(r.s.Fields, field)
		}
	}
}
