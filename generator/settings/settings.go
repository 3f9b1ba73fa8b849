// Package settings reads everything besides bulletins that decides what a site looks like: site.yaml, the vocabularies of agencies,
// topics and regions, the addresses that are gone (gone.yaml), and the theme.
//
// Read never fails. Missing settings have defaults, and wrong ones are problems, so one run reports every mistake of the settings
// along with those of the sources. The result is one value that never changes; a preview reads it again.
package settings

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"gongbao/generator/archive"
	"gongbao/generator/confined"
	"gongbao/generator/ledger"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
)

// Settings are all settings of a site.
type Settings struct {
	Config     Config             // site.yaml
	Vocabulary archive.Vocabulary // agencies.yaml, topics.yaml, regions.yaml
	Theme      *pages.Theme       // the default theme, with the site's own files over it
	Gone       []ledger.GoneAddress
	Problems   []problem.Problem
}

// Options say where the settings are, and what the command line replaces.
type Options struct {
	Content string // folder of the content
	Theme   string // a folder, or the name of a theme; empty: the one that site.yaml names
	BaseURL string // absolute address of the site; empty: the one of site.yaml
	Links   bool   // symbolic links of settings and themes may lead out of the content
}

// Read reads the settings of a content folder.
func Read(o Options) *Settings {
	s := &Settings{}
	r := &reader{options: o}
	s.Config = r.config()
	var theme reader // a separate one, since it runs in parallel
	var busy sync.WaitGroup
	busy.Go(func() {
		theme.options = o
		s.Theme = theme.theme(s.Config.Theme)
	})
	s.Vocabulary = r.vocabulary(s.Config.Strict)
	s.Gone = r.gone()
	busy.Wait()
	s.Problems = slices.Concat(r.problems, theme.problems)
	return s
}

// ReadVocabulary reads site.yaml and the vocabularies but not the theme, for callers that need to know what a bulletin may say and
// make no pages.
func ReadVocabulary(content string) (Config, archive.Vocabulary, []problem.Problem) {
	r := &reader{options: Options{Content: content}}
	c := r.config()
	v := r.vocabulary(c.Strict)
	return c, v, problem.Sort(r.problems)
}

// Same reports whether two readings found the same settings.
func (s *Settings) Same(other *Settings) bool {
	return s == other || slices.Equal(s.Problems, other.Problems) && reflect.DeepEqual(s.Config, other.Config) &&
		reflect.DeepEqual(s.Vocabulary, other.Vocabulary) && slices.Equal(s.Gone, other.Gone) && s.Theme.Same(other.Theme)
}

// A reader reads one file of the settings after the other and collects their problems.
type reader struct {
	options  Options
	problems []problem.Problem
}

// optional reads a file of the content that need not exist; data is nil if it does not. show is the file's name in problems.
func (r *reader) optional(name string) (data []byte, show string) {
	show = path.Join(filepath.ToSlash(r.options.Content), name)
	data, err := r.options.read(name)
	if err == nil {
		return data, show
	}
	if p, refused := confined.Problem(show, err, "the content folder"); refused {
		r.problems = append(r.problems, p)
	} else if !errors.Is(err, fs.ErrNotExist) || isLink(filepath.Join(r.options.Content, name)) {
		var where *fs.PathError
		if errors.As(err, &where) { // the problem names the file anyway
			err = where.Err
		}
		r.report(problem.UnreadableFile, show, "cannot be read: %v", err)
	}
	return nil, show
}

func isLink(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

func (r *reader) report(code problem.Code, file, format string, args ...any) {
	r.problems = append(r.problems, problem.New(code, file, problem.Pos{}, format, args...))
}

// config reads site.yaml, and checks the address given on the command line.
func (r *reader) config() Config {
	c := defaultConfig()
	if data, show := r.optional("site.yaml"); data != nil {
		var found []problem.Problem
		c, found = readConfig(show, data)
		r.problems = append(r.problems, found...)
	}
	c.Host = hostOf(c.BaseURL)
	given := r.options.BaseURL
	if given == "" {
		return c
	}
	if u, err := url.Parse(given); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		r.report(problem.BadAddress, "--base-url", "%q is not an absolute address; expected one such as https://bulletin.example.org/", given)
		return c
	}
	c.BaseURL = strings.TrimSuffix(given, "/") + "/"
	if c.Host == "" {
		c.Host = hostOf(given)
	}
	return c
}

// hostOf returns the host of an absolute address, with its port, or "".
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// vocabulary reads the vocabularies. With strict, each of them must exist.
func (r *reader) vocabulary(strict bool) archive.Vocabulary {
	v := archive.Vocabulary{Terms: map[archive.Kind][]archive.Term{}, Strict: strict}
	for _, kind := range archive.Kinds {
		data, show := r.optional(kind.String() + ".yaml")
		if data == nil {
			if strict {
				r.report(problem.MissingVocabulary, show, "no such file; expected, since site.yaml says strict: true")
				last := &r.problems[len(r.problems)-1]
				*last = last.WithHint("declare the terms that bulletins may name, or leave strict out")
			}
			continue
		}
		terms, found := archive.ReadTerms(show, data, kind)
		v.Terms[kind] = terms
		r.problems = append(r.problems, found...)
	}
	return v
}

// gone reads gone.yaml.
func (r *reader) gone() []ledger.GoneAddress {
	data, show := r.optional(ledger.GoneFile)
	if data == nil {
		return nil
	}
	gone, found := ledger.ReadGone(show, data)
	r.problems = append(r.problems, found...)
	return gone
}
