package site

import (
	"cmp"
	"fmt"
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

// years groups events, which are in order, by the year that they begin in.
func years(events []*event.Event) []*Year {
	var list []*Year
	for _, e := range events {
		y := e.Date.Year()
		if len(list) == 0 || list[len(list)-1].Year != y {
			list = append(list, &Year{Year: y, URL: YearURL(y)})
		}
		last := list[len(list)-1]
		last.Events = append(last.Events, e)
	}
	return list
}

// YearURL returns the address of a year's page, for the astronomical year y,
// in which 0 is 1 BC:
//
//	2024        /2024/
//	44          /0044/       four digits at least
//	-43         /44-bc/
//	170000002   /170000002/
func YearURL(y int64) string {
	if y <= 0 {
		return fmt.Sprintf("/%d-bc/", uint64(1-y))
	}
	return fmt.Sprintf("/%04d/", y)
}

// byID returns the events sorted by id and file, whatever order they came in.
func byID(events []*event.Event) []*event.Event {
	sorted := slices.Clone(events)
	slices.SortFunc(sorted, func(a, b *event.Event) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
	})
	return sorted
}
