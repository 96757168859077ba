package render_test

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"golang.org/x/tools/txtar"

	"dateline/internal/feed/feedtest"
)

// goldenContent is the content folder of an archive.
func goldenContent(t *testing.T, name string) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	for _, f := range archive.Files {
		if path, ok := strings.CutPrefix(f.Name, "content/"); ok {
			content[path] = string(f.Data)
		}
	}
	return content
}

func isFeed(path string) bool {
	return strings.HasSuffix(path, "feed.atom") || strings.HasSuffix(path, "feed.rss") || strings.HasSuffix(path, "feed.json")
}

// TestFeeds checks every feed of a site against the standards, and by a parser
// of somebody else's.
func TestFeeds(t *testing.T) {
	out := render(t, goldenContent(t, "feeds"), nil, nil)
	folders := map[string]int{}
	for _, path := range slices.Sorted(maps.Keys(out)) {
		if !isFeed(path) {
			continue
		}
		folders[strings.TrimSuffix(path, path[strings.LastIndex(path, "feed."):])]++
		for _, problem := range feedtest.Check(path, []byte(out[path])) {
			t.Errorf("%s: %s", path, problem)
		}
		parsed, err := gofeed.NewParser().ParseString(out[path])
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if len(parsed.Items) == 0 || !strings.HasPrefix(parsed.Title, "Feeds & <more>") {
			t.Errorf("%s: %q with %d entries", path, parsed.Title, len(parsed.Items))
		}
		for _, item := range parsed.Items {
			if strings.Contains(item.Title, "Not out") || strings.Contains(item.Title, "Nobody knows") {
				t.Errorf("%s has %q", path, item.Title)
			}
		}
	}
	want := map[string]int{
		"": 3, "corrections/": 3, "tags/trade-more/": 3, "tags/uni-code/": 3, "actors/her/": 3, "actors/him/": 3,
		"kinds/announcement/": 3, "kinds/deadline/": 3, "kinds/statement/": 3,
	}
	if !maps.Equal(folders, want) {
		t.Errorf("feeds are in %v, want %v", folders, want)
	}
}

// TestFeedOrder: entries that changed come before those that appeared earlier,
// in the three formats alike.
func TestFeedOrder(t *testing.T) {
	out := render(t, goldenContent(t, "feeds"), nil, nil)
	want := []string{"Closed ]]> & <b>open</b> 😀", "Retracted: Not so", "Reported: A report", "Disputed: A claim", "بيان", "Cancelled: A meeting"}
	for _, name := range []string{"feed.atom", "feed.rss", "feed.json"} {
		parsed, err := gofeed.NewParser().ParseString(out[name])
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, item := range parsed.Items {
			titles = append(titles, item.Title)
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s has %q, want %q", name, titles, want)
		}
	}
}

// TestFeedLimits: a feed of the site holds more than one of a tag, and both
// hold what changed last.
func TestFeedLimits(t *testing.T) {
	content := map[string]string{"index.md": "---\ntitle: Many\nurl: https://x.example\n---\n"}
	for i := range 60 {
		content["events/"+strconv.Itoa(i)+".md"] = "---\ntitle: Event " + strconv.Itoa(i) + "\ndate: 2020\ntags: [one]\npublished: 2024-0" +
			strconv.Itoa(1+i/28) + "-" + strconv.Itoa(101 + i%28)[1:] + "\n---\n\nText.\n"
	}
	out := render(t, content, nil, nil)
	for name, want := range map[string]int{"feed.json": 50, "tags/one/feed.json": 15} {
		parsed, err := gofeed.NewParser().ParseString(out[name])
		if err != nil {
			t.Fatal(err)
		}
		if len(parsed.Items) != want || parsed.Items[0].Title != "Event 59" || parsed.Items[want-1].Title != "Event "+strconv.Itoa(60-want) {
			t.Errorf("%s: %d entries, from %q to %q", name, len(parsed.Items), parsed.Items[0].Title, parsed.Items[len(parsed.Items)-1].Title)
		}
	}
}

// TestFeedPictures: all sizes of a picture have an absolute address, and one
// stands for the entry where a format has that.
func TestFeedPictures(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 900, 600))); err != nil {
		t.Fatal(err)
	}
	out := render(t, map[string]string{
		"index.md":         "---\ntitle: A site\nurl: https://x.example/y\n---\n",
		"events/large.png": picture.String(),
		"events/a.md":      "---\ntitle: A\ndate: 2020\npublished: 2024-01-01\nmedia: {src: large.png, alt: Grey}\n---\n\n![Grey](large.png)\n",
	}, nil, nil)
	for _, name := range []string{"feed.atom", "feed.rss", "feed.json"} {
		for _, problem := range feedtest.Check(name, []byte(out[name])) {
			t.Errorf("%s: %s", name, problem)
		}
		parsed, err := gofeed.NewParser().ParseString(out[name])
		if err != nil {
			t.Fatal(err)
		}
		content := parsed.Items[0].Content
		if n := strings.Count(content, ` srcset="https://x.example/y/pictures/`); n != 2 {
			t.Errorf("%s: %d pictures have sizes in %s", name, n, content)
		}
		if strings.Contains(content, `"/`) || strings.Contains(content, ", /") {
			t.Errorf("%s: a relative address in %s", name, content)
		}
	}
	if !strings.Contains(out["feed.json"], `"image":"https://x.example/y/pictures/`) {
		t.Error("JSON Feed has no picture for the entry")
	}
}

// TestNoFeeds: a feed needs the address of the site, and an entry with a date.
func TestNoFeeds(t *testing.T) {
	const event = "---\ntitle: An event\ndate: 2020\n"
	for name, content := range map[string]map[string]string{
		"no address":    {"index.md": "---\ntitle: A site\n---\n", "events/a.md": event + "published: 2024-01-01\n---\n"},
		"nothing dated": {"index.md": "---\ntitle: A site\nurl: https://x.example\n---\n", "events/a.md": event + "---\n"},
	} {
		out := render(t, content, nil, nil)
		for path, text := range out {
			if isFeed(path) {
				t.Errorf("%s: there is %s", name, path)
			}
			if strings.HasSuffix(path, ".html") && (strings.Contains(text, "feed.") || strings.Contains(text, "atom+xml")) {
				t.Errorf("%s: %s leads to a feed", name, path)
			}
		}
	}
}
