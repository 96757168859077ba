package feed

import (
	"bytes"
	"encoding/xml"
)

// text is an element with text, written in a CDATA section: HTML takes a fifth
// less that way. The encoder divides the section where the text holds its end.
type text struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Text string `xml:",cdata"`
}

// about is an element of XHTML, which browsers draw and feed readers pass over.
type about struct {
	XMLName    xml.Name         `xml:"http://www.w3.org/1999/xhtml div"`
	Paragraphs []aboutParagraph `xml:"p"`
}

type aboutParagraph struct {
	Text string     `xml:",chardata"`
	Link *aboutLink `xml:"a"`
}

type aboutLink struct {
	URL  string `xml:"href,attr"`
	Text string `xml:",chardata"`
}

// opener is an element of XHTML too: in a browser the title of an entry is a
// link to its page, which neither Atom nor RSS can say with a style sheet.
type opener struct {
	XMLName xml.Name `xml:"http://www.w3.org/1999/xhtml a"`
	URL     string   `xml:"href,attr"`
	Title   string   `xml:",chardata"`
}

func (e *Entry) opener() opener { return opener{URL: clean(e.URL), Title: clean(e.Title)} }

// about returns nil when there is nothing to say.
func (f *Feed) about() *about {
	if f.About == "" {
		return nil
	}
	home := &aboutLink{URL: clean(f.Home), Text: clean(f.Title)}
	return &about{Paragraphs: []aboutParagraph{{Text: clean(f.About)}, {Link: home}}}
}

// content is the whole text of an entry. What stands around the words of an
// entry in a language of its own is in the language of the feed.
func (f *Feed) content(e *Entry) text {
	t := text{Text: clean(e.Content)}
	if e.Language != "" {
		t.Lang = clean(f.Language)
	}
	return t
}

// document writes a document with its style sheets.
func (f *Feed) document(root any) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	for _, s := range f.Styles {
		b.WriteString(`<?xml-stylesheet type="`)
		escape(&b, s.Type)
		b.WriteString(`" href="`)
		escape(&b, s.URL)
		b.WriteString("\"?>\n")
	}
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(root); err != nil {
		panic("feed: a struct of strings does not fail to marshal: " + err.Error())
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// escape writes the value of a pseudo-attribute.
func escape(b *bytes.Buffer, s string) {
	if err := xml.EscapeText(b, []byte(clean(s))); err != nil {
		panic("feed: a buffer does not fail: " + err.Error())
	}
}
