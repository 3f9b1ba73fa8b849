package data

import (
	"cmp"
	_ "embed"
	"encoding/hex"
	"slices"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/escape"
	"gongbao/generator/key"
)

// newest is the number of entries of a feed. It is also the size of an archived part, so that the newest entries always reach back
// to the last full part, without a gap.
const newest = 50

// feed is the feed of the site, or of an agency, topic or region.
type feed struct {
	node   *archive.Node // nil: of the site
	folder string        // of its page, and so of its files: "", "agencies/jinan-audit/"
	list   []int32       // its bulletins in the order of first publication here, which is the order of feeds
	parts  []part
}

// feeds plans every feed: the files that subscribers fetch again and again (feed.xml, feed.json), and the archived parts, which
// they fetch once.
func (p *planner) feeds() {
	if p.base == "" {
		return // RFC 4287 requires absolute ids, and readers need absolute addresses
	}
	k := key.Of(feedStyle)
	style := "assets/feed." + strings.ToUpper(hex.EncodeToString(k[:4])) + ".css"
	p.fixed(style, []byte(feedStyle))

	whole := feed{list: between(0, len(p.items))}
	p.feed(&whole, style)
	p.changeFeeds(style)
	for _, tree := range p.archive.Trees {
		for _, n := range tree.Nodes {
			f := feed{node: n, folder: n.Path(), list: make([]int32, 0, len(n.Listings))}
			for _, l := range n.Listings {
				if i := p.index[l.Index]; i >= 0 {
					f.list = append(f.list, i)
				}
			}
			p.feed(&f, style)
		}
	}
}

func (p *planner) feed(f *feed, style string) {
	if p.rank != nil {
		slices.SortFunc(f.list, func(a, b int32) int { return cmp.Compare(p.rank[a], p.rank[b]) })
	}
	of := key.Key{}
	if f.node != nil {
		of = p.nodeKey(f.node)
	}
	// The site's archived parts hold all bulletins, each with its agencies, topics and region. Those of terms are made only if the
	// settings ask for them, since every bulletin is then in about ten more files.
	if f.node == nil || p.site.TermArchives {
		f.parts = p.cut(f.list)
	}
	named := string(of[:]) + f.folder

	last := len(f.parts) - 1
	d := document{planner: p, feed: f, style: style, part: -1, entries: f.list[max(0, len(f.list)-newest):], full: p.site.FullFeeds}
	d.previous = f.path(last)
	folders := []string{f.folder}
	if f.node != nil {
		folders = append(folders, f.node.FormerPaths()...) // the same feed: it names its address, to which readers then turn
	}
	for _, folder := range folders {
		p.add(folder+"feed.xml", p.keyOf(d.entries, "atom", named, style, d.previous), d.atom)
		p.add(folder+"feed.json", p.keyOf(d.entries, "json feed", named), d.json)
	}
	for i := range f.parts {
		d := document{planner: p, feed: f, style: style, part: i, entries: f.list[f.parts[i].from:f.parts[i].to]}
		d.full = p.site.FullFeeds && f.node == nil // a term's archive has summaries; the site's has the texts
		d.previous, d.next = f.path(i-1), f.path(i+1)
		p.add(f.path(i), p.keyOf(d.entries, "archived", named, style, d.previous, d.next), d.atom)
	}
}

// path returns the path of a full part, or "" if there is no such part.
func (f *feed) path(part int) string {
	if part < 0 || part >= len(f.parts) {
		return ""
	}
	return f.folder + "feed/" + f.parts[part].name
}

// document is one file of a feed.
type document struct {
	*planner
	feed           *feed
	style          string  // path of the style sheet
	part           int     // -1: the newest entries
	entries        []int32 // oldest first
	full           bool    // with whole texts
	previous, next string  // paths of the neighbouring archived parts
}

// path returns the document's own path.
func (d *document) path() string {
	if d.part < 0 {
		return d.feed.folder + "feed.xml"
	}
	return d.feed.path(d.part)
}

// heading returns the title of the feed.
func (d *document) heading() string {
	title := d.title(d.language())
	if d.feed.node == nil {
		return title
	}
	return d.feed.node.Names.In(d.language()).Text + " - " + title
}

// feedStyle makes a feed readable in a browser. Style sheets for XML work in every browser; XSLT does not.
//
//go:embed feed.css
var feedStyle string

// headline returns the title of an entry. A withdrawn or erased bulletin stays in the feeds, and its title says so.
func (p *planner) headline(r *archive.Record) string {
	if r.Withheld() {
		return p.label(r) + r.Title.Value
	}
	return r.Title.Value
}

// label returns the word for the state of a bulletin that is no longer in force as published: "[Withdrawn] ".
func (p *planner) label(r *archive.Record) string {
	state := status(r)
	if state == archive.Current.String() {
		return ""
	}
	word := p.site.Words.Status[state].In(r.Language).Text
	return "[" + cmp.Or(word, state) + "] "
}

// notice returns what precedes the text of such a bulletin: its state and the reason.
func (p *planner) notice(r *archive.Record) string {
	label := p.label(r)
	if label == "" {
		return ""
	}
	reason := r.Reason
	if r.Status == archive.Erased {
		reason = strings.TrimSpace(reason + " " + r.LegalGround)
	}
	if reason == "" && len(r.Changes) > 0 {
		reason = r.Changes[len(r.Changes)-1].Note
	}
	return label + reason
}

// abstract returns the plain text of an entry. The text of a withdrawn bulletin is not distributed any further.
func (p *planner) abstract(r *archive.Record) string {
	notice := p.notice(r)
	switch {
	case r.Withheld():
		return notice
	case notice == "":
		return r.Summary
	}
	return strings.TrimSpace(notice + " " + r.Summary)
}

// content returns the HTML of an entry, with absolute addresses.
func (p *planner) content(r *archive.Record) (string, error) {
	notice := ""
	if n := p.notice(r); n != "" {
		notice = "<p><strong>" + string(escape.AppendXML(nil, n)) + "</strong></p>\n"
	}
	if r.Withheld() {
		return notice, nil
	}
	body, err := p.texts.HTML(r, p.base)
	return notice + body, err
}

// publisher returns the name of a feed's author: who is responsible for the site.
func (p *planner) publisher() string {
	return cmp.Or(p.site.Publisher.Name.In(p.language()).Text, p.title(p.language()))
}
