package template

import (
	"maps"
	"strings"
	"text/template/parse"
)

// compact rewrites the literal text of the trees that root reaches: in HTML text, a run of white space with a line break in
// it becomes one line break. It follows the templates in the order of execution, with just enough of HTML's syntax to know
// what is text. A text that is reached both inside and outside a pre element stays as it is. If branches end in different
// contexts, one of them inside a pre element, say, compact cannot follow them and changes nothing.
func compact(trees map[string]*parse.Tree, root string) {
	c := &compactor{trees: trees}
	c.texts, c.ambiguous, c.ends = map[*parse.TextNode]string{}, map[*parse.TextNode]bool{}, map[call]htmlContext{}
	c.template(root, htmlContext{})
	if c.failed {
		return
	}
	for n, text := range c.texts {
		if !c.ambiguous[n] {
			n.Text = []byte(text)
		}
	}
}

type compactor struct {
	trees map[string]*parse.Tree
	findings
	loop   htmlContext // where the iterations of the innermost range end so far
	failed bool
}

// findings are the result of a walk over the templates.
type findings struct {
	texts     map[*parse.TextNode]string // the compact form of a text
	ambiguous map[*parse.TextNode]bool   // the text has several compact forms, so it stays as it is
	ends      map[call]htmlContext       // where a template ends
}

func (f findings) clone() findings {
	return findings{maps.Clone(f.texts), maps.Clone(f.ambiguous), maps.Clone(f.ends)}
}

type call struct {
	name  string
	start htmlContext
}

// htmlContext is what surrounds a point of an HTML text.
type htmlContext struct {
	tag     string // inside a tag: "<", or "/" in an end tag, and the name of its element
	quote   byte   // inside the value of an attribute: the quote that ends it
	raw     string // inside an element that has no tags in it: its name
	pre     int    // how many pre elements are open
	newline bool   // the text before ends in a line break that replaces all white space around it
}

// merge returns the context after two branches. If they end in different contexts, compact fails.
func (c *compactor) merge(a, b htmlContext) htmlContext {
	newline := a.newline && b.newline
	a.newline, b.newline = newline, newline
	if a != b {
		c.failed = true
	}
	return a
}

func (c *compactor) template(name string, start htmlContext) htmlContext {
	start.newline = false // so that the compact form of a template does not depend on its caller
	key := call{name, start}
	end, ok := c.ends[key]
	tree := c.trees[name]
	if ok || tree == nil {
		c.failed = c.failed || !ok
		return end
	}
	c.ends[key] = start // a recursive call assumes this, which is checked below
	outer := c.loop
	end = c.list(tree.Root, start)
	end.newline = false
	if end != start && reachesItself(c.trees, name) {
		c.failed = true
	}
	c.loop, c.ends[key] = outer, end
	return end
}

func reachesItself(trees map[string]*parse.Tree, name string) bool {
	for n := range calls(trees[name].Root) {
		if reachable(n.Name, func(name string) *parse.Tree { return trees[name] })[name] != nil {
			return true
		}
	}
	return false
}

func (c *compactor) list(list *parse.ListNode, at htmlContext) htmlContext {
	if list == nil {
		return at
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			at = c.text(n, at)
		case *parse.ActionNode:
			at.newline = at.newline && len(n.Pipe.Decl) > 0
		case *parse.TemplateNode:
			at = c.template(n.Name, at)
		case *parse.IfNode:
			at = c.merge(c.list(n.List, at), c.list(n.ElseList, at))
		case *parse.WithNode:
			at = c.merge(c.list(n.List, at), c.list(n.ElseList, at))
		case *parse.RangeNode:
			at = c.merge(c.loopBody(n.List, at), c.list(n.ElseList, at))
		case *parse.BreakNode, *parse.ContinueNode:
			c.loop = c.merge(c.loop, at)
			return at
		}
	}
	return at
}

// loopBody follows the body of a range, which is entered both from before the range and from its own end.
func (c *compactor) loopBody(list *parse.ListNode, start htmlContext) htmlContext {
	outer, before := c.loop, c.findings.clone()
	c.loop = start
	end := c.merge(c.list(list, start), c.loop)
	if start.newline && !end.newline {
		c.findings, start.newline = before, false
		c.loop = start
		end = c.merge(c.list(list, start), c.loop)
	}
	c.loop = outer
	start.newline = end.newline
	return c.merge(end, start)
}

// text records the compact form of a text that starts in the context at, and returns the context after it.
func (c *compactor) text(n *parse.TextNode, at htmlContext) htmlContext {
	var out strings.Builder
	for s := string(n.Text); s != ""; {
		var head string
		var end byte
		switch {
		case at.quote != 0:
			if head, s, end = cutAfter(s, string(at.quote)); end != 0 {
				at.quote = 0
			}
			out.WriteString(head)
		case at.tag != "":
			head, s, end = cutAfter(s, `>"'`)
			out.WriteString(head)
			if end == '>' {
				at.enter()
			} else {
				at.quote = end
			}
		case at.raw != "":
			i := indexFold(s, "</"+at.raw)
			if i < 0 {
				i = len(s)
			} else {
				at.raw = ""
			}
			out.WriteString(s[:i])
			s = s[i:]
		default:
			i := strings.IndexByte(s, '<')
			if i < 0 {
				i = len(s)
			}
			if at.pre > 0 {
				out.WriteString(s[:i])
			} else {
				at.newline = collapse(&out, s[:i], at.newline)
			}
			if s = s[i:]; s != "" {
				at.tag, at.newline = tagName(s), false
			}
		}
	}
	if old, ok := c.texts[n]; ok && old != out.String() {
		c.ambiguous[n] = true
	}
	c.texts[n] = out.String()
	return at
}

// enter moves from the end of a tag to the content after it.
func (p *htmlContext) enter() {
	switch p.tag {
	case "<pre":
		p.pre++
	case "/pre":
		p.pre = max(0, p.pre-1)
	case "<script", "<style", "<textarea", "<title":
		p.raw = p.tag[1:]
	}
	p.tag = ""
}

// collapse writes text with each run of white space that has a line break in it as one line break. If newline is true, white
// space at the start belongs to a line break that was written before. It returns whether the same holds at the end.
func collapse(out *strings.Builder, text string, newline bool) bool {
	const space = " \t\r\n\f"
	for text != "" {
		words := strings.TrimLeft(text, space)
		run := text[:len(text)-len(words)]
		switch {
		case run == "" || newline:
		case strings.ContainsAny(run, "\r\n"):
			out.WriteByte('\n')
			newline = true
		default:
			out.WriteString(run)
		}
		end := strings.IndexAny(words, space)
		if end < 0 {
			end = len(words)
		}
		out.WriteString(words[:end])
		newline = newline && end == 0
		text = words[end:]
	}
	return newline
}

// tagName returns htmlContext.tag for the tag that s starts with.
func tagName(s string) string {
	name, slash := strings.CutPrefix(s[1:], "/")
	if end := strings.IndexAny(name, "/> \t\r\n\f"); end >= 0 {
		name = name[:end]
	}
	if slash {
		return "/" + strings.ToLower(name)
	}
	return "<" + strings.ToLower(name)
}

// cutAfter splits s after the first of the bytes in ends. It returns that byte too, or 0 if s has none of them.
func cutAfter(s, ends string) (head, tail string, end byte) {
	i := strings.IndexAny(s, ends)
	if i < 0 {
		return s, "", 0
	}
	return s[:i+1], s[i+1:], s[i]
}

func indexFold(s, sub string) int {
	for i := range len(s) - len(sub) + 1 {
		if strings.EqualFold(s[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}
