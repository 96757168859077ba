package render

import (
	"html/template"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// gone is what is said of a source that is not online any more.
type gone struct {
	link template.HTML // the title, linked to what there is to see
	text template.HTML // what became of it; "" when it is online, as far as is known
	seen Date          // the last day on which a check found it
}

// goneOf says of a source that is not online any more what readers can do, and
// leads them to the archived copy, if there is one that is not gone as well.
func (r *Renderer) goneOf(s event.Source) gone {
	out := gone{link: sourceLink(s)}
	day, is := r.site.Gone(s.URL)
	if s.URL == "" || !is {
		return out
	}
	if seen, err := edtf.Parse(day); err == nil {
		out.seen = r.fullDate(seen)
	}
	_, lost := r.site.Gone(s.Archive)
	id, to := "gone.lost", ""
	if s.Archive != "" && !lost {
		id, to = "gone.archived", s.URL
		s.URL = s.Archive
		out.link = sourceLink(s)
	}
	if out.seen.Text == "" {
		id += "Never" // seen by a check, that is
	}
	out.text = linkedText(r.text, id, []string{to}, []any{out.seen.HTML})
	return out
}
