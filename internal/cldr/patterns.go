package main

import (
	"fmt"
	"regexp"
	"strings"
)

// patterns takes from CLDR the patterns of dates, and makes of them those that
// it does not have. In ours the sign that some languages put behind a year
// ("2024年", "2024 г.") is not part of the pattern, as it stands before an era.
type patterns struct {
	language
	yearSuffix string
}

// A dateLength names what CLDR has of one length.
type dateLength struct {
	date, month, dateNoYear string
	interval                string // of two dates
	monthNoYear             string // a pattern itself
}

// get returns a pattern without the sign behind the year, and without the
// apostrophes around words that no field could be taken for.
func (p patterns) get(name string) string {
	pattern := unquoted.ReplaceAllString(p.text[name], "$1")
	return strings.ReplaceAll(pattern, "y"+p.yearSuffix, "y")
}

var quoted = regexp.MustCompile(`'[^']*'`)

var unquoted = regexp.MustCompile(`'([^A-Za-z']+)'`)

// dates returns the fields of edtf.Patterns.
func (p patterns) dates(length dateLength, within bool) (map[string]any, error) {
	date, month, dateNoYear := p.get(length.date), p.get(length.month), p.get(length.dateNoYear)
	monthsInYear := p.get(length.month + "/M")
	between := p.separator(length.interval)
	monthBetween := p.separatorOf(p.get(length.month + "/y"))
	if monthBetween == "" {
		monthBetween = between
	}
	daysInMonth, err := p.twoDays(date)
	if err != nil {
		return nil, err
	}
	daysInMonthNoYear, err := p.twoDays(dateNoYear)
	if err != nil {
		return nil, err
	}
	daysInYear := dateNoYear + between + date
	if date[0] == 'y' {
		daysInYear = date + between + dateNoYear
	}
	monthNoYear := length.monthNoYear
	if strings.Contains(month, "M月") {
		monthNoYear = "M月"
	}
	out := map[string]any{
		"Date": date, "Month": month, "DateNoYear": dateNoYear, "MonthNoYear": monthNoYear,
		"DaysInMonth": daysInMonth, "DaysInYear": daysInYear, "Days": date + between + date,
		"MonthsInYear": monthsInYear, "MonthsApart": month + monthBetween + month,
		"DaysInMonthNoYear": daysInMonthNoYear, "DaysInYearNoYear": dateNoYear + between + dateNoYear,
		"MonthsNoYear": alone(withoutYear(monthsInYear)),
	}
	if within {
		// After a preposition stands the form that names of months have within dates.
		out["MonthPhrase"] = strings.ReplaceAll(month, "L", "M")
		out["MonthPhraseNoYear"] = strings.ReplaceAll(length.monthNoYear, "L", "M")
	}
	return out, nil
}

// twoDays puts two days where a pattern has one, as CLDR's pattern for two
// days does: "d. MMMM" and "d.–d." make "d.–d. MMMM".
func (p patterns) twoDays(pattern string) (string, error) {
	days := p.text["d/d"]
	day := days[strings.LastIndexByte(days, 'd'):]
	fields := quoted.ReplaceAllStringFunc(pattern, func(words string) string { return strings.Repeat("'", len(words)) })
	at := strings.Index(fields, day)
	if at < 0 {
		return "", fmt.Errorf("pattern %q has no %q", pattern, day)
	}
	return pattern[:at] + days + pattern[at+len(day):], nil
}

// separator returns what stands between two dates.
func (p patterns) separator(skeleton string) string {
	if p.text[skeleton+"/y"] == "" {
		skeleton = "yMMMd"
	}
	if s := p.separatorOf(p.text[skeleton+"/y"]); s != "" {
		return s
	}
	return " – "
}

// separatorOf returns what stands in a pattern between the same twice, or "".
func (p patterns) separatorOf(pattern string) string {
	for n := (len(pattern) - 1) / 2; n > 0; n-- {
		if pattern[:n] == pattern[len(pattern)-n:] {
			return pattern[n : len(pattern)-n]
		}
	}
	return ""
}

// alone has names of months as they stand alone.
func alone(pattern string) string {
	return strings.NewReplacer("MMMM", "LLLL", "MMM", "LLL").Replace(pattern)
}

// withoutYear takes the year from an end of a pattern, with what joins it.
func withoutYear(pattern string) string {
	if pattern[0] == 'y' {
		return pattern[strings.IndexAny(pattern, "ML"):]
	}
	return pattern[:strings.LastIndexAny(pattern, "ML")+1]
}
