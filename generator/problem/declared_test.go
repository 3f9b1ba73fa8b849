package problem

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongbao/generator/internal/need"
)

// borders are the files that turn the text of another program's errors into codes or places, because it offers nothing else. Each
// has a test that fails when the wording changes.
var borders = []string{
	"cmd/benchmark/hugo.go", "generator/fields/libraryfaults.go", "generator/pages/template/mistake.go",
}

// sourceFile is a Go file of the project that is not a test.
type sourceFile struct {
	folder, name string // relative to the project's root
	ast          *ast.File
}

var files = token.NewFileSet()

func sourceFiles(t *testing.T) []sourceFile {
	t.Helper()
	root := need.Root(t)
	var all []sourceFile
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		base := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (base == "testdata" || base == "node_modules" || base[0] == '.' || base[0] == '_'):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go"):
			return nil
		}
		parsed, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		below = filepath.ToSlash(below)
		all = append(all, sourceFile{path.Dir(below), below, parsed})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// place returns the file and line of a node, as in an error message.
func (f sourceFile) place(n ast.Node) string {
	return f.name + ":" + strconv.Itoa(files.Position(n.Pos()).Line)
}

// isType reports whether an expression is a type of package problem.
func (f sourceFile) isType(e ast.Expr, name string) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return f.ast.Name.Name == "problem" && e.Name == name
	case *ast.SelectorExpr:
		pkg, ok := e.X.(*ast.Ident)
		return ok && pkg.Name == "problem" && e.Sel.Name == name
	}
	return false
}

// codeConstants returns the constants of type Code: name -> code.
func codeConstants(t *testing.T, all []sourceFile) map[string]Code {
	t.Helper()
	constants := map[string]Code{}
	for _, f := range all {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || !f.isType(spec.Type, "Code") {
				return true
			}
			for i, value := range spec.Values {
				literal, ok := value.(*ast.BasicLit)
				if !ok {
					t.Errorf("%s: a code must be a string literal", f.place(value))
					continue
				}
				code, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Error(err)
				}
				constants[spec.Names[i].Name] = Code(code)
			}
			return true
		})
	}
	return constants
}

func TestEveryCodeIsDeclaredOnceWithAReason(t *testing.T) {
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	declared := map[Code]int{}
	for _, r := range Rules {
		declared[r.Code]++
		if !form.MatchString(string(r.Code)) || r.Title == "" || strings.HasSuffix(r.Title, ".") || !strings.HasSuffix(r.Why, ".") && !strings.HasSuffix(r.Why, ").") {
			t.Errorf("%+v: want a code in kebab case, a title and a reason", r)
		}
	}
	constants := codeConstants(t, sourceFiles(t))
	if len(constants) < len(CheckRules) {
		t.Errorf("found %d constants of type Code", len(constants))
	}
	named := map[Code]string{}
	for name, code := range constants {
		if declared[code] != 1 {
			t.Errorf("%s (%s) is declared %d times in Rules", name, code, declared[code])
		}
		if named[code] != "" {
			t.Errorf("%s and %s are the same code", name, named[code])
		}
		named[code] = name
	}
	for code := range declared {
		if named[code] == "" {
			t.Errorf("no constant names the code %s", code)
		}
	}
}

func TestEveryCodeIsReportedSomewhere(t *testing.T) {
	all := sourceFiles(t)
	used := map[string]bool{}
	for _, f := range all {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && f.isType(s, s.Sel.Name) {
				used[s.Sel.Name] = true
			}
			return true
		})
	}
	for name, code := range codeConstants(t, all) {
		if !used[name] {
			t.Errorf("nothing reports %s (%s)", name, code)
		}
	}
}

func TestEveryProblemHasACode(t *testing.T) {
	for _, f := range sourceFiles(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if list, ok := literal.Type.(*ast.ArrayType); ok && f.isType(list.Elt, "Problem") {
				for _, e := range literal.Elts {
					if e, ok := e.(*ast.CompositeLit); ok && e.Type == nil && lacksCode(e) {
						t.Errorf("%s: a problem without a code", f.place(e))
					}
				}
			} else if f.isType(literal.Type, "Problem") && lacksCode(literal) {
				t.Errorf("%s: a problem without a code", f.place(literal))
			}
			return true
		})
	}
}

// lacksCode reports whether a literal sets the message of a problem, but not its code.
func lacksCode(problem *ast.CompositeLit) bool {
	sets := func(field string) bool {
		return slices.ContainsFunc(problem.Elts, func(e ast.Expr) bool {
			pair, ok := e.(*ast.KeyValueExpr)
			return ok && pair.Key.(*ast.Ident).Name == field
		})
	}
	return sets("Message") && !sets("Code")
}

// textTests are the functions of package strings that look for text.
var textTests = []string{"HasPrefix", "HasSuffix", "Contains", "ContainsAny", "EqualFold", "Index", "LastIndex", "Cut", "CutPrefix", "CutSuffix", "Count"}

func TestNothingIsDecidedByTheTextOfAMessage(t *testing.T) {
	for _, f := range sourceFiles(t) {
		places := f.decisionsByText()
		switch border := slices.Contains(borders, f.name); {
		case border && len(places) == 0:
			t.Errorf("%s decides nothing by text: remove it from the list of borders", f.name)
		case !border && len(places) > 0:
			t.Errorf("%s: a decision by the text of a message; use its code or type", strings.Join(places, ", "))
		}
	}
}

// decisionsByText returns the places where a file looks into the text of a message or compares it.
func (f sourceFile) decisionsByText() (places []string) {
	ast.Inspect(f.ast, func(n ast.Node) bool {
		decides := false
		switch n := n.(type) {
		case *ast.CallExpr:
			called, ok := n.Fun.(*ast.SelectorExpr)
			decides = ok && (slices.Contains(textTests, called.Sel.Name) || strings.Contains(called.Sel.Name, "Match")) && slices.ContainsFunc(n.Args, isMessage)
		case *ast.BinaryExpr:
			compares := n.Op == token.EQL || n.Op == token.NEQ
			decides = compares && (isMessage(n.X) && !isEmpty(n.Y) || isMessage(n.Y) && !isEmpty(n.X))
		case *ast.SwitchStmt:
			decides = n.Tag != nil && isMessage(n.Tag)
		}
		if decides {
			places = append(places, f.place(n))
		}
		return true
	})
	return places
}

// isMessage reports whether an expression is x.Message, x.Hint or x.Error().
func isMessage(e ast.Expr) bool {
	if call, ok := e.(*ast.CallExpr); ok {
		s, ok := call.Fun.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Error" && len(call.Args) == 0
	}
	s, ok := e.(*ast.SelectorExpr)
	return ok && (s.Sel.Name == "Message" || s.Sel.Name == "Hint")
}

func isEmpty(e ast.Expr) bool {
	literal, ok := e.(*ast.BasicLit)
	return ok && literal.Value == `""`
}
