// Package links holds what is known about addresses on other sites: which
// answered when they were last tried, and since when others have not.
//
// It is kept in a file of the content, [File]: one JSON object a line, sorted
// by address, so that a change to one address is a change to one line and two
// branches can be merged. `dateline check --links` writes the file; a build
// reads it as it reads an event, and knows of no network.
package links

import (
	"slices"
	"strings"
	"time"
)

// File is where the content folder has what is known.
const File = "links.jsonl"

// State is what came of trying an address.
type State string

const (
	OK      State = "ok"
	Dead    State = "dead"    // the server says that there is no such page, or there is no such host
	Failing State = "failing" // no answer, or an error of the server
	Unclear State = "unclear" // an answer that is not for programs: a login, a refusal
)

// Record is what is known about one address. Days are in UTC, as 2024-07-20.
type Record struct {
	URL      string `json:"url"` // see [Key]
	State    State  `json:"state"`
	Status   int    `json:"status,omitempty"`   // of HTTP; 0 when there was no answer
	Why      string `json:"why,omitempty"`      // it is not OK, for people
	Moved    string `json:"moved,omitempty"`    // where the server says that the page has gone for good
	Tried    string `json:"tried"`              // the last day on which it was tried
	Success  string `json:"success,omitempty"`  // the last day on which it was OK
	Failures int    `json:"failures,omitempty"` // days in a row on which it was tried, and was Dead or Failing
}

// Outcome is what came of trying an address now.
type Outcome struct {
	URL    string
	State  State
	Status int
	Why    string
	Moved  string
	Busy   bool // nothing was learned: the server asked not to be asked now, or must not be asked
}

// How many days in a row it takes until readers are told that an address is
// gone: one bad night must not change pages. A server that says that it has no
// such page is believed sooner than silence, which may be a long repair.
const (
	deadDays    = 2
	failingDays = 4
)

// Failed reports whether the latest try failed.
func (r Record) Failed() bool { return r.State == Dead || r.State == Failing }

// Gone reports whether what was at the address is to be taken as lost.
func (r Record) Gone() bool {
	return r.State == Dead && r.Failures >= deadDays || r.State == Failing && r.Failures >= failingDays
}

// After returns what is known after a try on a day.
func (r Record) After(o Outcome, day string) Record {
	if o.Busy && r.URL != "" {
		return r
	}
	now := Record{URL: o.URL, State: o.State, Status: o.Status, Why: o.Why, Moved: o.Moved, Tried: day, Success: r.Success}
	switch {
	case o.State == OK:
		now.Success = day
	case now.Failed():
		now.Failures = 1
		if r.Failed() {
			now.Failures = r.Failures
			if r.Tried < day {
				now.Failures++
			}
		}
	}
	return now
}

// Fresh reports whether the address need not be tried again on a day: in the
// last maxAge days the server has said what it has to say, and it was not that
// the page is not there.
func (r Record) Fresh(day string, maxAge int) bool {
	said := r.State == OK || r.State == Unclear && r.Status > 0 && r.Status != tooManyRequests
	return said && age(r.Tried, day) < maxAge
}

// tooManyRequests is the status by which servers ask to be left alone (RFC 6585).
const tooManyRequests = 429

// age is how many days lie between two. A day in the future is no reason to
// trust a record for ever: it is as old as can be.
func age(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil || b.Before(a) {
		return 1 << 30
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

// Key returns the address that servers are asked for: without its fragment,
// which stays with the reader.
func Key(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}

// IsWeb reports whether an address can be tried: an absolute one of the web.
func IsWeb(address string) bool {
	scheme, rest, ok := strings.Cut(address, "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// Known is what is known about many addresses. It is never changed once made;
// the zero value knows nothing.
type Known struct{ byURL map[string]Record }

// Get returns what is known about an address, whatever its fragment.
func (k *Known) Get(address string) (Record, bool) {
	if k == nil || len(k.byURL) == 0 {
		return Record{}, false
	}
	r, ok := k.byURL[Key(address)]
	return r, ok
}

// Len returns the number of addresses.
func (k *Known) Len() int {
	if k == nil {
		return 0
	}
	return len(k.byURL)
}

// keep is how many days a record is kept that nothing in the content mentions:
// the mention may be in a draft, in a file with an error, or on another branch.
const keep = 90

// After returns what is known after some addresses were tried on a day.
// mentioned are the addresses in the content; others are forgotten in time.
func (k *Known) After(outcomes []Outcome, mentioned []string, day string) *Known {
	now := &Known{make(map[string]Record, k.Len()+len(outcomes))}
	needed := make(map[string]bool, len(mentioned))
	for _, address := range mentioned {
		needed[Key(address)] = true
	}
	if k != nil {
		for address, r := range k.byURL {
			if needed[address] || age(r.Tried, day) < keep {
				now.byURL[address] = r
			}
		}
	}
	for _, o := range outcomes {
		o.URL = Key(o.URL)
		now.byURL[o.URL] = now.byURL[o.URL].After(o, day)
	}
	return now
}

// records returns all that is known, by address.
func (k *Known) records() []Record {
	if k == nil {
		return nil
	}
	list := make([]Record, 0, len(k.byURL))
	for _, r := range k.byURL {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b Record) int { return strings.Compare(a.URL, b.URL) })
	return list
}
