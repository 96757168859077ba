package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A preview shows what is not published yet, on a machine whose browser has
// other sites open. Three kinds of them are kept out:
//
//   - One that points a name of its own at 127.0.0.1 (DNS rebinding): Host is
//     not a name of this server.
//   - One that asks across origins, by script, picture or frame: browsers say
//     so in Origin and Sec-Fetch-Site, no answer ever has a CORS header, and
//     Cross-Origin-Resource-Policy keeps answers from being embedded.
//   - One that guesses: the stream of findings, with the writer's own text in
//     it, has 128 random bits in its address.
//
// A link on another site may lead here, as it may to any page.

// maxTarget is the longest request target, in bytes. No address of a site
// comes near.
const maxTarget = 2 << 10

// guard decides who is answered.
type guard struct {
	own   string   // host and port, as printed: "127.0.0.1:1313"
	hosts []string // the values of Host that are ours
	open  bool     // it listens on every address of the machine
	port  string
}

// newGuard allows the names of this machine's loopback. A host that was asked
// for is allowed too; for one that stands for all addresses, so is whichever
// address the connection came in by. Names are not: whoever wants to use one
// gives it as the host.
func newGuard(host string, port int) guard {
	g := guard{port: strconv.Itoa(port)}
	names := []string{"127.0.0.1", "localhost", "[::1]"}
	shown := host
	ip, err := netip.ParseAddr(host)
	switch {
	case err == nil && ip.IsUnspecified():
		g.open = true
		shown = "127.0.0.1"
		if ip.Is6() {
			shown = "[::1]"
		}
	case err == nil && ip.Is6():
		shown = "[" + ip.String() + "]"
	}
	if !slices.Contains(names, shown) {
		names = append(names, strings.ToLower(shown))
	}
	for _, name := range names {
		g.hosts = append(g.hosts, name+":"+g.port)
		if port == 80 { // browsers leave it out
			g.hosts = append(g.hosts, name)
		}
	}
	g.own = shown + ":" + g.port
	return g
}

// IsLoopback reports whether host can be reached from this machine alone.
func IsLoopback(host string) bool {
	if host == "" || host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// check returns the status that r is refused with, or 0, and the path that it
// asks for, decoded.
func (g guard) check(r *http.Request) (path string, status int) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "", http.StatusMethodNotAllowed
	}
	path, ok := target(r.RequestURI)
	if !ok || r.ContentLength != 0 {
		return "", http.StatusBadRequest
	}
	if !g.ours(r) || !sameOrigin(r) || !sameSite(r.Header) {
		return "", http.StatusForbidden
	}
	return path, 0
}

// target returns the decoded path of a raw request target. It reports false
// for one that no page of ours has and no browser sends: not in origin form
// (RFC 9112, section 3.2.1), too long, badly encoded, or on its way up. What
// cannot be written in a URL has been refused by the standard library.
func target(raw string) (string, bool) {
	if len(raw) > maxTarget || !strings.HasPrefix(raw, "/") {
		return "", false
	}
	raw, _, _ = strings.Cut(raw, "?")
	path, err := url.PathUnescape(raw)
	if err != nil || strings.ContainsAny(path, "\\\x00") {
		return "", false
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == ".." {
			return "", false
		}
	}
	return path, true
}

// ours reports whether the request is for this server by a name it goes by.
func (g guard) ours(r *http.Request) bool {
	if slices.Contains(g.hosts, r.Host) {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return g.open && ok && r.Host == local.String()
}

// sameOrigin reports whether the request's Origin, if it has one, is this
// server by the very name that it asks for.
func sameOrigin(r *http.Request) bool {
	values := r.Header.Values("Origin")
	return len(values) == 0 || len(values) == 1 && values[0] == "http://"+r.Host
}

// sameSite reports whether the browser says that the request is our own or the
// user's, or that somebody follows a link here. Old browsers say nothing.
// (W3C, Fetch Metadata Request Headers.)
func sameSite(h http.Header) bool {
	values := h.Values("Sec-Fetch-Site")
	if len(values) > 1 {
		return false
	}
	switch h.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	case "same-site", "cross-site":
		return h.Get("Sec-Fetch-Mode") == "navigate" && h.Get("Sec-Fetch-Dest") == "document"
	}
	return false
}

// secret returns 128 random bits in hexadecimal.
func secret() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// isSecret compares without telling by its time how much was right.
func isSecret(got, want string) bool {
	return subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}
