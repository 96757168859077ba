package site

import (
	"fmt"
	"testing"

	"dateline/internal/edtf"
	"dateline/internal/event"
)

// eventsOf returns an event for each year, which are given in order.
func eventsOf(years ...int64) []*event.Event {
	var list []*event.Event
	for _, y := range years {
		text := fmt.Sprintf("%04d", y)
		if y < 0 {
			text = fmt.Sprintf("-%04d", -y)
		}
		if y > 9999 || y < -9999 {
			text = fmt.Sprintf("Y%d", y)
		}
		d, err := edtf.Parse(text)
		if err != nil {
			panic(err)
		}
		list = append(list, &event.Event{ID: text, Date: d})
	}
	return list
}

func every(from, to, step int64) []int64 {
	var list []int64
	for y := from; y <= to; y += step {
		list = append(list, y)
	}
	return list
}

func TestPeriods(t *testing.T) {
	for _, test := range []struct {
		name  string
		years []int64
		want  []string // first, second and last address at the top
		count int
	}{
		{"sixty years are chosen from", every(1900, 1959, 1), []string{"/1900/", "/1901/", "/1959/"}, 60},
		{"seventy are put into decades", every(1901, 1970, 1), []string{"/1900-1909/", "/1910-1919/", "/1970/"}, 8},
		{"before year 1", every(-99, 10, 1), []string{"/100-bc/", "/99-bc-90-bc/", "/0010/"}, 13},
		{"a thousand years", every(1000, 1999, 1), []string{"/1000-1099/", "/1100-1199/", "/1900-1999/"}, 10},
		{"few years far apart", []int64{-4_500_000_000, -65_000_000, 2024}, []string{"/4500000001-bc/", "/65000001-bc/", "/2024/"}, 3},
	} {
		events := eventsOf(test.years...)
		list := periods(years(events))
		if len(list) != test.count {
			t.Errorf("%s: %d periods, want %d", test.name, len(list), test.count)
			continue
		}
		got := []string{list[0].URL, list[1].URL, list[len(list)-1].URL}
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
		checkParts(t, list, 0, len(events), nil)
		for _, p := range list {
			if !isReserved(p.URL) {
				t.Errorf("%s is not reserved", p.URL)
			}
		}
	}
}

// checkParts says when periods do not hold the events first to last, each once.
func checkParts(t *testing.T, list []*Period, first, last int, whole *Period) {
	t.Helper()
	at := first
	for _, p := range list {
		if p.First != at || p.Whole != whole || p.Len() == 0 {
			t.Errorf("%s: events %d to %d, part of %v; want from %d, part of %v", p.URL, p.First, p.Last, p.Whole, at, whole)
		}
		if len(p.Parts) > 0 {
			if len(p.Parts) < 2 || len(p.Parts) > maxPeriods {
				t.Errorf("%s has %d parts", p.URL, len(p.Parts))
			}
			checkParts(t, p.Parts, p.First, p.Last, p)
		}
		at = p.Last
	}
	if at != last {
		t.Errorf("periods end at event %d, want %d", at, last)
	}
}
