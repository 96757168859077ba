package doc

import (
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"dateline/internal/diag"
)

// Markdown renders the body and returns what is wrong with it. A body that
// is too complex to be read in time linear in its size comes back empty.
func (d Document) Markdown(opt MarkdownOptions) (Body, diag.List) {
	var found diag.List
	if d.src == nil || d.skip || d.body >= len(d.src.data) {
		return Body{}, nil
	}
	opt.Labels.inEnglish()
	p := &page{
		parsing: parsing{src: d.src, base: d.body, found: &found, sources: opt.Sources},
		text:    d.src.data[d.body:],
		opt:     &opt,
		bidi:    d.bidi,
	}
	pc := parser.NewContext()
	pc.Set(parsingKey, &p.parsing)
	root := sharedParser().Parse(text.NewReader(p.text), parser.WithContext(pc))
	if p.tooComplex {
		return Body{}, found
	}
	return p.render(root), found
}

func (l *Labels) inEnglish() {
	for _, label := range []struct {
		at      *string
		english string
	}{
		{&l.Source, "Source"},
		{&l.Footnote, "Footnote"},
		{&l.Footnotes, "Footnotes"},
		{&l.Back, "Back to"},
		{&l.Table, "Table"},
		{&l.Done, "Done"},
		{&l.Open, "Open"},
	} {
		if *label.at == "" {
			*label.at = label.english
		}
	}
}

// parsing is what our parsers need to know of the body they are at work on.
// It travels in goldmark's context, since the parser is shared.
type parsing struct {
	src     *source
	base    int // where the body begins in src.data
	found   *diag.List
	sources map[string]int

	footnotes []*east.Footnote // as defined, in order
	names     []string         // what [^id] can name; nil until a name is wrong

	tooComplex bool     // reported; the body is given up
	continued  int      // offers of a line to an open block
	cells      int      // of tables
	block      ast.Node // whose delimiters are being counted
	delimiters int
}

var parsingKey = parser.NewContextKey()

func parsingOf(pc parser.Context) *parsing {
	p, _ := pc.Get(parsingKey).(*parsing)
	return p
}

// pos returns the file's own line and column of an offset in the body.
func (p *parsing) pos(offset int) diag.Pos { return p.src.pos(p.base + offset) }

// giveUp reports why the body is not read any further. Once is enough: all
// that follows would be of the same kind.
func (p *parsing) giveUp(offset int, code, message, hint string) {
	if !p.tooComplex {
		p.found.Add(finding(p.pos(offset), 1, diag.Error, code, message, hint))
	}
	p.tooComplex = true
}

// sharedParser is the one Markdown parser: it may be used by many goroutines
// at once, and is dear to make.
var sharedParser = sync.OnceValue(func() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(blockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(delimiterGuard{}, 1),
			util.Prioritized(citationParser{}, 102), // after footnotes, before links
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(paragraphGuard{}, 50)),
		parser.WithEscapedSpace(),
	)
	goldmark.New(goldmark.WithParser(p), goldmark.WithExtensions(
		extension.Table,
		extension.Strikethrough,
		extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})),
		extension.TaskList,
		extension.NewTypographer(extension.WithTypographicSubstitutions(typography)),
	))
	p.AddOptions(
		parser.WithInlineParsers(util.Prioritized(extension.NewFootnoteParser(), 101)),
		parser.WithASTTransformers(util.Prioritized(extension.NewFootnoteASTTransformer(), 999)),
	)
	return p
})

// typography is what typed signs become; characters, not entities, so that
// headings and excerpts hold the same text.
var typography = map[extension.TypographicPunctuation]string{
	extension.LeftSingleQuote:  "‘",
	extension.RightSingleQuote: "’",
	extension.LeftDoubleQuote:  "“",
	extension.RightDoubleQuote: "”",
	extension.EnDash:           "–",
	extension.EmDash:           "—",
	extension.Ellipsis:         "…",
	extension.LeftAngleQuote:   "«",
	extension.RightAngleQuote:  "»",
	extension.Apostrophe:       "’",
}

// blockParsers are CommonMark's, with those wrapped that hold other blocks.
func blockParsers() []util.PrioritizedValue {
	parsers := parser.DefaultBlockParsers()
	for i, p := range parsers {
		switch p.Priority {
		case 300, 800: // lists, quotes
			parsers[i].Value = container{p.Value.(parser.BlockParser)}
		}
	}
	return append(parsers,
		util.Prioritized(container{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(container{footnoteDefinition{extension.NewFootnoteBlockParser()}}, 999),
	)
}
