package doc

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// EncodeScalar returns s as a YAML scalar of one line, with quotes only when
// it needs them to be read back as the same text, in a list between brackets
// as well. Words that other readers of YAML take for true, false or null get
// quotes too; dates and numbers do not.
func EncodeScalar(s string) string {
	if plainScalar(s) {
		return s
	}
	style := yaml.DoubleQuotedStyle
	if strings.ContainsAny(s, `"\`) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > 0x7E }) {
		style = yaml.SingleQuotedStyle
	}
	out, err := yaml.Dump(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: style, Value: s}, yaml.WithLineWidth(-1))
	if err != nil {
		return `""` // a lone scalar can always be written
	}
	return strings.TrimSuffix(string(out), "\n")
}

// plainScalar reports whether s without quotes reads as s.
func plainScalar(s string) bool {
	switch strings.ToLower(s) {
	case "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return false
	}
	if strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r >= 0x7F && r < 0xA0 || r == '\u2028' || r == '\u2029' || r == '\ufeff'
	}) {
		return false
	}
	var n yaml.Node
	if err := yaml.Load([]byte("["+s+"]"), &n); err != nil || len(n.Content) != 1 || len(n.Content[0].Content) != 1 {
		return false
	}
	item := n.Content[0].Content[0]
	if item.Kind != yaml.ScalarNode || item.Style != 0 || item.Anchor != "" || item.Value != s {
		return false
	}
	// As the value of a key, where brackets do not help.
	n = yaml.Node{}
	if err := yaml.Load([]byte("a: "+s+"\n"), &n); err != nil || len(n.Content) != 1 || len(n.Content[0].Content) != 2 {
		return false
	}
	value := n.Content[0].Content[1]
	return value.Kind == yaml.ScalarNode && value.Style == 0 && value.Value == s
}
