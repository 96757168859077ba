package site

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
)

// pageKeys are the front-matter keys of a page, as documented.
var pageKeys = []string{"title", "summary", "order", "updated", "aliases", "draft"}

// maxPageOrder bounds `order`, as for events.
const maxPageOrder = 1_000_000

// ParsePage reads one page. As with events, the page is nil if the file has an
// error.
func ParsePage(src doc.Source) (*Page, diag.List) {
	document, found := doc.Parse(src)
	withoutDate(found)
	p := &Page{
		ID:     norm.NFC.String(strings.TrimSuffix(strings.TrimPrefix(src.Path, "pages/"), ".md")),
		Name:   src.Name,
		places: event.NewPlaces(src.Name),
	}
	event.CheckID(p.ID, p.Name, &found)
	readable := document.Front.Kind() == doc.Map
	if readable {
		p.read(document.Front.Fields(&found), &found)
	}
	body, problems := document.Markdown(doc.MarkdownOptions{IDPrefix: event.TextPrefix, Labels: src.Labels, Link: event.LinkFrom(src.Path)})
	p.Body = body
	found = append(found, withoutSources(problems)...)
	if found.HasErrors() || !readable {
		return nil, found
	}
	return p, found
}

// withoutSources mends the advice on a citation for texts that have no sources.
func withoutSources(problems diag.List) diag.List {
	for i := range problems {
		if problems[i].Code == "citation-unknown" {
			problems[i].Hint = "write the footnote, below the text; only events have sources to cite"
		}
	}
	return problems
}

// withoutDate mends the advice on front matter for files that have a title and
// no date.
func withoutDate(found diag.List) {
	for i := range found {
		switch found[i].Code {
		case "front-matter-missing":
			found[i].Hint = "begin with a line ---, then title: …, then a line ---"
		case "front-matter-empty":
			found[i].Hint = "add a line such as: title: About this timeline"
		}
	}
}

func (p *Page) read(f *doc.Fields, found *diag.List) {
	title := f.Text("title", maxTitle)
	p.places.Add("title", -1, title)
	p.Title = title.S
	p.Summary = f.Text("summary", maxText).S
	p.Order = f.Int("order", -maxPageOrder, maxPageOrder, 0)
	updated := f.Text("updated", maxName)
	p.places.Add("updated", -1, updated)
	p.Updated = event.ReadDay("updated", updated, found)
	p.Aliases = event.ReadAliases(f, &p.places, found)
	p.Draft = f.Bool("draft")
	event.Require("title", "add a line such as: title: About this timeline", pageKeys, f, p.places, found)
	p.Extra = event.ReadExtra(f)
}
