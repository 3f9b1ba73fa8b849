package archive

import (
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// A Kind is a kind of term: agencies, topics or regions. Each kind has a tree of terms, a vocabulary file, pages and feeds.
type Kind uint8

const (
	Agencies Kind = iota
	Topics
	Regions
	kindCount = iota
)

// kinds declares what differs between kinds. To add a kind, add a constant and an entry, and the codes of its problems to
// package problem.
var kinds = [kindCount]kindDeclaration{
	Agencies: {
		folder: "agencies", singular: "agency", phrase: "an agency", unknown: problem.UnknownAgency, relation: 2,
		named: func(dst []bulletin.Text, b *bulletin.Bulletin) []bulletin.Text {
			return append(dst, b.Publishers...)
		},
	},
	Topics: {
		folder: "topics", singular: "topic", phrase: "a topic", unknown: problem.UnknownTopic, relation: 4,
		named: func(dst []bulletin.Text, b *bulletin.Bulletin) []bulletin.Text { return append(dst, b.Topics...) },
	},
	Regions: {
		folder: "regions", singular: "region", phrase: "a region", unknown: problem.UnknownRegion, relation: 1,
		named: func(dst []bulletin.Text, b *bulletin.Bulletin) []bulletin.Text {
			if b.Region.Value == "" {
				return dst
			}
			return append(dst, b.Region)
		},
		implied: (*Node).served,
	},
}

type kindDeclaration struct {
	folder   string       // of the pages, and the name of the vocabulary file without .yaml
	singular string       // in messages
	phrase   string       // singular with its article
	unknown  problem.Code // of a name that the vocabulary does not have
	relation uint64       // how much a shared term counts when related bulletins are ranked

	// named appends the terms that a bulletin names.
	named func(dst []bulletin.Text, b *bulletin.Bulletin) []bulletin.Text
	// implied returns the term that the first publisher implies for a bulletin that names none. It may be nil and may return nil.
	implied func(publisher *Node) *Node
}

// Kinds lists all kinds, in the order in which sites show them.
var Kinds = func() []Kind {
	all := make([]Kind, kindCount)
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}()

// String returns the folder of the kind's pages below the site's root. The kind's vocabulary is the file of that name with ".yaml".
func (k Kind) String() string { return kinds[k].folder }

// Singular returns the word for one term of the kind: "agency".
func (k Kind) Singular() string { return kinds[k].singular }
