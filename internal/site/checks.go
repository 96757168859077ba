package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/diag"
	"dateline/internal/edtf"
	"dateline/internal/event"
)

func itoa(n int) string { return strconv.Itoa(n) }

// checkEvents checks each event against the settings and the other events.
func (c *checker) checkEvents() {
	location, err := time.LoadLocation(c.site.Timezone)
	if err != nil {
		location = nil // ParseSettings has reported it
	}
	for _, e := range slices.Concat(c.events, c.unfit) {
		c.checkKind(e)
		c.checkLanguage(e, "language", e.Language)
		c.checkRelated(e)
		c.checkRequired(e)
		c.checkSources(e)
		if location != nil && e.Date.HasTime() {
			c.checkTime(e, "date", e.Date.Start(), location)
			if e.Date.IsInterval() {
				c.checkTime(e, endField(e), e.Date.End(), location)
			}
		}
	}
}

func (c *checker) checkKind(e *event.Event) {
	if e.Kind == "" || c.index.incomplete["kinds"] {
		return
	}
	var ids []string
	for _, k := range c.site.Kinds {
		if k.ID == e.Kind {
			return
		}
		ids = append(ids, k.ID)
	}
	e.Report(&c.found, "kind", diag.Error, "kind-unknown", "unknown kind "+diag.Quote(e.Kind),
		diag.DidYouMean(e.Kind, ids, "the kinds are "+strings.Join(ids, ", ")+"; others are declared under kinds in "+c.index.Name))
}

func (c *checker) checkRelated(e *event.Event) {
	for i, id := range e.Related {
		field := "related." + itoa(i)
		address := "/events/" + id + "/"
		_, there := c.site.byID[id]
		switch {
		case id == e.ID:
			e.Report(&c.found, field, diag.Warning, "related-self", "the event is related to itself", "remove this entry")
		case there || c.broken[address]:
		case c.drafts[address]:
			e.Report(&c.found, field, diag.Error, "link-draft", diag.Quote(id)+" is a draft, which is not published",
				"remove draft: true from it, or build with --drafts")
		default:
			name := c.nearest.find("id:", id, c.eventIDs)
			e.Report(&c.found, field, diag.Error, "related-missing", "there is no event "+diag.Quote(id),
				didYouMean(name, "give the event's file without .md, from the folder events on"))
		}
	}
}

func (c *checker) eventIDs() []string {
	ids := make([]string, len(c.events))
	for i, e := range c.events {
		ids[i] = e.ID
	}
	return ids
}

// checkRequired reports keys of `require` that an event lacks, at its first
// line: there is no better place for what is not there.
func (c *checker) checkRequired(e *event.Event) {
	severity, hint := diag.Error, ""
	if e.Draft {
		severity, hint = diag.Info, ", before it is published"
	}
	for _, key := range c.site.Lacks(e) {
		if e.Mentions(key) {
			continue // what is wrong with it has been said
		}
		form := key + ":"
		if key == "sources" {
			form = `sources: [{title: "…", publisher: "…", url: "https://…"}]`
		}
		e.Report(&c.found, "", severity, "field-required", key+" is missing, which "+c.index.Name+" requires", "add "+form+hint)
	}
}

// sourceless is the code of a finding that an edit of the text alone leaves
// where it is.
const sourceless = "sources-missing"

// checkSources asks about an event that names no source, unless that is an
// error here.
func (c *checker) checkSources(e *event.Event) {
	if len(e.Sources) == 0 && !e.Mentions("sources") && !slices.Contains(c.site.Require, "sources") {
		e.Report(&c.found, "", diag.Info, sourceless, "the event names no source",
			`add sources: [{id: "…", title: "…", publisher: "…", url: "https://…"}], and cite one in the text as [^id]`)
	}
}

// hasKey reports whether front matter gave a value for key.
func hasKey(e *event.Event, key string) bool {
	switch key {
	case "title", "date":
		return true // else it were no event
	case "end":
		return e.Date.IsInterval()
	case "kind":
		return e.Kind != ""
	case "summary":
		return e.Summary != ""
	case "tags":
		return len(e.Tags) > 0
	case "actors":
		return len(e.Actors) > 0
	case "place":
		return e.Place != ""
	case "status_reason":
		return e.StatusReason != ""
	case "sources":
		return len(e.Sources) > 0
	case "date_claims":
		return len(e.DateClaims) > 0
	case "media":
		return len(e.Media) > 0
	case "related":
		return len(e.Related) > 0
	case "published":
		return !e.Published.IsZero()
	case "updated":
		return !e.Updated.IsZero()
	case "corrections":
		return len(e.Corrections) > 0
	case "language":
		return e.Language != ""
	case "aliases":
		return len(e.Aliases) > 0
	case "importance", "status", "order", "draft":
		pos, _ := e.At(key)
		return pos.Column > 0
	}
	for _, x := range e.Extra {
		if x.Key == key {
			return len(x.Values) > 0
		}
	}
	return false
}

// endField is where the end of an interval stands.
func endField(e *event.Event) string {
	if pos, _ := e.At("end"); pos.Column == 0 {
		return "date"
	}
	return "end"
}

// checkTime warns of a time of day that clocks in the site's time zone never
// show, because they were put forward over it.
func (c *checker) checkTime(e *event.Event, field string, d edtf.Date, location *time.Location) {
	if !d.HasTime() || d.HasZone() {
		return
	}
	wall, ok := d.Filed().Time()
	if !ok {
		return
	}
	local := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, location)
	if local.Hour() == wall.Hour() && local.Minute() == wall.Minute() {
		return
	}
	// Go takes the clock as it was either before the change or after it.
	other := local.Add(wall.Sub(time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, time.UTC)))
	if other.Before(local) {
		local, other = other, local
	}
	const form = "2006-01-02T15:04Z07:00"
	e.Report(&c.found, field, diag.Warning, "time-skipped",
		diag.Quote(d.String())+" does not exist in "+c.site.Timezone+": clocks were put forward over it",
		"check the hour, and write the offset too: "+local.Format(form)+" or "+other.Format(form))
}
