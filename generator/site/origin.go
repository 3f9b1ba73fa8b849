package site

import (
	"path"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/bulletin"
	"gongbao/generator/ledger"
	"gongbao/generator/problem"
)

// Origin returns the place in the sources that makes a planned file, or the first file in a planned folder: content/bulletins/a.md:7:9.
// It is empty if no single source makes it. It looks at every source, so it is for errors only.
func (s *Site) Origin(planned string) string {
	covers := func(made string) bool {
		return made == planned || strings.HasPrefix(made, planned) && (strings.HasSuffix(planned, "/") || made[len(planned)] == '/')
	}
	of := func(p *bulletin.Page, pages []string, folder string, attachments []bulletin.Attachment) string {
		for _, made := range pages {
			if covers(made) {
				return problem.Place(s.show(p.Source), p.Slug.Pos)
			}
		}
		for _, a := range attachments {
			if covers(folder + a.Name) {
				return s.show(path.Join(path.Dir(p.Source), a.Name))
			}
		}
		for _, a := range p.Aliases {
			if alias := strings.TrimPrefix(a.Value, "/"); covers(address.StandIn(alias)) {
				return problem.Place(s.show(p.Source), a.Pos)
			}
		}
		return ""
	}
	for _, f := range s.Sources.Static() { // first, since the file of that name is meant, and not a folder
		if f.Path() == planned {
			return s.show(f.Source)
		}
	}
	for _, r := range s.Archive.Records {
		pages := []string{r.Path, address.Print(r.Path), r.Stem + ".json", r.Stem + ".md"}
		if source := of(&r.Page, pages, r.Stem+"/", r.Attachments); source != "" {
			return source
		}
	}
	for _, p := range s.views.Plain {
		if source := of(p.Page, []string{p.Path}, p.Folder, p.Attachments); source != "" {
			return source
		}
	}
	for _, f := range s.Sources.Static() {
		if covers(f.Path()) {
			return s.show(f.Source)
		}
	}
	for i := range s.Settings.Gone {
		for _, p := range goneAt(s, &s.Settings.Gone[i]) {
			if covers(address.StandIn(p)) {
				return problem.Place(s.show(ledger.GoneFile), s.Settings.Gone[i].Pos)
			}
		}
	}
	return s.termOf(planned)
}

// termOf returns where the term is declared or first named to which a planned file belongs, or "".
func (s *Site) termOf(planned string) string {
	for _, l := range s.Settings.Config.Languages[1:] {
		planned = strings.TrimPrefix(planned, l+"/")
	}
	for _, t := range s.Archive.Trees {
		for _, n := range t.Nodes {
			if strings.HasPrefix(planned+"/", n.Path()) {
				return n.Place()
			}
		}
	}
	return ""
}
