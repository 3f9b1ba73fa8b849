package archive

import (
	"cmp"
	"slices"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

const (
	maxVocabulary = 4 << 20 // bytes of one file
	maxID         = 80      // bytes: ids become names of folders
)

// ReadTerms reads a vocabulary, the YAML file of a kind: a list of maps with id, name, aliases and parent, and for agencies
// region, url and unpublished. file is its name in problems.
//
// It also returns terms with problems, so that bulletins that name them are not reported as well. New checks whether an agency's
// region exists.
func ReadTerms(file string, data []byte, kind Kind) ([]Term, []problem.Problem) {
	if len(data) > maxVocabulary {
		return nil, []problem.Problem{problem.New(problem.VocabularyTooLarge, file, problem.Pos{}, "the file is larger than %d MiB", maxVocabulary>>20)}
	}
	v, problems := fields.YAML(file, data, 1)
	r := termReader{Reader: fields.Reader{File: file, Problems: problems, Instead: otherTermKeys, Help: "gongbao help vocabulary"}, kind: kind, expected: keysOf(kind)}
	switch {
	case len(problems) > 0 && v.Kind == fields.Null:
		return nil, problems
	case v.Kind == fields.Map:
		r.Wrong("the vocabulary", &v, "a list: lines that start with `- id:`")
	}
	for i := range v.Items {
		if v.Kind == fields.List {
			r.read(&v.Items[i])
		}
	}
	r.checkIDs()
	r.checkNames()
	r.checkParents()
	r.checkDepth()
	return r.usable(), r.Problems
}

type termReader struct {
	fields.Reader
	kind     Kind
	expected []string
	terms    []parsedTerm
}

// A parsedTerm is a term with the places of its fields.
type parsedTerm struct {
	Term
	parentAt problem.Pos
	allNames []fields.Text // and aliases
}

// read reads one entry of the vocabulary.
func (r *termReader) read(v *fields.Value) {
	if v.Kind != fields.Map {
		r.Wrong("an entry of the vocabulary", v, "a map with id and name")
		return
	}
	t := parsedTerm{Term: Term{File: r.File, Pos: v.Pos}}
	for i, key := range v.Keys {
		at := slices.IndexFunc(termKeys, func(k termKey) bool { return k.name == key.Name && k.allows(r.kind) })
		if at < 0 {
			r.Unknown(key, r.expected)
			continue
		}
		termKeys[at].read(r, &t, &v.Items[i])
	}
	r.require(v, "id")
	r.require(v, "name")
	r.terms = append(r.terms, t)
}

// require reports a key that is missing or empty.
func (r *termReader) require(v *fields.Value, key string) {
	item, ok := v.Get(key)
	switch {
	case !ok:
		r.Report(v.Pos, problem.IncompleteTerm, "%s is missing; %s needs id and name", key, kinds[r.kind].phrase)
	case item.Kind == fields.Null, item.Kind == fields.String && strings.TrimSpace(item.Text) == "", item.Kind == fields.Map && len(item.Keys) == 0:
		r.Report(item.Pos, problem.IncompleteTerm, "%s is empty; %s needs id and name", key, kinds[r.kind].phrase)
	}
}

// readID returns an id as written, and reports one that cannot be used.
func (r *termReader) readID(v *fields.Value) string {
	t := r.Name("id", v)
	r.checkID("id", t)
	return t.Value
}

// checkID reports whether an id can be used. It reports one that cannot.
func (r *termReader) checkID(what string, t fields.Text) bool {
	found := len(r.Problems)
	switch {
	case t.Value == "":
		return false
	case !isID(t.Value):
		r.Report(t.Pos, problem.BadTermID, "%s is %s; expected lower-case letters a-z, digits and hyphens between them", what, fields.Quote(t.Value))
		if meant := strings.Trim(strings.ReplaceAll(strings.ToLower(t.Value), "_", "-"), "-"); isID(meant) {
			r.Hint("did you mean %q?", meant)
		}
	case len(t.Value) > maxID:
		r.Report(t.Pos, problem.BadTermID, "%s has %d characters; expected at most %d", what, len(t.Value), maxID)
	case bulletin.Reserved(t.Value):
		r.Report(t.Pos, problem.BadTermID, "%s %q is a reserved name; expected another", what, t.Value)
	}
	return len(r.Problems) == found
}

func isID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && s[0] != '-' && s[len(s)-1] != '-'
}

// checkIDs reports ids that two terms have.
func (r *termReader) checkIDs() {
	first := map[string]*parsedTerm{}
	for i := range r.terms {
		t := &r.terms[i]
		other := first[t.ID]
		switch {
		case t.ID == "":
		case other == nil:
			first[t.ID] = t
		default:
			r.Report(t.Pos, problem.TermIDTaken, "id %s is already that of the %s on line %d", fields.Quote(t.ID), r.kind.Singular(), other.Pos.Line)
		}
	}
	for i := range r.terms {
		for _, former := range r.terms[i].Former {
			if other := first[former.Value]; other != nil {
				r.Report(former.Pos, problem.FormerIDTaken, "former id %s is that of the %s on line %d; expected an id that no term has", fields.Quote(former.Value), r.kind.Singular(), other.Pos.Line)
				continue
			}
			first[former.Value] = &r.terms[i]
		}
	}
}

// checkNames reports ambiguous names: those of two terms below one parent, and those that are the id of another term. Terms below
// different parents may share a name, as many cities have a Gulou District; bulletins then name them by path or id.
func (r *termReader) checkNames() {
	type place struct{ parent, name string }
	first := map[place]*parsedTerm{}
	byID := map[string]*parsedTerm{}
	for i := range r.terms {
		byID[r.terms[i].ID] = &r.terms[i]
	}
	for i := range r.terms {
		t := &r.terms[i]
		for _, name := range t.allNames {
			key := place{t.Parent, FoldName(name.Value)}
			other := cmp.Or(first[key], byID[name.Value])
			if other != nil && other != t && other.ID != t.ID {
				r.Report(name.Pos, problem.TermNameTaken, "name %s is already that of the %s on line %d", fields.Quote(name.Value), r.kind.Singular(), other.Pos.Line)
				break
			}
			first[key] = t
		}
	}
}

// checkParents reports parents that do not exist, and cycles of parents.
func (r *termReader) checkParents() {
	byID := map[string]*parsedTerm{}
	var known []string
	for i := range r.terms {
		if t := &r.terms[i]; t.ID != "" && byID[t.ID] == nil {
			byID[t.ID] = t
			known = append(known, t.ID)
		}
	}
	done := map[*parsedTerm]int{} // the walk in which a term was first met
	for i := range r.terms {
		var chain []*parsedTerm
		for t := &r.terms[i]; t != nil && done[t] == 0; t = byID[t.Parent] {
			done[t] = i + 1
			chain = append(chain, t)
			if t.Parent == "" {
				break
			}
			next := byID[t.Parent]
			if next == nil {
				r.Report(t.parentAt, problem.UnknownParent, "unknown parent %s; expected the id of another %s", fields.Quote(t.Parent), r.kind.Singular())
				r.DidYouMean(t.Parent, known)
				t.Parent = ""
				break
			}
			if done[next] == i+1 {
				r.breakCycle(chain[slices.Index(chain, next):])
				break
			}
		}
	}
}

// breakCycle reports a ring of parents at its first line, and breaks it there, so that no loop follows it for ever.
func (r *termReader) breakCycle(ring []*parsedTerm) {
	first := slices.MinFunc(ring, func(a, b *parsedTerm) int {
		return cmp.Or(cmp.Compare(a.parentAt.Line, b.parentAt.Line), cmp.Compare(a.parentAt.Column, b.parentAt.Column))
	})
	start := slices.Index(ring, first)
	ring = slices.Concat(ring[start:], ring[:start])
	ids := make([]string, 0, len(ring)+1)
	for _, t := range ring {
		ids = append(ids, t.ID)
	}
	ids = append(ids, ring[0].ID)
	if len(ids) > 12 {
		ids = slices.Concat(ids[:6], []string{"…"}, ids[len(ids)-5:])
	}
	r.Report(ring[0].parentAt, problem.ParentCycle, "parents run in a circle: %s", strings.Join(ids, " → "))
	ring[0].Parent = ""
}

// usable returns the terms. A term without an id gets one from its name; one with neither is left out.
func (r *termReader) usable() []Term {
	terms := make([]Term, 0, len(r.terms))
	for _, t := range r.terms {
		if t.ID == "" {
			t.ID = han.Slug(t.Names.In("").Text)
		}
		if t.ID != "" {
			terms = append(terms, t.Term)
		}
	}
	return terms
}
