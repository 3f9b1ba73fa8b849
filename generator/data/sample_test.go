package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
	"gongbao/generator/key"
	"gongbao/generator/publish"
)

var shanghai = time.FixedZone("", 8*3600)

func text(s string) bulletin.Text { return bulletin.Text{Value: s} }

func texts(ss ...string) []bulletin.Text {
	var all []bulletin.Text
	for _, s := range ss {
		all = append(all, text(s))
	}
	return all
}

func on(year int, month time.Month, day int) bulletin.Date {
	return bulletin.Date{Time: time.Date(year, month, day, 0, 0, 0, 0, shanghai)}
}

// notice makes a bulletin of the city's audit bureau, with what the changes say.
func notice(slug string, date bulletin.Date, change ...func(b *bulletin.Bulletin)) *bulletin.Bulletin {
	b := &bulletin.Bulletin{
		Page: bulletin.Page{Source: "bulletins/" + slug + ".md", Title: text("关于" + slug + "的公告"), Summary: "摘要：" + slug + "。", Slug: text(slug)},
		Date: date, Publishers: texts("jinan-audit"), Topics: texts("audit"),
	}
	for _, f := range change {
		f(b)
	}
	k := key.Of(b.Title.Value, b.Summary, b.Slug.Value, b.Status, b.Reason, b.Changes, b.Publishers, b.Topics, b.Number.Value)
	b.Hash = bulletin.Hash(k)
	return b
}

func titled(title string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) { b.Title = text(title) }
}

func vocabulary() archive.Vocabulary {
	name := func(hans, en string) archive.Names {
		return archive.Names{{Language: "zh-Hans", Text: hans}, {Language: "en", Text: en}}
	}
	return archive.Vocabulary{Terms: map[archive.Kind][]archive.Term{
		archive.Agencies: {
			{ID: "shandong-audit", Names: name("山东省审计厅", "Shandong Audit Office"), Region: "shandong", URL: "https://audit.example.org/"},
			{ID: "jinan-audit", Names: name("济南市审计局", "Jinan Audit Bureau"), Aliases: []string{"济南审计局"}, Parent: "shandong-audit", Region: "jinan"},
			{ID: "quiet", Names: name("未发文单位", "Quiet Office")},
		},
		archive.Topics:  {{ID: "audit", Names: name("审计", "Audit")}, {ID: "supplies", Names: archive.Names{{Text: "物资"}}}},
		archive.Regions: {{ID: "shandong", Names: name("山东", "Shandong")}, {ID: "jinan", Names: name("济南", "Jinan"), Parent: "shandong"}},
	}}
}

func archiveOf(t testing.TB, bulletins ...*bulletin.Bulletin) *archive.Archive {
	t.Helper()
	a, problems := archive.New(bulletins, vocabulary(), archive.Options{
		Root: "content", Languages: []string{"zh-Hans", "en"}, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, shanghai)})
	for _, p := range problems {
		if !p.Warning {
			t.Fatal(p)
		}
	}
	return a
}

func site() Site {
	return Site{
		Title:       archive.Names{{Language: "zh-Hans", Text: "公报汇编"}, {Language: "en", Text: "Collected Bulletins of Shandong"}},
		Description: archive.Names{{Language: "zh-Hans", Text: "山东的公报"}},
		Copyright:   archive.Names{{Language: "zh-Hans", Text: "可自由转载"}},
		BaseURL:     "https://bulletin.example.org/",
		Languages:   []string{"zh-Hans", "en"},
		Publisher:   Publisher{Name: archive.Names{{Text: "编辑部"}}, URL: "https://editors.example.org/", Email: "editors@example.org"},
		Words: Words{
			Feed:   archive.Names{{Language: "zh-Hans", Text: "这是一个供订阅的文件。"}},
			Status: map[string]archive.Names{"withdrawn": {{Language: "zh-Hans", Text: "已撤回"}, {Language: "en", Text: "Withdrawn"}}},
			Kinds:  map[string]archive.Names{"agencies": {{Language: "zh-Hans", Text: "发布机关"}}},
		},
		Icon:   "assets/favicon.svg",
		Search: true,
		Plain:  []string{"about.html"},
	}
}

// bodies are texts made from the title, with a link to a file beside the bulletin.
type bodies struct{}

func (bodies) HTML(r *archive.Record, root string) (string, error) {
	return fmt.Sprintf(`<p>%s</p><p><a href="%s%stable.pdf">x</a></p>`, string(escape.AppendXML(nil, r.Title.Value)), root, r.Stem+"/"), nil
}
func (bodies) Text(r *archive.Record) (string, error)     { return r.Title.Value + "\n" + r.Summary, nil }
func (bodies) Targets(r *archive.Record) []escape.Address { return nil }
func (bodies) File(r *archive.Record) string              { return "content/" + r.Source }

var program = key.Of("a version of the program")

func render(a *archive.Archive, s Site) rendered {
	r := rendered{}
	for _, f := range Plan(program, a, s, bodies{}) {
		r[f.Path] = f
	}
	return r
}

// rendered is a plan by path.
type rendered map[string]publish.File

func (r rendered) bytes(t testing.TB, path string) []byte {
	t.Helper()
	f, ok := r[path]
	if !ok {
		t.Fatalf("no file %s is planned", path)
	}
	if f.Render == nil {
		return []byte("a copy of " + f.Copy)
	}
	const before = "kept" // Render appends
	b, err := f.Render([]byte(before))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(b), before) {
		t.Fatalf("%s: what stood in the buffer is gone", path)
	}
	return b[len(before):]
}

func (r rendered) text(t testing.TB, path string) string {
	t.Helper()
	return string(r.bytes(t, path))
}

// paths lists what is planned below a folder, in order.
func (r rendered) paths(prefix, suffix string) []string {
	var paths []string
	for path := range r {
		if strings.HasPrefix(path, prefix) && strings.HasSuffix(path, suffix) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// daily makes n bulletins, one a day.
func daily(n int) []*bulletin.Bulletin {
	var all []*bulletin.Bulletin
	for i := range n {
		all = append(all, notice(fmt.Sprintf("b%04d", i), on(2015, 1, 1+i)))
	}
	return all
}
