package archive

import (
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// A Term is one declared agency, topic or region.
type Term struct {
	ID      string // part of addresses: lower-case letters, digits and hyphens
	Names   Names
	Aliases []string
	Former  []bulletin.Text // ids that the term had: their addresses lead to it
	Parent  string          // id, or empty
	Region  string          // of an agency: id of the region that it serves, or empty
	URL     string          // of an agency: its website

	// Unpublished are official numbers of an agency's documents that are not published here. They are not gaps in its series.
	Unpublished []bulletin.Text

	File string // that declares the term, for problems
	Pos  problem.Pos

	RegionAt problem.Pos // of Region
}

// Names holds a term's name in several languages. A name without a language has the language "".
type Names []Name

// Name is a name in one language: a BCP 47 tag such as "zh-Hans".
type Name struct{ Language, Text string }

// In returns the name in a language; otherwise the one without a language, one in the same primary language, or the first.
func (n Names) In(language string) Name {
	best, score := Name{}, -1
	for _, name := range n {
		if s := affinity(name.Language, language); s > score {
			best, score = name, s
		}
	}
	return best
}

// affinity rates how well a text in one language serves a reader of another language.
func affinity(have, want string) int {
	switch {
	case have == want:
		return 3
	case have == "":
		return 2
	case primary(have) == primary(want):
		return 1
	}
	return 0
}

func primary(tag string) string {
	for i := range len(tag) {
		if tag[i] == '-' {
			return tag[:i]
		}
	}
	return tag
}

// A Vocabulary holds the terms that agencies.yaml, topics.yaml and regions.yaml declare. If a kind has none, its terms are those
// that bulletins name, unless Strict is set.
type Vocabulary struct {
	Terms  map[Kind][]Term
	Strict bool
}
