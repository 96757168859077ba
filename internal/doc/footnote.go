package doc

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Sources are numbered and footnotes lettered, so that a reader never takes
// one for the other.

// citation writes the number of a source as a link to it.
func (p *page) citation(n *citationNode) {
	p.body.Citations = append(p.body.Citations, Citation{ID: n.id, Number: n.number, Pos: p.pos(n.Pos()), Length: n.length})
	number := strconv.Itoa(n.number)
	p.words.end()
	if p.inLink {
		p.write(`<sup class="cite">` + number + `</sup>`)
		return
	}
	if p.cited == nil {
		p.cited = map[string]int{}
	}
	p.cited[n.id]++
	p.write(`<sup class="cite"><a href="#`)
	p.id("source-", n.id)
	p.write(`" id="`)
	p.id("cite-", n.id+"-"+strconv.Itoa(p.cited[n.id]))
	p.write(`" role="doc-noteref" aria-label="`)
	p.out = escape(p.out, p.opt.Labels.Source)
	p.write(" " + number + `">` + number + `</a></sup>`)
}

// id writes an id with the body's prefix.
func (p *page) id(kind, name string) {
	p.out = escape(p.out, p.opt.IDPrefix)
	p.write(kind)
	from := len(p.out)
	p.out = escape(p.out, name)
	for i := from; i < len(p.out); i++ {
		if p.out[i] <= ' ' {
			p.out[i] = '-' // an id holds no space
		}
	}
}

// letters names footnote n, from 1: a to z, aa, ab and so on.
func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// noteReference is what tells one reference to a footnote from the next.
func noteReference(letter string, index int) string {
	if index == 0 {
		return letter
	}
	return letter + "-" + strconv.Itoa(index+1)
}

func (p *page) footnoteLink(n *east.FootnoteLink) {
	letter := letters(n.Index)
	p.words.end()
	if p.inLink {
		p.write(`<sup class="note">` + letter + `</sup>`)
		return
	}
	p.write(`<sup class="note"><a href="#`)
	p.id("fn-", letter)
	p.write(`" id="`)
	p.id("fnref-", noteReference(letter, n.RefIndex))
	p.write(`" role="doc-noteref" aria-label="`)
	p.out = escape(p.out, p.opt.Labels.Footnote)
	p.write(" " + letter + `">` + letter + `</a></sup>`)
}

func (p *page) footnoteBacklink(n *east.FootnoteBacklink) {
	reference := noteReference(letters(n.Index), n.RefIndex)
	p.write(` <a href="#`)
	p.id("fnref-", reference)
	p.write(`" role="doc-backlink" aria-label="`)
	p.out = escape(p.out, p.opt.Labels.Back)
	p.write(" " + reference + "\">↩\uFE0E</a>")
}

func (p *page) footnote(n *east.Footnote) {
	p.write(`<li id="`)
	p.id("fn-", letters(n.Index))
	p.write("\">")
	// A short note is one paragraph, and reads better without its space.
	if c, ok := n.FirstChild().(*ast.Paragraph); ok && n.ChildCount() == 1 && !p.bidi {
		p.children(c)
	} else {
		p.children(n)
	}
	p.close("li")
}

func (p *page) footnoteList(n *east.FootnoteList) {
	p.write(`<section class="footnotes" role="doc-endnotes" aria-label="`)
	p.out = escape(p.out, p.opt.Labels.Footnotes)
	p.write("\">\n<ol type=\"a\">\n")
	p.children(n)
	p.write("</ol>\n</section>\n")
}
