// Package serve is the preview: a web server on this machine that shows a
// site while it is written.
//
//	watch ─ change ─ build.Pipeline ─ state ─┬─ http: a page, rendered when asked for
//	                                         └─ hub: one message to each browser
//
// One goroutine ([Server.Run]) takes changes and makes states; a state is what
// the site is at one moment, and never changes but for the pages that have
// been rendered of it. Requests read the newest state. Rules:
//
//   - Nothing is written to disk, and no request reaches the file system: an
//     address is looked up in the plan of the site.
//   - A page that cannot be made is answered with its last good version, so
//     that a slip of the pen never blanks the screen.
//   - Rendered pages are kept for the newest state only.
//   - Whoever is slow, slows nobody: see hub.
//   - Other web sites, open in the same browser, get nothing: see security.go.
package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"dateline/internal/build"
	"dateline/internal/diag"
)

const (
	defaultHost = "127.0.0.1"
	defaultPort = 1313
	// portsTried is how many ports are tried, from the default one on, before
	// the system chooses: with a hundred previews open, any will do.
	portsTried = 100
	// lookTime is how long browsers are not told, at most, because a page is
	// being rendered: a template can take its time, or all the time there is.
	lookTime = 200 * time.Millisecond
	// goodbye is how long pages under way may take to finish at the end.
	goodbye = 200 * time.Millisecond
)

// AnyPort lets the system choose a free port.
const AnyPort = -1

// Options say what is served, and where.
type Options struct {
	Project build.Project
	Drafts  bool   // show drafts too
	Host    string // name or IP address to listen on; "" means 127.0.0.1
	Port    int    // 0 means 1313, or the next free one; AnyPort leaves it to the system
	Poll    bool   // look for changes at intervals, where the system does not tell of them
	Editor  string // name or URL template, see [CheckEditor]; "" guesses from the environment

	// Report is told of every rebuild; nil tells nobody. Calls do not overlap.
	Report func(Report)
	// Notice is told what the writer should know once, a line of text; nil
	// tells nobody. It may be called from several goroutines.
	Notice func(string)
}

// Report is what one rebuild did.
type Report struct {
	Paths  []string      // names of the files that changed, sorted; nil when findings came to light later
	Took   time.Duration // from the change on disk to the new state
	Events int
	First  bool // the site was built for the first time

	Found    diag.List // all findings, sorted, without infos
	Errors   int
	Warnings int
	Source   func(file string) []byte // the content of a file, for the lines of findings
}

// Server is one preview. Make it with [New].
type Server struct {
	opt      Options
	listener net.Listener
	guard    guard
	token    string
	boot     string // makes versions differ between two runs
	editor   *editor
	folders  []srcFolder
	http     *http.Server
	watch    func(context.Context, watchOptions) (<-chan change, error)

	hub   *hub
	state atomic.Pointer[state]
	ready chan struct{} // closed when there is a state

	again chan struct{} // Rebuild was called
	late  chan struct{} // rendering a page found something
	poke  chan struct{} // asks the watcher to look at everything

	lastAsked atomic.Pointer[string] // path of the page that was last asked for

	// Of Run alone.
	pipeline build.Pipeline
	builds   int
}

// New listens, so that the address is known and cannot be taken any more. The
// error is for an editor that makes no sense and a port that is not free.
func New(opt Options) (*Server, error) {
	ed, err := chooseEditor(opt.Editor)
	if err != nil {
		return nil, err
	}
	if opt.Host == "" {
		opt.Host = defaultHost
	}
	l, err := listen(opt.Host, opt.Port)
	if err != nil {
		return nil, err
	}
	return newServer(opt, l, ed), nil
}

func newServer(opt Options, l net.Listener, ed *editor) *Server {
	if opt.Report == nil {
		opt.Report = func(Report) {}
	}
	if opt.Notice == nil {
		opt.Notice = func(string) {}
	}
	s := &Server{
		opt: opt, listener: l, guard: newGuard(opt.Host, portOf(l.Addr())),
		token: secret(), boot: secret()[:8], editor: ed, folders: foldersOf(opt.Project),
		watch: watch, hub: newHub(), ready: make(chan struct{}),
		again: make(chan struct{}, 1), late: make(chan struct{}, 1), poke: make(chan struct{}, 1),
		pipeline: build.Pipeline{Warm: true},
	}
	s.http = s.httpServer()
	return s
}

// httpServer bounds what a client can cost. Streams set deadlines of their
// own.
func (s *Server) httpServer() *http.Server {
	return &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second, // requests have no body
		WriteTimeout:      time.Minute,      // a film that is watched slowly asks for its rest again
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(serverLog{s.opt.Notice}, "", 0),
		// Without this, the standard library answers OPTIONS * itself.
		DisableGeneralOptionsHandler: true,
	}
}

// serverLog is the log of the standard library's server. That a browser hangs
// up is no news; that a request made the program panic is.
type serverLog struct{ notice func(string) }

func (l serverLog) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("panic serving")) {
		l.notice("this is a mistake in dateline, please report it: " + string(bytes.TrimSpace(line)))
	}
	return len(line), nil
}

// listen takes the port, or with port 0 the first free one from the default on.
func listen(host string, port int) (net.Listener, error) {
	try := func(port int) (net.Listener, error) {
		return net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	}
	switch {
	case port == AnyPort:
		return try(0)
	case port != 0:
		return try(port)
	}
	for p := range portsTried {
		l, err := try(defaultPort + p)
		if err == nil || !refused(err) {
			return l, err
		}
	}
	return try(0)
}

// refused reports whether the system does not give away this port: it is
// taken, or kept for something else. Systems have various errors for it.
func refused(err error) bool {
	var call *os.SyscallError
	return errors.As(err, &call) && call.Syscall == "bind"
}

func portOf(a net.Addr) int {
	if t, ok := a.(*net.TCPAddr); ok {
		return t.Port
	}
	return defaultPort
}

// Port is where the server listens.
func (s *Server) Port() int { return portOf(s.listener.Addr()) }

// URL is the address of the home page, as it is typed on this machine.
func (s *Server) URL() string { return "http://" + s.guard.own + "/" }

// Rebuild looks at all files again and builds everything anew.
func (s *Server) Rebuild() { ring(s.again) }

// ring asks for something to be done; asking twice is asking once.
func ring(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Run serves until ctx ends, and returns nil then. The error is for a content
// folder that cannot be read and a server that cannot serve.
func (s *Server) Run(ctx context.Context) error {
	start := time.Now()
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer s.close()
	defer cancel()
	changes, err := s.watch(ctx, watchOptions{
		project: s.opt.Project, drafts: s.opt.Drafts, baseURL: s.base(), poll: s.opt.Poll,
		notice: s.opt.Notice, poke: s.poke,
	})
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	wg.Go(func() {
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	})
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case c, ok := <-changes:
			if !ok {
				if ctx.Err() != nil {
					return nil
				}
				return errors.New("the files are no longer watched")
			}
			if s.builds == 0 {
				c.when = start
			}
			s.rebuild(c)
		case <-s.late:
			s.spread()
		case <-s.again:
			ring(s.poke)
			s.anew()
		}
	}
}

// base is the address that pages are built for: at the root of this server,
// wherever the site will be published.
func (s *Server) base() string { return "http://" + s.guard.own }

// rebuild makes the state that a change leads to, and tells everybody.
func (s *Server) rebuild(c change) {
	if c.when.IsZero() {
		c.when = time.Now()
	}
	before := s.state.Load()
	result := s.pipeline.Run(c.input)
	s.builds++
	st := newState(fmt.Sprintf("%s-%d", s.boot, s.builds), c, result, before)
	s.state.Store(st)
	if before == nil {
		close(s.ready)
	} else {
		before.drop()
	}
	s.look(st)
	took := time.Since(c.when)
	s.hub.publish(s.message(st, false))
	if len(st.edited) > 0 {
		go s.page(st, fileOf(st.edited[0])) // the writer may go there
	}
	s.report(st, Report{Paths: c.paths, Took: took, First: before == nil})
}

// look renders the page that was asked for last, before anybody is told: it is
// what will be asked for next, and a template that fails on it fails in the
// first message about this state and not in a second.
func (s *Server) look(st *state) {
	p := "index.html"
	if last := s.lastAsked.Load(); last != nil {
		p = *last
	}
	made := make(chan struct{})
	go func() {
		s.page(st, p)
		close(made)
	}()
	select {
	case <-made:
	case <-time.After(lookTime):
	}
	select {
	case <-s.late:
	default:
	}
}

// anew builds what there is with nothing remembered.
func (s *Server) anew() {
	st := s.state.Load()
	if st == nil {
		return
	}
	s.pipeline = build.Pipeline{Warm: true}
	s.rebuild(change{input: st.input})
}

// spread tells everybody what has come to light about the newest state.
func (s *Server) spread() {
	st := s.state.Load()
	if st == nil {
		return
	}
	s.hub.publish(s.message(st, false))
	s.report(st, Report{})
}

func (s *Server) report(st *state, r Report) {
	r.Found = st.findings()
	r.Errors, r.Warnings = r.Found.Count(diag.Error), r.Found.Count(diag.Warning)
	r.Events = len(st.result.Site.Events)
	r.Source = st.source
	s.opt.Report(r)
}

// close ends the streams first, which would keep the server from closing.
func (s *Server) close() {
	s.hub.close()
	ctx, cancel := context.WithTimeout(context.Background(), goodbye)
	defer cancel()
	if s.http.Shutdown(ctx) != nil {
		_ = s.http.Close() // all that it could say is that a browser has gone
	}
	_ = s.listener.Close() // of a server that never began; else it is closed
}
