package markdown

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Links: where they may lead, and what the caller fills in.
//
// An address with a scheme is written as it is; one that begins with / is below the root of this site (SlotRoot). Anything
// else is relative to the source: a name that ends in .md is another source (SlotSource), any other is a file next to the
// bulletin (SlotFile). A missing file or a scheme that is not in the list below is a problem, and the text of the link is
// written without a link: readers must never meet a dead one.

// schemes lists those that a link may have. All others are refused, above all javascript: and data:.
var schemes = []string{"http", "https", "mailto", "tel", "ftp"}

// links is the state of the links of a text.
type links struct {
	elsewhere []Link
	inLink    bool   // an <a> is open
	current   target // of that <a>
	anchors   []anchor
	used      map[string]bool // link definitions
	defines   []*ast.LinkReferenceDefinition
}

// anchor is a link to a heading of the same text.
type anchor struct {
	id  string
	pos int
}

// linkParser pays for brackets and for the searches that they start.
type linkParser struct{ parser.InlineParser }

func newLinkParser() parser.InlineParser { return linkParser{parser.NewLinkParser()} }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	w := writerOf(pc)
	switch {
	case line[0] == ']':
		w.bracket = max(w.bracket-1, 0)
		steps := nodeSteps + 2*parent.Lines().Len()
		if pc.LastDelimiter() != nil {
			steps += 2 * parent.ChildCount()
		}
		if !w.spend(steps, at.Start) {
			return nil
		}
	case line[0] == '[' || len(line) > 1 && line[1] == '[':
		if w.bracket >= maxBracket || !w.payForOpener(at.Start) {
			return nil
		}
		w.bracket++
	}
	n := p.InlineParser.Parse(parent, block, pc)
	if line[0] == ']' && len(line) > 1 && (line[1] == '(' || line[1] == '[') {
		w.payForSearch(at.Start, block, parent, n == nil)
	}
	switch l := n.(type) {
	case *ast.Link:
		l.Destination, l.Title = w.useDefinition(l.Reference, l.Destination, l.Title, at.Start)
	case *ast.Image:
		l.Destination, l.Title = w.useDefinition(l.Reference, l.Destination, l.Title, at.Start)
	}
	return n
}

func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// useDefinition notes and pays for the use of a link definition, which can be used many times.
func (w *writer) useDefinition(r *ast.ReferenceLink, destination, title []byte, pos int) (d, t []byte) {
	if r == nil {
		return destination, title
	}
	if w.used == nil {
		w.used = map[string]bool{}
	}
	w.used[util.ToLinkReference(r.Value)] = true
	if !w.spend(writeSteps*(len(destination)+len(title)), pos) {
		return nil, nil
	}
	return destination, title
}

// define keeps a link definition, which writes nothing, for checkDefinitions.
func (w *writer) define(n *ast.LinkReferenceDefinition) { w.defines = append(w.defines, n) }

// checkDefinitions reports unused definitions, since their text is lost: a paragraph such as `[注]：…` becomes a definition if its
// colon is not full-width.
func (w *writer) checkDefinitions() {
	for _, n := range w.defines {
		if !w.used[util.ToLinkReference(n.Label)] {
			w.report(problem.UnusedLinkDefinition, n.Pos(), "this line defines a link [%s] that nothing uses, so it does not appear", n.Label).Hint =
				"if it is text, write \\[ instead of the first bracket; if not, remove it"
		}
	}
}

// target is where a link leads.
type target struct {
	kind     targetKind
	address  string // of the web, escaped for a URL
	name     string // of a file or source
	fragment string // with its #, escaped; for a heading of this text: only the id
}

type targetKind uint8

const (
	targetNone targetKind = iota // not a target: the problem is reported, and no link is written
	targetWeb
	targetHere
	targetFile
	targetSource
)

// targetOf interprets a destination, and reports one that a reader could not follow.
func (w *writer) targetOf(destination []byte, pos int) target {
	d := string(bytes.TrimSpace(destination))
	if d == "" {
		w.report(problem.EmptyLink, pos, "a link without an address").Hint = "put one between the round brackets"
		return target{kind: targetWeb}
	}
	if scheme, ok := schemeOf(d); ok {
		if !slices.Contains(schemes, scheme) {
			p := w.report(problem.LinkScheme, pos, "a link cannot begin with %s:; expected %s or the name of a file", scheme, strings.Join(schemes, ":, ")+":")
			if len(scheme) == 1 || scheme == "file" {
				p.Hint = "a file on your own computer is not part of the archive: copy it next to the bulletin"
			}
			return target{}
		}
		if scheme == "http" || scheme == "https" {
			w.leadsElsewhere(d, pos)
		}
		return target{kind: targetWeb, address: string(util.URLEscape([]byte(d), false))}
	}
	switch d[0] {
	case '/', '?':
		w.leadsElsewhere(d, pos)
		return target{kind: targetWeb, address: string(util.URLEscape([]byte(d), false))}
	case '#':
		id := unescapePath(d[1:])
		if w.rawIDs[id] {
			id = rawPrefix + id
		}
		w.anchors = append(w.anchors, anchor{id, pos})
		return target{kind: targetHere, fragment: id}
	}
	name, fragment, _ := strings.Cut(d, "#")
	t := target{kind: targetFile, name: path.Clean(unescapePath(name))}
	if fragment != "" {
		t.fragment = "#" + fragmentEscaper.Replace(fragment)
	}
	if strings.EqualFold(path.Ext(t.name), ".md") {
		t.kind = targetSource
		return t
	}
	if _, ok := w.files[t.name]; !ok && w.files != nil {
		w.missing(t.name, pos)
		return target{}
	}
	return t
}

// leadsElsewhere notes a link to an address of the site, which is neither a source nor a file beside this one.
func (w *writer) leadsElsewhere(address string, pos int) {
	if w.isOwn(address) {
		line, column := w.place(pos)
		w.elsewhere = append(w.elsewhere, Link{address, line, column})
	}
}

// isOwn reports whether an address may be one of the site.
func (w *writer) isOwn(address string) bool {
	before, rest, absolute := strings.Cut(address, "//")
	if !absolute || strings.ContainsRune(before, '/') {
		return address[0] == '/'
	}
	return w.host != "" && len(rest) >= len(w.host) && strings.EqualFold(rest[:len(w.host)], w.host)
}

// fragmentEscaper makes a fragment safe in an address and in an attribute, but keeps Chinese readable.
var fragmentEscaper = strings.NewReplacer(` `, "%20", `"`, "%22", `&`, "%26", `'`, "%27", `<`, "%3C", `>`, "%3E", "`", "%60",
	"\t", "%09", "\n", "%0A", "\x00", "%00")

// schemeOf returns the scheme of an address as a browser sees it: without the blanks and control characters that browsers
// drop, and in lower case.
func schemeOf(address string) (string, bool) {
	for i := range len(address) {
		switch c := address[i]; {
		case c == ':':
			scheme := strings.ToLower(strings.Map(func(r rune) rune {
				if r <= ' ' || r == 0x7f {
					return -1
				}
				return r
			}, address[:i]))
			return scheme, scheme != "" && strings.IndexFunc(scheme, isNotScheme) < 0 && (scheme[0] < '0' || scheme[0] > '9')
		case c == '/' || c == '?' || c == '#':
			return "", false
		}
	}
	return "", false
}

func isNotScheme(r rune) bool { return r != '.' && r != '+' && isNotName(r) }

// unescapePath decodes the %20 of an address. If there is a stray %, it decodes nothing.
func unescapePath(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// missing reports a link to a file that does not exist.
func (w *writer) missing(name string, pos int) {
	if strings.HasPrefix(name, "../") {
		p := w.report(problem.LinkOutsideFolder, pos, "the file %q is outside the bulletin's own folder", name)
		p.Hint = "copy it next to the bulletin: make a folder with the bulletin's name, for index.md and the file"
		if ext := path.Ext(name); ext == ".html" || ext == ".htm" || ext == "" && !strings.HasSuffix(name, "..") {
			p.Hint = "if it is a page of this site, link to its source: " + strings.TrimSuffix(name, ext) + ".md"
		}
		return
	}
	p := w.report(problem.MissingFile, pos, "file %q does not exist next to the bulletin", name)
	if w.errors > maxProblems { // only counted, so it needs no hint
		return
	}
	if p.Hint = meantAddress(name); p.Hint != "" {
		return
	}
	known := slices.Sorted(maps.Keys(w.files))
	if base := path.Base(w.file); base != "index.md" && len(known) == 0 {
		*p = p.HintFolder(name)
	} else {
		*p = p.HintFile(name, known)
	}
}

// checkAnchors reports links to headings that do not exist.
func (w *writer) checkAnchors() {
	for _, a := range w.anchors {
		if a.id == "" || w.ids[a.id] > 0 {
			continue
		}
		p := w.report(problem.UnknownHeading, a.pos, "no heading has the id %q", a.id)
		if w.errors > maxProblems {
			continue
		}
		ids := make([]string, len(w.headings))
		for i, h := range w.headings {
			ids[i] = h.ID
		}
		if near := problem.Nearest(a.id, ids); near != "" {
			p.Hint = "did you mean #" + near + "?"
		}
	}
}

func (w *writer) link(n *ast.Link) {
	if w.inLink || w.inAlt {
		w.inlines(n)
		return
	}
	w.openLink(w.targetOf(resolve(n.Destination), n.Pos()), resolve(n.Title), n.Pos())
	before := len(w.text)
	w.inlines(n)
	if len(w.text) == before {
		w.report(problem.LinkText, n.Pos(), "a link without text, which readers can neither see nor hear").Hint = "put text between the square brackets"
	}
	w.closeLink()
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.src)
	if w.inLink || w.inAlt {
		w.verbatim(label)
		return
	}
	address := n.URL(w.src)
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = append([]byte("mailto:"), address...)
	}
	w.openLink(w.targetOf(address, n.Pos()), nil, n.Pos())
	w.verbatim(label)
	w.closeLink()
}

// openLink writes the start tag of a link if it has a target, and closeLink its end tag. Links must not nest.
func (w *writer) openLink(t target, title []byte, pos int) {
	if t.kind == targetNone {
		return
	}
	w.inLink, w.current = true, t
	w.tag(`<a href="`)
	switch t.kind {
	case targetWeb:
		w.webAddress(t, pos)
	case targetHere:
		w.tag("#")
		if t.fragment != "" {
			w.slots = append(w.slots, Slot{Offset: len(w.html), Kind: SlotID})
			w.html = appendEscaped(w.html, []byte(fragmentEscaper.Replace(t.fragment)))
		}
	case targetFile:
		w.slot(SlotFile, t, pos)
		if w.files[t.name].Active {
			w.tag(`" download="`)
		}
	case targetSource:
		w.slot(SlotSource, t, pos)
	}
	w.attribute("title", string(title))
	w.tag(`"`)
	if w.linkID != "" {
		w.idAttribute(w.linkID)
		w.linkID = ""
	}
	w.tag(`>`)
}

// webAddress writes an address that is neither a source nor a file. One below the root of this site is written relative to
// the root, so that a copy of the site works in any folder of a host.
func (w *writer) webAddress(t target, pos int) {
	address := t.address
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		w.slot(SlotRoot, target{}, pos)
		address = address[1:]
	}
	w.html = appendEscaped(w.html, []byte(address))
}

func (w *writer) closeLink() {
	if !w.inLink {
		return
	}
	w.inLink = false
	t := w.current
	if f, ok := w.files[t.name]; ok && t.kind == targetFile {
		// Inside the link, for readers who listen only to the links.
		w.tag(` <span class="file-info">(`)
		if kind := strings.TrimPrefix(path.Ext(t.name), "."); kind != "" && strings.IndexFunc(kind, isNotName) < 0 {
			w.tag(strings.ToUpper(kind))
			w.tag(", ")
		}
		w.tag(humanSize(f.Size))
		w.tag(")</span>")
	}
	w.tag("</a>")
}

func (w *writer) slot(kind SlotKind, t target, pos int) {
	line, column := w.place(pos)
	w.slots = append(w.slots, Slot{Offset: len(w.html), Kind: kind, Target: t.name, Fragment: t.fragment, Line: line, Column: column})
}

// humanSize formats a size in SI units: 1 kB is 1000 bytes (IEC 80000-13 reserves 1024 for KiB).
func humanSize(n int64) string {
	size, unit := float64(n), "B"
	for _, u := range []string{"kB", "MB", "GB"} {
		if size < 999.5 {
			break
		}
		size, unit = size/1000, u
	}
	if unit == "B" || unit == "kB" || size >= 9.95 {
		return fmt.Sprintf("%.0f %s", size, unit)
	}
	return fmt.Sprintf("%.1f %s", size, unit)
}
