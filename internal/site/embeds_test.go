package site

import (
	"testing"

	"dateline/internal/event"
)

func TestPlayer(t *testing.T) {
	both := Settings{Embeds: []string{youtubePlayer, vimeoPlayer, "video.example"}}
	for _, tt := range []struct{ page, embed, want string }{
		{page: "https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=10", want: "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"},
		{page: "https://youtu.be/aqz-KE-bpKQ?si=x", want: "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"},
		{page: "https://m.youtube.com/shorts/aqz-KE-bpKQ", want: "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"},
		{page: "https://www.youtube.com/@channel"},
		{page: "https://www.youtube.com/watch?v=%22%3E%3Cscript%3E"},
		{page: "https://www.youtube.com/"},
		{page: "https://youtu.be/"},
		{page: "https://youtube.com.example/watch?v=aqz-KE-bpKQ"},
		{page: "https://vimeo.com/76979871", want: "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"},
		{page: "https://vimeo.com/76979871/8272103f6e", want: "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=8272103f6e"},
		{page: "https://player.vimeo.com/video/76979871?h=8272103f6e", want: "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=8272103f6e"},
		{page: "https://vimeo.com/channels/staffpicks"},
		{page: "https://vimeo.com"},
		{page: "https://video.example/watch/1", embed: "https://video.example/embed/1", want: "https://video.example/embed/1"},
		{page: "https://video.example/watch/1", embed: "https://other.example/embed/1"},
		{page: "https://video.example/watch/1", embed: "https://video.example@other.example/embed/1"},
		{page: "https://video.example/watch/1"},
		{page: "/events/film.webm", embed: "https://video.example/embed/1"},
	} {
		m := event.Media{URL: tt.page, Embed: tt.embed}
		if got := both.Player(m); got != tt.want {
			t.Errorf("the player of %s (%s) is %q, want %q", tt.page, tt.embed, got, tt.want)
		}
		if got := (&Settings{}).Player(m); got != "" {
			t.Errorf("without leave, the player of %s is %q", tt.page, got)
		}
	}
}
