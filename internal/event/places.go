package event

import (
	"slices"
	"strconv"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

// Places remembers where the fields of a file's front matter stand, for
// findings that only the whole site can make. The zero value knows none.
//
// Fields are named as in front matter, entries of lists with their index from
// 0: "date", "related.0", "sources.1.url".
type Places struct {
	file string
	at   []place
}

// place is one field. Ten thousand events have a quarter of a million of
// these, hence numbers instead of strings.
type place struct {
	key, sub             uint8  // into placeNames
	index                uint16 // of a list, from 1; 0 for a field that is none
	line, column, length int32
}

// placeNames are the names that fields can have. The first is no field.
var placeNames = func() []string {
	names := []string{""}
	for _, list := range [][]string{Keys, sourceKeys, dateClaimKeys, mediaKeys, trackKeys, correctionKeys} {
		for _, name := range list {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}()

func nameNumber(name string) uint8 { return uint8(max(0, slices.Index(placeNames, name))) }

// NewPlaces returns an empty record for the file of that name.
func NewPlaces(file string) Places { return Places{file: file} }

// Add records t as the place of field key, or of its index-th entry (from 0;
// -1 for a field that is no list). Absent texts are not recorded.
func (p *Places) Add(key string, index int, t doc.Text) { p.add(key, index, "", t) }

func (p *Places) add(key string, index int, sub string, t doc.Text) {
	if t.Pos.Line == 0 {
		return
	}
	p.at = append(p.at, place{
		key: nameNumber(key), sub: nameNumber(sub), index: uint16(index + 1),
		line: int32(t.Pos.Line), column: int32(t.Pos.Column), length: int32(t.Length),
	})
}

// At returns where field stands and how many code points to underline. For a
// field that is not in the file it returns the place of what it would be part
// of ("sources" for "sources.3.url"), and at last the first line.
func (p Places) At(field string) (diag.Pos, int) {
	for field != "" {
		key, index, sub := splitField(field)
		for _, at := range p.at {
			if at.key == key && at.index == index && at.sub == sub {
				return diag.Pos{File: p.file, Line: int(at.line), Column: int(at.column)}, int(at.length)
			}
		}
		field = field[:max(0, strings.LastIndexByte(field, '.'))]
	}
	return diag.Pos{File: p.file, Line: 1}, 0
}

// splitField takes "sources.1.url" apart into its numbers.
func splitField(field string) (key uint8, index uint16, sub uint8) {
	name, rest, _ := strings.Cut(field, ".")
	number, last, _ := strings.Cut(rest, ".")
	if n, err := strconv.ParseUint(number, 10, 15); err == nil {
		index = uint16(n) + 1
	}
	if last != "" {
		sub = nameNumber(last)
	}
	return nameNumber(name), index, sub
}

// Report adds a finding at field.
func (p Places) Report(found *diag.List, field string, severity diag.Severity, code, message, hint string) {
	pos, length := p.At(field)
	found.Add(diag.Diagnostic{Pos: pos, Length: length, Severity: severity, Code: code, Message: message, Hint: hint})
}

// At returns where a field of the event stands in its file; see [Places.At].
func (e *Event) At(field string) (diag.Pos, int) { return e.places.At(field) }

// Report adds a finding at a field of the event.
func (e *Event) Report(found *diag.List, field string, severity diag.Severity, code, message, hint string) {
	e.places.Report(found, field, severity, code, message, hint)
}
