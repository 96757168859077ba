package site

import (
	"cmp"
	"slices"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// Compare orders events for a timeline: by the lower bound of their dates,
// then precision (coarser first, so that "2024" stands before January 1), then
// the author's `order`, then upper bound and id. An event without a start
// (../1985) stands where its end is.
func Compare(a, b *event.Event) int {
	if c := a.Date.Compare(b.Date); c != 0 && !sameBeginning(a.Date, b.Date) {
		return c
	}
	return cmp.Or(
		cmp.Compare(a.Order, b.Order),
		a.Date.Compare(b.Date),
		cmp.Compare(a.ID, b.ID),
		cmp.Compare(a.Name, b.Name),
	)
}

// sameBeginning reports whether two dates differ in their upper bounds at
// most. It says the same of every pair of equal beginnings, so that Compare
// stays an order.
func sameBeginning(a, b edtf.Date) bool {
	return a.Filed() == b.Filed() && a.Precision() == b.Precision() &&
		a.Year() == b.Year() && a.FiledMonth() == b.FiledMonth() && a.Day() == b.Day()
}

// byID returns the events sorted by id and file, whatever order they came in.
func byID(events []*event.Event) []*event.Event {
	sorted := slices.Clone(events)
	slices.SortFunc(sorted, func(a, b *event.Event) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
	})
	return sorted
}
