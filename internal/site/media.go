package site

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"dateline/internal/diag"
)

// activeTypes are files that a browser would run, or read as a page of the
// site, with all rights of the site.
var activeTypes = map[string]bool{
	".html": true, ".htm": true, ".xhtml": true, ".xht": true, ".shtml": true, ".mhtml": true, ".mht": true,
	".js": true, ".mjs": true, ".cjs": true, ".wasm": true, ".xml": true, ".xsl": true, ".xslt": true,
	".svgz": true, ".swf": true, ".hta": true, ".htc": true, ".jar": true, ".css": true, ".php": true,
	".exe": true, ".webmanifest": true,
}

// signature is how files of a type begin.
type signature struct {
	name   string
	starts []string // at offset, any of them
	offset int
}

// signatures are of the types that are shown as what they claim to be; others
// are offered as downloads.
var signatures = map[string]signature{
	".png":   {"a PNG", []string{"\x89PNG\r\n\x1a\n"}, 0},
	".jpg":   {"a JPEG", []string{"\xff\xd8\xff"}, 0},
	".jpeg":  {"a JPEG", []string{"\xff\xd8\xff"}, 0},
	".gif":   {"a GIF", []string{"GIF87a", "GIF89a"}, 0},
	".webp":  {"a WebP", []string{"WEBP"}, 8},
	".avif":  {"an AVIF", []string{"ftypavif", "ftypavis", "ftypmif1", "ftypmsf1"}, 4},
	".ico":   {"an icon", []string{"\x00\x00\x01\x00"}, 0},
	".pdf":   {"a PDF", []string{"%PDF-"}, 0},
	".mp4":   {"an MP4", []string{"ftyp"}, 4},
	".m4v":   {"an MP4", []string{"ftyp"}, 4},
	".m4a":   {"an MP4", []string{"ftyp"}, 4},
	".mov":   {"a QuickTime film", []string{"ftyp", "moov", "mdat", "wide", "free"}, 4},
	".webm":  {"a WebM", []string{"\x1a\x45\xdf\xa3"}, 0},
	".mp3":   {"an MP3", []string{"ID3", "\xff\xfb", "\xff\xfa", "\xff\xf3", "\xff\xf2", "\xff\xe3"}, 0},
	".ogg":   {"an Ogg", []string{"OggS"}, 0},
	".oga":   {"an Ogg", []string{"OggS"}, 0},
	".ogv":   {"an Ogg", []string{"OggS"}, 0},
	".opus":  {"an Ogg", []string{"OggS"}, 0},
	".wav":   {"a WAV", []string{"WAVE"}, 8},
	".flac":  {"a FLAC", []string{"fLaC"}, 0},
	".zip":   {"a ZIP", []string{"PK\x03\x04", "PK\x05\x06"}, 0},
	".woff":  {"a WOFF", []string{"wOFF"}, 0},
	".woff2": {"a WOFF2", []string{"wOF2"}, 0},
}

// checkMedia returns a copy of m with its size in pixels and without its
// head, and what makes it unfit to be published.
func checkMedia(m *Media) (*Media, diag.List) {
	var found diag.List
	checked := *m
	checked.Head = nil
	ext := strings.ToLower(path.Ext(m.Path))
	report := func(pos diag.Pos, code, message, hint string) {
		pos.File = m.Name
		found.Add(diag.Diagnostic{Pos: pos, Severity: diag.Error, Code: code, Message: message, Hint: hint})
	}
	sig, known := signatures[ext]
	meant := markdownName(m.Path)
	switch {
	case meant != "":
		report(diag.Pos{}, "name-extension", "the name of a Markdown file ends in .md", "name it "+diag.Quote(path.Base(meant)))
	case activeTypes[ext]:
		report(diag.Pos{}, "media-type", ext+" files are not published from the content folder: browsers run them",
			"pages are Markdown files; styles and scripts of a theme belong in static/")
	case ext == ".svg":
		checkSVG(m, &checked, report)
	case (ext == ".jpg" || ext == ".jpeg" || ext == ".png") && m.Size > MaxPicture:
		report(diag.Pos{}, "picture-too-large", fmt.Sprintf("the file has %d MB; at most %d are allowed", m.Size>>20, MaxPicture>>20),
			"scale it down; screens are 1,000 to 4,000 pixels wide")
	case known && !sig.matches(m.Head):
		report(diag.Pos{}, "media-mismatch", "not "+sig.name+": the file "+describe(m.Head), "save it again in its own format")
	case known:
		measure(m, &checked, report)
		if checked.Picture.TooLarge() {
			found.Add(diag.Diagnostic{
				Pos: diag.Pos{File: m.Name}, Severity: diag.Warning, Code: "picture-too-large",
				Message: fmt.Sprintf("the picture has %d × %d pixels, too many for smaller versions of it to be made", checked.Width, checked.Height),
				Hint:    "scale it down; screens are 1,000 to 4,000 pixels wide",
			})
		}
	case ext == ".vtt" && !startsVTT(m.Head):
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: m.Name, Line: 1, Column: 1}, Severity: diag.Warning, Code: "track-invalid",
			Message: "a WebVTT file begins with WEBVTT, without which browsers show nothing of it",
			Hint:    "make WEBVTT its first line, with an empty line below",
		})
	case looksLikePage(m.Head):
		report(diag.Pos{}, "media-mismatch", "the file is an HTML page under another name", "pages are Markdown files")
	}
	if m.Size > largeFile {
		found.Add(diag.Diagnostic{
			Pos: diag.Pos{File: m.Name}, Severity: diag.Warning, Code: "media-large",
			Message: fmt.Sprintf("the file has %d MB, which few readers wait for and some hosts refuse", m.Size>>20),
			Hint:    "make a smaller version of it, or publish it on a site for films and link to that",
		})
	}
	return &checked, found
}

// largeFile is how many bytes a file has at most of which nothing is said:
// GitHub takes none above 100 MiB.
const largeFile = 100 << 20

// startsVTT reports whether a file begins as WebVTT asks (section 4.1): the
// word may stand alone, or end at a space, a tab or a line.
func startsVTT(head []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimPrefix(head, []byte("\ufeff")), []byte("WEBVTT"))
	return ok && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n"), rest[0]) >= 0)
}

// markdownExtensions are what other programs call Markdown.
var markdownExtensions = map[string]bool{
	".md": true, ".markdown": true, ".mdown": true, ".mdwn": true, ".mkd": true, ".mkdn": true, ".mdx": true, ".mdtext": true, ".mdtxt": true,
}

// markdownName returns the path that a file should have which is meant to be
// an event or a page, but is called like none; "" for others. As a file among
// the media, its front matter would be published.
func markdownName(p string) string {
	ext := path.Ext(p)
	stem := strings.TrimSuffix(p, ext)
	switch {
	case markdownExtensions[strings.ToLower(ext)] && ext != ".md":
	case strings.EqualFold(ext, ".txt") && strings.EqualFold(path.Ext(stem), ".md"):
		stem = strings.TrimSuffix(stem, path.Ext(stem))
	default:
		return ""
	}
	if strings.EqualFold(stem, "index") {
		stem = "index"
	}
	return stem + ".md"
}

func (s signature) matches(head []byte) bool {
	if len(head) < s.offset {
		return false
	}
	for _, start := range s.starts {
		if bytes.HasPrefix(head[s.offset:], []byte(start)) {
			return true
		}
	}
	return false
}

// describe says what a file is instead of what its name claims.
func describe(head []byte) string {
	if len(head) == 0 {
		return "is empty"
	}
	if looksLikePage(head) {
		return "is an HTML page"
	}
	for _, ext := range []string{".png", ".jpg", ".gif", ".webp", ".avif", ".pdf", ".mp4", ".webm", ".zip"} {
		if sig := signatures[ext]; sig.matches(head) {
			return "is " + sig.name
		}
	}
	return fmt.Sprintf("begins with %.20q", head[:min(len(head), 8)])
}

// looksLikePage reports whether a browser that guesses types would take the
// file for HTML (WHATWG MIME Sniffing, section 7.1).
func looksLikePage(head []byte) bool {
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 1445)], []byte("\ufeff")), "\t\n\f\r "))
	for _, start := range []string{
		"<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a ", "<style",
		"<title", "<b>", "<body", "<br", "<p>", "<p ", "<!--", "<?xml",
	} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return false
}
