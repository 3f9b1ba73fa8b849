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

// ReadTerms reads agencies.yaml, topics.yaml or regions.yaml: a list of maps with id, name, aliases and parent, and for
// agencies region, url and unpublished. file is the name that problems show.
//
// Terms that have a problem are still given, so that whatever names them need not complain as well. Whether an agency's region
// exists is for New to say.
func ReadTerms(file string, data []byte, kind Kind) ([]Term, []problem.Problem) {
	if len(data) > maxVocabulary {
		return nil, []problem.Problem{{File: file, Message: "the file is larger than 4 MiB"}}
	}
	v, problems := fields.YAML(file, data, 1)
	r := termReader{Reader: fields.Reader{File: file, Problems: problems}, kind: kind, expected: termKeys}
	if kind == Agencies {
		r.expected = agencyKeys
	}
	switch {
	case len(problems) > 0 && v.Kind == fields.Null:
		return nil, problems
	case v.Kind == fields.Map:
		r.Wrong("the vocabulary", &v, "a list: lines that start with `- id:`")
	}
	for i := range v.Items {
		if v.Kind == fields.List {
			r.term(&v.Items[i])
		}
	}
	r.ids()
	r.names()
	r.parents()
	return r.given(), r.Problems
}

var (
	termKeys   = []string{"id", "name", "aliases", "parent"}
	agencyKeys = []string{"id", "name", "aliases", "parent", "region", "url", "unpublished"}
)

type termReader struct {
	fields.Reader
	kind     Kind
	expected []string
	terms    []readTerm
}

// readTerm is a term with the places of what it is made of.
type readTerm struct {
	Term
	parentAt problem.Pos
	called   []fields.Text // names and aliases
}

func (r *termReader) term(v *fields.Value) {
	if v.Kind != fields.Map {
		r.Wrong("an entry of the vocabulary", v, "a map with id and name")
		return
	}
	t := readTerm{Term: Term{File: r.File, Pos: v.Pos}}
	for i, key := range v.Keys {
		item := &v.Items[i]
		switch {
		case !slices.Contains(r.expected, key.Name):
			r.Unknown(key, r.expected)
		case key.Name == "id":
			t.Pos = item.Pos
			t.ID = r.id(item)
		case key.Name == "name":
			for _, name := range r.Translated("name", item) {
				t.Names = append(t.Names, Name{Language: name.Language, Text: name.Value})
				t.called = append(t.called, name.Text)
			}
		case key.Name == "aliases":
			for _, alias := range r.Lines("aliases", item) {
				t.Aliases = append(t.Aliases, alias.Value)
				t.called = append(t.called, alias)
			}
		case key.Name == "parent":
			parent := r.Line("parent", item)
			t.Parent, t.parentAt = parent.Value, parent.Pos
		case key.Name == "region":
			region := r.Line("region", item)
			t.Region, t.RegionAt = region.Value, region.Pos
		case key.Name == "url":
			t.URL = r.URL("url", item).Value
		case key.Name == "unpublished":
			for _, number := range r.Lines("unpublished", item) {
				t.Unpublished = append(t.Unpublished, bulletin.Text(number))
			}
		}
	}
	r.require(v, "id")
	r.require(v, "name")
	r.terms = append(r.terms, t)
}

// require tells of a key that is absent or empty.
func (r *termReader) require(v *fields.Value, key string) {
	item, ok := v.Get(key)
	switch {
	case !ok:
		r.Add(v.Pos, "%s is missing; %s needs id and name", key, kindArticle[r.kind])
	case item.Kind == fields.Null, item.Kind == fields.String && strings.TrimSpace(item.Text) == "", item.Kind == fields.Map && len(item.Keys) == 0:
		r.Add(item.Pos, "%s is empty; %s needs id and name", key, kindArticle[r.kind])
	}
}

var kindArticle = [...]string{"an agency", "a topic", "a region"}

func (r *termReader) id(v *fields.Value) string {
	t := r.Line("id", v)
	switch {
	case t.Value == "":
		return ""
	case !isID(t.Value):
		r.Add(v.Pos, "id is %s; expected lower-case letters a-z, digits and hyphens between them", fields.Quote(t.Value))
		if meant := strings.Trim(strings.ReplaceAll(strings.ToLower(t.Value), "_", "-"), "-"); isID(meant) {
			r.Hint("did you mean %q?", meant)
		}
	case len(t.Value) > maxID:
		r.Add(v.Pos, "id has %d characters; expected at most %d", len(t.Value), maxID)
	case bulletin.Reserved(t.Value):
		r.Add(v.Pos, "id %q is a name with a meaning of its own; expected another", t.Value)
	}
	return t.Value
}

func isID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && s[0] != '-' && s[len(s)-1] != '-'
}

// ids tells of ids that are given twice.
func (r *termReader) ids() {
	first := map[string]*readTerm{}
	for i := range r.terms {
		t := &r.terms[i]
		other := first[t.ID]
		switch {
		case t.ID == "":
		case other == nil:
			first[t.ID] = t
		default:
			r.Add(t.Pos, "id %s is already that of the %s on line %d", fields.Quote(t.ID), kindSingular[r.kind], other.Pos.Line)
		}
	}
}

// names tells of names that are not clear: those of two terms below one parent, and those that are the id of another term.
// Below different parents a name may stand again, as there are many a Gulou District: whoever means one writes its path or id.
func (r *termReader) names() {
	type place struct{ parent, name string }
	first := map[place]*readTerm{}
	byID := map[string]*readTerm{}
	for i := range r.terms {
		byID[r.terms[i].ID] = &r.terms[i]
	}
	for i := range r.terms {
		t := &r.terms[i]
		for _, name := range t.called {
			key := place{t.Parent, fold(name.Value)}
			other := cmp.Or(first[key], byID[name.Value])
			if other != nil && other != t && other.ID != t.ID {
				r.Add(name.Pos, "name %s is already that of the %s on line %d", fields.Quote(name.Value), kindSingular[r.kind], other.Pos.Line)
				break
			}
			first[key] = t
		}
	}
}

// parents tells of parents that do not exist, and of those that lead back to where they started.
func (r *termReader) parents() {
	byID := map[string]*readTerm{}
	var known []string
	for i := range r.terms {
		if t := &r.terms[i]; t.ID != "" && byID[t.ID] == nil {
			byID[t.ID] = t
			known = append(known, t.ID)
		}
	}
	done := map[*readTerm]int{} // the walk in which a term was first met
	for i := range r.terms {
		var chain []*readTerm
		for t := &r.terms[i]; t != nil && done[t] == 0; t = byID[t.Parent] {
			done[t] = i + 1
			chain = append(chain, t)
			if t.Parent == "" {
				break
			}
			next := byID[t.Parent]
			if next == nil {
				r.Add(t.parentAt, "unknown parent %s; expected the id of another %s", fields.Quote(t.Parent), kindSingular[r.kind])
				r.DidYouMean(t.Parent, known)
				t.Parent = ""
				break
			}
			if done[next] == i+1 {
				r.cycle(chain[slices.Index(chain, next):])
				break
			}
		}
	}
}

// cycle tells of a ring of parents, from where it is first written, and opens it there, so that nothing runs in it for ever.
func (r *termReader) cycle(ring []*readTerm) {
	first := slices.MinFunc(ring, func(a, b *readTerm) int {
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
	r.Add(ring[0].parentAt, "parents run in a circle: %s", strings.Join(ids, " → "))
	ring[0].Parent = ""
}

// given is the terms; one without an id gets one from its name, and is left out where it has neither.
func (r *termReader) given() []Term {
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
