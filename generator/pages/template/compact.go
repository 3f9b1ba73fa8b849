package template

import (
	"maps"
	"strings"
	"text/template/parse"
)

// compact rewrites the literal text of the trees that root reaches: in HTML text, a run of white space that holds a line
// break becomes one line break. It follows the templates in the order of execution, with just enough of HTML's syntax to
// know what is text. Text that is reached on two ways, once inside a pre element and once outside, stays as it is. Where
// branches end in different places, one of them inside a pre element say, it cannot follow and changes nothing at all.
func compact(trees map[string]*parse.Tree, root string) {
	c := &compactor{trees: trees}
	c.texts, c.mixed, c.ends = map[*parse.TextNode]string{}, map[*parse.TextNode]bool{}, map[call]place{}
	c.template(root, place{})
	if c.lost {
		return
	}
	for n, text := range c.texts {
		if !c.mixed[n] {
			n.Text = []byte(text)
		}
	}
}

type compactor struct {
	trees map[string]*parse.Tree
	found
	loop place // where the rounds of the innermost range end so far
	lost bool
}

// found is what a walk over the templates finds out.
type found struct {
	texts map[*parse.TextNode]string // what becomes of a text
	mixed map[*parse.TextNode]bool   // different things would become of it, so it stays
	ends  map[call]place             // where a template ends
}

func (f found) clone() found {
	return found{maps.Clone(f.texts), maps.Clone(f.mixed), maps.Clone(f.ends)}
}

type call struct {
	name  string
	start place
}

// place is a point in an HTML text.
type place struct {
	tag     string // inside a tag: "<" or, if it is an end tag, "/", and the name of its element
	quote   byte   // inside the value of an attribute: what ends it
	raw     string // inside an element that holds no tags: its name
	pre     int    // how many pre elements are open
	newline bool   // what comes before ends in a line break that stands for all white space around it
}

// meet returns the place after two branches.
func (c *compactor) meet(a, b place) place {
	newline := a.newline && b.newline
	a.newline, b.newline = newline, newline
	if a != b {
		c.lost = true
	}
	return a
}

func (c *compactor) template(name string, start place) place {
	start.newline = false // so that what becomes of a template does not depend on who calls it
	key := call{name, start}
	end, ok := c.ends[key]
	tree := c.trees[name]
	if ok || tree == nil {
		c.lost = c.lost || !ok
		return end
	}
	c.ends[key] = start // which a recursive call relies on
	outer := c.loop
	end = c.list(tree.Root, start)
	end.newline = false
	if end != start && reachesItself(c.trees, name) {
		c.lost = true
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

func (c *compactor) list(list *parse.ListNode, at place) place {
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
			at = c.meet(c.list(n.List, at), c.list(n.ElseList, at))
		case *parse.WithNode:
			at = c.meet(c.list(n.List, at), c.list(n.ElseList, at))
		case *parse.RangeNode:
			at = c.meet(c.rounds(n.List, at), c.list(n.ElseList, at))
		case *parse.BreakNode, *parse.ContinueNode:
			c.loop = c.meet(c.loop, at)
			return at
		}
	}
	return at
}

// rounds follows the body of a range, which starts both where the range starts and where a round ends.
func (c *compactor) rounds(list *parse.ListNode, start place) place {
	outer, before := c.loop, c.found.clone()
	c.loop = start
	end := c.meet(c.list(list, start), c.loop)
	if start.newline && !end.newline {
		c.found, start.newline = before, false
		c.loop = start
		end = c.meet(c.list(list, start), c.loop)
	}
	c.loop = outer
	start.newline = end.newline
	return c.meet(end, start)
}

// text notes what becomes of a text that starts at some place, and returns the place after it.
func (c *compactor) text(n *parse.TextNode, at place) place {
	var out strings.Builder
	for s := string(n.Text); s != ""; {
		var head string
		var end byte
		switch {
		case at.quote != 0:
			if head, s, end = through(s, string(at.quote)); end != 0 {
				at.quote = 0
			}
			out.WriteString(head)
		case at.tag != "":
			head, s, end = through(s, `>"'`)
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
		c.mixed[n] = true
	}
	c.texts[n] = out.String()
	return at
}

// enter moves from the end of a tag into what follows it.
func (p *place) enter() {
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

// collapse writes text with each run of white space that holds a line break as one line break; after newline, a run
// belongs to a line break that is written already. It tells the same of its own end.
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

// tagName returns what place.tag is in the tag that s starts with.
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

// through splits s after the first of the bytes in ends, which it returns too, or 0 if there is none.
func through(s, ends string) (head, tail string, end byte) {
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
