package data

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/internal/event"
)

// Columns are the header of events.csv, before the keys of the site's own
// fields.
var Columns = []string{
	"id", "url", "date", "from", "to", "precision", "date_text", "title", "summary", "kind", "kind_label",
	"importance", "status", "status_reason", "tags", "actors", "place", "sources", "publishers", "source_urls",
	"published", "updated", "corrections", "language",
}

// Between stands between the values of a cell that has several.
const Between = " | "

// CSV returns events.csv: a row for each event, by date (RFC 4180, UTF-8).
func (s *Site) CSV() []byte {
	b := bytes.NewBuffer(make([]byte, 0, len(s.Site.Events)*perRow))
	w := csv.NewWriter(b)
	w.UseCRLF = true
	header := Columns[:len(Columns):len(Columns)]
	for _, f := range s.Fields {
		header = append(header, f.Key)
	}
	write(w, header)
	row := make([]string, len(header))
	for _, e := range s.Site.Events {
		s.row(row, e)
		write(w, row)
	}
	w.Flush()
	return b.Bytes()
}

// perRow is about how many bytes a row takes.
const perRow = 800

func write(w *csv.Writer, row []string) {
	for i := range row {
		row[i] = Quoted(row[i])
	}
	_ = w.Write(row) // into memory, which takes all
}

// row fills in the cells of an event, in the order of the header.
func (s *Site) row(row []string, e *event.Event) {
	v := s.Event(e)
	var publishers, addresses []string
	for _, src := range v.Sources {
		publishers, addresses = append(publishers, src.Publisher), append(addresses, src.URL)
	}
	n := copy(row, []string{
		v.ID, v.URL, v.Date.EDTF, string(v.Date.From), string(v.Date.To), string(v.Date.Precision), v.Date.Display, v.Title, v.Summary, v.Kind, s.label(v.Kind),
		strconv.Itoa(v.Importance), v.Status, v.StatusReason, strings.Join(v.Tags, Between), strings.Join(v.Actors, Between), v.Place,
		strconv.Itoa(len(v.Sources)), strings.Join(publishers, Between), strings.Join(addresses, Between),
		string(v.Published), string(v.Updated), strconv.Itoa(len(v.Corrections)), v.Language,
	})
	for _, f := range s.Fields {
		row[n] = strings.Join(v.Fields[f.Key], Between)
		n++
	}
}

// Quoted puts an apostrophe before a cell that a spreadsheet might run as a
// formula, and before one that begins with an apostrophe: whoever takes the
// first one of every cell away has the text as it was. The signs are those that
// OWASP names, with their wide forms, which spreadsheets in East Asia take too.
func Quoted(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠'", first) {
		return "'" + cell
	}
	return cell
}
