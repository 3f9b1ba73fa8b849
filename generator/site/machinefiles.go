package site

import (
	"path/filepath"
	"strings"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/data"
	"gongbao/generator/escape"
	"gongbao/generator/internal/scratch"
	"gongbao/generator/key"
	"gongbao/generator/pages"
	"gongbao/generator/search"
	"gongbao/generator/source"
)

// machineFiles plans what programs read: feeds, open data, sitemaps, and the search index.
func (p *planner) machineFiles() {
	s := p.site
	program := key.Of(key.Program(), s.Sources.Identity())
	p.add(func(f *files) {
		*f = p.dataFiles()
		if p.keyless { // otherwise planned last
			*f = append(*f, p.ledgerFile(*f, nil))
		}
	})
	if s.Settings.Config.Search {
		o := search.Options{Key: program, Size: s.textSize, Jobs: s.options.Jobs, Cache: s.options.Cache, Before: s.wordsBefore}
		if p.keyless {
			o.Hold = 10 * time.Second // long enough for the parts that one search asks for
		}
		p.add(func(f *files) { *f = search.Plan(s.Archive, s.searchText, o) })
	}
}

// dataFiles plans feeds, open data and sitemaps.
func (p *planner) dataFiles() files {
	s := p.site
	return data.Plan(key.Of(key.Program(), s.Sources.Identity()), s.Archive, s.dataSite(), texts{s, p.views})
}

func (s *Site) dataSite() data.Site {
	c := s.Settings.Config
	d := data.Site{
		Title: c.Title, Description: c.Description, Copyright: c.Copyright, BaseURL: c.BaseURL, Languages: c.Languages,
		Publisher: data.Publisher{Name: c.Publisher.Name, URL: c.Publisher.URL, Email: c.Publisher.Email},
		Icon:      s.icon(), IDBase: c.IDBase,
		FullFeeds: c.FullFeeds, TermArchives: c.TermArchives, JSON: c.JSON, Markdown: c.Markdown, GzipSitemap: c.GzipSitemap, Search: s.views.Site.Search,
		Scheduled: s.Schedule.Scheduled, NextChange: s.Schedule.Next, Jobs: s.options.Jobs,
		Words: data.Words{Feed: s.message("feed.about"), Changes: s.message("nav.changes"), Status: map[string]archive.Names{}, Kinds: map[string]archive.Names{}},
	}
	for _, status := range []string{"corrected", "superseded", "withdrawn", "erased", "expired"} {
		d.Words.Status[status] = s.message("status." + status)
	}
	for _, kind := range archive.Kinds {
		d.Words.Kinds[kind.String()] = s.message("nav." + kind.String())
	}
	d.FormerYears = formerYears(s)
	for _, p := range s.views.Plain {
		if !p.NoIndex {
			d.Plain = append(d.Plain, p.Path)
		}
	}
	return d
}

// icon returns the path of the theme's icon, or "" if it has none.
func (s *Site) icon() string {
	for _, a := range s.Settings.Theme.Assets() {
		if strings.HasPrefix(a.Path, "assets/favicon.") {
			return a.Path
		}
	}
	return ""
}

// message returns a message of the theme in each language of the interface.
func (s *Site) message(id string) archive.Names {
	var names archive.Names
	if s.Settings.Theme == nil { // it has mistakes, so nothing is made with it
		return nil
	}
	for _, l := range pages.Interface {
		names = append(names, archive.Name{Language: l, Text: s.Settings.Theme.Message(l, id)})
	}
	return names
}

// searchText returns the text by which searches find a bulletin. That of a withdrawn one is its reason, which results show.
func (s *Site) searchText(r *archive.Record) (string, error) {
	if r.Withheld() {
		return r.Abstract(), nil
	}
	return s.Text(r)
}

// textSize returns the size of a bulletin's plain text in bytes.
func (s *Site) textSize(r *archive.Record) int64 {
	if it := s.Sources.Find(r.Source); it != nil {
		return int64(it.TextSize())
	}
	return 0
}

// wordsBefore returns the words of a bulletin when its source had a hash.
func (s *Site) wordsBefore(hash bulletin.Hash) (search.Words, bool) {
	b, text, ok := s.Sources.Before(hash)
	if !ok {
		return search.Words{}, false
	}
	if b.Withheld() {
		text = b.Abstract()
	}
	return search.Words{Title: b.Title.Value, Number: b.Number.Value, Subtitle: b.Subtitle, Summary: b.Abstract(), Body: text}, true
}

// texts provides the bodies that package data needs; it implements data.Texts.
type texts struct {
	site  *Site
	views *pages.Views
}

func (t texts) HTML(r *archive.Record, root string) (string, error) {
	buf := new(scratch.Buffer) // not reused, since the result outlives this call
	body, err := t.site.Sources.HTML(buf, &r.Bulletin.Page)
	if err != nil {
		return "", err
	}
	return body.In(buf, source.Place{Root: root, Stem: r.Stem, Targets: t.Targets(r)}), nil
}

func (t texts) Text(r *archive.Record) (string, error) { return t.site.Text(r) }

func (t texts) Targets(r *archive.Record) []escape.Address { return t.views.Targets(r.Source, r.Links) }

func (t texts) File(r *archive.Record) string {
	return filepath.Join(t.site.options.Settings.Content, filepath.FromSlash(r.Source))
}
