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
type changeRow struct{ change, more int }

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
			rows = append(rows, changeRow{last, appeared - maxAppeared})
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
	title := r.text.Text("changes.title")
	if rt.part > 0 {
		title = r.text.Text("nav.page", title, r.text.Number(rt.part+1))
	}
	p := ChangesPage{
		Common: r.commonFor("", Page{
			Title: title, URL: pageURL(site.ChangesURL, rt.part), Description: r.text.Text("changes.deck"),
			Alternates: slices.Concat(r.feedAlternates(r.whole()), r.correctionAlternates()),
		}),
		Feeds:   r.feedLinks(r.whole()),
		Changes: r.moments(), Number: rt.part + 1,
		Numbers: r.pageNumbers(site.ChangesURL, rt.part, changePages(len(r.changes))),
	}
	first := rt.part * pageChanges
	for _, row := range r.changes[first:min(len(r.changes), first+pageChanges)] {
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
			Event: r.view(r.site.Events[c.Event]), Published: c.Published, Corrections: r.correctionViews(c.Corrections),
			Moment: template.HTMLAttr(`data-new="` + c.At + `"`),
		})
	}
	return "changes.html", p
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
