package render

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
)

const (
	// pageChanges is how many rows one page of changes holds.
	pageChanges = 100
	// maxAppeared is how many entries that appeared on one day, and were not
	// corrected on it, are listed: whoever moves a timeline here publishes
	// thousands at once, and the timeline lists these.
	maxAppeared = 20
	// maxMoments is how many times of change the home page counts for its
	// readers: some 700 bytes.
	maxMoments = 40
)

// changeRow is a row of the list of changes: one of site.Changes by its place,
// or, when more is not 0, so many that are not listed after it.
type changeRow struct {
	change, more int
	corrections  bool // of the change, its corrections alone
}

// changeRows sums up the changes of a site. Those of one day stand together.
func changeRows(changes []site.Change) []changeRow {
	var rows []changeRow
	for i := 0; i < len(changes); {
		end, appeared := i, 0
		for ; end < len(changes) && changes[end].Day() == changes[i].Day(); end++ {
			if onlyAppeared(changes[end]) {
				appeared++
			}
		}
		last, listed := 0, 0
		for ; i < end; i++ {
			if onlyAppeared(changes[i]) {
				if listed++; listed > maxAppeared && appeared > maxAppeared+1 {
					continue
				}
			}
			rows, last = append(rows, changeRow{change: i}), i
		}
		if appeared > maxAppeared+1 {
			rows = append(rows, changeRow{change: last, more: appeared - maxAppeared})
		}
	}
	return rows
}

func onlyAppeared(c site.Change) bool { return c.Published && len(c.Corrections) == 0 }

// planChanges plans the list of changes of a site that has any.
func (r *Renderer) planChanges(p *Plan) {
	for part := range changePages(len(r.changes)) {
		p.addPage(pageURL(site.ChangesURL, part), route{page: (*Renderer).changesPage, part: part})
	}
}

func changePages(rows int) int { return (rows + pageChanges - 1) / pageChanges }

// changesPage is one page of the list of changes.
func (r *Renderer) changesPage(rt route) (string, any) {
	p := r.changeList(r.changes, rt.part, Page{
		Title: r.text.Text("changes.title"), URL: site.ChangesURL, Description: r.text.Text("changes.deck"),
		Alternates: slices.Concat(r.feedAlternates(r.whole()), r.correctionAlternates()),
	})
	p.Changes, p.Feeds = r.moments(), r.feedLinks(r.whole())
	return "changes.html", p
}

// changeList is page part, from 0, of a list of changes, whose first page is
// given.
func (r *Renderer) changeList(rows []changeRow, part int, page Page) ChangesPage {
	numbers := r.pageNumbers(page.URL, part, changePages(len(rows)))
	page.URL = pageURL(page.URL, part)
	if part > 0 {
		page.Title = r.text.Text("nav.page", page.Title, r.text.Number(part+1))
	}
	p := ChangesPage{Common: r.commonFor("", page), Number: part + 1, Numbers: numbers}
	first := part * pageChanges
	for _, row := range rows[first:min(len(rows), first+pageChanges)] {
		c := r.site.Changes[row.change]
		if n := len(p.Days); n == 0 || p.Days[n-1].ID != dayID(c) {
			p.Days = append(p.Days, ChangeDay{ID: dayID(c), Date: r.day(c)})
		}
		day := &p.Days[len(p.Days)-1]
		if row.more > 0 {
			day.More = row.more
			continue
		}
		day.Changes = append(day.Changes, Change{
			Event: r.view(r.site.Events[c.Event]), Published: c.Published && !row.corrections, Corrections: r.correctionViews(c.Corrections),
			Moment: template.HTMLAttr(`data-new="` + c.At + `"`),
		})
	}
	return p
}

func dayID(c site.Change) string { return "d" + c.Day() }

func (r *Renderer) day(c site.Change) Date {
	d, err := edtf.Parse(c.Day())
	if err != nil {
		return Date{} // site.Change holds days that were parsed
	}
	return r.fullDate(d)
}

// moments are the times of the latest changes, newest first, each with the
// number of entries that changed then: "2024-07-16 2,2024-07-15 1". They end
// in a comma when there are more.
func (r *Renderer) moments() string {
	var b strings.Builder
	changes := r.site.Changes
	for i, n := 0, 0; i < len(changes); n++ {
		if n > 0 {
			b.WriteByte(',')
		}
		if n == maxMoments {
			break
		}
		first := i
		for i < len(changes) && changes[i].At == changes[first].At {
			i++
		}
		b.WriteString(changes[first].At + " " + strconv.Itoa(i-first))
	}
	return b.String()
}

// news is what the home page tells a script of changes.
func (r *Renderer) news() *News {
	if len(r.changes) == 0 {
		return nil
	}
	return &News{Moments: r.moments(), Texts: string(bytes.TrimSpace(marshalJSON(r.text.Forms("visit.since"))))}
}

// marks are the words that a script marks news with. They are on every page,
// and so made once.
func (r *Renderer) marks() template.HTMLAttr {
	attribute := func(name, id string) string {
		return ` data-mark-` + name + `="` + template.HTMLEscapeString(r.text.Text(id)) + `"`
	}
	return template.HTMLAttr(attribute("new", "visit.new") + attribute("changed", "changes.changed"))
}

// dated says when an entry appeared and when it was last changed, for what is
// new to a reader.
func (r *Renderer) dated(e *event.Event) template.HTMLAttr {
	published, changed := r.site.Dated(e)
	var attr string
	if published != "" {
		attr = ` data-new="` + published + `"`
	}
	if changed != "" {
		attr += ` data-changed="` + changed + `"`
	}
	return template.HTMLAttr(attr)
}
