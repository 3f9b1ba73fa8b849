// Package template renders html/template's pages at nearly the speed of appending bytes.
//
// The rule it keeps: a page is, byte for byte, what html/template's Execute writes for the same templates and the
// same data, and an error is html/template's error. Nothing about safety is decided here. html/template parses the
// set and adds its escapers to every pipeline, by context; this package then takes those escaped trees and, for one
// root template and one Go type, compiles them to closures: literal text is merged and appended whole, names are
// resolved to field indexes once, a pure function of constants is called once and its escaped result becomes text.
//
// What keeps the rule when the compiler does not know better, cheapest first:
//
//   - a value of an odd type, or in an odd context (CSS, srcset, regular expressions), is handed to html/template's own
//     escaper;
//   - a page that meets a nil pointer, an index out of range, a failing or panicking function is dropped half-way and
//     executed again by html/template, which gives its output or its error. Functions of a template therefore may be
//     called twice and must have no side effects;
//   - a root template that uses what the compiler does not support is executed by html/template alone: the same
//     output, some twenty times slower. Compiled and Fallback tell, so a test of a theme can insist on speed.
//
// Stricter than html/template in one respect: what can never work for the given type (an unknown field, a wrong
// number of arguments, a string compared with a number) is an error when the program is made, with file, line and
// column, although the branch that holds it might never be taken.
//
// Limits. Compiled: text, fields, embedded structs, map[string]T by key, methods and functions, variables, if, with,
// range over slices, arrays, int, and maps with string or integer keys, break, continue, template, block, define, and the
// built-in functions but call; html and urlquery only at the end of a pipeline. Not compiled, so left to html/template:
// fields of interface values, ranging over channels, iterators and pointers, comparing anything but strings, booleans
// and numbers of one kind, a variable that changes its type. Methods, and functions of uncommon signatures that are not Direct, are called by
// reflection, which allocates; a view of plain fields needs none.
package template

import (
	"fmt"
	std "html/template"
	"maps"
	"slices"
	"strings"
	"text/template/parse"
)

// FuncMap holds the functions of a set by name, as html/template takes them; they may be Direct.
type FuncMap = std.FuncMap

// Set is a family of templates that can call one another by name. It is filled by Parse, then read by Program and
// Uses; these two may run at the same time, Parse may not.
type Set struct {
	// Compact makes every program drop the white space that only serves the template's own layout: in the literal HTML
	// text of the templates a run of white space that holds a line break becomes one line break. Attributes, values,
	// and what stands inside pre, textarea, script, style or title stay as written. It rests on those elements
	// alone: text that a style sheet shows with white-space: pre must stand in a value or in a pre element.
	Compact bool

	source *std.Template // never executed: html/template clones only what was not
	funcs  FuncMap
	plain  std.FuncMap // the same, as html/template takes them
	pure   map[string]bool
}

// New returns an empty set whose templates may call funcs. The functions named in pure give the same result for the
// same arguments, for ever: with constant arguments they are called once, when a program is made. New panics, as
// html/template does, if funcs is not fit for templates or lacks a name in pure.
func New(funcs FuncMap, pure ...string) *Set {
	plain := std.FuncMap{}
	for name, f := range funcs {
		if d, ok := f.(Direct); ok {
			f = d.plain
		}
		plain[name] = f
	}
	s := &Set{source: std.New("").Funcs(plain), funcs: maps.Clone(funcs), plain: plain, pure: map[string]bool{}}
	for _, name := range pure {
		if funcs[name] == nil {
			panic(fmt.Sprintf("template: %q is said to be pure but is not among the functions", name))
		}
		s.pure[name] = true
	}
	return s
}

// Clone returns a copy of the set, to which templates can be added on their own: the pages of a theme that each define
// the same blocks of one layout, for example.
func (s *Set) Clone() *Set {
	clone := *s
	clone.source = std.Must(s.source.Clone()) // it fails only for what was executed
	return &clone
}

// Parse adds the text of the template file called name, and what it defines, to the set; a later definition replaces
// an earlier one, so a theme can override another. The error names file and line.
func (s *Set) Parse(name, text string) error {
	if _, err := s.source.New(name).Parse(text); err != nil {
		return plain(err)
	}
	return nil
}

// Uses returns the names of the template files whose text decides what the named template writes, sorted: its own, and
// those of all templates that it calls, however deep. It is nil if there is no such template. Together with the texts
// of these files, the functions and Compact, it makes a cache key.
func (s *Set) Uses(name string) []string {
	files := map[string]bool{}
	for _, tree := range reachable(name, s.tree) {
		files[tree.ParseName] = true
	}
	return slices.Sorted(maps.Keys(files))
}

// reachable returns by name the trees that executing the named one can reach. A template that is called but does not
// exist is left out.
func reachable(name string, lookup func(string) *parse.Tree) map[string]*parse.Tree {
	found := map[string]*parse.Tree{}
	var visit func(string)
	visit = func(name string) {
		tree := lookup(name)
		if found[name] != nil || tree == nil || tree.Root == nil {
			return
		}
		found[name] = tree
		for call := range calls(tree.Root) {
			visit(call.Name)
		}
	}
	visit(name)
	return found
}

// calls yields the {{template}} actions below list, in their order.
func calls(list *parse.ListNode) func(yield func(*parse.TemplateNode) bool) {
	return func(yield func(*parse.TemplateNode) bool) {
		var visit func(*parse.ListNode) bool
		visit = func(list *parse.ListNode) bool {
			if list == nil {
				return true
			}
			for _, n := range list.Nodes {
				more := true
				switch n := n.(type) {
				case *parse.TemplateNode:
					more = yield(n)
				case *parse.BreakNode, *parse.ContinueNode:
					return true // what follows is never executed
				case *parse.IfNode:
					more = visit(n.List) && visit(n.ElseList)
				case *parse.WithNode:
					more = visit(n.List) && visit(n.ElseList)
				case *parse.RangeNode:
					more = visit(n.List) && visit(n.ElseList)
				}
				if !more {
					return false
				}
			}
			return true
		}
		visit(list)
	}
}

// plainError is an error of the standard library without the package name that it starts with, so that it starts
// with the file.
type plainError struct{ error }

func plain(err error) error { return plainError{err} }

func (e plainError) Error() string {
	text := strings.TrimPrefix(e.error.Error(), "html/")
	return strings.TrimPrefix(strings.TrimPrefix(text, "template:"), " ")
}

func (e plainError) Unwrap() error { return e.error }
