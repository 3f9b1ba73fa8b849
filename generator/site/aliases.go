package site

import (
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/bulletin"
	"gongbao/generator/ledger"
	"gongbao/generator/problem"
)

// An alias is an old address and the page that it leads to.
type alias struct {
	path            string // of the file that redirects; "" if none can, since the address has a query
	address         string // as the ledger has it
	language, title string
	target          string
	draft           bool // only previews show the page, so nothing is promised yet
}

// claims records which source has which address, and reports the second source that claims one.
type claims struct {
	site     *Site
	taken    map[string]string // lower-case path -> source
	problems []problem.Problem
	aliases  []alias
	queries  []queryAlias
	own      func(path string) bool
}

// A queryAlias is an alias with a query.
type queryAlias struct {
	bulletin.Text
	file string // that has it, as problems name it
}

// collectAliases returns the old addresses, in order, and a problem for each address that is taken.
func (s *Site) collectAliases() ([]alias, []problem.Problem) {
	c := &claims{site: s, taken: map[string]string{}, own: ownPages(s)}
	for _, p := range s.views.Plain {
		c.claim(p.Source, p.Path, "address /"+p.Path, p.Slug.Pos)
	}
	c.claimStatic()
	for _, r := range s.Archive.Records {
		if len(r.Aliases) == 0 {
			continue
		}
		c.add(alias{language: r.Language, title: r.Title.Value, target: r.Path, draft: hidden(r)}, r.Source, r.Aliases)
		if len(r.FormerStems()) > 0 {
			s.moved = append(s.moved, r)
		}
	}
	for _, p := range s.views.Plain {
		c.add(alias{language: p.Language, title: p.Title.Value, target: p.Path, draft: p.Draft}, p.Source, p.Aliases)
	}
	c.gone()
	c.printViews()
	c.formerIDs()
	c.emptyDates()
	c.replacements()
	c.unanswered()
	slices.SortFunc(c.aliases, func(a, b alias) int { return strings.Compare(a.address, b.address) })
	return c.aliases, c.problems
}

// add claims the aliases of a source. made has what they have in common.
func (c *claims) add(made alias, source string, aliases []bulletin.Text) {
	for _, a := range aliases {
		to, query, asked := strings.Cut(strings.TrimPrefix(a.Value, "/"), "?")
		if asked {
			if !c.claimQuery(source, to, query, a) {
				continue
			}
			made.path, made.address = "", ledger.WithQuery(to, query)
			c.aliases = append(c.aliases, made)
			continue
		}
		if attachedTo(c.site, to) != "" || address.StandIn(to) != to && c.taken[strings.ToLower(to)] != "" {
			c.problems = append(c.problems, problem.New(problem.AddressClash, c.site.show(source), a.Pos,
				"alias %s is the address of a file; expected an address of its own", a.Value))
			continue
		}
		to = address.StandIn(to)
		if c.claim(source, to, "alias "+a.Value, a.Pos) {
			made.path, made.address = to, ledger.Address(asAsked(to, a.Value))
			c.aliases = append(c.aliases, made)
		}
	}
}

// asAsked returns the path of a stand-in as a browser asks for it: without the folder that its file may need.
func asAsked(file, written string) string {
	written = strings.TrimPrefix(written, "/")
	if strings.HasSuffix(written, "/") || file == written || !strings.Contains(written[strings.LastIndexByte(written, '/')+1:], ".") {
		return file
	}
	return written
}

// claimQuery claims an address with a query. Two that differ in nothing else are different, and the file of the same path has no query.
func (c *claims) claimQuery(source, path, query string, a bulletin.Text) bool {
	if strings.HasPrefix(path, address.Search) {
		c.problems = append(c.problems, problem.New(problem.ReservedAddress, c.site.show(source), a.Pos,
			"alias %s is a search of the site's own search page; expected another", a.Value))
		return false
	}
	k := "/" + path + "?" + query
	if other, twice := c.taken[k]; twice {
		c.problems = append(c.problems, problem.New(problem.AddressClash, c.site.show(source), a.Pos,
			"alias %s is already an address of %s; expected an address of its own", a.Value, c.site.show(other)))
		return false
	}
	c.taken[k] = source
	c.queries = append(c.queries, queryAlias{a, c.site.show(source)})
	return true
}

// unanswered reports the aliases that a folder of files cannot answer, as one problem at the first of them.
func (c *claims) unanswered() {
	if len(c.queries) == 0 || c.site.Settings.Config.HostRedirects {
		return
	}
	first, others := c.queries[0], c.queries[1:]
	what := " has a query, which a folder of files cannot answer"
	if len(others) > 0 {
		what = " and " + strconv.Itoa(len(others)) + " more have a query, which a folder of files cannot answer; see also"
		for i, q := range others[:min(len(others), 3)] {
			what += [...]string{" ", ", ", ", "}[i] + problem.Place(q.file, q.Pos)
		}
	}
	c.problems = append(c.problems, problem.New(problem.QueryAlias, first.file, first.Pos, "alias %s%s", first.Value, what).
		WithHint("redirect it at the web server, as %s lists it, and write `host_redirects: true` in site.yaml", ledger.Path))
}

// gone claims the addresses of gone.yaml.
func (c *claims) gone() {
	s := c.site
	for i := range s.Settings.Gone {
		g := &s.Settings.Gone[i]
		if strings.Contains(g.Path, "*") {
			continue
		}
		if g.Query != "" {
			if other, twice := c.taken["/"+g.Path+"?"+g.Query]; twice {
				c.notGone(g, "it is an address of "+s.show(other))
			}
			continue
		}
		to := address.StandIn(g.Path)
		switch other := c.owner(to); {
		case other != "":
			c.notGone(g, "it is an address of "+s.show(other))
		case attachedTo(s, g.Path) != "" || c.taken[strings.ToLower(g.Path)] != "":
			c.notGone(g, "the file is there")
		case c.own(g.Path):
			c.notGone(g, "it is one of the site's own pages")
		default:
			for _, path := range goneAt(s, g) {
				c.taken[strings.ToLower(address.StandIn(path))] = ledger.GoneFile
			}
		}
	}
}

// replacements reports what gone.yaml names in place of an address if it is not there.
func (c *claims) replacements() {
	for i := range c.site.Settings.Gone {
		g := &c.site.Settings.Gone[i]
		to := g.ReplacedBy
		if to != "" && !c.isPage(to) && !slices.ContainsFunc(c.aliases, func(a alias) bool { return a.path == address.StandIn(to) }) {
			c.problems = append(c.problems, problem.New(problem.UnknownSource, c.site.show(ledger.GoneFile), g.Pos,
				"replaced_by: /%s leads to no page; expected the address of one", to))
		}
	}
}

func (c *claims) notGone(g *ledger.GoneAddress, why string) {
	c.problems = append(c.problems, problem.New(problem.GoneCurrent, c.site.show(ledger.GoneFile), g.Pos,
		"%s is said to be gone, but %s; expected an address that the site does not have", ledger.Show(g.Address()), why))
}

// claim takes an address for a source. It returns false, and reports why, if it is taken or reserved.
func (c *claims) claim(source, path, what string, pos problem.Pos) bool {
	if other := c.owner(path); other != "" {
		c.problems = append(c.problems, problem.New(problem.AddressClash, c.site.show(source), pos,
			"%s is already an address of %s; expected an address of its own", what, c.site.show(other)))
		return false
	}
	if address.Reserved(strings.ToLower(path), c.site.Settings.Config.Languages[1:]) {
		c.problems = append(c.problems, problem.New(problem.ReservedAddress, c.site.show(source), pos,
			"%s is an address of the site's own pages; expected another", what))
		return false
	}
	c.taken[strings.ToLower(path)] = source
	return true
}

// owner returns the source that an address belongs to: that of a bulletin's page, of its other forms, or one that was claimed.
func (c *claims) owner(path string) string {
	pages := []string{path, strings.TrimSuffix(path, ".print.html") + ".html", strings.TrimSuffix(path, "print.html") + "index.html"}
	config := &c.site.Settings.Config
	for ending, made := range map[string]bool{".json": config.JSON, ".md": config.Markdown} {
		if stem, ok := strings.CutSuffix(strings.TrimSuffix(path, "/index.html"), ending); ok && made {
			pages = append(pages, stem+".html", stem+"/index.html")
		}
	}
	for _, page := range pages {
		if r, ok := c.site.Archive.ByAddress(page); ok {
			return r.Source
		}
	}
	if source := c.taken[strings.ToLower(path)]; source != "" {
		return source
	}
	return attachedTo(c.site, path)
}
