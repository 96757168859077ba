package serve

import (
	"bytes"
	"embed"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// clientFiles are what runs in the browser.
//
//go:embed client/client.js client/client.css
var clientFiles embed.FS

const (
	// heartbeat keeps what is between browser and server from closing a quiet
	// stream, and finds out that a browser has gone.
	heartbeat = 15 * time.Second
	// writeTime is how long a browser may take to read one message. The kernel
	// takes some hundred kilobytes for it: a browser that is merely busy, or in
	// the background, is never that late.
	writeTime = 5 * time.Second
	// firstBuild is how long a page waits for the site to be built at all.
	firstBuild = 30 * time.Second
)

// handler answers everything. It is not an http.ServeMux, which redirects
// addresses that are not clean where this refuses them.
func (s *Server) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setPolicy(w.Header())
		p, status := s.guard.check(r)
		switch {
		case status == http.StatusMethodNotAllowed:
			w.Header().Set("Allow", "GET, HEAD")
			refuse(w, status)
		case status != 0:
			refuse(w, status)
		case strings.HasPrefix(p, space) || p+"/" == space:
			s.serveClient(w, r, strings.TrimPrefix(p, space))
		default:
			s.serveSite(w, r, p)
		}
	})
}

// refuse answers with a status alone, as text. It hangs up, so that what else
// such a client has sent is not read.
func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Connection", "close")
	w.WriteHeader(status)
	fmt.Fprintf(w, "%d %s\n", status, http.StatusText(status))
}

// comeBack asks a client to come back after some seconds.
func comeBack(w http.ResponseWriter, seconds string) {
	w.Header().Set("Retry-After", seconds)
	refuse(w, http.StatusServiceUnavailable)
}

// serveClient answers TOKEN/name: the preview's own files and the stream.
func (s *Server) serveClient(w http.ResponseWriter, r *http.Request, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	if !isSecret(token, s.token) {
		refuse(w, http.StatusNotFound)
		return
	}
	if name == "stream" {
		s.serveStream(w, r)
		return
	}
	data, err := clientFiles.ReadFile("client/" + name)
	if err != nil {
		refuse(w, http.StatusNotFound)
		return
	}
	serveBytes(w, r, name, data, etagOf(&page{data: data}))
}

// current returns the newest state, and waits for the first.
func (s *Server) current(r *http.Request) *state {
	if st := s.state.Load(); st != nil {
		return st
	}
	timeout := time.NewTimer(firstBuild)
	defer timeout.Stop()
	select {
	case <-s.ready:
	case <-r.Context().Done():
	case <-s.hub.ended:
	case <-timeout.C:
	}
	return s.state.Load()
}

// serveSite answers with a file of the site.
func (s *Server) serveSite(w http.ResponseWriter, r *http.Request, address string) {
	st := s.current(r)
	if st == nil {
		comeBack(w, "1")
		return
	}
	allowFrames(w.Header(), st.result.Site.FrameSources())
	p := fileOf(address)
	pg, stale := s.lookup(st, p)
	setStale(w, stale)
	switch {
	case pg.ok || pg.data != nil || pg.file != nil:
		if isPage(p) {
			s.lastAsked.Store(&p)
		}
		s.serveFile(w, r, p, pg)
	case pg.has:
		s.serveBroken(w, r, st)
	default:
		s.serveMissing(w, r, st, address)
	}
}

// setStale says whether a page is its last good version. It says so in both
// cases: a browser keeps the headers that a 304 does not have anew.
func setStale(w http.ResponseWriter, stale bool) {
	value := "0"
	if stale {
		value = "1"
	}
	w.Header().Set("Dateline-Stale", value)
}

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, p string, pg *page) {
	switch {
	case pg.file == nil:
		serveBytes(w, r, p, pg.data, pg.etag)
		return
	case pg.file.InMemory():
		serveBytes(w, r, p, pg.file.Data, pg.etag)
		return
	}
	f, err := pg.file.Open()
	if err != nil { // it has just changed or gone: there will be a new state
		comeBack(w, "1")
		return
	}
	defer f.Close()
	if seeker, ok := f.(io.ReadSeeker); ok {
		serveContent(w, r, p, seeker, pg.etag)
		return
	}
	w.Header().Set("Content-Type", contentType(p))
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, f) // the browser has gone, or the file: nobody to tell
	}
}

func serveBytes(w http.ResponseWriter, r *http.Request, name string, data []byte, etag string) {
	serveContent(w, r, name, bytes.NewReader(data), etag)
}

// serveContent answers conditions and ranges.
func serveContent(w http.ResponseWriter, r *http.Request, name string, content io.ReadSeeker, etag string) {
	w.Header().Set("Content-Type", contentType(name))
	if etag != "" {
		w.Header().Set("Etag", `"`+etag+`"`)
	}
	http.ServeContent(w, r, "", time.Time{}, content)
}

// serveMissing answers for an address that the site does not have: with a
// redirect if only the slash is missing, or the site's own page for it.
func (s *Server) serveMissing(w http.ResponseWriter, r *http.Request, st *state, address string) {
	if !strings.HasSuffix(address, "/") {
		if pg, _ := s.lookup(st, fileOf(address+"/")); pg.has || pg.ok {
			to := (&url.URL{Path: address + "/", RawQuery: r.URL.RawQuery}).String()
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
	}
	pg, stale := s.lookup(st, "404.html")
	setStale(w, stale)
	data := pg.data
	if data == nil {
		data = s.ownPage(st, "There is no such page")
	}
	writePage(w, r, http.StatusNotFound, data)
}

// serveBroken answers for a page that cannot be made, and never could.
func (s *Server) serveBroken(w http.ResponseWriter, r *http.Request, st *state) {
	writePage(w, r, http.StatusInternalServerError, s.ownPage(st, "This page cannot be shown yet"))
}

func writePage(w http.ResponseWriter, r *http.Request, status int, data []byte) {
	w.Header().Set("Content-Type", contentType(".html"))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
}

// ownPage is what there is to show when the theme has nothing: what is wrong,
// as text. It carries the script, and so goes away when all is mended.
func (s *Server) ownPage(st *state, title string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><meta charset="utf-8">`+
		`<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">`+
		`<title>%s</title></head><body><main id="main"><h1>%[1]s</h1><ul>`, title)
	found := st.findings()
	for _, d := range found[:min(len(found), maxDiagnostics)] {
		fmt.Fprintf(&b, "<li><code>%s</code>: %s", html.EscapeString(d.Pos.String()), html.EscapeString(d.Message))
		if d.Hint != "" {
			fmt.Fprintf(&b, "<br>%s", html.EscapeString(d.Hint))
		}
		b.WriteString("</li>")
	}
	b.WriteString("</ul></main></body></html>\n")
	return s.inject(b.Bytes(), "")
}

// serveStream sends the state, and again whenever it changes, as server-sent
// events, until either side ends.
func (s *Server) serveStream(w http.ResponseWriter, r *http.Request) {
	c, ok := s.hub.join()
	if !ok {
		comeBack(w, "5")
		return
	}
	defer s.hub.leave(c)
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{}) // of the request, which is all there
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	send := func(data []byte) bool {
		_ = control.SetWriteDeadline(time.Now().Add(writeTime))
		_, err := w.Write(data)
		return err == nil && control.Flush() == nil
	}
	if !send([]byte("retry: 1000\n\n")) {
		return
	}
	if st := s.current(r); st != nil && !send(s.message(st, true).encode()) {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var data []byte
		select {
		case m := <-c.next:
			data = m.encode()
		case <-beat.C:
			data = []byte(": still here\n\n")
		case <-s.hub.ended:
			return
		case <-r.Context().Done():
			return
		}
		if !send(data) {
			return
		}
	}
}
