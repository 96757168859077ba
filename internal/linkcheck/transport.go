package linkcheck

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"syscall"
)

// maxHeader is how many bytes the head of an answer may have.
const maxHeader = 64 << 10

// newTransport returns what speaks with servers, and trusts none of them. Each
// request has a connection of its own, so that what one answer leaves behind is
// not taken for the next. Proxies are not used: behind one, nobody could tell
// which machine is asked.
func newTransport(l limits, private bool) *http.Transport {
	dialer := &net.Dialer{Timeout: l.connect, KeepAlive: -1}
	if !private {
		// After the name was looked up: what it leads to is what counts.
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			if at, err := netip.ParseAddrPort(address); err != nil || !isPublic(at.Addr()) {
				return privateError{}
			}
			return nil
		}
	}
	return &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: l.connect, ResponseHeaderTimeout: l.headers,
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true,
		MaxResponseHeaderBytes: maxHeader, DisableKeepAlives: true,
		DisableCompression: true, // nothing is unpacked
	}
}

// privateError is why a connection was not made.
type privateError struct{}

func (privateError) Error() string { return "an address of a private network" }

// reserved are the addresses that nobody has on the public network, or that
// stand for such, in whatever disguise (IANA's registries of special-purpose
// addresses). netip knows the usual ones.
var reserved = func() []netip.Prefix {
	var list []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
	} {
		list = append(list, netip.MustParsePrefix(s))
	}
	return list
}()

// isPublic reports whether an address is that of a machine for everybody.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
