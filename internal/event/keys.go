package event

// Keys are the front-matter keys of an event, in the order in which they are
// documented and written.
var Keys = []string{
	"title", "date", "end", "kind", "summary", "tags", "actors", "place",
	"importance", "status", "status_reason", "sources", "date_claims", "media",
	"related", "published", "updated", "corrections", "language", "aliases",
	"order", "draft",
}

// The keys of the maps below sources, date_claims, media and corrections.
var (
	dateClaimKeys  = []string{"date", "source"}
	sourceKeys     = []string{"id", "title", "publisher", "author", "url", "archive", "date", "accessed", "note"}
	mediaKeys      = []string{"src", "alt", "caption", "credit", "poster", "embed", "width", "height", "tracks"}
	trackKeys      = []string{"src", "kind", "language", "label"}
	correctionKeys = []string{"date", "kind", "text"}
)

// CorrectionKinds are the sorts of entry in the record of changes.
var CorrectionKinds = []string{"correction", "clarification", "update", retraction}

// retraction is the kind of the correction that retracts an event.
const retraction = "retraction"

// TrackKinds are what the texts of a film can be (HTML, section 4.8.12), but
// for those that scripts alone read. The first is what a track is that does
// not say.
var TrackKinds = []string{"captions", "subtitles", "descriptions", "chapters"}

// Lengths are in code points. They are far above what a newsroom writes, and
// there so that a file that went wrong (a whole article in its title) is
// noticed, and so that no list, feed or card has to carry it.
const (
	maxTitle = 300  // a headline has 60 to 120
	maxName  = 200  // tags, actors, places, publishers, credits, ids
	maxText  = 2000 // summaries, notes, captions, corrections: a long paragraph
	maxURL   = 2000 // what browsers, proxies and feed readers all still take

	// Beyond these a list is a mistake, or belongs into several events.
	maxTags        = 200
	maxActors      = 200
	maxSources     = 200
	maxDateClaims  = 200
	maxMedia       = 100
	maxTracks      = 100 // of one film: more than players have room for
	maxRelated     = 200
	maxCorrections = 500
	maxAliases     = 100

	// maxExtra is how many values of a key of the author's own are kept.
	maxExtra = 200

	// maxPixels bounds the width and height of films: twice what 8K is.
	maxPixels = 16_384

	// maxOrder bounds `order`: more than anybody counts by hand, and small
	// enough for every consumer of the JSON.
	maxOrder = 1_000_000
)

// The range of `importance`, and what an event without it has.
const (
	minImportance     = 1
	maxImportance     = 5
	defaultImportance = 3
)

var statusNames = []string{"confirmed", "reported", "disputed", "retracted", "cancelled"}

// String returns the word that front matter uses: "confirmed".
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return ""
}

// ParseStatus returns the status of the given name; "" is confirmed. It
// reports false for a name that is none.
func ParseStatus(name string) (Status, bool) {
	for i, n := range statusNames {
		if n == name {
			return Status(i), true
		}
	}
	return Confirmed, name == ""
}
