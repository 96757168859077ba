package render

import (
	"cmp"
	"math"
	"slices"
)

// A scale lays stretches of time side by side on an axis. Within a segment it
// is true: equal times take equal room. A long stretch in which nothing
// happens is left out, and the break is drawn, so that the events of a week
// can be told apart on an axis that begins twenty years earlier.
type scale struct {
	segments []segment
}

// segment is an unbroken stretch. Times are in years, places in percent of
// the axis.
type segment struct {
	span
	x, width float64
	weight   int // events
}

// span is a stretch of time that must be on the axis, in years.
type span struct{ from, to float64 }

const (
	// breakShare is the part of the axis that an empty stretch must take to
	// be left out.
	breakShare = 0.2
	// maxBreaks keeps the axis readable: beyond five breaks a reader no
	// longer sees time passing.
	maxBreaks = 5
	// breakWidth is the room of a break, in percent.
	breakWidth = 3.0
	// segmentLeast is the least room of a segment, in percent: that of a mark.
	segmentLeast = 4.5
	// segmentPad keeps marks off the ends of a segment, in percent.
	segmentPad = 1.6
)

// newScale returns the scale for the given spans, which must not be empty.
func newScale(spans []span) scale {
	segments := joined(spans)
	return laidOut(merge(segments, breaks(segments)))
}

// unbroken returns the scale that leaves nothing out.
func (s scale) unbroken() scale {
	return laidOut(merge(slices.Clone(s.segments), math.Inf(1)))
}

// extended returns the scale with every segment widened to what widen returns
// for it, no less than it was.
func (s scale) extended(widen func(span) span) scale {
	segments := slices.Clone(s.segments)
	for i := range segments {
		segments[i].span = widen(segments[i].span)
	}
	return laidOut(merge(segments, 0))
}

// joined unites overlapping spans and returns what is left, in order.
func joined(spans []span) []segment {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	var out []segment
	for _, s := range spans {
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
			out[n-1].weight++
			continue
		}
		out = append(out, segment{span: s, weight: 1})
	}
	return out
}

// breaks returns the least gap that is left out. While most events are too
// close together to be told apart, the largest gap is left out, as long as it
// takes more than breakShare of what remains of the axis.
func breaks(segments []segment) float64 {
	gaps := make([]float64, 0, len(segments))
	for i := 1; i < len(segments); i++ {
		gaps = append(gaps, segments[i].from-segments[i-1].to)
	}
	slices.Sort(gaps)
	slices.Reverse(gaps)
	left := segments[len(segments)-1].to - segments[0].from
	least := math.Inf(1)
	for i, gap := range gaps {
		if i == maxBreaks || gap <= breakShare*left || !crowded(segments, gaps[i:], left) {
			break
		}
		least = gap
		left -= gap
	}
	return least
}

// crowded reports whether most of the events stand closer together than their
// marks are wide, on an axis of the given length with the given gaps. Events
// that overlap in time, which are one segment, stand together anyway.
func crowded(segments []segment, gaps []float64, length float64) bool {
	close, pairs := 0, len(gaps)
	for _, s := range segments {
		close += s.weight - 1
		pairs += s.weight - 1
	}
	for _, gap := range gaps {
		if gap < length*markReach/wideStrip {
			close++
		}
	}
	return 2*close > pairs
}

// merge joins segments whose gap is smaller than least, and those that touch.
func merge(segments []segment, least float64) []segment {
	out := segments[:1]
	for _, s := range segments[1:] {
		last := &out[len(out)-1]
		if gap := s.from - last.to; gap < least || gap <= 0 {
			last.to = max(last.to, s.to)
			last.weight += s.weight
			continue
		}
		out = append(out, s)
	}
	return out
}

// laidOut gives each segment its place, by its number of events but less than
// in proportion, and never less than segmentLeast: a single event years ago
// needs a place, and a crowded month must not take all the others'.
func laidOut(segments []segment) scale {
	room := 100 - breakWidth*float64(len(segments)-1)
	total := 0.0
	for _, s := range segments {
		total += s.claim()
	}
	// Those with the smallest claims come first: what they get beyond it, the
	// others have to give.
	bySize := make([]*segment, len(segments))
	for i := range segments {
		bySize[i] = &segments[i]
	}
	slices.SortStableFunc(bySize, func(a, b *segment) int { return cmp.Compare(a.weight, b.weight) })
	for _, s := range bySize {
		s.width = max(segmentLeast, room*s.claim()/total)
		room -= s.width
		total -= s.claim()
	}
	x := 0.0
	for i := range segments {
		segments[i].x = x
		x += segments[i].width + breakWidth
	}
	return scale{segments}
}

func (s segment) claim() float64 { return math.Pow(float64(s.weight), 0.75) }

// at returns the place of a time, in percent of the axis. A time inside a
// break is at its middle.
func (s scale) at(t float64) float64 {
	for i, seg := range s.segments {
		if t < seg.from {
			if i == 0 {
				return seg.x
			}
			return seg.x - breakWidth/2
		}
		if t <= seg.to {
			return seg.place(t)
		}
	}
	last := s.segments[len(s.segments)-1]
	return last.x + last.width
}

func (s segment) place(t float64) float64 {
	if s.to <= s.from {
		return s.x + s.width/2
	}
	pad := min(segmentPad, s.width/4)
	return s.x + pad + (t-s.from)/(s.to-s.from)*(s.width-2*pad)
}

// whole is the time from the beginning of the axis to its end.
func (s scale) whole() span {
	return span{s.segments[0].from, s.segments[len(s.segments)-1].to}
}
