package serve

import (
	"bufio"
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

	"dateline"
	"dateline/internal/build"
)

func TestHubNewestWins(t *testing.T) {
	h := newHub()
	quick, ok := h.join()
	slow, ok2 := h.join()
	if !ok || !ok2 {
		t.Fatal("there is no room")
	}
	for i := range 1000 {
		want := fmt.Sprint(i)
		h.publish(&stateMessage{Version: want, Edited: []string{fmt.Sprint("/", i%7, "/")}})
		if got := <-quick.next; got.Version != want || len(got.Edited) != 1 {
			t.Fatalf("got %s with %v, want %s with one edit", got.Version, got.Edited, want)
		}
	}
	got := <-slow.next
	if got.Version != "999" || len(slow.next) != 0 {
		t.Errorf("the slow client has %s and %d more, want 999 alone", got.Version, len(slow.next))
	}
	if want := "/5/ /4/ /3/ /2/ /1/ /0/ /6/"; strings.Join(got.Edited, " ") != want {
		t.Errorf("the slow client is told of edits to %v, want %s", got.Edited, want)
	}
}

func TestHubLeave(t *testing.T) {
	h := newHub()
	for range 10 * maxStreams {
		c, ok := h.join()
		if !ok {
			t.Fatal("those who left still take room")
		}
		h.leave(c)
		h.leave(c)
	}
	h.close()
	h.close()
}

func TestHubConcurrent(t *testing.T) {
	h := newHub()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if c, ok := h.join(); ok {
					h.publish(&stateMessage{})
					<-c.next
					h.leave(c)
				}
			}
		})
	}
	wg.Wait()
	if len(h.clients) != 0 {
		t.Errorf("%d clients are left", len(h.clients))
	}
}

// pipes is a network in memory, on which synctest can tell that all wait.
type pipes struct {
	accept chan net.Conn
	once   sync.Once
	closed chan struct{}
}

func newPipes() *pipes { return &pipes{accept: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accept:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return nowhere{}.Addr() }

// dial connects and sends a request by hand.
func (p *pipes) dial(t *testing.T, request string) net.Conn {
	t.Helper()
	client, server := net.Pipe()
	p.accept <- server
	if _, err := io.WriteString(client, request); err != nil {
		t.Fatal(err)
	}
	return client
}

func (p *pipes) get(t *testing.T, path string) net.Conn {
	t.Helper()
	return p.dial(t, "GET "+path+" HTTP/1.1\r\nHost: 127.0.0.1:1313\r\n\r\n")
}

// inBubble runs a server on pipes, with a clock that only moves when all wait.
func inBubble(t *testing.T, test func(t *testing.T, s *Server, p *pipes, changes chan<- change)) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		s := newServer(Options{Host: "127.0.0.1"}, p, nil)
		changes := make(chan change)
		s.watch = func(context.Context, watchOptions) (<-chan change, error) { return changes, nil }
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		changes <- change{input: inputOf(t, small, nil)}
		synctest.Wait()
		test(t, s, p, changes)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// again is the same site in another state.
func again(t *testing.T, i int) change {
	return change{
		input: inputOf(t, with(small, map[string]string{"events/rome.md": small["events/rome.md"] + fmt.Sprint(i)}), nil),
		paths: []string{"content/events/rome.md"},
	}
}

// A tab that does not read holds up nobody, and is let go.
func TestStuckTab(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, p *pipes, changes chan<- change) {
		stuck := p.get(t, s.clientPath("stream"))
		defer stuck.Close()
		synctest.Wait() // its first message waits to be read
		lively := p.get(t, s.clientPath("stream"))
		defer lively.Close()
		lines := bufio.NewScanner(lively)
		version := func() string {
			for lines.Scan() {
				if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
					return decode(t, text).Version
				}
			}
			t.Fatal("the stream has ended: ", lines.Err())
			return ""
		}
		version()
		start := time.Now()
		for i := range 50 {
			changes <- again(t, i)
			if got, want := version(), fmt.Sprintf("%s-%d", s.boot, i+2); got != want {
				t.Fatalf("got version %s, want %s", got, want)
			}
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("the other tab was told after %v", took)
		}
		s.hub.mu.Lock()
		if n := len(s.hub.clients); n != 2 {
			t.Errorf("%d clients", n)
		}
		for c := range s.hub.clients {
			if len(c.next) > 1 {
				t.Errorf("%d messages wait for one client", len(c.next))
			}
		}
		s.hub.mu.Unlock()
		go io.Copy(io.Discard, lively) // it goes on to read
		time.AfterFunc(2*writeTime, func() {
			s.hub.mu.Lock()
			defer s.hub.mu.Unlock()
			if n := len(s.hub.clients); n != 1 {
				t.Errorf("%d clients, want the one that reads", n)
			}
		})
		<-time.After(3 * writeTime)
	})
}

func TestTooManyStreams(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, p *pipes, _ chan<- change) {
		for range maxStreams {
			c := p.get(t, s.clientPath("stream"))
			defer c.Close()
			go io.Copy(io.Discard, c)
		}
		synctest.Wait()
		c := p.get(t, s.clientPath("stream"))
		defer c.Close()
		response, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		if a := readAnswer(t, response); a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") == "" {
			t.Errorf("got %d, %v", a.status, a.header)
		}
	})
}

// A quiet stream is kept alive, and a slow or silent client is not waited for.
func TestTimes(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, p *pipes, _ chan<- change) {
		c := p.get(t, s.clientPath("stream"))
		defer c.Close()
		start, beats := time.Now(), 0
		for lines := bufio.NewScanner(c); beats < 3 && lines.Scan(); {
			if strings.HasPrefix(lines.Text(), ": ") {
				beats++
			}
		}
		if took := time.Since(start); beats != 3 || took != 3*heartbeat {
			t.Errorf("%d beats in %v", beats, took)
		}

		start = time.Now()
		silent := p.dial(t, "GET / HTTP/1.1\r\n")
		defer silent.Close()
		go io.Copy(io.Discard, c)
		_, err := io.ReadAll(silent)
		if took := time.Since(start); err != nil && !errors.Is(err, io.EOF) || took > 6*time.Second {
			t.Errorf("headers that never end: closed after %v, %v", took, err)
		}
	})
}

// A page that is asked for before there is one waits for it, but not for ever.
func TestBeforeTheFirstBuild(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		s := newServer(Options{Host: "127.0.0.1"}, p, nil)
		changes := make(chan change)
		s.watch = func(context.Context, watchOptions) (<-chan change, error) { return changes, nil }
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		status := func(c net.Conn) int {
			defer c.Close()
			response, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				t.Fatal(err)
			}
			return readAnswer(t, response).status
		}
		start := time.Now()
		if got := status(p.get(t, "/")); got != http.StatusServiceUnavailable || time.Since(start) != firstBuild {
			t.Errorf("got %d after %v", got, time.Since(start))
		}
		c := p.get(t, "/events/rome/")
		synctest.Wait()
		changes <- change{input: inputOf(t, small, nil)}
		if got := status(c); got != http.StatusOK {
			t.Errorf("got %d", got)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// The end is at once, whoever is listening.
func TestEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		s := newServer(Options{Host: "127.0.0.1"}, p, nil)
		changes := make(chan change, 1)
		changes <- change{input: inputOf(t, small, nil)}
		s.watch = func(context.Context, watchOptions) (<-chan change, error) { return changes, nil }
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		synctest.Wait()
		for range 3 {
			c := p.get(t, s.clientPath("stream"))
			defer c.Close()
			go io.Copy(io.Discard, c)
		}
		stuck := p.get(t, s.clientPath("stream"))
		defer stuck.Close()
		synctest.Wait()
		start := time.Now()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 2*goodbye {
			t.Errorf("it took %v", took)
		}
		synctest.Wait()
		if n := len(s.hub.clients); n != 0 {
			t.Errorf("%d streams are left", n)
		}
	})
}

// The error of a watcher that cannot start is that of Run, and the port is
// free again.
func TestNothingToServe(t *testing.T) {
	s, err := New(Options{Port: AnyPort, Project: build.Project{Content: t.TempDir() + "/none", Theme: dateline.Theme}, Editor: "none"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Run(t.Context()); err == nil {
		t.Fatal("no error")
	}
	l, err := net.Listen("tcp", s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
