package site

import (
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/internal/diag"
)

// An SVG is a document: opened by its address it runs with all rights of the
// site. What follows lets through drawings only. It is strict where it cannot
// know, because every drawing program can save a plain SVG.

const svgNamespace = "http://www.w3.org/2000/svg"

// activeElements run something, load something, or embed another document.
var activeElements = map[string]bool{
	"script": true, "foreignobject": true, "iframe": true, "embed": true, "object": true, "handler": true,
	"listener": true, "audio": true, "video": true, "link": true, "meta": true, "base": true,
}

// svgChecker walks one file.
type svgChecker struct {
	m      *Media
	report func(diag.Pos, string, string, string)
	at     int64 // offset of the current token
	depth  int   // of open elements
	style  int   // depth of the <style> that is open; 0 for none

	// Comments and child elements can cut a style sheet into pieces that look
	// harmless each, so that it is looked at as a whole.
	css     strings.Builder
	styleAt int64

	reported   bool
	reportedAt int64 // offset of the token that was reported last
}

func checkSVG(m, checked *Media, report func(diag.Pos, string, string, string)) {
	if int64(len(m.Head)) < m.Size {
		report(diag.Pos{}, "svg-too-large", "the SVG is too large to be checked", "save it as PNG")
		return
	}
	c := &svgChecker{m: m, report: report}
	d := xml.NewDecoder(bytes.NewReader(m.Head))
	for elements := 0; ; {
		c.at = d.InputOffset()
		token, err := d.Token()
		if err == io.EOF {
			if elements == 0 {
				c.fail("svg-invalid", "not an SVG: the file "+describe(m.Head), "save it again as plain SVG")
			}
			return
		}
		if err != nil {
			c.at = d.InputOffset()
			c.fail("svg-invalid", "the SVG is not well-formed: "+syntaxMessage(err), "save it again as plain SVG, in UTF-8")
			return
		}
		if start, ok := token.(xml.StartElement); ok {
			if elements++; elements == 1 {
				if start.Name.Local != "svg" || start.Name.Space != svgNamespace {
					c.fail("svg-invalid", "not an SVG: its first element is "+diag.Quote(start.Name.Local), "save it again as plain SVG")
					return
				}
				checked.Width, checked.Height = svgSize(start)
			}
		}
		c.token(token)
	}
}

func syntaxMessage(err error) string {
	if syntax, ok := err.(*xml.SyntaxError); ok {
		return syntax.Msg
	}
	return err.Error()
}

// fail reports at the current token.
func (c *svgChecker) fail(code, message, hint string) {
	before := c.m.Head[:c.at]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	c.report(diag.Pos{Line: line, Column: column}, code, message, hint)
}

// active reports what makes the drawing more than one, once for each element.
func (c *svgChecker) active(what string) {
	if c.reported && c.reportedAt == c.at {
		return
	}
	c.reported, c.reportedAt = true, c.at
	c.fail("svg-active", "the SVG "+what, "save it as plain SVG, without scripts and links, or as PNG")
}

func (c *svgChecker) token(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		c.depth++
		c.element(t)
	case xml.EndElement:
		if c.depth == c.style {
			c.at, c.style = c.styleAt, 0
			c.checkCSS(c.css.String())
			c.css.Reset()
		}
		c.depth--
	case xml.CharData:
		if c.style > 0 {
			c.css.Write(t)
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			c.active("has an instruction <?" + t.Target + "?>")
		}
	case xml.Directive:
		if bytes.ContainsAny(t, "[") || bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
			c.active("declares entities")
		}
	}
}

func (c *svgChecker) element(t xml.StartElement) {
	name := strings.ToLower(t.Name.Local)
	switch {
	case activeElements[name]:
		c.active("has a <" + t.Name.Local + ">")
		return
	case strings.HasSuffix(t.Name.Space, "/xhtml"):
		c.active("has HTML in it: <" + t.Name.Local + ">")
		return
	}
	if name == "style" && c.style == 0 {
		c.style, c.styleAt = c.depth, c.at
	}
	animates := name == "set" || strings.HasPrefix(name, "animate")
	for _, a := range t.Attr {
		c.attribute(name, a, animates)
	}
}

func (c *svgChecker) attribute(element string, a xml.Attr, animates bool) {
	name, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
	switch {
	case a.Name.Space == "xmlns" || name == "xmlns":
	case strings.HasPrefix(name, "on"):
		c.active("has a handler " + a.Name.Local)
	case name == "href" || name == "src" || name == "ping" || name == "srcset":
		if !strings.HasPrefix(value, "#") && !isInlinePicture(element, value) {
			c.active("refers to " + diag.Quote(value))
		}
	case animates && name == "attributename" && (strings.HasSuffix(strings.ToLower(value), "href") || strings.HasPrefix(strings.ToLower(value), "on")):
		c.active("animates " + diag.Quote(value))
	case name == "base" && a.Name.Space != "":
		c.active("changes the base of its references")
	case a.Name.Space == "": // others are notes of drawing programs
		c.checkCSS(value)
	}
}

// isInlinePicture allows bitmaps within the drawing: they cannot run.
func isInlinePicture(element, value string) bool {
	value = strings.ToLower(value)
	for _, kind := range []string{"png", "jpeg", "jpg", "gif", "webp"} {
		if strings.HasPrefix(value, "data:image/"+kind+";base64,") {
			return element == "image" || element == "feimage"
		}
	}
	return false
}

var (
	cssURL     = regexp.MustCompile(`(?i)url\(\s*["']?\s*([^"')\s]*)`)
	cssActive  = regexp.MustCompile(`(?i)@import|\b(expression|image-set|image|src)\s*\(|javascript\s*:|-moz-binding|behavior\s*:`)
	cssEscape  = regexp.MustCompile(`\\[0-9a-fA-F]`)
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// checkCSS looks at a style sheet, or at an attribute that may hold one or a
// reference such as fill="url(#a)".
func (c *svgChecker) checkCSS(text string) {
	if !strings.ContainsAny(text, "(@\\:") {
		return
	}
	text = cssComment.ReplaceAllString(text, "")
	if cssActive.MatchString(text) || cssEscape.MatchString(text) {
		c.active("has a style that loads or runs something")
		return
	}
	for _, match := range cssURL.FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(match[1], "#") && !isInlinePicture("image", match[1]) {
			c.active("refers to " + diag.Quote(match[1]))
		}
	}
}

// svgSize returns the size in pixels that the drawing asks for, from its
// width and height or its viewBox; 0, 0 when it says neither.
func svgSize(t xml.StartElement) (width, height int) {
	var w, h, boxWidth, boxHeight float64
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "width":
			w = pixels(a.Value)
		case "height":
			h = pixels(a.Value)
		case "viewBox":
			if f := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }); len(f) == 4 {
				boxWidth, boxHeight = pixels(f[2]), pixels(f[3])
			}
		}
	}
	if w == 0 || h == 0 {
		w, h = boxWidth, boxHeight
	}
	if w < 1 || h < 1 {
		return 0, 0
	}
	return int(math.Round(w)), int(math.Round(h))
}

func pixels(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(n > 0 && n < 1e6) {
		return 0
	}
	return n
}
