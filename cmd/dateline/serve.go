package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"dateline/internal/diag"
	"dateline/internal/keyboard"
	"dateline/internal/serve"
)

func newServe(t terminal, f *flags) *cobra.Command {
	var opt serve.Options
	var open bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in a browser, live while you write",
		Long: `Show the site in a browser, live while you write.

The pages in the browser follow the files: save one, and what you see is new,
without a reload, at the place where you were. What is wrong is shown in the
page, with a link that opens the file in your editor at that line, and the last
good page stays until it is mended. Drafts are shown, marked as drafts. Nothing
is written to disk.

Only this machine can reach the preview, on port 1313 or the next free one.
On a terminal, r rebuilds, o opens the browser and q quits.`,
		Example: `  dateline serve
  dateline serve --open --editor zed
  dateline serve --editor 'myeditor://open?file={file}&line={line}&column={column}'
  dateline serve --poll              on network drives, where changes are not told
  dateline serve --host 0.0.0.0      to look at it on a phone; anybody near can, too`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkServe(cmd, &opt); err != nil {
				return err
			}
			opt.Project = f.project
			return runServe(cmd.Context(), t, opt, open)
		},
	}
	fl := cmd.Flags()
	fl.IntVarP(&opt.Port, "port", "p", 1313, "port to listen on; 0 lets the system choose")
	fl.StringVar(&opt.Host, "host", "127.0.0.1", "name or IP address to listen on")
	fl.BoolVar(&opt.Poll, "poll", false, "look for changes at intervals, where the system does not tell of them")
	fl.StringVar(&opt.Editor, "editor", "", "editor that links open: a name such as vscode, or a URL with {file}, {line} and {column}; guessed if not given")
	fl.BoolVar(&opt.Drafts, "drafts", true, "include events and pages marked as drafts")
	fl.BoolVarP(&open, "open", "o", false, "open the browser")
	_ = cmd.RegisterFlagCompletionFunc("editor", cobra.FixedCompletions(append(serve.Editors(), "none"), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// checkServe refuses flags that cannot be meant, and tells a port that was
// asked for from the default one.
func checkServe(cmd *cobra.Command, opt *serve.Options) error {
	if opt.Port < 0 || opt.Port > 65535 {
		return fmt.Errorf("--port %d: a port is between 0 and 65535", opt.Port)
	}
	switch {
	case !cmd.Flags().Changed("port"):
		opt.Port = 0
	case opt.Port == 0:
		opt.Port = serve.AnyPort
	}
	if opt.Host == "" {
		return errors.New(`--host "": give a name or an IP address`)
	}
	return serve.CheckEditor(opt.Editor)
}

func runServe(ctx context.Context, t terminal, opt serve.Options, open bool) error {
	p := &preview{t: t, open: open, asked: opt}
	opt.Report, opt.Notice = p.report, p.notice
	s, err := serve.New(opt)
	if err != nil {
		return fault{p.explain(err)}
	}
	p.server = s
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	restore := p.keys(cancel)
	defer restore()
	if err := s.Run(ctx); err != nil {
		return missing(err)
	}
	return nil
}

// preview is what a terminal shows of a server.
type preview struct {
	t      terminal
	asked  serve.Options
	server *serve.Server
	open   bool // open the browser when there is something to see
	keyed  bool // keys are listened to

	mu    sync.Mutex
	known diag.List // what was printed last
}

// explain says what to do about a port that cannot be had.
func (p *preview) explain(err error) error {
	if p.asked.Port > 0 {
		return fmt.Errorf("%w\n  hint: leave out --port, and a free one is found", err)
	}
	return err
}

// maxListed is how many findings are printed after a rebuild: those that the
// writer has just made. The strip in the browser has the others.
const maxListed = 5

// report prints one line for each rebuild, and what is wrong only when that
// has changed.
func (p *preview) report(r serve.Report) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if r.First {
		p.greet()
	}
	switch {
	case r.First:
		fmt.Fprintf(p.t.out, "%s in %s%s\n", plural(r.Events, "event"), elapsed(r.Took), verdict(r.Found))
	case r.Paths != nil:
		fmt.Fprintf(p.t.out, "%s  %s%s\n", summary(r.Paths), elapsed(r.Took), verdict(r.Found))
	case r.Took > 0:
		fmt.Fprintf(p.t.out, "rebuilt  %s%s\n", elapsed(r.Took), verdict(r.Found))
	}
	if !slices.Equal(r.Found, p.known) {
		p.list(r)
		p.known = r.Found
	}
	if r.First && p.open {
		p.browse()
	}
}

// greet says where the preview is.
func (p *preview) greet() {
	fmt.Fprintf(p.t.out, "dateline: %s at %s\n", filepath.ToSlash(filepath.Clean(p.asked.Project.Content)), p.server.URL())
	if p.asked.Port == 0 && p.server.Port() != 1313 {
		fmt.Fprintln(p.t.out, "  port 1313 is taken; this is the next free one")
	}
	if !serve.IsLoopback(p.asked.Host) {
		fmt.Fprintf(p.t.err, "dateline: warning: everybody who can reach %s sees the preview, drafts included\n", p.asked.Host)
	}
	if p.keyed {
		fmt.Fprintln(p.t.out, "  r rebuilds, o opens the browser, q quits")
	}
}

// list prints the findings that were not there before.
func (p *preview) list(r serve.Report) {
	var fresh diag.List
	for _, d := range r.Found {
		if !slices.Contains(p.known, d) {
			fresh.Add(d)
		}
	}
	shown := fresh[:min(len(fresh), maxListed)]
	_ = diag.TextPrinter{Source: r.Source, Color: colorful(p.t.out)}.Print(p.t.out, shown)
	if n := len(fresh) - len(shown); n > 0 {
		fmt.Fprintf(p.t.out, "… and %d more; dateline check lists them all\n", n)
	}
}

// verdict says how many findings there are, after a line that says the rest.
func verdict(found diag.List) string {
	if len(found) == 0 {
		return ""
	}
	return ", " + counts(found)
}

// maxSummary is how many files a line names.
const maxSummary = 2

// summary names what changed, in less than a line.
func summary(paths []string) string {
	if len(paths) <= maxSummary {
		return strings.Join(paths, ", ")
	}
	return fmt.Sprintf("%s and %d other files", paths[0], len(paths)-1)
}

// notice prints what the writer should know once.
func (p *preview) notice(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintln(p.t.err, "dateline: "+text)
}

// browse opens the browser.
func (p *preview) browse() {
	if err := openBrowser(p.server.URL()); err != nil {
		fmt.Fprintf(p.t.err, "dateline: the browser does not open: %v; go to %s\n", err, p.server.URL())
	}
}

// openBrowser asks the desktop to show an address.
func openBrowser(url string) error {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() //nolint:errcheck // a desktop without a browser has said so itself
	return nil
}

// keys listens for single keys on a terminal, until restore is called.
func (p *preview) keys(quit func()) (restore func()) {
	in, ok := p.t.in.(*os.File)
	if !ok || !isTerminal(p.t.in) || !isTerminal(p.t.out) {
		return func() {}
	}
	restore, err := keyboard.SingleKeys(int(in.Fd()))
	if err != nil { // it will do without
		return func() {}
	}
	p.keyed = true
	go p.listen(in, quit)
	return restore
}

func (p *preview) listen(in io.Reader, quit func()) {
	var key [1]byte
	for {
		if _, err := in.Read(key[:]); err != nil {
			return // the terminal has gone; a signal says the rest
		}
		switch key[0] {
		case 'r', 'R':
			p.server.Rebuild()
		case 'o', 'O':
			p.mu.Lock()
			p.browse()
			p.mu.Unlock()
		case 'q', 'Q', 3, 4: // Ctrl-C and Ctrl-D, where they are keys
			quit()
			return
		}
	}
}
