package data

import (
	"slices"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
)

// world is all that decides what is planned.
type world struct {
	bulletins  []*bulletin.Bulletin
	vocabulary archive.Vocabulary
	options    archive.Options
	site       Site
	target     string // where the links of bodies lead
}

func newWorld(bodies bool) *world {
	w := &world{vocabulary: vocabulary(), site: site(), target: "2020/01/01/x.html",
		options: archive.Options{Languages: []string{"zh-Hans", "en"}, Now: time.Date(2024, 1, 1, 0, 0, 0, 0, shanghai)}}
	w.site.FullFeeds, w.site.JSON, w.site.Markdown = bodies, bodies, bodies
	w.bulletins = append(daily(70), full(), notice("older", on(2019, 1, 1)), notice("newer", on(2021, 1, 1)),
		notice("hant", on(2020, 2, 21), func(b *bulletin.Bulletin) { b.TranslationKey, b.Language = text("k"), text("zh-Hant") }),
		notice("linking", on(2020, 5, 5), func(b *bulletin.Bulletin) { b.Links = texts("b0001.md") }))
	return w
}

// change replaces a bulletin by a changed copy.
func (w *world) change(slug string, f func(b *bulletin.Bulletin)) {
	for i, b := range w.bulletins {
		if b.Slug.Value == slug {
			w.bulletins[i] = notice(slug, b.Date, func(c *bulletin.Bulletin) { *c = *b; f(c) })
		}
	}
}

type linking struct {
	bodies
	target string
}

func (l linking) Targets(*archive.Record) []escape.Address {
	return []escape.Address{escape.AddressOf(l.target)}
}

func (l linking) HTML(r *archive.Record, root string) (string, error) {
	html, err := l.bodies.HTML(r, root)
	if len(r.Links) > 0 {
		html += `<a href="` + root + l.target + `">y</a>`
	}
	return html, err
}

func (w *world) plan() rendered {
	a, _ := archive.New(w.bulletins, w.vocabulary, w.options)
	r := rendered{}
	for _, f := range Plan(program, a, w.site, linking{target: w.target}) {
		r[f.Path] = f
	}
	return r
}

func TestFilesThatDifferHaveOtherKeys(t *testing.T)              { filesThatDiffer(t, true) }
func TestFilesWithoutBodiesThatDifferHaveOtherKeys(t *testing.T) { filesThatDiffer(t, false) }

func filesThatDiffer(t *testing.T, bodies bool) {
	base := newWorld(bodies).plan()
	for name, change := range map[string]func(w *world){
		"another title": func(w *world) { w.change("b0003", titled("新题")) },
		"erased": func(w *world) {
			w.change("b0003", func(b *bulletin.Bulletin) {
				b.Status, b.ErasedOn, b.LegalGround = archive.Erased, on(2020, 3, 1), "某法"
			})
		},
		"another legal ground": func(w *world) {
			w.change("b0003", func(b *bulletin.Bulletin) {
				b.Status, b.ErasedOn, b.LegalGround = archive.Erased, on(2020, 3, 1), "他法"
			})
		},
		"not for search engines":            func(w *world) { w.change("b0003", func(b *bulletin.Bulletin) { b.NoIndex = true }) },
		"what supersedes has another title": func(w *world) { w.change("newer", titled("更新的题")) },
		"withdrawn":                         func(w *world) { w.change("b0003", func(b *bulletin.Bulletin) { b.Status = archive.Withdrawn }) },
		"a new bulletin":                    func(w *world) { w.bulletins = append(w.bulletins, notice("zz", on(2016, 1, 1))) },
		"a bulletin is gone":                func(w *world) { w.bulletins = w.bulletins[1:] },
		"another address":                   func(w *world) { w.options.Pretty = true },
		"another time zone":                 func(w *world) { inZone(w, time.FixedZone("", 3600)) },
		"expired":                           func(w *world) { w.options.Now = time.Date(2026, 1, 1, 0, 0, 0, 0, shanghai) },
		"another first language":            func(w *world) { w.options.Languages, w.site.Languages = []string{"en"}, []string{"en"} },
		"published later here":              func(w *world) { w.change("b0003", func(b *bulletin.Bulletin) { b.PublishAt = on(2016, 2, 2) }) },
		"what supersedes came later": func(w *world) {
			w.change("newer", func(b *bulletin.Bulletin) { b.PublishAt = on(2022, 1, 1) })
		},
		"what supersedes moved": func(w *world) {
			w.change("newer", func(b *bulletin.Bulletin) { b.Slug = text("moved") })
		},
		"another language where none is given": func(w *world) { w.options.Languages = []string{"en"} },
		"a translation": func(w *world) {
			w.bulletins = append(w.bulletins, notice("english", on(2020, 2, 21), func(b *bulletin.Bulletin) { b.TranslationKey, b.Language = text("k"), text("en") }))
		},
		"a translation is in another language": func(w *world) {
			w.change("hant", func(b *bulletin.Bulletin) { b.Language = text("zh-TW") })
		},
		"a link leads elsewhere": func(w *world) { w.target = "2020/01/02/x.html" },
		"an agency is renamed":   func(w *world) { w.vocabulary.Terms[archive.Agencies][1].Names = archive.Names{{Text: "新局名"}} },
		"an agency serves elsewhere": func(w *world) {
			w.vocabulary.Terms[archive.Agencies][1].Region = "shandong"
		},
		"an agency moves":         func(w *world) { w.vocabulary.Terms[archive.Agencies][1].Parent = "" },
		"a topic is renamed":      func(w *world) { w.vocabulary.Terms[archive.Topics][0].Names = archive.Names{{Text: "新题材"}} },
		"another site address":    func(w *world) { w.site.BaseURL = "https://other.example.org/" },
		"no site address":         func(w *world) { w.site.BaseURL = "" },
		"another site title":      func(w *world) { w.site.Title = archive.Names{{Text: "新名"}} },
		"another publisher":       func(w *world) { w.site.Publisher.Email = "x@example.org" },
		"another address in ids":  func(w *world) { w.site.IDBase = "https://old.example.org/" },
		"archives of terms":       func(w *world) { w.site.TermArchives = true },
		"other words":             func(w *world) { w.site.Words = Words{} },
		"another icon":            func(w *world) { w.site.Icon = "x.png" },
		"summaries":               func(w *world) { w.site.FullFeeds = false },
		"another plain page":      func(w *world) { w.site.Plain = []string{"contact.html"} },
		"packed sitemaps":         func(w *world) { w.site.GzipSitemap = true },
		"another language listed": func(w *world) { w.site.Languages = append(w.site.Languages, "zh-Hant") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(bodies)
			change(w)
			if got := changed(t, base, w.plan()); len(got) == 0 && (bodies || name != "summaries" && name != "a link leads elsewhere") {
				t.Error("nothing changes: the test tests nothing")
			}
		})
	}
	if got := changed(t, base, newWorld(bodies).plan()); len(got) > 0 {
		t.Errorf("two plans of one archive differ in %q", got)
	}
}

func inZone(w *world, zone *time.Location) {
	for i, b := range w.bulletins {
		c := *b
		c.Date.Time = c.Date.In(zone)
		w.bulletins[i] = &c
	}
}

func TestPlanOfTheSameArchiveHasTheSameKeys(t *testing.T) {
	a, b := newWorld(true).plan(), newWorld(true).plan()
	for path, f := range a {
		if f.Key != b[path].Key {
			t.Errorf("%s has another key", path)
		}
	}
	if len(a) != len(b) || !slices.Equal(a.paths("", ""), b.paths("", "")) {
		t.Error("other files are planned")
	}
}

func TestBodyThatNoFileHoldsChangesNoKey(t *testing.T) {
	w := newWorld(false)
	base := w.plan()
	w.change("b0003", func(b *bulletin.Bulletin) {
		b.Hash[0]++
		b.Headings = append(b.Headings, bulletin.Heading{Level: 2, ID: "new", Text: "新的一节"})
	})
	for path, f := range w.plan() {
		if f.Key != base[path].Key {
			t.Errorf("%s has another key", path)
		}
	}
}
