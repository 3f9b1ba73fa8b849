package generator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongbao/generator/internal/need"
)

// A promise in a comment that names its test is worth something only if that test exists.
func TestEveryTestThatACommentNamesExists(t *testing.T) {
	tests, named := map[string]bool{}, map[string]string{}
	name := regexp.MustCompile(`\bTest[A-Z]\w*`)
	files := token.NewFileSet()
	root := need.Root(t)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && strings.HasSuffix(path, "_test.go") {
				tests[fn.Name.Name] = true
			}
		}
		for _, group := range f.Comments {
			for _, test := range name.FindAllString(group.Text(), -1) {
				named[test] = path
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for test, path := range named {
		if !tests[test] {
			t.Errorf("%s names %s, which does not exist", path, test)
		}
	}
	if len(named) < 15 {
		t.Errorf("only %d tests are named in comments: the promises of doc.go must be among them", len(named))
	}
}

// The map of the house names every package, and no package that does not exist.
func TestMapNamesEveryPackage(t *testing.T) {
	root := need.Root(t)
	data, err := os.ReadFile(filepath.Join(root, "generator", "doc.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, house, _ := strings.Cut(string(data), "# The house")
	house, _, _ = strings.Cut(house, "# Where to find")
	entries, err := os.ReadDir(filepath.Join(root, "generator"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "internal" && !regexp.MustCompile(`(?m)^//\t  (\w+ )*`+e.Name()+`\b`).MatchString(house) {
			t.Errorf("the map does not name %s", e.Name())
		}
	}
}
