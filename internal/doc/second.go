package doc

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"dateline/internal/diag"
)

// keyLine is a line that looks like a key of front matter.
var keyLine = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*):(\s|$)`)

// tellingKeys are keys that make lines between two rules front matter, and not
// a heading that is underlined, which may have a colon too.
var tellingKeys = []string{
	"title", "date", "end", "kind", "summary", "description", "tags", "actors", "place", "importance", "status",
	"sources", "media", "related", "published", "updated", "corrections", "aliases", "order", "draft",
}

// block is some lines of a body that read like front matter, up to a rule.
type block struct {
	keys   []string
	end    int  // offset behind the rule
	inside bool // the first line goes on with a value
}

// readBlock reads a block that begins at offset at; ok is false if there is
// none. Lines of lists and of values are indented.
func readBlock(data []byte, at int) (b block, ok bool) {
	start := at
	for at < len(data) && at-start < MaxFrontMatter {
		line, next := cutLine(data, at)
		switch match := keyLine.FindSubmatch(line); {
		case isRule(line):
			b.end = next
			return b, slices.ContainsFunc(b.keys, func(key string) bool { return slices.Contains(tellingKeys, key) })
		case match != nil:
			b.keys = append(b.keys, string(match[1]))
		case len(bytes.TrimSpace(line)) == 0:
			return b, false
		case line[0] == ' ':
			b.inside = b.inside || at == start
		case line[0] == '#', bytes.HasPrefix(line, []byte("- ")):
		default:
			return b, false
		}
		at = next
	}
	return b, false
}

// checkSplit looks for more front matter in the body, which would be shown as
// text. What follows the closing rule at once may be the rest of the front
// matter, which a rule inside a value has cut in two: then it goes on with a
// value, or gives keys that were not given yet. Any other block is a second
// document. A body may begin with a rule, and hold rules.
func checkSplit(s *source, end int, front Value, found *diag.List) {
	at := end
	if b, ok := readBlock(s.data, at); ok {
		rule := bytes.LastIndexByte(s.data[:end-1], '\n') + 1
		if b.inside || !repeatsKey(front, b.keys) {
			found.Add(finding(s.pos(rule), 3, diag.Error, "front-matter-split",
				"this --- ends the front matter, and more of it follows", "for a rule inside a text write ***; otherwise delete this line"))
			return
		}
		reportSecond(s, rule, found)
		at = b.end
	}
	fence := ""
	for n := 0; at < len(s.data) && n < maxOddities; {
		line, next := cutLine(s.data, at)
		switch mark := fenceOf(line); {
		case fence != "":
			if strings.HasPrefix(mark, fence) && strings.Trim(string(line), " \t`~") == "" {
				fence = ""
			}
		case mark != "":
			fence = mark
		case isRule(line):
			if b, ok := readBlock(s.data, next); ok && !b.inside {
				reportSecond(s, at, found)
				next = b.end
				n++
			}
		}
		at = next
	}
}

// repeatsKey reports whether front has one of keys already.
func repeatsKey(front Value, keys []string) bool {
	for key := range front.Pairs() {
		if slices.Contains(keys, key.key()) {
			return true
		}
	}
	return false
}

func reportSecond(s *source, at int, found *diag.List) {
	found.Add(finding(s.pos(at), 3, diag.Warning, "front-matter-second",
		"a second block of front matter counts as text", "one file holds one event; merge the blocks"))
}

// fenceOf returns the marks that begin or end a block of code, three or more,
// and "" for other lines.
func fenceOf(line []byte) string {
	text := bytes.TrimLeft(line, " ")
	if len(line)-len(text) > 3 || len(text) < 3 || text[0] != '`' && text[0] != '~' {
		return ""
	}
	marks := text[:len(text)-len(bytes.TrimLeft(text, string(text[:1])))]
	if len(marks) < 3 {
		return ""
	}
	return string(marks)
}
