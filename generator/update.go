package generator

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// Update brings the site up to its sources where it stands, after files changed in the named folders, and gives the number of
// sources that it read. It can do so, at a cost that does not grow with the archive, where all that changed is what bulletins
// say on their own pages and on their lines in lists: texts, titles, summaries. Where more depends on the change, or there is
// anything to report, ok is false and the site is as it was: Reload then makes another. A site that was planned cannot be
// updated. Pages that Find gave may be rendered meanwhile.
func (s *Site) Update(ctx context.Context, folders []string, now time.Time) (parsed int, ok bool, err error) {
	if s.views.Prepared() || problem.Errors(s.Problems) > 0 || !s.until.IsZero() && !now.Before(s.until) || now.Before(s.options.Now) {
		return 0, false, nil
	}
	edits, ok, err := s.edits(ctx, folders)
	if !ok || err != nil {
		return 0, false, err
	}
	for _, e := range edits {
		if e.source.fresh && !s.light(e.old, &e.source) {
			return 0, false, nil
		}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	for _, e := range edits {
		if e.source.fresh {
			parsed++
			s.exchange(e.old.made.(*bulletin.Bulletin), e.source.made.(*bulletin.Bulletin))
		}
		*e.old = e.source
	}
	s.parsed, s.options.Now = parsed, now
	s.sources.changes += parsed
	s.desks = sync.Pool{} // what lies on them is no longer what it was
	s.machineRoutes = machineRoutes{}
	return parsed, true, nil
}

// An edit is a source that is not as it was.
type edit struct {
	old    *source // in the list of the sources
	source source
}

// edits reads what changed in folders of bulletins; ok is false where sources came or went.
func (s *Site) edits(ctx context.Context, folders []string) (edits []edit, ok bool, err error) {
	w := worker{loader: s.loader, last: s.sources}
	for _, folder := range folders {
		if folder != "bulletins" && !within(folder, []string{"bulletins"}) {
			return nil, false, nil
		}
		units, problems := walk(s.options.Content, s.options.Content, folder)
		known := s.sources.below(folder)
		if len(problems) > 0 || len(units) != len(known) {
			return nil, false, nil
		}
		for i, u := range units {
			if ctx.Err() != nil {
				return nil, false, ctx.Err()
			}
			if u.source != known[i].source {
				return nil, false, nil
			}
			if sameState(known[i].unit, u) {
				continue
			}
			edits = append(edits, edit{&known[i], w.unit(u)})
			if w.failure != nil {
				return nil, false, w.failure
			}
		}
	}
	return edits, true, s.store.flush()
}

// below gives the sources in a folder and all below it.
func (s *sources) below(folder string) []source {
	find := func(from string) int {
		i, _ := slices.BinarySearchFunc(s.list, from, func(s source, from string) int { return strings.Compare(s.source, from) })
		return i
	}
	return s.list[find(folder+"/"):find(folder+"0")] // the character after the slash
}

// light says that the model of the new source is that of the old one, with one bulletin in the place of the other.
func (s *Site) light(old, new *source) bool {
	was, ok := old.made.(*bulletin.Bulletin)
	is, both := new.made.(*bulletin.Bulletin)
	if !ok || !both || len(old.problems)+len(new.problems) > 0 {
		return false
	}
	if slices.ContainsFunc(s.Problems, func(p problem.Problem) bool { return strings.HasSuffix(p.File, is.Source) }) {
		return false // what is told of it names lines
	}
	if !slices.EqualFunc(was.Headings, is.Headings, func(a, b bulletin.Heading) bool { return a.Text == b.Text && a.Agency == b.Agency }) {
		return false // another heading may open the section of another agency
	}
	for _, l := range is.Links {
		if _, ok := s.views.Target(is.Source, l.Value); !ok {
			return false
		}
	}
	if len(is.Aliases) > 0 && was.Title.Value != is.Title.Value {
		return false // the page at an old address shows it
	}
	return reflect.DeepEqual(deciding(was), deciding(is))
}

// deciding is what a bulletin says that its page alone does not show. Whatever is not named here is taken to decide something.
func deciding(b *bulletin.Bulletin) bulletin.Bulletin {
	c := *b
	c.Hash = bulletin.Hash{}
	c.Title, c.Subtitle, c.Summary, c.IndexNumber, c.Origin, c.OriginURL, c.Editor, c.Reason = bulletin.Text{}, "", "", "", "", "", "", ""
	c.Written, c.Updated, c.Changes = bulletin.Date{}, bulletin.Date{}, nil
	c.Headings, c.Links = nil, nil // they are compared by themselves
	forgetPlaces(reflect.ValueOf(&c).Elem())
	return c
}

// forgetPlaces removes the lines and columns, which problems alone need.
func forgetPlaces(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[problem.Pos]():
		v.SetZero()
	case v.Type() == reflect.TypeFor[time.Time]():
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			forgetPlaces(v.Field(i))
		}
	case v.Kind() == reflect.Slice && !v.IsNil():
		c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(c, v)
		v.Set(c)
		for i := range v.Len() {
			forgetPlaces(v.Index(i))
		}
	}
}

// exchange puts a bulletin in the place of another.
func (s *Site) exchange(old, new *bulletin.Bulletin) {
	r, ok := s.Archive.BySource(old.Source)
	if !ok {
		return
	}
	for i := range r.Sections {
		for k := range old.Headings {
			if r.Sections[i].Heading == &old.Headings[k] {
				r.Sections[i].Heading = &new.Headings[k]
			}
		}
	}
	r.Bulletin = new
}
