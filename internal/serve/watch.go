package serve

import (
	"context"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"

	"dateline/internal/build"
)

// change is what a re-scan found.
type change struct {
	input build.Input
	paths []string  // names of files that were added, removed or changed ("content/events/a.md"), sorted; nil in the first change, which is everything
	when  time.Time // of the first ring
}

type watchOptions struct {
	project build.Project
	drafts  bool
	baseURL string
	poll    bool            // look again and again instead of waiting for the bell
	quiet   time.Duration   // after a lone save; 0 means 1 ms
	notice  func(string)    // told of limits reached, and of polling; nil is nobody
	poke    <-chan struct{} // asks for a re-scan of everything; nil is nobody
}

// watch reads the project, sends the first change, which is everything, and
// then one for each difference, until ctx ends and the channel is closed. It
// never sends an equal input twice (but a picture that was touched is another
// one, if nobody had looked at it before). The channel has no backlog: a change
// that is not taken yet is merged with the next.
//
// fsnotify is a bell: it says that something changed. A re-scan finds out what.
// The names that the bell gives are hints, for a first look that takes a
// fraction of a millisecond; everything is looked at
//
//   - at once, when something happened to a folder, when there are many names
//     or when the bell lost some,
//   - when it has been calm for a while after a burst,
//   - every few seconds, in case the bell does not ring here.
func watch(ctx context.Context, opt watchOptions) (<-chan change, error) {
	w, err := newWatcher(opt)
	if err != nil {
		return nil, err
	}
	if !opt.poll {
		w.listen()
	}
	if err := w.begin(); err != nil {
		w.close()
		return nil, err
	}
	go w.run(ctx)
	return w.out, nil
}

// A watcher is one watch. All its state belongs to the goroutine of run.
type watcher struct {
	opt     watchOptions
	out     chan change
	results chan scanned
	rings   *rings
	folders *folders // nil without a bell
	roots   []watchedRoot
	git     gitLock
	polling bool

	// look reads everything, or the paths below each root.
	look func(prev build.Snapshot, paths *[3][]string) (build.Snapshot, error)

	now     build.Snapshot  // what is believed
	held    *build.Snapshot // what was seen last, if it is not believed yet
	doubts  doubts
	sent    build.Snapshot // what was taken from the channel last
	pending *change        // what is to be taken
	first   bool           // nothing was taken yet

	burst     pile      // what rang, and was looked at, but not believed
	glance    time.Time // when to look at the burst; zero is never
	full      time.Time // when to look at everything
	calm      time.Time // since when a look at everything was put off
	looking   bool      // everything is being looked at
	again     bool      // when that is done, do it once more
	urgent    bool      // and do not put it off
	since     time.Time // when what is looked for rang first; zero if it did not
	version   int       // of now and held: what was seen from an older one is void
	voided    int       // in a row
	heard     int       // rings before the last look at everything
	rung      bool      // some before what is not believed yet
	suspected int       // rings when something had changed without one, or -1
	missed    int       // such changes, for which none came later either
	failed    string    // the last error
}

// scanned is what looking at everything gave.
type scanned struct {
	snapshot build.Snapshot
	err      error
	version  int
	start    time.Time
	took     time.Duration
	silent   bool // nothing had rung since the last time
	heard    int
}

func newWatcher(opt watchOptions) (*watcher, error) {
	if opt.notice == nil {
		opt.notice = func(string) {}
	}
	if opt.quiet == 0 {
		opt.quiet = defaultQuiet
	}
	w := &watcher{
		opt: opt, out: make(chan change), results: make(chan scanned, 1),
		polling: opt.poll, look: lookAt, first: true, suspected: -1,
	}
	for _, folder := range opt.project.Folders() {
		r, err := newWatchedRoot(folder)
		if err != nil {
			return nil, err
		}
		w.roots = append(w.roots, r)
	}
	w.rings = newRings(w.roots)
	w.git = gitLockAbove(w.roots[0].path)
	return w, nil
}

func lookAt(prev build.Snapshot, paths *[3][]string) (build.Snapshot, error) {
	if paths == nil {
		return prev.Rescan()
	}
	return prev.RescanPaths(*paths)
}

// listen starts the bell.
func (w *watcher) listen() {
	bell, err := fsnotify.NewWatcher()
	if err != nil {
		w.limit(err)
		return
	}
	go w.rings.listen(bell.Events, bell.Errors)
	w.hang(bell)
}

// hang hangs up a bell.
func (w *watcher) hang(b bell) {
	w.folders = &folders{bell: b, rings: w.rings, watched: map[string]bool{}}
	if err := w.folders.watchAll(); err != nil {
		w.limit(err)
	}
}

// limit turns to polling because the system will not watch more. The bell goes
// on ringing for what it watches.
func (w *watcher) limit(err error) { w.poll(limitNotice(err)) }

// poll turns to polling, and says why, once.
func (w *watcher) poll(why string) {
	if !w.polling {
		w.polling = true
		w.full = time.Now().Add(minPoll)
		w.opt.notice(why)
	}
}

// begin reads everything. The folders are watched already, so that what changes
// meanwhile is not lost.
func (w *watcher) begin() error {
	start := time.Now()
	s, err := w.opt.project.Read()
	if err != nil {
		return err
	}
	w.now = s
	w.pending = &change{input: w.input(s), when: start}
	w.full = time.Now().Add(interval(time.Since(start), w.polling))
	return nil
}

func (w *watcher) input(s build.Snapshot) build.Input {
	in := s.Input
	in.Drafts, in.BaseURL = w.opt.drafts, w.opt.baseURL
	return in
}

func (w *watcher) close() {
	if w.folders != nil {
		_ = w.folders.bell.Close()
	}
}

func (w *watcher) run(ctx context.Context) {
	defer close(w.out)
	defer w.close()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var out chan<- change
		var next change
		if w.pending != nil {
			out, next = w.out, *w.pending
		}
		timer.Reset(time.Until(w.due()))
		select {
		case <-ctx.Done():
			return
		case out <- next:
			w.sent, w.pending, w.first = w.now, nil, false
		case <-w.rings.signal:
			w.rang()
		case <-w.opt.poke:
			w.scan()
		case r := <-w.results:
			w.looking = false
			w.saw(r)
		case <-timer.C:
			w.act(time.Now())
		}
	}
}

// due returns when there is something to do.
func (w *watcher) due() time.Time {
	if !w.glance.IsZero() && w.glance.Before(w.full) {
		return w.glance
	}
	return w.full
}

// act does what is due.
func (w *watcher) act(now time.Time) {
	if !w.glance.IsZero() && !now.Before(w.glance) {
		if first, _, _, _ := w.rings.state(); now.Sub(first) < longestBurst && w.git.switches(now) {
			w.glance = now.Add(gitQuiet)
		} else {
			w.endBurst()
		}
	}
	if !now.Before(w.full) {
		w.scan()
	}
}

// rang waits until the burst is over.
func (w *watcher) rang() {
	first, last, names, _ := w.rings.state()
	if names == 0 {
		return // looked at already
	}
	// What is doubted waits for its time, and a burst does not make it longer.
	w.glance = latest(burstEnd(w.opt.quiet, first, last, names), w.burst.doubt)
	if w.calm.IsZero() {
		w.calm = first
	}
	w.putOff(last.Add(followUp))
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// putOff sets when everything is looked at, which is not put off for ever.
func (w *watcher) putOff(t time.Time) {
	if w.urgent {
		return
	}
	if end := w.calm.Add(patience); !w.calm.IsZero() && t.After(end) {
		t = end
	}
	if w.polling && t.After(w.full) {
		return
	}
	w.full = t
}

// endBurst looks at what rang.
func (w *watcher) endBurst() {
	p := w.rings.take().with(w.burst)
	w.burst, w.glance = pile{}, time.Time{}
	if w.calm.IsZero() {
		w.calm = p.first
	}
	w.putOff(p.last.Add(followUp))
	folders := false
	if w.folders != nil {
		var err error
		if folders, err = w.folders.moved(p); err != nil {
			w.limit(err)
		}
	}
	if folders || p.all || len(p.names) >= maxNames {
		if w.since.IsZero() {
			w.since = p.first
		}
		w.scan()
		return
	}
	s, err := w.look(w.seen(), w.paths(p))
	if w.fails(err) {
		return
	}
	if w.doubts.any(w.now.Changes(s)) {
		w.hold(s)
		p.doubt = time.Now().Add(doubtQuiet)
		w.burst, w.glance = p, p.doubt
		return
	}
	w.adopt(s, p.first)
}

// with joins two bursts, of which the other one came first.
func (p pile) with(other pile) pile {
	if p.names == nil {
		p.names = map[string]bool{}
	}
	for name, moved := range other.names {
		p.names[name] = p.names[name] || moved
	}
	p.all = p.all || other.all
	p.last = latest(p.last, other.last)
	if !other.first.IsZero() {
		p.first = other.first
	}
	return p
}

// paths sorts names by root.
func (w *watcher) paths(p pile) *[3][]string {
	var paths [3][]string
	for name := range p.names {
		for i, r := range w.roots {
			if rel, ok := r.below(name); ok {
				paths[i] = append(paths[i], rel)
			}
		}
	}
	return &paths
}

// seen returns what was seen last, believed or not.
func (w *watcher) seen() build.Snapshot {
	if w.held != nil {
		return *w.held
	}
	return w.now
}

func (w *watcher) hold(s build.Snapshot) {
	w.held = &s
	w.version++
}

// adopt believes what was seen, and prepares the change for whoever takes it.
func (w *watcher) adopt(s build.Snapshot, when time.Time) {
	if w.held == nil && w.now.Same(s) {
		return
	}
	w.now, w.held = s, nil
	w.version++
	changes := w.sent.Changes(s)
	switch {
	case w.first:
		w.pending.input = w.input(s)
	case len(changes) == 0: // nothing, or what is to be taken was undone
		w.sent, w.pending = s, nil
	default:
		if w.pending != nil {
			when = w.pending.when
		}
		w.pending = &change{input: w.input(s), when: when}
		for _, c := range changes {
			w.pending.paths = append(w.pending.paths, c.Name)
		}
	}
}

// scan looks at everything, in the background, lest a save wait for it.
func (w *watcher) scan() {
	if w.looking {
		w.again = true
		return
	}
	w.looking, w.again, w.urgent = true, false, false
	_, _, _, heard := w.rings.state()
	w.judge(heard)
	w.suspected = -1
	w.rung = w.rung || heard != w.heard
	w.heard = heard
	r := scanned{version: w.version, start: time.Now(), silent: !w.rung, heard: heard}
	w.full = r.start.Add(maxSafety) // until the result says when
	w.calm = time.Time{}
	if w.folders != nil {
		if err := w.folders.mend(); err != nil {
			w.limit(err)
		}
	}
	prev, look, results := w.seen(), w.look, w.results
	go func() {
		r.snapshot, r.err = look(prev, nil)
		r.took = time.Since(r.start)
		results <- r
	}()
}

// saw takes what looking at everything gave.
func (w *watcher) saw(r scanned) {
	w.next(r)
	if w.fails(r.err) {
		return
	}
	if r.version != w.version { // a glance came between
		if w.voided++; w.voided < 3 {
			w.hurry(0)
			return
		}
		// Nothing else is done meanwhile, so that this one counts.
		if r.snapshot, r.err = w.look(w.seen(), nil); w.fails(r.err) {
			return
		}
	}
	w.voided = 0
	changes := w.now.Changes(r.snapshot)
	switch {
	case w.unsettled(r, len(changes) > 0):
		w.hold(r.snapshot)
		w.hurry(pollSettle)
		return
	case w.doubts.any(changes):
		w.hold(r.snapshot)
		w.hurry(doubtQuiet)
		return
	}
	if len(changes) > 0 && r.silent {
		w.suspect(r, changes)
	}
	if w.since.IsZero() {
		w.since = r.start
	}
	w.adopt(r.snapshot, w.since)
	w.since, w.rung = time.Time{}, false
}

// next sets when everything is looked at again.
func (w *watcher) next(r scanned) {
	switch {
	case w.again:
		w.again = false
		w.hurry(0)
	case w.calm.IsZero(): // nothing rang meanwhile
		w.full = time.Now().Add(interval(r.took, w.polling))
	}
}

// hurry has everything looked at soon, whatever rings.
func (w *watcher) hurry(wait time.Duration) {
	w.full, w.urgent = time.Now().Add(wait), true
}

// unsettled reports whether a poll found something that is still changing.
func (w *watcher) unsettled(r scanned, changed bool) bool {
	return w.polling && r.silent && changed && (w.held == nil || len(w.held.Changes(r.snapshot)) > 0)
}

// suspect notes that something changed and the bell did not ring. It may only
// be late, on a busy machine, so the verdict is left to the next look.
func (w *watcher) suspect(r scanned, changes []build.Change) {
	if w.folders == nil || w.polling {
		return
	}
	roots := w.opt.project.Folders()
	if slices.ContainsFunc(changes, func(c build.Change) bool { return slices.Contains(roots[:], c.Name) }) {
		// A root went, with what it stands in, where there is no bell: now what
		// that stands in is watched.
		if err := w.folders.watchAll(); err != nil {
			w.limit(err)
		}
		return
	}
	w.suspected = r.heard
	w.hurry(followUp)
}

// judge finds that the bell does not ring for all that changes: once, because
// it may watch other folders than there are; twice, because it cannot.
func (w *watcher) judge(heard int) {
	if w.suspected != heard {
		return
	}
	if w.missed++; w.missed >= maxMissed {
		w.poll(deafNotice)
	} else if err := w.folders.watchAll(); err != nil {
		w.limit(err)
	}
}

// fails reports whether looking failed, which is said once.
func (w *watcher) fails(err error) bool {
	if err == nil {
		w.failed = ""
		return false
	}
	if w.failed != err.Error() {
		w.failed = err.Error()
		w.opt.notice("the files cannot be read, and are tried again: " + err.Error())
	}
	w.full = time.Now().Add(minPoll)
	return true
}
