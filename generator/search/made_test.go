package search

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// A made bulletin, for tests: what is left empty is filled in.
type made struct {
	title, summary, number, body string
	agency, topic, region        string
	status                       bulletin.Status
	day                          time.Time
}

// A site is a small archive with its index, as a host would serve it.
type site struct {
	archive *archive.Archive
	texts   map[*bulletin.Bulletin]string
	files   []publish.File
	host    map[string][]byte
	fields  map[int][][]rune // by bulletin: the texts in which it is looked for, squeezed
}

var vocabulary = archive.Vocabulary{Terms: map[archive.Kind][]archive.Term{
	archive.Agencies: {
		{ID: "shandong", Names: archive.Names{{Language: "zh-Hans", Text: "山东省审计厅"}, {Language: "en", Text: "Shandong Audit Office"}}, Aliases: []string{"370000", "鲁审"}},
		{ID: "jinan", Parent: "shandong", Names: archive.Names{{Language: "zh-Hans", Text: "济南市审计局"}}},
		{ID: "chengdu", Names: archive.Names{{Language: "zh-Hans", Text: "成都市审计局"}}},
	},
	archive.Topics:  {{ID: "budget", Names: archive.Names{{Text: "预算"}}}, {ID: "relief", Names: archive.Names{{Text: "救灾"}}}},
	archive.Regions: {{ID: "sd", Names: archive.Names{{Text: "山东"}}}, {ID: "jn", Parent: "sd", Names: archive.Names{{Text: "济南"}}}},
}}

func newSite(t testing.TB, bulletins ...made) *site {
	t.Helper()
	s := &site{texts: map[*bulletin.Bulletin]string{}, host: map[string][]byte{}, fields: map[int][][]rune{}}
	var all []*bulletin.Bulletin
	for i, m := range bulletins {
		if m.day.IsZero() {
			m.day = time.Date(2020, 1, 1+i/3, 0, 0, 0, 0, time.UTC)
		}
		if m.title == "" {
			m.title = "。"
		}
		b := &bulletin.Bulletin{
			Page: bulletin.Page{
				Source: fmt.Sprintf("bulletins/%06d.md", i),
				Hash:   bulletin.Hash(key.Of(m.title, m.summary, m.number, m.body)),
				Title:  bulletin.Text{Value: m.title}, Summary: m.summary, Slug: bulletin.Text{Value: fmt.Sprintf("b%06d", i)},
			},
			Number: bulletin.Text{Value: m.number}, Date: bulletin.Date{Time: m.day}, Status: m.status,
		}
		for field, name := range map[*[]bulletin.Text]string{&b.Publishers: m.agency, &b.Topics: m.topic} {
			if name != "" {
				*field = []bulletin.Text{{Value: name}}
			}
		}
		b.Region.Value = m.region
		s.texts[b] = m.body
		all = append(all, b)
	}
	var problems []problem.Problem
	s.archive, problems = archive.New(all, vocabulary, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)})
	if problem.Errors(problems) > 0 {
		t.Fatalf("the test's archive has problems: %v", problems)
	}
	s.files = Plan(s.archive, s.text, Options{})
	return s
}

func (s *site) text(r *archive.Record) (string, error) { return s.texts[r.Bulletin], nil }

// small makes small archives look like large ones: with split keys, and more than one segment.
func small(t testing.TB) {
	split, cut := splitAbove, cutLeast
	splitAbove, cutLeast = 30, 64
	t.Cleanup(func() { splitAbove, cutLeast = split, cut })
}

// open returns a reader that renders the files it needs.
func (s *site) open(t testing.TB) *Reader {
	t.Helper()
	r, err := Open(s.render)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (s *site) render(path string) ([]byte, error) {
	if data, ok := s.host[path]; ok {
		return data, nil
	}
	i := slices.IndexFunc(s.files, func(f publish.File) bool { return f.Path == path })
	if i < 0 {
		return nil, fmt.Errorf("no such file")
	}
	data, err := s.files[i].Render(nil)
	s.host[path] = data
	return data, err
}

// squeezed returns the texts in which a bulletin is searched.
func (s *site) squeezed(number int) [][]rune {
	if s.fields[number] == nil {
		r := s.archive.Records[number]
		texts := []string{r.Title.Value, r.Subtitle, r.Number.Value, properNumber(r.Number.Value), r.Summary, s.texts[r.Bulletin]}
		for _, p := range r.Publishers {
			texts = append(texts, agencyNames(p)...)
		}
		for _, text := range texts {
			s.fields[number] = append(s.fields[number], squeeze(nil, text))
		}
	}
	return s.fields[number]
}

// has reports what a search promises, without an index: each piece occurs in one of the fields.
func (s *site) has(number int, q query) bool {
	fields := s.squeezed(number)
	for _, p := range q.pieces {
		if !slices.ContainsFunc(fields, func(f []rune) bool { return p.find(f, 0) >= 0 }) {
			return false
		}
	}
	return true
}

// shown returns the bulletins that a search shows, in order.
func (s *site) shown(t testing.TB, r *Reader, what Search) []int {
	t.Helper()
	candidates, exact, err := r.Find(what)
	if err != nil {
		t.Fatalf("%+v: %v", what, err)
	}
	q := parse(what.Query)
	shown := []int{}
	for _, c := range candidates {
		if s.has(c.Number, q) {
			shown = append(shown, c.Number)
		} else if exact {
			t.Errorf("%q: bulletin %d does not have it, and the index says that it surely does", what.Query, c.Number)
		}
	}
	return shown
}

func plain(texts ...string) []made {
	all := make([]made, len(texts))
	for i, text := range texts {
		all[i] = made{body: text}
	}
	return all
}
