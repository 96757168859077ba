package site

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/event"
)

// maxEmbeds is how many hosts a site may take players from: each of them
// learns who looks at it.
const maxEmbeds = 20

var hostPattern = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$`)

// Hosts of players that are known, with www. where they have it.
const (
	youtubePlayer = "www.youtube-nocookie.com"
	vimeoPlayer   = "player.vimeo.com"
)

// playerHosts are the hosts of pages whose players are at another one.
var playerHosts = map[string]string{
	"youtube.com": "youtube-nocookie.com", "m.youtube.com": "youtube-nocookie.com", "youtu.be": "youtube-nocookie.com",
	"vimeo.com": vimeoPlayer,
}

// readEmbeds reads the hosts whose players readers may load with a click.
func (r *settingsReader) readEmbeds() {
	for _, t := range r.f.Texts("embeds", maxName, maxEmbeds) {
		host := strings.ToLower(t.S)
		bare := strings.TrimPrefix(host, "www.")
		switch player := playerHosts[bare]; {
		case !hostPattern.MatchString(host):
			hint := "write it without https:// and without a path, such as player.vimeo.com"
			if u, err := url.Parse(host); err == nil && hostPattern.MatchString(u.Host) {
				hint = "write " + u.Host
			}
			r.report(t, "embed-host", diag.Quote(t.S)+" is not the name of a host", hint)
			continue
		case player != "":
			r.report(t, "embed-host", "films of "+host+" are shown by "+player, "write "+player)
			continue
		case bare == "youtube-nocookie.com":
			host = youtubePlayer
		}
		if slices.Contains(r.s.Embeds, host) {
			continue
		}
		r.s.Embeds = append(r.s.Embeds, host)
	}
}

// FrameSources is the part of a Content-Security-Policy that lets pages show
// the players of the site's embeds; "" when there are none.
func (s *Settings) FrameSources() string {
	if len(s.Embeds) == 0 {
		return ""
	}
	return "frame-src https://" + strings.Join(s.Embeds, " https://")
}

// Player returns the address of a player for what is on another site, if the
// site lets readers load players from there; "" otherwise.
func (s *Settings) Player(m event.Media) string {
	if m.Type() != event.Elsewhere {
		return ""
	}
	address := playerAddress(m)
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || !slices.Contains(s.Embeds, strings.ToLower(u.Host)) {
		return ""
	}
	return address
}

// playerAddress returns the address of a player: the one that is given, or for
// pages of YouTube and Vimeo the one that these hosts give out for use on other
// sites. It is "" when there is none.
func playerAddress(m event.Media) string {
	if m.Embed != "" {
		return m.Embed
	}
	u, err := url.Parse(m.URL)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."); host {
	case "youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com":
		if id := u.Query().Get("v"); parts[0] == "watch" {
			return youtube(id)
		}
		if len(parts) == 2 && slices.Contains([]string{"embed", "shorts", "live", "v"}, parts[0]) {
			return youtube(parts[1])
		}
	case "youtu.be":
		return youtube(parts[0])
	case "vimeo.com", vimeoPlayer:
		if parts[0] == "video" {
			parts = parts[1:]
		}
		return vimeo(parts, u.Query().Get("h"))
	}
	return ""
}

var (
	youtubeID = regexp.MustCompile(`^[A-Za-z0-9_-]{6,20}$`)
	vimeoID   = regexp.MustCompile(`^[0-9]{1,15}$`)
	vimeoHash = regexp.MustCompile(`^[0-9a-f]{1,20}$`)
)

// youtube returns the player that sets no cookie before it plays. It plays at
// once: the reader has asked for it.
func youtube(id string) string {
	if !youtubeID.MatchString(id) {
		return ""
	}
	return "https://" + youtubePlayer + "/embed/" + id + "?autoplay=1"
}

// vimeo returns the player of a film by the parts of its path: its number, and
// for unlisted ones a key, which hash is otherwise. dnt asks for no tracking.
func vimeo(parts []string, hash string) string {
	if len(parts) == 0 || !vimeoID.MatchString(parts[0]) {
		return ""
	}
	address := "https://" + vimeoPlayer + "/video/" + parts[0] + "?dnt=1&autoplay=1"
	if len(parts) > 1 {
		hash = parts[1]
	}
	if vimeoHash.MatchString(hash) {
		address += "&h=" + hash
	}
	return address
}

// checkEmbed asks about a player that readers cannot load.
func (c *checker) checkEmbed(e *event.Event, field string, m event.Media) {
	if m.Embed == "" || m.Type() != event.Elsewhere || c.site.Player(m) != "" || c.index.incomplete["embeds"] {
		return
	}
	host := m.Embed
	if u, err := url.Parse(m.Embed); err == nil {
		host = strings.ToLower(u.Host)
	}
	e.Report(&c.found, field+".embed", diag.Info, "embed-host", "the player of "+host+" is not shown: the site has not opted in to this host",
		"add it to embeds in "+c.index.Name+", if it may learn who watches")
}
