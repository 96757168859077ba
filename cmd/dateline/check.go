package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"dateline/internal/build"
	"dateline/internal/links"
	"dateline/internal/tree"
)

func newCheck(t terminal, f *flags) *cobra.Command {
	l, since := &linkFlags{}, &sinceFlag{}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the content, and where",
		Long: `Say what is wrong with the content and the templates, and where, and write
nothing. The exit code is 1 when there are errors, with --strict also when
there are warnings. When all is well, nothing is printed.

--links also tries every address on other sites, and keeps what it finds out in
links.jsonl in the content folder: keep that file with the content. Addresses
that answered in the last week are not tried again. When a source is dead on two
days, or does not answer on four, its page leads readers to the archived copy.

--since REV also asks Git how the events were at a revision (a tag, a branch, a
commit), and warns of those that were published then and whose title, date,
text or other facts changed, or that are gone, while there is no new entry in
corrections and no other day in updated.`,
		Example: `  dateline check
  dateline check --strict
  dateline check --links              also try the addresses of sources
  dateline check --since main         also warn of changes that readers are not told of
  dateline check --format github      annotations on a pull request`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.check(cmd, t, l, since) },
	}
	siteFlags(cmd, f)
	l.add(cmd)
	since.add(cmd)
	return cmd
}

func (f *flags) check(cmd *cobra.Command, t terminal, l *linkFlags, since *sinceFlag) error {
	if err := l.valid(cmd); err != nil {
		return err
	}
	in, err := f.input(cmd)
	if err != nil {
		return err
	}
	old, err := since.read(cmd, f.project.Content, in)
	if err != nil {
		return err
	}
	var pipeline build.Pipeline
	result := pipeline.Run(in)
	found := result.Found
	if old != nil {
		found = append(found, result.Unrecorded(in, old, since.revision)...)
	}
	problems, err := build.Render(result.Plan, func(tree.Output) error {
		if cmd.Context().Err() != nil {
			return errors.New("interrupted")
		}
		return nil
	})
	if err != nil {
		return fault{err}
	}
	found = append(found, problems...)
	var tried linkReport
	if l.on {
		tried = l.run(cmd.Context(), filepath.Join(f.project.Content, links.File), result.Site, t)
		found = append(found, tried.found...)
	}
	found.Sort()
	if err := f.print(t.out, in, found); err != nil {
		return fault{err}
	}
	if tried.err != nil {
		return fault{tried.err}
	}
	if tried.summary != "" {
		fmt.Fprintln(t.err, tried.summary)
	}
	if f.bad(found) {
		if !found.HasErrors() && f.format == "text" {
			fmt.Fprintln(t.err, "dateline: warnings count as errors, because of --strict")
		}
		return fault{}
	}
	return nil
}
