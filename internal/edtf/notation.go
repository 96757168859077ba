package edtf

import (
	"regexp"
	"strings"
	"sync"
)

// A notation is a way of writing dates that is not EDTF, and what to say to an
// author who uses it.
type notation struct {
	// The text it takes, all of it. Letters match in either case.
	pattern *regexp.Regexp
	// What is wrong. "%q" in it stands for the text, and "" keeps the message
	// of the parser.
	msg string
	// What to do when there is no reading.
	advice string
	// read returns the readings for the matches of the pattern. Without any, and without advice, the notation does not
	// apply.
	read func(m []string, in *inquiry) []reading
	// What to add to a reading that leaves out something.
	lost string
}

func (n *notation) recognize(s string, in *inquiry) (msg string, readings []reading, ok bool) {
	m := n.pattern.FindStringSubmatch(s)
	if m == nil {
		return "", nil, false
	}
	if n.read != nil {
		readings = n.read(m, in)
	}
	if len(readings) > 0 && readings[0].why != "" {
		return readings[0].why, nil, true
	}
	msg = strings.ReplaceAll(n.msg, "%q", quote(s))
	return msg, readings, len(readings) > 0 || n.advice != ""
}

// write returns a notation with readings.
func write(pattern, msg string, read func(m []string, in *inquiry) []reading) *notation {
	return &notation{pattern: whole(pattern), msg: msg, read: read}
}

// advise returns a notation that has no readings.
func advise(pattern, msg, advice string) *notation {
	return &notation{pattern: whole(pattern), msg: msg, advice: advice}
}

func whole(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?is)^(?:` + pattern + `)$`) }

// Messages that several notations share.
const (
	isoOrder   = "dates are written year-month-day, with hyphens and leading zeros"
	slashed    = "an interval is written with a slash"
	goesOn     = `an interval that goes on ends in ".."`
	wasBefore  = `an interval without a start begins with ".."`
	notFixed   = "%q is another day whenever it is read"
	notFixedDo = "write the day itself, such as 2024-07-20"
	marked     = "an approximate date is marked with a ~ at its end"
	doubted    = "an uncertain date is marked with a ? at its end"
	beforeBC   = "years before Christ are negative, with 0000 for 1 BC"
	anyForm    = "write it as 2024, 2024-07 or 2024-07-20"
	unknownX   = "a digit that is not known is written X"
)

// Fragments of patterns.
const (
	months    = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	weekday   = `(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?`
	ordinal   = `(\d{1,2})(?:st|nd|rd|th|\.)?`
	bc        = `b\.?\s?c\.?(?:\s?e\.?)?`
	ad        = `(?:a\.?\s?d\.?|c\.?\s?e\.?)`
	dashes    = `[-‐‑‒–—―−]`
	ongoing   = `(?:today|now|present|the present|current|ongoing|open|date)`
	relative  = `today|now|tomorrow|yesterday|tonight|present|currently|ongoing|current|(?:next|last|this|coming)\s.+|in\s+\d+\s.+|\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago`
	zone      = `(z|[a-z]{2,5}|[a-z_]+(?:/[a-z_]+)+|(?:` + dashes + `|\+)\d{1,2}(?::?\d\d)?)?`
	clockTime = `(\d{1,2})(?:[:.h]?(\d{2}))?(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?\s?m\.?)?`
)

// The notations are compiled at the first error: a site without any should not
// wait for them.
var (
	compile       sync.Once
	compiled      []*notation
	compiledSlips []*notation
)

func compileAll() { compiled, compiledSlips = newNotations(), newSlips() }

// notations lists the notations in the order in which they are tried.
func notations() []*notation {
	compile.Do(compileAll)
	return compiled
}

// slips lists what to say of text that has the form of EDTF but is no date.
func slips() []*notation {
	compile.Do(compileAll)
	return compiledSlips
}

// newNotations makes the notations, the special before the general.
func newNotations() []*notation {
	return []*notation{
		write(`.*[^\P{Nd}0-9].*`, "digits are written in ASCII, 0 to 9", readForeign).unless("write the digits 0 to 9"),
		write(`.*[\x{FF01}-\x{FF5E}].*`, "a date is written in ASCII, without full-width characters", readForeign),
		advise(relative, notFixed, notFixedDo),
		advise(`unknown|undated|n\.?\s?d\.?|tb[acd]|none|null|nil|n/a|\?+|-+`,
			"%q is not a date", "write what is known, such as 202X for some year from 2020 to 2029"),
		advise(`t?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:[ap]\.?m\.?)?(?:\s*[a-z]+|\s*[-+]\d{1,2}(?::?\d\d)?)?|\d{1,2}\s*[ap]\.?m\.?|noon|midnight`,
			"a time needs a date before it", "write the date and a T first, as in 2024-06-20T14:00"),
		write(`(.+?)(t)`+clockTime+`\s*`+zone, "", readTimestamp),
		write(`(.+?)(\s*t\s*|,?\s+(?:at\s+)?)`+clockTime+`\s*`+zone, "between a date and its time stands a T, without spaces", readTimestamp),
		write(`(.+?)(\s*t\s*|,?\s+(?:at\s+)?)`+clockTime+`\s*`+zone, "a time zone is Z or an offset from UTC such as -04:00", readUnknownZone).losing("followed by the offset"),

		write(`(?:circa|cca|ca|about|around|approx|approximately|roughly|estimated|est|~|≈)\.?\s*(.+)`, marked, wrap("~")),
		write(`c\.?\s*(\d.*)`, marked, wrap("~")),
		write(`c\.?\s+(.+)`, marked, wrap("~")),
		write(`(.+?)\s*\(?(?:circa|approx\.?|approximately|estimated|est\.?|ish|\s~)\)?`, marked, wrap("~")),
		write(`(?:possibly|probably|perhaps|maybe|presumably|likely)\s+(.+)`, doubted, wrap("?")),
		write(`(.+?)(?:\s+\?|\s*\(\?\))`, doubted, wrap("?")),
		write(`(.+?)(?:\?~|~\?)`, "% means both uncertain and approximate", wrap("%")),
		write(`(?:early|mid|late)[\s-]+(?:in\s+)?(.+)`, "EDTF has no early, mid or late", wrap("")),

		write(`(\d+(?:\.\d)?)\s*(million|billion|m|bn|mya|bya|ma|ga)\.?\s*(?:years?\s+ago|`+bc+`)?`, "long years start with Y", readMillions),
		write(`(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)[\s-]*(?:century|cent\.?|c\.)\s*(`+bc+`)?(?:`+ad+`)?`,
			"a century is written with XX for its last digits", readCentury),
		write(`(?:the\s+)?(\d{3})0['’]?s`, "a decade is written with an X for its last digit", readDecade),
		advise(`(?:the\s+)?['’]?\d0['’]?s`, "a decade is written with an X for its last digit", "write all digits of it, such as 198X"),
		write(`(\d{1,4})\s*`+dashes+`\s*(\d{1,4})\s*`+bc, beforeBC, func(m []string, _ *inquiry) []reading {
			return one(yearBC(m[1]) + "/" + yearBC(m[2]))
		}),
		write(`(.+?)\s*`+bc, beforeBC, readBC),
		write(ad+`\s*(\d.*)|(.+?)\s*`+ad, "a year is written with four digits alone", readAD),

		write(`(.*?)\s*/\s*`+ongoing, goesOn, func(m []string, in *inquiry) []reading {
			return each(meant(m[1], in), func(s string) string { return s + "/.." })
		}),
		write(`(.*?)\s*/\s*unknown|unknown\s*/\s*(.*)`, "an unknown end of an interval is left empty", func(m []string, in *inquiry) []reading {
			if m[1] == "" {
				return each(meant(m[2], in), func(s string) string { return "/" + s })
			}
			return each(meant(m[1], in), func(s string) string { return s + "/" })
		}),
		write(`(?:since|from|after|starting|as\s+of|beginning)\s+(.+?)(?:\s+on(?:wards?)?)?`, goesOn, after("", "/..")),
		write(`(.+?)\s*(?:`+dashes+`|\bto\b|\buntil\b|\.{2,})\s*`+ongoing, goesOn, after("", "/..")),
		write(`(\d{4}(?:-\d\d){0,2})\s*(?:`+dashes+`|\.\.)\s*`, goesOn, after("", "/..")),
		write(`(\d.*?)\s+on(?:wards?)?`, goesOn, after("", "/..")),
		write(`(\d{4}\S*)\s+or\s+(\d{4}\S*)`, "one of several dates is written in brackets", func(m []string, _ *inquiry) []reading {
			return one("[" + m[1] + "," + m[2] + "]")
		}),
		write(`(?:until|till|before|by|up\s+to)\s+(.+)`, wasBefore, after("../", "")),
		write(`\.\.\s*(\d.*)`, wasBefore, after("../", "")),
		write(`(?:between|from)\s+(.+?)\s+(?:and|to)\s+(.+)`, slashed, readRange),
		write(`(.+?)\s*(?:\.{2,}|…|[–—]|\s-{1,2}\s|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bthru\b)\s*(.+)`, slashed, readRange),
		write(`(\d{4})\s*[-/]\s*(\d{4})`, slashed, readRange),
		write(`(\d\d)(\d\d)\s*[-–—/]\s*(\d\d)`, slashed, readShortRange),
		write(`(.+?)\s+/\s*(.+)|(.+?)/\s+(.+)`, "an interval has no space around its slash", func(m []string, in *inquiry) []reading {
			return readRange([]string{"", m[1] + m[3], m[2] + m[4]}, in)
		}),

		write(months+`\s+(\d{1,2})\s*-\s*(\d{1,2}),?\s+(\d{4})`, slashed, func(m []string, _ *inquiry) []reading {
			month := monthNumber(m[1])
			return one(ymd(m[4], month, m[2]) + "/" + ymd(m[4], month, m[3]))
		}),
		write(`(\d{1,2})\s*-\s*(\d{1,2})\.?\s+`+months+`,?\s+(\d{4})`, slashed, func(m []string, _ *inquiry) []reading {
			month := monthNumber(m[3])
			return one(ymd(m[4], month, m[1]) + "/" + ymd(m[4], month, m[2]))
		}),
		write(weekday+months+`\s+`+ordinal+`(?:,|\s)\s*(\d{4})`, isoOrder, func(m []string, _ *inquiry) []reading {
			return oneDay(ymd(m[3], monthNumber(m[1]), m[2]))
		}),
		write(weekday+ordinal+`[\s-]*(?:of\s+)?`+months+`,?[\s-]*(\d{4})`, isoOrder, func(m []string, _ *inquiry) []reading {
			return oneDay(ymd(m[3], monthNumber(m[2]), m[1]))
		}),
		write(`(\d{4}),?[\s-]+`+months+`[\s-]+`+ordinal, isoOrder, func(m []string, _ *inquiry) []reading {
			return oneDay(ymd(m[1], monthNumber(m[2]), m[3]))
		}),
		write(months+`,?[\s-]+(?:of\s+)?(\d{4})`, isoOrder, func(m []string, _ *inquiry) []reading {
			return one(m[2] + "-" + monthNumber(m[1]))
		}),
		write(`(\d{4})[\s-]+`+months, isoOrder, func(m []string, _ *inquiry) []reading {
			return one(m[1] + "-" + monthNumber(m[2]))
		}),
		advise(weekday+`(?:`+ordinal+`\s+)?`+months+`(?:\s+`+ordinal+`)?`, "a date needs a year", "write the year first, as in 2024-07-20"),

		write(`(spring|summer|autumn|fall|winter)(?:\s+of)?,?\s+(\d{4})|(\d{4})\s+(spring|summer|autumn|fall|winter)`,
			"a season is written as a number after the year", readSeason),
		write(`q([1-4])[\s/,-]*(\d{4})|(\d{4})[\s/-]*q([1-4])`, "a quarter is written as a number after the year", func(m []string, _ *inquiry) []reading {
			return one(m[2] + m[3] + "-3" + plus(m[1]+m[4], 2))
		}),
		write(`h([12])[\s/,-]*(\d{4})|(\d{4})[\s/-]*h([12])`, "a half is written as a number after the year", func(m []string, _ *inquiry) []reading {
			return one(m[2] + m[3] + "-4" + plus(m[1]+m[4], -1))
		}),
		write(`(\d{4})-?w(\d\d)(?:-?([1-7]))?`, "EDTF has no weeks", readWeek).unless("write its first and last day with a slash between"),
		write(`(\d{4})-(\d{3})`, "EDTF does not count the days of the year", readOrdinalDate).unless("write month and day"),
		advise(`(?:.+/)?p\d+[ymwdh].*|p\d+[ymwdh].*/.+`, "EDTF has no durations", "write both the start and the end as dates"),

		write(`.*[−‐‑‒–—―].*`, "hyphens and minus signs are the ASCII -", readForeign),
		write(`(\d{3,4})-(\d{1,2})-(\d{1,2})`, "", readYearFirst),
		write(`(\d{3,4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\.?`, isoOrder, readYearFirst),
		write(`(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})`, isoOrder, readYearLast),
		advise(`\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*['’]?\d{1,2}`, "a year has four digits", "write the date as year-month-day, such as 2024-07-20"),
		write(`(\d{4})\s*[/.-]\s*(\d{1,2})`, isoOrder, func(m []string, _ *inquiry) []reading {
			return monthOf(m[1], m[2])
		}),
		write(`(\d{1,2})\s*[/.-]\s*(\d{4})`, isoOrder, func(m []string, _ *inquiry) []reading {
			return monthOf(m[2], m[1])
		}),
		write(`(-?)(\d{1,3}(?:[_,.' ]\d{3})+)`, "a year is written without separators", func(m []string, _ *inquiry) []reading {
			return readYear(m[1], onlyDigits(m[2]))
		}),
		write(`\+(\d{4}.*)`, "a year has no plus sign", wrap("")),
		write(`y?(-?)(\d+)`, "", func(m []string, _ *inquiry) []reading { return readYear(m[1], m[2]) }),

		write(`[-0-9a-z?*_#~%./,:+{}\[\]]+`, unknownX, readPlaceholders),
		write(`[-0-9a-z?~%./,:+{}\[\]]+`, "the letters in a date are capitals", func(m []string, _ *inquiry) []reading {
			return one(strings.ToUpper(m[0]))
		}),
		write(`(.+?)/(.+)`, "", readSides),
		write(`(\d{4})[年년]\s*(\d{1,2})[月월](?:\s*(\d{1,2})[日일])?`, isoOrder, func(m []string, _ *inquiry) []reading {
			if m[3] == "" {
				return monthOf(m[1], m[2])
			}
			return oneDay(ymd(m[1], m[2], m[3]))
		}),
		write(`([\[{].*;.*[\]}])`, "the members of a set are separated by commas", func(m []string, _ *inquiry) []reading {
			return one(strings.ReplaceAll(strings.ReplaceAll(m[1], ";", ","), ",  ", ","))
		}),
		write(`["'“‘(]+(.+?)["'”’)]+|(.+?)[.,;]+`, "there is more than a date", func(m []string, in *inquiry) []reading {
			return meant(m[1]+m[2], in)
		}),
		advise(`[^\d\[{/]*`, "this is not a date", anyForm),
		advise(`[^-\[{\d].*|\d{1,2}\D.*`, isoOrder, anyForm),
	}
}

// losing says that the readings leave something out, and what to add.
func (n *notation) losing(add string) *notation {
	n.lost = " " + add
	return n
}

// unless sets the advice for when there is no reading.
func (n *notation) unless(advice string) *notation {
	n.advice = advice
	return n
}

func newSlips() []*notation {
	return []*notation{
		write(`(.*\d)-00(?:-00)?`, "", func(m []string, _ *inquiry) []reading { return one(strings.TrimSuffix(m[1], "-00")) }),
		write(`(\d\d)(\d\d)-(\d\d)`, "", readShortRange),
		write(`(\d{4})-(\d\d)-(\d\d)`, "", func(m []string, _ *inquiry) []reading { return one(ymd(m[1], m[3], m[2])) }),
		write(`y(-?)(\d+)`, "", func(m []string, _ *inquiry) []reading { return readYear(m[1], m[2]) }),
		write(`(.+?)(?:\?~|~\?)`, "", wrap("%")),
		write(`(.+?)(?:\?\?+)`, "", wrap("?")),
		write(`(.+?)(?:~~+)`, "", wrap("~")),
		write(`(\d{4}-\d\d-\d\d)t24:00(?::00)?(.*)`, "", readMidnight),
	}
}
