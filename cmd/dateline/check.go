package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/internal/build"
	"dateline/internal/tree"
)

func newCheck(t terminal, f *flags) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the content, and where",
		Long: `Say what is wrong with the content and the templates, and where, and write
nothing. The exit code is 1 when there are errors, with --strict also when
there are warnings. When all is well, nothing is printed.`,
		Example: `  dateline check
  dateline check --strict
  dateline check --format github      annotations on a pull request`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.check(cmd, t) },
	}
	siteFlags(cmd, f)
	return cmd
}

func (f *flags) check(cmd *cobra.Command, t terminal) error {
	in, err := f.input(cmd)
	if err != nil {
		return err
	}
	var pipeline build.Pipeline
	result := pipeline.Run(in)
	found := result.Found
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
	found.Sort()
	if err := f.print(t.out, in, found); err != nil {
		return fault{err}
	}
	if f.bad(found) {
		if !found.HasErrors() && f.format == "text" {
			fmt.Fprintln(t.err, "dateline: warnings count as errors, because of --strict")
		}
		return fault{}
	}
	return nil
}
