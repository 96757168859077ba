package render_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"dateline"
)

// oembedSchema is what oembed.com (version 1.0, sections 2.3.4 and 2.3.4.4) asks
// of a response of the type "rich".
const oembedSchema = `{
	"type": "object",
	"required": ["type", "version", "html", "width", "height"],
	"additionalProperties": false,
	"properties": {
		"type": {"const": "rich"},
		"version": {"const": "1.0"},
		"title": {"type": "string", "minLength": 1},
		"author_name": {"type": "string", "minLength": 1},
		"author_url": {"$ref": "#/$defs/address"},
		"provider_name": {"type": "string", "minLength": 1},
		"provider_url": {"$ref": "#/$defs/address"},
		"cache_age": {"type": "integer", "minimum": 0},
		"thumbnail_url": {"$ref": "#/$defs/address"},
		"thumbnail_width": {"$ref": "#/$defs/pixels"},
		"thumbnail_height": {"$ref": "#/$defs/pixels"},
		"html": {"type": "string", "pattern": "^<iframe src=\"https://example\\.org/below/embed/[^\"]*\" title=\"[^\"<>]+\" [^<>]*></iframe>$"},
		"width": {"$ref": "#/$defs/pixels"},
		"height": {"$ref": "#/$defs/pixels"}
	},
	"dependentRequired": {
		"thumbnail_url": ["thumbnail_width", "thumbnail_height"],
		"thumbnail_width": ["thumbnail_url", "thumbnail_height"],
		"thumbnail_height": ["thumbnail_url", "thumbnail_width"]
	},
	"$defs": {
		"address": {"type": "string", "pattern": "^https?://[!-~]+$"},
		"pixels": {"type": "integer", "minimum": 1}
	}
}`

func TestOEmbed(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(oembedSchema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("oembed.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("oembed.json")
	if err != nil {
		t.Fatal(err)
	}
	files := render(t, map[string]string{
		"index.md":    "---\ntitle: A \"site\" <b>\nurl: https://example.org/below\npublisher: {name: The press, url: \"https://press.example/\"}\n---\n",
		"events/a.md": "---\ntitle: A\ndate: 2024\nkind: deadline\ntags: [Größe & \"mehr\"]\nactors: [B]\n---\n",
	}, nil, nil)
	described := 0
	for path, text := range files {
		if !strings.HasSuffix(path, "oembed.json") {
			continue
		}
		described++
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v\n%s", path, err, text)
		}
	}
	if described != 4 {
		t.Errorf("%d lists are described, not all, a kind, an actor and a tag", described)
	}
	// What programs look for in a page, letter by letter.
	const link = `<link rel="alternate" type="application/json+oembed" title="A &#34;site&#34; &lt;b&gt;: B" href="https://example.org/below/embed/actors/b/oembed.json">`
	if page := files["actors/b/index.html"]; !strings.Contains(page, link) {
		t.Errorf("the list of an actor does not lead to its description: %s", page)
	}
	if strings.Contains(files["sitemap.xml"], "/embed/") {
		t.Error("the sitemap has pages to embed")
	}
}

// Without the site's address nobody can be told how to embed it; the pages are
// there for when it has one.
func TestEmbedWithoutAddress(t *testing.T) {
	files := render(t, map[string]string{"events/a.md": "---\ntitle: A\ndate: 2024\ntags: [b]\n---\n"}, nil, nil)
	if files["embed/tags/b/index.html"] == "" || files["embed.js"] == "" {
		t.Error("there is nothing to embed")
	}
	for path, text := range files {
		if strings.HasSuffix(path, "oembed.json") || strings.HasSuffix(path, ".html") && strings.Contains(text, "&lt;iframe") {
			t.Errorf("%s says how", path)
		}
	}
}

// A frame holds the latest hundred, and says what it leaves out.
func TestEmbedLimit(t *testing.T) {
	content := map[string]string{}
	for i := range 103 {
		content[fmt.Sprintf("events/e%03d.md", i)] = fmt.Sprintf("---\ntitle: Event %03d\ndate: %d\n---\n", i, 1900+i)
	}
	page := render(t, content, nil, nil)["embed/index.html"]
	if n := strings.Count(page, "<li "); n != 100 {
		t.Errorf("%d events", n)
	}
	if strings.Contains(page, "Event 002") || !strings.Contains(page, "Event 003") || !strings.Contains(page, "Event 102") {
		t.Error("these are not the latest")
	}
}

// The colours and faces of the pages to embed are those of the site.
func TestEmbedColours(t *testing.T) {
	read := func(name string) []byte {
		data, err := dateline.Theme.ReadFile("static/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	light, rest, _ := bytes.Cut(read("style.css"), []byte("@media (prefers-color-scheme: dark)"))
	dark, _, _ := bytes.Cut(rest, []byte("/* Base */"))
	site := [2]map[string]string{declared(light), declared(dark)}
	count := 0
	for name, value := range declared(read("embed.css")) {
		of := [2]string{value, value}
		if m := lightDark.FindStringSubmatch(value); m != nil {
			of = [2]string{m[1], m[2]}
		}
		for i := range site {
			if want, ok := site[i][name]; ok {
				count++
				if of[i] != want {
					t.Errorf("%s is %s, and %s on the site", name, of[i], want)
				}
			}
		}
	}
	if count < 15 {
		t.Errorf("%d are compared", count)
	}
}

var (
	lightDark = regexp.MustCompile(`^light-dark\((#\w+), (#\w+)\)$`)
	property  = regexp.MustCompile(`(?m)^ +(--[\w-]+): (.+);$`)
)

// declared returns the custom properties that a style sheet sets, one a line.
func declared(css []byte) map[string]string {
	out := map[string]string{}
	for _, m := range property.FindAllSubmatch(css, -1) {
		if _, seen := out[string(m[1])]; !seen {
			out[string(m[1])] = string(m[2])
		}
	}
	return out
}
