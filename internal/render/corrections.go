package render

import "dateline/internal/site"

// correctionRows are the rows of the list of corrections: of the changes of a
// site, newest first, those that were put on record.
func correctionRows(changes []site.Change) []changeRow {
	var rows []changeRow
	for i, c := range changes {
		if len(c.Corrections) > 0 {
			rows = append(rows, changeRow{change: i, corrections: true})
		}
	}
	return rows
}

// planCorrections plans the list of all corrections of a site that has any.
func (r *Renderer) planCorrections(p *Plan) {
	for part := range changePages(len(r.fixes)) {
		p.addPage(pageURL(site.CorrectionsURL, part), route{page: (*Renderer).correctionsPage, part: part})
	}
}

// correctionsPage is one page of the list of corrections.
func (r *Renderer) correctionsPage(rt route) (string, any) {
	p := r.changeList(r.fixes, rt.part, Page{
		Title: r.text.Text("corrections.title"), URL: site.CorrectionsURL, Description: r.text.Text("corrections.deck"),
		Alternates: r.correctionAlternates(),
	})
	p.Feeds = r.correctionFeeds()
	return "corrections.html", p
}
