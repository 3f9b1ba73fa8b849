package main

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the sessions in testdata/script, which show what a user types, what is printed and what is on the disk. They are
// named command_case.txtar.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", e.WorkDir+"/.cache")
			e.Setenv("HOME", e.WorkDir)
			port, err := freePort()
			e.Setenv("PORT", port)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"stamp":   stamp,
			"touched": touched,
			"browse":  browse,
		},
	})
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"gongbao": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

var longAgo = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// stamp FILE… sets the modification time of files to long ago, and touched FILE… checks that they have been written since.
func stamp(ts *testscript.TestScript, _ bool, names []string) {
	for _, name := range names {
		ts.Check(os.Chtimes(ts.MkAbs(name), longAgo, longAgo))
	}
}

func touched(ts *testscript.TestScript, neg bool, names []string) {
	for _, name := range names {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if info.ModTime().Equal(longAgo) != neg {
			ts.Fatalf("%s", fmt.Sprintf("%s: written at %v", name, info.ModTime()))
		}
	}
}
