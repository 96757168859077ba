package site

import (
	"net/url"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/links"
)

// What an address on another site is to the content.
const (
	UseSource  = "source"
	UseArchive = "archive" // an archived copy of a source
	UseMedia   = "media"
	UseLink    = "link" // in a text, or in a field of the site's own
)

// Reference is a place in the content that names an address on another site.
type Reference struct {
	URL    string // absolute, of the web, with its fragment
	Use    string // one of the constants above
	Pos    diag.Pos
	Length int // in code points

	Archive string // of a source: its archived copy; "" for none
	Of      string // of an archived copy: the address of the source; "" for none
	Read    string // the day or month as of which a copy should be: "20240624"; "" when not known
}

// External returns every place that names an address on another site: sources,
// archived copies, media, links in texts and values of the fields that are
// addresses. Events come first, in their order.
func (s *Site) External() []Reference {
	var refs []Reference
	add := func(r Reference) {
		if links.IsWeb(r.URL) {
			refs = append(refs, r)
		}
	}
	body := func(b doc.Body, read string) {
		for _, l := range b.Links {
			add(Reference{URL: l.URL, Use: UseLink, Pos: l.Pos, Length: l.Length, Read: read})
		}
	}
	for _, e := range s.Events {
		published := compact(e.Published)
		s.eventReferences(e, published, add)
		body(e.Body, published)
	}
	for _, p := range s.Pages {
		body(p.Body, compact(p.Updated))
	}
	body(s.Intro, "")
	return refs
}

// eventReferences adds what the front matter of an event names.
func (s *Site) eventReferences(e *event.Event, published string, add func(Reference)) {
	at := func(field string, r Reference) {
		r.Pos, r.Length = e.At(field)
		add(r)
	}
	for i, src := range e.Sources {
		read := compact(src.Accessed)
		for _, otherwise := range []string{compact(src.Date), published} {
			if read == "" {
				read = otherwise
			}
		}
		field := "sources." + itoa(i)
		at(field+".url", Reference{URL: src.URL, Use: UseSource, Archive: src.Archive, Read: read})
		at(field+".archive", Reference{URL: src.Archive, Use: UseArchive, Of: src.URL, Read: read})
	}
	for i, m := range e.Media {
		field := "media." + itoa(i)
		at(field+".src", Reference{URL: m.URL, Use: UseMedia, Read: published})
		at(field+".embed", Reference{URL: m.Embed, Use: UseMedia, Read: published})
	}
	for _, x := range e.Extra {
		for _, f := range s.Fields {
			if f.Key != x.Key || f.Type != "url" {
				continue
			}
			for _, value := range x.Values {
				r := Reference{URL: value, Use: UseLink, Pos: x.Value, Read: published}
				if len(x.Values) == 1 {
					r.Length = x.Length
				}
				add(r)
			}
		}
	}
}

// compact writes a date as archives have it, "20240624" or "202406"; "" for
// what is no plain date.
func compact(d edtf.Date) string {
	day, _, _ := strings.Cut(d.Datetime(), "T")
	if strings.HasPrefix(day, "-") || strings.HasPrefix(day, "+") {
		return ""
	}
	return strings.ReplaceAll(day, "-", "")
}

// Gone reports whether what was at an address is to be taken as lost, and
// returns the last day on which it was there; "" when no check has seen it.
func (s *Site) Gone(address string) (lastSeen string, gone bool) {
	r, ok := s.Links.Get(address)
	return r.Success, ok && r.Gone()
}

// LinkFindings says of every place what is known of its address.
func (s *Site) LinkFindings(known *links.Known) diag.List {
	var found diag.List
	for _, ref := range s.External() {
		r, ok := known.Get(ref.URL)
		if !ok {
			continue
		}
		d := diag.Diagnostic{Pos: ref.Pos, Length: ref.Length, Severity: diag.Info, Code: "link-unclear"}
		name := diag.Quote(ref.URL)
		switch {
		case r.State == links.Dead || r.Gone():
			d.Severity, d.Code, d.Message, d.Hint = diag.Warning, "link-dead", deadMessage(name, r), deadHint(ref, r, known)
		case r.State == links.Failing:
			d.Message, d.Hint = name+" did not answer: "+r.Why, "nothing changes for readers yet; it is asked again the next time"
		case r.State == links.Unclear:
			d.Message, d.Hint = "whether "+name+" is still there cannot be told: "+r.Why, "open it in a browser"
		case toHome(ref.URL, r.Moved):
			d.Code, d.Message = "link-moved", name+" leads to a home page now"
			d.Hint = "see whether what was there has gone; then " + copyHint(ref, r)
		case r.Moved != "":
			d.Code, d.Message, d.Hint = "link-moved", name+" has moved for good", "write "+r.Moved+fragment(ref.URL, r.Moved)
		default:
			continue
		}
		found.Add(d)
	}
	found.Sort()
	return found
}

func deadMessage(name string, r links.Record) string {
	message := name + " is dead: " + r.Why
	if r.State == links.Failing {
		message = name + " has not answered on " + itoa(r.Failures) + " days: " + r.Why
	}
	if r.Success != "" {
		message += "; it was last there on " + r.Success
	}
	return message
}

// deadHint says what to do about an address that is dead, and what readers get.
func deadHint(ref Reference, r links.Record, known *links.Known) string {
	switch copied, _ := known.Get(ref.Archive); {
	case ref.Use == UseSource && ref.Archive != "" && (copied.State == links.Dead || copied.Gone()):
		return "its archived copy is not there either; " + copyHint(ref, r)
	case ref.Use == UseSource && ref.Archive != "" && r.Gone():
		return "the pages offer readers the archived copy instead"
	case ref.Use == UseSource && ref.Archive != "":
		return "if it is dead on another day as well, the pages offer readers the archived copy instead"
	}
	return copyHint(ref, r)
}

// copyHint says where a copy may be found. Nobody was asked whether there is
// one.
func copyHint(ref Reference, r links.Record) string {
	read := ref.Read
	if read == "" {
		read = strings.ReplaceAll(r.Success, "-", "")
	}
	if read == "" {
		read = "*" // all copies
	}
	address := "https://web.archive.org/web/" + read + "/" + links.Key(ref.URL)
	switch {
	case ref.Use == UseSource:
		return "add archive: " + address + " if there is a copy"
	case ref.Use == UseArchive && ref.Of != "" && !strings.HasPrefix(ref.URL, "https://web.archive.org/"):
		return "give another copy, such as https://web.archive.org/web/" + read + "/" + links.Key(ref.Of)
	case ref.Use == UseArchive:
		return "give another copy, or leave archive out"
	}
	return "link to where it is now, or to a copy, such as " + address
}

// toHome reports whether a page has moved to the home page of its own site,
// which is how many sites say that they do not have it any more.
func toHome(from, to string) bool {
	a, err := url.Parse(from)
	b, err2 := url.Parse(to)
	if err != nil || err2 != nil || to == "" {
		return false
	}
	bare := func(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }
	root := func(u *url.URL) bool { return strings.Trim(u.Path, "/") == "" && u.RawQuery == "" }
	return bare(a) == bare(b) && root(b) && !root(a)
}

// fragment returns that of an address as it is put behind another.
func fragment(of, other string) string {
	if i := strings.IndexByte(of, '#'); i >= 0 && !strings.Contains(other, "#") {
		return of[i:]
	}
	return ""
}
