package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/internal/diag"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// themeWith makes a theme of static files alone.
func themeWith(static map[string]string) (*Theme, diag.List) {
	return NewTheme(tree.Of("templates", nil), tree.Of("static", static), &site.Settings{})
}

func TestSpecifiers(t *testing.T) {
	for _, test := range []struct{ script, want string }{
		{`import a from './a.js'`, `'./a.js'`},
		{`import './a.js';import "./b.js"`, `'./a.js' "./b.js"`},
		{`import * as a from './a.js'; import b, {c} from './b.js'`, `'./a.js' './b.js'`},
		{`import {} from './a.js'`, `'./a.js'`},
		{`export * from './a.js'; export * as b from './b.js'; export {c as d} from './c.js'`, `'./a.js' './b.js' './c.js'`},
		{`export const a = 'from'; export default './a.js'`, ``},
		{`import('./a.js').then(() => import("./b.js"))`, `'./a.js'? "./b.js"?`},
		{"import(`./a.js`); import(`./${a}.js`); import('./' + a)", "`./a.js`?"},
		{`a = async (b = import('./a.js')) => { await import('./b.js') }`, `'./a.js'? './b.js'?`},
		{`class A { static { import('./a.js') } [import('./b.js')] = import('./c.js'); m() { import('./d.js') } }`, `'./a.js'? './b.js'? './c.js'? './d.js'?`},
		{`const {a = import('./a.js'), ...b} = {c: import('./b.js'), [import('./c.js')]: 1, d() { import('./d.js') }}`, `'./a.js'? './b.js'? './c.js'? './d.js'?`},
		{`for (const a of import('./a.js')) switch (a) { case 1: try { import('./b.js') } catch { import('./c.js') } }`, `'./a.js'? './b.js'? './c.js'?`},
		{`x.import('./a.js'); ({import(a) {}}).import('./a.js'); importScripts('./a.js')`, ``},
		{`// import './a.js'` + "\n" + `/* import './a.js' */ '<!-- import "./a.js"'`, ``},
		{`a = b / c; d = "import './a.js'/"; e = /import '\.\/a.js'/`, ``},
		{"`${import('./a.js')} import './b.js'`", `'./a.js'?`},
		{"\ufeffimport './a.js'", `'./a.js'`},
		{``, ``},
	} {
		found, err := specifiers([]byte(test.script))
		if err != nil {
			t.Errorf("%s: %v", test.script, err)
			continue
		}
		var got []string
		for _, s := range found {
			text := test.script[s.start:s.end]
			if s.dynamic {
				text += "?"
			}
			got = append(got, text)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s imports %s, want %s", test.script, got, test.want)
		}
	}
}

func TestAddressFrom(t *testing.T) {
	for _, test := range []struct{ script, target, want string }{
		{"a.js", "/b.js", "./b.js"},
		{"a.js", "/lib/b.js", "./lib/b.js"},
		{"lib/a.js", "/b.js", "../b.js"},
		{"lib/a.js", "/lib/b.js", "./b.js"},
		{"lib/x/a.js", "/lib/y/b.js", "../y/b.js"},
		{"lib/a.js", "/library/b.js", "../library/b.js"},
		{"a.js", "/it's \"so\".js", "./it%27s%20%22so%22.js"},
	} {
		if got := addressFrom(test.script, test.target); got != test.want {
			t.Errorf("from %s to %s is %s, want %s", test.script, test.target, got, test.want)
		}
	}
}

// A change to a script changes the names of all that import it, however far
// away, and no other.
func TestScriptNames(t *testing.T) {
	files := map[string]string{
		"leaf.js":    "export const leaf = 1;",
		"middle.js":  "import { leaf } from './leaf.js'; export const middle = leaf;",
		"top.js":     "import('./middle.js');",
		"other.js":   "export const other = 1;",
		"another.js": "import { other } from './other.js'; other();",
	}
	before, found := themeWith(files)
	if len(found) > 0 {
		t.Fatal(found)
	}
	files["leaf.js"] = "export const leaf = 2;"
	after, _ := themeWith(files)
	var changed []string
	for _, name := range []string{"leaf.js", "middle.js", "top.js", "other.js", "another.js"} {
		if before.assets[name] != after.assets[name] {
			changed = append(changed, name)
		}
	}
	if diff := cmp.Diff([]string{"leaf.js", "middle.js", "top.js"}, changed); diff != "" {
		t.Error(diff)
	}
}

func TestImportsOfNoScript(t *testing.T) {
	theme, _ := themeWith(map[string]string{"style.css": "", "a.js": ""})
	for name, want := range map[string]string{
		"style.css": `"style.css" is not a script: its name does not end in .js`,
		"b.js":      `there is no file "b.js" in static/`,
	} {
		if _, err := theme.imports(name); err == nil || err.Error() != want {
			t.Errorf("imports %s: %v, want %s", name, err, want)
		}
	}
	if urls, err := theme.imports("a.js"); err != nil || len(urls) > 0 {
		t.Error(urls, err)
	}
}

// The files of a tree are shared: nobody may write into them.
func TestAssetsAreNotChanged(t *testing.T) {
	const script, style, drawing = "'use strict'; /* text */ import('./b.js')", "a { color: #ff0000 }", `<svg xmlns='http://www.w3.org/2000/svg'><!-- a --><path d='M 0 0 L 1 1'/></svg>`
	static := tree.Of("static", map[string]string{"a.js": script, "a.css": style, "a.svg": drawing, "b.js": ""})
	NewTheme(tree.Of("templates", nil), static, &site.Settings{})
	for name, want := range map[string]string{"a.js": script, "a.css": style, "a.svg": drawing} {
		f, _ := static.Get(name)
		if got := string(f.Data[:cap(f.Data)][:len(f.Data)]); got != want {
			t.Errorf("%s became %q", name, got)
		}
	}
}

// Whatever a script holds, nothing panics; and whatever it imports when it is
// published is published too, or has been reported.
func FuzzScript(f *testing.F) {
	for _, script := range []string{
		"import './b.js'", "import('./b.js')", "export * from \"./a.js\"", "export {}", "class A { [import('./b.js')]() {} }",
		"for (;;) import(`./b.js`)", "import {} from './lib/c.js'", "a => { import '", "'use strict'\nlet x = /a/", "label: import.meta",
	} {
		f.Add([]byte(script))
	}
	f.Fuzz(func(t *testing.T, script []byte) {
		theme, found := themeWith(map[string]string{"a.js": string(script), "b.js": "", "lib/c.js": "import '../b.js'"})
		if len(found) > 0 {
			return
		}
		files := map[string][]byte{}
		for _, o := range theme.files {
			files["/"+o.Path] = o.Data
		}
		published := files[theme.assets["a.js"]]
		imports, err := specifiers(published)
		if err != nil {
			t.Fatalf("%q became %q: %v", script, published, err)
		}
		for _, s := range imports {
			name := string(published[s.start+1 : s.end-1])
			resolved, _, problem, _ := resolveImport("a.js", name)
			if _, ok := files["/"+resolved]; !ok || problem != "" {
				t.Errorf("%q became %q, which imports %q", script, published, name)
			}
		}
		again, _ := themeWith(map[string]string{"a.js": string(script), "b.js": "", "lib/c.js": "import '../b.js'"})
		for i, o := range again.files {
			if o.Path != theme.files[i].Path || !bytes.Equal(o.Data, theme.files[i].Data) {
				t.Errorf("%q gives %s once, %s then", script, theme.files[i].Path, o.Path)
			}
		}
	})
}
