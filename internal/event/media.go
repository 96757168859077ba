package event

import (
	"net/url"
	"path"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/doc"
)

// What a file is shown as.
const (
	Image     = "image"
	Video     = "video"
	Audio     = "audio"
	File      = "file"      // offered to be opened
	Elsewhere = "elsewhere" // on another site, from which pages load nothing
)

// Type says what the file is, by its name: one of the constants above.
func (m Media) Type() string {
	if isWeb(m.URL) {
		return Elsewhere
	}
	return fileType(m.URL)
}

func fileType(address string) string {
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif":
		return Image
	case ".mp4", ".webm", ".m4v", ".ogv":
		return Video
	case ".mp3", ".ogg", ".oga", ".m4a", ".wav", ".opus", ".flac":
		return Audio
	}
	return File
}

// readMedia reads `media`, one picture or a list.
func (r *reader) readMedia() {
	maps := r.f.Maps("media")
	if len(maps) > maxMedia {
		r.tooMany("media", maps[maxMedia], maxMedia)
		maps = maps[:maxMedia]
	}
	link := LinkFrom(eventsFolder + r.ID + extension)
	for i, f := range maps {
		r.Media = append(r.Media, r.readMedium(i, f, link))
	}
}

func (r *reader) readMedium(i int, f *doc.Fields, link func(string) string) Media {
	text := func(key string, limit int) doc.Text {
		t := f.Text(key, limit)
		r.places.add("media", i, key, t)
		return t
	}
	r.places.add("media", i, "", doc.Text{Pos: f.Pos()})
	src, alt := text("src", maxURL), text("alt", maxText)
	poster := text("poster", maxURL)
	m := Media{
		Src: src.S, URL: r.mediaURL("src", src, link, true),
		Alt: alt.S, Caption: text("caption", maxText).S, Credit: text("credit", maxName).S,
		Poster: poster.S, PosterURL: r.mediaURL("poster", poster, link, false),
		Embed: r.playerAddress(text("embed", maxURL)),
		Width: f.Int("width", 1, maxPixels, 0), Height: f.Int("height", 1, maxPixels, 0),
		Tracks: r.readTracks(i, f, link),
	}
	for _, key := range []string{"src", "alt"} {
		if _, _, there := f.Get(key); !there {
			report(r.found, doc.Text{Pos: f.Pos()}, diag.Error, "media-"+key+"-missing", "media needs "+key, mediaHints[key])
		}
	}
	if m.PosterURL != "" && fileType(m.PosterURL) != Image {
		r.report(poster, diag.Error, "media-type", "poster "+diag.Quote(poster.S)+" is not a picture", "give a JPEG or PNG, relative to this file")
	}
	r.reportUnused(f, m)
	ReportUnknown(f, r.found, "media")
	return m
}

var mediaHints = map[string]string{
	"src": "add src: the picture's file, relative to this one",
	"alt": "add alt: what the picture shows, for those who cannot see it",
}

// readTracks reads the texts that go with the i-th of the media.
func (r *reader) readTracks(i int, f *doc.Fields, link func(string) string) []Track {
	maps := f.Maps("tracks")
	if len(maps) > maxTracks {
		r.tooMany("tracks", maps[maxTracks], maxTracks)
		maps = maps[:maxTracks]
	}
	var tracks []Track
	for j, f := range maps {
		text := func(key string, limit int) doc.Text {
			t := f.Text(key, limit)
			r.places.add("tracks", i*maxTracks+j, key, t)
			return t
		}
		r.places.add("tracks", i*maxTracks+j, "", doc.Text{Pos: f.Pos()})
		src := text("src", maxURL)
		t := Track{
			Src: src.S, URL: r.mediaURL("src", src, link, false),
			Kind: f.Choice("kind", TrackKinds).S, Language: text("language", maxName).S, Label: text("label", maxName).S,
		}
		if t.Kind == "" {
			t.Kind = TrackKinds[0]
		}
		if _, _, there := f.Get("src"); !there {
			report(r.found, doc.Text{Pos: f.Pos()}, diag.Error, "track-src-missing", "a track needs src", "add src: a WebVTT file (.vtt), relative to this one")
		}
		if t.URL != "" && !strings.EqualFold(path.Ext(t.URL), ".vtt") {
			r.report(src, diag.Error, "track-type", "the track "+diag.Quote(src.S)+" is not a WebVTT file", "save it as .vtt: browsers read nothing else")
			t.URL = ""
		}
		ReportUnknown(f, r.found, "a track")
		tracks = append(tracks, t)
	}
	return tracks
}

// TrackField names a track for [Event.At] by its place in the list, and that
// of its film in the list of media, both from 0.
func TrackField(media, track int) string { return "tracks." + itoa(media*maxTracks+track) }

// reportUnused warns of keys that say nothing about a file of this type.
func (r *reader) reportUnused(f *doc.Fields, m Media) {
	if m.URL == "" {
		return
	}
	allowed := map[string]string{
		"poster": Video + " " + Elsewhere, "width": Video + " " + Elsewhere, "height": Video + " " + Elsewhere,
		"tracks": Video + " " + Audio, "embed": Elsewhere,
	}
	for _, key := range []string{"poster", "embed", "width", "height", "tracks"} {
		at, _, there := f.Get(key)
		if !there || strings.Contains(allowed[key], m.Type()) {
			continue
		}
		r.report(doc.Text{Pos: at.Pos(), Length: at.Length()}, diag.Warning, "key-unused", key+" says nothing about "+mediaNames[m.Type()], unusedHints[key])
	}
}

// mediaNames are what types are called in messages.
var mediaNames = map[string]string{
	Image: "a picture", Video: "a film", Audio: "a recording", File: "a file that is offered to be opened", Elsewhere: "what is on another site",
}

var unusedHints = map[string]string{
	"poster": "delete it; films (.mp4, .webm) have a poster",
	"width":  "delete it; the size of a picture is read from its file",
	"height": "delete it; the size of a picture is read from its file",
	"tracks": "delete it; films and recordings of the site's own have tracks",
	"embed":  "delete it; the site's own films have a player without it",
}

// mediaURL returns the address of a file; one on another site only with
// elsewhere.
func (r *reader) mediaURL(key string, t doc.Text, link func(string) string, elsewhere bool) string {
	if t.IsZero() {
		return ""
	}
	cleaned, problem, hint := doc.CheckURL(t.S)
	switch {
	case problem != "":
	case isWeb(cleaned):
		if elsewhere {
			return cleaned
		}
		problem, hint = "on another site, from where pages load nothing", "save the file beside this one"
	case strings.Contains(strings.SplitN(cleaned, "/", 2)[0], ":"), strings.HasPrefix(cleaned, "#"):
		problem, hint = "not a file", "give the picture's file, relative to this one"
	default:
		return link(t.S)
	}
	r.report(t, diag.Error, "url-invalid", key+" "+diag.Quote(t.S)+": "+problem, hint)
	return ""
}

// playerAddress checks the address of a player, which is put into a frame:
// https alone, since browsers load nothing less into a page with https.
func (r *reader) playerAddress(t doc.Text) string {
	address := r.webAddress("embed", t)
	if address == "" {
		return ""
	}
	if u, err := url.Parse(address); err != nil || !strings.EqualFold(u.Scheme, "https") || u.User != nil {
		r.report(t, diag.Error, "url-invalid", "embed "+diag.Quote(t.S)+": not an address with https", "give the address of the player, from https:// on")
		return ""
	}
	return address
}
