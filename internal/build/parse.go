package build

import (
	"errors"
	"io"
	"path"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/event"
	"dateline/internal/links"
	"dateline/internal/picture"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// parsed is what one content file gave: one of index, event, page, media and
// links, or none when it is of no use to the site.
type parsed struct {
	file  *tree.File
	index *site.Index
	event *event.Event
	page  *site.Page
	media *site.Media
	links *links.Known
	found diag.List

	faulty *event.Event // what could be read of an event that is of no use
}

// parseAll parses the files of the content that are new or have changed, on
// all processors. It returns the events whose files have changed and were and
// are of use, and whether anything else has.
func (p *Pipeline) parseAll(in Input) (edited []*event.Event, others bool) {
	p.readLanguage(in.Content)
	old := p.files
	files := make([]parsed, 0, in.Content.Len())
	var fresh []int // places in files to parse
	var before []parsed
	for f := range in.Content.Files() {
		for len(old) > 0 && old[0].file.Path < f.Path {
			old, others = old[1:], true // it is gone
		}
		var known parsed
		if len(old) > 0 && old[0].file.Path == f.Path {
			known, old = old[0], old[1:]
		}
		switch {
		case known.file == nil:
			others = true
		case known.file == f:
		case known.file.Name == f.Name && known.file.Hash() == f.Hash():
			known.file = f
			// A file that was touched may have another modification time, by
			// which media are opened again.
			if known.media != nil {
				others = true
			}
		default:
			before = append(before, known)
			known.file = nil
		}
		if known.file == nil {
			fresh = append(fresh, len(files))
			known = parsed{file: f}
		}
		files = append(files, known)
	}
	others = others || len(old) > 0
	inParallel(len(fresh), func(i int) { files[fresh[i]] = parseFile(files[fresh[i]].file, p.labels) })
	p.files = files
	if others || len(fresh) != len(before) {
		return nil, true
	}
	for i, n := range fresh {
		if before[i].event == nil || files[n].event == nil {
			return nil, true
		}
		edited = append(edited, files[n].event)
	}
	return edited, false
}

func parseFile(f *tree.File, labels doc.Labels) parsed {
	r := parsed{file: f}
	switch {
	case strings.EqualFold(f.Path, links.File):
		r.links = linksFile(f, &r.found)
		return r
	case path.Ext(f.Path) != ".md":
		r.media = medium(f, &r.found)
		return r
	}
	src := doc.Source{Path: f.Path, Name: f.Name, Data: f.Data, Labels: labels}
	switch {
	case f.Path == indexFile:
		r.index, r.found = site.ParseSettings(src)
		reportUntranslated(r.index, &r.found)
	case strings.HasPrefix(f.Path, "events/"):
		e, found := event.Examine(src)
		if r.found = found; found.HasErrors() {
			r.faulty = e
		} else {
			r.event = e
		}
	case strings.HasPrefix(f.Path, "pages/"):
		r.page, r.found = site.ParsePage(src)
	case strings.EqualFold(f.Path, indexFile):
		r.found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: f.Name}, Code: "file-misplaced",
			Message: "the settings are in a file called " + indexFile + ", in lower case",
			Hint:    "rename it " + indexFile,
		})
	default:
		r.found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: f.Name}, Code: "file-misplaced",
			Message: "a Markdown file here is neither an event nor a page",
			Hint:    "move it below events/ or pages/",
		})
	}
	return r
}

// linksFile reads what is known about other sites. It is not published.
func linksFile(f *tree.File, found *diag.List) *links.Known {
	report := func(code, message, hint string) {
		found.Add(diag.Diagnostic{Pos: diag.Pos{File: f.Name}, Severity: diag.Warning, Code: code, Message: message, Hint: hint})
	}
	if f.Path != links.File {
		report("file-misplaced", "what is known about links is in a file called "+links.File+", in lower case", "rename it "+links.File)
		return &links.Known{}
	}
	data, err := f.Bytes(links.MaxFile)
	if err != nil {
		report("links-invalid", "the file cannot be read: "+err.Error(), "delete it; dateline check --links makes it anew")
		return &links.Known{}
	}
	known, problems := links.Parse(f.Name, data)
	*found = append(*found, problems...)
	return known
}

// headSize is how much of a file says what it is. A photo's dimensions stand
// behind what its camera and programs have to say, of which a preview and a
// colour profile alone can fill as much again: then longHead is read.
const (
	headSize = 64 << 10
	longHead = 1 << 20
)

// maxSVG is how large a drawing may be: it is read whole, to see that there is
// no script in it.
const maxSVG = 4 << 20

func medium(f *tree.File, found *diag.List) *site.Media {
	m := &site.Media{Path: f.Path, Name: f.Name, Size: f.Size}
	var err error
	if strings.EqualFold(path.Ext(f.Path), ".svg") {
		m.Head, err = f.Bytes(maxSVG)
	} else {
		m.Head, err = head(f)
	}
	if _, e := picture.Inspect(m.Head); e == nil {
		f.Hash() // here, where all processors are at work: render names files by it
	}
	if err != nil {
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: f.Name}, Code: "file-unreadable", Message: "the file cannot be read: " + err.Error(),
		})
	}
	return m
}

// head reads the beginning of a file: of a picture, as much as tells its size.
func head(f *tree.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, headSize))
	if _, e := picture.Inspect(data); err != nil || f.Size <= headSize || !errors.Is(e, io.ErrUnexpectedEOF) {
		return data, err
	}
	rest, err := io.ReadAll(io.LimitReader(r, longHead-headSize))
	return append(data, rest...), err
}
