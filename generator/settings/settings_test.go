package settings

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongbao/generator/archive"
	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
)

// codesOf returns the codes of problems, sorted.
func codesOf(ps []problem.Problem) (codes []string) {
	for _, p := range ps {
		codes = append(codes, string(p.Code))
	}
	slices.Sort(codes)
	return codes
}

func TestEmptyFolderHasTheDefaults(t *testing.T) {
	s := Read(Options{Content: t.TempDir()})
	if len(s.Problems) > 0 || s.Theme == nil || s.Config.TimeZone.String() != defaultTimeZone || !s.Config.Search {
		t.Errorf("%+v", s)
	}
}

func TestAllMistakesOfTheSettingsAreReportedAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		o     Options
		want  []string
	}{
		"everywhere": {
			files: map[string]string{"site.yaml": "titel: a\n", "agencies.yaml": "- {id: a}\n", "themes/mine/styles/tokens.css": "body {", "topics.yaml": "- {id: a, name: 甲}\n- {id: a, name: 乙}\n"},
			o:     Options{Theme: "mine"},
			want:  []string{"bad-asset", "incomplete-term", "missing-site-title", "term-id-taken", "unknown-key"},
		},
		"strict without vocabularies": {
			files: map[string]string{"site.yaml": "title: a\nstrict: true\n"},
			want:  []string{"missing-vocabulary", "missing-vocabulary", "missing-vocabulary"},
		},
		"an unknown theme":       {files: map[string]string{"site.yaml": "title: a\ntheme: none\n"}, want: []string{"unknown-theme"}},
		"an unknown --theme":     {files: map[string]string{"site.yaml": "title: a\n"}, o: Options{Theme: "none"}, want: []string{"unknown-theme"}},
		"a relative --base-url":  {files: map[string]string{"site.yaml": "title: a\n"}, o: Options{BaseURL: "/archive/"}, want: []string{"bad-address"}},
		"a site.yaml of 2 MiB":   {files: map[string]string{"site.yaml": string(make([]byte, 2<<20))}, want: []string{"settings-too-large"}},
		"a folder for site.yaml": {files: map[string]string{"site.yaml/x": ""}, want: []string{"unreadable-file"}},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Content = t.TempDir()
			folder.Write(t, c.o.Content, c.files)
			if got := codesOf(Read(c.o).Problems); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestCommandLineReplacesSiteYAML(t *testing.T) {
	content := t.TempDir()
	folder.Write(t, content, map[string]string{"site.yaml": "title: a\nbase_url: https://a.example.org/\n"})
	if s := Read(Options{Content: content, BaseURL: "https://b.example.org/archive"}); s.Config.BaseURL != "https://b.example.org/archive/" {
		t.Error(s.Config.BaseURL)
	}
	if s := Read(Options{Content: content}); s.Config.BaseURL != "https://a.example.org/" {
		t.Error(s.Config.BaseURL)
	}
}

func TestThemeOfTheCommandLineMayBeAFolder(t *testing.T) {
	dir := t.TempDir()
	folder.Write(t, dir, map[string]string{"content/site.yaml": "title: a\n", "own/messages/en.yaml": "home.newest: Brand new\n"})
	s := Read(Options{Content: filepath.Join(dir, "content"), Theme: filepath.Join(dir, "own")})
	if len(s.Problems) > 0 || s.Theme.Message("en", "home.newest") != "Brand new" {
		t.Errorf("%v: %q", s.Problems, s.Theme.Message("en", "home.newest"))
	}
}

func TestReadVocabularyLeavesOutTheTheme(t *testing.T) {
	content := t.TempDir()
	folder.Write(t, content, map[string]string{"site.yaml": "title: a\nstrict: true\ntheme: none\n", "agencies.yaml": "- {id: a, name: 甲}\n", "topics.yaml": "- {id: t, name: 审计}\n"})
	c, v, problems := ReadVocabulary(content)
	if !c.Strict || !v.Strict || len(v.Terms[archive.Agencies]) != 1 || len(v.Terms[archive.Topics]) != 1 {
		t.Errorf("%+v %+v", c, v)
	}
	if got := codesOf(problems); !slices.Equal(got, []string{"missing-vocabulary"}) { // and the theme was not read
		t.Error(got)
	}
}

func TestSameSettingsAreTheSame(t *testing.T) {
	content := t.TempDir()
	folder.Write(t, content, map[string]string{"site.yaml": "title: a\n", "topics.yaml": "- {id: t, name: 审计}\n", "themes/mine/messages/en.yaml": "home.newest: Red\n"})
	o := Options{Content: content, Theme: "mine"}
	first := Read(o)
	if !first.Same(first) || !first.Same(Read(o)) {
		t.Error("two readings of the same files differ")
	}
	for name, text := range map[string]string{"site.yaml": "title: b\n", "topics.yaml": "- {id: t, name: 监督}\n", "themes/mine/messages/en.yaml": "home.newest: Blue\n", "agencies.yaml": "- {id: a}\n"} {
		before, _ := os.ReadFile(filepath.Join(content, name))
		folder.Write(t, content, map[string]string{name: text})
		if first.Same(Read(o)) {
			t.Errorf("%s changed and is the same", name)
		}
		if before == nil {
			os.Remove(filepath.Join(content, name))
		} else {
			folder.Write(t, content, map[string]string{name: string(before)})
		}
	}
}
