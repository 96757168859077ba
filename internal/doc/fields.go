package doc

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"dateline/internal/diag"
)

// Fields reads the keys of a map and remembers which were asked for. What is
// wrong with a value is reported at its place, and the value reads as absent.
type Fields struct {
	value Value
	found *diag.List
	asked []string
	used  uint64 // bit i: the i-th pair was asked for; a map has at most MaxKeys
}

// Fields returns a reader for the keys of v that reports to found. What is no
// map reads as an empty one, and is reported unless it is absent.
func (v Value) Fields(found *diag.List) *Fields {
	f := &Fields{value: v, found: found}
	if k := v.Kind(); k != Map && k != Absent {
		f.Report(v, diag.Error, "type-wrong", "keys with values are needed here, not "+k.String(), "write key: value on each line")
		f.value = Value{file: v.file}
	}
	return f
}

// Pos returns the place of the map.
func (f *Fields) Pos() diag.Pos { return f.value.Pos() }

// Value returns the map.
func (f *Fields) Value() Value { return f.value }

// Report adds a finding at a value.
func (f *Fields) Report(at Value, severity diag.Severity, code, message, hint string) {
	f.found.Add(finding(at.Pos(), at.Length(), severity, code, message, hint))
}

// Get returns the named key and its value as they stand, and marks the key as
// known.
func (f *Fields) Get(name string) (key, value Value, ok bool) {
	f.asked = append(f.asked, name)
	if f.value.node == nil {
		return Value{}, Value{}, false
	}
	for i, pairs := 0, f.value.node.Content; i+1 < len(pairs); i += 2 {
		if key := (Value{pairs[i], f.value.file}); key.key() == name {
			f.used |= 1 << (i / 2)
			return key, Value{pairs[i+1], f.value.file}, true
		}
	}
	return Value{}, Value{}, false
}

// Text returns the text of a key in one line, trimmed. A longer text than
// limit code points is reported and reads as absent; 0 is no limit.
func (f *Fields) Text(name string, limit int) Text {
	key, value, ok := f.Get(name)
	if !ok {
		return Text{}
	}
	return f.text(name, key, value, limit, "a text")
}

// text reads one scalar; key is where a missing value is reported, and want
// what is asked for: "a text" or "a list".
func (f *Fields) text(name string, key, value Value, limit int, want string) Text {
	switch k := value.Kind(); k {
	case Absent: // it was refused
		return Text{}
	case List, Map:
		if want == "a list" {
			f.Report(value, diag.Error, "type-wrong", fmt.Sprintf("%s is %s, not a list of texts", name, k), "write [one, two]")
			return Text{}
		}
		f.Report(value, diag.Error, "type-wrong", fmt.Sprintf("%s is %s, not one text", name, k), "write one value; quote text that begins with [ or {")
		return Text{}
	case Null:
		hint := "give it a value or delete the line"
		if value.node.Value != "" && value.node.Value != "~" {
			hint = "for the word itself, quote it: \"" + value.node.Value + "\""
		}
		f.Report(key, diag.Error, "value-missing", name+" has no value", hint)
		return Text{}
	}
	s := oneLine(value.node.Value)
	n := utf8.RuneCountInString(s)
	switch {
	case !visible(s):
		f.Report(value, diag.Error, "value-missing", name+" has no visible text", "give it a value or delete the line")
		return Text{}
	case limit > 0 && n > limit:
		f.Report(value, diag.Error, "value-long", fmt.Sprintf("%s has %d characters; at most %d fit", name, n, limit), "shorten it; details belong in the text")
		return Text{}
	}
	return Text{S: s, Pos: value.Pos(), Length: value.Length()}
}

// oneLine trims s and makes each line break in it, with the space around, one
// space.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	lines := strings.Split(s, "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	return strings.Join(lines, " ")
}

// Texts returns the texts of a list, or of one scalar as a list of one. Of
// more than max, which is reported, none is returned.
func (f *Fields) Texts(name string, limit, max int) []Text {
	key, value, ok := f.Get(name)
	if !ok {
		return nil
	}
	if value.Kind() != List {
		if t := f.text(name, key, value, limit, "a list"); !t.IsZero() {
			return []Text{t}
		}
		return nil
	}
	if n := len(value.node.Content); max > 0 && n > max {
		f.Report(key, diag.Error, "value-many", fmt.Sprintf("%s has %d items; at most %d are allowed", name, n, max), "keep the ones that matter, or split the file into several")
		return nil
	}
	texts := make([]Text, 0, len(value.node.Content))
	for item := range value.Items() {
		if t := f.text("an item of "+name, item, item, limit, "a text"); !t.IsZero() {
			texts = append(texts, t)
		}
	}
	return texts
}

// Int returns the whole number of a key between lo and hi, or otherwise.
func (f *Fields) Int(name string, lo, hi, otherwise int) int {
	t := f.Text(name, 0)
	if t.IsZero() {
		return otherwise
	}
	n, err := strconv.Atoi(t.S)
	if err != nil || n < lo || n > hi {
		f.reportText(t, "value-range", fmt.Sprintf("%s is %s, not a whole number from %d to %d", name, diag.Quote(t.S), lo, hi), intHint(lo, hi))
		return otherwise
	}
	return n
}

// intHint shows what a number in a range can be.
func intHint(lo, hi int) string {
	if hi-lo >= 10 {
		return "write a whole number, such as 1"
	}
	var b strings.Builder
	for n := lo; n < hi; n++ {
		fmt.Fprintf(&b, "%d, ", n)
	}
	return "write " + strings.TrimSuffix(b.String(), ", ") + " or " + strconv.Itoa(hi)
}

// Bool returns whether a key says true. Words that other readers of YAML take
// for true or false are reported.
func (f *Fields) Bool(name string) bool {
	t := f.Text(name, 0)
	switch t.S {
	case "", "false":
		return false
	case "true":
		return true
	}
	hint := "write true or false"
	switch strings.ToLower(t.S) {
	case "yes", "on", "y", "true", "1":
		hint = "write true"
	case "no", "off", "n", "false", "0":
		hint = "write false"
	}
	f.reportText(t, "value-unknown", fmt.Sprintf("%s is %s, neither true nor false", name, diag.Quote(t.S)), hint)
	return false
}

// Choice returns the value of a key when it is one of allowed.
func (f *Fields) Choice(name string, allowed []string) Text {
	t := f.Text(name, 0)
	if t.IsZero() || slices.Contains(allowed, t.S) {
		return t
	}
	f.reportText(t, "value-unknown", name+" cannot be "+diag.Quote(t.S),
		diag.DidYouMean(t.S, allowed, "it can be "+strings.Join(allowed, ", ")))
	return Text{}
}

func (f *Fields) reportText(t Text, code, message, hint string) {
	f.found.Add(finding(t.Pos, t.Length, diag.Error, code, message, hint))
}

// Maps returns the maps of a list, or one map as a list of one.
func (f *Fields) Maps(name string) []*Fields {
	key, value, ok := f.Get(name)
	if !ok {
		return nil
	}
	switch value.Kind() {
	case Map:
		return []*Fields{value.Fields(f.found)}
	case List:
		var maps []*Fields
		for item := range value.Items() {
			switch item.Kind() {
			case Map:
				maps = append(maps, item.Fields(f.found))
			case Absent:
			default:
				f.Report(item, diag.Error, "type-wrong", fmt.Sprintf("an item of %s is %s, not keys with values", name, item.Kind()),
					"write each item as - key: value, with its other keys below")
			}
		}
		return maps
	}
	f.notMap(name, key, value)
	return nil
}

// Map returns the map of a key.
func (f *Fields) Map(name string) (*Fields, bool) {
	key, value, ok := f.Get(name)
	if !ok {
		return nil, false
	}
	if value.Kind() != Map {
		f.notMap(name, key, value)
		return nil, false
	}
	return value.Fields(f.found), true
}

func (f *Fields) notMap(name string, key, value Value) {
	switch value.Kind() {
	case Absent: // it was refused
		return
	case Null:
		f.Report(key, diag.Error, "value-missing", name+" has no value", "give it a value or delete the line")
		return
	}
	f.Report(value, diag.Error, "type-wrong", fmt.Sprintf("%s is %s, not keys with values", name, value.Kind()),
		"write its keys below it, each indented by two spaces")
}

// Unknown yields the keys that nobody asked for, with their values, in the
// order of the file.
func (f *Fields) Unknown() iter.Seq2[Value, Value] {
	return func(yield func(Value, Value) bool) {
		if f.value.node == nil {
			return
		}
		pairs := f.value.node.Content
		for i := 0; i+1 < len(pairs); i += 2 {
			key := Value{pairs[i], f.value.file}
			if f.used&(1<<(i/2)) != 0 || key.node.Kind != yaml.ScalarNode || slices.Contains(f.asked, key.key()) {
				continue
			}
			if !yield(key, Value{pairs[i+1], f.value.file}) {
				return
			}
		}
	}
}

// Keys returns the names that were asked for, in that order, each once.
func (f *Fields) Keys() []string {
	keys := make([]string, 0, len(f.asked))
	for _, k := range f.asked {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}
