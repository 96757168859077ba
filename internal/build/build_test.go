package build_test

import (
	"io/fs"
	"testing"

	"dateline"
)

func sub(tb testing.TB, name string) fs.FS {
	tb.Helper()
	f, err := fs.Sub(dateline.Theme, name)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}
