// Package dateline holds the default theme, so that the program needs no
// files beside it. The program is cmd/dateline.
package dateline

import "embed"

// Theme is the default theme: templates/ and static/. A site's own files of
// the same names take their place, one by one.
//
//go:embed templates static
var Theme embed.FS
