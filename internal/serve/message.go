package serve

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"dateline/internal/build"
	"dateline/internal/diag"
)

const (
	// maxDiagnostics is how many findings a message holds. Nobody reads more
	// in a strip at the edge of a page.
	maxDiagnostics = 100
	// maxNamed is how many files and addresses a message names: a branch
	// switch changes thousands.
	maxNamed = 100
)

// stateMessage is what browsers are told: what the site is now, and what was
// edited. Two messages of one version are about the same pages, with other
// findings.
type stateMessage struct {
	Version     string       `json:"version"`
	First       bool         `json:"first"` // it greets a new stream; nothing was edited just now
	Edited      []string     `json:"edited"`
	Paths       []string     `json:"paths"`
	Events      int          `json:"events"` // how many the site has
	Errors      int          `json:"errors"`
	Warnings    int          `json:"warnings"`
	Diagnostics []diagnostic `json:"diagnostics"`
	More        int          `json:"more"` // findings beyond those
	Editor      *editorLink  `json:"editor"`
}

// after returns the message with the edits of an earlier one, which nobody
// read, behind its own.
func (m *stateMessage) after(missed *stateMessage) *stateMessage {
	sum := *m
	sum.Edited, sum.Paths = united(m.Edited, missed.Edited), united(m.Paths, missed.Paths)
	return &sum
}

// united returns the names of both, each once, and no more than a message has
// room for.
func united(first, then []string) []string {
	all := slices.Clone(first)
	for _, name := range then {
		if len(all) < maxNamed && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// encode returns the message as a server-sent event.
func (m *stateMessage) encode() []byte {
	data, err := json.Marshal(m) // on one line: JSON has no line breaks in strings
	if err != nil {
		panic("serve: a struct of strings does not fail to marshal: " + err.Error())
	}
	return slices.Concat([]byte("event: state\ndata: "), data, []byte("\n\n"))
}

// diagnostic is a finding as the strip shows it. All is text, never markup.
type diagnostic struct {
	File     string `json:"file"`
	Line     int    `json:"line"`     // from 1; 0 is not known
	Column   int    `json:"column"`   // in code points, from 1; 0 is not known
	Length   int    `json:"length"`   // code points to mark; 0 is one
	Severity string `json:"severity"` // error or warning
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Source   string `json:"source"` // the line, cut if long; "" is not known
	Caret    int    `json:"caret"`  // the column in Source
	Open     string `json:"open"`   // address that opens the place in the editor; "" when there is none
}

// editorLink lets the browser make addresses for the files of the content.
type editorLink struct {
	Name     string `json:"name"`
	Template string `json:"template"`
	Root     string `json:"root"` // of the content: absolute, with slashes
}

// message says what the state is.
func (s *Server) message(st *state, greeting bool) *stateMessage {
	found := st.findings()
	m := &stateMessage{
		Version: st.version, First: greeting, Edited: []string{}, Paths: []string{},
		Events: len(st.result.Site.Events),
		Errors: found.Count(diag.Error), Warnings: found.Count(diag.Warning),
		Diagnostics: []diagnostic{}, More: max(0, len(found)-maxDiagnostics),
	}
	if !greeting {
		m.Edited = append(m.Edited, st.edited[:min(len(st.edited), maxNamed)]...)
		m.Paths = append(m.Paths, st.paths[:min(len(st.paths), maxNamed)]...)
	}
	slices.SortStableFunc(found, func(a, b diag.Diagnostic) int { return int(a.Severity) - int(b.Severity) })
	for _, d := range found[:min(len(found), maxDiagnostics)] {
		m.Diagnostics = append(m.Diagnostics, s.diagnostic(st, d))
	}
	if s.editor != nil {
		m.Editor = &editorLink{Name: s.editor.name, Template: s.editor.template, Root: s.editor.path(s.folders[0].folder)}
	}
	return m
}

func (s *Server) diagnostic(st *state, d diag.Diagnostic) diagnostic {
	out := diagnostic{
		File: d.File, Line: d.Line, Column: d.Column, Length: d.Length,
		Severity: d.Severity.String(), Code: d.Code, Message: d.Message, Hint: d.Hint,
	}
	if line, caret, ok := diag.SourceLine(st.source(d.File), d.Pos); ok {
		out.Source, out.Caret = line, caret
	}
	if s.editor != nil {
		if file := absolute(s.folders, d.File); file != "" {
			out.Open = s.editor.open(file, d.Line, d.Column)
		}
	}
	return out
}

// srcFolder is one of the project's folders.
type srcFolder struct {
	prefix string // of the names of files in it: "content/"
	folder string // absolute
}

// foldersOf returns the folders of a project, the content first.
func foldersOf(p build.Project) []srcFolder {
	var out []srcFolder
	for _, folder := range []string{p.Content, p.Templates, p.Static} {
		abs, err := filepath.Abs(folder)
		if err != nil { // the working folder is gone: there is nothing to open
			abs = folder
		}
		out = append(out, srcFolder{prefixOf(folder), abs})
	}
	return out
}

// prefixOf is what stands before a path in the name of a file of folder.
func prefixOf(folder string) string {
	folder = path.Clean(filepath.ToSlash(folder))
	switch {
	case folder == ".":
		return ""
	case strings.HasSuffix(folder, "/"):
		return folder
	}
	return folder + "/"
}

// absolute returns the file of a finding, if it is a file in one of the
// folders and not, say, a template that is part of the program.
func absolute(folders []srcFolder, name string) string {
	for _, r := range slices.Backward(folders) { // the content may be ".", which has them all
		rest, ok := strings.CutPrefix(name, r.prefix)
		if !ok || !filepath.IsLocal(filepath.FromSlash(rest)) {
			continue
		}
		file := filepath.Join(r.folder, filepath.FromSlash(rest))
		if info, err := os.Lstat(file); err == nil && info.Mode().IsRegular() {
			return file
		}
	}
	return ""
}
