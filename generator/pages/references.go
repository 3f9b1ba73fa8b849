package pages

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// Templates name messages, assets and one another by constant texts, so whether all of these exist is known before any page
// is made, and which assets a theme needs is known from its templates alone.

// reference is a name in a template.
type reference struct {
	name  string
	place problem.Problem // where it stands
}

type references struct {
	messages []reference // {{t "name"}}
	groups   []reference // {{label "name" .Value}}
	assets   []reference // {{asset "name"}}
	calls    []reference // {{template "name"}}
	defines  map[string]bool
}

// readReferences parses the templates and gathers what they name.
func readReferences(files []themeFile) (*references, []problem.Problem) {
	r := &references{defines: map[string]bool{}}
	var ps []problem.Problem
	for _, f := range files {
		tree := parse.New(f.name)
		tree.Mode = parse.SkipFuncCheck // unknown functions are told when the templates are put together
		trees := map[string]*parse.Tree{}
		if _, err := tree.Parse(f.text, "", "", trees); err != nil {
			ps = append(ps, templateProblems(err, files)...)
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(trees)) {
			r.defines[name] = true
			r.walk(f, trees[name].Root)
		}
	}
	return r, ps
}

// walk visits every node of a template. Nodes of any other type hold no calls.
func (r *references) walk(f themeFile, n parse.Node) {
	branch := func(b *parse.BranchNode) {
		r.walk(f, b.Pipe)
		r.walk(f, b.List)
		if b.ElseList != nil {
			r.walk(f, b.ElseList)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, child := range n.Nodes {
			r.walk(f, child)
		}
	case *parse.ActionNode:
		r.walk(f, n.Pipe)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		r.calls = append(r.calls, reference{n.Name, f.at(n.Position())})
		if n.Pipe != nil {
			r.walk(f, n.Pipe)
		}
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			r.walk(f, c)
		}
	case *parse.CommandNode:
		r.command(f, n)
		for _, arg := range n.Args {
			r.walk(f, arg)
		}
	}
}

func (r *references) command(f themeFile, n *parse.CommandNode) {
	if len(n.Args) < 2 {
		return
	}
	function, ok := n.Args[0].(*parse.IdentifierNode)
	name, constant := n.Args[1].(*parse.StringNode)
	if !ok || !constant {
		return
	}
	found := reference{name.Text, f.at(name.Position())}
	switch function.Ident {
	case "t":
		r.messages = append(r.messages, found)
	case "label":
		r.groups = append(r.groups, found)
	case "asset":
		r.assets = append(r.assets, found)
	}
}

// at is the place of a byte of the file.
func (f themeFile) at(offset parse.Pos) problem.Problem {
	before := f.text[:min(int(offset), len(f.text))]
	line := strings.LastIndexByte(before, '\n') + 1
	return problem.At(f.path, problem.Pos{
		Line:   int32(strings.Count(before, "\n") + 1),
		Column: int32(utf8.RuneCountInString(before[line:]) + 1),
	}, "")
}

// check tells of names that lead nowhere, and of files and messages that nothing leads to.
func (r *references) check(files []themeFile, c *catalog) (ps []problem.Problem) {
	tell := func(ref reference, hint string, format string, args ...any) {
		p := ref.place
		p.Message, p.Hint = fmt.Sprintf(format, args...), hint
		ps = append(ps, p)
	}
	known := c.keys()
	for _, ref := range r.messages {
		if !c.has(ref.name) {
			tell(ref, didYouMean(ref.name, known, "add it to the files in messages/"), "there is no message %q", ref.name)
		}
	}
	for _, ref := range r.groups {
		if ref.name == "field" {
			for _, f := range bulletin.Facts {
				if key := "field." + f.Key; !c.has(key) {
					tell(ref, "add it to the files in messages/", "there is no message %q", key)
				}
			}
		} else if !c.under(ref.name) {
			tell(ref, "add them to the files in messages/", "there are no messages below %q", ref.name)
		}
	}
	templates := slices.Sorted(maps.Keys(r.defines))
	for _, ref := range r.calls {
		if !r.defines[ref.name] {
			tell(ref, didYouMean(ref.name, templates, ""), "there is no template %q", ref.name)
		}
	}
	called := map[string]bool{}
	for _, ref := range r.calls {
		called[ref.name] = true
	}
	for name := range pageViews {
		if !r.defines[name] {
			ps = append(ps, problem.At(path.Join("templates", name), problem.Pos{}, "the theme lacks this template"))
		}
	}
	for _, f := range files {
		if pageViews[f.name] == nil && !called[f.name] {
			p := problem.At(f.path, problem.Pos{}, "no page is made from this template, and no other template calls it")
			p.Warning = true
			p.Hint = didYouMean(f.name, slices.Sorted(maps.Keys(pageViews)), "")
			ps = append(ps, p)
		}
	}
	return append(ps, r.unused(c)...)
}

// unused warns of messages of the site's own that no template shows, which are most often misspelt.
func (r *references) unused(c *catalog) (ps []problem.Problem) {
	shown := map[string]bool{}
	for _, ref := range r.messages {
		shown[ref.name] = true
	}
	for _, key := range stems(maps.Keys(c.own)) {
		if shown[key] || slices.Contains(ownMessages, key) ||
			slices.ContainsFunc(r.groups, func(g reference) bool { return strings.HasPrefix(key, g.name+".") }) {
			continue
		}
		p, ok := c.own[key]
		for _, form := range pluralForms {
			if !ok {
				p, ok = c.own[key+"."+form]
			}
		}
		p.Message, p.Warning = fmt.Sprintf("no template shows the message %q", key), true
		p.Hint = didYouMean(key, slices.Sorted(maps.Keys(shown)), "")
		ps = append(ps, p)
	}
	return ps
}

// ownMessages are those that the functions of templates use, and those that are said outside pages.
var ownMessages = []string{"feed.about", "date", "month", "year", "month_of_year", "month_short", "months", "short_months", "number", "units", "size"}

func didYouMean(name string, known []string, otherwise string) string {
	if near := problem.Nearest(name, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
}
