// Command generate writes the content folder of a generated site, to measure
// the program from outside:
//
//	go run ./internal/testsite/generate 10000 /tmp/large/content
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"dateline/internal/testsite"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: generate EVENTS FOLDER")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(number, folder string) error {
	n, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	for path, text := range testsite.Files(n) {
		name := filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
