package archive

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// treeBuilder builds a tree, and finds its nodes by what editors write.
type treeBuilder struct {
	kind       Kind
	nodes      []*Node
	byID       map[string]*Node
	byName     map[string][]*Node // by folded id, name and alias
	seen       map[string]*Node   // by what was written: the only node that it means, so that each spelling is folded once
	ends       map[rune]bool      // last characters of the keys of byName
	proposed   map[string]string  // names that are not declared, by the id that a hint proposes
	undeclared *undeclared        // of a kind whose terms are the names that bulletins write; nil if only declared ones are allowed
}

func newTree(kind Kind, terms []Term, strict bool) *treeBuilder {
	t := &treeBuilder{kind: kind, byID: map[string]*Node{}, byName: map[string][]*Node{}, seen: map[string]*Node{}, ends: map[rune]bool{}}
	if len(terms) == 0 && !strict {
		t.undeclared = newUndeclared()
	}
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

// add adds a declared term.
func (t *treeBuilder) add(term Term) {
	n := t.addNode(term)
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
	for _, id := range term.Former {
		t.addName(id.Value, n)
	}
}

func (t *treeBuilder) addNode(term Term) *Node {
	n := &Node{Term: term, Kind: t.kind, Index: len(t.nodes)}
	t.nodes = append(t.nodes, n)
	return n
}

// addName adds a name of a node.
func (t *treeBuilder) addName(name string, n *Node) {
	key := FoldName(name)
	known := t.byName[key]
	if slices.Contains(known, n) {
		return
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

// FoldName maps all spellings of a name to one: it ignores script, width, letter case and spaces.
func FoldName(name string) string {
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
	found := t.byName[FoldName(name)]
	if len(found) == 1 {
		t.seen[name] = found[0]
	}
	return found
}

// find returns the node that an editor named, also by a path such as "shandong/jinan". If terms need no declaration, it makes the
// node if needed. The problem has no place yet.
func (t *treeBuilder) find(written string, at place) (*Node, *problem.Problem) {
	if t.undeclared != nil {
		return t.findUndeclared(written, at)
	}
	found := t.lookup(written)
	if len(found) == 0 && strings.ContainsFunc(written, isPathMark) {
		return t.findPath(written)
	}
	switch len(found) {
	case 0:
		return nil, t.unknown(written)
	case 1:
		return found[0], nil
	}
	p := ambiguous(t.kind, written, found)
	return nil, &p
}

// isPathMark reports whether r is a slash of any width.
func isPathMark(r rune) bool { return han.FoldRune(r) == '/' }

const maxPath = 20 // names in a path; the administrative levels of any country are fewer

// splitPath returns the names of a path.
func (t *treeBuilder) splitPath(written string) ([]string, *problem.Problem) {
	var names []string
	rest := written
	for more := true; more; {
		name := rest
		if i := strings.IndexFunc(rest, isPathMark); i >= 0 {
			_, size := utf8.DecodeRuneInString(rest[i:])
			name, rest = rest[:i], rest[i+size:]
		} else {
			more = false
		}
		if name = strings.TrimSpace(name); name == "" {
			p := problem.New(problem.BadTermPath, "", problem.Pos{}, "%s %s has an empty part; expected a path such as shandong/jinan", t.kind.Singular(), fields.Quote(written))
			return nil, &p
		}
		names = append(names, name)
	}
	if len(names) > maxPath {
		p := problem.New(problem.BadTermPath, "", problem.Pos{}, "%s %s has %d parts; expected at most %d", t.kind.Singular(), fields.Quote(written), len(names), maxPath)
		return nil, &p
	}
	return names, nil
}

// findPath follows a path of declared names from the top. It may leave out levels, unless two terms then fit.
func (t *treeBuilder) findPath(written string) (*Node, *problem.Problem) {
	names, p := t.splitPath(written)
	if p != nil {
		return nil, p
	}
	at := []*Node{nil} // above all roots
	for i, name := range names {
		var next, children []*Node
		for _, n := range t.lookup(name) {
			if i == 0 || slices.ContainsFunc(at, func(top *Node) bool { return below(n, top) }) {
				next = append(next, n)
			}
			if slices.Contains(at, n.Parent) {
				children = append(children, n)
			}
		}
		if len(children) > 0 {
			next = children
		}
		if len(next) == 0 {
			return nil, t.unknown(written)
		}
		at = next
	}
	if len(at) > 1 {
		p := ambiguous(t.kind, written, at)
		return nil, &p
	}
	t.seen[written] = at[0]
	return at[0], nil
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
		p.Hint = "write several as a list: " + yamlList(names)
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
		p.Hint = "correct the name, or declare it in " + t.kind.String() + ".yaml"
		if !strings.ContainsFunc(written, isPathMark) {
			p.Hint += ":\n" + declaration(t.propose(written), written, "")
		}
		return &p
	}
	p.Hint = "did you mean " + fields.Quote(near) + "?"
	if n := t.lookup(near); len(n) == 1 && n[0].File != "" {
		p.Hint = "did you mean " + fields.Quote(near) + "? (" + problem.Place(n[0].File, problem.Pos{Line: n[0].Pos.Line}) + ")"
	}
	return &p
}

// propose returns an id with which a name can be declared.
func (t *treeBuilder) propose(name string) string {
	plain := undeclaredIDs([]string{name})[0]
	id := plain
	for digits := 4; t.byName[id] != nil || t.proposed[id] != "" && t.proposed[id] != name; digits += 4 {
		id = withHash(plain, name, digits)
	}
	if t.proposed == nil {
		t.proposed = map[string]string{}
	}
	t.proposed[id] = name
	return id
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
