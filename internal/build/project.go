package build

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"syscall"

	"dateline/internal/diag"
	"dateline/internal/render"
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

// Folders returns the content, the templates and the static files, in the order
// that [Snapshot.RescanPaths] wants.
func (p Project) Folders() [3]string { return [3]string{p.Content, p.Templates, p.Static} }

// Load reads the project's files. The error is for folders that cannot be
// read at all; what is wrong with single files is in Input.Problems.
func (p Project) Load() (Input, error) {
	s, err := p.Read()
	return s.Input, err
}

// Snapshot is a project as it was at one moment, and what it takes to read it
// again at the cost of what changed. It is never changed itself. What did not
// change between two of them is the same: files, and whole trees
// ([tree.Same]).
type Snapshot struct {
	Input  Input
	layers [3]layer // as in Project.Folders
}

// A layer is one folder of a project.
type layer struct {
	folder   string
	opt      tree.ReadOptions
	optional bool // the folder may be missing

	base     tree.Tree // of the default theme
	own      tree.Tree
	problems []tree.Problem
	all      tree.Tree // own over base
}

// Read reads everything, as Load does.
func (p Project) Read() (Snapshot, error) {
	s := Snapshot{layers: [3]layer{
		{folder: p.Content, opt: tree.ReadOptions{Text: isMarkdown}},
		{folder: p.Templates, opt: tree.ReadOptions{Text: isTemplate}, optional: true},
		{folder: p.Static, opt: tree.ReadOptions{Text: render.IsHashed}, optional: true},
	}}
	for i, name := range []string{1: "templates", 2: "static"} {
		if name == "" {
			continue
		}
		sub, err := fs.Sub(p.Theme, name)
		if err != nil {
			return Snapshot{}, err
		}
		if s.layers[i].base, err = tree.FromFS(sub, name); err != nil {
			return Snapshot{}, err
		}
	}
	s.Input.Root = p.Content
	return s.next(func(_ int, l layer) (tree.Tree, []tree.Problem, error) {
		return tree.Read(l.folder, l.opt)
	})
}

// Rescan returns what Read would, but reads only files that changed. One thing
// differs: when the folder of the content is gone, what was in it stays, with a
// problem that says so, because whoever removed it is about to put another in
// its place.
func (s Snapshot) Rescan() (Snapshot, error) {
	return s.next(func(_ int, l layer) (tree.Tree, []tree.Problem, error) {
		return l.kept(tree.Rescan(l.own, l.folder, l.opt))
	})
}

// RescanPaths is Rescan, but looks only at the named paths: those below the
// content, the templates and the static files, each relative to its folder. See
// [tree.RescanPaths].
func (s Snapshot) RescanPaths(paths [3][]string) (Snapshot, error) {
	return s.next(func(i int, l layer) (tree.Tree, []tree.Problem, error) {
		if len(paths[i]) == 0 {
			return l.own, l.problems, nil
		}
		return l.kept(tree.RescanPaths(l.own, l.problems, l.folder, l.opt, paths[i]))
	})
}

// kept puts what was in a folder in the place of an error that says that the
// folder is gone.
func (l layer) kept(own tree.Tree, problems []tree.Problem, err error) (tree.Tree, []tree.Problem, error) {
	if !l.optional && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)) {
		return l.own, []tree.Problem{{
			Name: l.folder, Code: "folder-missing", Msg: "the folder is not there any more",
			Hint: "put it back; until then, what was in it is shown",
		}}, nil
	}
	return own, problems, err
}

// next returns the snapshot in which each layer is what read gives for it.
func (s Snapshot) next(read func(int, layer) (tree.Tree, []tree.Problem, error)) (Snapshot, error) {
	for i, l := range s.layers {
		own, problems, err := read(i, l)
		if l.optional && errors.Is(err, fs.ErrNotExist) {
			own, problems, err = tree.Tree{}, nil, nil
		}
		if err != nil {
			return Snapshot{}, err
		}
		if !tree.Same(l.own, own) || l.all.Len() == 0 {
			l.own, l.all = own, tree.Overlay(l.base, own)
		}
		l.problems = problems
		s.layers[i] = l
	}
	in := &s.Input
	in.Content, in.Templates, in.Static = s.layers[0].all, s.layers[1].all, s.layers[2].all
	in.Problems = slices.Concat(s.layers[0].problems, s.layers[1].problems, s.layers[2].problems)
	return s, nil
}

// Same reports whether nothing at all happened between two snapshots. It looks
// at no content.
func (s Snapshot) Same(now Snapshot) bool {
	for i, l := range s.layers {
		if !tree.Same(l.own, now.layers[i].own) || !slices.Equal(l.problems, now.layers[i].problems) {
			return false
		}
	}
	return true
}

// A Change is one file in which two snapshots differ.
type Change struct {
	Name     string     // as findings call it
	Old, Now *tree.File // nil where there is none; both nil for a problem that came or went
}

// Changes returns how now differs from s, sorted by name, each name once: files
// by their content, and problems.
func (s Snapshot) Changes(now Snapshot) []Change {
	var changes []Change
	for i, l := range s.layers {
		n := now.layers[i]
		for p := range tree.Changed(l.own, n.own) {
			old, _ := l.own.Get(p)
			now, _ := n.own.Get(p)
			changes = append(changes, Change{cmp.Or(now, old).Name, old, now})
		}
		if slices.Equal(l.problems, n.problems) {
			continue
		}
		for _, p := range slices.Concat(l.problems, n.problems) {
			if !slices.Contains(l.problems, p) || !slices.Contains(n.problems, p) {
				changes = append(changes, Change{Name: p.Name})
			}
		}
	}
	// Stable: a file before the problem that it turned into.
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.Name, b.Name) })
	return slices.CompactFunc(changes, func(a, b Change) bool { return a.Name == b.Name })
}

func isMarkdown(p string) bool { return path.Ext(p) == ".md" }
func isTemplate(p string) bool { return path.Ext(p) == ".html" }

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
