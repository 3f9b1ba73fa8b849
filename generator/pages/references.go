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
	"gongbao/generator/pages/template"
	"gongbao/generator/problem"
)

// Templates refer to messages, assets and one another by constant names. So LoadTheme can check that all of these exist before
// any page is rendered, and bundles just the assets that templates name.

// reference is a name in a file of the theme.
type reference struct {
	name string
	file string
	pos  problem.Pos
}

type references struct {
	messages []reference // {{t "name"}}
	groups   []reference // {{label "name" .Value}}
	assets   []reference // {{asset "name"}}
	calls    []reference // {{template "name"}}
	defines  map[string]bool
}

// readReferences parses the templates and collects the names in them.
func readReferences(files []themeFile) (*references, []problem.Problem) {
	r := &references{defines: map[string]bool{}}
	var ps []problem.Problem
	for _, f := range files {
		trees, err := template.Trees(f.name, f.text) // newSet reports unknown functions
		if err != nil {
			ps = append(ps, templateProblems(err)...)
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(trees)) {
			r.defines[name] = true
			r.walk(f, trees[name].Root)
		}
	}
	return r, ps
}

// walk visits every node of a template. Nodes of other types than these contain no calls.
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
		r.calls = append(r.calls, f.reference(n.Name, n.Position()))
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

// command records the name in a call of t, label or asset.
func (r *references) command(f themeFile, n *parse.CommandNode) {
	if len(n.Args) < 2 {
		return
	}
	function, ok := n.Args[0].(*parse.IdentifierNode)
	name, constant := n.Args[1].(*parse.StringNode)
	if !ok || !constant {
		return
	}
	found := f.reference(name.Text, name.Position())
	switch function.Ident {
	case "t":
		r.messages = append(r.messages, found)
	case "label":
		r.groups = append(r.groups, found)
	case "asset":
		r.assets = append(r.assets, found)
	}
}

// reference returns the reference to a name at a byte offset of the file.
func (f themeFile) reference(name string, offset parse.Pos) reference {
	before := f.text[:min(int(offset), len(f.text))]
	line := strings.LastIndexByte(before, '\n') + 1
	return reference{name, f.path, problem.Pos{
		Line:   int32(strings.Count(before, "\n") + 1),
		Column: int32(utf8.RuneCountInString(before[line:]) + 1),
	}}
}

// problem returns a problem at the place of the reference.
func (r reference) problem(code problem.Code, format string, args ...any) problem.Problem {
	return problem.New(code, r.file, r.pos, format, args...)
}

// check reports names that refer to nothing, and files and messages that nothing uses.
func (r *references) check(files []themeFile, c *catalog) (ps []problem.Problem) {
	known := c.keys()
	for _, ref := range r.messages {
		if !c.has(ref.name) {
			p := ref.problem(problem.UnknownMessage, "there is no message %q", ref.name)
			p.Hint = didYouMean(ref.name, known, "add it to the files in messages/")
			ps = append(ps, p)
		}
	}
	for _, ref := range r.groups {
		if ref.name == "field" {
			for _, f := range bulletin.Facts {
				if key := "field." + f.Key; !c.has(key) {
					ps = append(ps, ref.problem(problem.UnknownMessage, "there is no message %q", key).WithHint("add it to the files in messages/"))
				}
			}
		} else if !c.under(ref.name) {
			ps = append(ps, ref.problem(problem.UnknownMessage, "there are no messages below %q", ref.name).WithHint("add them to the files in messages/"))
		}
	}
	return append(append(ps, r.checkTemplates(files)...), r.unused(c)...)
}

// checkTemplates reports calls of templates that do not exist, pages without a template, and templates that nothing uses.
func (r *references) checkTemplates(files []themeFile) (ps []problem.Problem) {
	called := map[string]bool{}
	templates := slices.Sorted(maps.Keys(r.defines))
	for _, ref := range r.calls {
		called[ref.name] = true
		if !r.defines[ref.name] {
			p := ref.problem(problem.UnknownTemplate, "there is no template %q", ref.name)
			p.Hint = didYouMean(ref.name, templates, "")
			ps = append(ps, p)
		}
	}
	for name := range pageViews {
		if !r.defines[name] {
			ps = append(ps, problem.New(problem.MissingTemplate, path.Join("templates", name), problem.Pos{}, "the theme lacks this template"))
		}
	}
	for _, f := range files {
		if pageViews[f.name] == nil && !called[f.name] {
			p := problem.New(problem.UnusedTemplate, f.path, problem.Pos{}, "no page is made from this template, and no other template calls it")
			p.Hint = didYouMean(f.name, slices.Sorted(maps.Keys(pageViews)), "")
			ps = append(ps, p)
		}
	}
	return ps
}

// unused reports the site's own messages that no template shows. Most are misspelt.
func (r *references) unused(c *catalog) (ps []problem.Problem) {
	shown := map[string]bool{}
	for _, ref := range r.messages {
		shown[ref.name] = true
	}
	for _, key := range stems(maps.Keys(c.own)) {
		if shown[key] || slices.Contains(codeMessages, key) ||
			slices.ContainsFunc(r.groups, func(g reference) bool { return strings.HasPrefix(key, g.name+".") }) {
			continue
		}
		ref, ok := c.own[key]
		for _, form := range pluralForms {
			if !ok {
				ref, ok = c.own[key+"."+form]
			}
		}
		p := ref.problem(problem.UnusedMessage, "no template shows the message %q", key)
		p.Hint = didYouMean(key, slices.Sorted(maps.Keys(shown)), "")
		ps = append(ps, p)
	}
	return ps
}

// codeMessages are the messages that Go code uses: functions of templates, and the makers of feeds.
var codeMessages = []string{"feed.about", "notice.untitled", "date", "month", "year", "month_of_year", "month_short", "months", "short_months", "number", "units", "size"}

// didYouMean returns a hint that suggests the nearest known name, or otherwise if none is near.
func didYouMean(name string, known []string, otherwise string) string {
	if nearest := problem.Nearest(name, known); nearest != "" {
		return fmt.Sprintf("did you mean %q?", nearest)
	}
	return otherwise
}
