package doc

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The guards bound what goldmark does with hostile input: without them 24 KB
// of "- - - …" take 30 s and 10 GB. Each stands where the work would be done,
// so that none of them has to guess at Markdown's structure beforehand.

const (
	tooComplexCode = "markdown-too-complex"
	tooComplexHint = "break it up; text pasted by a machine belongs in a code block"
)

// container wraps a parser of blocks that hold blocks: it refuses to nest
// deeper than MaxNesting, and bounds the work of offering every line to every
// block that is open.
type container struct{ parser.BlockParser }

func (c container) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	p := parsingOf(pc)
	if p.tooComplex {
		return nil, parser.NoChildren
	}
	if depth(pc) < MaxNesting {
		return c.BlockParser.Open(parent, reader, pc)
	}
	line, segment := reader.Position()
	node, _ := c.BlockParser.Open(parent, reader, pc)
	reader.SetPosition(line, segment)
	if node != nil {
		p.giveUp(segment.Start+max(pc.BlockOffset(), 0), "markdown-deep",
			fmt.Sprintf("lists and quotes nested deeper than %d", MaxNesting), "split it, or write it flatter: a phone has no room for more")
	}
	return nil, parser.NoChildren
}

func (c container) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	p := parsingOf(pc)
	if p.continued++; p.continued > maxContinued {
		_, segment := reader.Position()
		p.giveUp(segment.Start, tooComplexCode, "too many lines in lists and quotes", tooComplexHint)
	}
	if p.tooComplex {
		return parser.Close
	}
	return c.BlockParser.Continue(node, reader, pc)
}

// depth is how many containers are open.
func depth(pc parser.Context) int {
	open := pc.OpenedBlocks()
	if len(open) < MaxNesting {
		return 0
	}
	n := 0
	for _, b := range open {
		switch b.Node.(type) {
		case *ast.List, *ast.Blockquote, *east.DefinitionList, *east.Footnote:
			n++
		}
	}
	return n
}

// footnoteDefinition keeps track of the footnotes that a body defines:
// goldmark drops those that nothing refers to, and looks them up one by one.
type footnoteDefinition struct{ parser.BlockParser }

func (f footnoteDefinition) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	p := parsingOf(pc)
	_, segment := reader.Position()
	node, state := f.BlockParser.Open(parent, reader, pc)
	if note, ok := node.(*east.Footnote); ok {
		p.footnotes = append(p.footnotes, note)
		if len(p.footnotes) > maxDefinitions {
			p.giveUp(segment.Start, tooComplexCode, fmt.Sprintf("more than %d footnotes", maxDefinitions), "split the text, or say it in the text itself")
		}
	}
	return node, state
}

// paragraphGuard runs before a paragraph is searched for link definitions and
// tables, and takes it away when that would take too long.
type paragraphGuard struct{}

func (paragraphGuard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	p, lines := parsingOf(pc), node.Lines()
	if lines.Len() == 0 {
		return
	}
	definitions := 0
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimLeft(reader.Source()[segment.Start:segment.Stop], " \t")
		if len(line) == 0 {
			continue
		}
		switch line[0] {
		case '[':
			definitions++
		case '-', ':', '|':
			if i > 0 && delimiterRow(line) {
				p.cells += (bytes.Count(line, []byte("|")) + 1) * (lines.Len() - i + 1)
			}
		}
	}
	start := lines.At(0).Start
	switch {
	case definitions > maxDefinitions:
		p.giveUp(start, tooComplexCode, fmt.Sprintf("more than %d lines that begin with [", maxDefinitions), tooComplexHint)
	case p.cells > maxCells:
		p.giveUp(start, tooComplexCode, fmt.Sprintf("tables with more than %d cells", maxCells), "link to a file with the data")
	}
	if p.tooComplex {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// delimiterRow reports whether line may separate a table's head from its
// body.
func delimiterRow(line []byte) bool {
	for _, c := range line {
		switch c {
		case '-', ':', '|', ' ', '\t', '\r', '\n':
		default:
			return false
		}
	}
	return true
}

// delimiterGuard counts the signs of a paragraph, heading or cell that make
// the parser look ahead or back, and gives up beyond maxDelimiters.
type delimiterGuard struct{}

func (delimiterGuard) Trigger() []byte {
	return []byte{'[', ']', '!', '*', '_', '~', '(', '<', '`', '\'', '"'}
}

func (delimiterGuard) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	p := parsingOf(pc)
	if p.block != parent {
		p.block, p.delimiters = parent, 0
	}
	if p.delimiters++; p.delimiters <= maxDelimiters && !p.tooComplex {
		return nil
	}
	_, segment := block.Position()
	p.giveUp(segment.Start, tooComplexCode,
		fmt.Sprintf("more than %d brackets, quotes and other signs in one paragraph", maxDelimiters), tooComplexHint)
	for {
		if line, _ := block.PeekLine(); line == nil {
			return ast.NewString(nil)
		}
		block.AdvanceLine()
	}
}
