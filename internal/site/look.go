package site

import (
	"path"
	"strings"

	"dateline/internal/diag"
)

// Look is what the settings say about how the site looks, colours aside. The
// zero value is the theme as it is.
type Look struct {
	ColorScheme string // "light" or "dark" whatever the reader prefers; "" is what the reader prefers
	Typeface    string // "sans" for headlines and text; "" is the theme's own, with serifs
	Density     string // "compact"; "" is comfortable
	Logo        Logo
	LogoDark    Logo // on dark paper; without a path, Logo is there too
}

// Logo is the file of a logo, and where the settings name it.
type Logo struct {
	Path   string // below the content folder or static/: "logo.svg"; "" when there is none
	Pos    diag.Pos
	Length int
}

// readLook reads how the site looks. A value that is what the theme does of
// itself is not kept: it makes no difference.
func (r *settingsReader) readLook() {
	r.s.Look = Look{
		ColorScheme: r.choice("color_scheme", "auto", "light", "dark"),
		Typeface:    r.choice("typeface", "serif", "sans"),
		Density:     r.choice("density", "comfortable", "compact"),
		Logo:        r.logo("logo"),
		LogoDark:    r.logo("logo_dark"),
	}
	if dark := r.s.Look.LogoDark; dark.Path != "" && r.s.Look.Logo.Path == "" {
		if _, _, named := r.f.Get("logo"); !named {
			r.found.Add(diag.Diagnostic{
				Pos: dark.Pos, Length: dark.Length, Severity: diag.Warning, Code: "logo-missing",
				Message: "logo_dark has no effect without logo", Hint: "name the logo for light paper too, as logo: logo.svg",
			})
		}
		r.s.Look.LogoDark = Logo{}
	}
}

// choice reads one of a few words, the first of which is the default and "".
func (r *settingsReader) choice(key, usual string, others ...string) string {
	value := r.f.Choice(key, append([]string{usual}, others...)).S
	if value == usual {
		return ""
	}
	return value
}

// logo reads the name of a picture. That there is such a file is known only
// when the site is put together with the theme.
func (r *settingsReader) logo(key string) Logo {
	t := r.f.Text(key, maxURL)
	name := path.Clean(strings.TrimPrefix(t.S, "/"))
	switch ext := strings.ToLower(path.Ext(name)); {
	case t.IsZero():
		return Logo{}
	case hasScheme(t.S) || strings.HasPrefix(t.S, "//"):
		r.report(t, "logo-elsewhere", key+" "+diag.Quote(t.S)+" is on another site, from where readers' browsers load nothing",
			"save the file beside index.md and write its name")
		return Logo{}
	case hasDotDot(name):
		r.report(t, "logo-outside", key+" "+diag.Quote(t.S)+" leaves the site", "put the file beside index.md, or into static/")
		return Logo{}
	case ext != ".svg" && ext != ".png":
		r.report(t, "logo-type", key+" "+diag.Quote(t.S)+" is not an SVG or PNG, by its name", "save the logo as SVG or PNG")
		return Logo{}
	}
	return Logo{Path: name, Pos: t.Pos, Length: t.Length}
}

// dropRefused leaves out a logo whose file was reported: one mistake is one
// finding.
func (c *checker) dropRefused(logo *Logo) {
	if logo.Path != "" && c.refused[(&Media{Path: logo.Path}).URL()] {
		*logo = Logo{}
	}
}

// MeasureLogo returns a picture with its size in pixels, which is 0 when it
// does not say, and what makes it unfit to be shown.
func MeasureLogo(m *Media) (*Media, diag.List) { return checkMedia(m) }
