package tree

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// manifestName is the file, inside the site, that says that dateline made the
// folder and what is in it. It is written last. It holds no times: the same
// outputs give the same manifest.
//
// It is JSON, and also a format of lines, one a file, sorted by path:
//
//	{"generator":"dateline","version":1,"files":[
//	{"path":"about/index.html","size":4711,"sha256":"…"},
//	{"path":"seal.jpg","size":4711,"sha256":"…","from":"…"},
//	…
//	]}
//
// A file that takes long to make says what it was made from: see Output.From.
const manifestName = ".dateline-manifest.json"

const (
	manifestHead = `{"generator":"dateline","version":1,"files":[` + "\n"
	manifestTail = "]}\n"
)

// maxManifest bounds what is read of a manifest: 10,000 files take 1.5 MB.
const maxManifest = 1 << 29

// A record is one file of a site.
type record struct {
	path   string
	size   int64
	hash   Hash
	from   string // Output.From
	linked bool   // not in the manifest: the old site has the same file
}

// encodeManifest needs sorted records.
func encodeManifest(records []record) []byte {
	size := len(manifestHead) + len(manifestTail)
	for _, r := range records {
		size += len(r.path) + len(r.from) + 130
	}
	b := append(make([]byte, 0, size), manifestHead...)
	for i, r := range records {
		if i > 0 {
			b = append(b, ",\n"...)
		}
		b = append(b, `{"path":`...)
		b = appendJSON(b, r.path)
		b = append(b, `,"size":`...)
		b = strconv.AppendInt(b, r.size, 10)
		b = append(b, `,"sha256":"`...)
		b = hex.AppendEncode(b, r.hash[:])
		b = append(b, '"')
		if r.from != "" {
			b = append(b, `,"from":`...)
			b = appendJSON(b, r.from)
		}
		b = append(b, '}')
	}
	if len(records) > 0 {
		b = append(b, '\n')
	}
	return append(b, manifestTail...)
}

// appendJSON appends a string in JSON, without the detour through reflection
// for what needs no escaping.
func appendJSON(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(s) // cannot fail for a string
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// decodeManifest returns the records by path. The error says that this is not
// a manifest of ours. Paths are checked as those of outputs are, because files
// are looked up by them.
func decodeManifest(data []byte) (map[string]record, error) {
	body, ok := bytes.CutPrefix(data, []byte(manifestHead))
	body, ok2 := bytes.CutSuffix(body, []byte(manifestTail))
	if !ok || !ok2 {
		return nil, fmt.Errorf("%s: not in the form that dateline writes", manifestName)
	}
	records := make(map[string]record, bytes.Count(body, []byte("\n")))
	for n := 2; len(body) > 0; n++ {
		line, rest, _ := bytes.Cut(body, []byte("\n"))
		r, err := decodeRecord(bytes.TrimSuffix(line, []byte(",")))
		if err == nil {
			err = checkPath(r.path)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", manifestName, n, err)
		}
		records[r.path] = r
		body = rest
	}
	return records, nil
}

var errNotRecord = errors.New("not in the form that dateline writes")

// decodeRecord reads one line. It knows the order of the fields, which makes it
// ten times as fast as package json, and is what decodes the path if that has
// an escape.
func decodeRecord(line []byte) (record, error) {
	var r record
	rest, ok := bytes.CutPrefix(line, []byte(`{"path":`))
	path, rest, ok2 := bytes.Cut(rest, []byte(`,"size":`))
	size, rest, ok3 := bytes.Cut(rest, []byte(`,"sha256":"`))
	sum, rest, ok4 := bytes.Cut(rest, []byte(`"`))
	if !ok || !ok2 || !ok3 || !ok4 || len(sum) != 2*len(r.hash) {
		return r, errNotRecord
	}
	if _, err := hex.Decode(r.hash[:], sum); err != nil {
		return r, errNotRecord
	}
	rest, ok = bytes.CutSuffix(rest, []byte("}"))
	if !ok {
		return r, errNotRecord
	}
	if len(rest) > 0 {
		from, ok := bytes.CutPrefix(rest, []byte(`,"from":`))
		if !ok || json.Unmarshal(from, &r.from) != nil || r.from == "" {
			return r, errNotRecord
		}
	}
	var err error
	if r.size, err = strconv.ParseInt(string(size), 10, 64); err != nil || r.size < 0 {
		return r, errNotRecord
	}
	if len(path) > 1 && path[0] == '"' && bytes.IndexByte(path[1:], '"') == len(path)-2 && bytes.IndexByte(path, '\\') < 0 {
		r.path = string(path[1 : len(path)-1])
		return r, nil
	}
	if err := json.Unmarshal(path, &r.path); err != nil {
		return r, errNotRecord
	}
	return r, nil
}
