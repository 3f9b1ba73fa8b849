//go:build unix

package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestMutantsChangeOnePlaceEach(t *testing.T) {
	const source = `package p

import "errors"

func f(n int, s string) (int, error) {
	if n < 0 && s == "" {
		return 0, nil
	}
	for n > 1 {
		n--
	}
	n += len(s) - 1
	println(n)
	g := func() bool { return true }
	g()
	return n, errors.New(s)
}
`
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	mutants, err := goPackage{ImportPath: "gongbao/p", Dir: dir, GoFiles: []string{"p.go"}}.mutants()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range mutants {
		text := m.source()
		if _, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.SkipObjectResolution); err != nil {
			t.Errorf("%s: %v", m.what, err)
		}
		line := strings.Split(string(text), "\n")[m.line-1]
		got = append(got, strings.TrimSpace(line))
	}
	want := []string{
		`if true { return *new(int), *new(error) }; if n < 0 && s == "" {`,
		`if !(n < 0 && s == "") {`,
		`if n < 0 || s == "" {`,
		`if n <= 0 && s == "" {`,
		`if n < 1 && s == "" {`,
		`if n < 0 && s != "" {`,
		`return 1, nil`,
		`for !(n > 1) {`,
		`for n >= 1 {`,
		`for n > 0 {`,
		`if false { n-- }`,
		`if false { n += len(s) - 1 }`,
		`n += len(s) + 1`,
		`n += len(s) - 0`,
		`if false { println(n) }`,
		`g := func() bool { if true { return *new(bool) }; return true }`, // at once
		`g := func() bool { if true { return *new(bool) }; return true }`, // instead of true
		`g := func() bool { return false }`,
		`if false { g() }`,
		`if true { return *new(int), *new(error) }; return n, errors.New(s)`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if place := mutants[0].place(); place != "p/p.go:6" {
		t.Errorf("place %q", place)
	}
}
