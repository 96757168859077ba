package doc

import (
	"strconv"

	"dateline/internal/diag"
)

// What a file may hold. Every limit is far above what a person writes, and
// low enough that the worst input of that size is read in well under a second.
const (
	// MaxFile is the size of a file in bytes. The parts have closer limits;
	// this one lets a file be refused before anything looks at it.
	MaxFile = 1 << 20

	// MaxFrontMatter is the size of the front matter in bytes. One with all
	// keys and two sources has 1 KiB. The worst of this size takes YAML 25 ms.
	MaxFrontMatter = 16 << 10

	// MaxBody is the size of the body in bytes, about 40,000 words. Some of
	// Markdown is quadratic at heart, so the size bounds the time.
	MaxBody = 256 << 10

	// MaxKeys is the number of keys of one map. dateline itself knows fewer
	// than 30.
	MaxKeys = 64

	// MaxDepth is how deep lists and maps of the front matter may nest.
	// dateline itself needs 4, and whoever walks the values may recurse.
	MaxDepth = 16

	// MaxNesting is how deep lists, quotes, definitions and footnotes of a
	// body may nest. Each level is indented, so that a phone has no room left
	// long before; and the parser's time and memory grow with the depth of
	// every line.
	MaxNesting = 32
)

const (
	// maxMarks is how many combining marks may follow one another: the bound
	// of Unicode's stream-safe text format (UAX #15, section 13). No language
	// needs more than a few.
	maxMarks = 30

	// maxDelimiters is how many brackets, quotes, stars and the like one
	// paragraph may hold. Each may make the Markdown parser look through the
	// rest of the paragraph, so that 1,000 of them in the largest body cost
	// about 0.15 s; a long paragraph of prose has 200.
	maxDelimiters = 1000

	// maxDefinitions is how many link definitions may stand together, and how
	// many footnotes a body may define: their lookup is quadratic.
	maxDefinitions = 500

	// maxCells is how many cells the tables of a body may hold: a few bytes
	// of source make a row as wide as the widest.
	maxCells = 5000

	// maxContinued bounds the work on nested blocks: every line is offered to
	// every block that is open. The largest sensible body, 5,000 lines three
	// levels deep, needs 30,000 offers.
	maxContinued = 300_000

	// maxOddities is how many strange characters of a file are reported.
	maxOddities = 20

	// maxExcerpt is the length of Body.Excerpt in code points: what fits a
	// card or a search result.
	maxExcerpt = 240
)

// kib says a size as people do.
func kib(n int) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return strconv.Itoa(n>>20) + " MiB"
	}
	return strconv.Itoa(n>>10) + " KiB"
}

// finding makes a diagnostic at a place.
func finding(at diag.Pos, length int, severity diag.Severity, code, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{Pos: at, Length: length, Severity: severity, Code: code, Message: message, Hint: hint}
}
