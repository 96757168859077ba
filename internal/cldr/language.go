package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A language is what CLDR says of one language, by the names of CLDR: names
// and patterns as "months/format/wide/1" or "yMMMd", the latter with the
// letter of an interval behind it, "yMMMd/M".
type language struct {
	tag  string
	text map[string]string
}

// readLanguage reads the files of one language. Signs that only direct the
// order of display are left out, as are thin spaces, which English does
// without: dates stand in text of one direction.
func readLanguage(data, tag string, w words) (language, error) {
	c := language{tag, map[string]string{}}
	for _, file := range []struct {
		name string
		path string // of what is read, below main/TAG
		as   string
	}{
		{"cldr-dates-full/main/TAG/ca-gregorian.json", "dates/calendars/gregorian", ""},
		{"cldr-numbers-full/main/TAG/numbers.json", "numbers", "numbers/"},
		{"cldr-misc-full/main/TAG/listPatterns.json", "listPatterns", "list/"},
	} {
		if err := c.read(data, file.name, file.path, file.as); err != nil {
			return c, err
		}
	}
	for name, value := range w.cldr {
		c.text[name] = value
	}
	return c, nil
}

func (c language) read(data, name, below, as string) error {
	text, err := os.ReadFile(filepath.Join(data, strings.ReplaceAll(name, "TAG", c.tag)))
	if err != nil {
		return err
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, key := range append([]string{"main", c.tag}, strings.Split(below, "/")...) {
		m, ok := v.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: there is no %s", name, key)
		}
		v = m[key]
	}
	c.flatten(strings.TrimSuffix(as, "/"), v)
	return nil
}

var spaces = strings.NewReplacer("\u2009", " ", "\u200e", "", "\u200f", "")

func (c language) flatten(name string, v any) {
	switch v := v.(type) {
	case string:
		c.text[name] = spaces.Replace(v)
	case map[string]any:
		for key, value := range v {
			next := strings.TrimPrefix(name+"/"+key, "/")
			for _, prefix := range []string{"dateTimeFormats/availableFormats/", "dateTimeFormats/intervalFormats/"} {
				next = strings.TrimPrefix(next, prefix)
			}
			c.flatten(next, value)
		}
	}
}

// names returns n names that CLDR numbers from 1.
func (c language) names(below string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = c.text[below+"/"+strconv.Itoa(i+1)]
	}
	return out
}

// numbers is the first part of the names of signs and patterns of numbers in
// the digits that the language uses.
func (c language) numbers(kind string) string {
	return "numbers/" + kind + "-numberSystem-" + c.text["numbers/defaultNumberingSystem"] + "/"
}

// digits returns the ten digits that the language uses, "" for 0 to 9.
func (c language) digits() (string, error) {
	switch system := c.text["numbers/defaultNumberingSystem"]; system {
	case "latn":
		return "", nil
	case "arabext":
		return "۰۱۲۳۴۵۶۷۸۹", nil
	default:
		return "", fmt.Errorf("no digits are known of the numbering system %s", system)
	}
}
