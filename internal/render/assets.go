package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"

	"dateline/internal/diag"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// hashed are the files that are minified and named by their content, scripts
// aside: see scripts.go.
var hashed = map[string]string{".css": "text/css", ".svg": "image/svg+xml", ".xsl": "application/xslt+xml"}

// keepName are the files of static/ that pages of other sites load, by the name
// that they were once given.
var keepName = map[string]bool{elementScript: true}

// settingsEnd are the style sheets that end with what the settings say.
var settingsEnd = map[string]func(*site.Settings) []byte{"style.css": settingsCSS, "embed.css": embedCSS}

// IsHashed reports whether a file of static/ is changed on its way to the site
// and named by its content. Its text is needed whole.
func IsHashed(p string) bool {
	ext := path.Ext(p)
	return ext == ".js" || hashed[ext] != ""
}

// newMinifier returns what minifies all that [hashed] has, and scripts.
func newMinifier() *minify.M {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	m.AddFunc("application/xslt+xml", xml.Minify)
	m.AddFunc("text/javascript", js.Minify)
	return m
}

func (t *Theme) prepareAssets(static tree.Tree, settings *site.Settings, found *diag.List) {
	m := newMinifier()
	modules := &modules{theme: t, minifier: m, files: map[string]*module{}, found: found}
	for f := range static.Files() {
		t.names[f.Path] = f.Name
		ext := path.Ext(f.Path)
		mediaType, ok := hashed[ext]
		switch {
		case f.Data != nil && ext == ".js":
			modules.read(f)
		case f.Data != nil && ok:
			t.prepareAsset(f, mediaType, m, settings, found)
		default:
			t.assets[f.Path] = "/" + f.Path
			t.files = append(t.files, tree.Output{Path: f.Path, Copy: f})
		}
	}
	// Scripts are last: they may import any other file.
	modules.publish()
	slices.SortFunc(t.files, func(a, b tree.Output) int { return strings.Compare(a.Path, b.Path) })
}

func (t *Theme) prepareAsset(f *tree.File, mediaType string, m *minify.M, settings *site.Settings, found *diag.List) {
	data := slices.Clone(f.Data) // a minifier writes into what it reads
	if end := settingsEnd[f.Path]; end != nil {
		data = append(data, end(settings)...)
	}
	if path.Ext(f.Path) == ".css" {
		data = fixScheme(data, settings.Look.ColorScheme)
	}
	small, err := m.Bytes(mediaType, data)
	if err != nil {
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: f.Name}, Severity: diag.Warning, Code: "asset-invalid",
			Message: "the file cannot be minified and is published as it is: " + firstLine(err.Error()),
		})
		small = data
	}
	t.addHashed(f.Path, small)
}

func (t *Theme) addHashed(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	published := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	t.hashed[published] = true
	t.add(name, published, data)
}

// add publishes a file of static/ under a name.
func (t *Theme) add(name, published string, data []byte) {
	t.names[published] = t.names[name]
	t.assets[name] = "/" + published
	t.files = append(t.files, tree.Output{Path: published, Data: data})
}

// asset returns the URL of a file in static/.
func (t *Theme) asset(name string) (string, error) {
	if u, ok := t.assets[name]; ok {
		return u, nil
	}
	return "", fmt.Errorf("there is no file %s in static/", diag.Quote(name))
}

// imports returns the URLs of the scripts that a script in static/ imports,
// and that these import, in the order in which a browser comes upon them:
// those of the script itself first. What is imported while a script runs,
// with import(), is not among them. A page that names them spares the browser
// from finding them one after the other.
func (t *Theme) imports(name string) ([]string, error) {
	if _, err := t.asset(name); err != nil {
		return nil, err
	}
	if path.Ext(name) != ".js" {
		return nil, fmt.Errorf("%s is not a script: its name does not end in .js", diag.Quote(name))
	}
	var urls []string
	seen := map[string]bool{name: true}
	for queue := []string{name}; len(queue) > 0; queue = queue[1:] {
		for _, imported := range t.loads[queue[0]] {
			if seen[imported] {
				continue
			}
			seen[imported] = true
			urls = append(urls, t.assets[imported])
			queue = append(queue, imported)
		}
	}
	return urls, nil
}
