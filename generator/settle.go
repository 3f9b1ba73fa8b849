package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"gongbao/generator/archive"
	"gongbao/generator/markdown"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
	"gongbao/themes"
)

// settle reads settings, vocabularies and theme. When it returns, the settings are there, which is all that reading sources
// takes; the rest is when s.settling is done.
func (s *Site) settle() {
	s.Problems = nil
	s.settings()
	s.settling.Go(func() {
		s.readVocabulary()
		s.loadTheme()
		s.settled = s.Problems
	})
}

// identity is what decides what parsing a source gives, beside the source.
func (s *Site) identity() string {
	return fmt.Sprintf("%x %s %v", s.program, s.Config.TimeZone, s.html())
}

func (s *Site) html() markdown.HTML {
	if s.Config.SanitizedHTML {
		return markdown.HTMLSanitized
	}
	return markdown.HTMLOff
}

// optional reads a file of the content that need not be there.
func (s *Site) optional(name string) (data []byte, show string) {
	show = path.Join(filepath.ToSlash(s.options.Content), name)
	data, err := os.ReadFile(filepath.Join(s.options.Content, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.Problems = append(s.Problems, problem.Problem{File: show, Message: "cannot be read: " + plainError(err)})
	}
	if err != nil {
		return nil, show
	}
	if data == nil {
		data = []byte{}
	}
	return data, show
}

func (s *Site) settings() {
	data, show := s.optional("site.yaml")
	var found []problem.Problem
	s.Config = defaultConfig()
	if data != nil {
		s.Config, found = readConfig(show, data)
		s.Problems = append(s.Problems, found...)
	}
	if o := s.options; o.BaseURL != "" {
		u, err := url.Parse(o.BaseURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			s.Problems = append(s.Problems, problem.Problem{File: "--base-url", Message: fmt.Sprintf("%q is no absolute address; expected one such as https://bulletin.example.org/", o.BaseURL)})
		} else {
			s.Config.BaseURL = strings.TrimSuffix(o.BaseURL, "/") + "/"
		}
	}
}

func (s *Site) readVocabulary() {
	s.vocabulary = archive.Vocabulary{Terms: map[archive.Kind][]archive.Term{}, Strict: s.Config.Strict}
	for _, kind := range archive.Kinds {
		data, show := s.optional(kind.String() + ".yaml")
		if data == nil {
			if s.vocabulary.Strict {
				s.Problems = append(s.Problems, problem.Problem{File: show, Message: "no such file; expected, since site.yaml says strict: true",
					Hint: "declare the terms that bulletins may name, or leave strict out"})
			}
			continue
		}
		terms, found := archive.ReadTerms(show, data, kind)
		s.vocabulary.Terms[kind] = terms
		s.Problems = append(s.Problems, found...)
	}
}

// defaultTheme is the name of the theme that is built in.
const defaultTheme = "gazette"

// builtInTheme is made once: it never changes while the program runs.
var builtInTheme = sync.OnceValues(func() (*pages.Theme, []problem.Problem) { return pages.LoadTheme(themes.Gazette()) })

// loadTheme takes the built-in theme and lays over it, file by file, the one that the site names: a folder, or a name
// below the content's themes/.
func (s *Site) loadTheme() {
	name := s.options.Theme
	if name == "" {
		name = s.Config.Theme
	}
	folder := ""
	if name != "" && name != defaultTheme {
		folder = filepath.Join(s.options.Content, "themes", name)
		if s.options.Theme != "" && isDir(name) {
			folder = name
		}
		if !isDir(folder) {
			s.Problems = append(s.Problems, problem.Problem{File: path.Join(s.options.Content, "site.yaml"),
				Message: fmt.Sprintf("no theme %q; expected %q or the folder %s", name, defaultTheme, folder)})
			folder = ""
		}
	}
	load := builtInTheme
	if folder != "" {
		load = func() (*pages.Theme, []problem.Problem) { return pages.LoadTheme(os.DirFS(folder), themes.Gazette()) }
	}
	var found []problem.Problem
	s.theme, found = load()
	found = slices.Clone(found)
	for i := range found {
		found[i].File = path.Join(filepath.ToSlash(folder), found[i].File)
	}
	s.Problems = append(s.Problems, found...)
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// basePath is where the site stands on its host: "/" or "/bulletins/".
func (s *Site) basePath() string {
	if u, err := url.Parse(s.Config.BaseURL); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}
