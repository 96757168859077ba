package linkcheck

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"dateline/internal/links"
)

// host is a server, which is asked with care.
type host struct {
	name  string
	slots chan struct{} // one for each request that may be under way

	mu     sync.Mutex
	next   time.Time // when it may be asked again
	silent int       // addresses in a row that it has not answered
	given  *answer   // it is not asked any more, and this is what it would say
}

func (c *checker) host(u *url.URL) *host {
	name := hostName(u)
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[name]
	if h == nil {
		h = &host{name: name, slots: make(chan struct{}, perHost)}
		c.hosts[name] = h
	}
	return h
}

// answer is what came back from one request: a status, or an error.
type answer struct {
	status   int
	location string // of a redirect
	wait     time.Duration
	err      error
	given    bool // the host was not asked
}

// ask makes one request, when it is the host's turn.
func (c *checker) ask(ctx context.Context, method string, u *url.URL) answer {
	h := c.host(u)
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return answer{err: ctx.Err()}
	}
	for {
		given, wait := h.turn(c.limits.pause)
		if given != nil {
			return *given
		}
		if wait == 0 {
			break
		}
		if err := c.sleep(ctx, wait); err != nil {
			return answer{err: err}
		}
	}
	select {
	case c.all <- struct{}{}:
		defer func() { <-c.all }()
	case <-ctx.Done():
		return answer{err: ctx.Err()}
	}
	if ctx.Err() != nil { // it may have ended while there was a slot
		return answer{err: ctx.Err()}
	}
	a := c.request(ctx, method, u)
	if ctx.Err() == nil {
		c.note(h, a)
	}
	return a
}

// turn says how long to wait until the host may be asked; 0 is now, which it
// takes note of. It returns what the host would say if it is not to be asked.
func (h *host) turn(pause time.Duration) (*answer, time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.given != nil {
		return h.given, 0
	}
	now := time.Now()
	if wait := h.next.Sub(now); wait > 0 {
		return nil, wait
	}
	h.next = now.Add(pause)
	return nil, 0
}

// request makes one request and does not read the body of the answer.
func (c *checker) request(ctx context.Context, method string, u *url.URL) answer {
	ctx, cancel := context.WithTimeout(ctx, c.limits.whole)
	defer cancel()
	r := (&http.Request{Method: method, URL: u, Host: u.Host, Header: http.Header{
		"User-Agent": {UserAgent}, "Accept": {"*/*"},
	}}).WithContext(ctx)
	res, err := c.client.RoundTrip(r)
	if err != nil {
		return answer{err: err}
	}
	_ = res.Body.Close() // what is wrong with the rest of it is not asked
	a := answer{status: res.StatusCode}
	switch {
	case res.StatusCode/100 == 3 && res.StatusCode != http.StatusNotModified:
		a.location = res.Header.Get("Location")
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable:
		a.wait = retryAfter(res.Header.Get("Retry-After"), time.Now())
	}
	return a
}

// UserAgent says who asks, and why.
const UserAgent = "dateline-linkcheck/1 (sees whether the sources that a timeline links to are still online)"

// retryAfter reads how long a server wants to be left alone: seconds, or a date
// (RFC 9110, section 10.2.3). What is neither is 0.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// note remembers what an answer says about the host, and about the network.
func (c *checker) note(h *host, a answer) {
	kind := kindOf(a.err)
	h.mu.Lock()
	if a.err == nil {
		h.silent = 0
	}
	switch {
	case a.wait > longestWait || kind.nobody:
		given := a
		given.given = true
		h.given = &given
	case a.wait > 0:
		h.next = time.Now().Add(a.wait)
	}
	h.mu.Unlock()

	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case kind.refused: // by us: that says nothing about the network
	case kind.missing:
		c.missing[h.name] = true
		c.local = c.local || kind.local
		if !c.reached && len(c.missing) >= maxMissing {
			c.giveUp(ErrOffline)
		}
	default:
		c.reached = true
	}
}

// unanswered counts the addresses of a host, in a row, that got no answer.
func (h *host) unanswered(f fate) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.silent++; h.silent >= maxSilent && h.given == nil {
		h.given = &answer{err: silence{f}, given: true}
	}
}

// silence is the error of a host that is not asked any more.
type silence struct{ fate fate }

func (s silence) Error() string { return s.fate.why }

// judge says what an answer means for an address.
func judge(a answer) fate {
	if a.err != nil {
		return faultOf(a)
	}
	f := fate{status: a.status, wait: a.wait, given: a.given, state: links.Unclear, why: statusText(a.status)}
	switch {
	case a.status/100 == 2:
		f.state, f.why = links.OK, ""
	case a.status == http.StatusNotFound, a.status == http.StatusGone:
		f.state = links.Dead
	case a.status == http.StatusTooManyRequests:
		f.busy, f.passing = true, true
	case a.status/100 == 5:
		f.state, f.passing = links.Failing, true
	}
	return f
}

// statusText returns "404 Not Found"; some servers have codes of their own.
func statusText(status int) string {
	text := strconv.Itoa(status)
	if name := http.StatusText(status); name != "" {
		text += " " + name
	}
	return text
}
