package edtf

// What a date is to a [Frame].
const (
	otherFrame = iota
	dayFrame
	monthFrame
	yearFrame
)

// frameOf returns what p is, as it is shown, whatever qualifies it.
func frameOf(p *point) int {
	switch {
	case p.yearX != 0 || p.part != 0:
		return otherFrame
	case p.month.absent(), p.month.unknown():
		return yearFrame
	case p.month.hasX():
		return otherFrame
	case p.day.absent(), p.day.unknown():
		return monthFrame
	case p.day.hasX():
		return otherFrame
	}
	return dayFrame
}

// framed returns the pattern of f for what a date is, and the writer for the
// date that goes into it.
func (w writer) framed(f *Frame, frame int) (string, writer) {
	pattern := ""
	switch frame {
	case dayFrame:
		pattern = f.Day
	case monthFrame:
		pattern = f.Month
	case yearFrame:
		pattern = f.Year
	}
	w.phrase = pattern != ""
	w.within = w.phrase && f.Within
	if !w.phrase {
		return f.Other, w
	}
	return pattern, w
}
