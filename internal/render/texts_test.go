package render

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"dateline/internal/message"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// TestTexts executes a template in a language, with values that are markup if
// they are not escaped.
func TestTexts(t *testing.T) {
	const hostile = `<b>&"`
	data := map[string]any{"Text": hostile, "HTML": template.HTML("<i>x</i>"), "Number": 12345, "URL": `/a"b/`}
	tests := []struct{ name, template, lang, want string }{
		{"in the language", `{{text "event.who"}}`, "de", "Wer"},
		{"of another region", `{{text "event.who"}}`, "de-AT", "Wer"},
		{"without a catalogue", `{{text "event.who"}}`, "sw", "Who"},
		{"as a condition", `{{if text "event.who"}}{{text "event.where"}}{{else}}{{text "event.who"}}{{end}}`, "de", "Wo"},
		{"as a variable", `{{$who := text "event.who"}}{{$who}}`, "de", "Wer"},
		{"in an attribute", `<a title="{{text "nav.skip"}}">`, "de", `<a title="Zum Inhalt springen">`},
		{"in an attribute without quotes", `<a title={{text "nav.skip"}}>`, "de", `<a title=Zum&#32;Inhalt&#32;springen>`},
		{"with a value", `{{text "event.by" .Text}}`, "de", "von &lt;b&gt;&amp;&#34;"},
		{"with a value in an attribute", `<a title="{{text "event.by" .Text}}">`, "de", `<a title="von &lt;b&gt;&amp;&#34;">`},
		{"with a constant value", `{{text "event.by" "<b>"}}`, "de", "von &lt;b&gt;"},
		{"with a text as a value", `{{text "event.by" (text "event.who")}}`, "de", "von Wer"},
		{"with an element and a value", `{{text "list.labelled" .HTML .Text}}`, "de", "<i>x</i>: &lt;b&gt;&amp;&#34;"},
		{"with a number", `{{text "event.position" .Number .Number}}`, "fa", "رویداد ۱۲٬۳۴۵ از ۱۲٬۳۴۵"},
		{"counted", `{{count "count.events" 1}}, {{count "count.events" 3}}, {{count "count.events" .Number}}`, "pl", "1 wydarzenie, 3 wydarzenia, 12\u00a0345 wydarzeń"},
		{"linked", `{{linked "redirect.now" (to .URL) .Text}}`, "de", `Sie ist jetzt hier: <a href="/a&#34;b/">&lt;b&gt;&amp;&#34;</a>.`},
		{"linked twice", `{{linked "home.readOn" (to "/a/" "#b") .Text}}`, "de", `<a href="/a/">Weiterlesen: &lt;b&gt;&amp;&#34;</a> oder <a href="#b">einen Zeitraum wählen</a>.`},
		{"linked to nothing", `{{linked "footer.publishedBy" (to "") "A"}}`, "de", `Herausgegeben von A.`},
		{"a key", `{{text "keys.or" (key "<") (key "j")}}`, "de", `<kbd>&lt;</kbd> oder <kbd>j</kbd>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := executed(t, test.template, test.lang, data); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// themeOfOne is a theme whose redirect.html is the given template.
func themeOfOne(t *testing.T, text string) *Theme {
	t.Helper()
	theme, found := NewTheme(tree.Of("templates", map[string]string{"redirect.html": text}), tree.Tree{}, &site.Settings{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	return theme
}

func executed(t *testing.T, text, lang string, data any) string {
	t.Helper()
	var b bytes.Buffer
	if found, ok := themeOfOne(t, text).in(lang).execute(&b, "redirect.html", data); !ok {
		t.Fatal(found)
	}
	return b.String()
}

// TestThemeInLanguages asks one theme for several languages, one of them again.
func TestThemeInLanguages(t *testing.T) {
	theme := themeOfOne(t, `{{text "event.who"}} {{text "event.by" .}}`)
	german := theme.in("de")
	if theme.in("de") != german {
		t.Error("the theme in the last language is made again")
	}
	for _, test := range []struct {
		theme *Theme
		want  string
	}{{german, "Wer von x"}, {theme.in("en"), "Who by x"}, {german, "Wer von x"}, {theme.in("de"), "Wer von x"}} {
		var b bytes.Buffer
		if found, ok := test.theme.execute(&b, "redirect.html", "x"); !ok || b.String() != test.want {
			t.Errorf("got %q, want %q; %v", b.String(), test.want, found)
		}
	}
}

func TestUnknownText(t *testing.T) {
	for _, text := range []string{`{{text "no.such"}}`, `{{count "no.such" 1}}`, `{{linked "no.such" (to "/")}}`} {
		var b bytes.Buffer
		found, ok := themeOfOne(t, "\n"+text).in("de").execute(&b, "redirect.html", nil)
		if ok || len(found) != 1 || found[0].Line != 2 || !strings.Contains(found[0].Message, `"no.such"`) {
			t.Errorf("%s: %v %v", text, ok, found)
		}
	}
}

// TestPageNumbers reads what list.html hides from eyes: the heading stands
// before it.
func TestPageNumbers(t *testing.T) {
	for _, lang := range message.Languages() {
		if got := executed(t, `{{text "nav.page" "|" 2}}`, lang, nil); !strings.HasPrefix(got, "|") {
			t.Errorf("%s: the heading does not stand first: %q", lang, got)
		}
	}
}
