package site

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/internal/diag"
)

// maxSearches bounds how often a site is searched for what an author may have
// meant. A search looks at every name, so that a folder full of broken links
// would cost time by the square of its size; and nobody reads beyond the first
// hundred findings.
const maxSearches = 100

// suggester finds the name that was meant. The zero value is ready for use.
type suggester struct {
	searches int
	known    map[string]string // what was searched for already
}

// find returns the one of names() that is nearest to text, or "". A name that
// ends alike, in another folder, is nearest of all.
func (s *suggester) find(kind, text string, names func() []string) string {
	if name, ok := s.known[kind+text]; ok {
		return name
	}
	if s.searches >= maxSearches {
		return ""
	}
	s.searches++
	if s.known == nil {
		s.known = map[string]string{}
	}
	name := nearest(text, names())
	s.known[kind+text] = name
	return name
}

func nearest(text string, names []string) string {
	length := utf8.RuneCountInString(text)
	last := lastElement(text)
	var near []string
	for _, name := range names {
		if strings.EqualFold(lastElement(name), last) {
			return name
		}
		// Nearest refuses what differs in more than a third; not to offer it
		// saves most of the work.
		if n := utf8.RuneCountInString(name); n-length <= length/3+1 && length-n <= length/3+1 {
			near = append(near, name)
		}
	}
	return diag.Nearest(text, near)
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
