// Package bulletin reads one source file: bytes in, one Bulletin or Page out, or problems with line and column. A caller may rely
// on this:
//
//   - The result depends on that one file and on Options, never on another source, so it can be remembered across builds. The codec
//     (Append, Decode) is made for that.
//   - Nothing is ignored silently: an unknown key, a repeated key and a value of the wrong type are problems.
//   - Despite problems, the result holds what is certain. The bytes of the source may be reused: nothing refers to them.
//
// Names of agencies, topics and regions stay as the editor wrote them; package archive resolves them.
//
// Everything about a field of front matter follows from one table, Fields: how it is read, encoded and compared, its reference in
// English and Chinese (Reference), its JSON Schema (JSONSchema) and its place in the open data. fieldtable.go says how to add one.
//
// Front matter is YAML between two lines `---`, TOML between two lines `+++`, or JSON whose outer braces are on separate lines, with
// an empty line below; `---yaml`, `---toml`, `---json` and `;;;` work as well. The library adrg/frontmatter finds it
// (frontmatter.go), package fields reads it.
package bulletin

import (
	"time"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// A Bulletin is what an archive needs to know of one source file: its front matter and outline, but not its body.
type Bulletin struct {
	Page

	Subtitle    string
	Number      Text   // official number, 发文字号
	IndexNumber string // 索引号
	Origin      string // where it first appeared, 来源 (front matter: source)
	OriginURL   string // (front matter: source_url)
	Editor      string // 责任编辑

	Publishers []Text // as written: ids, names or aliases; at least one
	Region     Text   // empty: the publisher's
	Topics     []Text

	Date      Date
	Written   Date // of the document itself, 成文日期
	Updated   Date
	PublishAt Date
	ExpiresAt Date
	Changes   []Change

	Status       Status
	StatusAt     problem.Pos
	Reason       string
	WithdrawnOn  Date   // (front matter: withdrawn)
	ErasedOn     Date   // (front matter: erased)
	LegalGround  string // of an erasure
	EraseTitle   bool   // the title is erased as well
	Supersedes   []Text // slug, number, or source path of the bulletins that this one replaces
	SupersededBy []Text

	TranslationOf Text // the original, by slug, number or source path
}

// Appears returns the moment at which the bulletin is first published: publish_at, or else its date.
func (b *Bulletin) Appears() time.Time {
	if b.PublishAt.IsZero() {
		return b.Date.Time
	}
	return b.PublishAt.Time
}

// A Page is a plain page such as "about". It is also what a bulletin has in common with plain pages.
type Page struct {
	Source string // slash path below the content folder: "bulletins/2020/a.md", "bulletins/2020/b/index.md"
	Hash   Hash   // of the source file, and of the names, sizes and bytes of the files beside it

	Title          Text
	Language       Text   // BCP 47 tag in its usual spelling; empty: the site's first language
	Summary        string // as written, or the first paragraph
	Slug           Text   // last part of the address; by default, made from the file's name
	Aliases        []Text
	TranslationKey Text
	Draft          bool
	NoIndex        bool // search engines are asked to leave it out

	Attachments []Attachment // as parsed: nil if front matter has no list, and empty if its list is
	Headings    []Heading
	Links       []Text // to other sources, as written in the body: "../2020/b.md#part"
	Elsewhere   []Text // links to addresses of the site, as written: "/2020/02/21/b.html", "https://www.example.org/"
}

// Hash identifies bytes by 128 bits. It serves to compare for equality only.
type Hash [16]byte

// Text is a value with the place where the editor wrote it. An empty Value means that the field was absent.
type Text = fields.Text

// Date is a day, with a time of day if the editor gave one. Times without a zone are in the site's. A day without a time is the moment
// at which it begins there (StartOfDay).
type Date struct {
	time.Time      // with the offset from UTC that the site's time zone has then; zero: absent
	Clock     bool // the editor wrote a time of day
	Pos       problem.Pos
}

// Change is one correction of a published text.
type Change struct {
	Date Date
	Note string
}

// Attachment is a file that belongs to a bulletin: by default, each file beside its index.md.
type Attachment struct {
	Name          string // slash path relative to the bulletin's folder
	Title         string // name to show; by default, the file's name
	Size          int64  // bytes
	Width, Height int    // pixels of an image; otherwise 0
	Hash          Hash
	Active        string // what a browser would run if it opened the file, such as "HTML"; empty: nothing
	Unlisted      bool   // published because the text shows it, but not in the list of attachments
	Pos           problem.Pos
}

// Heading is one line of a bulletin's outline.
type Heading struct {
	Level  int
	ID     string
	Text   string
	Agency string // {agency=…}: the agency that this section speaks for
	Pos    problem.Pos
}

// Status is a bulletin's place in its life.
type Status uint8

const (
	Current Status = iota
	Corrected
	Superseded
	Withdrawn // the text stays on its page, and nothing else quotes it
	Erased    // the text is in no file: see erasure.go
)

var statusNames = [...]string{"current", "corrected", "superseded", "withdrawn", "erased"}

// String returns the word in front matter.
func (s Status) String() string { return statusNames[s] }
