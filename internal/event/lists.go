package event

import (
	"maps"
	"slices"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

// readSources reads `sources`, and numbers those that can be cited.
func (r *reader) readSources() {
	maps := r.f.Maps("sources")
	_, value, there := r.f.Get("sources")
	r.sourcesBroken = there && len(maps) == 0 && value.Kind() != doc.List || len(maps) > maxSources
	if len(maps) > maxSources {
		r.tooMany("sources", maps[maxSources], maxSources)
		maps = maps[:maxSources]
	}
	r.numbers = map[string]int{}
	for i, f := range maps {
		r.readSource(i, f)
	}
}

func (r *reader) readSource(i int, f *doc.Fields) {
	r.places.add("sources", i, "", doc.Text{Pos: f.Pos()})
	text := func(key string, limit int) doc.Text {
		t := f.Text(key, limit)
		r.places.add("sources", i, key, t)
		return t
	}
	s := Source{
		ID:        r.sourceID(i, text("id", maxName)),
		Title:     text("title", maxText).S,
		Publisher: text("publisher", maxName).S,
		Author:    text("author", maxName).S,
		URL:       r.webAddress("url", text("url", maxURL)),
		Archive:   r.webAddress("archive", text("archive", maxURL)),
		Date:      ReadDate(text("date", maxName), r.found),
		Accessed:  ReadDay("accessed", text("accessed", maxName), r.found),
		Note:      text("note", maxText).S,
	}
	if _, _, there := f.Get("title"); !there {
		report(r.found, doc.Text{Pos: f.Pos()}, diag.Error, "source-title-missing", "a source needs a title",
			"add title: the headline, or what the document is called")
	}
	ReportUnknown(f, r.found, "a source")
	r.Sources = append(r.Sources, s)
}

// sourceID checks an id and gives it its number.
func (r *reader) sourceID(i int, t doc.Text) string {
	if t.IsZero() {
		return ""
	}
	if strings.ContainsFunc(t.S, notInSourceID) {
		r.report(t, diag.Error, "source-id-invalid", "source id "+diag.Quote(t.S)+" has characters that a citation cannot have",
			"use letters, digits, - and _, for instance "+diag.Quote(sourceIDFrom(t.S)))
		return ""
	}
	if first := r.numbers[t.S]; first > 0 {
		pos, _ := r.places.At("sources." + itoa(first-1) + ".id")
		r.report(t, diag.Error, "source-id-taken", "two sources have the id "+diag.Quote(t.S)+"; the first is in line "+itoa(pos.Line),
			"give each source an id of its own")
		return ""
	}
	r.numbers[t.S] = i + 1
	return t.S
}

// readDateClaims reads `date_claims`, after the sources that they are of.
func (r *reader) readDateClaims() {
	claims := r.f.Maps("date_claims")
	if len(claims) > maxDateClaims {
		r.tooMany("date_claims", claims[maxDateClaims], maxDateClaims)
		claims = claims[:maxDateClaims]
	}
	for i, f := range claims {
		r.readDateClaim(i, f)
	}
	if len(claims) == 0 || slices.ContainsFunc(r.DateClaims, func(c DateClaim) bool { return c.Date.IsZero() || c.Date != r.DateClaims[0].Date }) {
		return // what is no date was reported
	}
	report(r.found, doc.Text{Pos: claims[0].Pos()}, diag.Warning, "date-claims-agree", "date_claims is for sources that disagree, and there is one date in it",
		"add the other date with its source, also when it is that of the event; or remove date_claims")
}

func (r *reader) readDateClaim(i int, f *doc.Fields) {
	r.places.add("date_claims", i, "", doc.Text{Pos: f.Pos()})
	date, source := f.Text("date", maxName), f.Text("source", maxName)
	r.places.add("date_claims", i, "date", date)
	r.places.add("date_claims", i, "source", source)
	for _, key := range dateClaimKeys {
		if _, _, there := f.Get(key); !there {
			report(r.found, doc.Text{Pos: f.Pos()}, diag.Error, "date-claim-"+key+"-missing", "a date claim needs its "+key, dateClaimHints[key])
		}
	}
	if !source.IsZero() && r.numbers[source.S] == 0 && !r.sourcesBroken {
		ids := slices.Sorted(maps.Keys(r.numbers))
		otherwise := "give the source an id, and name it here"
		if len(ids) > 0 {
			otherwise = "the ids are " + strings.Join(ids, ", ")
		}
		r.report(source, diag.Error, "date-claim-source-unknown", "no source has the id "+diag.Quote(source.S), diag.DidYouMean(source.S, ids, otherwise))
	}
	ReportUnknown(f, r.found, "a date claim")
	r.DateClaims = append(r.DateClaims, DateClaim{Date: ReadDate(date, r.found), Source: source.S})
}

var dateClaimHints = map[string]string{
	"date":   "add date: the date that the source gives, in the forms that the date of the event can have",
	"source": "add source: the id of the source that gives this date",
}

// notInSourceID keeps ids to what every Markdown parser takes in [^id], and
// what can be an id in HTML without encoding.
func notInSourceID(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_')
}

func sourceIDFrom(s string) string {
	id := strings.Map(func(r rune) rune {
		if notInSourceID(r) {
			return -1
		}
		return r
	}, Slug(s))
	if id == "" {
		return "s1"
	}
	return id
}

// webAddress checks the address of a document: absolute, http or https.
func (r *reader) webAddress(key string, t doc.Text) string {
	return WebAddress(key, t, r.found)
}

// WebAddress returns t if it is an absolute http or https URL, and reports it
// otherwise. An absent text is "".
func WebAddress(key string, t doc.Text, found *diag.List) string {
	if t.IsZero() {
		return ""
	}
	cleaned, problem, hint := doc.CheckURL(t.S)
	if problem == "" && !isWeb(cleaned) {
		problem, hint = "not the address of a web page", "write it in full, from https:// on"
	}
	if problem != "" {
		report(found, t, diag.Error, "url-invalid", key+" "+diag.Quote(t.S)+": "+problem, hint)
		return ""
	}
	return cleaned
}

func isWeb(url string) bool {
	scheme, rest, ok := strings.Cut(url, "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// readCorrections reads the record of changes, and sorts it oldest first.
func (r *reader) readCorrections() {
	maps := r.f.Maps("corrections")
	if len(maps) > maxCorrections {
		r.tooMany("corrections", maps[maxCorrections], maxCorrections)
		maps = maps[:maxCorrections]
	}
	for _, f := range maps {
		date, text := f.Text("date", maxName), f.Text("text", maxText)
		c := Correction{
			Date: ReadDay("date", date, r.found),
			Kind: f.Choice("kind", CorrectionKinds).S,
			Text: text.S,
		}
		for _, key := range []string{"date", "text"} {
			if _, _, there := f.Get(key); !there {
				report(r.found, doc.Text{Pos: f.Pos()}, diag.Error, "correction-"+key+"-missing", "a correction needs its "+key, correctionHints[key])
			}
		}
		if c.Kind == "" {
			c.Kind = CorrectionKinds[0]
		}
		ReportUnknown(f, r.found, "a correction")
		r.Corrections = append(r.Corrections, c)
	}
	slices.SortStableFunc(r.Corrections, func(a, b Correction) int { return a.Date.Compare(b.Date) })
	if _, status, _ := r.f.Get("status"); r.Status == Retracted && !slices.ContainsFunc(r.Corrections, func(c Correction) bool { return c.Kind == retraction }) {
		r.f.Report(status, diag.Warning, "retraction-unrecorded", "the event is retracted, and its corrections do not say so",
			"add to corrections: {date: the day, kind: retraction, text: what is no longer claimed}")
	}
}

var correctionHints = map[string]string{
	"date": "add date: the day of the correction, such as 2024-07-16",
	"text": "add text: what was wrong, and what is right",
}

func (r *reader) tooMany(key string, first *doc.Fields, limit int) {
	report(r.found, doc.Text{Pos: first.Pos()}, diag.Error, "value-many",
		key+" has more than "+itoa(limit)+" entries", "split the event into several")
}
