package archive

import (
	"strings"
	"unicode/utf8"

	"gongbao/generator/address"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// Kind says which of the three trees a node stands in. Its String is the folder of the tree's pages.
type Kind uint8

const (
	Agencies Kind = iota
	Topics
	Regions
)

var kindNames = [...]string{"agencies", "topics", "regions"}
var kindSingular = [...]string{"agency", "topic", "region"}

func (k Kind) String() string { return kindNames[k] }

// A Tree is the agencies, topics or regions of an archive. Nodes are in the order of their declaration, then of first use.
type Tree struct {
	Kind  Kind
	Roots []*Node
	Nodes []*Node
}

// A Node is one agency, topic or region with the bulletins listed under it.
type Node struct {
	Term
	Kind     Kind
	Index    int // in Tree.Nodes
	Parent   *Node
	Children []*Node
	Serves   *Node // of an agency: the region that it serves

	// Listings are the bulletins of this node and of all below it, each once, oldest first.
	Listings []Listing

	own []int32 // places of those that name this very node in front matter, oldest first
}

// A Listing is a bulletin in a node's list.
type Listing struct {
	*Record
	Index int32 // of the record: beside it, since lists are gone through by those who need no more
	// Section is the heading that the list should lead to, where the bulletin stands here because a section of it
	// speaks for this agency or region; nil: the whole bulletin.
	Section *Section
}

// Path is the address of the node's page below the site's root.
func (n *Node) Path() string { return address.Term(n.Kind.String(), n.ID) }

// Ancestors gives the nodes above this one, the root first.
func (n *Node) Ancestors() []*Node {
	if n.Parent == nil {
		return nil
	}
	return append(n.Parent.Ancestors(), n.Parent)
}

// treeBuilder finds nodes by what editors write.
type treeBuilder struct {
	kind     Kind
	declared bool // a vocabulary exists, so an unknown name is a problem
	strict   bool
	nodes    []*Node
	byID     map[string]*Node
	byName   map[string][]*Node // folded names and aliases
	seen     map[string]*Node   // what was written -> its node, so that each spelling is folded once
	ends     map[rune]bool      // last characters of the folded names and aliases
}

func newTree(kind Kind, terms []Term, strict bool) *treeBuilder {
	t := &treeBuilder{kind: kind, declared: len(terms) > 0, strict: strict,
		byID: map[string]*Node{}, byName: map[string][]*Node{}, seen: map[string]*Node{}, ends: map[rune]bool{}}
	for _, term := range terms {
		t.add(term)
	}
	for _, n := range t.nodes {
		n.Parent = t.byID[n.Term.Parent]
		for up := n.Parent; up != nil; up = up.Parent { // a cycle was reported by the reader; do not follow it
			if up == n {
				n.Parent = nil
				break
			}
		}
	}
	return t
}

func (t *treeBuilder) add(term Term) *Node {
	n := &Node{Term: term, Kind: t.kind, Index: len(t.nodes)}
	t.nodes = append(t.nodes, n)
	if t.byID[term.ID] == nil {
		t.byID[term.ID] = n
	}
	t.called(term.ID, n)
	for _, name := range term.Names {
		t.called(name.Text, n)
	}
	for _, alias := range term.Aliases {
		t.called(alias, n)
	}
	return n
}

func (t *treeBuilder) called(name string, n *Node) {
	key := fold(name)
	for _, known := range t.byName[key] {
		if known == n {
			return
		}
	}
	t.byName[key] = append(t.byName[key], n)
	last, _ := utf8.DecodeLastRuneInString(key)
	t.ends[last] = true
}

// mayName says no where a text surely is no name that lookup finds. It looks at the last character alone, for it is asked
// of every heading of an archive.
func (t *treeBuilder) mayName(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	stays := ' ' < last && last < 0x7F || 0x4E00 <= last && last < 0xA000 // nothing folds it away or joins it with another
	return !stays || t.ends[han.FoldRune(last)]
}

// fold makes spellings equal that a reader takes for the same name: script, width, letter case and spaces.
func fold(name string) string {
	return strings.Join(strings.Fields(han.Fold(name)), "")
}

// lookup finds the node of an id, name or alias; several where the name is ambiguous.
func (t *treeBuilder) lookup(name string) []*Node {
	if n := t.seen[name]; n != nil {
		return []*Node{n}
	}
	if n := t.byID[name]; n != nil {
		t.seen[name] = n
		return []*Node{n}
	}
	found := t.byName[fold(name)]
	if len(found) == 1 {
		t.seen[name] = found[0]
	}
	return found
}

// find gives the node that an editor's words name, making it where no vocabulary says otherwise. A path such as
// "shandong/jinan" is followed from the left. The hint of a failure says what was meant, as far as can be guessed.
func (t *treeBuilder) find(written string) (*Node, *problem.Problem) {
	if n := t.seen[written]; n != nil {
		return n, nil
	}
	found := t.lookup(written)
	if len(found) == 0 && strings.Contains(written, "/") {
		return t.findPath(written)
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		ids := make([]string, len(found))
		for i, n := range found {
			ids[i] = n.ID
		}
		p := problem.Problem{Message: kindSingular[t.kind] + " " + quote(written) + " is the name of several; expected one",
			Hint: "write the id: " + strings.Join(ids, " or ")}
		return nil, &p
	case t.declared || t.strict:
		return nil, t.unknown(written)
	}
	return t.invent(written, nil), nil
}

func (t *treeBuilder) findPath(written string) (*Node, *problem.Problem) {
	var at *Node
	for part := range strings.SplitSeq(written, "/") {
		if strings.TrimSpace(part) == "" {
			return nil, &problem.Problem{Message: kindSingular[t.kind] + " " + quote(written) + " has an empty part; expected a path such as shandong/jinan"}
		}
		var next *Node
		for _, n := range t.lookup(part) {
			if at == nil && (next == nil || n.Parent == nil) || at != nil && below(n, at) {
				next = n
			}
		}
		if next == nil && !t.declared && !t.strict {
			next = t.invent(part, at)
		}
		if next == nil {
			return nil, t.unknown(written)
		}
		at = next
	}
	t.seen[written] = at
	return at, nil
}

// below says whether n lies under top.
func below(n, top *Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}

// invent makes a node that no vocabulary declares; its id comes from its name, below its parent's.
func (t *treeBuilder) invent(name string, parent *Node) *Node {
	id := han.Slug(name)
	if parent != nil {
		id = parent.ID + "-" + id
	}
	if n := t.byID[id]; n != nil { // another spelling of the same id
		t.called(name, n)
		return n
	}
	n := t.add(Term{ID: id, Names: Names{{Text: strings.TrimSpace(name)}}})
	n.Parent = parent
	return n
}

func (t *treeBuilder) unknown(written string) *problem.Problem {
	p := problem.Problem{Message: "unknown " + kindSingular[t.kind] + " " + quote(written) + "; expected an id, name or alias of " + t.kind.String() + ".yaml"}
	var known []string
	for _, n := range t.nodes {
		known = append(known, n.ID)
		for _, name := range n.Names {
			known = append(known, name.Text)
		}
		known = append(known, n.Aliases...)
	}
	if names := t.listed(written); names != nil {
		p.Hint = "write several as a list: [" + strings.Join(names, ", ") + "]"
		return &p
	}
	near := problem.Nearest(written, known)
	if near == "" {
		p.Hint = "declare it in " + t.kind.String() + ".yaml, or mend the name"
		return &p
	}
	p.Hint = "did you mean " + quote(near) + "?"
	if n := t.lookup(near); len(n) == 1 && n[0].File != "" {
		p.Hint = "did you mean " + quote(near) + "? (" + problem.Problem{File: n[0].File, Line: int(n[0].Pos.Line)}.Place() + ")"
	}
	return &p
}

// listed gives the names in a text that holds several known ones, as people write them between commas.
func (t *treeBuilder) listed(written string) []string {
	names := strings.FieldsFunc(written, func(r rune) bool { return strings.ContainsRune(",，、;；", r) })
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
		if len(t.lookup(names[i])) == 0 {
			return nil
		}
	}
	return names
}

func (t *treeBuilder) finish() *Tree {
	tree := &Tree{Kind: t.kind, Nodes: t.nodes}
	for _, n := range t.nodes {
		if n.Parent == nil {
			tree.Roots = append(tree.Roots, n)
		} else {
			n.Parent.Children = append(n.Parent.Children, n)
		}
	}
	return tree
}
