package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dateline": func() {
			os.Exit(run(context.Background(), os.Args[1:], terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr}))
		},
	})
}

// TestScripts types what users type. $REPO is the project's own folder, with
// the demo site in it.
func TestScripts(t *testing.T) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("REPO", repo)
			return nil
		},
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"sametree": sameTree, "generate": generate, "photo": photo, "size": size, "linkserver": linkServer, "font": fontFile},
		RequireExplicitExec: true,
	})
}
