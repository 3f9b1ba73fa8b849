package archive

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// lifecycle ties bulletins that replace one another, both ways, whichever of the two says so.
func (b *builder) lifecycle() {
	find := b.finder()
	tie := func(newer, older *Record) {
		if !slices.Contains(newer.Supersedes, older) {
			newer.Supersedes = append(newer.Supersedes, older)
		}
		if !slices.Contains(older.SupersededBy, newer) {
			older.SupersededBy = append(older.SupersededBy, newer)
		}
	}
	for _, r := range b.archive.Records {
		for _, name := range r.Bulletin.Supersedes {
			if older := find(r, name, "supersedes"); older != nil {
				tie(r, older)
			}
		}
		for _, name := range r.Bulletin.SupersededBy {
			if newer := find(r, name, "superseded_by"); newer != nil {
				tie(newer, r)
			}
		}
	}
	for _, r := range b.archive.Records {
		if len(r.SupersededBy) > 0 && r.Status < Superseded {
			p := problem.At(b.file(r.Source), r.StatusAt, "status is %q, but %s supersedes this bulletin; expected superseded", r.Status, b.file(r.SupersededBy[0].Source)).
				WithHint("add `status: superseded`")
			p.Warning = true
			b.report(p)
		}
	}
}

// The states of a bulletin's life, by the names that this package's readers use.
const (
	Current    = bulletin.Current
	Corrected  = bulletin.Corrected
	Superseded = bulletin.Superseded
	Withdrawn  = bulletin.Withdrawn
)

// State is the word by which lists mark a bulletin and a search is narrowed: draft, scheduled, corrected, superseded, withdrawn or
// expired; empty for one in force.
func (r *Record) State() string {
	switch {
	case r.Draft:
		return "draft"
	case r.Scheduled:
		return "scheduled"
	case r.Bulletin.Status != Current:
		return r.Bulletin.Status.String()
	case r.Expired:
		return "expired"
	}
	return ""
}

// finder gives a function that finds another bulletin by source path, official number or slug. Its tables are made when
// first asked, since most archives have few such ties.
func (b *builder) finder() func(from *Record, name bulletin.Text, field string) *Record {
	var byName map[string][]*Record
	table := func() {
		byName = map[string][]*Record{}
		put := func(name string, r *Record) {
			if name != "" && !slices.Contains(byName[name], r) {
				byName[name] = append(byName[name], r)
			}
		}
		for _, r := range b.archive.Records {
			put(r.Slug.Value, r)
			put(fold(r.Number.Value), r)
			stem := strings.TrimSuffix(strings.TrimSuffix(r.Source, ".md"), "/index")
			put(stem, r)
			put(strings.TrimPrefix(stem, "bulletins/"), r)
		}
	}
	return func(from *Record, name bulletin.Text, field string) *Record {
		if byName == nil {
			table()
		}
		written := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name.Value, "/"), ".md"), "/index")
		found := byName[written]
		if len(found) == 0 {
			found = byName[path.Join(path.Dir(from.Source), written)]
		}
		if len(found) == 0 {
			found = byName[fold(name.Value)]
		}
		at := problem.At(b.file(from.Source), name.Pos, "")
		switch {
		case len(found) == 1 && found[0] != from:
			return found[0]
		case len(found) == 1:
			at.Message = field + " names this bulletin itself; expected another"
		case len(found) > 1:
			at.Message = field + ": " + quote(name.Value) + " is the name of several bulletins; expected one"
			var sources []string
			for _, r := range found {
				sources = append(sources, strings.TrimSuffix(strings.TrimPrefix(r.Source, "bulletins/"), ".md"))
			}
			slices.Sort(sources)
			at.Hint = "write its source path: " + strings.Join(sources, " or ")
		default:
			at.Message = field + ": no bulletin " + quote(name.Value) + "; expected a source path, an official number or a slug"
			known := make([]string, 0, len(byName))
			for k := range byName {
				known = append(known, k)
			}
			slices.Sort(known)
			if near := problem.Nearest(written, known); near != "" {
				at.Hint = "did you mean " + quote(near) + "?"
			}
		}
		b.report(at)
		return nil
	}
}

// translations ties the bulletins that share a translation key, or name their original.
func (b *builder) translations() {
	groups := map[string][]*Record{}
	find := b.finder()
	for _, r := range b.archive.Records {
		if key := r.TranslationKey.Value; key != "" {
			groups[key] = append(groups[key], r)
		}
	}
	for _, r := range b.archive.Records {
		if r.TranslationOf.Value == "" {
			continue
		}
		if original := find(r, r.TranslationOf, "translation_of"); original != nil {
			key := original.TranslationKey.Value
			if key == "" {
				key = "\x00" + original.Source
			}
			for _, x := range []*Record{original, r} {
				if !slices.Contains(groups[key], x) {
					groups[key] = append(groups[key], x)
				}
			}
		}
	}
	for _, group := range groups {
		slices.SortFunc(group, func(x, y *Record) int {
			return cmp.Or(strings.Compare(x.Language, y.Language), strings.Compare(x.Source, y.Source))
		})
		for i, r := range group {
			if i > 0 && group[i-1].Language == r.Language {
				b.report(problem.At(b.file(r.Source), r.TranslationKey.Pos, "%s is already the %s text of this bulletin; expected one text in each language",
					b.file(group[i-1].Source), r.Language).WithHint("give this one another language: or translation_key:"))
				continue
			}
			for _, other := range group {
				if other != r && other.Language != r.Language {
					r.Translations = append(r.Translations, other)
				}
			}
		}
	}
}
