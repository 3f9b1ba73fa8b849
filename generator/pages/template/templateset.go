// Package template renders html/template's pages at nearly the speed of appending bytes.
//
// What a caller may rely on:
//
//   - A page is, byte for byte, what html/template's Execute writes for the same templates and the same data, and an error
//     is html/template's error.
//   - This package makes no decision about safety. html/template parses the set and adds its escapers to every pipeline, by
//     context.
//   - Nothing of the data is kept once a page is rendered.
//   - Failures are never silent. If compiled code fails where html/template does not, Set.Faults reports it; if a template
//     cannot be compiled, Program.Fallback returns the reason.
//
// How it works: for one root template and one Go type, the escaped trees are compiled to closures. Literal text is merged
// and appended whole, names are resolved to field offsets once, and a pure function of constants is called once, so that
// its escaped result becomes text.
//
// html/template does the work that the compiler cannot do. From the cheapest case to the most expensive:
//
//   - A value of an unusual type, or in an unusual context (CSS, srcset, regular expressions), goes through html/template's
//     own escaper.
//   - A page that meets a nil pointer, an index out of range, or a function that fails or panics is abandoned half-way, and
//     html/template executes the template again. Functions of a template may therefore be called twice and must have no
//     side effects.
//   - A root template that uses something the compiler does not support is always executed by html/template: the output is
//     the same, but takes some twenty times as long.
//
// The package is stricter than html/template in one respect. An operation that can never work for the type of the data (an
// unknown field, a wrong number of arguments, a string compared with a number) is an error when the program is compiled,
// with file, line and column, even in a branch that would never be taken.
//
// A page has bounds in bytes, steps and time, whichever of the two renders it, so that a theme cannot hold up a build (bounds.go).
//
// Limits. Compiled: text, fields, embedded structs, map[string]T by key, methods and functions, variables, if, with,
// range over slices, arrays, int, and maps with string or integer keys, break, continue, template, block, define, and the
// built-in functions except call; html and urlquery only at the end of a pipeline. Left to html/template: fields of interface
// values, ranging over channels, iterators and pointers, comparing anything but strings, booleans and numbers of one kind,
// and variables that change their type. Methods, and functions of uncommon signatures that are not Direct, are called by
// reflection, which allocates; a view of plain fields needs no allocation.
package template

import (
	"fmt"
	std "html/template"
	"maps"
	"slices"
	"sync/atomic"
	"text/template/parse"
)

// FuncMap maps names to the functions of a set. A value is what html/template accepts, or a Direct.
type FuncMap = std.FuncMap

// A Set is a group of templates that can call one another by name. Parse fills it; Program, Uses and Faults read it and may
// run at the same time, but not at the same time as Parse.
type Set struct {
	// Compact makes every program drop the white space that only lays out the template's source: in the literal HTML text
	// of the templates, a run of white space with a line break in it becomes one line break. Attributes, values, and the
	// content of pre, textarea, script, style and title stay as written. Compact knows only those elements, so text that
	// a style sheet shows with white-space: pre must be a value or inside a pre element.
	Compact bool

	source   *std.Template // never executed: Program escapes copies
	texts    map[string]string
	funcs    FuncMap
	stdFuncs std.FuncMap // the same without Direct, for html/template
	pure     map[string]bool
	faults   *faults
	endless  atomic.Pointer[Error] // a page that did not end
}

// New returns an empty set whose templates may call funcs. The functions named in pure must always return the same result
// for the same arguments: with constant arguments they are called once, when a program is compiled. New panics, as
// html/template does, if funcs cannot be used in templates or lacks a name in pure.
func New(funcs FuncMap, pure ...string) *Set {
	stdFuncs := std.FuncMap{}
	for name, f := range funcs {
		if d, ok := f.(Direct); ok {
			f = d.function
		}
		stdFuncs[name] = f
	}
	s := &Set{source: std.New("").Funcs(stdFuncs), texts: map[string]string{}, funcs: maps.Clone(funcs), stdFuncs: stdFuncs,
		pure: map[string]bool{}, faults: &faults{}}
	for _, name := range pure {
		if funcs[name] == nil {
			panic(fmt.Sprintf("template: the pure function %q is not in funcs", name))
		}
		s.pure[name] = true
	}
	return s
}

// Parse adds the text of a template file called name, and the templates that it defines, to the set. A later definition
// replaces an earlier one, so a theme can override another. An error is an *Error.
func (s *Set) Parse(name, text string) error {
	s.texts[name] = text
	if _, err := s.source.New(name).Parse(text); err != nil {
		return syntaxError(name, text, err)
	}
	return nil
}

// Uses returns the sorted names of the template files whose text decides what the named template writes: its own file, and
// those of all templates that it calls, directly or not. It returns nil if there is no such template. The texts of these files,
// the functions and Compact together are a cache key.
func (s *Set) Uses(name string) []string {
	files := map[string]bool{}
	for _, tree := range reachable(name, s.tree) {
		files[tree.ParseName] = true
	}
	return slices.Sorted(maps.Keys(files))
}

// reachable returns, by name, the trees that executing the named template can reach. Templates that are called but do not
// exist are left out.
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

// calls yields the {{template}} actions below list, in order.
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
