package render

import (
	"bytes"
	"errors"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"dateline/internal/diag"
	"dateline/internal/tree"
)

// modules are the scripts of a theme, which import each other by name. A name
// has the hash of what is in the file, and in the file are the names of what
// it imports: so they are published from the leaves up, and a change to one
// gives new names to all that depend on it.
type modules struct {
	theme    *Theme
	minifier *minify.M
	files    map[string]*module // by path in static/
	found    *diag.List

	// unread says that a script could not be read. It may import any other
	// by its own name, and so all keep theirs.
	unread bool
	trail  []string // the scripts that are being published, each imported by the one before
}

// module is one script.
type module struct {
	file    *tree.File
	imports []specifier // in the order of the text
	unread  bool        // it does not parse
	keeps   bool        // its own name
	state   moduleState
}

type moduleState uint8

const (
	waiting moduleState = iota
	underWay
	published
)

// specifier is the name in an import or export statement, or in an import()
// of a string.
type specifier struct {
	start, end int  // of the string with its quotes, in bytes
	dynamic    bool // an import(), which is loaded when the script comes to it

	// name is the path in static/ of the file that is meant, rest a query or
	// fragment after it. "" if there is no such file.
	name, rest string
}

// read adds a script.
func (m *modules) read(f *tree.File) {
	imports, err := specifiers(f.Data)
	if err != nil {
		m.found.Add(scriptFinding(f.Name, err))
		m.unread = true
	}
	m.files[f.Path] = &module{file: f, imports: imports, unread: err != nil, keeps: keepName[f.Path]}
}

// publish adds all scripts to the theme.
func (m *modules) publish() {
	m.theme.loads = map[string][]string{}
	paths := slices.Sorted(maps.Keys(m.files))
	names := slices.Sorted(maps.Keys(m.theme.assets)) // of all that is no script
	names = append(names, paths...)
	for _, p := range paths {
		m.resolve(m.files[p], names)
	}
	for _, p := range paths {
		if m.files[p].state == waiting { // not imported by one before
			m.publishModule(p)
		}
	}
}

// resolve finds the files that a script imports, and reports those that are
// not there. names are those of all files of static/.
func (m *modules) resolve(mod *module, names []string) {
	for i := range mod.imports {
		spec := &mod.imports[i]
		written := string(mod.file.Data[spec.start+1 : spec.end-1])
		name, rest, problem, hint := resolveImport(mod.file.Path, written)
		if problem == "" && m.files[name] == nil && m.theme.assets[name] == "" {
			problem = "there is no file " + diag.Quote(name) + " in static/"
			hint = diag.DidYouMean(name, names, "add the file, or mend the name")
		}
		if problem != "" {
			m.found.Add(diag.Diagnostic{
				Pos: positionOf(mod.file, spec.start), Length: utf8.RuneCount(mod.file.Data[spec.start:spec.end]),
				Code: "import-missing", Message: "the script imports " + diag.Quote(written) + ": " + problem, Hint: hint,
			})
			mod.keeps = true
			continue
		}
		spec.name, spec.rest = name, rest
	}
}

// resolveImport returns the path in static/ that a script means by a
// specifier (HTML, section 8.1.6.3, without import maps), with a query or
// fragment apart.
func resolveImport(script, specifier string) (name, rest, problem, hint string) {
	u, err := url.Parse(specifier)
	switch {
	case err != nil:
		return "", "", "that is no address", "write the name of a file, such as \"./timeline.js\""
	case u.Scheme != "" || u.Host != "":
		return "", "", "that is not a file of this site", "put the file into static/ and import it from there"
	case strings.HasPrefix(u.Path, "/"):
		name = path.Clean(u.Path)[1:]
	case strings.HasPrefix(u.Path, "./") || strings.HasPrefix(u.Path, "../"):
		name = path.Join(path.Dir(script), u.Path)
	default:
		return "", "", "a browser does not know where to look for it", "begin the name with \"./\""
	}
	if i := strings.IndexAny(specifier, "?#"); i >= 0 {
		rest = specifier[i:]
	}
	return name, rest, "", ""
}

// publishModule publishes what a script imports, and then the script.
func (m *modules) publishModule(p string) {
	mod := m.files[p]
	mod.state = underWay
	m.trail = append(m.trail, p)
	for _, spec := range mod.imports {
		imported := m.files[spec.name]
		switch {
		case imported == nil:
		case imported.state == waiting:
			m.publishModule(spec.name)
		case imported.state == underWay:
			m.reportCycle(mod, spec)
			imported.keeps = true
			m.theme.assets[spec.name] = "/" + spec.name
		}
		if imported != nil && !spec.dynamic {
			m.theme.loads[p] = append(m.theme.loads[p], spec.name)
		}
	}
	m.trail = m.trail[:len(m.trail)-1]
	mod.state = published

	data := m.rewrite(mod)
	if mod.keeps || m.unread {
		m.theme.add(p, p, data)
		return
	}
	m.theme.addHashed(p, data)
}

// reportCycle reports that an import leads back to a script that is being
// published. A browser can load such scripts; but no name can hold the hash of
// what it is a part of.
func (m *modules) reportCycle(mod *module, spec specifier) {
	round := append(slices.Clone(m.trail[slices.Index(m.trail, spec.name):]), spec.name)
	m.found.Add(diag.Diagnostic{
		Pos: positionOf(mod.file, spec.start), Length: utf8.RuneCount(mod.file.Data[spec.start:spec.end]),
		Severity: diag.Warning, Code: "import-cycle",
		Message: "scripts import each other in a circle (" + strings.Join(round, ", ") + "), so that " + spec.name + " cannot be named by its content",
		Hint:    "move what they share into a file of its own: browsers may keep an old " + spec.name,
	})
}

// rewrite returns a script, minified, that imports files by the names under
// which they are published.
func (m *modules) rewrite(mod *module) []byte {
	if mod.unread {
		return mod.file.Data
	}
	var b bytes.Buffer
	at := 0
	for _, spec := range mod.imports {
		if spec.name == "" {
			continue
		}
		b.Write(mod.file.Data[at : spec.start+1])
		b.WriteString(addressFrom(mod.file.Path, m.theme.assets[spec.name]) + spec.rest)
		at = spec.end - 1
	}
	b.Write(mod.file.Data[at:])
	return minifyScript(m.minifier, b.Bytes())
}

// addressFrom returns the relative address of a URL of this site for use in a
// script: the site may be published below a path, of which scripts know
// nothing.
func addressFrom(script, target string) string {
	target = strings.TrimPrefix(target, "/")
	for {
		folder, rest, ok := strings.Cut(script, "/")
		if !ok || !strings.HasPrefix(target, folder+"/") {
			break
		}
		script, target = rest, target[len(folder)+1:]
	}
	// Escaped, it can hold neither a quote nor a backslash.
	escaped := (&url.URL{Path: target}).EscapedPath()
	if up := strings.Count(script, "/"); up > 0 {
		return strings.Repeat("../", up) + escaped
	}
	return "./" + escaped
}

// minifyScript returns a script in fewer bytes, or as it is where the minifier
// would change what it imports: that of version 2.24.25 drops import {} from
// "./a.js", which runs a.js, and makes nonsense of export {}.
func minifyScript(m *minify.M, data []byte) []byte {
	small, err := m.Bytes("text/javascript", slices.Clone(data)) // it writes into what it reads
	if err != nil {
		return data
	}
	before, err := imported(data)
	if err != nil {
		return data
	}
	after, err := imported(small)
	if err != nil || !slices.Equal(before, after) {
		return data
	}
	return small
}

// imported returns what a script imports, in alphabetical order.
func imported(data []byte) ([]string, error) {
	found, err := specifiers(data)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(found))
	for i, spec := range found {
		names[i] = string(data[spec.start+1 : spec.end-1])
		if spec.dynamic {
			names[i] += " dynamic"
		}
	}
	slices.Sort(names)
	return names, nil
}

// specifiers returns the names in the import and export statements of a script
// and in its import() of strings, in the order of the text. It is an error if
// the script is not valid.
//
// The parser's nodes have no positions. But the strings in them share their
// memory with the text that is parsed, so a mark in the one shows in the other.
func specifiers(data []byte) ([]specifier, error) {
	text := append(make([]byte, 0, len(data)+1), data...) // a byte more is what the parser needs
	script, err := js.Parse(parse.NewInputBytes(text), js.Options{})
	if err != nil {
		return nil, err
	}
	m := &marks{}
	js.Walk(m, script)
	found := make([]specifier, 0, m.made)
	for i, c := range text {
		switch {
		case c == data[i]:
		case c == endMark && len(found) > 0:
			found[len(found)-1].end = i + 1
		default:
			found = append(found, specifier{start: i, dynamic: c == dynamicMark})
		}
	}
	if len(found) != m.made {
		return nil, errors.New("its imports cannot be found")
	}
	return found, nil
}

// What marks puts in the place of quotes, none of which it can be.
const (
	staticMark byte = iota + 1
	dynamicMark
	endMark
)

// marks visits the nodes of a script, and marks the strings that name what it
// imports.
type marks struct{ made int }

func (m *marks) Enter(n js.INode) js.IVisitor {
	switch n := n.(type) {
	case *js.ImportStmt:
		m.mark(n.Module, staticMark)
	case *js.ExportStmt:
		m.mark(n.Module, staticMark)
	case *js.CallExpr:
		if callee, ok := n.X.(*js.LiteralExpr); ok && callee.TokenType == js.ImportToken && len(n.Args.List) > 0 {
			m.mark(stringOf(n.Args.List[0].Value), dynamicMark)
		}
	case *js.ClassElementName: // js.Walk goes no further
		js.Walk(m, &n.PropertyName)
	}
	return m
}

func (m *marks) Exit(js.INode) {}

func (m *marks) mark(text []byte, kind byte) {
	if len(text) < 2 || text[0] == kind { // no such part, or a node that is in two places
		return
	}
	text[0], text[len(text)-1] = kind, endMark
	m.made++
}

// stringOf returns a string with its quotes, nil for any other expression.
func stringOf(n js.IExpr) []byte {
	switch n := n.(type) {
	case *js.LiteralExpr:
		if n.TokenType == js.StringToken {
			return n.Data
		}
	case *js.TemplateExpr:
		if n.Tag == nil && len(n.List) == 0 {
			return n.Tail
		}
	}
	return nil
}

// positionOf returns the place of a byte in a file.
func positionOf(f *tree.File, offset int) diag.Pos {
	before := f.Data[:offset]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return diag.Pos{File: f.Name, Line: 1 + bytes.Count(before, []byte("\n")), Column: 1 + utf8.RuneCount(line)}
}

// scriptFinding says that a script could not be read.
func scriptFinding(name string, err error) diag.Diagnostic {
	d := diag.Diagnostic{
		Pos: diag.Pos{File: name}, Severity: diag.Warning, Code: "asset-invalid",
		Message: "the file cannot be read as a script and is published as it is: " + firstLine(err.Error()),
		Hint:    "until it can, all scripts keep their names, and browsers may keep old ones",
	}
	var at *parse.Error
	if errors.As(err, &at) {
		d.Line, d.Column = at.Line, at.Column
		d.Message = "the file cannot be read as a script and is published as it is: " + firstLine(at.Message)
	}
	return d
}
