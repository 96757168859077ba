package site

import (
	"strings"

	"dateline/internal/diag"
)

// languageCodes are languages by the names that an author may write instead of
// a tag. It serves a hint, so that it need not be complete.
var languageCodes = map[string]string{
	"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "francais": "fr",
	"spanish": "es", "español": "es", "espanol": "es", "italian": "it", "italiano": "it", "dutch": "nl",
	"nederlands": "nl", "portuguese": "pt", "português": "pt", "russian": "ru", "русский": "ru",
	"ukrainian": "uk", "українська": "uk", "polish": "pl", "polski": "pl", "czech": "cs", "čeština": "cs",
	"swedish": "sv", "svenska": "sv", "danish": "da", "dansk": "da", "norwegian": "nb", "norsk": "nb",
	"finnish": "fi", "suomi": "fi", "hungarian": "hu", "magyar": "hu", "greek": "el", "ελληνικά": "el",
	"turkish": "tr", "türkçe": "tr", "arabic": "ar", "العربية": "ar", "hebrew": "he", "עברית": "he",
	"persian": "fa", "farsi": "fa", "hindi": "hi", "japanese": "ja", "日本語": "ja", "korean": "ko",
	"한국어": "ko", "chinese": "zh", "中文": "zh", "romanian": "ro", "bulgarian": "bg", "croatian": "hr",
	"serbian": "sr", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "catalan": "ca", "català": "ca",
	"us": "en-US", "uk-en": "en-GB", "gb": "en-GB", "cn": "zh-CN", "jp": "ja", "kr": "ko", "cz": "cs", "dk": "da", "gr": "el",
}

// languageCode returns the tag for a language's name, misspelt or not.
func languageCode(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if code := languageCodes[name]; code != "" {
		return code
	}
	if len(name) < 4 {
		return "" // too short to tell what was meant
	}
	names := make([]string, 0, len(languageCodes))
	for n := range languageCodes {
		names = append(names, n)
	}
	return languageCodes[nearestSorted(name, names)]
}

// timezones are the zones of most people, by which a misspelt name is guessed.
// The whole list is data of the system that Go does not enumerate.
var timezones = []string{
	"UTC", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
	"America/Anchorage", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Chicago",
	"America/Denver", "America/Halifax", "America/Lima", "America/Los_Angeles", "America/Mexico_City",
	"America/New_York", "America/Phoenix", "America/Santiago", "America/Sao_Paulo", "America/Toronto",
	"America/Vancouver", "Asia/Baghdad", "Asia/Bangkok", "Asia/Dhaka", "Asia/Dubai", "Asia/Hong_Kong",
	"Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila", "Asia/Riyadh",
	"Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tehran", "Asia/Tokyo",
	"Atlantic/Reykjavik", "Australia/Melbourne", "Australia/Perth", "Australia/Sydney",
	"Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels",
	"Europe/Bucharest", "Europe/Budapest", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki",
	"Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Madrid",
	"Europe/Moscow", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Sofia",
	"Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich", "Pacific/Auckland", "Pacific/Honolulu",
}

// timezoneHint guesses from a whole name and from a city alone.
func timezoneHint(name string) string {
	wanted := strings.ReplaceAll(strings.TrimSpace(name), " ", "_")
	for _, zone := range timezones {
		if strings.EqualFold(zone, wanted) || strings.EqualFold(lastElement(zone), wanted) {
			return "did you mean " + diag.Quote(zone) + "?"
		}
	}
	return diag.DidYouMean(wanted, timezones, "write an IANA name: a continent and a city, such as America/New_York")
}
