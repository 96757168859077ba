package picture

import (
	"errors"
	"fmt"
	"sync"
)

// ErrRead says that the file of a picture could not be read.
var ErrRead = errors.New("the picture cannot be read")

// Cache makes pictures and keeps what was made last. It bounds what is decoded
// at the same time, on however many processors. It is safe for concurrent use.
type Cache struct {
	limit int // bytes to keep

	mu    sync.Mutex
	made  map[string]*made
	size  int
	clock int // counts uses
	room  *sync.Cond
	busy  int64 // bytes that are being decoded
}

// made is what a picture became.
type made struct {
	once  sync.Once
	sizes [][]byte
	err   error
	bytes int
	used  int // the clock at the last use
}

// NewCache returns a cache that keeps limit bytes of finished pictures.
func NewCache(limit int) *Cache {
	c := &Cache{limit: limit, made: map[string]*made{}}
	c.room = sync.NewCond(&c.mu)
	return c
}

// Scale is the function of that name for the picture whose content the key
// names. It reads and decodes only if it has to. The result must not be
// modified. Errors are those of read, as ErrRead, and of Scale.
func (c *Cache) Scale(key string, info Info, read func() ([]byte, error)) ([][]byte, error) {
	return c.get("scale "+key, info, read, Scale)
}

// Upright is the function of that name, like Scale.
func (c *Cache) Upright(key string, info Info, read func() ([]byte, error)) ([]byte, error) {
	all, err := c.get("upright "+key, info, read, func(data []byte) ([][]byte, error) {
		one, err := Upright(data)
		return [][]byte{one}, err
	})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

func (c *Cache) get(key string, info Info, read func() ([]byte, error), process func([]byte) ([][]byte, error)) ([][]byte, error) {
	m := c.entry(key)
	m.once.Do(func() {
		weight := c.acquire(info.Decoded())
		defer c.release(weight)
		data, err := read()
		if err == nil {
			m.sizes, m.err = process(data)
		} else {
			m.err = fmt.Errorf("%w: %w", ErrRead, err)
		}
		c.keep(key, m, err == nil)
	})
	return m.sizes, m.err
}

func (c *Cache) entry(key string) *made {
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.made[key]
	if m == nil {
		m = &made{}
		c.made[key] = m
	}
	c.clock++
	m.used = c.clock
	return m
}

// keep counts what was made, and lets go of what has not been used for the
// longest time. That a file could not be read is not remembered.
func (c *Cache) keep(key string, m *made, read bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !read {
		delete(c.made, key)
		return
	}
	m.bytes = entryBytes
	for _, data := range m.sizes {
		m.bytes += len(data)
	}
	c.size += m.bytes
	for c.size > c.limit {
		oldest := ""
		for k, other := range c.made {
			if other.bytes > 0 && (oldest == "" || other.used < c.made[oldest].used) {
				oldest = k
			}
		}
		if oldest == "" {
			return
		}
		c.size -= c.made[oldest].bytes
		delete(c.made, oldest)
	}
}

// entryBytes is what an entry takes beside the pictures.
const entryBytes = 512

// acquire waits until there is room to decode so many bytes. The largest
// picture has all the room to itself.
func (c *Cache) acquire(bytes int64) int64 {
	bytes = min(bytes, MaxBusy)
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.busy+bytes > MaxBusy {
		c.room.Wait()
	}
	c.busy += bytes
	return bytes
}

func (c *Cache) release(bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy -= bytes
	c.room.Broadcast()
}
