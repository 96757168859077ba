package edtf

import "cmp"

// Compare orders dates for a timeline and returns -1, 0 or +1. It compares, in
// turn,
//
//  1. the day under which the dates are filed, as written;
//  2. the instant under which they are filed, so that two times of one day
//     compare in UTC;
//  3. their precision, coarser first: 2024, 2024-01, 2024-01-01;
//  4. their upper bounds.
//
// The day as written comes before the instant because most dates are days
// without a zone: 2024-06-30T21:00-04:00 belongs before 2024-07-01 and under
// June, although in UTC it is July 1 already. To compare instants alone, use
// [Bound.Compare]. The zero Date is first.
func (d Date) Compare(e Date) int {
	if d.IsZero() || e.IsZero() {
		return cmp.Compare(min(len(d.text), 1), min(len(e.text), 1))
	}
	if r := cmp.Compare(d.year, e.year); r != 0 {
		return r
	}
	if d.month != e.month {
		return cmp.Compare(d.month, e.month)
	}
	if d.day != e.day {
		return cmp.Compare(d.day, e.day)
	}
	if r := d.lo.Compare(e.lo); r != 0 {
		return r
	}
	if d.prec != e.prec {
		return cmp.Compare(d.prec, e.prec)
	}
	return d.hi.Compare(e.hi)
}
