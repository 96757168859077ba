package doc

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"dateline/internal/diag"
)

// frontMatterLine is the line of the file that the front matter's first line
// is: the one below the opening ---.
const frontMatterLine = 2

// reader turns one block of front matter into values.
type reader struct {
	file  string
	found *diag.List
	text  []byte // the YAML between the --- lines

	shared   int // how many anchors, aliases and merges there are
	sharedAt int // where in found the first is
}

// read returns the map that block holds, or the zero Value and findings.
func (r *reader) read(block []byte) Value {
	r.text = block
	var root yaml.Node
	if err := yaml.Load(block, &root); err != nil {
		r.syntax(err)
		return Value{}
	}
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		root = *root.Content[0]
	}
	switch {
	case root.Kind == yaml.ScalarNode && root.Value == "":
		r.empty()
		return Value{}
	case root.Kind == yaml.AliasNode || root.Anchor != "":
		r.check(&root, 1)
		return Value{}
	case root.Kind != yaml.MappingNode:
		what := "a list"
		if root.Kind == yaml.ScalarNode {
			what = "plain text"
		}
		r.report(r.pos(root.Line, root.Column), 1, "front-matter-map",
			"the front matter is "+what+", not keys with values", "write a key and its value on each line, for example title: …")
		return Value{}
	}
	// The keys of a map that broke a rule are still read, so that the file's
	// other mistakes are told in the same run.
	r.check(&root, 1)
	if r.shared > 1 {
		(*r.found)[r.sharedAt].Message += fmt.Sprintf(" (%d more in this file)", r.shared-1)
	}
	return Value{node: &root, file: r.file}
}

// share reports what makes one value of two places, once for the file: one
// without the others makes no sense, and six lines can hold hundreds.
func (r *reader) share(at diag.Pos, length int, message, hint string) {
	if r.shared++; r.shared == 1 {
		r.sharedAt = len(*r.found)
		r.report(at, length, "yaml-feature", message, hint)
	}
}

// refuse makes a value read as absent: what was reported is not to be judged
// again by whoever reads it.
func refuse(n *yaml.Node) { n.Kind, n.Content = 0, nil }

func (r *reader) pos(line, column int) diag.Pos {
	return diag.Pos{File: r.file, Line: line + frontMatterLine - 1, Column: column}
}

func (r *reader) report(at diag.Pos, length int, code, message, hint string) {
	r.found.Add(finding(at, length, diag.Error, code, message, hint))
}

func (r *reader) empty() {
	r.report(diag.Pos{File: r.file, Line: 1, Column: 1}, 3, "front-matter-empty",
		"the front matter is empty", "an event needs title and date, a page its title")
}

const deepHint = "flatten it: dateline's own keys need no more than a list of maps"

// check walks the values and reports what YAML allows and front matter does
// not: whatever makes a value mean something that does not stand there.
func (r *reader) check(n *yaml.Node, depth int) {
	at := r.pos(n.Line, n.Column)
	switch {
	case depth > MaxDepth:
		r.report(at, 1, "yaml-deep", fmt.Sprintf("lists and maps nest deeper than %d", MaxDepth), deepHint)
		refuse(n)
		return
	case n.Kind == yaml.AliasNode:
		r.share(at, 1+len([]rune(n.Value)), "aliases such as *"+printableName(n.Value)+" are not allowed",
			"write the value out; text that begins with * needs quotes")
		refuse(n)
		return
	case n.Anchor != "":
		r.share(at, 1+len([]rune(n.Anchor)), "anchors such as &"+printableName(n.Anchor)+" are not allowed",
			"remove it; text that begins with & needs quotes")
	case n.Style&yaml.TaggedStyle != 0:
		r.report(at, len([]rune(n.Tag)), "yaml-feature", "tags such as "+printableName(n.Tag)+" are not allowed",
			"remove it; text that begins with ! needs quotes")
		refuse(n)
		return
	}
	switch n.Kind {
	case yaml.ScalarNode:
		r.checkScalar(n)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			r.check(item, depth+1)
		}
	case yaml.MappingNode:
		r.checkMap(n, depth)
	}
}

// checkMap looks at the keys of a map, and then at its values.
func (r *reader) checkMap(n *yaml.Node, depth int) {
	if keys := len(n.Content) / 2; keys > MaxKeys {
		r.report(r.pos(n.Line, n.Column), 1, "yaml-keys", fmt.Sprintf("%d keys; no more than %d are allowed", keys, MaxKeys), "delete keys that nothing uses; details belong in the text")
	}
	var seen map[string]int // only for maps that are too long to compare pairwise
	if len(n.Content) > 64 {
		seen = make(map[string]int, len(n.Content)/2)
	}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			r.report(r.pos(key.Line, key.Column), 1, "yaml-key", "a key must be a word, not a list or map",
				"text that begins with [ or { needs quotes")
			continue
		}
		if key.Value == "<<" && key.Style == 0 {
			r.share(r.pos(key.Line, key.Column), 2, "merging another map by << is not allowed", "write the keys out")
			refuse(n.Content[i+1])
			continue
		}
		if key.Value == "" {
			r.report(r.pos(key.Line, key.Column), 1, "yaml-key", "a key is missing before the colon", "write key: value")
		}
		r.check(key, depth+1)
		if first := firstLine(n, i, seen); first > 0 {
			r.report(r.pos(key.Line, key.Column), len([]rune(key.Value)), "yaml-duplicate",
				fmt.Sprintf("%s is given twice, here and on line %d", diag.Quote(key.Value), first+frontMatterLine-1),
				"delete one of them")
		}
		r.check(n.Content[i+1], depth+1)
	}
}

// firstLine returns the line of an earlier key that equals key i, or 0.
func firstLine(n *yaml.Node, i int, seen map[string]int) int {
	key := n.Content[i].Value
	if seen != nil {
		line, ok := seen[key]
		if !ok {
			seen[key] = n.Content[i].Line
		}
		return line
	}
	for j := 0; j < i; j += 2 {
		if n.Content[j].Kind == yaml.ScalarNode && n.Content[j].Value == key {
			return n.Content[j].Line
		}
	}
	return 0
}

// checkScalar looks for what a double-quoted text can spell out by escapes,
// which the pass over the file's bytes has not seen.
func (r *reader) checkScalar(n *yaml.Node) {
	if n.Style&yaml.DoubleQuotedStyle == 0 {
		return
	}
	marks := newMarkRun()
	for _, c := range n.Value {
		what := ""
		switch {
		case isControl(c):
			what = "a control character"
		case isNoncharacter(c):
			what = "not a character"
		case isBidi(c):
			what = "an invisible character that turns the direction of the text"
		case marks.exceeds(c):
			what = fmt.Sprintf("one of more than %d combining marks in a row", maxMarks)
		case c == '\u2028' || c == '\u2029':
			r.found.Add(finding(r.pos(n.Line, n.Column), 1, diag.Warning, "text-separator",
				fmt.Sprintf("an invisible line separator (U+%04X) counts as a space", c), "type a space instead"))
			n.Value = strings.NewReplacer("\u2028", " ", "\u2029", " ").Replace(n.Value)
			continue
		default:
			continue
		}
		r.report(r.pos(n.Line, n.Column), 1, "text-character", fmt.Sprintf("U+%04X is %s", c, what), "delete it")
		return
	}
}

// syntax reports what the YAML parser stumbled over. It stops at the first
// mistake, since it cannot know how the rest was meant.
func (r *reader) syntax(err error) {
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &all) && len(all.Errors) > 0:
		one = all.Errors[0]
		if strings.Contains(one.Message, "no documents") {
			r.empty()
			return
		}
	case !errors.As(err, &one):
		r.report(diag.Pos{File: r.file, Line: frontMatterLine}, 0, "yaml-syntax", "the front matter is not YAML: "+err.Error(), "put values in quotes, and write each key on a line of its own")
		return
	}
	p := r.explain(one)
	p.line = max(p.line, 1)
	r.report(r.pos(p.line, max(p.column, 1)), p.length, p.code, p.message, p.hint)
}

// printableName is a name of the author's in a message, kept short.
func printableName(s string) string {
	q := diag.Quote(s)
	return q[1 : len(q)-1]
}
