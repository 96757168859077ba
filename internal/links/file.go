package links

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/internal/diag"
)

// MaxFile is how large the file may be in bytes: 100,000 addresses and more.
const MaxFile = 32 << 20

// version is that of the format, which the first line has.
const version = 1

// about is the first line of the file, for whoever meets it in a folder.
type about struct {
	Version int    `json:"version"`
	About   string `json:"about"`
}

const aboutText = "What `dateline check --links` found out about addresses on other sites. Keep it with the content; do not edit it."

// Lengths in bytes: addresses are at most 2,000 characters long in the content.
const (
	maxURL = 8000
	maxWhy = 400
)

// maxBadLines is how many lines are reported; after that it is another sort of
// file.
const maxBadLines = 20

// Format writes the file. The same knowledge gives the same bytes.
func (k *Known) Format() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	put := func(v any) {
		if err := enc.Encode(v); err != nil {
			panic("links: a struct of texts and numbers does not fail to marshal: " + err.Error())
		}
	}
	put(about{version, aboutText})
	for _, r := range k.records() {
		put(r)
	}
	return b.Bytes()
}

// Parse reads the file of that name. A line that is none costs what it says of
// one address, and is reported: a merge leaves such lines behind. Of two lines
// for one address, the one that was tried later counts.
func Parse(name string, data []byte) (*Known, diag.List) {
	k := &Known{map[string]Record{}}
	var found diag.List
	bad := 0
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for n := 1; len(data) > 0; n++ {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		column, problem := k.read(bytes.TrimRight(line, "\r"))
		if problem == "" {
			continue
		}
		if bad++; bad > maxBadLines {
			break
		}
		d := diag.Diagnostic{
			Pos: diag.Pos{File: name, Line: n, Column: column}, Severity: diag.Warning, Code: "links-invalid",
			Message: problem,
			Hint:    "dateline check --links writes the file anew, and leaves this line out",
		}
		if problem == newer {
			d.Hint = "use that version of dateline, or delete the file and run dateline check --links"
			return &Known{}, append(found, d)
		}
		found.Add(d)
	}
	return k, found
}

const newer = "a newer version of dateline made this file"

// read reads one line, and returns what is wrong with it and where.
func (k *Known) read(line []byte) (column int, problem string) {
	if len(bytes.TrimSpace(line)) == 0 {
		return 0, ""
	}
	if strings.HasPrefix(string(line), "<<<<<<<") || strings.HasPrefix(string(line), "=======") || strings.HasPrefix(string(line), ">>>>>>>") {
		return 1, "the mark of a merge that was not finished"
	}
	var r struct {
		Record
		Version int `json:"version"`
	}
	if err := json.Unmarshal(line, &r); err != nil {
		return columnOf(line, err), "not what is known about an address, as a JSON object: " + reason(err)
	}
	if r.Version != 0 && r.URL == "" {
		if r.Version != version {
			return 1, newer
		}
		return 0, ""
	}
	if problem := r.fault(); problem != "" {
		return 1, problem
	}
	if old, ok := k.byURL[r.URL]; !ok || old.Tried < r.Tried {
		k.byURL[r.URL] = r.Record
	}
	return 0, ""
}

// fault says what no record of ours has.
func (r Record) fault() string {
	switch {
	case !IsWeb(r.URL) || len(r.URL) > maxURL || r.URL != Key(r.URL):
		return fmt.Sprintf("url %s is not the address of a web page", diag.Quote(r.URL))
	case r.State != OK && r.State != Dead && r.State != Failing && r.State != Unclear:
		return fmt.Sprintf("state %s is none; there are ok, dead, failing and unclear", diag.Quote(string(r.State)))
	case !isDay(r.Tried):
		return fmt.Sprintf("tried %s is not a day, such as 2024-07-20", diag.Quote(r.Tried))
	case r.Success != "" && !isDay(r.Success):
		return fmt.Sprintf("success %s is not a day, such as 2024-07-20", diag.Quote(r.Success))
	case r.Status < 0 || r.Status > 999:
		return fmt.Sprintf("status %d is none of HTTP", r.Status)
	case r.Failures < 0 || r.Failures > 100_000:
		return fmt.Sprintf("failures %d is not a number of days", r.Failures)
	case r.Moved != "" && (!IsWeb(r.Moved) || len(r.Moved) > maxURL) || len(r.Why) > maxWhy ||
		strings.ContainsFunc(r.URL+r.Moved+r.Why, unicode.IsControl):
		return "moved and why are not what dateline writes"
	}
	return ""
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// reason is what a JSON decoder says, without the names of our types.
func reason(err error) string {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return "it is of another type: " + kind.Value
	case errors.As(err, &kind):
		return strings.TrimPrefix(kind.Field, "Record.") + " is of another type: " + kind.Value
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// columnOf returns where in a line an error of the decoder is, in code points.
func columnOf(line []byte, err error) int {
	offset := int64(1)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	offset = max(1, min(offset, int64(len(line))))
	return max(1, utf8.RuneCount(line[:offset]))
}
