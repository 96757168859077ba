package linkcheck

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/internal/links"
)

// A fake stands for the network, in the time of a synctest bubble.
type fake struct {
	answer func(r *http.Request) said
	takes  time.Duration

	mu     sync.Mutex
	asked  []asked
	active map[string]int // requests under way, by host; "" is all
	most   map[string]int // of them at a time
}

type asked struct {
	at          time.Duration // since the first
	method, url string
}

func (f *fake) RoundTrip(r *http.Request) (*http.Response, error) {
	f.enter(r, 1)
	defer f.enter(r, -1)
	select {
	case <-time.After(f.takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	a := f.answer(r)
	return a.response(), a.err
}

var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // when bubbles begin

func (f *fake) enter(r *http.Request, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.active == nil {
		f.active, f.most = map[string]int{}, map[string]int{}
	}
	if n > 0 {
		f.asked = append(f.asked, asked{time.Since(epoch), r.Method, r.URL.String()})
	}
	for _, name := range []string{"", r.URL.Hostname()} {
		f.active[name] += n
		f.most[name] = max(f.most[name], f.active[name])
	}
}

// said is what a host says.
type said struct {
	status  int
	headers []string // name, value, …
	err     error
}

func reply(status int, headers ...string) said { return said{status: status, headers: headers} }

func (s said) response() *http.Response {
	if s.err != nil {
		return nil
	}
	r := &http.Response{StatusCode: s.status, Header: http.Header{}, Body: http.NoBody, ProtoMajor: 1, ProtoMinor: 1}
	for i := 0; i < len(s.headers); i += 2 {
		r.Header.Set(s.headers[i], s.headers[i+1])
	}
	return r
}

func always(status int, headers ...string) func(*http.Request) said {
	return func(*http.Request) said { return reply(status, headers...) }
}

func numbered(n int, format string) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf(format, i))
	}
	return list
}

func TestFewAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: always(200), takes: 3 * time.Second}
		addresses := append(numbered(9, "https://one.example/%d"), numbered(60, "https://host%d.example/")...)
		done := 0
		out, err := Check(t.Context(), addresses, Options{Transport: f, Done: func() { done++ }})
		if err != nil || len(out) != 69 || done != 69 || len(f.asked) != 69 {
			t.Fatalf("%v, %d outcomes, %d done, %d requests, want 69", err, len(out), done, len(f.asked))
		}
		if f.most["one.example"] != perHost || f.most[""] != atOnce {
			t.Errorf("%d at a time to one host, %d in all", f.most["one.example"], f.most[""])
		}
	})
}

func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: always(200)}
		if _, err := Check(t.Context(), append(numbered(5, "https://one.example/%d"), "https://one.example/1#part"), Options{Transport: f}); err != nil {
			t.Fatal(err)
		}
		var at []time.Duration
		for _, a := range f.asked {
			at = append(at, a.at)
		}
		want := []time.Duration{0, 500 * time.Millisecond, time.Second, 1500 * time.Millisecond, 2 * time.Second}
		if diff := cmp.Diff(want, at); diff != "" {
			t.Error(diff)
		}
	})
}

// A script says what a host answers, one request after the other; the last
// answer is for all that follow.
func script(answers ...any) func(*http.Request) said {
	n := 0
	var mu sync.Mutex
	return func(*http.Request) said {
		mu.Lock()
		defer mu.Unlock()
		a := answers[min(n, len(answers)-1)]
		n++
		switch a := a.(type) {
		case int:
			return reply(a)
		case said:
			return a
		case error:
			return said{err: a}
		}
		panic("no answer")
	}
}

var timedOut = &net.OpError{Op: "dial", Err: context.DeadlineExceeded}

func TestTries(t *testing.T) {
	tests := []struct {
		name    string
		answers []any
		want    links.Outcome
		asked   string // method and seconds of each request
	}{
		{"at once", []any{200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0"},
		{"HEAD is refused", []any{405, 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 0.5"},
		{"HEAD is not there", []any{404, 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 0.5"},
		{"HEAD fails", []any{500, 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 0.5"},
		{"HEAD is closed", []any{io.EOF, 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 0.5"},
		{"not found", []any{404}, links.Outcome{State: links.Dead, Status: 404, Why: "404 Not Found"}, "HEAD 0 GET 0.5"},
		{"gone", []any{405, 410}, links.Outcome{State: links.Dead, Status: 410, Why: "410 Gone"}, "HEAD 0 GET 0.5"},
		{"not for programs", []any{403}, links.Outcome{State: links.Unclear, Status: 403, Why: "403 Forbidden"}, "HEAD 0 GET 0.5"},
		{"a code of its own", []any{999}, links.Outcome{State: links.Unclear, Status: 999, Why: "999"}, "HEAD 0 GET 0.5"},
		{"a pause, then there", []any{503, 503, 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 0.5 GET 2.5"},
		{"down", []any{502}, links.Outcome{State: links.Failing, Status: 502, Why: "502 Bad Gateway"}, "HEAD 0 GET 0.5 GET 2.5 GET 12.5"},
		{"no answer", []any{timedOut, timedOut, 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 2 GET 12"},
		{"too many", []any{reply(429, "Retry-After", "7"), 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 7"},
		{"too many, a date", []any{reply(429, "Retry-After", "Sat, 01 Jan 2000 00:00:09 GMT"), 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 9"},
		{"too many, a past date", []any{reply(429, "Retry-After", "Fri, 31 Dec 1999 00:00:09 GMT"), 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 2"},
		{"too many, nonsense", []any{reply(429, "Retry-After", "-1; soon"), 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 2"},
		{"too many, for an hour", []any{reply(429, "Retry-After", "3600"), 200}, links.Outcome{State: links.Unclear, Status: 429, Why: "429 Too Many Requests", Busy: true}, "HEAD 0"},
		{"too many, for ever", []any{reply(429, "Retry-After", "2147483647"), 200}, links.Outcome{State: links.Unclear, Status: 429, Why: "429 Too Many Requests", Busy: true}, "HEAD 0"},
		{"too many, more than a number holds", []any{reply(429, "Retry-After", "99999999999999999999"), 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 GET 2"},
		{"always too many", []any{429}, links.Outcome{State: links.Unclear, Status: 429, Why: "429 Too Many Requests", Busy: true}, "HEAD 0 GET 2 GET 12"},
		{"repairs for an hour", []any{503, reply(503, "Retry-After", "3600"), 200}, links.Outcome{State: links.Failing, Status: 503, Why: "503 Service Unavailable"}, "HEAD 0 GET 0.5"},
		{"a circle", []any{reply(302, "Location", "/a")}, links.Outcome{State: links.Unclear, Why: "it redirects in a circle"}, "HEAD 0 GET 0.5"},
		{"moved", []any{reply(301, "Location", "/b"), 200}, links.Outcome{State: links.OK, Status: 200, Moved: "https://host.example/b"}, "HEAD 0 HEAD 0.5"},
		{"moved for good, then for now", []any{reply(308, "Location", "//www.host.example/b#x"), reply(307, "Location", "c"), 200}, links.Outcome{State: links.OK, Status: 200, Moved: "https://www.host.example/b"}, "HEAD 0 HEAD 0 HEAD 0.5"},
		{"elsewhere for now", []any{reply(302, "Location", "/b"), reply(301, "Location", "/c"), 200}, links.Outcome{State: links.OK, Status: 200}, "HEAD 0 HEAD 0.5 HEAD 1"},
		{"moved to what is not there", []any{reply(301, "Location", "/b"), 404}, links.Outcome{State: links.Dead, Status: 404, Why: "404 Not Found"}, "HEAD 0 HEAD 0.5 GET 1"},
		{"to a file", []any{reply(302, "Location", "file:///etc/passwd")}, links.Outcome{State: links.Unclear, Status: 302, Why: "it redirects to what is not on the web"}, "HEAD 0 GET 0.5"},
		{"to a script", []any{reply(302, "Location", "javascript:alert(1)")}, links.Outcome{State: links.Unclear, Status: 302, Why: "it redirects to what is not on the web"}, "HEAD 0 GET 0.5"},
		{"to nowhere", []any{reply(302, "Location", "http://[::1/%zz")}, links.Outcome{State: links.Unclear, Status: 302, Why: "it redirects to what is no address"}, "HEAD 0 GET 0.5"},
		{"a redirect that leads nowhere", []any{302}, links.Outcome{State: links.Unclear, Status: 302, Why: "302 Found"}, "HEAD 0 GET 0.5"},
		{"with signs that are not ASCII", []any{reply(301, "Location", "/ä?q=ö b"), 200}, links.Outcome{State: links.OK, Status: 200, Moved: "https://host.example/%C3%A4?q=%C3%B6%20b"}, "HEAD 0 HEAD 0.5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fake{answer: script(test.answers...)}
				out, err := Check(t.Context(), []string{"https://host.example/a#b"}, Options{Transport: f})
				if err != nil {
					t.Fatal(err)
				}
				test.want.URL = "https://host.example/a"
				if diff := cmp.Diff([]links.Outcome{test.want}, out); diff != "" {
					t.Error(diff)
				}
				var asked []string
				for _, a := range f.asked {
					asked = append(asked, fmt.Sprintf("%s %v", a.method, a.at.Seconds()))
				}
				if got := strings.Join(asked, " "); got != test.asked && !strings.HasPrefix(test.name, "a circle") {
					t.Errorf("asked %s, want %s", got, test.asked)
				}
			})
		})
	}
}

// No address makes us go round for ever.
func TestManyRedirects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		f := &fake{answer: func(*http.Request) said {
			n++
			return reply(301, "Location", fmt.Sprintf("https://h%d.example/", n))
		}}
		out, err := Check(t.Context(), []string{"https://a.example/"}, Options{Transport: f})
		if err != nil || out[0].State != links.Unclear || out[0].Why != "it redirects too often" || len(f.asked) != 2*(maxHops+1) {
			t.Errorf("%v, %v, %d requests", err, out, len(f.asked))
		}
	})
}

// While one address waits for a host that asks for it, all others do.
func TestHostIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: script(reply(429, "Retry-After", "20"), 200)}
		if _, err := Check(t.Context(), numbered(4, "https://one.example/%d"), Options{Transport: f}); err != nil {
			t.Fatal(err)
		}
		for _, a := range f.asked[1:] {
			if a.at < 20*time.Second {
				t.Errorf("%s was asked after %v", a.url, a.at)
			}
		}
	})
}

// A host that asks for an hour is not asked again, and nothing is said about
// its addresses.
func TestHostIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: always(429, "Retry-After", "3600")}
		out, err := Check(t.Context(), numbered(50, "https://one.example/%d"), Options{Transport: f})
		if err != nil || len(out) != 50 || len(f.asked) != 1 {
			t.Fatalf("%v, %d outcomes, %d requests", err, len(out), len(f.asked))
		}
		for _, o := range out {
			if !o.Busy {
				t.Errorf("%v", o)
			}
		}
	})
}

// No request takes longer than it may.
func TestWholeTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: always(200), takes: 24 * time.Hour}
		out, err := Check(t.Context(), []string{"https://slow.example/"}, Options{Transport: f})
		if err != nil || out[0].State != links.Failing || out[0].Why != "no answer in time" {
			t.Error(err, out)
		}
		if took := time.Since(epoch); took != 4*usual.whole+12*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

func TestSilentHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: func(r *http.Request) said {
			if r.URL.Hostname() == "down.example" {
				return said{err: timedOut}
			}
			return reply(200)
		}, takes: 10 * time.Second}
		out, err := Check(t.Context(), append(numbered(200, "https://down.example/%03d"), "https://up.example/"), Options{Transport: f})
		if err != nil || len(out) != 201 {
			t.Fatal(err, len(out))
		}
		for _, o := range out[:200] {
			if o.State != links.Failing || o.Why != "the host does not answer" {
				t.Errorf("%v", o)
			}
		}
		if n := len(f.asked); n > 16 {
			t.Errorf("%d requests", n)
		}
		if took := time.Since(epoch); took > 3*time.Minute {
			t.Errorf("it took %v", took)
		}
	})
}

// One that leads to many silent hosts is not silent itself.
func TestRedirectsToSilentHosts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: func(r *http.Request) said {
			switch {
			case r.URL.Hostname() != "doi.example":
				return said{err: timedOut}
			case r.URL.Path == "/9":
				return reply(200)
			}
			return reply(302, "Location", "https://down"+r.URL.Path[1:]+".example/")
		}}
		out, err := Check(t.Context(), numbered(10, "https://doi.example/%d"), Options{Transport: f})
		if err != nil || len(out) != 10 {
			t.Fatal(err, out)
		}
		for i, o := range out {
			if want := map[bool]links.State{true: links.OK, false: links.Failing}[i == 9]; o.State != want {
				t.Errorf("%v", o)
			}
		}
	})
}

func lookup(notFound bool) error {
	return &net.OpError{Op: "dial", Err: &net.DNSError{Err: "x", Name: "x", IsNotFound: notFound, IsTemporary: !notFound}}
}

func TestNoSuchHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: script(lookup(true))}
		out, err := Check(t.Context(), numbered(9, "https://one.example/%d"), Options{Transport: f})
		if err != nil || len(out) != 9 || len(f.asked) > perHost {
			t.Fatalf("%v, %v, %d requests", err, out, len(f.asked))
		}
		for _, o := range out {
			if o.State != links.Dead || o.Why != "there is no host of this name" {
				t.Errorf("%v", o)
			}
		}
	})
}

func TestOffline(t *testing.T) {
	for name, test := range map[string]struct {
		addresses []string
		err       error
		most      int // requests
	}{
		"no hosts":         {numbered(500, "https://h%d.example/"), lookup(true), maxMissing + atOnce},
		"no lookup":        {numbered(500, "https://h%d.example/"), lookup(false), maxMissing + atOnce},
		"two hosts":        {numbered(2, "https://h%d.example/"), lookup(true), 2},
		"one host":         {[]string{"https://a.example/"}, lookup(false), 3},
		"packets are lost": {numbered(500, "https://h%d.example/"), timedOut, maxMissing + atOnce},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fake{answer: script(test.err)}
				out, err := Check(t.Context(), test.addresses, Options{Transport: f})
				if !errors.Is(err, ErrOffline) || out != nil || len(f.asked) > test.most {
					t.Errorf("%v, %v, %d requests", err, out, len(f.asked))
				}
			})
		})
	}
}

// What answered not long ago shows whether there is a network.
func TestControl(t *testing.T) {
	for name, test := range map[string]struct {
		control []string
		down    string // hosts that cannot be looked up
		err     error
		asked   int
	}{
		"a network":          {numbered(3, "https://c%d.example/"), "dead", nil, 2},
		"one has gone":       {numbered(3, "https://c%d.example/"), "c0 dead", nil, 3},
		"no network":         {numbered(3, "https://c%d.example/"), "c0 c1 c2 dead", ErrOffline, 3},
		"one, and it is not": {numbered(1, "https://c%d.example/"), "c0 dead", ErrOffline, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fake{answer: func(r *http.Request) said {
					host, _, _ := strings.Cut(r.URL.Hostname(), ".")
					if strings.Contains(test.down, host) {
						return said{err: lookup(true)}
					}
					return reply(200)
				}}
				out, err := Check(t.Context(), []string{"https://dead.example/"}, Options{Transport: f, Control: test.control})
				if !errors.Is(err, test.err) || len(f.asked) != test.asked {
					t.Fatalf("%v, %v, %d requests", err, out, len(f.asked))
				}
				if err == nil && (len(out) != 1 || out[0].State != links.Dead) {
					t.Error(out)
				}
			})
		})
	}
}

// Ctrl-C gives what is known.
func TestInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		f := &fake{answer: always(200), takes: 3 * time.Second}
		out, err := Check(ctx, numbered(40, "https://one.example/%d"), Options{Transport: f})
		if !errors.Is(err, context.DeadlineExceeded) || len(out) != 6 {
			t.Errorf("%v, %d outcomes", err, len(out))
		}
		if took := time.Since(epoch); took != 10*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

// What is sent says who asks, and nothing else.
func TestRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heads []http.Header
		f := &fake{answer: func(r *http.Request) said {
			heads = append(heads, r.Header)
			if r.URL.User != nil {
				t.Errorf("credentials are sent: %s", r.URL)
			}
			if r.URL.Path == "/a" {
				return reply(302, "Location", "https://me:secret@two.example/b#c", "Set-Cookie", "id=1")
			}
			return reply(200)
		}}
		if _, err := Check(t.Context(), []string{"https://me:secret@one.example/a#b"}, Options{Transport: f}); err != nil {
			t.Fatal(err)
		}
		want := http.Header{"User-Agent": {UserAgent}, "Accept": {"*/*"}}
		if diff := cmp.Diff([]http.Header{want, want}, heads); diff != "" {
			t.Error(diff)
		}
	})
}
