// Package linkcheck asks servers whether addresses still lead somewhere.
//
// It knows nothing of timelines: it takes addresses and returns what became of
// each, as links.Outcome. Laws:
//
//   - Each address is tried once, and again only after what may pass: silence,
//     an error of the server, "too many requests".
//   - A host is asked by at most two requests at a time, which begin half a
//     second apart, and is left in peace for as long as it asks (Retry-After).
//     One that does not answer three addresses is not asked for the others.
//   - Nothing is sent that says more than what it is for: no cookies, no
//     credentials, no Referer. Bodies of answers are not read.
//   - Addresses are written by others. Unless [Options.Private] allows it, no
//     connection is made to a machine of a private network, wherever the name
//     or the redirect comes from: the address is checked as it is dialed.
//   - Whatever a server does, an address costs bounded time and memory.
package linkcheck

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/internal/links"
)

// Options are how to check. The zero value is ready for use.
type Options struct {
	Private   bool              // ask hosts of private networks and of this machine, too
	Transport http.RoundTripper // instead of the network; see [Options.Private]
	Control   []string          // addresses that answered not long ago: they are asked first, until one answers, to see whether there is a network
	Done      func()            // called after each address, from one goroutine at a time; may be nil

	limits limits // of tests; zero fields are the usual ones
}

// limits bound what an address may cost.
type limits struct {
	connect, headers, whole time.Duration // of one request
	pause                   time.Duration // between the beginnings of two requests to one host
	backoff                 []time.Duration
}

// What is polite, and what is patient.
const (
	perHost     = 2           // requests at a time to one host
	atOnce      = 16          // requests at a time in all
	longestWait = time.Minute // that a host can ask for; if it asks for more, it is not asked again
	maxHops     = 10          // redirects
	maxSilent   = 3           // addresses of a host without an answer, after which the others are not tried
	maxMissing  = 20          // hosts that cannot be reached, when none can: there is no network
)

var usual = limits{
	connect: 10 * time.Second, headers: 15 * time.Second, whole: 30 * time.Second,
	pause: 500 * time.Millisecond, backoff: []time.Duration{2 * time.Second, 10 * time.Second},
}

func (l limits) orUsual() limits {
	for own, otherwise := range map[*time.Duration]time.Duration{
		&l.connect: usual.connect, &l.headers: usual.headers, &l.whole: usual.whole, &l.pause: usual.pause,
	} {
		if *own == 0 {
			*own = otherwise
		}
	}
	if l.backoff == nil {
		l.backoff = usual.backoff
	}
	return l
}

// ErrOffline says that no host at all could be reached, which says nothing
// about any address.
var ErrOffline = errors.New("no network: none of the hosts could be reached")

// checker is one run.
type checker struct {
	opt    Options
	limits limits
	client http.RoundTripper
	all    chan struct{} // a slot for each request that may be under way
	giveUp context.CancelCauseFunc

	mu      sync.Mutex
	hosts   map[string]*host
	reached bool            // some host has answered, or refused to
	missing map[string]bool // hosts that could not be reached
	local   bool            // one of these for a reason that lies on this side
	done    []links.Outcome
}

// Check tries the addresses, which are absolute and of the web, each once.
//
// It returns an outcome for each, in the order of the addresses, and
// [ErrOffline] when nothing was learned. When ctx ends before all is done, it
// returns the error of ctx with the outcomes that there are.
func Check(ctx context.Context, addresses []string, opt Options) ([]links.Outcome, error) {
	parent := ctx
	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	c := &checker{
		opt: opt, limits: opt.limits.orUsual(), client: opt.Transport, giveUp: giveUp,
		all: make(chan struct{}, atOnce), hosts: map[string]*host{}, missing: map[string]bool{},
	}
	if c.client == nil {
		c.client = newTransport(c.limits, opt.Private)
	}
	c.probe(ctx)
	var work sync.WaitGroup
	for _, queue := range byHost(addresses) {
		for range min(perHost, len(queue)) {
			work.Go(func() {
				for address := range queue {
					c.try(ctx, address)
				}
			})
		}
	}
	work.Wait()
	slices.SortFunc(c.done, func(a, b links.Outcome) int { return strings.Compare(a.URL, b.URL) })
	switch {
	case parent.Err() != nil:
		return c.done, parent.Err()
	case c.offline():
		return nil, ErrOffline
	}
	return c.done, nil
}

// probe sees whether there is a network, so that the few addresses that are to
// be tried need not show it: they may be the ones that are dead.
func (c *checker) probe(ctx context.Context) {
	for _, address := range c.opt.Control {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		u.User = nil
		c.ask(ctx, http.MethodHead, u)
		if c.online() {
			return
		}
	}
	if c.offline() {
		c.giveUp(ErrOffline)
	}
}

// online reports whether a host has answered.
func (c *checker) online() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reached
}

// byHost divides addresses among queues by their host, which is asked for one
// after the other. The queues are closed; each address is in one, once.
func byHost(addresses []string) []chan string {
	byName := map[string][]string{}
	var names []string
	seen := map[string]bool{}
	for _, address := range addresses {
		address = links.Key(address)
		if seen[address] {
			continue
		}
		seen[address] = true
		name := ""
		if u, err := url.Parse(address); err == nil {
			name = hostName(u)
		}
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], address)
	}
	queues := make([]chan string, 0, len(names))
	for _, name := range names {
		queue := make(chan string, len(byName[name]))
		for _, address := range byName[name] {
			queue <- address
		}
		close(queue)
		queues = append(queues, queue)
	}
	return queues
}

// hostName is by what a server is told from others: two ports of one machine
// are one.
func hostName(u *url.URL) string { return strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")) }

// offline reports whether there seems to be no network. One host that has no
// address proves nothing.
func (c *checker) offline() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.reached && (len(c.missing) > 1 || c.local)
}

// try tries one address until it is clear what it is, and keeps the outcome.
func (c *checker) try(ctx context.Context, address string) {
	u, err := url.Parse(address)
	if err != nil {
		c.finish(address, fate{state: links.Unclear, why: "not an address that a browser could open"})
		return
	}
	u.User = nil
	f := c.follow(ctx, http.MethodHead, *u)
	if !f.settled() {
		// Servers that do not expect HEAD answer it with all sorts of errors,
		// or not at all.
		f = c.follow(ctx, http.MethodGet, *u)
	}
	for _, wait := range c.limits.backoff {
		if !f.passing || f.given || f.wait > longestWait {
			break
		}
		if c.sleep(ctx, max(wait, f.wait)) != nil {
			break
		}
		f = c.follow(ctx, http.MethodGet, *u)
	}
	if ctx.Err() != nil {
		return // what was learned last is that there is no time
	}
	if f.silent && !f.given {
		f.host.unanswered(f)
	}
	c.finish(address, f)
}

func (c *checker) finish(address string, f fate) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done = append(c.done, links.Outcome{URL: address, State: f.state, Status: f.status, Why: f.why, Moved: f.moved, Busy: f.busy})
	if c.opt.Done != nil {
		c.opt.Done()
	}
}

func (c *checker) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fate is what one try has shown.
type fate struct {
	state   links.State
	status  int
	why     string
	moved   string
	busy    bool          // the host asked not to be asked, or was not asked: nothing was learned
	passing bool          // it may be otherwise in a moment
	silent  bool          // nothing came back that is an answer
	connect bool          // there was not even a connection: another method changes nothing
	given   bool          // the host is not asked any more
	wait    time.Duration // that the host asks for
	host    *host         // that the last request was for: not that of the address, after a redirect
}

// settled reports whether asking by GET would change nothing.
func (f fate) settled() bool {
	return f.state == links.OK || f.busy || f.connect || f.given
}

// follow asks for an address, and for where it leads.
func (c *checker) follow(ctx context.Context, method string, u url.URL) fate {
	seen := map[string]bool{}
	moved, forGood := "", true
	for hop := 0; ; hop++ {
		u.Fragment, u.RawFragment = "", ""
		u.RawQuery = escapeQuery(u.RawQuery)
		switch at := u.String(); {
		case seen[at]:
			// Often a server that wants a cookie to be sent back.
			return fate{state: links.Unclear, why: "it redirects in a circle"}
		case hop > maxHops:
			return fate{state: links.Unclear, why: "it redirects too often"}
		default:
			seen[at] = true
		}
		a := c.ask(ctx, method, &u)
		if a.location == "" {
			f := judge(a)
			f.host = c.host(&u)
			if f.state == links.OK && len(moved) <= maxMoved {
				f.moved = moved
			}
			return f
		}
		next, problem := redirect(&u, a.location)
		if problem != "" {
			return fate{state: links.Unclear, status: a.status, why: problem}
		}
		u = *next
		forGood = forGood && (a.status == http.StatusMovedPermanently || a.status == http.StatusPermanentRedirect)
		if forGood {
			moved = u.String()
		}
	}
}

// maxMoved is how long an address may be that is worth writing down.
const maxMoved = 2000

// redirect returns where an answer leads, or what is wrong with that.
func redirect(from *url.URL, location string) (to *url.URL, problem string) {
	to, err := from.Parse(location)
	if err != nil {
		return nil, "it redirects to what is no address"
	}
	to.Scheme = strings.ToLower(to.Scheme)
	if to.Scheme != "http" && to.Scheme != "https" || to.Host == "" {
		return nil, "it redirects to what is not on the web"
	}
	to.User, to.Fragment, to.RawFragment = nil, "", ""
	to.RawQuery = escapeQuery(to.RawQuery)
	return to, ""
}

// escapeQuery writes a query in ASCII, as browsers send it. url.URL leaves
// queries as they are.
func escapeQuery(query string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(query) {
		if ch := query[i]; ch <= ' ' || ch >= 0x7f || ch == '"' || ch == '<' || ch == '>' {
			b.WriteString("%" + string(hex[ch>>4]) + string(hex[ch&15]))
			continue
		}
		b.WriteByte(query[i])
	}
	return b.String()
}
