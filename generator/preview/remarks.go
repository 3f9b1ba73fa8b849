package preview

import (
	"os"
	"path/filepath"

	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
	"gongbao/generator/slips"
)

// Remarks: what an editor probably meant as markdown in the bulletin of an open page, and markdown does not read. They do not stop a
// build, so they are folded away below the page. All tabs share them.

// remarks are those of the text with a hash.
type remarks struct {
	hash     bulletin.Hash
	problems []problem.Problem
}

// remarksOn returns the remarks on the bulletin of a page. The first time that a text is seen, the terminal gets them too.
func (s *Server) remarksOn(site pageSource, at string) []problem.Problem {
	if site == nil {
		return nil
	}
	f, found, _ := find(site, at)
	if !found {
		return nil
	}
	b := site.Bulletin(f.Path)
	if b == nil {
		return nil
	}
	s.remarkLock.Lock()
	defer s.remarkLock.Unlock()
	if known, ok := s.remarks[b.Source]; ok && known.hash == b.Hash {
		return known.problems
	}
	var noticed []problem.Problem
	name := filepath.ToSlash(filepath.Join(s.options.Site.Content, filepath.FromSlash(b.Source)))
	if data, err := os.ReadFile(filepath.FromSlash(name)); err == nil {
		_, body, line, _ := bulletin.Parse(b.Source, name, data, bulletin.Options{})
		files := map[string]markdown.File{}
		for _, a := range b.Attachments {
			files[a.Name] = markdown.File{Size: a.Size}
		}
		for _, slip := range slips.New(site.Markdown()).Find(slips.Text{Body: body, File: name, Line: line, Files: files}) {
			noticed = append(noticed, slip.Problem)
		}
	}
	if s.remarks == nil {
		s.remarks = map[string]remarks{}
	}
	s.remarks[b.Source] = remarks{b.Hash, noticed}
	s.logProblems(noticed)
	return noticed
}
