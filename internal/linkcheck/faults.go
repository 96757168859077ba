package linkcheck

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"

	"dateline/internal/links"
)

// kind is what an error says beyond this one address.
type kind struct {
	missing bool // the host cannot be reached: it, or the network, is not there
	nobody  bool // there is no host of this name
	local   bool // the reason lies on this side
	refused bool // we would not ask
}

func kindOf(err error) kind {
	var name *net.DNSError
	var private privateError
	switch {
	case errors.As(err, &private):
		return kind{refused: true}
	case errors.As(err, &name):
		return kind{missing: true, nobody: name.IsNotFound, local: !name.IsNotFound}
	case errors.Is(err, syscall.ENETUNREACH):
		return kind{missing: true, local: true}
	}
	return kind{missing: errors.Is(err, syscall.EHOSTUNREACH) || noConnection(err)}
}

// noConnection reports whether a host took no connection, and did not refuse
// it either.
func noConnection(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial" && op.Timeout()
}

// faultOf says what it means for an address that there was no answer.
func faultOf(a answer) fate {
	var s silence
	if errors.As(a.err, &s) {
		f := s.fate
		f.given, f.passing = true, false
		return f
	}
	f := fate{state: links.Failing, silent: true, passing: true, given: a.given}
	var name *net.DNSError
	var private privateError
	var op *net.OpError
	var timeout net.Error
	switch {
	case errors.As(a.err, &private):
		return fate{state: links.Unclear, why: "it is in a private network, and was not asked", connect: true, busy: true}
	case errors.As(a.err, &name) && name.IsNotFound:
		f.state, f.why, f.connect, f.passing = links.Dead, "there is no host of this name", true, false
	case errors.As(a.err, &name):
		f.why, f.connect = "the name of the host could not be looked up", true
	case certificate(a.err, &f):
	case errors.Is(a.err, syscall.ECONNREFUSED):
		f.why, f.connect = "the host refuses connections", true
	case errors.Is(a.err, syscall.ENETUNREACH), errors.Is(a.err, syscall.EHOSTUNREACH):
		f.why, f.connect = "the host cannot be reached", true
	case noConnection(a.err):
		f.why, f.connect = "the host does not answer", true
	case errors.As(a.err, &op) && op.Op == "dial":
		f.why, f.connect = "there is no connection to the host", true
	case errors.Is(a.err, context.DeadlineExceeded), errors.As(a.err, &timeout) && timeout.Timeout():
		f.why = "no answer in time"
	case errors.Is(a.err, io.EOF), errors.Is(a.err, io.ErrUnexpectedEOF), errors.Is(a.err, syscall.ECONNRESET), errors.Is(a.err, syscall.EPIPE),
		strings.Contains(a.err.Error(), "server closed"):
		f.why = "the connection was closed without an answer"
	case strings.Contains(a.err.Error(), "headers exceeded"):
		f.why, f.passing = "the head of the answer is too long", false
	default:
		f.why, f.passing = "the answer is not what the web speaks (HTTP)", false
	}
	return f
}

// certificate reports whether an error is of TLS, and says which.
func certificate(err error, f *fate) bool {
	var wrong x509.HostnameError
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &unknown):
		// Browsers look for the links that many chains lack; we do not.
		f.state, f.why = links.Unclear, "TLS: nobody known stands for its certificate"
	case errors.As(err, &wrong):
		f.why = "TLS: its certificate is for another host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		f.why = "TLS: its certificate is out of date"
	case errors.As(err, &invalid):
		f.why = "TLS: its certificate is not valid"
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		f.why = "TLS: the host does not speak it"
	case errors.As(err, &alert), strings.Contains(err.Error(), "tls: "):
		f.why = "TLS: no agreement with the host"
	default:
		return false
	}
	f.passing, f.connect, f.silent = false, true, false
	return true
}
