package doc

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"dateline/internal/diag"
)

func (p *page) warning(offset, length int, code, message, hint string) diag.Diagnostic {
	return finding(p.pos(offset), length, diag.Warning, code, message, hint)
}

// offsetOf returns where in the body a piece of it lies, that goldmark handed
// out as a slice of the text; otherwise, of a copy, it returns -1.
func (p *page) offsetOf(piece []byte) int {
	if len(piece) == 0 {
		return -1
	}
	at := cap(p.text) - cap(piece)
	if at < 0 || at >= len(p.text) || &p.text[at] != &piece[0] {
		return -1
	}
	return at
}

// place returns the offset and length to report a destination at: its own, or
// that of the construct it stands in.
func (p *page) place(destination []byte, n ast.Node) (offset, length int) {
	if at := p.offsetOf(destination); at >= 0 {
		return at, runes(destination)
	}
	return max(n.Pos(), 0), 1
}

// destination checks where a link or image leads and returns what to write
// as its address. The address is judged after its escapes and references are
// resolved, as a browser would see it. A refused one was reported, here or
// at its definition.
func (p *page) destination(n ast.Node, written []byte, image, reported bool) (href string, ok bool) {
	s, problem, hint := CheckURL(string(resolve(written)))
	offset, length := p.place(written, n)
	if problem != "" {
		if !reported {
			p.refuse(offset, length, string(resolve(written)), problem, hint)
		}
		return "", false
	}
	link := Link{Destination: s, URL: s, Image: image, Pos: p.pos(offset), Length: length}
	switch {
	case hasScheme(s):
	case s[0] == '#':
		p.headings()
		if p.anchors[s[1:]] {
			link.URL = "#" + p.opt.IDPrefix + s[1:]
		}
	case p.opt.Link != nil:
		link.URL = p.opt.Link(s)
	}
	p.body.Links = append(p.body.Links, link)
	return link.URL, true
}

// refuse reports an address that must not be on a page.
func (p *page) refuse(offset, length int, s, problem, hint string) {
	code, message := "url-invalid", problem
	if problem == allowedOnly {
		code = "url-scheme"
	}
	if strings.TrimSpace(s) != "" {
		message = diag.Quote(s) + ": " + problem
	}
	p.found.Add(finding(p.pos(offset), length, diag.Error, code, message, hint))
}

// hasScheme reports whether an address that CheckURL took is absolute.
func hasScheme(s string) bool {
	i := strings.IndexAny(s, ":/?#")
	return i > 0 && s[i] == ':'
}

// definition checks the address of a link definition, where it is written;
// the links that use it need not repeat what is wrong.
func (p *page) definition(n *ast.LinkReferenceDefinition) {
	s := string(resolve(n.Destination))
	if _, problem, hint := CheckURL(s); problem != "" {
		offset, length := p.place(n.Destination, n)
		p.refuse(offset, length, s, problem, hint)
	}
}

func (p *page) link(n *ast.Link) {
	href, ok := p.destination(n, n.Destination, false, n.Reference != nil)
	if !ok || p.inLink {
		p.children(n)
		return
	}
	if !p.hasContent(n) {
		p.found.Add(p.warning(max(n.Pos(), 0), 1, "link-empty", "a link without text", "write what it leads to between [ and ]"))
	}
	p.anchor(href, n.Title)
	p.inLink = true
	p.children(n)
	p.inLink = false
	p.write("</a>")
}

// hasContent reports whether a link shows anything to click on, and says
// anything to a screen reader.
func (p *page) hasContent(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage {
			return true // without alternative text it is reported as an image
		}
	}
	return visible(p.plainText(n))
}

// anchor writes the start of a link.
func (p *page) anchor(href string, title []byte) {
	p.write(`<a href="`)
	p.url(href)
	if len(title) > 0 {
		p.write(`" title="`)
		p.out = escape(p.out, resolve(title))
	}
	if hasScheme(href) && strings.EqualFold(href[:4], "http") {
		p.write(`" rel="external`)
	}
	p.write(`">`)
}

// url writes an address as the value of an attribute, with percent escapes
// for what an address cannot hold.
func (p *page) url(s string) {
	p.out = escape(p.out, util.URLEscape([]byte(s), false))
}

func (p *page) autoLink(n *ast.AutoLink) {
	label := n.Label(p.text)
	address := n.URL(p.text)
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(address), []byte("mailto:")) {
		address = append([]byte("mailto:"), address...)
	}
	if n.Protocol != nil {
		address = append([]byte("https"), address[len(n.Protocol):]...) // www.… without a scheme
	}
	offset, length := p.place(label, n)
	p.words.add([]byte("x"))
	p.words.end()
	s, problem, hint := CheckURL(string(address))
	switch {
	case problem != "":
		p.refuse(offset, length, string(address), problem, hint)
		p.out = escape(p.out, label)
	case p.inLink:
		p.out = escape(p.out, label)
	default:
		p.body.Links = append(p.body.Links, Link{Destination: s, URL: s, Pos: p.pos(offset), Length: length})
		p.anchor(s, nil)
		p.out = escape(p.out, label)
		p.write("</a>")
	}
}

func (p *page) image(n *ast.Image) {
	p.htmlWithin(n)
	src, ok := p.destination(n, n.Destination, true, n.Reference != nil)
	alt := p.plainText(n)
	if !ok {
		p.out = escape(p.out, alt)
		return
	}
	if !visible(alt) {
		p.found.Add(p.warning(max(n.Pos(), 0), 1, "image-alt", "an image without alternative text",
			"say what it shows between ![ and ]"))
	}
	p.write(`<img src="`)
	p.url(src)
	p.write(`" alt="`)
	p.out = escape(p.out, alt)
	if len(n.Title) > 0 {
		p.write(`" title="`)
		p.out = escape(p.out, resolve(n.Title))
	}
	p.write(`" loading="lazy" decoding="async">`)
}

// htmlWithin reports raw HTML in the alternative text of an image, which is
// not written as nodes.
func (p *page) htmlWithin(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if raw, ok := c.(*ast.RawHTML); ok {
			p.inlineHTML(raw)
			continue
		}
		p.htmlWithin(c)
	}
}
