package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// starter is the small site that init writes.
//
//go:embed all:starter
var starter embed.FS

func newInit(t terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "init [folder]",
		Short: "Start a new site",
		Long: `Start a new site: a handful of events with their sources, an About page and the
settings, ready to build. The folder is made if need be, and must be empty.`,
		Example: `  dateline init my-timeline
  cd my-timeline && dateline build`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one folder for the site: dateline init my-timeline")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return initSite(t, args[0]) },
	}
}

func initSite(t terminal, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fault{err}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fault{err}
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return fault{fmt.Errorf("%s is not empty; choose another folder", filepath.ToSlash(folder))}
		}
	}
	files, err := fs.Sub(starter, "starter")
	if err != nil {
		return fault{err}
	}
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		return create(folder, filepath.FromSlash(path), data)
	})
	if errors.Is(err, fs.ErrExist) {
		err = fmt.Errorf("somebody else is writing there: %w", err)
	}
	if err != nil {
		return fault{err}
	}
	fmt.Fprintf(t.out, "%s is ready: cd %s && dateline build\n", filepath.ToSlash(folder), filepath.ToSlash(folder))
	return nil
}
