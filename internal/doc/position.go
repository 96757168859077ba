package doc

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"dateline/internal/diag"
)

// source is the text of a file, without byte order mark, and where its lines
// begin. The line table is made when the first position is asked for: most
// files have nothing to report.
type source struct {
	name  string
	data  []byte
	lines []int // offsets of line starts; nil until needed

	// The last position asked for. Positions are mostly asked for in order,
	// and a line may be the whole file, so the next is counted from here.
	lastLine, lastOffset, lastColumn int
}

// pos returns the file's own line and column of a byte offset.
func (s *source) pos(offset int) diag.Pos {
	offset = min(max(offset, 0), len(s.data))
	if s.lines == nil {
		s.lines = append(make([]int, 0, 64), 0)
		for i := 0; ; {
			n := bytes.IndexByte(s.data[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			s.lines = append(s.lines, i)
		}
	}
	line := sort.SearchInts(s.lines, offset+1)
	from, column := s.lines[line-1], 1
	if line == s.lastLine && offset >= s.lastOffset {
		from, column = s.lastOffset, s.lastColumn
	}
	column += utf8.RuneCount(s.data[from:offset])
	s.lastLine, s.lastOffset, s.lastColumn = line, offset, column
	return diag.Pos{File: s.name, Line: line, Column: column}
}
