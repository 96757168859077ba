package doc

import (
	"bytes"
	"strconv"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// page renders one body. goldmark's own renderers share their state between
// all documents; this one has the ids, numbers and findings of its body at
// hand, and writes only elements and attributes that are named here.
type page struct {
	parsing
	text []byte // the body
	opt  *MarkdownOptions
	bidi bool
	root ast.Node

	out     []byte
	scratch []byte // for plain text
	body    Body
	words   wordCount

	headingID map[*ast.Heading]string
	topLevel  int             // the least level of the text's headings
	anchors   map[string]bool // ids of headings, without prefix
	cited     map[string]int  // how often each source was cited so far
	inLink    bool            // a link within a link is not HTML
	rawHTML   bool            // an error was reported: closing tags need none
}

// maxPooled is how large a buffer is kept for the next body: one giant must
// not hold its memory for the life of a preview.
const maxPooled = 256 << 10

var outputs = sync.Pool{New: func() any { b := make([]byte, 0, 8<<10); return &b }}

// render returns the rendered body.
func (p *page) render(root ast.Node) Body {
	buffer := outputs.Get().(*[]byte)
	p.root, p.out = root, (*buffer)[:0]
	p.children(root)
	p.checkFootnotes()
	p.body.HTML = string(p.out)
	p.body.Words = p.words.n
	p.body.Excerpt = p.excerpt()
	if cap(p.out) <= maxPooled {
		*buffer = p.out
		outputs.Put(buffer)
	}
	return p.body
}

func (p *page) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.node(c)
	}
}

func (p *page) write(s string) { p.out = append(p.out, s...) }

// element writes a block element with its content.
func (p *page) element(tag string, n ast.Node) {
	p.open(tag, n)
	p.children(n)
	p.close(tag)
}

func (p *page) open(tag string, n ast.Node) {
	p.write("<" + tag)
	if p.bidi && p.turns(n) {
		p.write(` dir="auto"`)
	}
	p.write(">")
}

func (p *page) close(tag string) {
	p.write("</" + tag + ">\n")
	p.words.end()
}

// turns reports whether the text of a block, or the tight text in an item,
// holds a character that turns its direction.
func (p *page) turns(n ast.Node) bool {
	if c, ok := n.FirstChild().(*ast.TextBlock); ok && n.Kind() != ast.KindTextBlock {
		n = c
	}
	if n.Type() == ast.TypeInline || n.Lines() == nil {
		return false
	}
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		for _, r := range string(p.text[segment.Start:segment.Stop]) {
			if isBidi(r) {
				return true
			}
		}
	}
	return false
}

// node writes one node of the tree. What is not named here is not written.
func (p *page) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		p.textNode(n)
	case *ast.String:
		p.words.add(n.Value)
		p.out = escape(p.out, n.Value)
	case *ast.Paragraph:
		p.paragraph(n)
	case *ast.TextBlock:
		p.children(n)
		p.words.end()
		if n.NextSibling() != nil {
			p.write("\n")
		}
	case *ast.Heading:
		p.heading(n)
	case *ast.Emphasis:
		p.emphasis(n)
	case *east.Strikethrough:
		p.write("<del>")
		p.children(n)
		p.write("</del>")
	case *ast.CodeSpan:
		p.codeSpan(n)
	case *ast.Link:
		p.link(n)
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.Image:
		p.image(n)
	case *citationNode:
		p.citation(n)
	case *ast.RawHTML:
		p.inlineHTML(n)
	case *east.TaskCheckBox:
		p.checkBox(n)
	case *ast.LinkReferenceDefinition:
		p.definition(n)
	default:
		p.block(n)
	}
}

// block writes the rarer blocks.
func (p *page) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.List:
		p.list(n)
	case *ast.ListItem:
		p.element("li", n)
	case *ast.Blockquote:
		p.write("<blockquote>\n")
		p.children(n)
		p.close("blockquote")
	case *ast.ThematicBreak:
		p.write("<hr>\n")
	case *ast.FencedCodeBlock:
		p.codeBlock(n, n.Language(p.text))
	case *ast.CodeBlock:
		p.codeBlock(n, nil)
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *east.DefinitionList:
		p.write("<dl>\n")
		p.children(n)
		p.close("dl")
	case *east.DefinitionTerm:
		p.element("dt", n)
	case *east.DefinitionDescription:
		p.element("dd", n)
	case *east.Table:
		p.table(n)
	case *east.FootnoteLink:
		p.footnoteLink(n)
	case *east.FootnoteBacklink:
		p.footnoteBacklink(n)
	case *east.Footnote:
		p.footnote(n)
	case *east.FootnoteList:
		p.footnoteList(n)
	}
}

func (p *page) textNode(n *ast.Text) {
	value := n.Segment.Value(p.text)
	if !n.IsRaw() {
		value = resolve(value)
	}
	p.words.add(value)
	p.out = escape(p.out, value)
	switch {
	case n.HardLineBreak():
		p.out = bytes.TrimRight(p.out, " ")
		p.write("<br>\n")
	case n.SoftLineBreak() && !p.joined(n):
		p.write("\n")
	default:
		return
	}
	p.words.end()
}

// paragraph writes a paragraph; one that is a picture with a title becomes a
// figure with a caption.
func (p *page) paragraph(n *ast.Paragraph) {
	if picture, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 && len(picture.Title) > 0 {
		title := resolve(picture.Title)
		picture.Title = nil
		before := len(p.out)
		p.write("<figure>")
		p.image(picture)
		if len(p.out) == before+len("<figure>") {
			p.out = p.out[:before] // the picture was refused
			return
		}
		p.write("<figcaption>")
		p.words.add(title)
		p.out = escape(p.out, title)
		p.write("</figcaption>")
		p.close("figure")
		return
	}
	p.element("p", n)
}

func (p *page) heading(n *ast.Heading) {
	p.headings()
	at := p.headingOffset(n)
	text := p.plainText(n)
	if !visible(text) {
		p.found.Add(p.warning(at, 1, "heading-empty", "a heading without text is not shown", "write its text after the # and a space"))
		return
	}
	// The page's own h1 is the title. Below it come the text's highest
	// headings, however many # the author gives these, so that no level is
	// skipped.
	level := min(n.Level-p.topLevel+2, 6)
	tag := "h" + strconv.Itoa(level)
	id := p.opt.IDPrefix + p.headingID[n]
	p.body.Headings = append(p.body.Headings, Heading{Level: level, ID: id, Text: text, Pos: p.pos(at)})
	p.write("<" + tag + ` id="`)
	p.out = escape(p.out, id)
	p.write(`"`)
	if p.bidi && p.turns(n) {
		p.write(` dir="auto"`)
	}
	p.write(">")
	p.children(n)
	p.close(tag)
}

func (p *page) emphasis(n *ast.Emphasis) {
	tag := "em"
	if n.Level == 2 {
		tag = "strong"
	}
	p.write("<" + tag + ">")
	p.children(n)
	p.write("</" + tag + ">")
}

func (p *page) codeSpan(n *ast.CodeSpan) {
	p.write("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(p.text)
		p.words.add(value)
		from := len(p.out)
		p.out = escape(p.out, value)
		for i := from; i < len(p.out); i++ {
			if p.out[i] == '\n' {
				p.out[i] = ' '
			}
		}
	}
	p.write("</code>")
}

// codeBlock writes code that scrolls, and so must take the focus.
func (p *page) codeBlock(n ast.Node, language []byte) {
	p.write(`<pre tabindex="0"`)
	if p.bidi && p.turns(n) {
		p.write(` dir="auto"`)
	}
	p.write("><code")
	if len(language) > 0 {
		p.write(` class="language-`)
		p.out = escape(p.out, resolve(language))
		p.write(`"`)
	}
	p.write(">")
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		p.out = escape(p.out, segment.Value(p.text))
	}
	p.write("</code>")
	p.close("pre")
}

func (p *page) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	p.write("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		p.write(` start="` + strconv.Itoa(n.Start) + `"`)
	}
	p.write(">\n")
	p.children(n)
	p.close(tag)
}

func (p *page) checkBox(n *east.TaskCheckBox) {
	p.write(`<input type="checkbox" disabled`)
	label := p.opt.Labels.Open
	if n.IsChecked {
		label = p.opt.Labels.Done
		p.write(" checked")
	}
	p.write(` aria-label="`)
	p.out = escape(p.out, label)
	p.write(`"> `)
}

// table writes a table within an element that scrolls, since a page of 320
// pixels holds few columns. What scrolls must take the focus and have a name.
func (p *page) table(n *east.Table) {
	p.write(`<section class="table" tabindex="0" aria-label="`)
	p.out = escape(p.out, p.opt.Labels.Table)
	p.write("\"><table>\n")
	inBody := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, ok := row.(*east.TableHeader); ok {
			p.write("<thead>\n")
			p.row(row, "th")
			p.write("</thead>\n")
			continue
		}
		if !inBody {
			p.write("<tbody>\n")
		}
		inBody = true
		p.row(row, "td")
	}
	if inBody {
		p.write("</tbody>\n")
	}
	p.write("</table></section>\n")
}

// row writes a row. Alignment is a class: the site's security policy forbids
// style attributes, and HTML the align attribute.
func (p *page) row(row ast.Node, tag string) {
	p.write("<tr>")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*east.TableCell)
		if !ok {
			continue
		}
		p.write("<" + tag)
		if tag == "th" {
			p.write(` scope="col"`)
		}
		switch cell.Alignment {
		case east.AlignLeft:
			p.write(` class="left"`)
		case east.AlignRight:
			p.write(` class="right"`)
		case east.AlignCenter:
			p.write(` class="center"`)
		}
		if p.bidi && p.turns(cell) {
			p.write(` dir="auto"`)
		}
		p.write(">")
		p.children(cell)
		p.write("</" + tag + ">")
		p.words.end()
	}
	p.write("</tr>\n")
}

// excerpt returns the beginning of the first paragraph that has text.
func (p *page) excerpt() string {
	for c := p.root.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*ast.Paragraph); ok && (c.ChildCount() > 1 || c.FirstChild().Kind() != ast.KindImage) {
			if s := p.plainText(c); visible(s) {
				return cutAtWord(s, maxExcerpt)
			}
		}
	}
	for c := p.root.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindList || c.Kind() == ast.KindBlockquote {
			for item := c.FirstChild(); item != nil; item = item.NextSibling() {
				if s := p.plainText(item); visible(s) {
					return cutAtWord(s, maxExcerpt)
				}
			}
		}
	}
	return ""
}
