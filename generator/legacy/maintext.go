package legacy

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The main text of a page is in the smallest box that contains nearly all of its sentences. Menus and lists of links have no
// sentences.

// mainText returns that box.
func mainText(n *html.Node) *html.Node {
	const nearlyAll = 0.85
	weights := map[*html.Node]int{}
	total := weigh(n, weights)
	for total > 0 {
		var best *html.Node
		for c := range n.ChildNodes() {
			if isBox(c) && (best == nil || weights[c] > weights[best]) {
				best = c
			}
		}
		if best == nil || float64(weights[best]) < nearlyAll*float64(total) {
			break
		}
		n = best
	}
	return n
}

// weigh counts the letters, Han characters included, of the sentences below each node.
func weigh(n *html.Node, weights map[*html.Node]int) (w int) {
	if n.Type == html.TextNode {
		if hasStop(n.Data) {
			w = letters(n.Data)
		}
		return w
	}
	if n.DataAtom == atom.A {
		return 0
	}
	for c := range n.ChildNodes() {
		w += weigh(c, weights)
	}
	weights[n] = w
	return w
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// hasStop reports whether a text has sentences: it contains Chinese punctuation, or is a long line with Western punctuation.
func hasStop(s string) bool {
	const longLine = 120
	return strings.ContainsAny(s, "。\uff0c\uff1b、") || strings.ContainsAny(s, ",.") && letters(s) > longLine || strings.ContainsRune(s, ',') && hanCount(s) > 8
}

func isBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Table, atom.Tbody, atom.Tr, atom.Td, atom.Center, atom.Dl, atom.Dd, atom.Form:
		return true
	}
	return false
}

var siteBox = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|copyright|share|bdsharebuttonbox|bdshare|sidebar|side|related|recommend|toolbar|print|qrcode|ewm|pager|pagination|comments?|ads?|banner|search|login|prevnext|topbar|toplink)(?:$|[\s_-])`)

// dropFurniture removes what readers do not read: scripts, forms, hidden boxes, menus, footers.
func dropFurniture(n *html.Node) {
	const small = 10 // times smaller than the whole page
	weights := map[*html.Node]int{}
	total := weigh(n, weights)
	var drop func(n *html.Node)
	drop = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if isUnread(c) || weights[c]*small <= total && isSiteBox(c) {
				n.RemoveChild(c)
			} else {
				drop(c)
			}
			c = next
		}
	}
	drop(n)
}

// isUnread reports whether a browser does not show a node as text.
func isUnread(n *html.Node) bool {
	if n.Type == html.CommentNode {
		return true
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Object, atom.Embed, atom.Button, atom.Input, atom.Select, atom.Textarea,
		atom.Template, atom.Svg, atom.Canvas, atom.Link, atom.Meta, atom.Title, atom.Marquee:
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	return hasAttr(n, "hidden") || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || strings.Contains(style, "font-size:0p")
}

func isSiteBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside:
		return true
	}
	return n.Type == html.ElementNode && n.DataAtom != atom.Body && (siteBox.MatchString(attr(n, "class")) || siteBox.MatchString(attr(n, "id")))
}

// isBlock reports whether an element begins a new line.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Div, atom.Dl, atom.Dt,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr,
		atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th,
		atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return false
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// onlyLine reports whether a block element consists of a single line.
func onlyLine(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.Br || c.DataAtom == atom.Img || isBlock(c) {
			return false
		}
	}
	return true
}

// find returns the first element of a kind, or the node itself.
func find(n *html.Node, kind atom.Atom) *html.Node {
	for c := range n.Descendants() {
		if c.DataAtom == kind {
			return c
		}
	}
	return n
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// shown returns the text below a node as one line.
func shown(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return oneLine(b.String())
}

// oneLine collapses white space as a browser does.
func oneLine(s string) string { return strings.Join(strings.Fields(withoutControls(s)), " ") }
