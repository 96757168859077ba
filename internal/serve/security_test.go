package serve

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// raw sends a request as it is written, so that nothing tidies it up, and
// returns the answer.
type raw struct {
	tb   testing.TB
	addr string
}

// onTCP serves the small site on a port of its own, at the network.
func onTCP(tb testing.TB) (*bench, raw) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	b := &bench{tb, newServer(Options{Host: "127.0.0.1"}, l, nil)}
	b.change(small, nil)
	go b.http.Serve(l)
	tb.Cleanup(b.close)
	return b, raw{tb, l.Addr().String()}
}

func (r raw) send(request string) answer {
	r.tb.Helper()
	c, err := net.Dial("tcp", r.addr)
	if err != nil {
		r.tb.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, request); err != nil {
		r.tb.Fatal(err)
	}
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		r.tb.Fatalf("%.200q: %v", request, err)
	}
	return readAnswer(r.tb, response)
}

// status sends a request with the given target and headers.
func (r raw) status(method, target string, headers ...string) int {
	r.tb.Helper()
	text := method + " " + target + " HTTP/1.1\r\n"
	if !strings.HasPrefix(strings.Join(headers, "\n"), "Host:") {
		text += "Host: " + r.addr + "\r\n"
	}
	for _, h := range headers {
		text += h + "\r\n"
	}
	a := r.send(text + "Connection: close\r\n\r\n")
	for name := range a.header {
		if strings.HasPrefix(name, "Access-Control-") {
			r.tb.Errorf("%s %s: %s", method, target, name)
		}
	}
	return a.status
}

// Every Host with every Origin and every kind of fetch: who is not the
// preview's own page, or a person who follows a link, is refused.
func TestWhoIsAnswered(t *testing.T) {
	s, r := onTCP(t)
	_, port, _ := net.SplitHostPort(r.addr)
	hosts := []struct {
		value string
		ours  bool
	}{
		{"127.0.0.1:" + port, true},
		{"localhost:" + port, true},
		{"[::1]:" + port, true},
		{"127.0.0.1", false},
		{"localhost", false},
		{"127.0.0.1:80", false},
		{"localhost:1", false},
		{"LOCALHOST:" + port, false},
		{"localhost.:" + port, false},
		{"localhost.example.org:" + port, false},
		{"127.0.0.1.example.org:" + port, false},
		{"127.0.0.2:" + port, false},
		{"127.1:" + port, false},
		{"2130706433:" + port, false},
		{"0.0.0.0:" + port, false},
		{"[::]:" + port, false},
		{"[::ffff:127.0.0.1]:" + port, false},
		{"::1:" + port, false},
		{"example.org", false},
		{"example.org:" + port, false},
		{"rebound.example.org:" + port, false},
		{"127.0.0.1:" + port + "0", false},
		{"127.0.0.1:0" + port, false},
		{"", false},
	}
	origins := []struct {
		value string
		own   func(host string) bool
	}{
		{"", func(string) bool { return true }},
		{"http://HOST", func(string) bool { return true }},
		{"null", no},
		{"https://HOST", no},
		{"http://HOST/", no},
		{"HOST", no},
		{"http://example.org", no},
		{"http://localhost:" + port, func(h string) bool { return h == "localhost:"+port }},
		{"http://127.0.0.1:" + port, func(h string) bool { return h == "127.0.0.1:"+port }},
		{"http://127.0.0.1", no},
		{"http://127.0.0.1:" + port + ".example.org", no},
		{"file://", no},
	}
	fetches := []struct {
		headers []string
		ok      bool
	}{
		{nil, true},
		{fetch("same-origin", "cors", "empty"), true},
		{fetch("same-origin", "navigate", "document"), true},
		{fetch("same-origin", "no-cors", "image"), true},
		{fetch("none", "navigate", "document"), true},
		{fetch("cross-site", "navigate", "document"), true},
		{fetch("same-site", "navigate", "document"), true},
		{fetch("cross-site", "navigate", "iframe"), false},
		{fetch("same-site", "navigate", "iframe"), false},
		{fetch("cross-site", "navigate", "object"), false},
		{fetch("cross-site", "navigate", ""), false},
		{fetch("cross-site", "cors", "empty"), false},
		{fetch("same-site", "cors", "empty"), false},
		{fetch("cross-site", "no-cors", "script"), false},
		{fetch("same-site", "no-cors", "image"), false},
		{fetch("cross-site", "no-cors", "document"), false},
		{fetch("cross-site", "websocket", "empty"), false},
		{fetch("cross-site", "", ""), false},
		{fetch("same-site", "", ""), false},
		{fetch("Cross-Site", "cors", "empty"), false},
		{fetch("unheard-of", "navigate", "document"), false},
		{append(fetch("same-origin", "cors", "empty"), fetch("cross-site", "cors", "empty")...), false},
	}
	n := 0
	for _, host := range hosts {
		for _, origin := range origins {
			for _, f := range fetches {
				headers := append([]string{"Host: " + host.value}, f.headers...)
				if origin.value != "" {
					headers = append(headers, "Origin: "+strings.ReplaceAll(origin.value, "HOST", host.value))
				}
				want := http.StatusForbidden
				if host.ours && origin.own(host.value) && f.ok {
					want = http.StatusOK
				}
				n++
				address := []string{"/", "/events/rome/", "/notes.txt", s.clientPath("client.js")}[n%4]
				if got := r.status("GET", address, headers...); got != want {
					t.Errorf("GET %s with %q: %d, want %d", address, headers, got, want)
				}
			}
		}
	}
	t.Logf("%d combinations", n)
	for _, headers := range [][]string{
		{"Host: " + r.addr, "Origin: http://" + r.addr, "Origin: http://" + r.addr},
		{"Host: " + r.addr, "Origin:"},
	} {
		if got := r.status("GET", "/", headers...); got != http.StatusForbidden {
			t.Errorf("%q: %d", headers, got)
		}
	}
	if got := r.status("GET", "/", "Host: "+r.addr, "Host: "+r.addr); got != http.StatusBadRequest {
		t.Errorf("two hosts: %d", got)
	}
	if a := r.send("GET / HTTP/1.0\r\n\r\n"); a.status != http.StatusForbidden {
		t.Errorf("no host: %d", a.status)
	}
}

func no(string) bool { return false }

func fetch(site, mode, dest string) []string {
	var h []string
	for _, f := range [][2]string{{"Site", site}, {"Mode", mode}, {"Dest", dest}} {
		if f[1] != "" {
			h = append(h, "Sec-Fetch-"+f[0]+": "+f[1])
		}
	}
	return h
}

func TestMethods(t *testing.T) {
	_, r := onTCP(t)
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "CONNECT"} {
		a := r.send(method + " / HTTP/1.1\r\nHost: " + r.addr + "\r\nConnection: close\r\n\r\n")
		if a.status != http.StatusMethodNotAllowed || a.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow: %q", method, a.status, a.header.Get("Allow"))
		}
	}
	if got := r.status("OPTIONS", "*"); got != http.StatusMethodNotAllowed {
		t.Errorf("OPTIONS *: %d", got)
	}
	for _, body := range []string{"Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"} {
		if a := r.send("GET / HTTP/1.1\r\nHost: " + r.addr + "\r\n" + body); a.status != http.StatusBadRequest {
			t.Errorf("a body: %d", a.status)
		}
	}
	if a := r.send("HEAD /events/rome/ HTTP/1.1\r\nHost: " + r.addr + "\r\nConnection: close\r\n\r\n"); a.status != http.StatusOK || a.body != "" || a.length <= 0 {
		t.Errorf("HEAD: %d, %d bytes of %d", a.status, len(a.body), a.length)
	}
	if got := r.status("GET", "/", "X-Long: "+strings.Repeat("x", 32<<10)); got != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("long headers: %d", got)
	}
}

// Addresses that lead out of the site, or would if they were read carelessly.
func TestTraversal(t *testing.T) {
	_, r := onTCP(t)
	type test struct {
		target string
		want   int
	}
	var tests []test
	add := func(want int, targets ...string) {
		for _, target := range targets {
			tests = append(tests, test{target, want})
		}
	}
	const bad, none = http.StatusBadRequest, http.StatusNotFound
	// Up, in every way that it is written, from everywhere to everything.
	ups := []string{"../", "%2e%2e/", ".%2e/", "%2e./", "%2E%2E/", "..%2f", "..%2F", "%2e%2e%2f", `..\`, "..%5c", `%2e%2e\`, "%2e%2e%5C"}
	for _, up := range ups {
		for _, from := range []string{"/", "/events/", "/_dateline/", "/events/rome/"} {
			for _, to := range []string{"etc/passwd", "go.mod"} {
				add(bad, from+strings.Repeat(up, 4)+to)
			}
		}
		add(bad, "/events/"+up+"notes.txt")
	}
	add(bad, "/..", "/../", "/%2e%2e", "/events/..", "/events/rome/..", "/events/rome/../", "/a/../notes.txt", "//../notes.txt", "/./../x")
	// Backslashes, NUL and bad encoding.
	add(bad, `/\`, `/\etc\passwd`, `/events\rome`, "/%5cetc%5cpasswd", "/events%5Crome/", `/c:\windows\win.ini`, `/\\host\share`,
		"/%00", "/notes.txt%00", "/notes.txt%00.html", "/events/%00/", "/%", "/%2", "/%zz", "/%2g", "/a%", "/a%%b", "/%u002e%u002e/x", "/%c1%9c%")
	// Other forms of a target.
	add(bad, "http://"+r.addr+"/", "http://example.org/", "file:///etc/passwd", "*", "notes.txt", "../notes.txt", "?", "")
	add(bad, "/"+strings.Repeat("a", maxTarget), "/?"+strings.Repeat("a", maxTarget), "/"+strings.Repeat("a/", maxTarget), "/"+strings.Repeat("%41", maxTarget/2))
	// What is decoded once is not decoded again, and dots are only dots.
	for _, up := range []string{"%252e%252e/", "%252e%252e%252f", "..%252f", "..%255c", "%c0%ae%c0%ae/", "..../", "....//", ".../", "..;/", "%ef%bc%8e%ef%bc%8e/", "..%c0%af", "..%01/", "..%20/"} {
		add(none, "/"+up+up+"etc/passwd", "/events/"+up+"notes.txt")
	}
	// Files of the machine and of the project, which are not of the site.
	add(none, "/etc/passwd", "//etc/passwd", "///etc/passwd", "/./notes.txt", "/events/./rome/", "/events//rome/", "//notes.txt",
		"/content/index.md", "/index.md", "/events/rome.md", "/go.mod", "/.git/config", "/.env", "/templates/base.html", "/proc/self/environ",
		"/c:/windows/win.ini", "/%2fetc%2fpasswd", "/~root/", "/NOTES.TXT", "/notes.txt/", "/notes.txt%20", "/notes.txt.", "/notes.txt::$DATA",
		"/_dateline", "/_dateline/", "/_dateline/stream", "/_dateline//stream", "/_dateline/x/client.js", "/_dateline/00000000000000000000000000000000/stream",
		"//example.org", "//example.org/", "//example.org/events/rome")
	// And what is allowed, though it looks odd.
	add(http.StatusOK, "/notes.txt?../..", "/notes.txt?a=%", `/notes.txt?a=\`, "/events%2Frome%2F", "/%65vents/rome/", "/", "/?", "/"+"?"+strings.Repeat("a", maxTarget-2))
	add(http.StatusMovedPermanently, "/about", "/events/rome", "/events/rome?x=//example.org")
	if len(tests) < 200 {
		t.Errorf("only %d addresses", len(tests))
	}
	for _, tt := range tests {
		if got := r.status("GET", tt.target); got != tt.want {
			t.Errorf("GET %.100q: %d, want %d", tt.target, got, tt.want)
		}
	}
	t.Logf("%d addresses", len(tests))
}

// The headers of the preview are those of the published site.
func TestPolicy(t *testing.T) {
	_, r := onTCP(t)
	_, rules, _ := strings.Cut(r.send("GET /_headers HTTP/1.1\r\nHost: "+r.addr+"\r\n\r\n").body, "\n/*\n")
	rules, _, _ = strings.Cut(rules, "\n\n")
	a := r.send("GET / HTTP/1.1\r\nHost: " + r.addr + "\r\n\r\n")
	n := 0
	for line := range strings.SplitSeq(rules, "\n") {
		name, want, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if name == "Strict-Transport-Security" { // which is not for plain HTTP
			want = ""
		}
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		n++
	}
	if n < 6 {
		t.Errorf("the published site has %d headers", n)
	}
	for name, want := range map[string]string{"Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-cache"} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, address := range []string{"/nope/", "/about", "/notes.txt", "/..", "/_dateline/x"} {
		a := r.send("GET " + address + " HTTP/1.1\r\nHost: " + r.addr + "\r\n\r\n")
		for _, name := range []string{"Content-Security-Policy", "Cross-Origin-Resource-Policy", "X-Content-Type-Options"} {
			if a.header.Get(name) == "" {
				t.Errorf("%s: no %s", address, name)
			}
		}
	}
}

// With a host that others can reach, the names that it goes by are the one
// that was given and the address that the connection came in by.
func TestOtherHosts(t *testing.T) {
	for _, tt := range []struct{ host, own, allowed, refused string }{
		{"127.0.0.1", "127.0.0.1:1313", "localhost:1313 [::1]:1313", "127.0.0.2:1313 10.0.0.7:1313"},
		{"localhost", "localhost:1313", "127.0.0.1:1313", "example.org:1313"},
		{"::1", "[::1]:1313", "127.0.0.1:1313 [::1]:1313", "[::2]:1313"},
		{"0.0.0.0", "127.0.0.1:1313", "localhost:1313 10.0.0.7:1313", "0.0.0.0:1313 10.0.0.8:1313 example.org:1313"},
		{"::", "[::1]:1313", "localhost:1313 10.0.0.7:1313", "10.0.0.8:1313"},
		{"10.0.0.7", "10.0.0.7:1313", "10.0.0.7:1313", "10.0.0.8:1313"},
		{"Desk.local", "Desk.local:1313", "desk.local:1313", "other.local:1313"},
	} {
		b := &bench{t, newServer(Options{Host: tt.host}, nowhere{}, nil)}
		b.change(small, nil)
		if b.guard.own != tt.own {
			t.Errorf("--host %s is shown as %s, want %s", tt.host, b.guard.own, tt.own)
		}
		for want, hosts := range map[int]string{200: tt.allowed, 403: tt.refused} {
			for host := range strings.FieldsSeq(hosts) {
				if got := b.from("10.0.0.7:1313", host); got != want {
					t.Errorf("--host %s, Host: %s: %d, want %d", tt.host, host, got, want)
				}
			}
		}
	}
	for host, want := range map[string]bool{
		"": true, "localhost": true, "127.0.0.1": true, "127.9.9.9": true, "::1": true,
		"0.0.0.0": false, "::": false, "10.0.0.7": false, "example.org": false,
	} {
		if got := IsLoopback(host); got != want {
			t.Errorf("IsLoopback(%q) is %v", host, got)
		}
	}
}

func TestSecrets(t *testing.T) {
	a, b := secret(), secret()
	if a == b || len(a) != 32 {
		t.Errorf("%q and %q", a, b)
	}
	for _, got := range []string{"", a[:31], a + "0", b, strings.ToUpper(a) + " "} {
		if isSecret(got, a) {
			t.Errorf("%q passes for %q", got, a)
		}
	}
	if !isSecret(a, a) {
		t.Error("the right one does not pass")
	}
}
