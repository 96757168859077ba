//go:build race

package doc

// The race detector makes everything ten times slower.
const hostileShare = 8
