//go:build !race

package doc

const hostileShare = 1
