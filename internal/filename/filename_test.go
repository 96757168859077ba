package filename

import "testing"

func TestFold(t *testing.T) {
	for _, one := range [][2]string{
		{"Rome", "rome"},
		{"caf\u00e9", "cafe\u0301"},
		{"CAF\u00c9", "cafe\u0301"},
		{"\u212a", "k"},
		{"\u03c2", "\u03c3"},
		{"a/B", "A/b"},
	} {
		if Fold(one[0]) != Fold(one[1]) {
			t.Errorf("%+q and %+q fold to %+q and %+q", one[0], one[1], Fold(one[0]), Fold(one[1]))
		}
	}
	for _, two := range [][2]string{{"a", "\u00e4"}, {"ss", "\u00df"}, {"a-b", "a_b"}} {
		if Fold(two[0]) == Fold(two[1]) {
			t.Errorf("%+q and %+q both fold to %+q", two[0], two[1], Fold(two[0]))
		}
	}
}

func TestReserved(t *testing.T) {
	for _, name := range []string{"con", "CON.md", "com1.png", "nul .txt", "x.", "x ", "a:b", "a?b", "a%b.png", "a#b.png", "a%20b.png"} {
		if Reserved(name) == "" {
			t.Errorf("%q is accepted", name)
		}
	}
	for _, name := range []string{"", "a", "a.md", "console", "com10", "com", "a b", ".well-known", "caf\u00e9"} {
		if why := Reserved(name); why != "" {
			t.Errorf("%q %s", name, why)
		}
	}
}
