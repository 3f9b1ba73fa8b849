package archive

import "gongbao/generator/address"

// A Tree holds the terms of one kind. Nodes are in the order of their declaration, then of first use.
type Tree struct {
	Kind  Kind
	Roots []*Node
	Nodes []*Node
}

// A Node is one term, with the bulletins listed under it.
type Node struct {
	Term
	Kind     Kind
	Index    int // in Tree.Nodes
	Parent   *Node
	Children []*Node
	Serves   *Node // of an agency: the region that it serves

	// Listings are the bulletins of this node and of all nodes below it, each once, oldest first.
	Listings []Listing

	own []int32 // indexes of the bulletins that name this node itself, oldest first

	undeclared bool // no vocabulary declares it; File and Pos are where it is first named
}

// A Listing is a bulletin in a node's list.
type Listing struct {
	*Record
	Index int32 // of the record; here too because many loops over lists need nothing else
	// Section is where the list links to, if the bulletin is listed because a section of it speaks for this agency or region.
	// nil: the whole bulletin.
	Section *Section
}

// Declared reports whether a vocabulary declares the term.
func (n *Node) Declared() bool { return !n.undeclared }

// Path returns the address of the node's page below the site's root: "agencies/jinan-audit/".
func (n *Node) Path() string { return address.Term(n.Kind.String(), n.ID) }

// Ancestors returns the nodes above this one, the root first.
func (n *Node) Ancestors() []*Node {
	if n.Parent == nil {
		return nil
	}
	return append(n.Parent.Ancestors(), n.Parent)
}

// below reports whether n is somewhere under top.
func below(n, top *Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}
