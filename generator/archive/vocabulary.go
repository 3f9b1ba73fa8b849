package archive

import (
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// A Term is one declared agency, topic or region.
type Term struct {
	ID      string // appears in addresses: lower-case letters, digits and hyphens
	Names   Names
	Aliases []string
	Parent  string // id, or empty
	Region  string // of an agency: id of the region that it serves, or empty
	URL     string // of an agency: its own site

	// Unpublished are official numbers that an agency gave to what it did not publish: no gaps in its series.
	Unpublished []bulletin.Text

	File string // where it is declared, for problems
	Pos  problem.Pos

	RegionAt problem.Pos // where Region is written
}

// Names is one name in several languages. A name given without a language has the language "".
type Names []Name

// Name is a name in one language (BCP 47 tag, such as "zh-Hans").
type Name struct{ Language, Text string }

// In gives the name in a language: that one, else one that shares its script or primary language, else the first.
func (n Names) In(language string) Name {
	best, score := Name{}, -1
	for _, name := range n {
		if s := affinity(name.Language, language); s > score {
			best, score = name, s
		}
	}
	return best
}

// affinity says how well a text in one language serves a reader of another.
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

// A Vocabulary is what agencies.yaml, topics.yaml and regions.yaml declare. Each may be empty: terms are then those that
// the bulletins name, unless Strict.
type Vocabulary struct {
	Agencies, Topics, Regions []Term
	Strict                    bool
}
