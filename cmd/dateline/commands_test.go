package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"

	"dateline/internal/testsite"
)

// sameTree is the script command "sametree a b": two folders hold the same
// files with the same bytes.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: sametree a b")
	}
	a, err := hashes(ts.MkAbs(args[0]))
	ts.Check(err)
	b, err := hashes(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(a) == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
	if same := maps.Equal(a, b); same == neg {
		for name, sum := range a {
			if b[name] != sum {
				ts.Logf("differs: %s", name)
			}
		}
		ts.Fatalf("%s and %s: same is %v", args[0], args[1], same)
	}
}

func hashes(root string) (map[string][32]byte, error) {
	out := map[string][32]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		out[name] = sha256.Sum256(data)
		return err
	})
	return out, err
}

// generate is the script command "generate n folder": a content folder of n
// events.
func generate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: generate n folder")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	for path, text := range testsite.Files(n) {
		name := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(path))
		ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
		ts.Check(os.WriteFile(name, []byte(text), 0o644))
	}
	ts.Logf("%s", fmt.Sprintf("%d events in %s", n, args[1]))
}
