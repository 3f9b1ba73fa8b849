package archive

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// The states of a bulletin, for packages that know only archives.
const (
	Current    = bulletin.Current
	Corrected  = bulletin.Corrected
	Superseded = bulletin.Superseded
	Withdrawn  = bulletin.Withdrawn
	Erased     = bulletin.Erased
)

// Erased reports whether a file was an attachment of a bulletin that is erased, given its path below the site's root.
func (a *Archive) Erased(file string) bool {
	for folder := path.Dir(file); folder != "." && folder != "/"; folder = path.Dir(folder) {
		for _, page := range [...]string{folder + ".html", folder + "/index.html"} {
			if r, ok := a.ByAddress(page); ok {
				return r.Status == Erased
			}
		}
	}
	return false
}

// State returns the word with which lists mark a bulletin and by which searches filter it: draft, scheduled, corrected, superseded,
// withdrawn, erased or expired; empty for one in force.
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

// connectLifecycle connects bulletins that replace one another, both ways, whichever of the two declares it.
func (b *builder) connectLifecycle() {
	var refer references
	connect := func(newer, older *Record) {
		if !slices.Contains(newer.Supersedes, older) {
			newer.Supersedes = append(newer.Supersedes, older)
		}
		if !slices.Contains(older.SupersededBy, newer) {
			older.SupersededBy = append(older.SupersededBy, newer)
		}
	}
	for _, r := range b.archive.Records {
		for _, name := range r.Bulletin.Supersedes {
			if older := refer.find(b, r, name, "supersedes"); older != nil {
				connect(r, older)
			}
		}
		for _, name := range r.Bulletin.SupersededBy {
			if newer := refer.find(b, r, name, "superseded_by"); newer != nil {
				connect(newer, r)
			}
		}
	}
	for _, r := range b.archive.Records {
		if len(r.SupersededBy) > 0 && r.Status < Superseded {
			b.report(r, r.StatusAt, problem.StatusNotSuperseded, "status is %q, but %s supersedes this bulletin; expected superseded",
				r.Status, b.file(r.SupersededBy[0])).Hint = "add `status: superseded`"
		}
	}
}

// connectTranslations connects the bulletins that share a translation key or name their original.
func (b *builder) connectTranslations() {
	groups := map[string][]*Record{}
	var refer references
	for _, r := range b.archive.Records {
		if key := r.TranslationKey.Value; key != "" {
			groups[key] = append(groups[key], r)
		}
	}
	for _, r := range b.archive.Records {
		if r.TranslationOf.Value == "" {
			continue
		}
		if original := refer.find(b, r, r.TranslationOf, "translation_of"); original != nil {
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
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		b.connectGroup(groups[key])
	}
	for _, group := range groups { // a bulletin in two groups has the translations of both
		for _, r := range group {
			slices.SortFunc(r.Translations, byLanguage)
			r.Translations = slices.Compact(r.Translations)
		}
	}
	for _, r := range b.archive.Records {
		if r.Status == Erased {
			b.translationsStand(r)
		}
	}
}

// translationsStand reports the translations of an erased bulletin that are still public.
func (b *builder) translationsStand(r *Record) {
	for _, t := range r.Translations {
		if t.Status != Erased {
			b.report(r, r.StatusAt, problem.TranslationStands, "status is erased, but the translation %s still says what this bulletin said; expected the same status there",
				b.file(t)).Hint = "erase it as well, or give it another translation_key: if it says something else"
		}
	}
}

func byLanguage(x, y *Record) int {
	return cmp.Or(strings.Compare(x.Language, y.Language), strings.Compare(x.Source, y.Source))
}

// connectGroup connects bulletins that are translations of one another. A group has one bulletin in each language.
func (b *builder) connectGroup(group []*Record) {
	slices.SortFunc(group, byLanguage)
	for i, r := range group {
		if i > 0 && group[i-1].Language == r.Language {
			b.report(r, r.TranslationKey.Pos, problem.DuplicateTranslation, "%s is already the %s text of this bulletin; expected one text in each language",
				b.file(group[i-1]), r.Language).Hint = "give this one another language: or translation_key:"
			continue
		}
		for _, other := range group {
			if other != r && other.Language != r.Language {
				r.Translations = append(r.Translations, other)
			}
		}
	}
}

// leftOut says why a build does not show a bulletin.
func (r *Record) leftOut() string {
	if r.Draft {
		return "a draft"
	}
	return "not published before " + r.First.Format(time.DateOnly)
}

// references finds bulletins by the names that other bulletins use for them. It makes its table at the first use, since most
// archives have few references.
type references struct {
	byName map[string][]*Record // by slug, folded number, and source path with and without bulletins/
	hidden map[string][]*Record // likewise, of bulletins that are left out
}

func byName(records []*Record) map[string][]*Record {
	all := map[string][]*Record{}
	put := func(name string, r *Record) {
		if name != "" && !slices.Contains(all[name], r) {
			all[name] = append(all[name], r)
		}
	}
	for _, r := range records {
		put(r.Slug.Value, r)
		put(bulletin.FoldNumber(r.Number.Value), r)
		stem := strings.TrimSuffix(strings.TrimSuffix(r.Source, ".md"), "/index")
		put(stem, r)
		put(strings.TrimPrefix(stem, "bulletins/"), r)
	}
	return all
}

// find returns the bulletin that another refers to in a field, by source path, official number or slug. It reports a name that
// does not mean exactly one other bulletin.
func (f *references) find(b *builder, from *Record, name bulletin.Text, field string) *Record {
	if f.byName == nil {
		f.byName = byName(b.archive.Records)
	}
	written := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(name.Value, "/"), ".md"), "/index")
	among := func(all map[string][]*Record) []*Record {
		for _, spelling := range [...]string{written, path.Join(path.Dir(from.Source), written), bulletin.FoldNumber(name.Value)} {
			if found := all[spelling]; len(found) > 0 {
				return found
			}
		}
		return nil
	}
	switch found := among(f.byName); {
	case len(found) == 1 && found[0] != from:
		return found[0]
	case len(found) == 1:
		b.report(from, name.Pos, problem.SelfReference, "%s names this bulletin itself; expected another", field)
	case len(found) > 1:
		var sources []string
		for _, r := range found {
			sources = append(sources, strings.TrimSuffix(strings.TrimPrefix(r.Source, "bulletins/"), ".md"))
		}
		slices.Sort(sources)
		b.report(from, name.Pos, problem.AmbiguousBulletin, "%s: %s is the name of several bulletins; expected one", field, fields.Quote(name.Value)).
			Hint = "write its source path: " + strings.Join(sources, " or ")
	default:
		p := b.report(from, name.Pos, problem.UnknownBulletin, "%s: unknown bulletin %s; expected a source path, an official number or a slug", field, fields.Quote(name.Value))
		if f.hidden == nil {
			f.hidden = byName(b.hidden)
		}
		if later := among(f.hidden); len(later) > 0 {
			p.Hint = b.file(later[0]) + " is " + later[0].leftOut()
			if field == "superseded_by" {
				p.Hint += "; write supersedes: there instead, which takes effect with it"
			}
		} else if near := problem.Nearest(written, slices.Sorted(maps.Keys(f.byName))); near != "" {
			p.Hint = "did you mean " + fields.Quote(near) + "?"
		}
	}
	return nil
}
