package event

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/internal/filename"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Commerce bans Kaspersky software": "commerce-bans-kaspersky-software",
		"U.S. Department of Commerce":      "u-s-department-of-commerce",
		"Kaspersky’s exit, at last!":       "kasperskys-exit-at-last",
		"  -- a --  b -- ":                 "a-b",
		"Straße, Ærø, Œuvre, Łódź, Þór":    "strasse-aero-oeuvre-lodz-thor",
		"Crème brûlée à l'été":             "creme-brulee-a-lete",
		"Crème":                            "creme", // decomposed
		"İstanbul, ısı":                    "istanbul-isi",
		"ﬁnal ½ ²":                         "final-1-2-2",
		"Новости дня":                      "новости-дня",
		"Йод":                              "йод",
		"東京オリンピック 2020":                    "東京オリンピック-2020",
		"भारत की":                          "भारत-की",
		"العربية":                          "العربية",
		"C++":                              "c",
		"CON":                              "con-x",
		"lpt1":                             "lpt1-x",
		"!!!":                              "x-e84c538e",
		"":                                 "x-e3b0c442",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
	long := Slug(strings.Repeat("several words ", 20))
	if len(long) > maxSlug || strings.HasSuffix(long, "-") || !strings.HasSuffix(long, "words") && !strings.HasSuffix(long, "several") {
		t.Errorf("a long slug is %q", long)
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Straße", "a-b", "東京", "a\u0301\u0302", "İ", "\xff", strings.Repeat("é", 100), "con", "ſ", "K", "\xc4\xf1Ė"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slug(s)
		switch {
		case slug == "" || len(slug) > maxSlug:
			t.Fatalf("Slug(%q) = %q", s, slug)
		case !utf8.ValidString(slug), strings.Trim(slug, "-") != slug, strings.Contains(slug, "--"), filename.Reserved(slug) != "":
			t.Fatalf("Slug(%q) = %q", s, slug)
		case Slug(slug) != slug:
			t.Fatalf("Slug(%q) = %q, but Slug of that is %q", s, slug, Slug(slug))
		}
	})
}
