package event

import (
	"errors"
	"strconv"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/edtf"
)

// readDates reads `date` and `end`.
func (r *reader) readDates() {
	date, end := r.f.Text("date", maxName), r.f.Text("end", maxName)
	r.places.Add("date", -1, date)
	r.places.Add("end", -1, end)
	r.Date = ReadDate(date, r.found)
	switch {
	case end.IsZero():
	case r.Date.IsZero():
		// There is nothing to compare with, and that was reported.
		if end.S != ".." {
			ReadDate(end, r.found)
		}
	case r.Date.IsInterval():
		r.report(end, diag.Error, "end-twice", "date is an interval already, so that end says it twice",
			"remove end, or the part of date from the / on")
	default:
		both, err := r.Date.WithEnd(end.S)
		if err == nil {
			r.Date = both
		} else if to, bad := edtf.Parse(end.S); bad == nil && isBefore(to, r.Date) {
			reportEarlyEnd(end, r.Date, to, r.found)
		} else {
			reportDate(r.found, end, err)
		}
	}
}

// isBefore reports whether end is over before start begins.
func isBefore(end, start edtf.Date) bool {
	return end.Upper().Compare(start.Lower()) < 0
}

func reportEarlyEnd(at doc.Text, start, end edtf.Date, found *diag.List) {
	report(found, at, diag.Error, "end-before-start", "the end "+end.String()+" is before the start "+start.String(), "swap them, or mend the one that is wrong")
}

// ReadDate reads t as an EDTF date. An absent text is the zero Date; anything
// else that is no date is reported, at the character where it goes wrong.
func ReadDate(t doc.Text, found *diag.List) edtf.Date {
	if t.IsZero() {
		return edtf.Date{}
	}
	date, err := edtf.Parse(t.S)
	if err != nil {
		reportDate(found, t, err)
	}
	return date
}

func reportDate(found *diag.List, at doc.Text, err error) {
	if from, to, ok := strings.Cut(at.S, "/"); ok {
		start, bad1 := edtf.Parse(from)
		end, bad2 := edtf.Parse(to)
		if bad1 == nil && bad2 == nil && isBefore(end, start) {
			reportEarlyEnd(at, start, end, found)
			return
		}
	}
	var parse *edtf.ParseError
	if !errors.As(err, &parse) {
		report(found, at, diag.Error, "date-invalid", err.Error(), "")
		return
	}
	message := diag.Quote(at.S) + " is not a date"
	if parse.Msg != "this is not a date" { // which is what edtf says when it sees nothing like one
		message += "; " + parse.Msg
	}
	report(found, at, diag.Error, "date-invalid", message, parse.Hint)
}

// ReadDay reads a plain day of the calendar or a time, which is what records
// of publication need: feeds have no form for anything less.
func ReadDay(key string, t doc.Text, found *diag.List) edtf.Date {
	date := ReadDate(t, found)
	if date.IsZero() {
		return date
	}
	plain := date.Precision() >= edtf.Day && !date.IsInterval() && !date.IsSet() && !date.Approximate() && !date.Uncertain()
	if _, ok := date.Lower().Time(); !plain || !ok {
		report(found, t, diag.Error, "date-not-a-day", key+" "+diag.Quote(t.S)+" is not one day",
			"write a plain day such as 2024-07-16; only date and end can be less exact")
		return edtf.Date{}
	}
	return date
}

// readPublication reads when the entry itself appeared and changed.
func (r *reader) readPublication() {
	published, updated := r.f.Text("published", maxName), r.f.Text("updated", maxName)
	r.places.Add("published", -1, published)
	r.places.Add("updated", -1, updated)
	r.Published = ReadDay("published", published, r.found)
	r.Updated = ReadDay("updated", updated, r.found)
	if r.Published.IsZero() || r.Updated.IsZero() {
		return
	}
	if r.Updated.Upper().Compare(r.Published.Lower()) < 0 {
		r.report(updated, diag.Warning, "updated-early",
			"updated "+r.Updated.String()+" is before published "+r.Published.String(), "feeds will show the entry as older than it is")
	}
}

// checkFirstOfJanuary asks about a date that looks like a year which a
// spreadsheet or a calendar control has completed: January 1, while all that
// is known about it appeared later.
func checkFirstOfJanuary(e *Event, found *diag.List) {
	d := e.Date
	if d.Precision() != edtf.Day || d.Month() != 1 || d.Day() != 1 || d.IsInterval() || d.IsSet() ||
		d.Approximate() || d.Uncertain() || len(e.Sources) == 0 {
		return
	}
	for _, s := range e.Sources {
		if s.Date.IsZero() || s.Date.Year() < d.Year() || s.Date.Year() == d.Year() && s.Date.FiledMonth() <= 1 {
			return
		}
	}
	year := strings.TrimSuffix(d.String(), "-01-01")
	e.Report(found, "date", diag.Info, "date-january-first",
		"is the day known? all sources of this January 1 are of a later month or year",
		"write "+year+" or "+year+"-01 if they do not name the day")
}

func itoa(n int) string { return strconv.Itoa(n) }
