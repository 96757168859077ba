package edtf

import "strings"

// maxInformal is the longest text in which another notation is looked for, in
// bytes. Two dates with weekdays and times are shorter.
const maxInformal = 120

// explain makes the error for the text s with fault f. When s is a date in
// another notation, the error says so and the hint has it in EDTF.
func explain(s string, f *fault) *ParseError {
	e := &ParseError{Text: s, Offset: f.off, Msg: f.msg, Hint: f.hint}
	if len(s) > maxInformal || s == "" {
		return e
	}
	if len(one(f.fix)) > 0 {
		e.Hint = "write " + f.fix
	}
	trimmed := strings.TrimSpace(s)
	if _, f := parse(trimmed); f == nil {
		e.Msg, e.Offset, e.Hint = "there is space around the date", 0, "write "+trimmed
		return e
	}
	list := notations
	if f.formed {
		list = slips
	}
	in := new(inquiry)
	for _, n := range list() {
		msg, readings, ok := n.recognize(trimmed, in)
		if !ok {
			continue
		}
		if msg != "" {
			e.Msg, e.Offset = msg, 0
		}
		if len(readings) > 0 {
			e.Hint = hintFor(readings) + n.lost
		} else if n.advice != "" {
			e.Hint = n.advice
		}
		return e
	}
	return e
}

// hintFor returns "write A", or "write A (this) or B (that)".
func hintFor(readings []reading) string {
	var b strings.Builder
	b.WriteString("write ")
	for i, r := range readings {
		if i > 0 {
			b.WriteString(" or ")
		}
		b.WriteString(r.edtf)
		if len(readings) > 1 && r.gloss != "" {
			b.WriteString(" (" + r.gloss + ")")
		}
	}
	return b.String()
}

// Suggest returns the date that s most likely means, if it is written in a way
// that [Parse] refuses but would know a hint for: "July 20, 2024", "circa
// 1850", "50 BC". It returns false when there is no reading, or two.
func Suggest(s string) (Date, bool) {
	if len(s) > maxInformal {
		return Date{}, false
	}
	readings := meant(strings.TrimSpace(s), new(inquiry))
	if len(readings) != 1 {
		return Date{}, false
	}
	d, f := parse(readings[0].edtf)
	return d, f == nil
}

// A reading is EDTF for what was written in another notation. Its edtf always
// parses, so that no hint leads to the next error.
type reading struct {
	edtf  string
	gloss string // tells it from others, for a reader
	// Set in place of edtf when the text names a day that does not exist.
	why string
}

// An inquiry is the search for the readings of one text. Notations nest, as in
// "circa July 44 BC", and each may try all others, so that its cost must be
// bounded: maxTexts is several times what any text in testdata needs.
type inquiry struct {
	depth int // of notations within notations
	texts int // looked at
}

const (
	maxDepth = 4
	maxTexts = 50
)

// meant returns the readings of s: s itself if it is EDTF, or else those of
// the first notation that has any.
func meant(s string, in *inquiry) []reading {
	if _, f := parse(s); f == nil {
		return []reading{{edtf: s}}
	}
	if in.depth == maxDepth || in.texts == maxTexts {
		return nil
	}
	in.texts++
	in.depth++
	defer func() { in.depth-- }()
	for _, n := range notations() {
		if _, readings, ok := n.recognize(s, in); ok && n.lost == "" {
			return readings
		}
	}
	return nil
}

// each returns the readings that change makes of others, without those that
// are no dates.
func each(readings []reading, change func(edtf string) string) []reading {
	var changed []reading
	for _, r := range readings {
		r.edtf = change(r.edtf)
		changed = append(changed, valid(r)...)
	}
	return changed
}

// valid returns those candidates that parse.
func valid(candidates ...reading) []reading {
	var ok []reading
	for _, r := range candidates {
		if _, f := parse(r.edtf); f == nil {
			ok = append(ok, r)
		}
	}
	return ok
}

// one returns a single reading, if it parses.
func one(edtf string) []reading { return valid(reading{edtf: edtf}) }

// oneDay returns a single reading, or why there is no such day.
func oneDay(edtf string) []reading {
	if _, f := parse(edtf); f != nil && f.formed {
		return []reading{{why: f.msg}}
	}
	return one(edtf)
}
