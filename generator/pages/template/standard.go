package template

// Everything that rests on how html/template works inside is in this file: the name that it gives to a template that
// is called outside plain text, the names of its escapers, and how to call these.

import (
	"errors"
	"fmt"
	std "html/template"
	"io"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"
)

const (
	// A template called in another context than HTML text is escaped as a copy, under its name, this mark and the
	// context.
	derivedMark = "$htmltemplate_"
	// The escapers are functions with this prefix.
	escaperPrefix = "_html_template_"
)

// escape returns a copy of what root can reach of the set, which html/template has escaped for being executed from there, and
// the trees that it then executes, by name. Nothing of the templates is executed.
func (s *Set) escape(root string) (*std.Template, map[string]*parse.Tree, error) {
	if t := s.source.Lookup(root); t == nil || t.Tree == nil {
		return nil, nil, fmt.Errorf("%s: there is no such template%s", root, hint(root, s.names()))
	}
	// html/template hides the copies that it derives. But where the set already holds a template of the derived name, it
	// takes that one; so each round names what the last one derived, until nothing new comes up.
	needed := reachable(root, s.tree)
	for {
		set := std.New("").Funcs(s.plain)
		for name, tree := range needed {
			if _, err := set.AddParseTree(name, tree.Copy()); err != nil {
				return nil, nil, plain(err)
			}
		}
		if err := escapeInPlace(set, root); err != nil {
			return nil, nil, plain(err)
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

// escapeInPlace makes html/template escape the root template and all that it calls. The only public way to ask for it is
// to execute the template, so an action that always fails is put before everything else, and taken away afterwards.
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

// standardEscape returns what html/template's escaper of that name (without the prefix) makes of a value. It takes about
// a microsecond. It panics if the escaper does.
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

// Take is called by the templates below, with the result of the escaper.
func (e *escaping) Take(result string) bool {
	e.result = result
	return false
}

// standardEscapers has for each escaper a template that calls it by its own name. The parser wants a function of that
// name to exist; html/template puts its own in the place of that when it escapes the template.
var standardEscapers = sync.OnceValue(func() map[string]*std.Template {
	templates := map[string]*std.Template{}
	for _, short := range escapers {
		name := escaperPrefix + short
		absent := func(any) (string, error) { return "", errors.New("html/template has no " + name) }
		t := std.New(short).Funcs(FuncMap{name: absent})
		templates[short] = std.Must(t.Parse("{{if .Take (" + name + " .Value)}}{{end}}"))
	}
	return templates
})
