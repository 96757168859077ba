package build

import (
	"errors"
	"io/fs"
	"path"

	"dateline/internal/diag"
	"dateline/internal/tree"
)

// Project is where a site's files lie.
type Project struct {
	Content   string // folder, as the author names it; it must exist
	Templates string // folder of the site's own templates; it may be missing
	Static    string // folder of the site's own static files; it may be missing

	// Theme holds the default templates/ and static/, file by file below the
	// site's own.
	Theme fs.FS
}

// Load reads the project's files. The error is for folders that cannot be
// read at all; what is wrong with single files is in Input.Problems.
func (p Project) Load() (Input, error) {
	in := Input{Root: p.Content}
	content, problems, err := tree.Read(p.Content, tree.ReadOptions{Text: isMarkdown})
	if err != nil {
		return Input{}, err
	}
	in.Content, in.Problems = content, problems
	if in.Templates, err = p.layer(&in, "templates", p.Templates, isTemplate); err != nil {
		return Input{}, err
	}
	if in.Static, err = p.layer(&in, "static", p.Static, isText); err != nil {
		return Input{}, err
	}
	return in, nil
}

// layer returns a folder of the default theme with the site's own over it.
func (p Project) layer(in *Input, name, folder string, text func(string) bool) (tree.Tree, error) {
	sub, err := fs.Sub(p.Theme, name)
	if err != nil {
		return tree.Tree{}, err
	}
	base, err := tree.FromFS(sub, name)
	if err != nil {
		return tree.Tree{}, err
	}
	own, problems, err := tree.Read(folder, tree.ReadOptions{Text: text})
	if errors.Is(err, fs.ErrNotExist) {
		return base, nil
	}
	if err != nil {
		return tree.Tree{}, err
	}
	in.Problems = append(in.Problems, problems...)
	return tree.Overlay(base, own), nil
}

func isMarkdown(p string) bool { return path.Ext(p) == ".md" }
func isTemplate(p string) bool { return path.Ext(p) == ".html" }

// isText tells which static files are changed on their way to the site.
func isText(p string) bool {
	switch path.Ext(p) {
	case ".css", ".svg":
		return true
	}
	return false
}

// Forget returns the input without the texts that findings do not need: once a
// site is planned, they are a quarter of the memory of a build.
func (in Input) Forget(found diag.List) Input {
	needed := make(map[string]bool, len(found))
	for _, d := range found {
		needed[d.File] = true
	}
	in.Content = in.Content.Filter(func(f *tree.File) bool { return !f.InMemory() || needed[f.Name] })
	return in
}

// Source returns the content of the file that findings call by name, nil when
// there is none in memory.
func (in Input) Source(name string) []byte {
	for _, t := range []tree.Tree{in.Content, in.Templates, in.Static} {
		for f := range t.Files() {
			if f.Name == name {
				return f.Data
			}
		}
	}
	return nil
}
