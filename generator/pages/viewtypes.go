// Package pages makes what people read. Views makes plain structs (views) from an archive, and a Theme renders each of them
// with a template.
//
// What a caller may rely on:
//
//   - A page depends on its view, on the templates that render it and on the messages of its language, and on nothing else: no
//     template can fetch more. So key.Of the view, together with Theme.Key, is a complete key of the page's bytes.
//   - A theme with mistakes is not used. LoadTheme reports every mistake with file, line and column before a page is rendered.
//   - A Theme and a Views are safe for use by many goroutines. Rendering keeps nothing of a view, so a view may be filled
//     again for the next page (see Views.Bulletin).
//
// The fields of a view that a key leaves out are marked `key:"-"`; other fields, which the key covers, decide them.
//
// How it works: LoadTheme merges the files of a site's own theme with those of the default theme, bundles styles and scripts,
// and compiles the templates for the views of pagefamilies.go (package template). Pages of one language, depth and section share
// their chrome, which is rendered once.
package pages

import (
	"html/template"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
	"gongbao/generator/key"
)

// Frame holds what every page has.
type Frame struct {
	Language    string         // BCP 47 tag of the page's interface, and of its text unless a part says otherwise
	Root        string         // the path from this page to the site's root: "../../../", or "./" at the root itself
	Prefix      string         // folder of the index pages in this language: "", "en/", "zh-Hant/"
	Path        escape.Address // of this page; a folder's page ends with "/", the home page is empty
	Section     string         // the part of the site: home, date, agencies, topics, regions, search, data, or the path of a plain page
	Title       string         // of the page, without the site's; empty on the home page
	Description string
	Canonical   string // absolute address; empty while the site has no base_url
	Alternates  []Alternate
	Breadcrumbs []Link // from home to the page above this one
	Feeds       []FeedLink
	Newer       escape.Address // of the pages before and after, for rel=next and rel=prev; may be empty
	Older       escape.Address
	Hidden      bool // from search engines: drafts, redirects, the page for addresses that do not exist, and by noindex
	Site        *Site
	Chrome      Chrome `key:"-"` // made from Site, Language, Root, Prefix and Section, which are in the key
}

// Framed is a pointer to a view: a struct with a Frame.
type Framed interface{ GetFrame() *Frame }

// GetFrame returns f. Its name is not Frame, which is the embedded field of every view.
func (f *Frame) GetFrame() *Frame { return f }

// Site holds the settings that templates need.
type Site struct {
	Title       map[string]string // by language of the interface; every language of the site has one
	Description map[string]string
	Copyright   map[string]string
	BaseURL     string // ends with "/"; or empty
	Languages   []Alternate
	Publisher   map[string]Organization // by language
	Plain       map[string][]Link       // plain pages for the footer, by language
	Government  Government
	Kinds       []string // of terms, which are also their folders; set by New
	Search      bool     // there is a search page
	Feeds       bool     // there are feeds
	JSON        bool     // each bulletin has a JSON file
	Markdown    bool     // each bulletin has its source as a markdown file

	key key.Key `key:"-"` // of all the above
}

// Organization is the publisher of the site.
type Organization struct{ Name, URL, Email, Phone, Address string }

// Government are the values of the meta labels of Chinese government sites; each may be empty.
type Government struct{ SiteName, SiteDomain, SiteIDCode, ColumnName, ColumnType string }

// Chrome holds the parts that all pages of one language, depth and section share. They are rendered once.
type Chrome struct {
	Head, Header, Footer template.HTML

	err error // why a part could not be rendered; rendering a page with it fails with the same error
}

// Alternate leads to the same page in another language.
type Alternate struct {
	Language string // BCP 47
	Name     string // of the language, in that language: 简体中文, English
	Path     escape.Address
}

// Link leads to a page of the site.
type Link struct {
	Name     string
	Path     escape.Address // below the root, may end with a fragment
	Language string         // of Name, if it differs from the page's
}

// FeedLink is a feed that a reader can subscribe to.
type FeedLink struct {
	Title string
	Path  escape.Address
	Type  string
}

// Date is a day of the calendar.
type Date struct{ Year, Month, Day int }

// Entry is a bulletin in a list.
type Entry struct {
	Link
	Date       Date
	Publishers []Link
	Region     Link   // the zero Link if there is none
	Status     string // empty for a bulletin in force; else corrected, superseded, withdrawn, erased, expired, draft or scheduled
	Section    string // if the link leads to a section of the bulletin: the name of that section's agency
	Summary    string // only on the home page; of a withdrawn bulletin the reason

	key uint64 `key:"-"` // hash of all the above, computed once for the many lists with this bulletin; 0: not computed, or out of date
}

// Entries are a list of bulletins. Many lists share an entry, so it must not be changed.
type Entries []*Entry

// Bulletin is a bulletin's own page, its print view, and its part of a month's issue. In an issue it has no links to other
// bulletins (previous, next and related ones) and no breadcrumbs.
type Bulletin struct {
	Frame
	TextLanguage string // of title and body, if it differs from the page's
	Subtitle     string
	Number       string
	IndexNumber  string
	Publishers   []Link
	Region       Link
	Topics       []Link
	Date         Date
	Time         string // "09:30", or empty
	Written      Date   // of the document itself (成文日期), if it is known
	Origin       string
	OriginURL    string
	Editor       string
	Facts        []Fact // fields that templates show as plain label and text

	Status       string // as in Entry
	Reason       string
	Expires      Date
	Scheduled    Date
	Updated      Date
	WithdrawnOn  Date
	ErasedOn     Date
	LegalGround  string // of an erasure
	Withheld     bool   // in an issue: the text is only on the bulletin's own page
	Changes      []Change
	Supersedes   Entries
	SupersededBy Entries

	Outline      []Heading // empty for a short bulletin
	Sections     []Section
	Attachments  []Attachment
	Previous     *Link
	Next         *Link
	Neighbours   []Neighbours // for each publisher, if they differ
	Related      Entries
	Translations []Alternate
	Issue        escape.Address // of the month's printable issue
	Address      string         // the permanent address, for people to copy: as they read it, without percent signs for Chinese
	PagePath     escape.Address // of the page, also on the print view
	PrintPath    escape.Address
	MonthPath    escape.Address // of the month's list, to which "close" leads
	Keywords     string

	Source  bulletin.Hash // of the source file: covers Body in the key
	Targets []escape.Address
	Anchor  string        `key:"-"` // prefix of this bulletin's ids in a month's issue
	Body    template.HTML `key:"-"`
	QR      template.HTML `key:"-"` // SVG of Address, for the print view
	JSONLD  template.HTML `key:"-"` // the page's schema.org data as a script element, made from the fields above
	buffer  []Entry       `key:"-"` // the entries above for which Views has no shared one
}

// Stem returns the path of the page without its ending. With ".json" or ".md" it is the path of the bulletin's data.
func (b *Bulletin) Stem() string {
	return strings.TrimSuffix(strings.TrimSuffix(string(b.PagePath), ".html"), "/index")
}

// A Fact is a field of front matter that templates show as a label, the message field.KEY, and a text.
type Fact struct{ Key, Text string }

// Neighbours are the bulletins before and after one among those of a publisher. At least one of them exists.
type Neighbours struct {
	Publisher      Link
	Previous, Next *Link
}

// Change is one correction.
type Change struct {
	Date Date
	Note string
}

// Heading is a line of the outline. Level is from 2.
type Heading struct {
	Level    int
	ID, Text string
}

// Section is a part of a bulletin that speaks for an agency.
type Section struct {
	Agency  Link
	ID      string
	Heading string
}

// Attachment is a file that belongs to a bulletin.
type Attachment struct {
	Link
	Type     string // "PDF"
	Size     int64  // bytes
	Download string // of a file with scripts, which browsers save instead of opening: its media type; otherwise empty
}

// Branch is a term in a tree, with the number of its bulletins and of those below it.
type Branch struct {
	Link
	Count    int
	Children []Branch
}

// Count is a link to a year or a month, with its number of bulletins.
type Count struct {
	Link
	Year, Month int // Month 0: the whole year
	Count       int
}

// Chart shows bulletins over time, with one bar a year or a month. Lengths are in units of its view box.
type Chart struct {
	Width, Height int
	Monthly       bool
	Max           int
	Bars          []Bar
}

// Bar is one bar of a chart. Path is empty if there are no bulletins.
type Bar struct {
	Count
	X, Y, BarWidth, BarHeight int
	Tick                      bool // has its label below the axis
}

// Middle returns where the bar's label is centred.
func (b *Bar) Middle() int { return b.X + b.BarWidth/2 }

// Home is the home page in a language.
type Home struct {
	Frame
	Total  int
	Newest Entries
	Chart  Chart
	Years  []Count // newest first
	Ways
}

// Ways lead into the archive by term: they are the top of the tree of each kind that has bulletins.
type Ways struct{ Kinds []KindOfTerm }

// KindOfTerm is the top of a tree: of agencies, topics or regions.
type KindOfTerm struct {
	Kind  string // its folder, without a slash: agencies, topics, regions
	Trees []Branch
}

// Of returns the top of the tree of a kind.
func (w *Ways) Of(kind string) []Branch {
	for _, k := range w.Kinds {
		if k.Kind == kind {
			return k.Trees
		}
	}
	return nil
}

// Agencies, Topics and Regions return Of each kind, for themes that show each in its own way.
func (w *Ways) Agencies() []Branch { return w.Of("agencies") }
func (w *Ways) Topics() []Branch   { return w.Of("topics") }
func (w *Ways) Regions() []Branch  { return w.Of("regions") }

// Year is a year's page. It has Entries if they fit on one page.
type Year struct {
	Frame
	Year    int
	Total   int
	Chart   Chart
	Months  []Count
	Entries Entries
	Before  *Link // the year before that has bulletins
	After   *Link
}

// List is a month's page, a year of a term, or a numbered part of either. Entries are newest first.
type List struct {
	Frame
	Kind    string // "month", or the kind of the term: "agencies", "topics", "regions"
	Term    Link   // whose year this is; the zero Link for a month
	Year    int
	Month   int // 0 except on a month's page
	Part    int // 0: the page of the year or month itself, with the newest entries; else the number of a full part, 1 with the oldest
	Total   int // of the year or month; 0 on a numbered part, which never changes
	Entries Entries
	Parts   []Link // numbered parts, newest first; only on the page of the year or month itself
	NewerTo *Link
	OlderTo *Link
	Print   escape.Address // of a month's printable issue
}

// Terms is the page of all terms of a kind.
type Terms struct {
	Frame
	Kind  string
	Order string // how names are sorted: pinyin, stroke or alphabet
	Trees []Branch
}

// Term is the page of one term.
type Term struct {
	Frame
	Kind     string
	Aliases  []string
	URL      string
	Serves   Link // the region that an agency serves
	Total    int
	Children []Branch
	Chart    Chart
	Years    []Count // newest first
	Newest   Entries
}

// Issue is the printable issue with a month's bulletins.
type Issue struct {
	Frame
	Year, Month int
	Bulletins   []Bulletin
}

// Plain is a page such as "about".
type Plain struct {
	Frame
	Outline []Heading
	Source  bulletin.Hash // as in Bulletin
	Targets []escape.Address
	Body    template.HTML `key:"-"`
}

// NotFound is the page for addresses that do not exist. Its links are absolute, since hosts show it at any depth.
type NotFound struct{ Frame }

// Redirect is the page at an old address.
type Redirect struct {
	Frame
	To Link
}

// Gone is the page at an address that is gone for good. It says since when, and why.
type Gone struct {
	Frame
	Address     string // as readers know it
	Date        Date
	Reason      string
	LegalGround string
	Instead     Link // to what takes its place; the zero Link if there is nothing
	Below       bool // the page also speaks for what was below the address
}
