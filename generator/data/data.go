// Package data makes the files that machines read: Atom and JSON feeds, open data (JSON, CSV, a DCAT catalogue), sitemaps,
// robots.txt, and the search descriptions that browsers ask for. A consumer may rely on this:
//
//   - A bulletin's id never changes, whatever is corrected or moved (identity.go).
//   - An archived part of a feed that is full never changes, except for the link to the part after it and for its own bulletins
//     (feedparts.go).
//   - An edit changes one year of the open data, and the table.
//   - Untrusted text can neither leave its element, string or cell nor become a formula (package escape).
//
// Plan names the files, each with a key and a function that renders it. Apart from whole texts, everything is made of metadata:
// the key of a file is a hash of its records' keys, and a record's key is made once, so a plan of 100 000 bulletins reads no body.
// What a record says follows from the table of fields in package bulletin (members.go, columns.go).
package data

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/escape"
	"gongbao/generator/key"
	"gongbao/generator/publish"
)

// Site is the part of the settings that these files depend on.
type Site struct {
	Title       archive.Names
	Description archive.Names
	Copyright   archive.Names
	BaseURL     string   // absolute, ends with "/"; empty: files that need absolute addresses are left out
	Languages   []string // of the index pages; feeds are in the first
	Publisher   Publisher
	Words       Words
	Icon        string // path of an image below the root, or empty

	// IDBase is the address from which the ids of entries are made (RFC 4151); empty: BaseURL. For a site that moved to another host or
	// folder it is the old address, so that subscribers do not see the whole archive again.
	IDBase string

	FullFeeds bool // feeds hold whole texts instead of summaries
	JSON      bool // a JSON file beside each bulletin
	Markdown  bool // its source beside each bulletin

	// Scheduled is the number of bulletins that are not published yet, and NextChange the time when the next bulletin is published or
	// expires, or zero. Only data/next-change.json says so.
	Scheduled  int       `key:"-"`
	NextChange time.Time `key:"-"`

	// The rest decides which files exist, what the sitemap lists, or how fast files are made; it is not part of other keys.
	Search       bool     `key:"-"` // there is a search page
	Plain        []string `key:"-"` // paths of the plain pages
	GzipSitemap  bool     `key:"-"`
	Jobs         int      `key:"-"` // workers at once; 0: one for each CPU
	FormerYears  []int    `key:"-"` // in which a bulletin was once; their file of open data stays, even if it lists none
	TermArchives bool     `key:"-"` // agencies, topics and regions have archived feeds too, not only the site
}

// Publisher is the office responsible for the site.
type Publisher struct {
	Name       archive.Names
	URL, Email string
}

// Words are the texts for people in files for machines. They come from the theme's messages; any may be empty.
type Words struct {
	Feed    archive.Names            // explains a feed to a person who opens it in a browser
	Status  map[string]archive.Names // corrected, superseded, withdrawn, erased, expired
	Changes archive.Names            // the title of the page of changes
	Kinds   map[string]archive.Names // agencies, topics, regions
}

// Texts provides what the archive does not hold. HTML and Text are called during rendering, by several goroutines at once.
type Texts interface {
	// HTML returns a bulletin's body. Its links start with root, the address of the site's root or the relative path to it.
	HTML(r *archive.Record, root string) (string, error)
	// Text returns the plain text of the body.
	Text(r *archive.Record) (string, error)
	// Targets returns the addresses to which the links of the body lead, in order. The HTML depends on them.
	Targets(r *archive.Record) []escape.Address
	// File returns the name of the bulletin's Markdown file on disk.
	File(r *archive.Record) string
}

// Plan names the files for machines. Their bytes depend on the arguments; the key program identifies the program itself and the
// settings for rendering bodies. Plan leaves out drafts and bulletins that are not published yet, even if the archive shows them.
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

// planner holds what all kinds of files share.
type planner struct {
	site    Site
	archive *archive.Archive
	texts   Texts
	base    string // BaseURL, ready for XML and JSON
	host    string // authority of ids
	section string // path of IDBase without its first slash: distinguishes archives on one host

	seed    key.Key // of the program and the site
	items   []item  // published bulletins, oldest first
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
	p.listRecords()
	return p
}

// language returns the language of feeds and of names of the whole site.
func (p *planner) language() string { return p.site.Languages[0] }

func (p *planner) title(language string) string { return p.site.Title.In(language).Text }

func (p *planner) add(path string, k key.Key, render func(dst []byte) ([]byte, error)) {
	p.files = append(p.files, publish.File{Path: path, Key: publish.Key(k), Render: render})
}

// fixed plans a file that is cheap enough to make while planning.
func (p *planner) fixed(path string, content []byte) {
	p.add(path, key.Of(string(content)), func(dst []byte) ([]byte, error) { return append(dst, content...), nil })
}

// prefix returns the folder of the index pages in the i-th language.
func (p *planner) prefix(i int) string {
	if i == 0 {
		return ""
	}
	return p.site.Languages[i] + "/"
}

// hostName replaces what RFC 4151 §2.1 does not allow in an authority.
func hostName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-':
			return r
		}
		return '-'
	}, strings.ToLower(s))
}
