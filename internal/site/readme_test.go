package site

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The README's table of settings has a row for each, and no other.
func TestReadmeSettings(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "### The site: `content/index.md`")
	section, _, _ := strings.Cut(rest, "\n### ")
	var got []string
	for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]*) \\|").FindAllStringSubmatch(section, -1) {
		for _, key := range strings.Split(row[1], ", ") {
			got = append(got, strings.Trim(key, "`"))
		}
	}
	slices.Sort(got)
	want := slices.Sorted(slices.Values(settingKeys))
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("settings (-README +settings):\n%s", diff)
	}
}
