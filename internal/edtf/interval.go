package edtf

import "strings"

// Interval returns the interval from/to, the same as parsing that text. A zero
// to makes an open end, from/... Neither may be an interval or a set, and from
// must be a date. The error is a [*ParseError] about the text from/to.
func Interval(from, to Date) (Date, error) {
	end := to.text
	if to.IsZero() {
		end = ".."
	}
	return from.WithEnd(end)
}

// WithEnd returns the interval from d to an end as an author writes it: a
// date, ".." for an open end, "" for an unknown one. The error is a
// [*ParseError] about the end: its Text is end unless d is at fault.
func (d Date) WithEnd(end string) (Date, error) {
	switch {
	case d.IsZero():
		return Date{}, &ParseError{Text: end, Msg: "an end needs a start"}
	case d.IsInterval():
		return Date{}, &ParseError{Text: end, Msg: "the date " + d.text + " has an end already"}
	case d.IsSet():
		return Date{}, &ParseError{Text: end, Msg: "a set cannot be the start of an interval"}
	}
	if end != "" && end != ".." {
		to, err := Parse(end)
		switch {
		case err != nil:
			return Date{}, err
		case to.IsInterval():
			return Date{}, &ParseError{Text: end, Msg: "an interval cannot be the end of another"}
		case to.IsSet():
			return Date{}, &ParseError{Text: end, Msg: "a set cannot be the end of an interval"}
		}
		end = to.text
	}
	both, f := parse(d.text + "/" + end)
	if f != nil {
		return Date{}, &ParseError{Text: end, Msg: f.msg, Hint: f.hint}
	}
	return both, nil
}

// Start returns the start of an interval, the zero Date when it is open or
// unknown, and d itself when it is no interval.
func (d Date) Start() Date {
	if !d.IsInterval() {
		return d
	}
	return d.side(d.text[:strings.IndexByte(d.text, '/')])
}

// End returns the end of an interval, the zero Date when it is open or
// unknown, and d itself when it is no interval.
func (d Date) End() Date {
	if !d.IsInterval() {
		return d
	}
	return d.side(d.text[strings.IndexByte(d.text, '/')+1:])
}

func (d Date) side(text string) Date {
	if text == "" || text == ".." {
		return Date{}
	}
	side, _ := parse(text) // it was parsed before
	return side
}

// Members returns the members of a set, its ranges as intervals, in the
// author's order. For anything else it returns d alone, and nothing for the
// zero Date.
func (d Date) Members() []Date {
	switch {
	case d.IsZero():
		return nil
	case !d.IsSet():
		return []Date{d}
	}
	var members []Date
	for text := range strings.SplitSeq(d.text[1:len(d.text)-1], ",") {
		if from, to, isRange := strings.Cut(text, ".."); isRange {
			text = orOpen(from) + "/" + orOpen(to)
		}
		m, _ := parse(text) // it was parsed before
		members = append(members, m)
	}
	return members
}

func orOpen(s string) string {
	if s == "" {
		return ".."
	}
	return s
}
