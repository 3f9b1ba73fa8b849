package site

import (
	"path"
	"slices"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// checkLinks reports links from one source to another that lead nowhere.
func (s *Site) checkLinks() []problem.Problem {
	var found []problem.Problem
	check := func(from string, links []bulletin.Text) {
		for _, l := range links {
			if _, ok := s.views.Target(from, l.Value); !ok {
				found = append(found, s.deadLink(from, l))
			}
		}
	}
	for _, r := range s.Archive.Records {
		check(r.Source, r.Links)
	}
	for _, p := range s.views.Plain {
		check(p.Source, p.Links)
	}
	return found
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
