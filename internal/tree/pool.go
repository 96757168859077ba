package tree

import "sync"

// A pool runs tasks that make more tasks. The last one added is run first,
// which goes down into folders before it goes on to the next: that bounds how
// many folders are open. The zero value is ready.
type pool[T any] struct {
	mu      sync.Mutex
	wake    sync.Cond
	stack   []T
	busy    int
	failure error
}

// add puts a task on the pile.
func (p *pool[T]) add(t T) {
	p.mu.Lock()
	p.stack = append(p.stack, t)
	p.mu.Unlock()
	p.wake.Signal()
}

// fail keeps the first error. What is on the pile is still given to do, so that
// it can let go of what it holds.
func (p *pool[T]) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failure == nil {
		p.failure = err
	}
}

func (p *pool[T]) err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.failure
}

// run calls do(i, task) for all tasks, with i < n telling apart the goroutines,
// and returns when none is left and none can come.
func (p *pool[T]) run(n int, do func(int, T)) {
	var wg sync.WaitGroup
	p.wake.L = &p.mu
	for i := range n {
		wg.Go(func() {
			for {
				t, ok := p.next()
				if !ok {
					return
				}
				do(i, t)
				p.mu.Lock()
				p.busy--
				if p.busy == 0 && len(p.stack) == 0 {
					p.wake.Broadcast()
				}
				p.mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// next waits for a task; there is none if the pile is empty and nobody is busy.
func (p *pool[T]) next() (t T, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.stack) == 0 {
		if p.busy == 0 {
			return t, false
		}
		p.wake.Wait()
	}
	last := len(p.stack) - 1
	t, p.stack = p.stack[last], p.stack[:last]
	p.busy++
	return t, true
}
