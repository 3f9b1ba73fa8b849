package site

import (
	"path"
	"slices"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// checkLinks reports links from one source to another that lead nowhere, or to a bulletin whose erased title the text still names.
func (s *Site) checkLinks() []problem.Problem {
	var found []problem.Problem
	erased := s.Sources.ErasedTitles()
	check := func(from *bulletin.Page) {
		for _, l := range from.Links {
			target, ok := s.views.Target(from.Source, l.Value)
			if !ok {
				found = append(found, s.deadLink(from.Source, l))
			} else if len(erased) > 0 && s.namesErased(from, target, erased) {
				found = append(found, problem.New(problem.ErasedTitleNamed, s.show(from.Source), l.Pos,
					"the text links to a bulletin whose title is erased, and still names that title; expected other words").
					WithHint("write %q, its number or its date instead", s.message("notice.untitled").In(s.Settings.Config.Languages[0]).Text))
			}
		}
	}
	for _, r := range s.Archive.Records {
		check(&r.Bulletin.Page)
	}
	for _, p := range s.views.Plain {
		check(p.Page)
	}
	return found
}

// namesErased reports whether a text names the title that was erased from the bulletin that it links to.
func (s *Site) namesErased(from *bulletin.Page, target string, erased map[string]string) bool {
	address, _, _ := strings.Cut(target, "#")
	r, ok := s.Archive.ByAddress(address)
	if !ok || erased[r.Source] == "" {
		return false
	}
	text, err := s.Sources.Text(from)
	return err == nil && strings.Contains(text, erased[r.Source])
}

func (s *Site) deadLink(from string, l bulletin.Text) problem.Problem {
	p := problem.New(problem.UnknownSource, s.show(from), l.Pos, "link to %q leads to no source; expected the path of another markdown file", l.Value)
	file, _, _ := strings.Cut(l.Value, "#")
	want := path.Join(path.Dir(from), file)
	var all []string
	for i := range s.Sources.Items {
		if it := &s.Sources.Items[i]; it.Bulletin != nil || it.Page != nil {
			all = append(all, it.Path())
		}
	}
	if slices.Contains(all, want) {
		return p.WithHint("%s is a draft, or is not published yet", want)
	}
	if near := problem.Nearest(want, all); near != "" {
		return p.WithHint("did you mean %q?", near)
	}
	return p
}
