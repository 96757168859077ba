package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"dateline/internal/build"
	"dateline/internal/doc"
	"dateline/internal/revision"
)

// sinceFlag is the flag of check that names an earlier state of the content.
type sinceFlag struct{ revision string }

func (s *sinceFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.revision, "since", "", "also warn of published events that changed since the Git revision `REV` without a correction or update")
}

// read returns what the files of events held then; nil when nobody asks.
func (s *sinceFlag) read(cmd *cobra.Command, folder string, in build.Input) (map[string][]byte, error) {
	if !cmd.Flags().Changed("since") {
		return nil, nil
	}
	old, err := revision.Read(cmd.Context(), folder, s.revision, revision.Options{
		Want: build.IsEventFile,
		Now: func(path string) []byte {
			if f, ok := in.Content.Get(path); ok {
				return f.Data
			}
			return nil
		},
		Max: doc.MaxFile,
	})
	if cmd.Context().Err() != nil {
		return nil, fault{err}
	}
	if err != nil {
		return nil, fmt.Errorf("--since: %w", err)
	}
	return old, nil
}
