package feedtest_test

import (
	"strings"
	"testing"

	"dateline/internal/feed/feedtest"
)

const (
	atom = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>https://x.example/feed.atom</id><title>T</title><updated>2024-07-16T00:00:00Z</updated>
<author><name>N</name></author>
<link rel="self" href="https://x.example/feed.atom"/>
<entry><id>https://x.example/a/</id><title>A</title><updated>2024-07-16T00:00:00Z</updated><published>2024-07-01T00:00:00Z</published>
<link rel="alternate" href="https://x.example/a/"/><category term="c"/><content type="html">&lt;p>Text&lt;/p></content></entry>
</feed>`
	rss = `<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en"><channel>
<title>T</title><link>https://x.example/</link><description>D</description><language>en</language>
<atom:link rel="self" href="https://x.example/feed.rss"/>
<item><title>A</title><link>https://x.example/a/</link><guid>https://x.example/a/</guid><pubDate>Tue, 16 Jul 2024 00:00:00 -0400</pubDate>
<dc:creator>N</dc:creator><content:encoded><![CDATA[<p>Text</p>]]></content:encoded></item>
</channel></rss>`
	jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"https://x.example/","feed_url":"https://x.example/feed.json",
"language":"en","authors":[{"name":"N"}],
"items":[{"id":"https://x.example/a/","url":"https://x.example/a/","title":"A","content_html":"<p>Text</p>","date_modified":"2024-07-16T00:00:00Z","tags":["c"]}]}`
)

func TestGood(t *testing.T) {
	for name, data := range map[string]string{"feed.atom": atom, "feed.rss": rss, "feed.json": jsonFeed} {
		if problems := feedtest.Check(name, []byte(data)); len(problems) > 0 {
			t.Errorf("%s: %q", name, problems)
		}
	}
}

// TestBad spoils a good feed in one way at a time; want is part of what is to
// be found.
func TestBad(t *testing.T) {
	entry := atom[strings.Index(atom, "<entry>"):strings.Index(atom, "</feed>")]
	item := rss[strings.Index(rss, "<item>"):strings.Index(rss, "</channel>")]
	for _, test := range []struct{ name, feed, from, to, want string }{
		{".atom", atom, "<title>T</title>", "", "<feed> has 0 <title>"},
		{".atom", atom, "<title>A</title>", "<title> </title>", "<title> in <entry> is empty"},
		{".atom", atom, "<id>https://x.example/feed.atom</id>", "", "<feed> has 0 <id>"},
		{".atom", atom, "<id>https://x.example/a/</id>", "<id>/a/</id>", `"/a/" is no absolute address`},
		{".atom", atom, "<updated>2024-07-16T00:00:00Z</updated>\n<author>", "<author>", "<feed> has 0 <updated>"},
		{".atom", atom, "2024-07-16T00:00:00Z</updated><pub", "2024-07-16</updated><pub", "no time of RFC 3339"},
		{".atom", atom, "2024-07-16T00:00:00Z</updated><pub", "2024-07-16t00:00:00Z</updated><pub", "no time of RFC 3339"},
		{".atom", atom, "2024-07-16T00:00:00Z</updated><pub", "2025-07-16T00:00:00Z</updated><pub", "newer than the feed"},
		{".atom", atom, "2024-07-01", "2024-08-01", "published after it was changed"},
		{".atom", atom, "<author><name>N</name></author>", "", "has no author"},
		{".atom", atom, "<name>N</name>", "", "<author> has 0 <name>"},
		{".atom", atom, `rel="self"`, `rel="via"`, "its own address 0 times"},
		{".atom", atom, `href="https://x.example/a/"`, `href="/a/"`, "no absolute address"},
		{".atom", atom, `term="c"`, "", "no term"},
		{".atom", atom, ` xml:lang="en"`, "", "no language"},
		{".atom", atom, "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "the root is"},
		{".atom", atom, "&lt;p>Text&lt;/p>", "<p>Text</p>", "content of type html has elements"},
		{".atom", atom, "&lt;p>Text", "&lt;a href='/b/'>Text", "no absolute address"},
		{".atom", atom, "&lt;p>Text", "&lt;a href='#b'>Text", "no absolute address"},
		{".atom", atom, "&lt;p>Text", "&lt;img srcset='https://x.example/1 1w, /2 2w'>Text", "no absolute address"},
		{".atom", atom, "&lt;p>Text", "&lt;script>1&lt;/script>Text", "<script> has no place"},
		{".atom", atom, "&lt;p>Text", "&lt;p onclick='x()'>Text", "onclick has no place"},
		{".atom", atom, "Text", "", "no text"},
		{".atom", atom, entry, entry + entry, "two entries have the id"},
		{".atom", atom, "</feed>", "", "not well-formed"},
		{".atom", atom, "Text", "\x01", "not well-formed"},
		{".rss", rss, "<title>T</title>", "", "<channel> has 0 <title>"},
		{".rss", rss, "<description>D</description>", "", "<channel> has 0 <description>"},
		{".rss", rss, "<link>https://x.example/</link>", "<link>x.example</link>", "no absolute address"},
		{".rss", rss, `version="2.0"`, `version="0.91"`, "the root is not"},
		{".rss", rss, "<guid>https://x.example/a/</guid>", "<guid>a</guid>", "guid: \"a\" is no absolute address"},
		{".rss", rss, "Tue, 16 Jul 2024", "Mon, 16 Jul 2024", "no time of RFC 822"},
		{".rss", rss, "Tue, 16 Jul 2024", "Tue, 16 Jul 24", "no time of RFC 822"},
		{".rss", rss, "2024 00:00:00 -0400", "2024", "no time of RFC 822"},
		{".rss", rss, "<dc:creator>N</dc:creator>", "<author>N</author>", "no e-mail address"},
		{".rss", rss, "<item>", "<item><content>x</content>", "RSS has no <content>"},
		{".rss", rss, `rel="self"`, `rel="alternate"`, "does not name its own address"},
		{".rss", rss, "<p>Text</p>", "<a href='/b/'>Text</a>", "no absolute address"},
		{".rss", rss, item, item + item, "two entries have the id"},
		{".rss", rss, "<![CDATA[<p>Text</p>]]>", "", "no text"},
		{".json", jsonFeed, "version/1.1", "version/1", "the version is"},
		{".json", jsonFeed, `"title":"T",`, "", "title is missing"},
		{".json", jsonFeed, `"items":[`, `"entries":[`, "items is no list"},
		{".json", jsonFeed, `"id":"https://x.example/a/"`, `"id":1`, "id is missing"},
		{".json", jsonFeed, `"content_html":"<p>Text</p>"`, `"summary":"x"`, "no content"},
		{".json", jsonFeed, `"2024-07-16T00:00:00Z"`, `"16 July 2024"`, "no time of RFC 3339"},
		{".json", jsonFeed, `"authors":[{"name":"N"}]`, `"author":{"name":"N"}`, "no author there"},
		{".json", jsonFeed, `{"name":"N"}`, `{}`, "neither name, url nor avatar"},
		{".json", jsonFeed, `["c"]`, `[1]`, "a tag is no text"},
		{".json", jsonFeed, "}]}", "}", "no JSON object"},
		{".xml", atom, "T", "T", "the name of no feed"},
	} {
		spoilt := strings.Replace(test.feed, test.from, test.to, 1)
		if spoilt == test.feed && test.name != ".xml" {
			t.Errorf("%s: %q is not in the feed", test.name, test.from)
		}
		problems := strings.Join(feedtest.Check("feed"+test.name, []byte(spoilt)), "\n")
		if !strings.Contains(problems, test.want) {
			t.Errorf("%s with %q: found %q, want %q", test.name, test.to, problems, test.want)
		}
	}
}
