package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"dateline/internal/build"
	"dateline/internal/diag"
	"dateline/internal/site"
	"dateline/internal/tree"
)

func newBuild(t terminal, f *flags) *cobra.Command {
	var force, keepGoing bool
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the finished site to a folder",
		Long: `Write the finished site to a folder, public/ unless --out says otherwise.

The new site takes the old one's place in one step, so that a reader never
meets half a site. With errors nothing is written and the exit code is 1: the
last good site stays. --keep-going leaves out what is bad and publishes the
rest.

--relative makes a folder that works wherever it is put: below any path of any
host, or opened from a disk, where pages can be read but, as browsers run no
scripts there that are divided into files, not searched.`,
		Example: `  dateline build
  dateline build --out /srv/www/timeline --base-url https://example.org/timeline
  dateline build --keep-going --format github
  dateline build --relative --out /media/usb/timeline`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.build(cmd, t, force, keepGoing)
		},
	}
	siteFlags(cmd, f)
	cmd.Flags().StringVarP(&f.out, "out", "o", "public", "folder to write the site to")
	cmd.Flags().BoolVar(&force, "force", false, "replace a folder that dateline did not make")
	cmd.Flags().BoolVar(&f.relative, "relative", false, "make addresses in pages relative, so that the folder works wherever it is put")
	cmd.Flags().BoolVar(&keepGoing, "keep-going", false, "leave out what has errors and publish the rest")
	return cmd
}

// errInterrupted stops a build at the first page after Ctrl-C.
var errInterrupted = errors.New("interrupted; nothing was written")

// errFindings stops a build whose rendering found errors.
var errFindings = errors.New("the site has errors")

func (f *flags) build(cmd *cobra.Command, t terminal, force, keepGoing bool) error {
	start, ctx := time.Now(), cmd.Context()
	in, err := f.input(cmd)
	if err != nil {
		return err
	}
	limitMemory(in, 0)
	var pipeline build.Pipeline
	result := pipeline.Run(in)
	limitMemory(in, result.PictureMemory())
	found := result.Found
	in = in.Forget(found)
	var report tree.Report
	empty := len(result.Site.Events) == 0
	if (!f.bad(found) || keepGoing) && !empty {
		bar := progress(t.err, "rendering", result.Plan.Len())
		report, err = tree.Write(f.out, f.writeOptions(force), func(emit func(tree.Output) error) error {
			problems, err := build.Render(result.Plan, func(o tree.Output) error {
				bar.add()
				if ctx.Err() != nil {
					return errInterrupted
				}
				return emit(o)
			})
			found = append(found, problems...)
			found.Sort()
			if err == nil && f.bad(found) && !keepGoing {
				err = errFindings
			}
			return err
		})
		bar.done()
	}
	if e := f.print(t.err, in, withoutInfos(found)); e != nil {
		return fault{e}
	}
	var out *tree.OutError
	switch {
	case errors.As(err, &out):
		return fmt.Errorf("%w\n  hint: %s", err, out.Hint)
	case err != nil && !errors.Is(err, errFindings):
		return fault{err}
	case empty:
		fmt.Fprintf(t.err, "dateline: nothing was written: no event is left to publish\n")
		return fault{}
	case err != nil || f.bad(found) && !keepGoing:
		fmt.Fprintf(t.err, "dateline: nothing was written: %s; --keep-going publishes the rest\n", counts(found))
		return fault{}
	}
	rest := ""
	if n := result.Site.Drafts; n > 0 {
		rest = "; " + plural(n, "draft") + " left out"
	}
	if report.Made > 0 {
		rest += "; " + plural(report.Made, "picture file") + " made"
	}
	fmt.Fprintf(t.out, "%s: %s and %s in %s, %s (%s written, %d unchanged, %d removed)%s\n",
		filepath.Clean(f.out), plural(len(result.Site.Events), "event"), plural(len(result.Site.Pages), "page"),
		plural(report.Files, "file"), elapsed(time.Since(start)), number(report.Written), report.Unchanged, report.Removed, rest)
	if result.Site.URL == "" {
		fmt.Fprintln(t.out, noAddress)
	}
	return nil
}

// noAddress says what a build leaves out that does not know the site's address:
// what other programs read names every page in full.
const noAddress = "  without feeds, calendars, cards and sitemap: the site's address is not known; add url to content/index.md, or use --base-url"

// limitMemory keeps the memory of a build in proportion to its texts. What a
// build makes is garbage a moment later; left to itself, the collector lets as
// much of it pile up again as the whole site takes. GOMEMLIMIT and GOGC still
// have the last word.
//
// Making pictures takes so many bytes beside the texts.
func limitMemory(in build.Input, pictures int64) {
	if os.Getenv("GOMEMLIMIT") != "" || os.Getenv("GOGC") != "" {
		return
	}
	var texts int64
	for f := range in.Content.Files() {
		texts += int64(len(f.Data))
	}
	debug.SetMemoryLimit(max(memoryLeast, memoryOwn+texts*memoryPerText/10) + pictures)
}

// Measured on 10,000 generated events: a site takes about four times its texts
// when all is planned and every card is rendered. The rest is room for garbage,
// in proportion, so that collecting it does not take over: with a fifth less of it a
// build takes twice the processor time.
const (
	memoryLeast   = 64 << 20
	memoryOwn     = 20 << 20 // of the program
	memoryPerText = 96       // tenths of the texts' size
)

// withoutInfos leaves out the questions to the editor, which are for check.
func withoutInfos(found diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Severity == diag.Info })
}

func (f *flags) writeOptions(force bool) tree.WriteOptions {
	p := f.project
	return tree.WriteOptions{Force: force, Protect: []string{p.Content, p.Templates, p.Static}}
}

// checkBaseURL refuses a --base-url that cannot be the address of a site.
func checkBaseURL(s string) error {
	if s == "" {
		return nil
	}
	if _, problem, hint := site.CheckBaseURL(s); problem != "" {
		return fmt.Errorf("--base-url %s: %s; %s", diag.Quote(s), problem, hint)
	}
	return nil
}

// counts says how many findings of each severity there are.
func counts(found diag.List) string {
	var parts []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning} {
		if n := found.Count(s); n > 0 {
			parts = append(parts, plural(n, s.String()))
		}
	}
	return strings.Join(parts, " and ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(n) + " " + noun + "s"
}

func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// elapsed writes a duration as a person would say it.
func elapsed(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// meter shows progress on a terminal, and nothing elsewhere.
type meter struct{ bar *progressbar.ProgressBar }

func progress(w io.Writer, what string, total int) meter {
	if !isTerminal(w) {
		return meter{}
	}
	return meter{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

func (m meter) add() {
	if m.bar != nil {
		_ = m.bar.Add(1)
	}
}

func (m meter) done() {
	if m.bar != nil {
		_ = m.bar.Finish()
	}
}
