package pages

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
)

// made is a view of an archive, with the template and the language of its page.
type made struct {
	template, language string
	view               Framed
}

// archiveOf parses bulletins, given as their source path and front matter without title and date.
func archiveOf(t testing.TB, sources ...[2]string) *archive.Archive {
	t.Helper()
	var all []*bulletin.Bulletin
	for i, s := range sources {
		name := s[0]
		day := name[len("bulletins/"):][:len("2020-02-21")]
		text := fmt.Sprintf("---\ntitle: 关于第%d件事的公告\ndate: %s\n%s\n---\n", i, day, s[1])
		b, _, _, problems := bulletin.Parse(name, name, []byte(text), bulletin.Options{})
		for _, p := range problems {
			t.Fatal(p)
		}
		b.Summary, b.Hash = "摘要", bulletin.Hash{byte(i), byte(i >> 8)}
		if i%3 == 0 {
			b.Headings = []bulletin.Heading{{Level: 2, ID: "a", Text: "背景"}, {Level: 2, ID: "jinan", Text: "济南市审计局"}, {Level: 3, ID: "b", Text: "做法"}}
		}
		all = append(all, b)
	}
	a, problems := archive.New(all, archive.Vocabulary{}, archive.Options{Root: "content", Languages: []string{"zh-Hans"}, Now: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)})
	for _, p := range problems {
		t.Fatal(p)
	}
	return a
}

// busyArchive has a month of 230 bulletins, and bulletins with everything that links to others.
func busyArchive(t testing.TB) *archive.Archive {
	var sources [][2]string
	for i := range 230 {
		topic := []string{"疫情防控", "财政审计", "扶贫"}[i%3]
		sources = append(sources, [2]string{fmt.Sprintf("bulletins/2020-02-%02d-b%03d.md", i*28/230+1, i), "publisher: 山东省审计厅/济南市审计局\nregion: 山东省/济南市\ntopics: [" + topic + "]"})
	}
	return archiveOf(t, append(sources,
		[2]string{"bulletins/2019-05-06-old.md", "publisher: 山东省审计厅\nlanguage: en\ntopics: [扶贫, 财政审计]\nregion: 山东省\nnumber: 鲁审〔2019〕1号\nstatus: superseded\nsuperseded_by: new"},
		[2]string{"bulletins/2021-05-06-new.md", "publisher: [山东省审计厅, 山东省审计厅/淄博市审计局]\nlanguage: zh-Hant\ntranslation_key: k\nattachments: [table.xlsx]"},
		[2]string{"bulletins/2021-05-08-joint.md", "publisher: [湖北省审计厅, 山东省审计厅]"},
		[2]string{"bulletins/2021-06-07-gone.md", "publisher: 湖北省审计厅\nstatus: withdrawn\nreason: 数据有误\nupdated: 2021-07-01\nchanges: [{date: 2021-07-01, note: 更正}]\ntranslation_key: k\nlanguage: en"},
		[2]string{"bulletins/2021-06-08-expired.md", "publisher: 湖北省审计厅\nexpires_at: 2021-09-01"},
	)...)
}

func viewsOf(a *archive.Archive) *Views {
	v := New(a, exampleSite(), []PlainSource{{Page: &bulletin.Page{Source: "pages/about.md", Title: bulletin.Text{Value: "关于本站"}}, Path: "about.html", Folder: "about/", Language: "zh-Hans"}})
	v.DataColumns = []string{"date", "title"}
	return v
}

// everyView makes every view of an archive, as the planner of a site does.
func everyView(v *Views) (all []made) {
	add := func(template, language string, view Framed) { all = append(all, made{template, language, view}) }
	for _, l := range v.Site.Languages {
		language := l.Language
		for _, s := range Singles {
			add(s.Template(), language, s.View(v, language))
		}
		for i, y := range v.Archive.Years {
			year := v.Year(language, i)
			add("year.html", language, &year)
			for _, m := range y.Months {
				for part := range Parts(len(m.Records)) + 1 {
					list := v.Month(language, m, part)
					add("list.html", language, &list)
				}
			}
		}
		for _, tree := range v.Archive.Trees {
			terms := v.Terms(language, tree)
			add("terms.html", language, &terms)
			for _, n := range tree.Nodes {
				term := v.Term(language, n)
				add("term.html", language, &term)
				for year, listings := range YearsOf(n.Listings) {
					for part := range Parts(len(listings)) + 1 {
						list := v.TermYear(language, n, year, listings, part)
						add("list.html", language, &list)
					}
				}
			}
		}
	}
	for _, y := range v.Archive.Years {
		for _, m := range y.Months {
			var issue Issue
			v.Issue(&issue, m)
			add("issue.html", issue.Language, &issue)
		}
	}
	for _, r := range v.Archive.Records {
		var page, print Bulletin
		v.Bulletin(&page, r)
		v.Bulletin(&print, r)
		print.Path = print.PrintPath
		add("bulletin.html", page.Language, &page)
		add("print.html", print.Language, &print)
	}
	notFound := v.NotFound("/archive/")
	add("notfound.html", notFound.Language, &notFound)
	return all
}

func TestEveryTemplateBelongsToAFamily(t *testing.T) {
	templates := slices.Concat(address.AuthorTemplates, chromeTemplates)
	for _, f := range address.Families {
		for _, name := range f.Templates {
			if pageViews[name] == nil {
				t.Errorf("the family %s has the template %s, but pagefamilies.go declares no view for it", f.Name, name)
			}
		}
		templates = append(templates, f.Templates...)
		if f.Single && !slices.ContainsFunc(Singles, func(s Single) bool { return s.Name == f.Name }) {
			t.Errorf("the family %s has a single page, but is not in Singles", f.Name)
		}
	}
	for name := range pageViews {
		if !slices.Contains(templates, name) {
			t.Errorf("the template %s belongs to no family of package address", name)
		}
	}
}

func TestEveryViewIsAtAnAddressOfItsFamily(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range everyView(viewsOf(busyArchive(t))) {
		path := string(m.view.GetFrame().Path)
		f, ok := address.Of(path, []string{"zh-Hant", "en"})
		if !ok || !slices.Contains(f.Templates, m.template) {
			t.Errorf("the page /%s of %s is at an address of the family %q", path, m.template, f.Name)
		}
		if seen[path] {
			t.Errorf("two pages are at /%s", path)
		}
		seen[path] = true
	}
}

func TestEveryKindOfTermHasAFamily(t *testing.T) {
	for _, tree := range busyArchive(t).Trees {
		if f, ok := address.Of(tree.Kind.String()+"/", nil); !ok || f.Folder != tree.Kind.String()+"/" || !slices.Contains(f.Templates, "term.html") {
			t.Errorf("%s: the family is %q", tree.Kind, f.Name)
		}
	}
}

func TestEveryPageOfAnArchiveIsRendered(t *testing.T) {
	theme := gazette(t)
	for _, m := range everyView(viewsOf(busyArchive(t))) {
		f := m.view.GetFrame()
		f.Chrome = theme.Chrome(f)
		if page, err := theme.Append(nil, m.template, m.language, m.view); err != nil || len(page) < 500 {
			t.Errorf("/%s: %d bytes, %v", f.Path, len(page), err)
		}
	}
	if ps := theme.Problems(); len(ps) > 0 {
		t.Errorf("the compiled templates failed: %v", ps)
	}
}

// A build prepares what pages share and a preview does not; both must make the same pages.
func TestPreparedViewsAreTheSame(t *testing.T) {
	a := busyArchive(t)
	plain := everyView(viewsOf(a))
	for _, jobs := range []int{0, 1, 3} {
		prepared := viewsOf(a).Prepared(jobs)
		if len(prepared.sharedEntries("en")) != len(a.Records) {
			t.Error("lists in English do not share their entries")
		}
		for i, m := range everyView(prepared) {
			if key.Of(m.view) != key.Of(plain[i].view) {
				t.Errorf("with %d jobs, the view of /%s differs once it is prepared", jobs, m.view.GetFrame().Path)
			}
		}
	}
}
