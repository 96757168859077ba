package site

import "testing"

func TestCheckBaseURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org":             "https://example.org",
		"https://example.org/":            "https://example.org",
		"https://example.org/timeline/":   "https://example.org/timeline",
		"https://example.org/a/b_c-d.e~f": "https://example.org/a/b_c-d.e~f",
		"http://127.0.0.1:1313":           "http://127.0.0.1:1313",
		"http://[::1]:1313/x":             "http://[::1]:1313/x",
		"https://bücher.example/":         "https://bücher.example",
	} {
		if got, problem, _ := CheckBaseURL(address); got != want || problem != "" {
			t.Errorf("%q: %q, %q; want %q", address, got, problem, want)
		}
	}
	for _, address := range []string{
		"", "example.org", "/timeline", "//example.org", "ftp://example.org", "https:example.org", "https://",
		"https://example.org?x", "https://example.org/?", "https://example.org/#", "https://example.org/#x",
		`https://x.y/"><script>alert(1)</script>`, `https://x.y/" onmouseover="alert(1)`, "https://x.y/<b>",
		`https://x.y"onx/`, "https://x.y//evil.com", "https://x.y/a//b", "https://x.y/../a", "https://x.y/./a",
		"https://x.y/a b", "https://x.y/a%22b", "https://x.y/a\\b", "https://user:secret@x.y/", "https://x.y/.git",
		"javascript:alert(1)", "https://x.y/\n", "https://x .y/", "https://x.y:port/",
	} {
		if got, problem, hint := CheckBaseURL(address); problem == "" || hint == "" || got != "" {
			t.Errorf("%q is accepted as %q", address, got)
		}
	}
}
