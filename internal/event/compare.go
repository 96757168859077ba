package event

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// TextField is what [TextChanged] calls the body of a file, which has no key.
const TextField = "text"

// TextChanged says in which fields two states of one event tell readers
// something else: their keys, in the order in which they are documented, and
// last [TextField]. The event may have moved to another file in between.
//
// It is about words and facts. White space, the order of lists, typography and
// markup that gives the same page are not, nor is what sorts and connects
// entries (tags, importance, related, aliases, order), nor where links within
// the site lead, since they follow an event that moves. Of the author's own
// keys those in own count.
func TextChanged(old, now *Event, own []string) []string {
	var changed []string
	note := func(field string, same bool) {
		if !same {
			changed = append(changed, field)
		}
	}
	note("title", sameWords(old.Title, now.Title))
	note("date", old.Date == now.Date)
	note("kind", old.Kind == now.Kind)
	note("summary", sameWords(old.Summary, now.Summary))
	note("actors", sameSet(old.Actors, now.Actors))
	note("place", sameWords(old.Place, now.Place))
	note("status", old.Status == now.Status)
	note("status_reason", sameWords(old.StatusReason, now.StatusReason))
	note("sources", sameSet(old.sourceTexts(), now.sourceTexts()))
	note("date_claims", sameSet(old.claimTexts(old.sourceNames(now)), now.claimTexts(nil)))
	note("media", sameSet(old.captions(), now.captions()))
	for _, key := range own {
		note(key, sameSet(old.extra(key), now.extra(key)))
	}
	note(TextField, old.sameBody(now))
	return changed
}

// OnRecord reports whether the event tells readers that it is not what it was
// in its old state: by an entry in `corrections` that was not there, or by
// another `updated`. An entry is known by its date and kind, so that mending
// its words is not a new one.
func (e *Event) OnRecord(old *Event) bool {
	if !e.Updated.IsZero() && e.Updated != old.Updated {
		return true
	}
	return len(without(e.Corrections, old.Corrections)) > 0
}

// OffRecord returns the corrections that readers were told of in the event's
// old state, and no longer are. One whose date or kind is another now is still
// told.
func (e *Event) OffRecord(old *Event) []Correction {
	gone := without(old.Corrections, e.Corrections)
	return gone[:min(len(gone), max(0, len(old.Corrections)-len(e.Corrections)))]
}

// without returns the entries of list that others does not have, by their
// dates and kinds.
func without(list, others []Correction) []Correction {
	type entry struct{ date, kind string }
	count := map[entry]int{}
	for _, c := range others {
		count[entry{c.Date.String(), c.Kind}]++
	}
	var rest []Correction
	for _, c := range list {
		key := entry{c.Date.String(), c.Kind}
		if count[key]--; count[key] < 0 {
			rest = append(rest, c)
		}
	}
	return rest
}

// words brings a text to the form in which it is compared.
func words(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }

func sameWords(a, b string) bool { return words(a) == words(b) }

// sameSet compares lists whose order tells nothing.
func sameSet(a, b []string) bool {
	sorted := func(list []string) []string {
		out := make([]string, len(list))
		for i, s := range list {
			out[i] = words(s)
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(sorted(a), sorted(b))
}

func (e *Event) sourceTexts() []string {
	texts := make([]string, len(e.Sources))
	for i, s := range e.Sources {
		texts[i] = s.text()
	}
	return texts
}

// text is what is compared of a source.
func (s Source) text() string { return words(s.Title) + "\n" + s.URL }

func (e *Event) captions() []string {
	var texts []string
	for _, m := range e.Media {
		if m.Caption != "" || m.Credit != "" {
			texts = append(texts, m.Caption+"\n"+m.Credit)
		}
	}
	return texts
}

func (e *Event) extra(key string) []string {
	i := slices.IndexFunc(e.Extra, func(x Extra) bool { return x.Key == key })
	if i < 0 {
		return nil
	}
	return e.Extra[i].Values
}

// sourceNames maps the ids of the event's sources to those that a later state
// has for them: readers do not see ids, and a source that is called otherwise
// is the same as long as its title and address are.
func (e *Event) sourceNames(now *Event) map[string]string {
	kept, byText := map[string]bool{}, map[string]string{}
	for _, s := range now.Sources {
		kept[s.ID] = true
		byText[s.text()] = s.ID
	}
	names := map[string]string{}
	for _, s := range e.Sources {
		if id := byText[s.text()]; s.ID != "" && !kept[s.ID] && id != "" {
			names[s.ID] = id
		}
	}
	return names
}

func (e *Event) claimTexts(names map[string]string) []string {
	texts := make([]string, len(e.DateClaims))
	for i, c := range e.DateClaims {
		texts[i] = c.Date.String() + " " + cmp.Or(names[c.Source], c.Source)
	}
	return texts
}

func (e *Event) sameBody(now *Event) bool {
	// Most of many changes are to front matter, and need no closer look.
	return e.Body.HTML == now.Body.HTML || e.plainBody(e.sourceNames(now)) == now.plainBody(nil)
}

// What is left aside in the HTML of a body. It is made by doc, which escapes
// the author's < and ", so that neither can stand in a text or a value.
var (
	citeHTML  = regexp.MustCompile(`<sup class="cite"><a href="#[^"]*--source-([^"]*)"[^>]*>[^<]*</a></sup>`)
	placeHTML = regexp.MustCompile(` (?:id="[^"]*"|(?:href|src)="(?:#[^"]*|/(?:[^/"][^"]*)?)")`)
	breakHTML = regexp.MustCompile(`</?p>|<br>`)
	tagHTML   = regexp.MustCompile(` ?(<[^>]*>) ?`)
)

// plainBody returns the body as it is compared: its HTML, in which sources are
// cited by their ids, as names has them, and not by numbers, without addresses
// within the site, and without the breaks that white space alone makes.
func (e *Event) plainBody(names map[string]string) string {
	html := citeHTML.ReplaceAllStringFunc(e.Body.HTML, func(s string) string {
		id := citeHTML.FindStringSubmatch(s)[1]
		return "<cite " + cmp.Or(names[id], id) + ">"
	})
	html = placeHTML.ReplaceAllString(html, "")
	html = words(breakHTML.ReplaceAllString(html, " "))
	return strings.TrimSpace(tagHTML.ReplaceAllString(html, "$1"))
}
