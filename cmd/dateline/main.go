// Command dateline turns a folder of Markdown event files into a timeline web
// site, and shows it live while you write.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	_ "time/tzdata" // time zones must not depend on what the machine has
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go leave(ctx, stop)
	code := run(ctx, os.Args[1:], terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}

// patience is how long a command may take to end after Ctrl-C. A template can
// go on for ever, and nothing can stop it from within.
const patience = 2 * time.Second

// leave ends the program when a command does not; a second Ctrl-C ends it at
// once.
func leave(ctx context.Context, stop func()) {
	<-ctx.Done()
	stop()
	time.Sleep(patience)
	fmt.Fprintln(os.Stderr, "dateline: error: interrupted")
	os.Exit(exitInterrupted)
}

// terminal is where a command reads and writes.
type terminal struct {
	in       io.Reader
	out, err io.Writer
}
