//go:build unix

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// A mutant is one change of one file.
type mutant struct {
	pkg        goPackage
	file       string // path
	original   []byte // the whole file, as it was when the mutant was found
	line       int
	start, end int // of the bytes to replace
	text       string
	what       string // the change in words
}

// place returns file:line, relative to the module.
func (m mutant) place() string {
	return fmt.Sprintf("%s/%s:%d", strings.TrimPrefix(m.pkg.ImportPath, "gongbao/"), filepath.Base(m.file), m.line)
}

// source returns the file with the change.
func (m mutant) source() []byte {
	return bytes.Join([][]byte{m.original[:m.start], []byte(m.text), m.original[m.end:]}, nil)
}

// mutants returns every change of the package's files that are not generated.
func (p goPackage) mutants() (all []mutant, err error) {
	for _, name := range p.GoFiles {
		f := finder{pkg: p, file: filepath.Join(p.Dir, name), fset: token.NewFileSet()}
		if f.text, err = os.ReadFile(f.file); err != nil {
			return nil, err
		}
		tree, err := parser.ParseFile(f.fset, f.file, f.text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if ast.IsGenerated(tree) {
			continue
		}
		for _, d := range tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				f.function(fn.Type, fn.Body)
			}
		}
		all = append(all, f.found...)
	}
	return all, nil
}

// A finder collects the mutants of a file.
type finder struct {
	pkg   goPackage
	file  string
	fset  *token.FileSet
	text  []byte
	found []mutant
}

func (f *finder) offset(p token.Pos) int { return f.fset.Position(p).Offset }

func (f *finder) source(n ast.Node) string {
	return string(f.text[f.offset(n.Pos()):f.offset(n.End())])
}

func (f *finder) replace(from, to token.Pos, text, what string) {
	f.found = append(f.found, mutant{pkg: f.pkg, file: f.file, original: f.text, line: f.fset.Position(from).Line, start: f.offset(from), end: f.offset(to), text: text, what: what})
}

// function finds the mutants of a function's body. It handles nested functions separately, because they return other types.
func (f *finder) function(fn *ast.FuncType, body *ast.BlockStmt) {
	if len(body.List) > 0 {
		f.early(fn, body.List[0].Pos(), "return at once")
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			f.function(n.Type, n.Body)
			return false
		case *ast.ReturnStmt:
			if len(n.Results) > 0 && !f.zero(n) {
				f.early(fn, n.Pos(), "return zero values instead of "+short(f.source(n)))
			}
		case *ast.IfStmt:
			f.negate(n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				f.negate(n.Cond)
			}
		case *ast.BinaryExpr:
			if other, ok := swapped[n.Op]; ok {
				f.replace(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), other, n.Op.String()+" becomes "+other+" in "+short(f.source(n)))
			}
		case *ast.ExprStmt:
			f.remove(n)
		case *ast.IncDecStmt:
			f.remove(n)
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				f.remove(n)
			}
		case *ast.BasicLit:
			if n.Kind == token.INT {
				other := map[string]string{"0": "1", "1": "0"}[n.Value]
				if other == "" {
					other = "(" + n.Value + " + 1)"
				}
				f.replace(n.Pos(), n.End(), other, n.Value+" becomes "+other)
			}
		case *ast.Ident:
			if other := map[string]string{"true": "false", "false": "true"}[n.Name]; other != "" {
				f.replace(n.Pos(), n.End(), other, n.Name+" becomes "+other)
			}
		}
		return true
	})
}

var swapped = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==",
	token.ADD: "-", token.SUB: "+", token.LAND: "||", token.LOR: "&&",
}

func (f *finder) negate(cond ast.Expr) {
	f.replace(cond.Pos(), cond.End(), "!("+f.source(cond)+")", "negate "+short(f.source(cond)))
}

// remove disables a statement. It stays in the text, so that what it uses remains in use.
func (f *finder) remove(s ast.Stmt) {
	f.replace(s.Pos(), s.End(), "if false { "+f.source(s)+" }", "remove "+short(f.source(s)))
}

// early puts a return of zero values before a statement. A condition before it keeps the rest in use.
func (f *finder) early(fn *ast.FuncType, before token.Pos, what string) {
	var zeros []string
	if fn.Results != nil {
		for _, field := range fn.Results.List {
			for range max(1, len(field.Names)) {
				zeros = append(zeros, "*new("+f.source(field.Type)+")")
			}
		}
	}
	f.replace(before, before, "if true { return "+strings.Join(zeros, ", ")+" }; ", what)
}

// zero reports whether a return statement clearly returns zero values already.
func (f *finder) zero(r *ast.ReturnStmt) bool {
	for _, e := range r.Results {
		switch f.source(e) {
		case "nil", "0", `""`, "false":
		default:
			return false
		}
	}
	return true
}

// short returns the beginning of a piece of source, on one line.
func short(source string) string {
	source = strings.Join(strings.Fields(source), " ")
	if runes := []rune(source); len(runes) > 70 {
		return string(runes[:70]) + "…"
	}
	return source
}
