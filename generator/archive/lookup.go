package archive

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// treeBuilder builds a tree, and finds its nodes by what editors write.
type treeBuilder struct {
	kind     Kind
	declared bool // a vocabulary exists, so an unknown name is a problem
	strict   bool
	nodes    []*Node
	byID     map[string]*Node
	byName   map[string][]*Node // by folded id, name and alias
	seen     map[string]*Node   // by what was written: the only node that it means, so that each spelling is folded once
	clashed  bool               // a name in seen became the name of several nodes
	ends     map[rune]bool      // last characters of the keys of byName
}

func newTree(kind Kind, terms []Term, strict bool) *treeBuilder {
	t := &treeBuilder{kind: kind, declared: len(terms) > 0, strict: strict,
		byID: map[string]*Node{}, byName: map[string][]*Node{}, seen: map[string]*Node{}, ends: map[rune]bool{}}
	for _, term := range terms {
		t.add(term)
	}
	for _, n := range t.nodes {
		n.Parent = t.byID[n.Term.Parent]
		for up := n.Parent; up != nil; up = up.Parent { // ReadTerms has reported a cycle; do not follow it
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
	t.addName(term.ID, n)
	for _, name := range term.Names {
		t.addName(name.Text, n)
	}
	for _, alias := range term.Aliases {
		t.addName(alias, n)
	}
	return n
}

// addName adds a name of a node.
func (t *treeBuilder) addName(name string, n *Node) {
	key := fold(name)
	known := t.byName[key]
	if slices.Contains(known, n) {
		return
	}
	if len(known) == 1 { // from now on the name is ambiguous
		maps.DeleteFunc(t.seen, func(written string, only *Node) bool {
			stale := only == known[0] && fold(written) == key && t.byID[written] != only
			t.clashed = t.clashed || stale
			return stale
		})
	}
	t.byName[key] = append(known, n)
	last, _ := utf8.DecodeLastRuneInString(key)
	t.ends[last] = true
}

// mayName reports whether lookup might find something for a text. It only looks at the last character, because it is called for
// every heading of an archive.
func (t *treeBuilder) mayName(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	kept := ' ' < last && last < 0x7F || 0x4E00 <= last && last < 0xA000 // folding neither drops it nor composes it with the one before
	return !kept || t.ends[han.FoldRune(last)]
}

// fold maps all spellings of a name to one: it ignores script, width, letter case and spaces.
func fold(name string) string {
	return strings.Join(strings.Fields(han.Fold(name)), "")
}

// lookup returns the node of an id, name or alias; several if the name is ambiguous.
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

// find returns the node that an editor named, also by a path such as "shandong/jinan". Without a vocabulary it makes the node if
// needed. The problem has no place yet.
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
		p := ambiguous(t.kind, written, found)
		return nil, &p
	case t.declared || t.strict:
		return nil, t.unknown(written)
	}
	return t.invent(written, nil), nil
}

// findPath follows a path of names from the top.
func (t *treeBuilder) findPath(written string) (*Node, *problem.Problem) {
	var at *Node
	for part := range strings.SplitSeq(written, "/") {
		if strings.TrimSpace(part) == "" {
			p := problem.New(problem.BadTermPath, "", problem.Pos{}, "%s %s has an empty part; expected a path such as shandong/jinan", t.kind.Singular(), fields.Quote(written))
			return nil, &p
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

// invent makes a node that no vocabulary declares. Its id is its parent's id and its spelt name.
func (t *treeBuilder) invent(name string, parent *Node) *Node {
	id := han.Slug(name)
	if parent != nil {
		id = parent.ID + "-" + id
	}
	if n := t.byID[id]; n != nil { // another name with the same id
		t.addName(name, n)
		return n
	}
	n := t.add(Term{ID: id, Names: Names{{Text: strings.TrimSpace(name)}}})
	n.Parent = parent
	return n
}

// ambiguous returns the problem of a name that belongs to several terms.
func ambiguous(kind Kind, written string, found []*Node) problem.Problem {
	ids := make([]string, len(found))
	for i, n := range found {
		ids[i] = n.ID
	}
	return problem.New(problem.AmbiguousTerm, "", problem.Pos{}, "%s %s is the name of several; expected one", kind.Singular(), fields.Quote(written)).
		WithHint("write the id: %s", strings.Join(ids, " or "))
}

// unknown returns the problem of a name that the vocabulary does not have.
func (t *treeBuilder) unknown(written string) *problem.Problem {
	p := problem.New(kinds[t.kind].unknown, "", problem.Pos{}, "unknown %s %s; expected an id, name or alias of %s.yaml", t.kind.Singular(), fields.Quote(written), t.kind)
	if names := t.listed(written); names != nil {
		p.Hint = "write several as a list: [" + strings.Join(names, ", ") + "]"
		return &p
	}
	var known []string
	for _, n := range t.nodes {
		known = append(known, n.ID)
		for _, name := range n.Names {
			known = append(known, name.Text)
		}
		known = append(known, n.Aliases...)
	}
	near := problem.Nearest(written, known)
	if near == "" {
		p.Hint = "declare it in " + t.kind.String() + ".yaml, or correct the name"
		return &p
	}
	p.Hint = "did you mean " + fields.Quote(near) + "?"
	if n := t.lookup(near); len(n) == 1 && n[0].File != "" {
		p.Hint = "did you mean " + fields.Quote(near) + "? (" + problem.Place(n[0].File, problem.Pos{Line: n[0].Pos.Line}) + ")"
	}
	return &p
}

// listed splits a text that names several known terms with commas between them. It returns nil for any other text.
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

// finish gives all nodes their children and returns the tree.
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
