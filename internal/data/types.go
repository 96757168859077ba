package data

import "github.com/invopop/jsonschema"

// Moment is a day or a time at which somebody worked on an entry, as the file
// has it: 2024-07-16, 2024-07-16T14:00-04:00.
type Moment string

// JSONSchema describes it.
func (Moment) JSONSchema() *jsonschema.Schema {
	return described(`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$`,
		"A day, or a time; one without an offset is in the time zone of the timeline (ISO 8601)")
}

// Bound is where a date begins or ends: a day, or a second.
type Bound string

// JSONSchema describes it.
func (Bound) JSONSchema() *jsonschema.Schema {
	return described(`^(\d{4}|[+-]\d{6,})-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z?)?$`,
		"A day, or a second (ISO 8601). Years are astronomical, 0000 is 1 BC; those below 0000 and above 9999 have a sign and at least six digits. A time without Z is local to the event")
}

// Precision says how exactly a date is known.
type Precision string

// JSONSchema describes it.
func (Precision) JSONSchema() *jsonschema.Schema {
	return described(`^(second|minute|day|month|season|quarter|quadrimester|half|year|decade|century|millennium|[0-9]+ years)$`,
		"The unit that a date is known to")
}

func described(pattern, description string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Pattern: pattern, Description: description}
}

// Timeline is events.json, and the file of one event.
type Timeline struct {
	Schema      string     `json:"$schema" jsonschema:"format=uri-reference" jsonschema_description:"Address of the JSON Schema of this file"`
	Version     string     `json:"version" jsonschema:"enum=1" jsonschema_description:"Version of the format"`
	Title       string     `json:"title" jsonschema_description:"Title of the timeline"`
	Description string     `json:"description,omitempty" jsonschema_description:"What it tells, in a sentence or two"`
	URL         string     `json:"url" jsonschema:"format=uri-reference" jsonschema_description:"Address of its home page"`
	Language    string     `json:"language" jsonschema_description:"Language of its texts, as a BCP 47 tag"`
	Timezone    string     `json:"timezone" jsonschema_description:"IANA name of the time zone of the site: times without an offset in published, updated and corrections are in it"`
	License     string     `json:"license,omitempty" jsonschema_description:"Terms under which the texts may be used: an SPDX identifier, an address or words"`
	Publisher   *Publisher `json:"publisher,omitempty" jsonschema_description:"Who publishes it"`
	Kinds       []Kind     `json:"kinds" jsonschema_description:"Kinds of events; in the file of one event, its own kind alone"`
	Eras        []Era      `json:"eras,omitempty" jsonschema_description:"Named stretches of time; not in the file of one event"`
	Fields      []Field    `json:"fields,omitempty" jsonschema_description:"Fields of the site's own that events have beside the others"`
	Events      []Event    `json:"events" jsonschema_description:"The events, by date, oldest first"` // last: see Site.encode
}

// Publisher is who stands behind a timeline.
type Publisher struct {
	Name string `json:"name" jsonschema_description:"Name"`
	URL  string `json:"url,omitempty" jsonschema:"format=uri" jsonschema_description:"Address of its own site"`
}

// Kind is a sort of event.
type Kind struct {
	ID          string `json:"id" jsonschema_description:"What events name it by"`
	Label       string `json:"label" jsonschema_description:"What readers see, in the language of the timeline"`
	Description string `json:"description,omitempty" jsonschema_description:"What it is for"`
	URL         string `json:"url,omitempty" jsonschema:"format=uri-reference" jsonschema_description:"Address of the list of its events, if it has any"`
	Calendar    bool   `json:"calendar,omitempty" jsonschema_description:"Its dates matter ahead, as deadlines do"`
}

// Era is a named stretch of time.
type Era struct {
	Title string `json:"title" jsonschema_description:"What it is called"`
	Date  Date   `json:"date" jsonschema_description:"When it was"`
}

// Field is one of the site's own.
type Field struct {
	Key   string `json:"key" jsonschema_description:"What the fields of events name it by"`
	Label string `json:"label" jsonschema_description:"What readers see"`
	Type  string `json:"type" jsonschema:"enum=text,enum=number,enum=date,enum=url,enum=list" jsonschema_description:"What its values are; they are written as texts all the same, a date in EDTF"`
}

// Event is something that happened or will.
type Event struct {
	ID           string              `json:"id" jsonschema_description:"Permanent identifier, unlike any other of the timeline"`
	URL          string              `json:"url" jsonschema:"format=uri-reference" jsonschema_description:"Address of its page"`
	Title        string              `json:"title" jsonschema_description:"Headline"`
	Language     string              `json:"language,omitempty" jsonschema_description:"Language of its texts, as a BCP 47 tag, if not that of the timeline"`
	Date         Date                `json:"date" jsonschema_description:"When it was, or will be"`
	DateClaims   []DateClaim         `json:"date_claims,omitempty" jsonschema_description:"Which source gives which date, where sources disagree"`
	Kind         string              `json:"kind,omitempty" jsonschema_description:"Its kind, by id"`
	Summary      string              `json:"summary,omitempty" jsonschema_description:"What happened in a sentence, or else the beginning of the text"`
	Importance   int                 `json:"importance" jsonschema:"minimum=1,maximum=5" jsonschema_description:"From 1, least, to 5, greatest"`
	Status       string              `json:"status" jsonschema:"enum=confirmed,enum=reported,enum=disputed,enum=retracted,enum=cancelled" jsonschema_description:"How certain it is. A retracted entry was wrong, a cancelled event did not take place"`
	StatusReason string              `json:"status_reason,omitempty" jsonschema_description:"Why it has this status; there for all that is retracted"`
	Tags         []string            `json:"tags,omitempty" jsonschema_description:"Topics"`
	Actors       []string            `json:"actors,omitempty" jsonschema_description:"Persons and bodies that it is about"`
	Place        string              `json:"place,omitempty" jsonschema_description:"Where it was"`
	Sources      []Source            `json:"sources,omitempty" jsonschema_description:"Documents that support it"`
	Media        []Media             `json:"media,omitempty" jsonschema_description:"Pictures, recordings and films"`
	Related      []string            `json:"related,omitempty" jsonschema_description:"Other events, by id"`
	Published    Moment              `json:"published,omitempty" jsonschema_description:"When the entry, not the event, was published: a day or a time"`
	Updated      Moment              `json:"updated,omitempty" jsonschema_description:"When the entry was last changed: a day or a time"`
	Corrections  []Correction        `json:"corrections,omitempty" jsonschema_description:"Changes to the entry that readers should know of, oldest first"`
	Fields       map[string][]string `json:"fields,omitempty" jsonschema_description:"Values of the site's own fields, by key"`
	Draft        bool                `json:"draft,omitempty" jsonschema_description:"Not published yet: only in a site that was built with drafts"`
	HTML         string              `json:"html,omitempty" jsonschema_description:"The text as HTML; only in the file of one event"`
	Text         string              `json:"text,omitempty" jsonschema_description:"The text without markup, its paragraphs divided by an empty line; only in the file of one event"`
}

// Date is a date as it is known.
type Date struct {
	EDTF        string    `json:"edtf" jsonschema:"minLength=1" jsonschema_description:"The date in the Extended Date/Time Format (ISO 8601-2): the one exact form"`
	From        Bound     `json:"from,omitempty" jsonschema_description:"First day on which it can have begun, or first second if the time is known. Left out if there is no start"`
	To          Bound     `json:"to,omitempty" jsonschema_description:"Last day or second, itself included. Left out if there is no end, or none is known"`
	Precision   Precision `json:"precision" jsonschema_description:"How exactly the start is known, or the end if there is no start"`
	PrecisionTo Precision `json:"precision_to,omitempty" jsonschema_description:"How exactly the end is known, if not as the start"`
	Approximate bool      `json:"approximate,omitempty" jsonschema_description:"It is about then"`
	Uncertain   bool      `json:"uncertain,omitempty" jsonschema_description:"The source is in doubt about it"`
	Display     string    `json:"display" jsonschema:"minLength=1" jsonschema_description:"The date as readers see it, in the language of the timeline"`
}

// DateClaim is the date that a source gives.
type DateClaim struct {
	Date   Date   `json:"date" jsonschema_description:"The date"`
	Source string `json:"source" jsonschema_description:"Source of the event that gives it, by id"`
}

// Source is a document that supports an event.
type Source struct {
	ID        string `json:"id,omitempty" jsonschema_description:"What the text cites it by"`
	Title     string `json:"title" jsonschema_description:"Its title"`
	Publisher string `json:"publisher,omitempty" jsonschema_description:"Who published it"`
	Author    string `json:"author,omitempty" jsonschema_description:"Who wrote it"`
	URL       string `json:"url,omitempty" jsonschema:"format=uri" jsonschema_description:"Its address"`
	Archive   string `json:"archive,omitempty" jsonschema:"format=uri" jsonschema_description:"Address of an archived copy"`
	Date      *Date  `json:"date,omitempty" jsonschema_description:"When it was published"`
	Accessed  Moment `json:"accessed,omitempty" jsonschema_description:"When it was read for this entry"`
	Note      string `json:"note,omitempty" jsonschema_description:"What to know about it"`
}

// Media is a picture, a recording or a film.
type Media struct {
	Type    string  `json:"type" jsonschema:"enum=image,enum=video,enum=audio,enum=file,enum=elsewhere" jsonschema_description:"What it is; elsewhere is the page of another site"`
	URL     string  `json:"url" jsonschema:"format=uri-reference" jsonschema_description:"Its address"`
	Alt     string  `json:"alt,omitempty" jsonschema_description:"What it shows, for those who cannot see it"`
	Caption string  `json:"caption,omitempty" jsonschema_description:"What it is"`
	Credit  string  `json:"credit,omitempty" jsonschema_description:"Whose it is"`
	Poster  string  `json:"poster,omitempty" jsonschema:"format=uri-reference" jsonschema_description:"Address of a picture that stands for it"`
	Width   int     `json:"width,omitempty" jsonschema:"minimum=1" jsonschema_description:"Width in pixels"`
	Height  int     `json:"height,omitempty" jsonschema:"minimum=1" jsonschema_description:"Height in pixels"`
	Tracks  []Track `json:"tracks,omitempty" jsonschema_description:"Texts that go with it by its time, as WebVTT"`
}

// Track is a file of texts that go with a film.
type Track struct {
	URL      string `json:"url" jsonschema:"format=uri-reference" jsonschema_description:"Address of the file"`
	Kind     string `json:"kind" jsonschema:"enum=captions,enum=subtitles,enum=descriptions,enum=chapters" jsonschema_description:"What the texts are"`
	Language string `json:"language,omitempty" jsonschema_description:"Their language, as a BCP 47 tag, if not that of the timeline"`
	Label    string `json:"label,omitempty" jsonschema_description:"What readers choose them by"`
}

// Correction is an entry in the record of changes.
type Correction struct {
	Date Moment `json:"date" jsonschema_description:"When it was made: a day or a time"`
	Kind string `json:"kind" jsonschema:"enum=correction,enum=clarification,enum=update,enum=retraction" jsonschema_description:"What sort of change it is"`
	Text string `json:"text" jsonschema_description:"What was wrong, and what is right"`
}
