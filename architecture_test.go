package dateline_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule is what a package may use.
type rule struct {
	ours  string // packages below internal/ that it may import
	never string // packages of the standard library that it must not
}

// packages is the architecture, from the top: a package imports only packages
// above it. ARCHITECTURE.md says why.
var packages = map[string]rule{
	".":                          {never: "os net/http"},
	"internal/diag":              {never: "os net/http"},
	"internal/edtf":              {never: "os net/http"},
	"internal/cldr":              {never: "net/http"},
	"internal/message":           {never: "os net/http"},
	"internal/collation":         {never: "os net/http"},
	"internal/filename":          {never: "os net/http"},
	"internal/picture":           {never: "os net/http"},
	"internal/card":              {never: "os net/http"},
	"internal/tree":              {ours: "filename", never: "net/http"},
	"internal/revision":          {never: "net/http"},
	"internal/calendar":          {ours: "edtf", never: "os net/http html/template"},
	"internal/cite":              {ours: "edtf", never: "os net/http html/template"},
	"internal/doc":               {ours: "diag", never: "os net/http"},
	"internal/links":             {ours: "diag", never: "os net/http"},
	"internal/linkcheck":         {ours: "links", never: "os"},
	"internal/event":             {ours: "diag doc edtf filename", never: "os net/http"},
	"internal/site":              {ours: "calendar collation diag doc edtf event filename links picture", never: "os net/http html/template"},
	"internal/search":            {ours: "event site", never: "os net/http html/template"},
	"internal/feed":              {never: "os net/http html/template"},
	"internal/feed/feedtest":     {never: "os net/http html/template"},
	"internal/render":            {ours: "calendar card cite collation data diag doc edtf event feed message picture search site tree", never: "os net/http"},
	"internal/data":              {ours: "edtf event site", never: "os net/http html/template"},
	"internal/build":             {ours: "diag doc edtf event links message picture render site tree", never: "os net/http"},
	"internal/serve":             {ours: "build diag tree"},
	"internal/testsite":          {never: "net/http"},
	"internal/testsite/generate": {ours: "testsite", never: "net/http"},
	"internal/keyboard":          {never: "net/http"},
	"cmd/dateline":               {ours: "diag doc edtf event keyboard linkcheck links revision site build serve tree", never: ""},
}

// owners are the packages that alone may import a library.
var owners = map[string]string{
	"github.com/yuin/goldmark":            "internal/doc",
	"github.com/adrg/frontmatter":         "internal/doc",
	"github.com/blevesearch/snowballstem": "internal/search",
	"go.yaml.in/yaml":                     "internal/doc",
	"github.com/fsnotify/fsnotify":        "internal/serve",
	"github.com/invopop/jsonschema":       "internal/data",
	"github.com/tdewolff/minify":          "internal/render",
	"github.com/tdewolff/parse":           "internal/render",
	"github.com/nicksnyder/go-i18n":       "internal/message",
	"golang.org/x/text/collate":           "internal/collation",
	"github.com/arran4/golang-ical":       "internal/calendar",
	"github.com/spf13/cobra":              "cmd/dateline",
	"github.com/schollz/progressbar":      "cmd/dateline",
	"github.com/fatih/color":              "internal/diag",
	"github.com/go-text/typesetting":      "internal/card",
	"codeberg.org/go-fonts/dejavu":        "internal/card",
	"golang.org/x/image":                  "internal/card",
}

func TestArchitecture(t *testing.T) {
	imports := importsByFolder(t)
	for _, folder := range slices.Sorted(maps.Keys(imports)) {
		r, ok := packages[folder]
		if !ok {
			t.Errorf("package %s has no rule; add it here and to ARCHITECTURE.md", folder)
			continue
		}
		for _, imported := range imports[folder] {
			checkImport(t, folder, imported, r)
		}
	}
	for folder := range packages {
		if imports[folder] == nil && folder != "." {
			t.Errorf("there is a rule for %s, and no such package", folder)
		}
	}
}

func checkImport(t *testing.T, folder, imported string, r rule) {
	t.Helper()
	if name, ok := strings.CutPrefix(imported, "dateline/internal/"); ok && !slices.Contains(strings.Fields(r.ours), name) {
		t.Errorf("%s must not import %s", folder, imported)
	}
	if slices.Contains(strings.Fields(r.never), imported) {
		t.Errorf("%s must not import %s", folder, imported)
	}
	for library, owner := range owners {
		if strings.HasPrefix(imported, library) && folder != owner {
			t.Errorf("%s must not import %s: that is for %s", folder, imported, owner)
		}
	}
}

// importsByFolder returns what the files of each package import, tests aside.
func importsByFolder(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder := path.Dir(name)
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			out[folder] = append(out[folder], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
