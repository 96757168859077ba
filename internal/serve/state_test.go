package serve

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const (
	rome       = "events/rome.md"
	romeBroken = "---\ntitle: Rome is taken\ndate: 1944-13-04\n---\n\nThe broken text.\n"
)

// stale checks that an address shows its last good version, with text in it.
func (b *bench) stale(address, text string) {
	b.tb.Helper()
	if w := b.want(address, http.StatusOK, text); w.Header().Get("Dateline-Stale") != "1" {
		b.tb.Errorf("GET %s: not marked as stale", address)
	}
}

// fresh checks that an address shows the newest version.
func (b *bench) fresh(address, text string) {
	b.tb.Helper()
	if w := b.want(address, http.StatusOK, text); w.Header().Get("Dateline-Stale") != "0" {
		b.tb.Errorf("GET %s: marked as stale", address)
	}
}

func TestLastGoodPage(t *testing.T) {
	b := newBench(t, small, nil)
	b.fresh("/events/rome/", "The first text.")
	b.change(with(small, map[string]string{rome: small[rome] + "The second text."}), nil, "content/"+rome)
	if m := b.told(); !slices.Equal(m.Edited, []string{"/events/rome/"}) || m.Errors != 0 {
		t.Errorf("told %+v", m)
	}

	// Broken: the page is that of a moment ago, also for one who never saw it.
	b.change(with(small, map[string]string{rome: romeBroken}), nil, "content/"+rome)
	b.stale("/events/rome/", "The second text.")
	b.stale("/tags/war/", "Rome is taken")
	b.fresh("/events/paris/", "In August.")
	b.want("/events/nowhere/", http.StatusNotFound, "not found")
	m := b.told()
	if m.Errors != 1 || len(m.Diagnostics) != 1 || !slices.Equal(m.Edited, []string{"/events/rome/"}) {
		t.Fatalf("told %+v", m)
	}
	if d := m.Diagnostics[0]; d.File != "content/"+rome || d.Line != 3 || d.Column != 7 || d.Source != "date: 1944-13-04" || d.Caret != 7 || d.Hint == "" && d.Message == "" {
		t.Errorf("told %+v", d)
	}

	// Others are written meanwhile, and break in their turn: each shows its own
	// last good version.
	broken := with(small, map[string]string{rome: romeBroken})
	for i := range 10 {
		broken["events/paris.md"] = small["events/paris.md"] + fmt.Sprint("Paris again ", i)
		b.change(broken, nil, "content/events/paris.md")
	}
	b.fresh("/events/paris/", "Paris again 9")
	broken["events/paris.md"] = "---\ntitle: [\n---\n"
	b.change(broken, nil, "content/events/paris.md")
	b.stale("/events/paris/", "Paris again 9")
	b.stale("/events/rome/", "The second text.")

	// What is deleted is gone, whatever else is broken.
	b.change(with(broken, map[string]string{"pages/about.md": "", "events/paris.md": ""}), nil, "content/pages/about.md")
	b.want("/about/", http.StatusNotFound, "not found")
	b.want("/events/paris/", http.StatusNotFound, "not found")

	b.change(small, nil, "content/"+rome)
	b.fresh("/events/rome/", "The first text.")
	if m := b.told(); m.Errors != 0 || len(m.Diagnostics) != 0 {
		t.Errorf("told %+v", m)
	}
}

// With broken settings or a broken theme, every page is its last good version.
func TestLastGoodLook(t *testing.T) {
	for name, templates := range map[string]map[string]string{
		"a part that does not parse":   {"card.html": "{{if}}"},
		"a part that fails":            {"card.html": "{{.Nonsense}}"},
		"a page that does not parse":   {"event.html": "{{end}}"},
		"the frame does not parse":     {"base.html": "{{"},
		"the frame fails":              {"base.html": "<html>{{.Nonsense}}"},
		"a part of a frame is broken":  {"head.html": `{{asset "nothing.css"}}`},
		"a page fails":                 {"event.html": `{{define "main"}}{{.Event.Nonsense}}{{end}}`, "home.html": `{{define "main"}}{{.Nonsense}}{{end}}`},
		"the footer has been misspelt": {"footer.html": `{{template "nothing.html"}}`},
	} {
		b := newBench(t, small, nil)
		b.change(small, templates, "templates/x.html")
		b.get("/events/rome/") // a browser follows, and so the fault comes to light
		b.stale("/events/rome/", "The first text.")
		b.stale("/", "Rome is taken")
		m := b.told()
		if m.Errors == 0 || len(m.Diagnostics) == 0 || !strings.HasPrefix(m.Diagnostics[0].File, "templates/") {
			t.Errorf("%s: told %+v", name, m)
		}
		b.change(small, nil, "templates/x.html")
		b.fresh("/events/rome/", "The first text.")
		if m := b.told(); m.Errors != 0 {
			t.Errorf("%s: told %+v", name, m)
		}
	}
	b := newBench(t, small, nil)
	b.change(with(small, map[string]string{"index.md": "---\ntitle: [\n---\n"}), nil, "content/index.md")
	b.stale("/", "<title>Small")
	b.stale("/events/rome/", "Small")
	if m := b.told(); m.Errors == 0 || !slices.Equal(m.Edited, []string{"/"}) {
		t.Errorf("told %+v", m)
	}
}

// Nothing was ever good: what is wrong is the page, as text, and the script is
// on it to bring the page when it is there.
func TestNothingGood(t *testing.T) {
	b := newBench(t, small, map[string]string{"base.html": "<html>{{.Nonsense}}", "404.html": "{{<script>alert(1)</script>}}"})
	for address, status := range map[string]int{"/": 500, "/events/rome/": 500, "/nowhere/": 404} {
		w := b.want(address, status, "templates/base.html:1")
		if !strings.Contains(w.Body.String(), b.clientPath("client.js")) || strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("GET %s: %s", address, w.Body)
		}
	}
	b.change(with(small, map[string]string{rome: romeBroken}), nil)
	b.fresh("/events/paris/", "In August.")
	b.want("/events/rome/", http.StatusNotFound, b.clientPath("client.js"))
	b.change(small, nil)
	b.fresh("/events/rome/", "The first text.")
}

// What rendering finds is told once, as another message of the same version.
func TestFoundLate(t *testing.T) {
	b := newBench(t, small, nil)
	b.change(small, map[string]string{"page.html": `{{define "main"}}{{.Nonsense}}{{end}}`}, "templates/page.html")
	before := b.told()
	if before.Errors != 0 {
		t.Fatal("found too early for this test")
	}
	c, _ := b.hub.join()
	for range 3 {
		b.stale("/about/", "About this.")
	}
	select {
	case <-b.late:
	default:
		t.Fatal("nobody is told")
	}
	b.spread()
	<-c.next
	if m := b.told(); m.Errors != 1 || m.Version != before.Version {
		t.Errorf("told %+v", m)
	}
	b.stale("/about/", "About this.")
	select {
	case <-b.late:
		t.Error("the same is told again")
	default:
	}
}

// A template that goes on for ever does not keep the preview from going on.
func TestEndlessTemplate(t *testing.T) {
	b := newBench(t, small, nil)
	b.change(small, map[string]string{"home.html": `{{define "main"}}{{range 2000000}}{{end}}{{end}}`}, "templates/home.html")
	b.fresh("/events/rome/", "The first text.")
	b.change(small, nil, "templates/home.html")
	b.fresh("/", "Rome is taken")
}

// Questions to the editor are for check, not for a strip that stays.
func TestInfosAreNotTold(t *testing.T) {
	b := newBench(t, small, nil)
	for _, d := range b.state.Load().found {
		if d.Severity.String() == "info" {
			t.Errorf("told %v", d)
		}
	}
}

// Pages are kept for the newest state, and not without limit; earlier states
// are few, however many edits there were.
func TestWhatIsKept(t *testing.T) {
	b := newBench(t, small, nil)
	first := b.state.Load()
	for i := range 500 {
		b.want(fmt.Sprintf("/nowhere/%d/", i), http.StatusNotFound, "")
	}
	if n := first.kept(); n > 5 {
		t.Errorf("%d pages are kept of a site that was asked for things it does not have", n)
	}
	for i := range 60 {
		content := with(small, map[string]string{"events/paris.md": small["events/paris.md"] + fmt.Sprint(i)})
		if i%3 == 0 {
			content[rome] = romeBroken
		}
		b.change(content, nil, "content/events/paris.md")
		b.get("/events/paris/")
		b.get("/events/rome/")
		states := reachable(b.state.Load(), map[*state]bool{})
		if len(states) > 2*maxFallbacks {
			t.Fatalf("edit %d: %d states are kept", i, len(states))
		}
		for st := range states {
			if st != b.state.Load() && st.kept() > 0 {
				t.Fatalf("edit %d: pages of an old state are kept", i)
			}
		}
	}
	st := b.state.Load()
	for i := range 10 {
		pg := &page{data: make([]byte, maxCached/4), has: true}
		st.mu.Lock()
		st.pages[fmt.Sprint(i)] = pg
		st.mu.Unlock()
		st.keep(pg, fmt.Sprint(i))
		if st.kept() > 8 {
			t.Error("more is kept than may be")
		}
	}
}

// kept is how many rendered pages are kept.
func (st *state) kept() int {
	st.mu.Lock()
	defer st.mu.Unlock()
	return len(st.pages)
}

func reachable(st *state, seen map[*state]bool) map[*state]bool {
	if !seen[st] {
		seen[st] = true
		for _, f := range st.fallbacks {
			reachable(f, seen)
		}
	}
	return seen
}
