package doc

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"dateline/internal/diag"
)

var update = flag.Bool("update", false, "write what the code does now into testdata/*.txtar")

// TestGolden runs the cases in testdata. Each file tells in its comment what
// the case is; lines "word: …" of the comment are options:
//
//	sources: ids that [^id] may cite, numbered in order
//	prefix:  MarkdownOptions.IDPrefix
//	fields:  reads typical keys, so that their findings show
//	show:    further sections: values, links, headings, citations, excerpt
//
// The input is the section input.md or, for bytes that text cannot hold,
// input.quoted: Go strings, one a line, each with an optional "N x" before it
// to repeat it. The other sections are what comes out.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before := txtar.Parse(data)
			after, err := runGolden(before)
			if err != nil {
				t.Fatal(err)
			}
			got := txtar.Format(after)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(data), string(got)); diff != "" {
				t.Errorf("(-golden +now)\n%s", diff)
			}
		})
	}
}

func runGolden(a *txtar.Archive) (*txtar.Archive, error) {
	option := map[string]string{}
	for line := range strings.Lines(string(a.Comment)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.Contains(name, " ") {
			option[name] = value
		}
	}
	input, err := goldenInput(a)
	if err != nil {
		return nil, err
	}
	d, found := Parse(Source{Path: "events/a.md", Name: "a.md", Data: input})
	var values strings.Builder
	if option["fields"] != "" {
		readTypical(&values, d.Front, &found)
	}
	opt := MarkdownOptions{IDPrefix: option["prefix"], Sources: map[string]int{}}
	for i, id := range strings.Fields(option["sources"]) {
		opt.Sources[id] = i + 1
	}
	body, more := d.Markdown(opt)
	found = append(found, more...)
	found.Sort()
	out := &txtar.Archive{Comment: a.Comment, Files: a.Files[:1:1]}
	add := func(name, text string) {
		if text != "" {
			out.Files = append(out.Files, txtar.File{Name: name, Data: []byte(strings.TrimRight(text, "\n") + "\n")})
		}
	}
	add("findings", printFindings(input, found))
	if len(body.HTML) < 4000 {
		add("html", body.HTML)
	}
	show := func(name, text string) {
		if strings.Contains(option["show"], name) {
			add(name, text)
		}
	}
	show("values", values.String())
	show("excerpt", fmt.Sprintf("%s\n(%d words)", body.Excerpt, body.Words))
	show("links", lines(body.Links))
	show("headings", lines(body.Headings))
	show("citations", lines(body.Citations))
	return out, nil
}

// printFindings shows the first findings with their places marked.
func printFindings(input []byte, found diag.List) string {
	var b strings.Builder
	for i, d := range found {
		if i == 8 {
			fmt.Fprintf(&b, "and %d more\n", len(found)-i)
			break
		}
		fmt.Fprintf(&b, "%v: %v[%s]: %s\n", d.Pos, d.Severity, d.Code, d.Message)
		if line, column, ok := diag.SourceLine(input, d.Pos); ok {
			fmt.Fprintf(&b, "    %s\n    %s%s\n", line, strings.Repeat(" ", column-1), strings.Repeat("^", min(max(d.Length, 1), 60)))
		}
		if d.Hint != "" {
			fmt.Fprintf(&b, "  hint: %s\n", d.Hint)
		}
	}
	return b.String()
}

func lines[T any](list []T) string {
	var b strings.Builder
	for _, v := range list {
		fmt.Fprintf(&b, "%+v\n", v)
	}
	return b.String()
}

// goldenInput returns the bytes of the first section.
func goldenInput(a *txtar.Archive) ([]byte, error) {
	if len(a.Files) == 0 {
		return nil, fmt.Errorf("no input")
	}
	if a.Files[0].Name != "input.quoted" {
		return a.Files[0].Data, nil
	}
	var b bytes.Buffer
	for line := range strings.Lines(string(a.Files[0].Data)) {
		line = strings.TrimSpace(line)
		times := 1
		if n, rest, ok := strings.Cut(line, " x "); ok && !strings.HasPrefix(line, `"`) {
			var err error
			if times, err = strconv.Atoi(n); err != nil {
				return nil, err
			}
			line = rest
		}
		s, err := strconv.Unquote(line)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", line, err)
		}
		b.WriteString(strings.Repeat(s, times))
	}
	return b.Bytes(), nil
}

// readTypical reads keys as the packages above do.
func readTypical(w *strings.Builder, v Value, found *diag.List) {
	f := v.Fields(found)
	for _, key := range []string{"title", "date", "summary", "place"} {
		if t := f.Text(key, 300); !t.IsZero() {
			fmt.Fprintf(w, "%s: %q at %v\n", key, t.S, t.Pos)
		}
	}
	for _, t := range f.Texts("tags", 50, 200) {
		fmt.Fprintf(w, "tag: %q at %v\n", t.S, t.Pos)
	}
	fmt.Fprintf(w, "importance: %d\n", f.Int("importance", 1, 5, 3))
	fmt.Fprintf(w, "draft: %v\n", f.Bool("draft"))
	if t := f.Choice("status", []string{"confirmed", "reported", "disputed", "retracted", "cancelled"}); !t.IsZero() {
		fmt.Fprintf(w, "status: %q\n", t.S)
	}
	for _, s := range f.Maps("sources") {
		fmt.Fprintf(w, "source: %q %q\n", s.Text("id", 50).S, s.Text("title", 300).S)
	}
	if m, ok := f.Map("publisher"); ok {
		fmt.Fprintf(w, "publisher: %q\n", m.Text("name", 300).S)
	}
	for key, value := range f.Unknown() {
		fmt.Fprintf(w, "unknown: %q at %v, %v; nearest %q\n", key.Text(), key.Pos(), value.Kind(), diag.Nearest(key.Text(), f.Keys()))
	}
}
