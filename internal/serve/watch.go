package serve

import (
	"context"
	"time"

	"dateline/internal/build"
)

// change is what a re-scan found.
type change struct {
	input build.Input
	paths []string  // names of files that were added, removed or changed ("content/events/a.md"), sorted
	when  time.Time // of the first ring
}

type watchOptions struct {
	project build.Project
	drafts  bool
	baseURL string
	poll    bool
	quiet   time.Duration   // 0 is the default
	notice  func(string)    // told of limits reached, and of polling
	poke    <-chan struct{} // asks for a re-scan of everything
}

// watch reads the project and sends it; a re-scan happens when it is poked.
func watch(ctx context.Context, opt watchOptions) (<-chan change, error) {
	in, err := opt.project.Load()
	if err != nil {
		return nil, err
	}
	in.Drafts, in.BaseURL = opt.drafts, opt.baseURL
	changes := make(chan change)
	go func() {
		defer close(changes)
		select {
		case changes <- change{input: in}:
		case <-ctx.Done():
			return
		}
		<-ctx.Done()
	}()
	return changes, nil
}
