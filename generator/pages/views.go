// Package pages makes what people read: from the archive it builds plain structs (views), and a theme's templates turn
// each into a page.
//
// A template is given its view and nothing else: no page object that fetches more, no site-wide getter. So a hash of the
// view, of the templates that it runs through and of the messages of its language is a complete key of the page's bytes,
// and a page whose key has not changed need not be rendered again.
package pages

import (
	"html/template"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/key"
)

// Frame is what every page has.
type Frame struct {
	Language    string // BCP 47 tag of the page's interface, and of its text unless a part says otherwise
	Root        string // from this page to the site's root: "../../../", or "./" at the root itself
	Prefix      string // folder of the index pages in this language: "", "en/", "zh-Hant/"
	Path        string // of this page below the root; a folder's page ends with "/", the home page is ""
	Section     string // the part of the site it stands in: home, date, agencies, topics, regions, search, or a plain page's path
	Title       string // of the page alone; empty on the home page
	Description string
	Canonical   string // absolute address; empty while the site has no base_url
	Alternates  []Alternate
	Breadcrumbs []Link // from home to the page above this one
	Feeds       []FeedLink
	Newer       string // paths of the neighbouring pages of a list, for rel=next and rel=prev; may be empty
	Older       string
	Hidden      bool // not for search engines: previews, drafts, the page for missing pages
	Site        *Site
	Chrome      Chrome `key:"-"` // made from Site, Language, Root and Section, which are in the key
}

// Framed is a view: a pointer to a struct with a Frame.
type Framed interface{ GetFrame() *Frame }

// GetFrame gives what every page has.
func (f *Frame) GetFrame() *Frame { return f }

// Site is what the settings say, for templates.
type Site struct {
	Title       map[string]string // by language of the interface; every language of the site has one
	Description map[string]string
	Copyright   map[string]string
	BaseURL     string // ends with "/"; or empty
	Languages   []Alternate
	Publisher   map[string]Organization // by language
	Plain       map[string][]Link       // plain pages for the footer, by language
	Government  Government
	Search      bool // there is a search page
	Feeds       bool // there are feeds
	JSON        bool // a JSON file stands beside each bulletin
	Markdown    bool // so does its markdown

	key key.Key `key:"-"` // of all the above
}

// Organization is who is responsible for the site.
type Organization struct{ Name, URL, Email, Phone, Address string }

// Government is the values of the meta labels of Chinese government sites, each empty unless set.
type Government struct{ SiteName, SiteDomain, SiteIDCode, ColumnName, ColumnType string }

// Chrome is the parts that are equal on all pages of one language, depth and section: rendered once, used often.
type Chrome struct {
	Head, Header, Footer template.HTML

	err error // why a part could not be rendered; the page's rendering then fails with it
}

// Alternate is the same page in another language.
type Alternate struct {
	Language string // BCP 47
	Name     string // the language's own name: 简体中文, English
	Path     string
}

// Link leads to a page of the site.
type Link struct {
	Name     string
	Path     string // below the root, may end with a fragment
	Language string // of Name where it differs from the page's; else empty
}

// FeedLink is a feed that a reader can subscribe to.
type FeedLink struct{ Title, Path, Type string }

// Date is a day of the calendar.
type Date struct{ Year, Month, Day int }

// Entry is a bulletin in a list.
type Entry struct {
	Link
	Date       Date
	Publishers []Link
	Region     Link   // Name is empty: none
	Status     string // empty for a bulletin in force; else corrected, superseded, withdrawn, expired, draft, scheduled
	Section    string // name of the agency whose section of the bulletin the link leads to
	Summary    string // on the home page alone

	key uint64 `key:"-"` // of all the above, made once for the many lists that a bulletin stands in; 0: not made yet, or no longer true
}

// Entries are a list of bulletins. They are shared by many lists, so none may be changed.
type Entries []*Entry

// Bulletin is a bulletin's own page, its print view, and its part of a month's issue, which leaves out what leads to other
// bulletins: neighbours, related ones and breadcrumbs.
type Bulletin struct {
	Frame
	TextLanguage string // of title and body where it differs from the page's; else empty
	Subtitle     string
	Number       string
	IndexNumber  string
	Publishers   []Link
	Region       Link
	Topics       []Link
	Date         Date
	Time         string // "09:30", or empty
	Written      Date   // of the document itself, 成文日期, where it is known
	Origin       string
	OriginURL    string
	Editor       string
	Facts        []Fact // fields that have no place of their own in the templates

	Status       string // as in Entry
	Reason       string
	Expires      Date
	Scheduled    Date
	Updated      Date
	Changes      []Change
	Supersedes   Entries
	SupersededBy Entries

	Outline      []Heading // empty for a short bulletin
	Sections     []Section
	Attachments  []Attachment
	Previous     *Link
	Next         *Link
	Related      Entries
	Translations []Alternate
	Issue        string // path of the month's printable issue
	Address      string // the permanent address as people copy it
	PagePath     string // of the page, also on the print view
	PrintPath    string
	MonthPath    string // of the month's list: where "close" leads
	Keywords     string

	Source  bulletin.Hash // of the source file: it stands for Body in the key
	Targets []string
	Anchor  string        `key:"-"` // prefix of this bulletin's ids in a month's issue
	Body    template.HTML `key:"-"`
	QR      template.HTML `key:"-"` // SVG of the permanent address; made for print
	JSONLD  template.HTML `key:"-"` // the page's schema.org data as a script element, made from the fields above
	made    []Entry       `key:"-"` // room for those of the above that are in no list of their language
}

// Stem is the path of the page without its ending: with ".json" or ".md" it is that of the bulletin's data.
func (b *Bulletin) Stem() string {
	return strings.TrimSuffix(strings.TrimSuffix(b.PagePath, ".html"), "/index")
}

// Fact is a field of front matter that has a text and no place of its own in the templates. The message field.KEY is its label.
type Fact struct{ Key, Text string }

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
	Type string // "PDF"
	Size int64  // bytes
}

// Branch is a node of a tree of agencies, topics or regions, with the count of all bulletins below it.
type Branch struct {
	Link
	Count    int
	Children []Branch
}

// Count is a link with a number of bulletins: a year of an agency, a month of a year.
type Count struct {
	Link
	Year, Month int // Month 0: the whole year
	Count       int
}

// Chart is bulletins over time, one bar a year or a month. Lengths are in the units of its view box.
type Chart struct {
	Width, Height int
	Monthly       bool
	Max           int
	Bars          []Bar
}

// Bar is one bar of a chart; Path is empty where there is nothing to lead to.
type Bar struct {
	Count
	X, Y, BarWidth, BarHeight int
	Tick                      bool // its label is shown below the axis
}

// Middle is where the bar's label is centred.
func (b *Bar) Middle() int { return b.X + b.BarWidth/2 }

// Home is the first page of a language.
type Home struct {
	Frame
	Total    int
	Newest   Entries
	Chart    Chart
	Years    []Count // newest first
	Agencies []Branch
	Topics   []Branch
	Regions  []Branch
}

// Year is a year's page. Entries are given where they are few enough for one page.
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

// List is a month's page, a year of an agency, topic or region, or a numbered part of one: entries newest first.
type List struct {
	Frame
	Kind    string // "month", "agencies", "topics", "regions"
	Term    Link   // of an agency, topic or region
	Year    int
	Month   int // 0 but on a month's page
	Part    int // 0: the page of the year or month itself, which shows the newest; else the number of a full part, from the oldest
	Total   int // of the year or month; 0 on a numbered part, which never changes
	Entries Entries
	Parts   []Link // numbered parts, newest first; on the year's or month's own page alone
	NewerTo *Link
	OlderTo *Link
	Print   string // path of a month's printable issue
}

// Terms is the page of all agencies, topics or regions.
type Terms struct {
	Frame
	Kind  string
	Order string // how names are sorted: pinyin, stroke or alphabet
	Trees []Branch
}

// Term is the page of one agency, topic or region.
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

// Issue is a month's bulletins bound for print.
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
	Targets []string
	Body    template.HTML `key:"-"`
}

// NotFound is the page for addresses that lead nowhere. Its links are absolute, since it is shown at any depth.
type NotFound struct{ Frame }

// Redirect stands at an old address.
type Redirect struct {
	Frame
	To Link
}
