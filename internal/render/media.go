package render

import (
	"net/url"
	"path"
	"strings"

	"dateline/internal/event"
)

// mediaViews also reports whether there is a picture among the media: the first
// of a page is not loaded lazily.
func (r *Renderer) mediaViews(e *event.Event) (out []Media, pictured bool) {
	for _, m := range e.Media {
		v := Media{Type: m.Type(), URL: m.URL, Alt: m.Alt, Caption: m.Caption, Credit: m.Credit}
		switch v.Type {
		case event.Image:
			r.setStill(&v, m.URL)
		case event.Video:
			v.Poster = r.poster(m.PosterURL)
			v.Width, v.Height = r.shape(m)
			v.Tracks = r.trackViews(m.Tracks)
		case event.Audio:
			v.Tracks = r.trackViews(m.Tracks)
		case event.Elsewhere:
			r.setElsewhere(&v, m)
		}
		if v.Src != "" {
			v.Lazy, pictured = pictured, true
		}
		out = append(out, v)
	}
	return out, pictured
}

// setStill has a picture of the site's own shown.
func (r *Renderer) setStill(v *Media, address string) {
	v.Src = address
	if file, ok := r.site.File(address); ok {
		v.Width, v.Height = file.Width, file.Height
	}
	if ph := r.photos[address]; ph != nil && len(ph.widths) > 0 {
		v.Src, v.Srcset, v.Sizes = ph.src(), ph.srcset(), pictureSizes
	}
}

// poster returns the address of a picture as large as a film is shown; a
// player has no other sizes to choose from.
func (r *Renderer) poster(address string) string {
	if ph := r.photos[address]; ph != nil {
		return ph.src()
	}
	return address
}

// shape returns the width and height of a film: as they are given, or else
// those of its poster, which is a still as a rule. Both are 0 when not known.
func (r *Renderer) shape(m event.Media) (width, height int) {
	if m.Width > 0 && m.Height > 0 {
		return m.Width, m.Height
	}
	if file, ok := r.site.File(m.PosterURL); ok {
		return file.Width, file.Height
	}
	return 0, 0
}

// trackViews has the first track in the language of the site shown.
func (r *Renderer) trackViews(tracks []event.Track) (out []Track) {
	chosen := false
	for _, t := range tracks {
		v := Track{URL: t.URL, Kind: t.Kind, Language: t.Language, Label: t.Label}
		if v.Language == "" {
			v.Language = r.site.Language
		}
		if v.Label == "" {
			v.Label = v.Language
		}
		if readable := t.Kind == "captions" || t.Kind == "subtitles"; readable && !chosen && primary(v.Language) == primary(r.site.Language) {
			v.Default, chosen = true, true
		}
		out = append(out, v)
	}
	return out
}

// primary is the language of a tag without its region or script: "de" of
// "de-AT".
func primary(tag string) string {
	first, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(first)
}

// setElsewhere describes what is on another site.
func (r *Renderer) setElsewhere(v *Media, m event.Media) {
	v.Host, v.Player = host(m.URL), r.site.Player(m)
	v.Film = v.Player != "" || m.Embed != "" || isFilmAddress(m.URL)
	if v.Player != "" {
		v.PlayerHost = host(v.Player)
	}
	if m.PosterURL != "" {
		r.setStill(v, m.PosterURL)
	} else {
		v.Width, v.Height = r.shape(m)
	}
}

// filmHosts have little else than films.
var filmHosts = map[string]bool{"youtube.com": true, "m.youtube.com": true, "youtu.be": true, "vimeo.com": true, "player.vimeo.com": true, "dailymotion.com": true}

func isFilmAddress(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".mp4", ".webm", ".m4v", ".ogv", ".mov":
		return true
	}
	return filmHosts[strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")]
}
