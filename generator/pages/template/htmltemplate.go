package template

// Everything that depends on the internals of html/template is in this file: its names for templates that are called outside
// HTML text, the names of its escapers, and how to call them.

import (
	"errors"
	std "html/template"
	"io"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"
)

const (
	// html/template escapes a template that is called in another context than HTML text as a copy, whose name is the
	// template's name, this mark and the context.
	derivedMark = "$htmltemplate_"
	// The names of the escapers start with this.
	escaperPrefix = "_html_template_"
)

// escape returns a copy of the templates that root can reach, which html/template has escaped for executing root, and the trees
// that it would then execute, by name. It executes none of them. The functions in more are added to those of the set.
func (s *Set) escape(root string, more std.FuncMap) (*std.Template, map[string]*parse.Tree, error) {
	if t := s.source.Lookup(root); t == nil || t.Tree == nil {
		return nil, nil, &Error{File: root, Message: "there is no such template" + didYouMean(root, s.names())}
	}
	// html/template hides the copies that it derives, but uses a template of the derived name if the set has one. So each
	// round adds the names that the round before derived, until there are no new ones.
	needed := reachable(root, s.tree)
	for {
		set := std.New("").Funcs(s.stdFuncs).Funcs(more)
		for name, tree := range needed {
			if _, err := set.AddParseTree(name, tree.Copy()); err != nil {
				return nil, nil, s.escapeError(root, err)
			}
		}
		if err := escapeInPlace(set, root); err != nil {
			return nil, nil, s.escapeError(root, err)
		}
		complete := true
		trees := reachable(root, func(name string) *parse.Tree {
			if t := set.Lookup(name); t != nil {
				return t.Tree
			}
			if strings.Contains(name, derivedMark) {
				from, _, _ := strings.Cut(name, derivedMark)
				complete, needed[name] = false, s.tree(from)
			}
			return nil
		})
		if complete {
			return set, trees, nil
		}
	}
}

// tree returns the tree of the named template, or nil.
func (s *Set) tree(name string) *parse.Tree {
	if t := s.source.Lookup(name); t != nil {
		return t.Tree
	}
	return nil
}

// names returns the names of the templates that the set defines.
func (s *Set) names() []string {
	var names []string
	for _, t := range s.source.Templates() {
		if t.Tree != nil {
			names = append(names, t.Name())
		}
	}
	return names
}

// escapeInPlace makes html/template escape the root template and all that it calls. Executing a template is the only public
// way to have it escaped, so an action that always fails is put before all others, and removed afterwards.
func escapeInPlace(set *std.Template, root string) error {
	gate, err := parse.Parse("", `{{index 0 0}}`, "", "", map[string]any{"index": 0})
	if err != nil {
		return err
	}
	list := set.Lookup(root).Tree.Root
	list.Nodes = append([]parse.Node{gate[""].Root.Nodes[0]}, list.Nodes...)
	err = set.ExecuteTemplate(io.Discard, root, nil)
	list.Nodes = list.Nodes[1:]
	if stopped := (template.ExecError{}); errors.As(err, &stopped) {
		return nil
	}
	return err
}

// escapers names all escapers of html/template that standardEscape can call.
var escapers = []string{
	"attrescaper", "commentescaper", "cssescaper", "cssvaluefilter", "htmlescaper", "htmlnamefilter", "jsregexpescaper",
	"jsstrescaper", "jstmpllitescaper", "jsvalescaper", "nospaceescaper", "rcdataescaper", "srcsetescaper", "urlescaper",
	"urlfilter", "urlnormalizer",
}

// standardEscape escapes a value with html/template's escaper of that name (without the prefix). It takes about a microsecond.
// It panics if the escaper fails.
func standardEscape(name string, value any) string {
	call := escaping{Value: value}
	if err := standardEscapers()[name].Execute(io.Discard, &call); err != nil {
		panic(bail{err})
	}
	return call.result
}

type escaping struct {
	Value  any
	result string
}

// Take is called by the templates below with the escaper's result.
func (e *escaping) Take(result string) bool {
	e.result = result
	return false
}

// standardEscapers returns a template for each escaper, which calls it by name. The parser requires a function of that name;
// html/template replaces it with its own when it escapes the template.
var standardEscapers = sync.OnceValue(func() map[string]*std.Template {
	templates := map[string]*std.Template{}
	for _, short := range escapers {
		name := escaperPrefix + short
		missing := func(any) (string, error) { return "", errors.New("html/template has no " + name) }
		t := std.New(short).Funcs(FuncMap{name: missing})
		templates[short] = std.Must(t.Parse("{{if .Take (" + name + " .Value)}}{{end}}"))
	}
	return templates
})
