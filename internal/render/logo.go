package render

import (
	"cmp"
	"path"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// logoView returns the logo of the masthead, nil when there is none. What the
// settings name is looked for beside index.md first, then in static/.
func (r *Renderer) logoView(look site.Look, static tree.Tree) *Logo {
	light := r.picture(look.Logo, static)
	dark := r.picture(look.LogoDark, static)
	switch {
	case light == nil:
		return nil
	case dark == nil:
		return light
	}
	light.Dark, light.DarkMedia = dark, "(prefers-color-scheme: dark)"
	switch look.ColorScheme {
	case "light":
		light.Dark, light.DarkMedia = nil, ""
	case "dark":
		light.DarkMedia = "screen" // paper is white
	}
	return light
}

// Where neither the file nor its viewBox says how large it is, a browser takes
// this (CSS 2.2, 10.3.2).
const (
	usualWidth  = 300
	usualHeight = 150
)

// picture returns a file of a logo, and reports what is wrong with it: nil when
// there is no such file.
func (r *Renderer) picture(logo site.Logo, static tree.Tree) *Logo {
	if logo.Path == "" {
		return nil
	}
	v := &Logo{Alt: cmp.Or(r.site.Publisher.Name, r.site.Title)}
	m, ok := r.site.File((&site.Media{Path: logo.Path}).URL())
	if ok {
		v.URL = m.URL()
	} else if v.URL, ok = r.theme.assets[logo.Path]; ok {
		m = r.staticPicture(logo.Path, static)
	} else {
		r.planFound.Add(diag.Diagnostic{
			Pos: logo.Pos, Length: logo.Length, Code: "logo-missing",
			Message: "there is no file " + diag.Quote(logo.Path) + " beside index.md or in static/",
			Hint:    diag.DidYouMean(logo.Path, r.pictureNames(static), "the name is written from index.md, as logo.svg or art/logo.svg"),
		})
		return nil
	}
	if v.Width, v.Height = m.Width, m.Height; v.Width == 0 || v.Height == 0 {
		v.Width, v.Height = usualWidth, usualHeight
		r.planFound.Add(diag.Diagnostic{
			Pos: logo.Pos, Length: logo.Length, Severity: diag.Warning, Code: "logo-unsized",
			Message: "it cannot be told how large " + diag.Quote(logo.Path) + " is; it is shown as twice as wide as it is high",
			Hint:    "give its <svg> element a viewBox, or a width and a height in pixels",
		})
	}
	return v
}

// maxLogo is how much of a static file is looked at, in bytes.
const maxLogo = 1 << 20

// staticPicture measures a file of static/. Such files are the author's own
// work on the theme and published as they are: what is wrong with one is no
// more than a warning.
func (r *Renderer) staticPicture(name string, static tree.Tree) *site.Media {
	f, ok := static.Get(name)
	if !ok {
		return &site.Media{}
	}
	m := &site.Media{Path: f.Path, Name: f.Name, Size: f.Size}
	var err error
	if m.Head, err = f.Bytes(maxLogo); err != nil {
		r.planFound.Add(diag.Diagnostic{
			Pos: diag.Pos{File: f.Name}, Severity: diag.Warning, Code: "logo-unread",
			Message: "the logo cannot be measured: " + firstLine(err.Error()), Hint: "save it smaller than 1 MB",
		})
		return m
	}
	measured, found := site.MeasureLogo(m)
	for _, d := range found {
		d.Severity = diag.Warning
		r.planFound.Add(d)
	}
	return measured
}

// pictureNames are the files that a logo could be.
func (r *Renderer) pictureNames(static tree.Tree) []string {
	var names []string
	add := func(name string) {
		if ext := strings.ToLower(path.Ext(name)); ext == ".svg" || ext == ".png" {
			names = append(names, name)
		}
	}
	for _, m := range r.site.Media {
		add(m.Path)
	}
	for f := range static.Files() {
		add(f.Path)
	}
	return names
}
