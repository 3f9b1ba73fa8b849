// Package data makes what machines read: feeds, open data, sitemaps, robots.txt, and the description of the search that
// browsers ask for.
//
// All of it but the whole texts is made of metadata. The key of a file is a hash of the keys of the records in it, and a
// record's key is made once, so a plan of 100 000 bulletins reads no body and hashes each record one time.
package data

import (
	"cmp"
	"net/url"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/key"
	"gongbao/generator/publish"
)

// Site is what the settings say, as far as machines are told.
type Site struct {
	Title       archive.Names
	Description archive.Names
	Copyright   archive.Names
	BaseURL     string   // absolute, ends with "/"; empty: whatever needs absolute addresses is left out
	Languages   []string // of the index pages; the first is that of the feeds
	Publisher   Publisher
	Words       Words
	Icon        string // path of an image below the root, or empty

	// IDBase is the address that the ids of entries are made of (RFC 4151). Empty: BaseURL. A site that moves to another
	// host or folder writes its old one here, and no subscriber sees the archive anew.
	IDBase string

	FullFeeds bool // feeds hold whole texts; else summaries
	JSON      bool // a JSON file beside each bulletin
	Markdown  bool // its source beside each bulletin

	// The rest decides which files there are, what the sitemap lists or how fast files are made; it is not part of other keys.
	Search       bool     `key:"-"` // there is a search page
	Plain        []string `key:"-"` // paths of the plain pages
	GzipSitemap  bool     `key:"-"`
	Jobs         int      `key:"-"` // workers at once; 0: one for each CPU
	TermArchives bool     `key:"-"` // agencies, topics and regions have archived feeds too; else the site alone
}

// Publisher is who is responsible for the site.
type Publisher struct {
	Name       archive.Names
	URL, Email string
}

// Words are what people read in files for machines; they come from the theme's messages. Any may be empty.
type Words struct {
	Feed   archive.Names            // tells a person who opens a feed in a browser what it is for
	Status map[string]archive.Names // corrected, superseded, withdrawn, expired
	Kinds  map[string]archive.Names // agencies, topics, regions
}

// Texts gives what the archive does not hold. HTML and Text are called while files are rendered, on any goroutine.
type Texts interface {
	// HTML is a bulletin's body whose links start with root, the way to the site's root.
	HTML(r *archive.Record, root string) (string, error)
	// Text is the plain text of the body.
	Text(r *archive.Record) (string, error)
	// Targets are the paths below the root to which the links of the body lead, in order: part of what decides its HTML.
	Targets(r *archive.Record) []string
	// File is the name of the bulletin's markdown file on the disk.
	File(r *archive.Record) string
}

// Plan names the files for machines. The key program stands for all that decides their bytes and is not in the other
// arguments: the program itself, and the settings that decide how a body is rendered. Drafts and bulletins that are not
// published yet are left out, whatever the archive shows.
func Plan(program key.Key, a *archive.Archive, s Site, t Texts) []publish.File {
	p := newPlanner(program, a, s, t)
	p.feeds()
	p.openData()
	p.beside()
	p.sitemaps()
	p.robots()
	p.openSearch()
	return p.files
}

// planner is what the families of files share.
type planner struct {
	site    Site
	archive *archive.Archive
	texts   Texts
	base    string // BaseURL, ready for XML and JSON
	host    string // the authority of ids
	section string // path of IDBase, without the first slash: tells two archives on one host apart

	seed    key.Key // of the program and the site
	items   []item  // what is published, oldest first
	index   []int32 // of each record in items, by its place in the archive; -1: not published
	years   []span  // oldest first
	rank    []int32 // of each item in the order of first publication; nil: that of items
	nodes   map[*archive.Node]key.Key
	scratch []byte
	files   []publish.File
}

func newPlanner(program key.Key, a *archive.Archive, s Site, t Texts) *planner {
	if len(s.Languages) == 0 {
		s.Languages = []string{"und"}
	}
	p := &planner{site: s, archive: a, texts: t, base: string(appendBase(nil, s.BaseURL))}
	if u, err := url.Parse(cmp.Or(s.IDBase, s.BaseURL)); err == nil {
		p.section = string(appendBase(nil, strings.TrimPrefix(u.EscapedPath(), "/")))
		p.host = hostName(u.Hostname())
	}
	p.seed = key.Of(program, s)
	p.takeRecords()
	return p
}

// language is that of feeds and of names that stand for the whole site.
func (p *planner) language() string { return p.site.Languages[0] }

func (p *planner) title(language string) string { return p.site.Title.In(language).Text }

func (p *planner) add(path string, k key.Key, render func(dst []byte) ([]byte, error)) {
	p.files = append(p.files, publish.File{Path: path, Key: publish.Key(k), Render: render})
}

// fixed plans a file whose bytes are cheap enough to make while planning.
func (p *planner) fixed(path string, content []byte) {
	p.add(path, key.Of(string(content)), func(dst []byte) ([]byte, error) { return append(dst, content...), nil })
}

// prefix is the folder of the index pages in the i-th language.
func (p *planner) prefix(i int) string {
	if i == 0 {
		return ""
	}
	return p.site.Languages[i] + "/"
}

// hostName keeps to what RFC 4151 §2.1 allows in an authority.
func hostName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-':
			return r
		}
		return '-'
	}, strings.ToLower(s))
}
