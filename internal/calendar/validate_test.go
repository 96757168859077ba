package calendar_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
)

// validate checks a file against what RFC 5545 says that it MUST be, as far as
// the file has what a rule is about, and RFC 7986 for what that added. It
// returns one text for each rule that is broken. It reads the lines itself, and
// lets a parser that is not ours read them again.
func validate(file []byte) []string {
	v := &validator{}
	v.lines(file)
	v.components()
	v.second(file)
	return v.broken
}

type validator struct {
	broken  []string
	content []line
}

// line is a content line, unfolded (section 3.1).
type line struct {
	name, value string
	params      map[string]string
}

func (v *validator) fault(format string, args ...any) {
	v.broken = append(v.broken, fmt.Sprintf(format, args...))
}

// lines reads the lines, which end in CRLF, have at most 75 octets, and hold
// whole characters.
func (v *validator) lines(file []byte) {
	if !bytes.HasSuffix(file, []byte("\r\n")) {
		v.fault("3.1: the last line does not end in CRLF")
	}
	var unfolded []string
	for _, l := range strings.Split(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
		if strings.ContainsAny(l, "\r\n") {
			v.fault("3.1: a line break that is no CRLF in %q", l)
		}
		if len(l) > 75 {
			v.fault("3.1: a line of %d octets: %q", len(l), l)
		}
		if !utf8.ValidString(l) {
			v.fault("3.1: a character is divided in %q", l)
		}
		if control.MatchString(l) {
			v.fault("3.1: a control character in %q", l)
		}
		switch {
		case l == "":
			v.fault("3.1: an empty line")
		case strings.HasPrefix(l, " ") || strings.HasPrefix(l, "\t"):
			if len(unfolded) == 0 {
				v.fault("3.1: the first line continues another")
				continue
			}
			unfolded[len(unfolded)-1] += l[1:]
		default:
			unfolded = append(unfolded, l)
		}
	}
	for _, l := range unfolded {
		m := contentLine.FindStringSubmatch(l)
		if m == nil {
			v.fault("3.1: no content line: %q", l)
			continue
		}
		v.content = append(v.content, line{name: m[1], params: params(m[2]), value: m[3]})
	}
}

var (
	control     = regexp.MustCompile(`[\x00-\x08\x0a-\x1f\x7f]`)
	contentLine = regexp.MustCompile(`^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:[^";:,]*|"[^"]*")(?:,(?:[^";:,]*|"[^"]*"))*)*):(.*)$`)
	text        = regexp.MustCompile(`^(?:[^\\;,]|\\[\\;,nN])*$`)
	date        = regexp.MustCompile(`^[0-9]{8}$`)
	utcTime     = regexp.MustCompile(`^[0-9]{8}T[0-9]{6}Z$`)
	integer     = regexp.MustCompile(`^[0-9]{1,10}$`)
	uri         = regexp.MustCompile(`^https?://[!-~]+$`)
	duration    = regexp.MustCompile(`^P[0-9]+D$`)
)

func params(s string) map[string]string {
	out := map[string]string{}
	for p := range strings.SplitSeq(strings.TrimPrefix(s, ";"), ";") {
		if key, value, ok := strings.Cut(p, "="); ok {
			out[key] = value
		}
	}
	return out
}

// rule is how often a property may stand in a component, and the form of its
// value.
type rule struct {
	least, most int
	form        *regexp.Regexp
}

const many = 1 << 20

// Sections 3.6 and 3.6.1, and RFC 7986, section 4. There is no METHOD, so that
// DTSTART is required.
var (
	calendarRules = map[string]rule{
		"PRODID": {1, 1, text}, "VERSION": {1, 1, regexp.MustCompile(`^2\.0$`)}, "CALSCALE": {0, 1, regexp.MustCompile(`^GREGORIAN$`)},
		"NAME": {0, many, text}, "DESCRIPTION": {0, many, text}, "URL": {0, 1, uri}, "SOURCE": {0, 1, uri},
		"REFRESH-INTERVAL": {0, 1, duration}, "LAST-MODIFIED": {0, 1, utcTime},
		"X-WR-CALNAME": {0, 1, text}, "X-WR-CALDESC": {0, 1, text}, "X-PUBLISHED-TTL": {0, 1, duration},
	}
	eventRules = map[string]rule{
		"UID": {1, 1, text}, "DTSTAMP": {1, 1, utcTime}, "DTSTART": {1, 1, nil}, "DTEND": {0, 1, nil},
		"CREATED": {0, 1, utcTime}, "LAST-MODIFIED": {0, 1, utcTime}, "SEQUENCE": {0, 1, integer},
		"STATUS": {0, 1, regexp.MustCompile(`^(TENTATIVE|CONFIRMED|CANCELLED)$`)}, "TRANSP": {0, 1, regexp.MustCompile(`^(OPAQUE|TRANSPARENT)$`)},
		"SUMMARY": {0, 1, text}, "DESCRIPTION": {0, 1, text}, "LOCATION": {0, 1, text}, "URL": {0, 1, uri},
		"CATEGORIES": {0, many, text}, "RDATE": {0, many, regexp.MustCompile(`^[0-9]{8}(,[0-9]{8})*$`)},
	}
	// Types that are not a property's default must be named (section 3.2.20).
	valueTypes = map[string]string{"SOURCE": "URI", "REFRESH-INTERVAL": "DURATION", "RDATE": "DATE"}
)

func (v *validator) components() {
	all := v.content
	if len(all) < 2 || all[0].name+all[0].value != "BEGINVCALENDAR" || all[len(all)-1].name+all[len(all)-1].value != "ENDVCALENDAR" {
		v.fault("3.4: the file is no VCALENDAR")
		return
	}
	var calendar, event []line
	events, inside := 0, false
	uids := map[string]bool{}
	for _, l := range all[1 : len(all)-1] {
		switch {
		case l.name == "BEGIN":
			if inside || l.value != "VEVENT" {
				v.fault("3.6: a component %s where none may be", l.value)
			}
			inside, event = true, nil
			events++
		case l.name == "END":
			if !inside || l.value != "VEVENT" {
				v.fault("3.6: END:%s", l.value)
			}
			inside = false
			v.properties("VEVENT", event, eventRules)
			v.event(event, uids)
		case inside:
			event = append(event, l)
		default:
			if events > 0 {
				v.fault("3.4: the property %s stands after a component", l.name)
			}
			calendar = append(calendar, l)
		}
	}
	v.properties("VCALENDAR", calendar, calendarRules)
	if events == 0 {
		v.fault("3.6: a calendar without a component")
	}
	if inside {
		v.fault("3.6: a VEVENT without an end")
	}
}

func (v *validator) properties(component string, lines []line, rules map[string]rule) {
	count := map[string]int{}
	for _, l := range lines {
		count[l.name]++
		r, known := rules[l.name]
		switch {
		case !known:
			v.fault("a property that we do not know: %s in %s", l.name, component)
		case r.form != nil && !r.form.MatchString(l.value):
			v.fault("3.3: %s:%s has not the form of its type", l.name, l.value)
		}
		if want, ok := valueTypes[l.name]; ok && l.params["VALUE"] != want {
			v.fault("3.2.20: %s needs VALUE=%s", l.name, want)
		}
	}
	for name, r := range rules {
		if n := count[name]; n < r.least || n > r.most {
			v.fault("3.6: %d times %s in %s", n, name, component)
		}
	}
}

// event checks what one property says about another.
func (v *validator) event(lines []line, uids map[string]bool) {
	get := func(name string) line {
		i := slices.IndexFunc(lines, func(l line) bool { return l.name == name })
		if i < 0 {
			return line{}
		}
		return lines[i]
	}
	uid, start, end := get("UID").value, get("DTSTART"), get("DTEND")
	if uids[uid] {
		v.fault("3.8.4.7: two events have the UID %s", uid)
	}
	uids[uid] = true
	from, ok := v.when(start)
	if end.name == "" || !ok {
		return
	}
	if start.params["VALUE"] != end.params["VALUE"] {
		v.fault("3.8.2.2: DTSTART and DTEND differ in type, in %s", uid)
	}
	if to, ok := v.when(end); ok && !to.After(from) {
		v.fault("3.8.2.2: DTEND %s is not after DTSTART %s, in %s", end.value, start.value, uid)
	}
}

// when reads a date or a time (sections 3.3.4 and 3.3.5), which must exist.
func (v *validator) when(l line) (time.Time, bool) {
	form, layout := utcTime, "20060102T150405Z"
	if l.params["VALUE"] == "DATE" {
		form, layout = date, "20060102"
	}
	t, err := time.Parse(layout, l.value)
	if !form.MatchString(l.value) || err != nil {
		v.fault("3.3.4: %s:%s is no date", l.name, l.value)
		return t, false
	}
	return t, true
}

// second lets another parser read the file, and compares how much it finds.
func (v *validator) second(file []byte) {
	dec := ical.NewDecoder(bytes.NewReader(file))
	cal, err := dec.Decode()
	if err != nil {
		v.fault("the second parser: %v", err)
		return
	}
	properties := func(c *ical.Component) (n int) {
		for _, values := range c.Props {
			n += len(values)
		}
		return n
	}
	n := 2 + properties(cal.Component)
	for _, e := range cal.Events() {
		n += 2 + properties(e.Component)
		if _, err := e.DateTimeStart(time.UTC); err != nil {
			v.fault("the second parser: DTSTART: %v", err)
		}
		if _, err := e.DateTimeEnd(time.UTC); err != nil {
			v.fault("the second parser: DTEND: %v", err)
		}
	}
	if n != len(v.content) {
		v.fault("the second parser finds %d lines, we %d", n, len(v.content))
	}
	// It writes nothing that lacks what is required, or has it twice.
	if err := ical.NewEncoder(new(bytes.Buffer)).Encode(cal); err != nil {
		v.fault("the second parser would not write it: %v", err)
	}
}
