package markdown

import (
	"slices"
	"strings"
	"sync"

	"gongbao/generator/problem"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// HTML decides what happens to HTML in a text.
type HTML int

const (
	HTMLOff       HTML = iota // shown as text, and reported
	HTMLSanitized             // kept if harmless (sanitize.go); what is dropped is reported
)

// Options apply to all texts of an archive.
type Options struct {
	HTML HTML
	Host string // of the site, in lower case: links to it are in Document.Elsewhere. Empty: unknown
}

// File is an attachment or image next to the bulletin.
type File struct {
	Size          int64 // bytes
	Width, Height int   // pixels; 0 unless it is an image
	Active        bool  // a browser would run it, so that links offer to save it
}

// Source is one markdown text and its surroundings.
type Source struct {
	Text  []byte
	File  string          // its name in problems
	Line  int             // the line of the file on which Text begins, for problems; 0 counts as 1
	Files map[string]File // by name relative to the bulletin, with slashes; nil: unknown, so none is reported missing
	UTF8  bool            // Text is known to be UTF-8, so that it need not be checked
}

// SlotKind says what the caller writes into a Slot.
type SlotKind uint8

const (
	SlotFile   SlotKind = iota // the address of a file next to the bulletin, then Fragment
	SlotSource                 // the address of the page made from another source, then Fragment
	SlotRoot                   // the path to the root of the site: "/", "../" or "./", but never "", since what follows might look like a scheme
	SlotID                     // the prefix of all ids of this text on a page with several texts, otherwise ""
)

// Slot is a place in Document.HTML that only the caller can fill, because it depends on the address of the page and on the
// other texts there. It is inside a double-quoted attribute, so the caller must escape for URLs and for HTML.
type Slot struct {
	Offset       int // bytes of Document.HTML before it
	Kind         SlotKind
	Target       string // SlotFile: a key of Source.Files; SlotSource: a path relative to the source, like ../2020/x.md; not escaped
	Fragment     string // "", or "#" and what follows it, escaped
	Line, Column int    // of the link in the file, so that the caller can report a missing source; 0 for SlotID
}

// Link is a link to an address of this site, which begins with a slash, or of the web.
type Link struct {
	Address      string // as written
	Line, Column int    // in the file
}

// Heading is an entry of the outline: a heading that is not inside a quotation, list or note.
type Heading struct {
	Level        int // as in the HTML, 2 to 6
	ID           string
	Text         string // plain
	Agency       string // the value of {agency=…}, as written
	Line, Column int
}

// Document is a rendered text. It depends only on Source and Options.
type Document struct {
	HTML       string // a well-formed fragment without scripts, styles and local addresses
	Slots      []Slot // by Offset
	Elsewhere  []Link // links to addresses of the site, as written, so that the caller can find those that lead nowhere
	Headings   []Heading
	Text       string // plain text, with a line for each block, row of a table and line of code
	Summary    string // the first paragraph, cut to about 150 characters
	FirstImage string // the first image next to the bulletin: a key of Source.Files, or ""
}

// Renderer turns markdown into documents. It is safe for concurrent use.
type Renderer struct {
	parser  parser.Parser
	policy  *bluemonday.Policy // nil: HTMLOff
	host    string             // Options.Host
	writers sync.Pool
}

// New returns a Renderer.
func New(o Options) *Renderer {
	r := &Renderer{parser: newParser(), host: o.Host, writers: sync.Pool{New: func() any { return new(writer) }}}
	if o.HTML == HTMLSanitized {
		r.policy = newPolicy()
	}
	return r
}

// Render returns the document of a text, and its problems in order of their places. A document with errors can be previewed but
// should not be published: something in it is not what the author wrote.
func (r *Renderer) Render(s Source) (d Document, problems []problem.Problem) {
	problems = r.Use(s, func(shared *Document) {
		d = *shared
		d.HTML, d.Text, d.Slots = strings.Clone(shared.HTML), strings.Clone(shared.Text), slices.Clone(shared.Slots)
	})
	return d, problems
}

// Use is Render without copying: it passes the document to use, and its HTML, Text and Slots are valid only until use returns.
func (r *Renderer) Use(s Source, use func(*Document)) []problem.Problem {
	w := r.writers.Get().(*writer)
	w.policy, w.host, w.files, w.file, w.firstLine = r.policy, r.host, s.Files, s.File, max(s.Line, 1)
	d := w.render(r.parser, s)
	use(&d)
	problems := w.reported()
	w.reset()
	r.writers.Put(w)
	return problems
}

// Tree passes the tree of a text to use, and the text with its line ends as the tree knows them. Both are valid only until use
// returns. A text that Render cannot read has no tree.
func (r *Renderer) Tree(s Source, use func(root ast.Node, text []byte)) {
	w := r.writers.Get().(*writer)
	w.policy, w.host, w.files, w.file, w.firstLine = r.policy, r.host, s.Files, s.File, max(s.Line, 1)
	if !w.accept(s) {
		return
	}
	if root := w.tree(r.parser); root != nil {
		use(root, w.src)
		w.reset()
		r.writers.Put(w)
	}
}

// tree parses the text, and returns nil if the parser fails.
func (w *writer) tree(p parser.Parser) (root ast.Node) {
	defer func() {
		if recover() != nil {
			root = nil // Render reports it
		}
	}()
	context := parser.NewContext()
	context.Set(writerKey, w)
	return p.Parse(text.NewReader(w.src), parser.WithContext(context))
}

// render parses and writes a text. The parser is a library and reads untrusted text, so a panic in it becomes a problem of the
// text and does not end the build.
func (w *writer) render(p parser.Parser, s Source) (d Document) {
	defer func() {
		if err := recover(); err != nil {
			d = Document{}
			w.report(problem.UnreadableMarkdown, 0, "this text cannot be read as markdown: %v", err).Hint = "remove parts of it to find the one that causes this, and please report it"
		}
	}()
	if !w.accept(s) {
		return Document{}
	}
	context := parser.NewContext()
	context.Set(writerKey, w)
	w.document(p.Parse(text.NewReader(w.src), parser.WithContext(context)))
	return w.finish()
}
