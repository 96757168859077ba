package build

import (
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/message"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// readLanguage finds the language of the site, which every text needs for the
// words of its marks. When it is another than before, nothing that was parsed
// is of use any more.
func (p *Pipeline) readLanguage(content tree.Tree) {
	f, _ := content.Get(indexFile)
	if p.language != "" && sameFile(f, p.index) {
		return
	}
	index := site.DefaultIndex()
	if f != nil {
		index, _ = site.ParseSettings(doc.Source{Path: f.Path, Name: f.Name, Data: f.Data})
	}
	p.index = f
	if index.Settings.Language != p.language {
		p.files, p.language, p.labels = nil, index.Settings.Language, labelsIn(index.Settings.Language)
	}
}

func sameFile(a, b *tree.File) bool {
	return a == b || a != nil && b != nil && a.Hash() == b.Hash()
}

// labelsIn returns what screen readers say about marks in a text.
func labelsIn(lang string) doc.Labels {
	m := message.For(lang)
	return doc.Labels{
		Source: m.Text("body.source"), Footnote: m.Text("body.footnote"), Footnotes: m.Text("body.footnotes"),
		Back: m.Text("body.back"), Table: m.Text("body.table"), Done: m.Text("body.done"), Open: m.Text("body.open"),
	}
}

// reportUntranslated warns where the language of a site has no texts.
func reportUntranslated(index *site.Index, found *diag.List) {
	if index.Tag.IsZero() || message.For(index.Settings.Language).Known() {
		return
	}
	found.Add(diag.Diagnostic{
		Pos: index.Tag.Pos, Length: index.Tag.Length, Severity: diag.Warning, Code: "language-untranslated",
		Message: "the theme has no texts in " + diag.Quote(index.Tag.S) + ", and says them in English",
		Hint:    "the languages it has are " + strings.Join(message.Languages(), ", ") + "; the README says how to add one",
	})
}
