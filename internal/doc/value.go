package doc

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"dateline/internal/diag"
)

// Kind is what a value is.
type Kind uint8

const (
	Absent Kind = iota // the zero Value: not there
	Null               // a key without a value, or null
	Scalar             // text
	List
	Map
)

// String returns the kind in words: "a list".
func (k Kind) String() string {
	return [...]string{"nothing", "empty", "text", "a list", "a map"}[k]
}

// Value is a value of the front matter with its place. It is cheap to copy;
// the zero Value is absent.
//
// A scalar is always text, as it is written: 1984, no, 1.10 and 0044 stay
// what they are, and quotes make no difference but for null.
type Value struct {
	node *yaml.Node
	file string
}

// Kind returns what the value is.
func (v Value) Kind() Kind {
	if v.node == nil || v.node.Kind == 0 { // see refuse
		return Absent
	}
	switch v.node.Kind {
	case yaml.MappingNode:
		return Map
	case yaml.SequenceNode:
		return List
	}
	if v.node.Kind != yaml.ScalarNode || v.node.Tag == "!!null" && v.node.Style == 0 {
		return Null
	}
	return Scalar
}

// Text returns the text of a scalar, with its line breaks, and "" for
// whatever else.
func (v Value) Text() string {
	if v.Kind() != Scalar {
		return ""
	}
	return v.node.Value
}

// Pos returns the place of the value in its file.
func (v Value) Pos() diag.Pos {
	if v.node == nil {
		return diag.Pos{File: v.file}
	}
	return diag.Pos{File: v.file, Line: v.node.Line + frontMatterLine - 1, Column: v.node.Column}
}

// Length returns how many code points to underline at Pos: the scalar with
// its quotes, or the bracket or dash that begins anything else.
func (v Value) Length() int {
	if v.Kind() != Scalar {
		return 1
	}
	n := utf8.RuneCountInString(v.node.Value)
	switch style := v.node.Style; {
	case style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		return n + 2
	case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return 1
	}
	return max(n, 1)
}

// Items yields the values of a list in order, and nothing for whatever else.
func (v Value) Items() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if v.Kind() != List {
			return
		}
		for _, n := range v.node.Content {
			if !yield(Value{n, v.file}) {
				return
			}
		}
	}
}

// Pairs yields the keys of a map and their values in the order of the file,
// and nothing for whatever else.
func (v Value) Pairs() iter.Seq2[Value, Value] {
	return func(yield func(Value, Value) bool) {
		if v.Kind() != Map {
			return
		}
		for i := 0; i+1 < len(v.node.Content); i += 2 {
			key := v.node.Content[i]
			if key.Kind != yaml.ScalarNode {
				continue // reported by Parse
			}
			if !yield(Value{key, v.file}, Value{v.node.Content[i+1], v.file}) {
				return
			}
		}
	}
}

// key returns the text of a key, for which null is a word like any other.
func (v Value) key() string {
	if v.node == nil || v.node.Kind != yaml.ScalarNode {
		return ""
	}
	return v.node.Value
}

// Text is a scalar with its place. The zero Text is absent.
type Text struct {
	S      string
	Pos    diag.Pos
	Length int // code points to underline
}

// IsZero reports whether the text is absent.
func (t Text) IsZero() bool { return t.S == "" }

// String returns the text.
func (t Text) String() string { return t.S }

// markRun counts combining marks that follow one another.
type markRun struct{ n int }

func newMarkRun() *markRun { return &markRun{} }

// exceeds adds r and reports whether the run has just become too long.
func (m *markRun) exceeds(r rune) bool {
	if r < 0x300 || !unicode.In(r, unicode.Mn, unicode.Me) {
		m.n = 0
		return false
	}
	m.n++
	return m.n == maxMarks+1
}
