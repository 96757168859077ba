package render

import (
	"dateline/internal/edtf"
	"dateline/internal/event"
)

// setGone says of a source that is not online any more what readers can do, and
// leads them to the archived copy, if there is one that is not gone as well.
func (r *Renderer) setGone(v *Source, s event.Source) {
	if s.URL == "" {
		return
	}
	day, gone := r.site.Gone(s.URL)
	if !gone {
		return
	}
	seen, err := edtf.Parse(day)
	if err == nil {
		v.Seen = r.fullDate(seen)
	}
	_, lost := r.site.Gone(s.Archive)
	id, to := "gone.lost", ""
	if s.Archive != "" && !lost {
		id, to = "gone.archived", s.URL
		s.URL = s.Archive
		v.Link = sourceLink(s)
	}
	if v.Seen.Text == "" {
		id += "Never" // seen by a check, that is
	}
	v.Gone = linkedText(r.text, id, []string{to}, []any{v.Seen.HTML})
}
