package linkcheck

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/internal/links"
)

// hasty wastes no time between requests; it is as patient as usual with each.
var hasty = limits{pause: 1, backoff: []time.Duration{1}}

// impatient is for servers that keep us waiting on purpose.
var impatient = limits{headers: 50 * time.Millisecond, pause: 1, backoff: []time.Duration{1}}

// wild starts a server that is none: it does to each connection, after the
// head of a request, what the test wants.
func wild(t *testing.T, do func(c net.Conn, method string)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				r, err := http.ReadRequest(bufio.NewReader(c))
				if err != nil {
					return
				}
				do(c, r.Method)
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/"
}

// until writes until the other side hangs up.
func until(c net.Conn, text string) {
	for {
		if _, err := io.WriteString(c, text); err != nil {
			return
		}
	}
}

// hang waits until the other side hangs up.
func hang(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

func says(text string) func(net.Conn, string) {
	return func(c net.Conn, _ string) { _, _ = io.WriteString(c, text) }
}

func TestWildServers(t *testing.T) {
	ok := links.Outcome{State: links.OK, Status: 200}
	failing := func(why string) links.Outcome { return links.Outcome{State: links.Failing, Why: why} }
	closed := failing("the connection was closed without an answer")
	alien := failing("the answer is not what the web speaks (HTTP)")
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(make([]byte, 1<<20))
	_ = z.Close()
	for name, test := range map[string]struct {
		do   func(c net.Conn, method string)
		want links.Outcome
	}{
		"HTTP/1.0":              {says("HTTP/1.0 200 OK\r\n\r\nhello"), ok},
		"no head to speak of":   {says("HTTP/1.1 200\r\n\r\n"), ok},
		"hangs before the head": {func(c net.Conn, _ string) { hang(c) }, failing("no answer in time")},
		"hangs in the head": {func(c net.Conn, _ string) {
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nX: ")
			hang(c)
		}, failing("no answer in time")},
		"drips the head": {func(c net.Conn, _ string) {
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for {
				if _, err := io.WriteString(c, "X: y\r\n"); err != nil {
					return
				}
				time.Sleep(5 * time.Millisecond)
			}
		}, failing("no answer in time")},
		"hangs for HEAD": {func(c net.Conn, method string) {
			if method == http.MethodHead {
				hang(c)
				return
			}
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
		}, ok},
		"hangs in the body": {func(c net.Conn, method string) {
			if method == http.MethodHead {
				_, _ = io.WriteString(c, "HTTP/1.1 405 No\r\n\r\n")
				return
			}
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")
			hang(c)
		}, ok},
		"a body without end": {func(c net.Conn, method string) {
			if method == http.MethodHead {
				_, _ = io.WriteString(c, "HTTP/1.1 501 No\r\n\r\n")
				return
			}
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
			until(c, strings.Repeat("x", 1<<16))
		}, ok},
		"a body for HEAD": {func(c net.Conn, _ string) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n"); until(c, "body") }, ok},
		"a bomb":          {says("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + bomb.String()), ok},
		"a head without end": {func(c net.Conn, _ string) {
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			until(c, strings.Repeat("X: y\r\n", 1000))
		}, failing("the head of the answer is too long")},
		"a line without end":    {func(c net.Conn, _ string) { until(c, strings.Repeat("HTTP/1.1 200 OK", 1000)) }, failing("the head of the answer is too long")},
		"early hints, for ever": {func(c net.Conn, _ string) { until(c, "HTTP/1.1 103 Early Hints\r\n\r\n") }, failing("the head of the answer is too long")},
		"closes at once":        {func(net.Conn, string) {}, closed},
		"closes in the head":    {says("HTTP/1.1 200 OK\r\nX: y"), closed},
		"resets": {func(c net.Conn, _ string) {
			_ = c.(*net.TCPConn).SetLinger(0)
		}, closed},
		"another protocol":     {says("220 mail.example ESMTP ready\r\n"), alien},
		"noise":                {says("\x00\x01\x02\xff\xfe\r\n\r\n"), alien},
		"an odd status":        {says("HTTP/1.1 9999 No\r\n\r\n"), alien},
		"a header that is odd": {says("HTTP/1.1 200 OK\r\n: nothing\r\n\r\n"), alien},
		"two lengths":          {says("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"), alien},
		"moved to here again":  {says("HTTP/1.1 301 Moved\r\nLocation: #top\r\n\r\n"), links.Outcome{State: links.Unclear, Why: "it redirects in a circle"}},
		"moved to many":        {says("HTTP/1.1 300 Many\r\n\r\n"), links.Outcome{State: links.Unclear, Status: 300, Why: "300 Multiple Choices"}},
		"a page that says that it is not there is there": {says("HTTP/1.1 200 OK\r\n\r\n<h1>404 Not Found</h1>"), ok},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := hasty
			switch {
			case test.want.Why == "no answer in time":
				l = impatient
			case name == "hangs for HEAD":
				l.headers = 250 * time.Millisecond
			}
			check(t, wild(t, test.do), test.want, l)
		})
	}
}

// check checks one address of this machine.
func check(t *testing.T, address string, want links.Outcome, l limits) {
	t.Helper()
	out, err := Check(t.Context(), []string{address}, Options{Private: true, limits: l})
	if err != nil {
		t.Fatal(err)
	}
	want.URL = address
	if diff := cmp.Diff([]links.Outcome{want}, out); diff != "" {
		t.Error(diff)
	}
}

func TestRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	check(t, "http://"+l.Addr().String()+"/", links.Outcome{State: links.Failing, Why: "the host refuses connections"}, hasty)
}

func TestTLS(t *testing.T) {
	self, old := tlsServer(t, nil), tlsServer(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	check(t, self.URL, links.Outcome{State: links.Unclear, Why: "TLS: nobody known stands for its certificate"}, hasty)
	check(t, strings.Replace(plain.URL, "http:", "https:", 1), links.Outcome{State: links.Failing, Why: "TLS: the host does not speak it"}, hasty)
	check(t, old.URL, links.Outcome{State: links.Failing, Why: "TLS: no agreement with the host"}, hasty)

	// A certificate that is known, for another host, and too old.
	_, port, _ := net.SplitHostPort(self.Listener.Addr().String())
	for _, test := range []struct {
		address string
		year    int
		want    links.Outcome
	}{
		{self.URL, 2026, links.Outcome{State: links.OK, Status: 200}},
		{"https://localhost:" + port, 2026, links.Outcome{State: links.Failing, Why: "TLS: its certificate is for another host"}},
		{self.URL, 2300, links.Outcome{State: links.Failing, Why: "TLS: its certificate is out of date"}},
	} {
		trusting := newTransport(usual, true)
		trusting.TLSClientConfig.RootCAs = x509.NewCertPool()
		trusting.TLSClientConfig.RootCAs.AddCert(self.Certificate())
		trusting.TLSClientConfig.Time = func() time.Time { return time.Date(test.year, 1, 1, 0, 0, 0, 0, time.UTC) }
		out, err := Check(t.Context(), []string{test.address}, Options{Transport: trusting, limits: hasty})
		if err != nil {
			t.Fatal(err)
		}
		test.want.URL = test.address
		if diff := cmp.Diff([]links.Outcome{test.want}, out); diff != "" {
			t.Error(diff)
		}
	}
}

// tlsServer starts a server with a certificate of its own.
func tlsServer(t *testing.T, config *tls.Config) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.TLS = config
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// What content links to must not make the machine that checks it speak to its
// neighbours.
func TestPrivate(t *testing.T) {
	private := links.Outcome{State: links.Unclear, Why: "it is in a private network, and was not asked", Busy: true}
	asked := false
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer s.Close()
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1.2.3", "169.254.169.254", "10.0.0.1", "[fe80::1%25lo]"} {
		address := "http://" + host + ":" + port + "/"
		out, err := Check(t.Context(), []string{address}, Options{limits: hasty})
		private.URL = address
		if err != nil || len(out) != 1 || out[0] != private {
			t.Errorf("%s: %v, %v", host, out, err)
		}
	}
	if asked {
		t.Error("a private address was asked")
	}
}

// A redirect to a private address is refused as well: here one transport
// answers for the public host, and the real one for where it leads.
func TestRedirectToPrivate(t *testing.T) {
	real := newTransport(usual, false)
	asked := false
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer s.Close()
	transport := roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.URL.Hostname() == "public.example" {
			return reply(302, "Location", s.URL).response(), nil
		}
		return real.RoundTrip(r)
	})
	out, err := Check(t.Context(), []string{"https://public.example/"}, Options{Transport: transport, limits: hasty})
	if err != nil || out[0].Why != "it is in a private network, and was not asked" || out[0].State != links.Unclear || asked {
		t.Error(out, err, asked)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestIsPublic(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "172.32.0.1", "100.128.0.1"} {
		if !isPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is public", s)
		}
	}
	for _, s := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3", "255.255.255.255",
		"224.0.0.1", "240.0.0.1", "192.0.0.8", "198.18.0.1", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "fc00::1", "fd12::1",
		"fec0::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1",
	} {
		if isPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is not public", s)
		}
	}
}

// Names and paths in any script reach the server as browsers send them.
func TestNotASCII(t *testing.T) {
	var host, uri string
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { host, uri = r.Host, r.RequestURI }))
	defer s.Close()
	transport := newTransport(usual, true)
	var dialed string
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dialed = address
		return dial(ctx, network, s.Listener.Addr().String())
	}
	out, err := Check(t.Context(), []string{"http://bücher.example/straße/%E2%82%AC?ä=ö&b=%20"}, Options{Transport: transport, limits: hasty})
	if err != nil || out[0].State != links.OK {
		t.Fatal(out, err)
	}
	if dialed != "xn--bcher-kva.example:80" || host != "xn--bcher-kva.example" || uri != "/stra%C3%9Fe/%E2%82%AC?%C3%A4=%C3%B6&b=%20" {
		t.Errorf("dialed %s, Host %s, %s", dialed, host, uri)
	}
}

func TestIPv6(t *testing.T) {
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6 here")
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Listener = l
	s.Start()
	defer s.Close()
	check(t, s.URL+"/", links.Outcome{State: links.OK, Status: 200}, hasty)
}
