package render

import (
	"bytes"
	"strings"
	"text/template/parse"

	"dateline/internal/message"
)

// fixTexts puts the texts that no page decides into a parsed template, as if it
// had been written in the language: a large site has a hundred thousand pages
// and entries in lists, each with its labels.
//
// The texts hold none of the signs that markup is made of (a test of package
// message sees to that), so that they are what escaping would make of them,
// in the text of a page and in a quoted attribute. An attribute without quotes
// keeps its action; scripts and styles stand in files of their own.
func fixTexts(node parse.Node, m *message.Messages) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			fixList(n, m)
		}
	case *parse.IfNode:
		fixBranch(&n.BranchNode, m)
	case *parse.RangeNode:
		fixBranch(&n.BranchNode, m)
	case *parse.WithNode:
		fixBranch(&n.BranchNode, m)
	}
}

func fixBranch(n *parse.BranchNode, m *message.Messages) {
	fixTexts(n.List, m)
	fixTexts(n.ElseList, m)
}

func fixList(list *parse.ListNode, m *message.Messages) {
	bare := false // what stands before is an attribute without quotes
	for i, child := range list.Nodes {
		if said, ok := fixedText(child, m); ok && !bare {
			list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: child.Position(), Text: []byte(said)}
		} else {
			fixTexts(child, m)
		}
		text, ok := child.(*parse.TextNode)
		bare = ok && bytes.HasSuffix(text.Text, []byte("="))
	}
}

// fixedText returns what {{text "id"}} says, and {{text "id" "value"}}. What
// takes values of a page stays, as does an id that the catalogue lacks, which
// is an error when it is executed.
func fixedText(node parse.Node, m *message.Messages) (string, bool) {
	action, ok := node.(*parse.ActionNode)
	if !ok {
		return "", false
	}
	said, ok := constant(action.Pipe, m)
	return said, ok && !strings.ContainsAny(said, markupSigns)
}

const markupSigns = "<>&\"'`"

// constant returns the value of a string, or of a text of such values.
func constant(node parse.Node, m *message.Messages) (string, bool) {
	if s, ok := node.(*parse.StringNode); ok {
		return s.Text, true
	}
	pipe, ok := node.(*parse.PipeNode)
	if !ok || len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) < 2 {
		return "", false
	}
	args := pipe.Cmds[0].Args
	if name, ok := args[0].(*parse.IdentifierNode); !ok || name.Ident != "text" {
		return "", false
	}
	values := make([]string, 0, len(args))
	for _, arg := range args[1:] {
		value, ok := constant(arg, m)
		if !ok {
			return "", false
		}
		values = append(values, value)
	}
	if !m.Has(values[0]) {
		return "", false
	}
	return m.Text(values[0], values[1:]...), true
}
