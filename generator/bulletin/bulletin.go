// Package bulletin reads one source file: bytes in, one Bulletin or its problems with line and column out.
//
// What comes out depends on that one file (and the files beside it) and the Options, never on another source, so it
// can be remembered across builds. Names of agencies, topics and regions stay as the editor wrote them; package archive
// gives them their meaning.
//
// # Front matter
//
// A source starts with YAML between two lines `---`, TOML between two lines `+++`, or JSON whose braces stand on lines of their own with
// an empty line after them (`---yaml`, `---toml`, `---json` and `;;;` are known as well). After it comes the body, in markdown.
//
//	title *            one line
//	publisher *        id, name or alias of an agency, or a list of them
//	date *             2020-02-21 or 2020年2月21日; 09:30 may follow, and a zone: Z, +08:00
//	region             id, name, alias or path (shandong/jinan)
//	topics             ids, names or aliases: one, or a list
//	subtitle, number, index_number, source, editor, translation_key
//	                   one line each; numbers need no quotes and stay as written
//	summary, reason    may run over several lines
//	language           BCP 47 tag
//	source_url         http or https
//	slug               last part of the address: small letters, Han and other letters, digits, - _ . (at most 120 bytes)
//	aliases            old addresses, from the site's root: /2020/old.html
//	written (of the document itself, 成文日期), updated, publish_at, expires_at
//	                   dates; expires_at comes after publish_at, or else after date
//	changes            list of maps with date and note
//	status             current, corrected, superseded or withdrawn; withdrawn needs reason
//	supersedes, superseded_by, translation_of
//	                   source path, number or slug of other bulletins; the first two may be lists
//	draft              true or false
//	attachments        names of files beside an index.md, or maps with name and title
//
// Fields with * are required. A plain page takes title *, language, summary, slug, aliases, translation_key, draft and attachments.
package bulletin

import (
	"time"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// A Bulletin is what an archive needs to know of one source file: its front matter and its outline, not its body.
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
	Supersedes   []Text // slug, number, or source path of the bulletins that this one replaces
	SupersededBy []Text

	TranslationOf Text // the original, by slug, number or source path
}

// A Page is a plain page such as "about", and what a bulletin has in common with it.
type Page struct {
	Source string // slash path below the content folder: "bulletins/2020/a.md", "bulletins/2020/b/index.md"
	Hash   Hash   // of the source file, and the names, sizes and bytes of what lies beside it

	Title          Text
	Language       Text   // BCP 47 tag in its usual spelling; empty: the site's first language
	Summary        string // as written, or else the first paragraph
	Slug           Text   // last part of the address; by default made from the file's name
	Aliases        []Text
	TranslationKey Text
	Draft          bool

	Attachments []Attachment
	Headings    []Heading
	Links       []Text // to other sources, as written in the body: "../2020/b.md#part"
}

// Hash identifies bytes: 128 bits, compared for equality alone.
type Hash [16]byte

// Text is a value with the place where the editor wrote it. An empty Value means that the field was absent.
type Text = fields.Text

// Date is a day, and a time of day where the editor gave one. Times without a zone are in the site's.
type Date struct {
	time.Time      // at the offset from UTC that the site's time zone has then; zero: absent
	Clock     bool // a time of day was given
	Pos       problem.Pos
}

// Change is one correction of a published text.
type Change struct {
	Date Date
	Note string
}

// Attachment is a file that belongs to a bulletin: by default each file beside its index.md.
type Attachment struct {
	Name          string // slash path relative to the bulletin's folder
	Title         string // shown name; by default the file's name
	Size          int64  // bytes
	Width, Height int    // pixels of an image, else 0
	Hash          Hash
	Unlisted      bool // published because the text shows it, but not named in the list of attachments
	Pos           problem.Pos
}

// Heading is one line of a bulletin's outline.
type Heading struct {
	Level  int
	ID     string
	Text   string
	Agency string // {agency=…}: the agency for which this section speaks
	Pos    problem.Pos
}

// Status is a bulletin's place in its life.
type Status uint8

const (
	Current Status = iota
	Corrected
	Superseded
	Withdrawn
)

var statusNames = [...]string{"current", "corrected", "superseded", "withdrawn"}

// String gives the word that front matter uses.
func (s Status) String() string { return statusNames[s] }
