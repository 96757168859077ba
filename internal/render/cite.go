package render

import (
	"strings"

	"dateline/internal/cite"
	"dateline/internal/edtf"
	"dateline/internal/event"
)

// cite returns the ways to cite an entry: none where the address of the site is
// not known, without which a reference leads nowhere, and none of a draft,
// which is not out.
func (r *Renderer) cite(e *event.Event) []Citing {
	if r.site.URL == "" || e.Draft {
		return nil
	}
	entry := cite.Entry{
		ID: e.ID, Title: e.Title, Author: r.site.Publisher.Name, Site: r.site.Title, URL: r.absolute(e.URL()),
		Published: e.Published, Revised: lastRevised(e), Language: e.Language, Hash: cite.Hash(e.Sum()),
	}
	if entry.Language == "" {
		entry.Language = r.site.Language
	}
	switch {
	case !entry.Revised.IsZero():
		entry.Date = r.locale.Format(dayOf(entry.Revised))
	case !entry.Published.IsZero():
		entry.Date = r.locale.Format(dayOf(entry.Published))
	}
	return []Citing{
		{ID: "cite-text", Name: r.text.Text("cite.plain"), Text: entry.Text()},
		{ID: "cite-bibtex", Name: "BibTeX", Text: strings.TrimSuffix(entry.BibTeX(), "\n")},
		{ID: "cite-csl", Name: "CSL-JSON", Text: strings.TrimSuffix(entry.CSL(), "\n")},
	}
}

// lastRevised is when an entry was last changed, on a later day than that on
// which it appeared; the zero Date for never.
func lastRevised(e *event.Event) edtf.Date {
	var latest edtf.Date
	for _, d := range revisedOn(e) {
		if !d.IsZero() && (latest.IsZero() || d.Compare(latest) > 0) {
			latest = d
		}
	}
	if latest.IsZero() || !e.Published.IsZero() && latest.FiledDay() <= e.Published.FiledDay() {
		return edtf.Date{}
	}
	return latest
}

// dayOf is a date of publication without its time.
func dayOf(d edtf.Date) edtf.Date {
	day, _, ok := strings.Cut(d.String(), "T")
	if !ok {
		return d
	}
	if shorter, err := edtf.Parse(day); err == nil {
		return shorter
	}
	return d
}
