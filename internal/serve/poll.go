package serve

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

const (
	// Without a bell, everything is looked at so often, if that takes less than
	// a twentieth of the time.
	minPoll  = 500 * time.Millisecond
	maxPoll  = 10 * time.Second
	pollPart = 20
	// pollSettle is how long after a change was found everything is looked at
	// again. What both looks agree on is what is believed.
	pollSettle = 50 * time.Millisecond

	// With a bell, everything is looked at so seldom that it costs next to
	// nothing: 10,000 files take 8 to 11 ms, of two processors.
	minSafety  = 5 * time.Second
	maxSafety  = 2 * time.Minute
	safetyPart = 500

	// maxMissed is how many changes without a ring make a bell one that does
	// not work here.
	maxMissed = 2
)

// interval returns how long to wait until everything is looked at again, if the
// last time took so long.
func interval(took time.Duration, polling bool) time.Duration {
	if polling {
		return min(max(pollPart*took, minPoll), maxPoll)
	}
	return min(max(safetyPart*took, minSafety), maxSafety)
}

// isLimit reports whether an error says that the system will not watch more.
func isLimit(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) ||
		errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

// limitNotice says why changes are seen later from now on, and the remedy.
func limitNotice(err error) string {
	remedy := "ulimit -n 10240"
	if runtime.GOOS == "linux" {
		remedy = "sudo sysctl fs.inotify.max_user_watches=524288"
		if errors.Is(err, syscall.EMFILE) {
			remedy = "sudo sysctl fs.inotify.max_user_instances=1024"
		}
	}
	return fmt.Sprintf("the system watches no more folders for this user (%v), so changes are looked for every half second, which is slower; to raise the limit: %s", err, remedy)
}

const deafNotice = "files change here without the system saying so (a network mount?), so changes are looked for every half second from now on; --poll does so from the start"
