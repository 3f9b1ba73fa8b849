package generator

import (
	"path/filepath"
	"strings"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/data"
	"gongbao/generator/key"
	"gongbao/generator/pages"
	"gongbao/generator/search"
)

// machines plans what machines read: feeds, open data, sitemaps, and the index that the search page asks.
func (p *planner) machines() {
	program := key.Of(p.program, p.identity())
	p.add(func(f *files) { *f = data.Plan(program, p.Archive, p.dataSite(), texts{p.Site}) })
	if p.Config.Search {
		o := search.Options{Key: program, Size: p.textSize, Jobs: p.options.Jobs}
		if p.keyless {
			o.Hold = 10 * time.Second // long enough for the parts that one search asks for
		}
		p.add(func(f *files) { *f = search.Plan(p.Archive, p.Text, o) })
	}
}

func (s *Site) dataSite() data.Site {
	c := s.Config
	d := data.Site{
		Title: c.Title, Description: c.Description, Copyright: c.Copyright, BaseURL: c.BaseURL, Languages: c.Languages,
		Publisher: data.Publisher{Name: c.Publisher.Name, URL: c.Publisher.URL, Email: c.Publisher.Email},
		Icon:      s.icon(), IDBase: c.IDBase,
		FullFeeds: c.FullFeeds, TermArchives: c.TermArchives, JSON: c.JSON, Markdown: c.Markdown, GzipSitemap: c.GzipSitemap, Search: s.views.Site.Search,
		Words: data.Words{Feed: s.say("feed.about"), Status: map[string]archive.Names{}, Kinds: map[string]archive.Names{}},
	}
	for _, status := range []string{"corrected", "superseded", "withdrawn", "expired"} {
		d.Words.Status[status] = s.say("status." + status)
	}
	for _, kind := range []archive.Kind{archive.Agencies, archive.Topics, archive.Regions} {
		d.Words.Kinds[kind.String()] = s.say("nav." + kind.String())
	}
	for _, p := range s.views.Plain {
		d.Plain = append(d.Plain, p.Path)
	}
	return d
}

// icon is the path of the theme's icon; a theme without one has none in its feeds either.
func (s *Site) icon() string {
	for _, a := range s.theme.Assets() {
		if strings.HasPrefix(a.Path, "assets/favicon.") {
			return a.Path
		}
	}
	return ""
}

// say gives a message of the theme in each language of the interface.
func (s *Site) say(message string) archive.Names {
	var names archive.Names
	for _, l := range pages.Interface {
		names = append(names, archive.Name{Language: l, Text: s.theme.Message(l, message)})
	}
	return names
}

// texts gives the bodies of bulletins to those who plan what machines read.
type texts struct{ *Site }

// HTML is a bulletin's body whose links start with root.
func (t texts) HTML(r *archive.Record, root string) (string, error) {
	b, err := t.body(r.Bulletin)
	if err != nil {
		return "", err
	}
	return b.place(new(memory), at{root: root, stem: r.Stem, targets: t.Targets(r)}), nil
}

// Text is the plain text of a bulletin's body.
func (s *Site) Text(r *archive.Record) (string, error) {
	return s.text(r.Bulletin)
}

// textSize is how many bytes the plain text of a bulletin has.
func (s *Site) textSize(r *archive.Record) int64 {
	if kept := s.sources.find(r.Source); kept != nil {
		return int64(kept.body.text)
	}
	return 0
}

// Targets are the paths below the root to which the links of a body lead, in order.
func (t texts) Targets(r *archive.Record) []string { return t.views.Targets(r.Source, r.Links) }

// File is the name of a bulletin's source on the disk.
func (t texts) File(r *archive.Record) string {
	return filepath.Join(t.options.Content, filepath.FromSlash(r.Source))
}
