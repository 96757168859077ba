package site

import (
	"fmt"
	"strings"

	"dateline/internal/event"
)

const (
	// maxPeriods is how many periods a reader is given to choose from.
	maxPeriods = 60
	// maxParts is how many years a longer period holds before it is divided
	// again.
	maxParts = 30
)

// years groups events, which are in order, by the year that they begin in.
func years(events []*event.Event) []*Period {
	var list []*Period
	for i, e := range events {
		y := e.Date.Year()
		if len(list) == 0 || list[len(list)-1].From != y {
			list = append(list, &Period{From: y, To: y, URL: YearURL(y), First: i})
		}
		list[len(list)-1].Last = i + 1
	}
	return list
}

// periods returns the years, or if there are too many, the shortest of
// decades, centuries and so on of which there are few enough.
func periods(years []*Period) []*Period {
	list := years
	for span := int64(10); len(list) > maxPeriods && span <= 1e18; span *= 10 {
		list = spans(years, span)
	}
	return list
}

// spans puts years into periods of the given length. A year that is alone in
// its period stands for it.
func spans(years []*Period, length int64) []*Period {
	var list []*Period
	for from := 0; from < len(years); {
		first, last := spanAround(years[from].From, length)
		to := from + 1
		for to < len(years) && years[to].From <= last {
			to++
		}
		list = append(list, spanOf(years[from:to], first, last, length))
		from = to
	}
	return list
}

// spanAround returns the first and last year of the decade, century and so on
// that a year lies in, as people count: the years 1 to 9, 10 to 19, and before
// them 9 to 1 BC, 19 to 10 BC.
func spanAround(year, length int64) (first, last int64) {
	if year <= 0 {
		first, last = spanAround(1-year, length)
		return 1 - last, 1 - first
	}
	first = year / length * length
	return max(first, 1), first + length - 1
}

func spanOf(years []*Period, from, to, length int64) *Period {
	if len(years) == 1 {
		return years[0]
	}
	p := &Period{
		From: from, To: to,
		First: years[0].First, Last: years[len(years)-1].Last,
		Parts: years,
	}
	p.URL = spanURL(p.From, p.To)
	for len(p.Parts) > maxParts && length > 10 {
		length /= 10
		if parts := spans(years, length); len(parts) > 1 {
			p.Parts = parts
			break
		}
	}
	for _, part := range p.Parts {
		part.Whole = p
	}
	return p
}

// spanURL returns the address of the page of several years: /1950-1959/, and
// /49-bc-40-bc/ before year 1.
func spanURL(from, to int64) string {
	return strings.TrimSuffix(YearURL(from), "/") + "-" + strings.TrimPrefix(YearURL(to), "/")
}

// AllPeriods returns every period of the site, the longer ones before their
// parts.
func (s *Site) AllPeriods() []*Period {
	var list []*Period
	var add func([]*Period)
	add = func(periods []*Period) {
		for _, p := range periods {
			list = append(list, p)
			add(p.Parts)
		}
	}
	add(s.Periods)
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
