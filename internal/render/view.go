package render

import "html/template"

// Every template is executed with one of the page types below, and sees
// nothing else: what a page holds is all that it can depend on. Addresses in
// a view are root-relative ("/events/x/"); the path under which the site is
// published is put before them when the page is finished.

// Common is what every page has. Head, Header and Footer are head.html,
// header.html and footer.html, executed with a Frame: they are the same on
// most pages, and made once for all of these.
type Common struct {
	Site   *Site
	Page   Page
	Head   template.HTML
	Header template.HTML
	Footer template.HTML
}

// Frame is what stands around the pages of one section.
type Frame struct {
	Site    *Site
	Section string // the menu entry that the page belongs to: its URL
	Current string // the menu entry that is this page; "" when none is
}

// Site is the same on every page.
type Site struct {
	Title       string
	Description string
	Language    string // BCP 47
	Direction   string // "ltr" or "rtl"
	URL         string // absolute, without a trailing slash; "" when not known
	Publisher   Link
	License     string
	Menu        []Link // the pages of content/pages, in their order
	Lists       []Link // the indexes of the masthead that the site has: kinds, actors, tags
	Facets      []Link // the indexes of all that readers filter by
	Axis        *Link  // the page with the timeline to zoom; nil when there is none
	Kinds       []*Kind
	Sources     string            // address of the list of all sources; "" when there are none
	Corrections string            // address of the list of all corrections; "" when there are none
	Changes     string            // address of the list of changes; "" when there are none
	Marks       template.HTMLAttr // what a script marks news with, after a space each; "" when there are no changes
	Timezone    string            // IANA name
	Total       int               // events
	ColorScheme string            // for <meta name="color-scheme">: "light dark", "light" or "dark"
	Logo        *Logo             // nil when the settings name none
}

// Logo is the publisher's logo, shown as a picture of fixed size.
type Logo struct {
	URL           string
	Width, Height int    // in pixels; 300 and 150 when the file does not say
	Alt           string // the publisher's name, or the site's title
	Dark          *Logo  // what takes its place where DarkMedia applies; nil when nothing does
	DarkMedia     string // "(prefers-color-scheme: dark)", or "screen" where all screens are dark
}

// Page is the head of one page.
type Page struct {
	Title       string // "" on the home page
	Description string
	URL         string // root-relative
	Canonical   string // absolute; "" when the site's address is not known
	NoIndex     bool   // keep search engines out
	Pictures    bool   // there are pictures to be shown in full
	Alternates  []Alternate
	Card        *Card       // the picture that other sites show with a link to the page; nil when there is none
	Locale      string      // the language of its title as the Open Graph protocol has it: "en_US"; "" when it has no form for it
	Article     *Article    // what else they are told of an event's entry; nil on other pages
	Data        template.JS // what search engines read, as JSON-LD; "" for none
}

// Alternate is the page's content in another form: a feed, data.
type Alternate struct {
	Type  string // media type
	Title string // "" for none
	URL   string
}

// TypeAttribute is the type as an attribute: html/template writes the + in it as
// a reference, which not every program that looks for a feed can read.
func (a Alternate) TypeAttribute() template.HTMLAttr {
	return template.HTMLAttr(`type="` + template.HTMLEscapeString(a.Type) + `"`)
}

// Card is a picture that stands for a page elsewhere (the Open Graph protocol).
type Card struct {
	URL           string // absolute
	Type          string // media type
	Width, Height int    // in pixels
	Alt           string
}

// Article is what other sites are told of an event's entry (the Open Graph
// protocol).
type Article struct {
	Published, Modified string // "2024-07-16"; "" when not known to the day
	Tags                []string
}

// Follow is what follow.html shows at the end of a list: the ways to have its
// events elsewhere. What a site or a list does not have is empty.
type Follow struct {
	Feeds    []Link // one in each format
	Calendar *Calendar
	Data     []Link // the events as files
	Embed    *Embed
}

// Calendar is dates for a reader's own calendar.
type Calendar struct {
	Subscribe template.URL // webcal address, which keeps the calendar up to date; "" for one event
	URL       string       // of the file
	Count     int          // events
}

// Embed is a list to put on another site.
type Embed struct {
	URL     string // of the page to embed, root-relative
	Frame   string // the markup to paste
	Element string // the same by a custom element; "" when there is none
}

// EmbedPage is executed by embed.html: a list as other sites show it in a
// frame.
type EmbedPage struct {
	Common
	Heading string
	List    string // address of the list for readers
	Total   int    // events of the list
	Shown   int    // of these, on this page: the latest
	Years   []EmbedYear
}

// EmbedYear is one year of a page to embed.
type EmbedYear struct {
	Label string
	ID    string          // for anchors: "y2024"
	URL   string          // the year's page
	Items []template.HTML // embed-item.html, executed with an event each
}

// HomePage is executed by home.html.
type HomePage struct {
	Common
	Intro    template.HTML
	KeyDates []*Event  // the dates that matter, soonest first
	KeyMore  *Link     // where to find the others; nil when all are there
	Strip    *Strip    // nil when there is nothing to draw
	Axis     *AxisView // the timeline to zoom, in the place of the strip; nil when the site does not want it there
	Legend   []*Kind   // the kinds of the strip's marks; empty when it has none
	Finder   *Finder
	Timeline Timeline
	Periods  []Period // the way into a timeline of which this page holds the latest part; empty when it holds all
	Earlier  *Link    // to the event before that part; nil when there is none
	News     *News    // what a script says of changes; nil when there are none
	Follow   *Follow
}

// News is what a script needs to say how much changed since a reader's last
// visit.
type News struct {
	Moments string // when entries changed, newest first, and how many: "2024-07-16 2,2024-07-15 1"; ends in a comma when there are more
	Texts   string // what the script says, by plural form, as JSON
}

// AxisPage is executed by axis.html: the timeline to zoom, and the same events
// in a table for those without script or sight.
type AxisPage struct {
	Common
	Heading string
	Axis    *AxisView
	Finder  *Finder
	Rows    []AxisRow // of the table, in the order of dates
	Periods []Period  // the way into a timeline of which the table holds the latest part; empty when it holds all
	Earlier *Link     // to the event before that part; nil when there is none
}

// AxisRow is an event in the table.
type AxisRow struct {
	Event *Event
	Who   string // the actors' names
}

// AxisView is what axis-view.html shows: the frame of the drawing, which a
// script makes from axis/events.json.
type AxisView struct {
	Label   string // what it shows, in words
	Lanes   []FinderFacet
	Legend  []*Kind // that events have; the script takes shapes and colours from its marks
	Version string  // of the order of events
	Cards   int     // list entries in one of the finder's files
	Texts   string  // what the script says, as JSON
}

// Finder is what finder.html shows: the search and the filters, which a script
// fills from search/facets.json.
type Finder struct {
	Facets  []FinderFacet
	Keys    string // parameters of an address that ask the finder something, with spaces between
	Total   int    // events
	Newest  bool   // lists begin with the newest
	Version string // of the order of events
	Cards   int    // list entries in one of its files
	Example string // a date as readers may type it
	Browse  string // address of all lists, for those without script; "" when there are none
	Texts   string // what its script says, as JSON
}

// FinderFacet is a field that readers filter by.
type FinderFacet struct {
	Key string // of the facet in search/facets.json and in the page's address
	All Link   // the page that lists its values; no URL for the years
}

// ListPage is executed by list.html: the events of a tag, an actor, a kind, a
// year, a decade and so on.
type ListPage struct {
	Common
	Label    string // what the list is of: "Topic", "Actor", "Kind", "Year"
	Heading  string
	Kind     *Kind // of a kind's page
	Timeline Timeline
	Total    int
	Periods  []Period // the months of a year, the years of a decade; empty when there are few
	Filter   string   // the address at which the list can be filtered further; "" when it cannot
	Previous *Link    // the period before
	Next     *Link
	Number   int // of this page, from 1
	Numbers  []Link
	Index    Link    // the page that lists all tags, actors, kinds
	Follow   *Follow // nil for lists that nobody can follow: years, places
}

// TermsPage is executed by terms.html: all tags, all actors, all kinds; and for
// the page that leads to all of these.
type TermsPage struct {
	Common
	Heading  string
	Unit     string // what Term.Count counts: "event", or "value" for facets
	Frequent []Term // those that most events have, on the first page of a long list
	Terms    []Term // a long list has entries with an Initial alone between the others
	Index    *Link  // the page that leads to this one; nil where the masthead does
	Number   int    // of this page, from 1
	Numbers  []Link // the pages of a long list
}

// ChangesPage is executed by changes.html, what was done to the entries, and by
// corrections.html, which is the corrections of that.
type ChangesPage struct {
	Common
	Changes string // as News.Moments
	Days    []ChangeDay
	Number  int // of this page, from 1
	Numbers []Link
	Feeds   []Link // the same as feeds, one in each format
}

// ChangeDay is the changes of one day.
type ChangeDay struct {
	ID      string // for anchors: "d2024-07-16"
	Date    Date
	Changes []Change
	More    int // entries that appeared on this day and are not listed
}

// Change is what was done to one entry on one day: it appeared, was corrected,
// or was changed without a word about it.
type Change struct {
	Event       *Event
	Published   bool
	Corrections []Correction
	Moment      template.HTMLAttr // data-new="…": when that was
}

// EventPage is executed by event.html.
type EventPage struct {
	Common
	Event       *Event
	Body        template.HTML
	Media       []Media
	Sources     []Source
	SourceCount string      // "3 sources from 2 publishers"; "" without sources
	Claims      []DateClaim // the dates that the sources give, where they disagree
	AsItWas     bool        // the text is kept, and is no longer what the site says
	Corrections []Correction
	Eras        []Era // that the event falls into
	Related     []*Event
	Place       string // where it stands in the timeline
	Position    string // "Event 7 of 10,000"
	Previous    *Event // the one before it in time
	Next        *Event
	Published   Date
	Updated     Date      // if it is another than Published
	Calendar    *Calendar // the event as a calendar file; nil when its kind is for no calendar
	Data        []Link    // the event as data
	Cite        []Citing  // how to cite the entry
}

// Citing is a way to cite an entry.
type Citing struct {
	ID   string // of the element that holds the text
	Name string // of the format
	Text string
}

// TextPage is executed by page.html, and by 404.html with an empty body.
type TextPage struct {
	Common
	Summary string
	Body    template.HTML
	Updated Date
}

// RedirectPage is executed by redirect.html, at every address that an event or
// page had before.
type RedirectPage struct {
	Common
	Target string // root-relative
	Name   string // title of what is there
}

// Event is an event as lists and its own page show it. card.html is executed
// with it once for each event, and every list uses the result.
type Event struct {
	ID         string
	URL        string
	Title      string
	Lang       template.HTMLAttr // lang and dir of its words; "" when they are in the language of the site
	Name       template.HTML     // the title; struck, and said to be, when the entry is retracted or the event cancelled
	Link       template.HTML     // the same, linked to the event's page
	Href       template.HTMLAttr // href="…", with the event's address
	Class      string            // kind, status and importance, for style sheets
	Deck       string            // the file's summary; "" when it has none
	Summary    string            // the file's summary, or the beginning of its text
	Date       Date
	Kind       *Kind
	Status     *Status // nil when the event is confirmed
	Importance int
	Actors     []*Link
	Tags       []*Link
	Place      string
	Who        string // the actors' names, where Byline has none
	Byline     string // who said it, for statements and analyses
	Reading    string // how to take a statement or an analysis, as a sentence
	Sources    int
	Publishers []string // of the sources, each once, in the order of the file
	Says       string   // the publishers' names; how many they are when they are many
	SaysLabel  string   // "3 sources"
	Uncited    bool     // the text cites no source, and the site wants readers to know
	Differs    bool     // the sources disagree on the date
	Draft      bool
	Dated      template.HTMLAttr   // data-new and data-changed, after a space each: when the entry appeared and was last changed
	When       template.HTMLAttr   // data-from, data-to and data-rule of a date that matters, for what it means today
	Extra      map[string][]string // front-matter keys that are not dateline's own
	Fields     []FieldValue        // those that the site declares, with their labels
}

// FieldValue is a front-matter key that the site declares under `fields`.
type FieldValue struct {
	Label  string
	Values []template.HTML // dates as they are known, addresses as links
}

// Date is a date, no more precise than it is known.
type Date struct {
	Text     string        // "June 20 – September 29, 2024"; "" when there is none
	Day      string        // below the heading of its year: "June 20"
	Datetime string        // for <time datetime>; "" where HTML has no form for it
	HTML     template.HTML // Text, in a <time> element where HTML has a form for the date
	DayHTML  template.HTML // Day, likewise, with its Zone in an element of its own
	Zone     string        // of a time, as it stands in Text and Day: "UTC−04:00"; "" when it has none, or more than one
	Circa    bool          // approximate or uncertain
}

// Kind is a sort of event.
type Kind struct {
	ID      string
	Label   string
	URL     string
	Class   string // for style sheets: "kind-deadline"
	Shape   string // of its mark: see shape.html
	Nature  string // how to read it: fact, deadline, statement, analysis
	Meaning string // the same in words, for the legend; "" when the site does not say
	Count   int
	Mark    template.HTML // mark.html, executed with the kind
	Link    template.HTML // the label, linked to the kind's page
}

// Status is how certain an event is, when it is not simply confirmed.
type Status struct {
	ID, Label string
	Reason    string // why, as a sentence; "" when the file does not say
	Notice    string // what the status means, as a sentence, before the reason
}

// Link is a link with its text.
type Link struct {
	Name    string
	URL     string        // "" when there is nothing to link to
	HTML    template.HTML // the link as an element, or its text alone
	Current bool          // leads to this page
}

// Term is an entry of a list of tags, actors or kinds.
type Term struct {
	Initial string // the letter under which the next entries are found; "" for an entry
	Name    string
	URL     string
	Count   int
	Kind    *Kind  // for kinds
	Top     []Term // of a list of lists: the entries that most events have
	First   Date
	Last    Date
}

// Timeline is a sequence of events, by year and month.
type Timeline struct {
	Years []Year
	Shown int
}

// Year is one year of a timeline.
type Year struct {
	Label  string // "2024", "44 BC"
	ID     string // for anchors: "2024"
	URL    string // the year's page
	Months []Month
}

// Month is one month of a year. Name is "" for events whose month is not known.
type Month struct {
	Name  string
	ID    string // for anchors: "m2024-07"; "" when the month is not known
	Zone  string // of all times in the month, so that it need not be said of each; "" when there are not several, or they differ
	Items []Item
}

// Item is an event's place in a timeline.
type Item struct {
	Event      *Event
	ID         string            // for anchors
	Class      string            // the event's class, with in-era, era-begins and era-ends
	Attributes template.HTMLAttr // class and id, for the list entry
	Card       template.HTML     // card.html, executed with the event
	Begin      []Era             // the eras that begin just before this event
}

// Era is a named stretch of time.
type Era struct {
	Title string
	Date  Date
}

// Period is a month, a year, a decade and so on, with its number of events.
type Period struct {
	Label string
	URL   string
	Count int
}

// Source is a document that supports an event.
type Source struct {
	Number    int
	ID        string // of the list entry, where citations lead
	Title     string
	Link      template.HTML // the title, linked to the document if it has an address, or to its copy if it is gone
	Credit    template.HTML // author, publisher and date, each after a comma
	Author    string
	Publisher string
	URL       string
	Host      string // of URL: "therecord.media"
	Archive   string
	Date      Date
	Accessed  Date
	Note      string
	Citations []string      // ids of the places that cite it
	Backlinks template.HTML // links to these places
	Gone      template.HTML // says that the document is not online any more, and where to find it; "" when it is
	Seen      Date          // the last day on which a document that is gone was there, if that is known
}

// DateClaim is a date that sources give for an event.
type DateClaim struct {
	Date    Date
	Sources []Link        // to their entries on the page, by the publishers' names
	HTML    template.HTML // "June 24 according to Federal Register", with links
}

// SourcesPage is executed by sources.html: the sources of all events.
type SourcesPage struct {
	Common
	Heading string
	Count   string // "3 sources from 2 publishers"
	Shelves []Shelf
	Number  int // of this page, from 1
	Numbers []Link
}

// Shelf is the documents of one publisher.
type Shelf struct {
	Initial   string // the letter under which it and the next are found, in a long list; "" when that of the last one goes on
	Publisher string
	Count     int // documents, on all pages
	Documents []Document
}

// Document is a source with the events that it supports.
type Document struct {
	Title   string
	Link    template.HTML // the title, linked to the document if it has an address
	Credit  template.HTML // author and date, each after a comma
	Author  string
	URL     string
	Archive string        // address of an archived copy
	Gone    template.HTML // that it is not online any more; "" when it is, as far as is known
	Date    Date
	Events  []*Event
}

// Correction is an entry in the record of changes.
type Correction struct {
	ID    string // of its place on the page of the event
	Date  Date
	Kind  string
	Label string
	Text  string
}

// Media is a picture, a recording or a film.
type Media struct {
	Type          string // image, video, audio, file, elsewhere
	URL           string // of the file; of a picture, in its full size; of what is elsewhere, its page
	Alt           string
	Caption       string
	Credit        string
	Width, Height int // in pixels, of what is shown or plays; 0 when not known

	// Of pictures, and of the stills of what is elsewhere.
	Src    string          // to show: a smaller version, where there are any; "" for no still
	Srcset template.Srcset // all versions; "" when there is one only
	Sizes  string          // how wide the picture is shown
	Lazy   bool            // load it when it is nearly in sight: all but the first of a page

	// Of films and recordings.
	Poster string // the address of a picture that stands for the film
	Tracks []Track

	// Of what is elsewhere.
	Host       string // of URL: "vimeo.com"
	Film       bool   // it is known to be a film
	Player     string // address of a player that readers may load with a click; "" when there is none
	PlayerHost string // "player.vimeo.com"
}

// Track is a file of texts that go with a film by its time.
type Track struct {
	URL      string
	Kind     string // captions, subtitles, descriptions, chapters
	Language string // BCP 47
	Label    string
	Default  bool // shown unless the reader says otherwise
}
