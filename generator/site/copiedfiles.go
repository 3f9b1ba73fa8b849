package site

import (
	"path"
	"path/filepath"
	"slices"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// static plans the files that are copied to the root of the site as they are.
func (p *planner) static() {
	p.add(func(f *files) {
		for _, s := range p.site.Sources.Static() {
			*f = append(*f, publish.File{Path: s.Path(), Key: publish.Key(s.Hash), Copy: filepath.Join(p.site.options.Settings.Content, filepath.FromSlash(s.Source))})
		}
	})
}

// claimStatic takes the addresses of the files below static/.
func (c *claims) claimStatic() {
	for _, f := range c.site.Sources.Static() {
		c.claim(f.Source, f.Path(), "/"+f.Path(), problem.Pos{})
	}
}

// attachedTo returns the source of the bulletin or page one of whose attachments has an address, or "".
func attachedTo(s *Site, address string) string {
	has := func(folder string, files []bulletin.Attachment) bool {
		return len(address) > len(folder) && address[:len(folder)] == folder &&
			slices.ContainsFunc(files, func(a bulletin.Attachment) bool { return a.Name == address[len(folder):] })
	}
	for up := path.Dir(address); up != "."; up = path.Dir(up) {
		for _, page := range []string{up + ".html", up + "/index.html"} {
			if r, ok := s.Archive.ByAddress(page); ok && has(r.Stem+"/", r.Attachments) {
				return r.Source
			}
		}
	}
	for _, p := range s.views.Plain {
		if has(p.Folder, p.Attachments) {
			return p.Source
		}
	}
	return ""
}

// checkActive reports files that run on the origin of the site, and that site.yaml does not allow.
func checkActive(s *Site) (found []problem.Problem) {
	refuse := func(show string, pos problem.Pos, file string, a *bulletin.Attachment) {
		if a.Active != "" && !bulletin.MatchesFile(s.Settings.Config.ActiveAttachments, file) {
			found = append(found, problem.New(problem.ActiveFile, show, pos, "the file %q is %s: it would run with the rights of this site's own pages", a.Name, a.Active).
				WithHint("publish it as a PDF, a picture or data; or, if you trust it, allow it in site.yaml: active_attachments: [%q]", a.Name))
		}
	}
	attached := func(p *bulletin.Page) {
		for i := range p.Attachments {
			a := &p.Attachments[i]
			refuse(s.show(p.Source), a.Pos, path.Join(path.Dir(p.Source), a.Name), a)
		}
	}
	for _, r := range s.Archive.Records {
		if len(r.Attachments) > 0 {
			attached(&r.Bulletin.Page)
		}
	}
	for _, p := range s.views.Plain {
		attached(p.Page)
	}
	for _, f := range s.Sources.Static() {
		refuse(s.show(f.Source), problem.Pos{}, f.Source, &f.Attachment)
	}
	return found
}

// Copies reports whether a file of the site is a copy of one of the content, and not made by the theme.
func (f *Finder) Copies(path string) bool { return f.files[path].Copy != "" }
