package build_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"dateline/internal/build"
	"dateline/internal/render"
	"dateline/internal/testsite"
	"dateline/internal/tree"
)

// drawn returns the cards of a plan by path, and has them made.
func drawn(t *testing.T, plan *render.Plan) map[string]string {
	t.Helper()
	cards := map[string]string{}
	for path := range plan.Paths() {
		if !strings.HasPrefix(path, "cards/") {
			continue
		}
		_, ok, err := plan.Render(path, func(o tree.Output) error {
			data, final, err := o.Make()
			if !final || o.From == "" {
				t.Errorf("the next build draws %s again", path)
			}
			cards[path] = string(data)
			return err
		})
		if !ok || err != nil {
			t.Fatal(path, ok, err)
		}
	}
	return cards
}

// Whatever was edited before, the cards are those of a new pipeline; an edit
// to a text alone leaves them as they are, all others change what they should.
func TestWarmCards(t *testing.T) {
	content := testsite.Files(5)
	index := strings.Replace(content["index.md"], "cards: false", "url: https://example.org", 1)
	content["index.md"] = index
	path, text := testsite.Event(2)
	warm := build.Pipeline{Warm: true}
	var before map[string]string
	for _, step := range []struct {
		name, path, text string
		same             int // cards that stay
	}{
		{"nothing", "index.md", index, 0},
		{"text", path, text + "\nMore.\n", 6},
		{"title", path, strings.Replace(text, "title: ", "title: New ", 1), 5},
		{"look", "index.md", strings.Replace(index, "url:", "accent: \"#005500\"\nurl:", 1), 0},
		{"font that is missing", "index.md", strings.Replace(index, "url:", "card_font: own.ttf\nurl:", 1), 0},
		{"font", "own.ttf", string(goregular.TTF), 0},
		{"off", "index.md", testsite.Index, 0},
	} {
		content[step.path] = step.text
		in := input(t, content)
		var cold build.Pipeline
		cards, want := drawn(t, warm.Run(in).Plan), drawn(t, cold.Run(in).Plan)
		if !maps.Equal(cards, want) {
			t.Errorf("%s: cards differ from those of a new pipeline: %q, %q", step.name, slices.Sorted(maps.Keys(cards)), slices.Sorted(maps.Keys(want)))
		}
		same := 0
		for name := range cards {
			if before[name] != "" {
				same++
			}
		}
		if same != step.same || step.name != "off" && len(cards) != 6 || step.name == "off" && len(cards) > 0 {
			t.Errorf("%s: %d cards, of which %d stayed", step.name, len(cards), same)
		}
		before = cards
	}
}
