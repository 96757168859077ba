package edtf

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// readTimestamp reads a date, a time and a zone: "2024-06-20 2:30 p.m. EDT".
func readTimestamp(m []string, in *inquiry) []reading {
	hasT := strings.EqualFold(strings.TrimSpace(m[2]), "t")
	if m[4] == "" && m[6] == "" && !hasT {
		return nil // a number after a date is no time
	}
	clock, ok := timeOf(m[3], m[4], m[5], m[6])
	if !ok {
		return nil
	}
	zone, ok := zoneOf(m[7])
	if !ok {
		return nil
	}
	return each(meant(m[1], in), func(s string) string { return s + clock + zone })
}

// readUnknownZone reads a date and a time with a zone that cannot be turned
// into an offset without a table of them.
func readUnknownZone(m []string, in *inquiry) []reading {
	if _, known := zoneOf(m[7]); known {
		return nil
	}
	m[7] = ""
	return readTimestamp(m, in)
}

// timeOf returns a clock time as EDTF, of hours, minutes, seconds and am or pm
// as written, and false when there is no such time.
func timeOf(hour, minute, second, half string) (string, bool) {
	h, _ := strconv.Atoi(hour)
	switch half = strings.ToLower(half); {
	case half != "" && (h < 1 || h > 12):
		return "", false
	case strings.HasPrefix(half, "p") && h < 12:
		h += 12
	case strings.HasPrefix(half, "a") && h == 12:
		h = 0
	}
	if minute == "" {
		minute = "00"
	}
	t := fmt.Sprintf("T%02d:%s", h, minute)
	if second != "" {
		t += ":" + second
	}
	return t, true
}

// zoneOf returns an offset as EDTF, and false when it does not know the zone.
// It knows just the abbreviations that mean one thing.
func zoneOf(s string) (string, bool) {
	s = strings.ToUpper(toASCII(s))
	switch s {
	case "":
		return "", true
	case "Z", "UTC", "GMT":
		return "Z", true
	case "EDT":
		return "-04:00", true
	case "EST", "CDT":
		return "-05:00", true
	case "MDT":
		return "-06:00", true
	case "PDT":
		return "-07:00", true
	case "PST":
		return "-08:00", true
	case "CET":
		return "+01:00", true
	case "CEST":
		return "+02:00", true
	}
	if s[0] != '+' && s[0] != '-' {
		return "", false
	}
	digits := onlyDigits(s)
	if len(digits)%2 != 0 {
		digits = "0" + digits
	}
	if len(digits) == 2 {
		digits += "00"
	}
	return s[:1] + digits[:2] + ":" + digits[2:], true
}

// readMidnight reads 24:00 as 00:00 of the next day.
func readMidnight(m []string, _ *inquiry) []reading {
	day, err := time.Parse(time.DateOnly, m[1])
	if err != nil {
		return nil
	}
	return one(day.AddDate(0, 0, 1).Format(time.DateOnly) + "T00:00" + m[2])
}
