package doc

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"dateline/internal/diag"
)

// maxCitedID is how long the id of a source may be in bytes: anything longer
// between [^ and ] is no slip of a name.
const maxCitedID = 100

// citationNode is one [^id] that names a source.
type citationNode struct {
	ast.BaseInline
	id     string
	number int
	length int // code points
}

var kindCitation = ast.NewNodeKind("Citation")

func (n *citationNode) Kind() ast.NodeKind { return kindCitation }

func (n *citationNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"ID": n.id}, nil)
}

// citationParser reads [^id] where goldmark's footnote parser has declined:
// the body defines no footnote of that name, so it must be a source.
type citationParser struct{}

func (citationParser) Trigger() []byte { return []byte{'[', '!'} }

func (citationParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	skip := 0
	if line[0] == '!' {
		skip = 1
	}
	if len(line) < skip+4 || line[skip] != '[' || line[skip+1] != '^' {
		return nil
	}
	rest := line[skip+2:]
	end := bytes.IndexAny(rest[:min(len(rest), maxCitedID+1)], "[]\n")
	if end < 1 || rest[end] != ']' {
		return nil
	}
	p, id := parsingOf(pc), string(rest[:end])
	number, ok := p.sources[id]
	length := utf8.RuneCountInString(id) + 3
	if !ok {
		p.unknownSource(segment.Start+skip, length, id)
		return nil
	}
	if skip > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	n := &citationNode{id: id, number: number, length: length}
	n.SetPos(segment.Start + skip)
	block.Advance(skip + end + 3)
	return n
}

// unknownSource reports a [^id] that names nothing.
func (p *parsing) unknownSource(offset, length int, id string) {
	if p.names == nil {
		p.names = make([]string, 0, len(p.sources)+len(p.footnotes))
		for name := range p.sources {
			p.names = append(p.names, name)
		}
		slices.Sort(p.names)
		for _, note := range p.footnotes {
			p.names = append(p.names, string(note.Ref))
		}
	}
	hint := `list it under sources with id: ` + strconv.Quote(id)
	if len(p.names) > 0 {
		hint = diag.DidYouMean(id, p.names, hint)
	}
	if strings.Contains(id, " ") {
		hint = `for the signs themselves write \[^`
	}
	p.found.Add(finding(p.pos(offset), length, diag.Error, "citation-unknown",
		"there is no source or footnote "+diag.Quote(id), hint))
}

// checkFootnotes reports definitions that will not be seen as meant.
func (p *parsing) checkFootnotes() {
	seen := map[string]bool{}
	for _, note := range p.footnotes {
		id, message, hint := string(note.Ref), "", ""
		_, isSource := p.sources[id]
		switch {
		case seen[id]:
			message, hint = "footnote "+diag.Quote(id)+" is defined twice", "the first is shown; give this one another name"
		case isSource:
			message, hint = "footnote "+diag.Quote(id)+" has the name of a source, and is shown in its place", "give the footnote another name"
		case note.Index < 0:
			message, hint = "nothing refers to footnote "+diag.Quote(id), "put [^"+id+"] where it belongs, or delete it"
		}
		seen[id] = true
		if message != "" {
			p.found.Add(finding(p.pos(note.Pos()), utf8.RuneCount(note.Ref)+3, diag.Warning, "footnote-unused", message, hint))
		}
	}
}
