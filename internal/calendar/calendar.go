// Package calendar writes dates as iCalendar files (RFC 5545, RFC 7986), which
// readers import or subscribe to.
//
// [SpanOf] says when a date of a timeline stands in a calendar, and whether it
// can stand there at all; [Calendar.Text] writes the file. What an event is
// called and what is said about it is the caller's.
//
// Files hold no METHOD: they are published, not sent around, so that DTSTAMP
// is when an entry was last revised (RFC 5545, section 3.8.7.2). Times are in
// UTC: a VTIMEZONE would be a copy of rules that change from one release of
// the time zone database to the next, and a reader's calendar shows a moment
// by the reader's clock anyway.
//
// github.com/arran4/golang-ical escapes and folds. It leaves to its callers
// what this package sees to: lines end in CRLF only when that is asked for;
// control characters and a lone carriage return, which RFC 5545 does not
// allow, are written as they are; it escapes what stands in parameters with a
// backslash, where the standard wants quotes, so that parameters here hold
// plain words alone; and nothing in it looks for properties that are required.
package calendar

import (
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// MediaType is what a server says of the file.
const MediaType = "text/calendar"

// productID names the program that wrote a file (RFC 5545, section 3.7.3).
const productID = "-//dateline//dateline//EN"

// refresh is how often a subscriber should look for news: once a day.
const refresh = "P1D"

// Calendar is one file. It must hold an event.
type Calendar struct {
	Name        string // what a reader's program calls it; "" for a file to import, which has no say in that
	Description string
	URL         string // of the page that shows the same, absolute
	Source      string // where the file is kept up to date, absolute; "" for a file to import
	Events      []Event
}

// Event is an event in a calendar.
type Event struct {
	UID         string // the same for ever, and nobody else's
	Span        Span
	Created     time.Time // zero when not known
	Modified    time.Time // when the entry was last revised; zero when not known
	Sequence    int       // rises with every revision
	Status      Status
	Summary     string
	Description string
	URL         string // absolute
	Location    string
	Categories  []string
}

// Status is how certain an event is (RFC 5545, section 3.8.1.11).
type Status string

// The states of an event. One that is called off stays in the file: a reader's
// calendar may keep what a file no longer mentions.
const (
	Confirmed Status = "CONFIRMED"
	Tentative Status = "TENTATIVE"
	Cancelled Status = "CANCELLED"
)

// Text returns the file.
func (c Calendar) Text() []byte {
	cal := ics.NewCalendar()
	cal.SetProductId(productID)
	cal.SetCalscale("GREGORIAN")
	if c.Name != "" {
		cal.SetName(clean(c.Name)) // NAME of RFC 7986, and X-WR-CALNAME
	}
	if c.Description != "" {
		cal.SetDescription(clean(c.Description))
		cal.SetXWRCalDesc(clean(c.Description))
	}
	if c.URL != "" {
		cal.SetUrl(c.URL)
	}
	if c.Source != "" {
		cal.CalendarProperties = append(cal.CalendarProperties, property("SOURCE", "URI", c.Source), property("REFRESH-INTERVAL", "DURATION", refresh))
		cal.SetXPublishedTTL(refresh)
	}
	if latest := c.modified(); !latest.IsZero() {
		cal.SetLastModified(latest)
	}
	for _, e := range c.Events {
		cal.AddVEvent(e.component())
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

// property is a property of a calendar that names the type of its value.
func property(name, valueType, value string) ics.CalendarProperty {
	return ics.CalendarProperty{BaseProperty: ics.BaseProperty{
		IANAToken: name, Value: value, ICalParameters: map[string][]string{"VALUE": {valueType}},
	}}
}

// modified is when any of the events was last revised.
func (c Calendar) modified() time.Time {
	var latest time.Time
	for _, e := range c.Events {
		if e.Modified.After(latest) {
			latest = e.Modified
		}
	}
	return latest
}

// epoch stands in DTSTAMP, which is required, for an event of which nobody
// says when it was written. It is always the same, and before every revision.
var epoch = time.Unix(0, 0)

func (e Event) component() *ics.VEvent {
	v := ics.NewEvent(clean(e.UID))
	stamp := e.Modified
	if stamp.IsZero() {
		stamp = epoch
	}
	v.SetDtStampTime(stamp)
	if !e.Created.IsZero() {
		v.SetCreatedTime(e.Created)
	}
	if !e.Modified.IsZero() {
		v.SetModifiedAt(e.Modified)
	}
	v.SetSequence(e.Sequence)
	e.Span.set(v)
	v.SetStatus(ics.ObjectStatus(e.Status))
	v.SetTimeTransparency(ics.TransparencyTransparent) // nobody is busy on the day of a deadline
	v.SetSummary(clean(e.Summary))
	if e.Description != "" {
		v.SetDescription(clean(e.Description))
	}
	if e.Location != "" {
		v.SetLocation(clean(e.Location))
	}
	if e.URL != "" {
		v.SetURL(e.URL)
	}
	for _, c := range e.Categories {
		v.AddCategory(clean(c)) // one property each: not every program divides a list
	}
	return v
}

// set says when the event is. Both ends have one type (RFC 5545, section
// 3.8.2.2); a moment has no end, and ends when it begins (section 3.6.1).
func (s Span) set(v *ics.VEvent) {
	if !s.Days {
		v.SetStartAt(s.Start)
		if !s.End.IsZero() {
			v.SetEndAt(s.End)
		}
		return
	}
	v.SetAllDayStartAt(s.Start)
	v.SetAllDayEndAt(s.End)
	if len(s.Also) > 0 {
		days := make([]string, len(s.Also))
		for i, day := range s.Also {
			days[i] = day.Format("20060102")
		}
		v.AddProperty(ics.ComponentPropertyRdate, strings.Join(days, ","), ics.WithValue(string(ics.ValueDataTypeDate)))
	}
}

// clean leaves out what a text cannot hold (RFC 5545, section 3.1: CONTROL).
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case unicode.IsControl(r) && r != '\n' && r != '\t':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// maxSequence is the greatest INTEGER (RFC 5545, section 3.3.8).
const maxSequence = 1<<31 - 1

// Sequence numbers a revision, from what the content says of it: when the entry
// was published and last revised, and how many corrections are on record.
// Nothing counts the times that a file was saved, so that the number is made of
// what only grows: the minutes from 1970 to the last revision, and the
// corrections. It is 0 for an entry that was not revised after it had appeared,
// and rises when a correction is added, and when the entry says that it was
// revised later than before.
func Sequence(published, revised time.Time, corrections int) int {
	var minutes int64
	if revised.After(published) {
		minutes = max(0, revised.Unix()/60)
	}
	return int(min(minutes+int64(corrections), maxSequence))
}

// UID is the identifier of an event of a site. It is made of the event's id
// and the address of the site, and of nothing that an editor changes: a
// calendar finds the event again by it when its date moves.
func UID(id, host, path string) string {
	return id + "@" + host + strings.TrimSuffix(path, "/")
}

// Address is where programs subscribe to the calendar at an address on the web.
// They take webcal for http and https alike.
func Address(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	return "webcal://" + rest
}
