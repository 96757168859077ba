package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"dateline"
	"dateline/internal/build"
	"dateline/internal/diag"
)

// Exit codes: 1 says that the content, or the disk, is at fault; 2 that the
// command was typed wrongly.
const (
	exitOK    = 0
	exitFault = 1
	exitUsage = 2

	exitInterrupted = 130 // as shells have it: 128 and the number of SIGINT
)

// fault ends a command with exit code 1. A nil err says that all has been
// printed already.
type fault struct{ err error }

func (f fault) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f fault) Unwrap() error { return f.err }

// run executes the command line args and returns the exit code.
func run(ctx context.Context, args []string, t terminal) int {
	root := newRoot(t)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	var f fault
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &f):
		if f.err != nil {
			fmt.Fprintln(t.err, "dateline: error:", f.err)
		}
		return exitFault
	}
	fmt.Fprintln(t.err, "dateline: error:", err)
	if !strings.Contains(err.Error(), "hint:") {
		fmt.Fprintf(t.err, "  hint: %s --help\n", cmd.CommandPath())
	}
	return exitUsage
}

// flags are those that several commands share.
type flags struct {
	project build.Project
	out     string
	drafts  bool
	baseURL string

	relative bool

	format string
	strict bool
}

func newRoot(t terminal) *cobra.Command {
	f := &flags{project: build.Project{Theme: dateline.Theme}}
	root := &cobra.Command{
		Use:   "dateline",
		Short: "Turn a folder of Markdown event files into a timeline web site",
		Long: `dateline turns a folder of Markdown event files into a timeline web site:
one file per event, sources as data, dates as exact as they are known.`,
		Example: `  dateline init my-timeline        start a new site
  dateline serve --open            see it in a browser while you write
  dateline new "Title" --date 2024-07-20 --kind deadline
  dateline check                   say what is wrong, and where
  dateline build                   write the site to public/`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(t.in)
	root.SetOut(t.out)
	root.SetErr(t.err)
	p := root.PersistentFlags()
	p.StringVar(&f.project.Content, "content", "content", "folder of events, pages and media")
	p.StringVar(&f.project.Templates, "templates", "templates", "folder of your own templates; each replaces the default one of its name")
	p.StringVar(&f.project.Static, "static", "static", "folder of your own static files, likewise")
	root.AddCommand(newServe(t, f), newBuild(t, f), newCheck(t, f), newNew(t, f), newInit(t), newVersion(t))
	return root
}

// siteFlags adds the flags that change what is built, and how findings are
// printed.
func siteFlags(cmd *cobra.Command, f *flags) {
	cmd.Flags().BoolVar(&f.drafts, "drafts", false, "include events and pages marked as drafts")
	cmd.Flags().StringVar(&f.baseURL, "base-url", "", "public address of the site, instead of `url` in content/index.md")
	cmd.Flags().StringVar(&f.format, "format", "text", "how to print findings: text, json or github (annotations on a pull request)")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "treat warnings as errors")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

var formats = []string{"text", "json", "github"}

// input checks the flags and reads the project.
func (f *flags) input(cmd *cobra.Command) (build.Input, error) {
	if !known(f.format, formats) {
		return build.Input{}, fmt.Errorf("--format %s: there are text, json and github", diag.Quote(f.format))
	}
	if err := checkBaseURL(f.baseURL); err != nil {
		return build.Input{}, err
	}
	if err := f.checkLinks(cmd); err != nil {
		return build.Input{}, err
	}
	in, err := f.project.Load()
	if err != nil {
		return in, missing(err)
	}
	in.Drafts, in.BaseURL, in.Relative = f.drafts, f.baseURL, f.relative
	return in, nil
}

// missing is why a project cannot be read, with a hint for whoever is in the
// wrong folder.
func missing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("%w\n  hint: run dateline in a site's folder, or start one: dateline init my-timeline", err)
	}
	return fault{err}
}

// checkLinks refuses a folder of the project that is a symbolic link, unless it
// was named on the command line: a change to a site must not be able to make
// the machine that builds it publish another folder.
func (f *flags) checkLinks(cmd *cobra.Command) error {
	for name, folder := range map[string]string{"content": f.project.Content, "templates": f.project.Templates, "static": f.project.Static} {
		info, err := os.Lstat(folder)
		if err == nil && info.Mode()&os.ModeSymlink != 0 && !cmd.Flags().Changed(name) {
			return fault{fmt.Errorf("%s is a symbolic link, which could lead anywhere\n  hint: if you mean it, say so: --%s %s", folder, name, folder)}
		}
	}
	return nil
}

// bad reports whether the findings keep a site from being published.
func (f *flags) bad(found diag.List) bool {
	return found.HasErrors() || f.strict && found.Count(diag.Warning) > 0
}

// print writes findings to w in the chosen format.
func (f *flags) print(w io.Writer, in build.Input, found diag.List) error {
	switch f.format {
	case "json":
		return diag.PrintJSON(w, found)
	case "github":
		return diag.PrintGitHub(w, found)
	}
	return diag.TextPrinter{Source: in.Source, Color: colorful(w)}.Print(w, found)
}

// colorful reports whether w is a terminal that wants colours (no-color.org).
func colorful(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func known(s string, all []string) bool {
	for _, k := range all {
		if s == k {
			return true
		}
	}
	return false
}
