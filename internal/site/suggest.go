package site

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/internal/diag"
)

// maxCompared bounds how many names are looked at to find what an author may
// have meant. Every search looks at all names, so that a folder full of broken
// links would cost time by the square of its size. This is 2,000 searches in a
// site of 100 pages and 20 in one of 10,000: nobody mends more in one go.
const maxCompared = 200_000

// suggester finds the name that was meant. The zero value is ready for use.
type suggester struct {
	compared int
	known    map[string]string // what was searched for already
	names    map[string][]string
}

// find returns the one of list() that is nearest to text, or "". A name that
// ends alike, in another folder, is nearest of all. Kind names the list, which
// must be the same every time.
func (s *suggester) find(kind, text string, list func() []string) string {
	if name, ok := s.known[kind+text]; ok {
		return name
	}
	if s.known == nil {
		s.known, s.names = map[string]string{}, map[string][]string{}
	}
	names, ok := s.names[kind]
	if !ok {
		names = list()
		s.names[kind] = names
	}
	if s.compared += len(names); s.compared > maxCompared {
		return ""
	}
	name := nearest(text, names)
	s.known[kind+text] = name
	return name
}

func nearest(text string, names []string) string {
	last := lastElement(text)
	limit := max(1, utf8.RuneCountInString(text)/3)
	var near []string
	for _, name := range names {
		if strings.EqualFold(lastElement(name), last) {
			return name
		}
		// Nearest refuses what differs in more than a third. Not to offer it
		// saves most of the work.
		if differ(text, name) <= limit {
			near = append(near, name)
		}
	}
	return diag.Nearest(text, near)
}

// differ returns how many letters at least must be inserted, deleted or
// replaced to make b of a, order aside. It counts ASCII modulo 32, so that
// capitals and small letters fall together; that can only make it less.
func differ(a, b string) int {
	var count [32]int16
	for i := range len(a) {
		if a[i] < utf8.RuneSelf {
			count[a[i]&31]++
		}
	}
	for i := range len(b) {
		if b[i] < utf8.RuneSelf {
			count[b[i]&31]--
		}
	}
	more, less := 0, 0
	for _, n := range count {
		if n > 0 {
			more += int(n)
		} else {
			less -= int(n)
		}
	}
	return max(more, less)
}

func lastElement(path string) string {
	path = strings.TrimSuffix(path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}

// didYouMean is the hint that names a suggestion, or otherwise.
func didYouMean(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return "did you mean " + diag.Quote(name) + "?"
}

// nearestSorted is diag.Nearest for names in no order: of equally near ones it
// returns the first of the alphabet.
func nearestSorted(text string, names []string) string {
	slices.Sort(names)
	return diag.Nearest(text, names)
}
