package generator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongbao/generator/internal/need"
)

// The limits of the house. CONTRIBUTING.md explains the two marks.
const (
	mostLines         = 400 // of a file
	mostFunctionLines = 60
	mostMethods       = 25
	mostRootFiles     = 4 // of package generator

	tableMark = "// A table: "  // in the first lines of a file of data: it may be longer
	longMark  = "Long because " // in the comment of a function: it may be longer
)

// fewMethods are the packages whose types keep to mostMethods.
var fewMethods = []string{"generator", "generator/settings", "generator/source", "generator/site", "generator/volume"}

// sharedNames are file names that may occur in several packages, because they mean the same in each.
var sharedNames = map[string]string{
	"doc.go": "the package comment of a package with many files",
}

// offenders break a limit today. The list only shrinks: one that no longer breaks it fails the test.
var offenders = []string{}

// commands are the packages that a pattern with ... leaves out, since their folder is hidden.
var commands = []string{"gongbao/.ci/coverage", "gongbao/.ci/mutate"}

// A house is the parsed source of the whole project.
type house struct {
	packages []housePackage
	fset     *token.FileSet
}

type housePackage struct {
	name    string // below the module: "generator/archive"
	imports []string
	files   []houseFile // without tests and generated files
}

type houseFile struct {
	name  string
	lines int
	text  []byte
	tree  *ast.File
}

var readHouse = sync.OnceValues(func() (h house, err error) {
	h.fset = token.NewFileSet()
	args := append([]string{"list", "-json=ImportPath,Dir,GoFiles,IgnoredGoFiles,Imports", "gongbao/..."}, commands...)
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		return h, err
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var listed struct {
			ImportPath, Dir                  string
			GoFiles, IgnoredGoFiles, Imports []string
		}
		if err := d.Decode(&listed); err != nil {
			return h, err
		}
		p := housePackage{name: strings.TrimPrefix(listed.ImportPath, "gongbao/")}
		for _, i := range listed.Imports {
			if i, ours := strings.CutPrefix(i, "gongbao/"); ours {
				p.imports = append(p.imports, i)
			}
		}
		for _, name := range slices.Concat(listed.GoFiles, listed.IgnoredGoFiles) {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f := houseFile{name: name}
			if f.text, err = os.ReadFile(filepath.Join(listed.Dir, name)); err != nil {
				return h, err
			}
			if f.tree, err = parser.ParseFile(h.fset, filepath.Join(listed.Dir, name), f.text, parser.ParseComments|parser.SkipObjectResolution); err != nil {
				return h, err
			}
			if f.lines = bytes.Count(f.text, []byte("\n")); !ast.IsGenerated(f.tree) {
				p.files = append(p.files, f)
			}
		}
		h.packages = append(h.packages, p)
	}
	return h, nil
})

// TestHouseKeepsItsLimits prints the size and the imports of each package (go test -v -run House), and reports what breaks
// a limit.
func TestHouseKeepsItsLimits(t *testing.T) {
	h, err := readHouse()
	if err != nil {
		t.Fatal(err)
	}
	var broken []string
	for _, p := range h.packages {
		lines := 0
		for _, f := range p.files {
			lines += f.lines
		}
		t.Logf("%-28s %2d files %5d lines  imports %s", p.name, len(p.files), lines, strings.Join(p.imports, " "))
		broken = append(broken, longFiles(p)...)
		broken = append(broken, longFunctions(h.fset, p)...)
		if slices.Contains(fewMethods, p.name) {
			broken = append(broken, largeTypes(p)...)
		}
	}
	broken = append(broken, namesakes(h.packages)...)

	for _, b := range broken {
		if what, _, _ := strings.Cut(b, ": "); !slices.Contains(offenders, what) {
			t.Error(b)
		}
	}
	for _, what := range offenders {
		if !slices.ContainsFunc(broken, func(b string) bool { return strings.HasPrefix(b, what+": ") }) {
			t.Errorf("%s keeps to the limits now: remove it from the list of offenders", what)
		}
	}
}

func TestRootPackageIsSmall(t *testing.T) {
	h, err := readHouse()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range h.packages {
		if n := len(p.files); p.name == "generator" && n > mostRootFiles {
			t.Errorf("package generator has %d files; want at most %d. What is not part of the spine belongs in a package below", n, mostRootFiles)
		}
	}
}

// A binary or a scratch file at the top level is easy to commit by accident.
func TestTopLevelIsSmall(t *testing.T) {
	c := exec.Command("git", "ls-files", "-z")
	c.Dir = need.Root(t)
	out, err := c.Output()
	if err != nil {
		t.Skipf("git lists no files here: %v", err)
	}
	for path := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		top, _, _ := strings.Cut(path, "/")
		switch top {
		case "README.md", "cmd", "content", "generator", "go.mod", "go.sum", "themes":
		default:
			if !strings.HasPrefix(top, ".") {
				t.Errorf("%s: does not belong at the top level", path)
			}
		}
	}
}

func TestHouseNoticesWhatBreaksALimit(t *testing.T) {
	fset := token.NewFileSet()
	parse := func(pkg, name, text string) housePackage {
		t.Helper()
		tree, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		return housePackage{name: pkg, files: []houseFile{{name: name, text: []byte(text), lines: strings.Count(text, "\n"), tree: tree}}}
	}
	methods := func(n int, on string) (text string) {
		for i := range n {
			text += fmt.Sprintf("func (x %s) M%s%d() {}\n", on, strings.Trim(on, "*"), i)
		}
		return text
	}
	blank := func(n int) string { return strings.Repeat("\n", n) }

	long := "package p\n" + blank(mostLines)
	fn := "func f() {" + blank(mostFunctionLines) + "}\n"
	for name, c := range map[string]struct {
		broken []string
		want   int
	}{
		"a long file":                         {longFiles(parse("p", "p.go", long)), 1},
		"a file at the limit":                 {longFiles(parse("p", "p.go", "package p\n"+blank(mostLines-1))), 0},
		"a long table":                        {longFiles(parse("p", "p.go", tableMark+"numbers.\n"+long)), 0},
		"a long function":                     {longFunctions(fset, parse("p", "p.go", "package p\n"+fn)), 1},
		"a function at the limit":             {longFunctions(fset, parse("p", "p.go", "package p\nfunc f() {"+blank(mostFunctionLines-1)+"}\n")), 0},
		"a long function that says why":       {longFunctions(fset, parse("p", "p.go", "package p\n// f works. Long\n// because it is a list.\n"+fn)), 0},
		"a type with many methods":            {largeTypes(parse("p", "p.go", "package p\ntype T int\n"+methods(mostMethods+1, "*T"))), 1},
		"a type at the limit":                 {largeTypes(parse("p", "p.go", "package p\ntype T int\n"+methods(mostMethods, "*T"))), 0},
		"a type that embeds many methods":     {largeTypes(parse("p", "p.go", "package p\ntype A int\ntype T struct { *A; n int }\n"+methods(mostMethods, "A")+methods(1, "T"))), 1},
		"two files of one name":               {namesakes([]housePackage{parse("generator/a", "x.go", "package a"), parse("generator/b", "x.go", "package b")}), 1},
		"two files of one name in commands":   {namesakes([]housePackage{parse("cmd/a", "x.go", "package a"), parse("cmd/b", "x.go", "package b")}), 0},
		"package comments in files of a name": {namesakes([]housePackage{parse("generator/a", "doc.go", "package a"), parse("generator/b", "doc.go", "package b")}), 0},
	} {
		if len(c.broken) != c.want {
			t.Errorf("%s: %d reports; want %d: %q", name, len(c.broken), c.want, c.broken)
		}
	}
}

// longFiles reports files over the limit that are not marked as tables. Each report is what breaks the limit, a colon, and
// how.
func longFiles(p housePackage) (broken []string) {
	for _, f := range p.files {
		head := bytes.Join(bytes.SplitN(f.text, []byte("\n"), 11)[:min(10, f.lines)], []byte("\n"))
		if f.lines > mostLines && !bytes.Contains(head, []byte(tableMark)) {
			broken = append(broken, fmt.Sprintf("%s/%s: %d lines; want at most %d, or %q at its head if it is data", p.name, f.name, f.lines, mostLines, tableMark))
		}
	}
	return broken
}

func longFunctions(fset *token.FileSet, p housePackage) (broken []string) {
	for _, f := range p.files {
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1
			if lines > mostFunctionLines && !strings.Contains(strings.Join(strings.Fields(fn.Doc.Text()), " "), longMark) {
				name := fn.Name.Name
				if r := receiver(fn); r != "" {
					name = r + "." + name
				}
				broken = append(broken, fmt.Sprintf("%s/%s %s: %d lines; want at most %d, or a comment that says %q", p.name, f.name, name, lines, mostFunctionLines, longMark+"…"))
			}
		}
	}
	return broken
}

// largeTypes reports types with too many methods. The methods of a type that it embeds from its own package count too.
func largeTypes(p housePackage) (broken []string) {
	methods, embeds := map[string]int{}, map[string][]string{}
	for _, f := range p.files {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if r := receiver(n); r != "" {
					methods[r]++
				}
			case *ast.TypeSpec:
				if s, ok := n.Type.(*ast.StructType); ok {
					for _, field := range s.Fields.List {
						if len(field.Names) == 0 {
							embeds[n.Name.Name] = append(embeds[n.Name.Name], typeName(field.Type))
						}
					}
				}
			}
			return true
		})
	}
	var count func(name string) int
	count = func(name string) int {
		n := methods[name]
		for _, e := range embeds[name] {
			n += count(e)
		}
		return n
	}
	names := maps.Clone(methods)
	for name := range embeds {
		names[name] = 0
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if n := count(name); n > mostMethods {
			broken = append(broken, fmt.Sprintf("%s %s: %d methods with those it embeds; want at most %d", p.name, name, n, mostMethods))
		}
	}
	return broken
}

// namesakes reports files of one name in several packages below generator, which are read together.
func namesakes(packages []housePackage) (broken []string) {
	where := map[string][]string{}
	for _, p := range packages {
		if p.name != "generator" && !strings.HasPrefix(p.name, "generator/") || strings.HasPrefix(p.name, "generator/internal/") {
			continue
		}
		for _, f := range p.files {
			if _, shared := sharedNames[f.name]; !shared {
				where[f.name] = append(where[f.name], p.name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(where)) {
		if in := where[name]; len(in) > 1 {
			broken = append(broken, fmt.Sprintf("%s: in %s; give each a name that says what is in it", name, strings.Join(in, ", ")))
		}
	}
	return broken
}

// receiver returns the name of a method's type, or "".
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	return typeName(fn.Recv.List[0].Type)
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return "" // of another package
}
