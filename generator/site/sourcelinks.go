package site

import (
	"html"
	"path"
	"slices"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
	"gongbao/generator/internal/scratch"
	"gongbao/generator/problem"
	"gongbao/generator/source"
)

// checkLinks reports links that lead nowhere: from one source to another, to an address of this site, or to a part of a page; and those
// to a bulletin whose erased title the text still names.
func (s *Site) checkLinks() []problem.Problem {
	c := &linkChecker{site: s, erased: s.Sources.ErasedTitles()}
	for _, r := range s.Archive.Records {
		if len(r.Links)+len(r.Elsewhere) > 0 {
			c.page(&r.Bulletin.Page)
		}
	}
	for _, p := range s.views.Plain {
		c.page(p.Page)
	}
	return c.found
}

// A linkChecker follows links of sources. Most lead to other sources or to bulletins, which the archive knows. For any other address it
// needs the plan's paths, and works them out once.
type linkChecker struct {
	site   *Site
	finder *Finder           // nil: not needed so far
	static map[string]bool   // paths of the files below static/; nil: not needed so far
	erased map[string]string // titles by source
	found  []problem.Problem
}

func (c *linkChecker) page(p *bulletin.Page) {
	for _, l := range p.Links {
		c.link(p, l)
	}
	for _, l := range p.Elsewhere {
		c.address(p, l)
	}
}

// link follows a link to another source.
func (c *linkChecker) link(from *bulletin.Page, l bulletin.Text) {
	page, _, id := c.site.views.Target(from.Source, l.Value)
	if page == nil {
		c.found = append(c.found, c.site.deadLink(from.Source, l))
		return
	}
	c.leads(from, l, page, id)
}

// leads checks a link to a page, or to a part of it.
func (c *linkChecker) leads(from *bulletin.Page, l bulletin.Text, page *bulletin.Page, id string) {
	if c.namesErased(from, page) {
		c.found = append(c.found, problem.New(problem.ErasedTitleNamed, c.site.show(from.Source), l.Pos,
			"the text links to a bulletin whose title is erased, and still names that title; expected other words").
			WithHint("write %q, its number or its date instead", c.site.message("notice.untitled").In(c.site.Settings.Config.Languages[0]).Text))
	}
	if id == "" || c.hasPart(page, id) {
		return
	}
	p := problem.New(problem.UnknownPart, c.site.show(from.Source), l.Pos, "link to %q leads to a page on which nothing has the id %q", l.Value, id)
	ids := make([]string, len(page.Headings))
	for i, h := range page.Headings {
		ids[i] = h.ID
	}
	if like, how := problem.Alike(id, ids); like != "" {
		p = p.WithHint("a heading has the id %q, which differs %s", like, how)
	} else if near := problem.Nearest(id, ids); near != "" {
		p = p.WithHint("did you mean #%s?", near)
	}
	c.found = append(c.found, p)
}

// namesErased reports whether a text names the title that was erased from the bulletin that it links to.
func (c *linkChecker) namesErased(from, target *bulletin.Page) bool {
	title := c.erased[target.Source]
	if title == "" {
		return false
	}
	text, err := c.site.Sources.Text(from)
	return err == nil && strings.Contains(text, title)
}

// hasPart reports whether an element of a page has an id: a heading, another element of the text, or one that the theme adds.
func (c *linkChecker) hasPart(p *bulletin.Page, id string) bool {
	id, _, _ = strings.Cut(id, ":~:") // a directive for the browser (HTML Living Standard §7.4.6.4)
	if id == "" || strings.EqualFold(id, "top") || strings.HasPrefix(id, "page-") ||
		slices.ContainsFunc(p.Headings, func(h bulletin.Heading) bool { return h.ID == id }) {
		return true
	}
	if r, ok := c.site.Archive.BySource(p.Source); ok && r.Status == bulletin.Erased {
		return true // its text is gone, and its page says so
	}
	var buf scratch.Buffer
	body, err := c.site.Sources.HTML(&buf, p)
	return err != nil || strings.Contains(body.In(&buf, source.Place{}), `id="`+html.EscapeString(id)+`"`)
}

// address follows a link to an address, if it is one of this site.
func (c *linkChecker) address(from *bulletin.Page, l bulletin.Text) {
	to, ok := c.site.own(l.Value)
	if !ok {
		return
	}
	to, id := escape.SplitLink(to)
	if page, ok := c.find(to); !ok {
		if c.isAlias(l.Value) { // one that only some hosts can serve
			return
		}
		p := problem.New(problem.UnknownAddress, c.site.show(from.Source), l.Pos, "link to %q leads to an address of this site that no file has", l.Value)
		c.found = append(c.found, c.hint(p, to))
	} else if page != nil {
		c.leads(from, l, page, id)
	}
}

func (s *Site) deadLink(from string, l bulletin.Text) problem.Problem {
	p := problem.New(problem.UnknownSource, s.show(from), l.Pos, "link to %q leads to no source; expected the path of another markdown file", l.Value)
	file, _ := escape.SplitLink(l.Value)
	want := path.Join(path.Dir(from), file)
	var all []string
	for i := range s.Sources.Items {
		if it := &s.Sources.Items[i]; it.Bulletin != nil || it.Page != nil {
			all = append(all, it.Path())
		}
	}
	if slices.Contains(all, want) {
		return p.WithHint("%s is a draft, or is not published yet", want)
	}
	if like, how := problem.Alike(want, all); like != "" {
		return p.WithHint("there is %q, which differs %s; rename the file, or write its name as it is: %s", like, how, relative(from, like))
	}
	near := problem.Nearest(want, all)
	if same := slices.DeleteFunc(all, func(source string) bool { return path.Base(source) != path.Base(want) }); len(same) == 1 && path.Base(want) != "index.md" {
		near = same[0] // in another folder
	}
	if near != "" {
		return p.WithHint("did you mean %q?", relative(from, near))
	}
	return p
}

// relative returns the path of a source as another one links to it.
func relative(from, to string) string {
	up, rest := "", path.Dir(from)+"/"
	for !strings.HasPrefix(to, rest) {
		rest = path.Dir(strings.TrimSuffix(rest, "/")) + "/"
		up += "../"
	}
	return up + strings.TrimPrefix(to, rest)
}
