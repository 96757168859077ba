package tree

import (
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTree(t *testing.T) {
	var zero Tree
	if _, ok := zero.Get("a"); ok || zero.Len() != 0 || len(paths(zero)) != 0 {
		t.Error("the zero Tree is not empty")
	}
	tr := Of("content", map[string]string{"b/x.md": "x", "a.md": "a", "b.md": "b"})
	equal(t, "paths", paths(tr), []string{"a.md", "b.md", "b/x.md"})
	f, ok := tr.Get("b/x.md")
	if !ok || f.Name != "content/b/x.md" || string(f.Data) != "x" || f.Size != 1 || f.Hash() != HashOf([]byte("x")) {
		t.Errorf("got %+v", f)
	}
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	if data, _ := io.ReadAll(r); string(data) != "x" {
		t.Errorf("Open: %q", data)
	}
}

func TestFromFS(t *testing.T) {
	fsys := fstest.MapFS{"static/a.css": {Data: []byte("a")}, "b.html": {Data: []byte("b")}}
	tr, err := FromFS(fsys, "theme")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "paths", paths(tr), []string{"b.html", "static/a.css"})
	if f, _ := tr.Get("static/a.css"); f.Name != "theme/static/a.css" || string(f.Data) != "a" {
		t.Errorf("got %+v", f)
	}
}

func TestOverlay(t *testing.T) {
	base := Of("base", map[string]string{"a": "1", "b": "1", "d": "1"})
	over := Of("over", map[string]string{"b": "2", "c": "2", "e": "2"})
	tr := Overlay(base, over)
	var names []string
	for f := range tr.Files() {
		names = append(names, f.Name)
	}
	equal(t, "names", names, []string{"base/a", "over/b", "over/c", "base/d", "over/e"})
	equal(t, "changed", slices.Collect(Changed(base, tr)), []string{"b", "c", "e"})
	if !Same(Overlay(base, Tree{}), base) || !Same(Overlay(Tree{}, base), base) {
		t.Error("overlay with nothing is another tree")
	}
}

func TestIgnored(t *testing.T) {
	for _, name := range []string{
		"4913", ".f.swp", ".f.swx", "f~", "f.md~", ".#f", "#f#", "f.md___jb_tmp___", "f.md___jb_old___",
		"sedAbC123", "sedXXXXXX", ".DS_Store", "Thumbs.db", "desktop.ini", "Icon\r", ".git", ".gitignore",
		".goutputstream-ABC", "~$report.docx", "f.md.bak", "f.md.orig", "f.tmp", "a.swp", ".dateline-manifest.json",
	} {
		if !Ignored(name) {
			t.Errorf("Ignored(%q) = false", name)
		}
	}
	for _, name := range []string{
		"", "a.md", "#", "4914", "4913.md", "sediments", "sedAbC123.md", "sedAbC12", "~", "a#", ".well-known", ".nojekyll", "2024-07-20.md", "tmp", "a.tmpl",
	} {
		if Ignored(name) && name != "~" {
			t.Errorf("Ignored(%q) = true", name)
		}
	}
}

func TestCheckName(t *testing.T) {
	for name, code := range map[string]string{
		"a.md":                    "",
		"2024-07-20 sales.md":     "",
		"\u4f8b.md":               "",
		"cafe\u0301":              "",
		"\u0645\u06cc\u200c.md":   "", // ZWNJ, which Persian needs
		"console.md":              "",
		"com.md":                  "",
		"a.con":                   "",
		".well-known":             "",
		"CON":                     "name-reserved",
		"nul .md":                 "name-reserved",
		"com1":                    "name-reserved",
		"COM\u00b9.x":             "name-reserved",
		"aux.tar.gz":              "name-reserved",
		`a\b`:                     "name-reserved",
		"a?":                      "name-reserved",
		"a%b.png":                 "name-reserved",
		"a%20b.png":               "name-reserved",
		"a#b.png":                 "name-reserved",
		"a.":                      "name-reserved",
		"a\u202eb":                "name-control",
		"\ufeffa.md":              "name-control",
		"a\u2028":                 "name-control",
		"a\x7f":                   "name-control",
		`a"b`:                     "name-control",
		"a\xffb":                  "name-encoding",
		strings.Repeat("a", 100):  "",
		strings.Repeat("a", 101):  "name-long",
		strings.Repeat("é", 51):   "name-long",
		strings.Repeat("\xff", 9): "name-encoding",
	} {
		if f := checkName(name); f.code != code {
			t.Errorf("checkName(%q) = %+v, want %q", name, f, code)
		}
	}
}

func FuzzCheckName(f *testing.F) {
	f.Add("a.md")
	f.Fuzz(func(t *testing.T, name string) {
		if name == "" || strings.ContainsAny(name, "/\x00") {
			return
		}
		bad := checkName(name)
		for _, text := range []string{bad.msg, printable(name)} {
			for _, r := range text {
				if r < ' ' || r == 0x7f || r == '\u202e' {
					t.Errorf("%q: message %q", name, text)
				}
			}
		}
		if bad.code == "" && checkPath(name) != nil && name != manifestName {
			t.Errorf("%q may be read but not written: %v", name, checkPath(name))
		}
	})
}

func FuzzDecodeManifest(f *testing.F) {
	f.Add(encodeManifest([]record{{path: "a/b"}, {path: "c\"", size: 3}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := decodeManifest(data)
		if err != nil {
			return
		}
		for p := range records {
			if err := checkPath(p); err != nil {
				t.Error(err)
			}
		}
	})
}
