package serve

import "sync"

// maxStreams is how many browsers (one stream each) may listen. More is not a
// writer at work.
const maxStreams = 64

// hub passes messages on to streams. Laws:
//
//   - publish never waits: each client has room for one message, and a newer
//     one takes the place of one that was not fetched. What was edited is the
//     sum of both, so that no edit goes by without being marked.
//   - What a client costs does not depend on how slow it is.
type hub struct {
	mu      sync.Mutex
	clients map[*client]bool
	ended   chan struct{} // closed by close
}

// client is one stream.
type client struct {
	next chan *stateMessage // room for one, which is not to be modified
}

func newHub() *hub {
	return &hub{clients: map[*client]bool{}, ended: make(chan struct{})}
}

// join adds a client; it reports false when there are enough.
func (h *hub) join() (*client, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.clients) >= maxStreams {
		return nil, false
	}
	c := &client{next: make(chan *stateMessage, 1)}
	h.clients[c] = true
	return c, true
}

func (h *hub) leave(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, c)
}

// publish gives every client the message.
func (h *hub) publish(message *stateMessage) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		next := message
		select {
		case missed := <-c.next:
			next = message.after(missed)
		default:
		}
		c.next <- next // has room: only publish sends, and one at a time
	}
}

// close ends all streams.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.ended:
	default:
		close(h.ended)
	}
}
