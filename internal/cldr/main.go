// Command cldr writes the tables of languages that dateline holds: how dates
// are written, for package edtf, and numbers, for package message.
//
// It takes names of months, patterns of dates, lists and signs of numbers from
// the Unicode Common Locale Data Repository, and what that lacks (seasons,
// "about", "until", centuries) from the files in words, one a language, which
// were written by hand. To make the tables anew after a change to those, or
// from a later release:
//
//	npm install --prefix /tmp/cldr cldr-core@48.2.0 cldr-dates-full@48.2.0 cldr-misc-full@48.2.0 cldr-numbers-full@48.2.0
//	CLDR=/tmp/cldr/node_modules go generate ./internal/cldr
//
// A file of words is JSON. Its keys are fields of edtf.Locale, and patterns
// and names of CLDR that are not used as they are, under "cldr", each with its
// reason under "why".
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:generate go run . -cldr $CLDR

func main() {
	data := flag.String("cldr", "", "folder of the npm packages of CLDR")
	flag.Parse()
	if err := run(*data); err != nil {
		fmt.Fprintln(os.Stderr, "cldr:", err)
		os.Exit(1)
	}
}

func run(data string) error {
	if data == "" {
		return fmt.Errorf("-cldr is missing: the folder of the npm packages; see the package comment")
	}
	files, err := filepath.Glob("words/*.json")
	if err != nil {
		return err
	}
	slices.Sort(files)
	var dates []dateTable
	var numbers []numberTable
	for _, file := range files {
		w, err := readWords(file)
		if err != nil {
			return err
		}
		tag := strings.TrimSuffix(filepath.Base(file), ".json")
		c, err := readLanguage(data, tag, w)
		if err != nil {
			return err
		}
		numbers = append(numbers, newNumberTable(c))
		if tag == "en" {
			continue // its dates are written by hand
		}
		table, err := newDateTable(c, w)
		if err != nil {
			return fmt.Errorf("%s: %w", tag, err)
		}
		dates = append(dates, table)
	}
	source, err := readSource(data)
	if err != nil {
		return err
	}
	if err := writeDates("../edtf/locales_cldr.go", source, dates); err != nil {
		return err
	}
	return writeNumbers("../message/numbers_cldr.go", source, numbers)
}
