package legacy

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An HTML page is read as the lines that a browser shows. They are repaired and recognised like the lines of a plain text. The
// results go back into the page's tree, and the part of the tree with the main text is converted to Markdown.

var (
	htmlName  = regexp.MustCompile(`(?i)\.(?:x?html?|shtml|aspx?|jsp|php)$`)
	htmlStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta)\b`)
	htmlTag   = regexp.MustCompile(`(?i)<(?:html|body|div|table|td|p|br|span|a|h[1-6])(?:\s[^<>]*)?/?>`)
)

// isHTML reports whether a page is HTML, by its name or its content.
func isHTML(name, text string) bool {
	const sample, many = 8192, 3
	head := text[:min(len(text), sample)]
	return htmlName.MatchString(name) || htmlStart.MatchString(head) || len(htmlTag.FindAllStringIndex(head, many)) == many
}

// document is the tree of a page and the lines it shows.
type document struct {
	body, main *html.Node
	text       strings.Builder // the lines
	runs       []run
	blocks     []block // one per line
	space      bool    // the current line is empty or ends with a space
}

// run is a text node and the offset of its text in the document's text.
type run struct {
	node *html.Node
	from int
}

// block is a line of the page.
type block struct {
	runs    []*html.Node
	element *html.Node // the block element that contains it
	inMain  bool
	marked  bool // it is in a heading element
}

// mostTags is the number of tags up to which a page is read as plain text if the parser refuses it, since each is a repair then.
const mostTags = 20_000

// importHTML reads a page of HTML. It reports false for one that is no page: the parser refuses it, since its elements are nested more
// than 512 deep, and it consists of tags.
func (r *recognition) importHTML(source string) bool {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		if strings.Count(source, "<") > mostTags {
			return false
		}
		r.importText(source)
		return true
	}
	d := &document{body: find(root, atom.Body), space: true}
	r.readHead(root)
	dropFurniture(d.body)
	d.main = mainText(d.body)
	d.collect(d.body, d.body, d.main == d.body)
	d.endLine()

	r.Text = d.text.String()
	var lines []int
	r.Repaired, r.Repairs, lines = repairLines(r.Text, keepLines(r.o.Choice))
	d.apply(r.Repairs)
	for i, s := range strings.Split(r.Repaired, "\n") {
		l := newLine(s, lines[i])
		if i < len(d.blocks) {
			l.marked = d.blocks[i].marked
			l.outside = !d.blocks[i].inMain
		}
		r.lines = append(r.lines, l)
	}
	r.recognise()
	for i, b := range d.blocks {
		r.settleBlock(b, r.lines[i])
	}
	resolveLinks(d.main, r.o.URL)
	r.Markdown = toMarkdown(d.main)
	if r.FrontMatter.SourceURL == "" {
		r.FrontMatter.SourceURL = r.o.URL
	}
	return true
}

var (
	headFacts = map[string]fact{ // names of 国务院办公厅《政府网站发展指引》（国办发〔2017〕47号）附件, in lower case
		"articletitle": aboutTitle, "pubdate": aboutDate, "contentsource": aboutSource, "author": aboutAuthor, "editor": aboutEditor, "url": aboutURL,
	}
	titleEnd = regexp.MustCompile(`\s*(?:[_|–—]|\s-\s|--).*$`)
)

// readHead reads the metadata of a page, which readers do not see, and its <h1>.
func (r *recognition) readHead(root *html.Node) {
	var heads []string
	name := ""
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Meta:
			if about, ok := headFacts[strings.ToLower(attr(n, "name"))]; ok {
				if value := oneLine(attr(n, "content")); value != "" {
					r.take(0, labelled{about, attr(n, "name"), value})
				}
			}
		case atom.H1:
			if s := shown(n); s != "" {
				heads = append(heads, s)
			}
		case atom.Title:
			if name == "" {
				name = shown(n)
			}
		}
	}
	m := &r.FrontMatter
	if m.Title == "" && len(heads) == 1 {
		m.Title = heads[0]
	}
	if m.Title == "" {
		m.Title = titleEnd.ReplaceAllString(name, "")
	}
}

// settleBlock applies to the tree what recognition decided about a line.
func (r *recognition) settleBlock(b block, l line) {
	switch l.role {
	case heading:
		if e := b.element; e != nil && e.FirstChild != nil && !slices.Contains([]atom.Atom{atom.Td, atom.Th, atom.Li, atom.Body}, e.DataAtom) && onlyLine(e) {
			e.DataAtom = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}[l.level-1]
			e.Data = e.DataAtom.String()
			for c := range e.Descendants() { // a heading is bold anyway
				if c.DataAtom == atom.Strong || c.DataAtom == atom.B || c.DataAtom == atom.Em {
					c.DataAtom, c.Data = atom.Span, "span"
				}
			}
		}
	case title, label, furniture:
		for _, n := range b.runs {
			n.Data = ""
		}
	}
}

var markdownConverter = converter.NewConverter(converter.WithPlugins(
	base.NewBasePlugin(),
	commonmark.NewCommonmarkPlugin(
		commonmark.WithLinkEmptyContentBehavior(commonmark.LinkBehaviorSkip), commonmark.WithLinkEmptyHrefBehavior(commonmark.LinkBehaviorSkip),
		commonmark.WithListEndComment(false)),
	table.NewTablePlugin(table.WithSkipEmptyRows(true), table.WithHeaderPromotion(true), table.WithSpanCellBehavior(table.SpanBehaviorMirror)),
))

// toMarkdown returns a part of a page as Markdown.
func toMarkdown(n *html.Node) string {
	text, err := markdownConverter.ConvertNode(n)
	if err != nil {
		var b strings.Builder // the converter is not known to fail on a tree; if it does, keep the text
		for t := range n.Descendants() {
			if t.Type == html.TextNode && strings.TrimSpace(t.Data) != "" {
				b.WriteString(escapeMarkdown(t.Data) + "\n\n")
			}
		}
		return b.String()
	}
	return strings.TrimSpace(string(text)) + "\n"
}

// collect collects the lines below a node. block is the block element that contains it.
func (d *document) collect(n, block *html.Node, inMain bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			d.add(c, block, inMain)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Br:
			d.endLine()
		case isBlock(c):
			d.endLine()
			d.collect(c, c, inMain || c == d.main)
			d.endLine()
		default:
			d.collect(c, block, inMain || c == d.main)
		}
	}
}

// add adds a text node to the current line, with white space collapsed as in a browser.
func (d *document) add(n, element *html.Node, inMain bool) {
	var b strings.Builder
	for _, r := range withoutControls(n.Data) {
		if unicode.IsSpace(r) {
			if !d.space {
				b.WriteByte(' ')
				d.space = true
			}
			continue
		}
		b.WriteRune(r)
		d.space = false
	}
	n.Data = b.String()
	if n.Data == "" {
		return
	}
	if len(d.blocks) == 0 {
		d.blocks = append(d.blocks, block{})
	}
	line := &d.blocks[len(d.blocks)-1]
	line.runs = append(line.runs, n)
	line.element, line.inMain, line.marked = element, inMain, isHeading(element)
	d.runs = append(d.runs, run{n, d.text.Len()})
	d.text.WriteString(n.Data)
}

func (d *document) endLine() {
	if len(d.blocks) > 0 && len(d.blocks[len(d.blocks)-1].runs) > 0 {
		d.text.WriteByte('\n')
		d.blocks = append(d.blocks, block{})
	}
	d.space = true
}

// apply makes the repairs in the tree. No repair spans lines.
func (d *document) apply(repairs []Repair) {
	for _, repair := range slices.Backward(repairs) {
		if !repair.Made {
			continue
		}
		from, to := repair.Offset, repair.Offset+len(repair.Before)
		i, found := slices.BinarySearchFunc(d.runs, from, func(r run, at int) int { return r.from - at })
		if !found {
			i--
		}
		after := repair.After
		for ; i < len(d.runs) && d.runs[i].from < to; i++ {
			r := d.runs[i]
			end := min(len(r.node.Data), to-r.from) // repairs are made from the end, so the text before is unchanged
			start := max(from-r.from, 0)
			if start > end {
				continue
			}
			r.node.Data = r.node.Data[:start] + after + r.node.Data[end:]
			after = ""
		}
	}
}

// resolveLinks makes the links of a page absolute, and removes those that run scripts.
func resolveLinks(n *html.Node, pageURL string) {
	base, err := url.Parse(pageURL)
	for c := range n.Descendants() {
		for i, a := range c.Attr {
			if a.Key != "href" && a.Key != "src" {
				continue
			}
			u, bad := url.Parse(strings.TrimSpace(a.Val))
			switch {
			case bad != nil || u.Scheme != "" && !slices.Contains([]string{"http", "https", "mailto", "ftp", "tel"}, strings.ToLower(u.Scheme)):
				c.Attr[i].Val = ""
			case err == nil && pageURL != "":
				c.Attr[i].Val = base.ResolveReference(u).String()
			}
		}
	}
}

func keepLines(c Choice) Choice {
	c.keepLines = true
	return c
}
