package archive

import (
	"fmt"
	"hash/fnv"
	"path"
	"slices"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// If a kind has no vocabulary and the site is not strict, its terms are the names that bulletins write. A name is a term of its own,
// unless it is equal to another after folding; so is a path of names, such as 山东/济南. Its address is made only from the name, so
// it never depends on the other terms or on the order of bulletins.
//
// Therefore two names may ask for one address (山西 and 陕西, C++ and C#), one name for two (AB and A B), and a name may occur alone
// and below another. The archive cannot know what was meant, so it reports these.

// undeclared is what a treeBuilder knows of terms that no vocabulary declares. Their File and Pos are where they are first named.
type undeclared struct {
	byPath    map[string]*Node   // by folded path
	byID      map[string][]*Node // the nodes that ask for an id
	shared    []string           // ids for which several ask, in the order in which that was found
	spellings []spelling
}

func newUndeclared() *undeclared {
	return &undeclared{byPath: map[string]*Node{}, byID: map[string][]*Node{}}
}

// A spelling is another way in which a name is written, which would make another id.
type spelling struct {
	node     *Node
	name, id string
	at       place
}

// findUndeclared returns the node of a name or a path of names. It makes the nodes that do not exist yet.
func (t *treeBuilder) findUndeclared(written string, at place) (*Node, *problem.Problem) {
	names, p := t.splitPath(written)
	if p != nil {
		return nil, p
	}
	var n *Node
	var folded strings.Builder
	ids := undeclaredIDs(names)
	differs := false
	for i, name := range names {
		folded.WriteByte('/')
		folded.WriteString(FoldName(name))
		parent, key, id := n, folded.String(), ids[i]
		if n = t.undeclared.byPath[key]; n == nil {
			n = t.invent(name, key, id, parent, at)
		} else if id != n.ID && !differs {
			differs = true // so does what is below it
			t.undeclared.spellings = append(t.undeclared.spellings, spelling{n, name, id, at})
		}
	}
	t.seen[written] = n
	return n, nil
}

// undeclaredIDs returns the id of each path that begins like a path of names. It depends on nothing else.
func undeclaredIDs(names []string) []string {
	ids := han.PathSlugs(names)
	for i, id := range ids {
		if bulletin.Reserved(id) {
			ids[i] = withHash(id, strings.Join(names[:i+1], "/"), 4)
		}
	}
	return ids
}

// invent makes a node that no vocabulary declares. Its id may be that of another node, until giveAddresses.
func (t *treeBuilder) invent(name, folded, id string, parent *Node, at place) *Node {
	n := t.addNode(Term{ID: id, Names: Names{{Text: name}}, File: at.file, Pos: at.pos})
	n.Parent, n.undeclared = parent, true
	t.addName(name, n)
	u := t.undeclared
	u.byPath[folded] = n
	u.byID[id] = append(u.byID[id], n)
	if len(u.byID[id]) == 2 {
		u.shared = append(u.shared, id)
	}
	return n
}

// checkUndeclared reports the names of undeclared terms that do not make one address each, and gives each term an address that no
// other has, for the preview and for the lines to paste.
func (b *builder) checkUndeclared() {
	for _, t := range b.trees {
		if t.undeclared == nil {
			continue
		}
		b.reportSpellings(t)
		b.reportJoinedNames(t)
		b.reportNestedNames(t)
		t.giveAddresses()
		b.reportSharedAddresses(t)
	}
}

// reportSpellings reports a name that is spelt in two ways, of which each makes another address. It names no line of the other file,
// since a preview may change that file and keep the warning.
func (b *builder) reportSpellings(t *treeBuilder) {
	type variant struct {
		node *Node
		id   string
	}
	known := map[variant]bool{}
	for _, s := range t.undeclared.spellings {
		if v := (variant{s.node, s.id}); !known[v] {
			known[v] = true
			usual := s.node.Names[0].Text
			b.problems = append(b.problems, placed(problem.New(problem.TermSpelling, "", problem.Pos{},
				"%s %s is written %s in %s; expected one spelling, since the two make different addresses: /%s and /%s",
				t.kind.Singular(), fields.Quote(s.name), fields.Quote(usual), s.node.File, s.node.Path(), address.Term(t.kind.String(), s.id)).
				WithHint("write %s", fields.Quote(usual)), s.at))
		}
	}
}

const (
	mostNamed    = 3  // other terms in a message
	mostDeclared = 16 // lines in a hint
)

// listTerms returns undeclared terms with their places, as a text.
func listTerms(nodes []*Node, conjunction string) string {
	var texts []string
	for i, n := range nodes {
		if i == mostNamed {
			texts = append(texts, fmt.Sprintf("%d more", len(nodes)-i))
			break
		}
		texts = append(texts, fmt.Sprintf("%s (%s)", fields.Quote(n.handle()), n.place()))
	}
	return strings.Join(texts, conjunction)
}

// reportNestedNames reports names at the top that also occur below another name: the same term may be meant. 吉林/吉林 is below 吉林
// itself, so it is clear.
func (b *builder) reportNestedNames(t *treeBuilder) {
	for _, n := range t.nodes {
		if n.Parent != nil {
			continue
		}
		var others []*Node
		for _, o := range t.byName[FoldName(n.Names[0].Text)] {
			if o != n && !below(o, n) {
				others = append(others, o)
			}
		}
		if len(others) > 0 {
			name := fields.Quote(n.Names[0].Text)
			b.problems = append(b.problems, placed(problem.New(problem.AmbiguousTerm, "", problem.Pos{},
				"%s %s is the name of several; expected one", t.kind.Singular(), name).
				WithHint("write the same everywhere: %s, or %s", name, listTerms(others, " or ")), n.place()))
		}
	}
}

// reportSharedAddresses reports the names that ask for one address, with the lines that declare them.
func (b *builder) reportSharedAddresses(t *treeBuilder) {
	printed := map[*Node]bool{}
	file := path.Join(b.options.Root, t.kind.String()+".yaml")
	for i, id := range t.undeclared.shared {
		group := t.undeclared.byID[id]
		hint := fmt.Sprintf("write one name if they are the same; if not, declare them in %s, with these ids or better ones:", file)
		lines := 0
		for _, n := range group {
			for _, n := range append(n.Ancestors(), n) {
				if !printed[n] && lines < mostDeclared {
					printed[n] = true
					lines++
					hint += "\n" + n.Declaration()
				}
			}
		}
		if i == len(t.undeclared.shared)-1 && len(printed) < len(t.nodes) {
			hint += fmt.Sprintf("\n%s must then declare all %d: gongbao terms %s", file, len(t.nodes), t.kind)
		}
		p := problem.New(problem.TermAddressTaken, "", problem.Pos{}, "%s %s would have the address /%s of %s; expected an address for each",
			t.kind.Singular(), fields.Quote(group[1].handle()), address.Term(t.kind.String(), id),
			listTerms(slices.Concat(group[:1], group[2:]), " and "))
		p.Hint = hint
		b.problems = append(b.problems, placed(p, group[1].place()))
	}
}

// giveAddresses gives an id of its own to each node whose id another has as well. It depends on the name alone, but for the one node
// that keeps the id. No id is the name of another term, since a vocabulary must not have such names.
func (t *treeBuilder) giveAddresses() {
	u := t.undeclared
	free := func(id string, n *Node) bool {
		return !bulletin.Reserved(id) && !slices.ContainsFunc(t.byName[id], func(named *Node) bool { return named != n })
	}
	for _, id := range u.shared {
		group := u.byID[id]
		keeps := max(0, slices.IndexFunc(group, func(n *Node) bool { return FoldName(n.Names[0].Text) == id }))
		for i, n := range group {
			if i == keeps && free(id, n) {
				continue
			}
			for digits := 4; u.byID[n.ID] != nil || !free(n.ID, n); digits += 4 {
				n.ID = withHash(id, n.handle(), digits)
			}
			u.byID[n.ID] = []*Node{n}
		}
	}
}

// withHash appends some digits of the hash of a name to an id.
func withHash(id, name string, digits int) string {
	hash := fnv.New64a()
	fmt.Fprint(hash, FoldName(name), digits/17) // another hash for more digits than one has
	end := "-" + fmt.Sprintf("%016x", hash.Sum64())[:min(digits, 16)]
	return strings.TrimRight(id[:min(len(id), maxID-len(end))], "-") + end
}

// Place returns where a term is declared or, if no vocabulary declares it, first named.
func (n *Node) Place() string { return n.place().String() }

func (n *Node) place() place { return place{n.File, n.Pos} }

// handle returns what names a term and no other: its id or, if no vocabulary declares it, its path.
func (n *Node) handle() string {
	switch {
	case !n.undeclared:
		return n.ID
	case n.Parent == nil:
		return n.Names[0].Text
	}
	return n.Parent.handle() + "/" + n.Names[0].Text
}

// Declaration returns the line that declares the term in a vocabulary, without its aliases and what only agencies have.
func (n *Node) Declaration() string {
	parent := ""
	if n.Parent != nil {
		parent = n.Parent.ID
	}
	return declaration(n.ID, n.Names.In("").Text, parent)
}

func declaration(id, name, parent string) string {
	line := escape.AppendYAML([]byte("- {id: "), id)
	line = escape.AppendYAML(append(line, ", name: "...), name)
	if parent != "" {
		line = escape.AppendYAML(append(line, ", parent: "...), parent)
	}
	return string(append(line, '}'))
}
