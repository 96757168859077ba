package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A numberTable says how whole numbers are written.
type numberTable struct {
	tag, digits, group string
	least              int // digits of the first group that is separated: 1 or 2
	lakhs              bool
}

func newNumberTable(c language) numberTable {
	digits, _ := c.digits() // readable, as the dates have been made
	least, err := strconv.Atoi(c.text["numbers/minimumGroupingDigits"])
	if err != nil {
		least = 1
	}
	return numberTable{
		c.tag, digits, c.text[c.numbers("symbols")+"group"], least,
		strings.HasPrefix(c.text[c.numbers("decimalFormats")+"standard"], "#,##,"),
	}
}

func writeNumbers(name string, s source, tables []numberTable) error {
	var b bytes.Buffer
	s.head(&b, "message")
	b.WriteString("// numbers says how whole numbers are written, by BCP 47 tag in lower case.\nvar numbers = map[string]numberFormat{\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "%q: {group: %q, least: %d", strings.ToLower(t.tag), t.group, t.least)
		if t.digits != "" {
			fmt.Fprintf(&b, ", digits: %q", t.digits)
		}
		if t.lakhs {
			b.WriteString(", lakhs: true")
		}
		b.WriteString("},\n")
	}
	b.WriteString("}\n\n// aliases are tags that are read as another one, as package edtf does.\nvar aliases = map[string]string{\n")
	for _, tag := range sortedKeys(s.aliases) {
		fmt.Fprintf(&b, "%q: %q,\n", tag, s.aliases[tag])
	}
	b.WriteString("}\n")
	return write(name, &b)
}
