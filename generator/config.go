package generator

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // so that a machine without time zones of its own builds the same site

	"gongbao/generator/archive"
	"gongbao/generator/fields"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
)

// Config is what site.yaml says of a site. All of its keys are optional but the title:
//
//	title, description, copyright   a text, or a map of language and text
//	base_url                        https://www.example.org/archive/
//	languages                       of zh-Hans (default), zh-Hant, en: one or a list
//	time_zone                       IANA name; Asia/Shanghai by default
//	theme                           name of a theme
//	strict                          true: agencies, topics and regions must be declared
//	publisher                       name (by language), url
//	contact                         email, phone, address (by language)
//	meta                            site_name, site_domain, site_id_code, column_name, column_type
//	unsafe_html                     off (default) or sanitized
//	pretty_urls                     true or false (default)
//	formats                         json, markdown: one or a list
//	feeds                           content: summary (default) or full; archives: site (default) or all, so that each
//	                                agency, topic and region has archived feeds too; id_base: the base_url that ids of
//	                                entries are made of, for a site that has moved
//	sitemap                         gzip: true or false (default)
//	search                          true (default) or false: the search page and its index
//	related                         true (default) or false
type Config struct {
	Title       archive.Names // at least one
	Description archive.Names
	Copyright   archive.Names
	BaseURL     string         // absolute, http or https, ends with "/"; empty: not known
	Languages   []string       // of the index pages, each one of pages.Interface; the first is the default
	TimeZone    *time.Location // decides the day of a date
	Theme       string         // a theme's name; empty: the one built in
	Strict      bool           // agencies, topics and regions must be declared

	Publisher  Publisher
	Government pages.Government // meta labels of Chinese government sites

	SanitizedHTML bool   // raw HTML in bodies is cleaned and kept; else it is shown as text
	PrettyURLs    bool   // folders instead of files
	JSON          bool   // a JSON file beside each bulletin
	Markdown      bool   // its plain markdown beside each bulletin
	FullFeeds     bool   // feeds hold whole texts; else summaries
	TermArchives  bool   // older entries of each term's feeds too, not of the site's alone
	IDBase        string // what ids of entries are made of, in the form of BaseURL; empty: BaseURL
	GzipSitemap   bool
	Search        bool // a search page with its index
	Related       bool // bulletin pages list related ones
}

// Publisher is who is responsible for the site, and how to reach them.
type Publisher struct {
	Name    archive.Names
	URL     string
	Email   string
	Phone   string
	Address archive.Names
}

const (
	defaultTimeZone = "Asia/Shanghai"
	maxConfig       = 1 << 20 // bytes
)

// defaultConfig is that of an archive without site.yaml.
func defaultConfig() Config {
	zone, err := time.LoadLocation(defaultTimeZone)
	if err != nil {
		panic(err) // it is part of the program
	}
	return Config{
		Title:     archive.Names{{Language: "zh-Hans", Text: "公报"}, {Language: "zh-Hant", Text: "公報"}, {Language: "en", Text: "Public bulletins"}},
		Languages: []string{"zh-Hans"},
		TimeZone:  zone,
		Search:    true,
		Related:   true,
	}
}

// readConfig reads site.yaml. With problems, the config still has what is sure, and the defaults for the rest.
func readConfig(file string, data []byte) (Config, []problem.Problem) {
	c := defaultConfig()
	if len(data) > maxConfig {
		return c, []problem.Problem{{File: file, Message: "the file is larger than 1 MiB"}}
	}
	v, problems := fields.YAML(file, data, 1)
	if len(problems) > 0 && v.Kind == fields.Null {
		return c, problems
	}
	r := configReader{fields.Reader{File: file, Problems: problems}}
	if !r.Map("the file", &v) {
		return c, r.Problems
	}
	for i, key := range v.Keys {
		name, item := key.Name, &v.Items[i]
		switch name {
		case "title":
			if names := r.names(name, item); names != nil {
				c.Title = names
			}
		case "description":
			c.Description = r.names(name, item)
		case "copyright":
			c.Copyright = r.names(name, item)
		case "base_url":
			c.BaseURL = r.baseURL(name, item)
		case "languages":
			c.Languages = r.languages(name, item, c.Languages)
		case "time_zone":
			c.TimeZone = r.timeZone(name, item, c.TimeZone)
		case "theme":
			c.Theme = r.theme(name, item)
		case "strict":
			c.Strict = r.Bool(name, item)
		case "publisher":
			r.publisher(name, item, &c.Publisher)
		case "contact":
			r.contact(name, item, &c.Publisher)
		case "meta":
			r.government(name, item, &c.Government)
		case "unsafe_html":
			c.SanitizedHTML = r.Choice(name, item, []string{"off", "sanitized"}) == 1
		case "pretty_urls":
			c.PrettyURLs = r.Bool(name, item)
		case "formats":
			for _, format := range r.Choices(name, item, []string{"json", "markdown"}) {
				c.JSON = c.JSON || format == 0
				c.Markdown = c.Markdown || format == 1
			}
		case "feeds":
			r.section(name, item, []string{"content", "archives", "id_base"}, func(key string, v *fields.Value) {
				switch key {
				case "feeds.content":
					c.FullFeeds = r.Choice(key, v, []string{"summary", "full"}) == 1
				case "feeds.archives":
					c.TermArchives = r.Choice(key, v, []string{"site", "all"}) == 1
				case "feeds.id_base":
					c.IDBase = r.baseURL(key, v)
				}
			})
		case "sitemap":
			r.section(name, item, []string{"gzip"}, func(key string, v *fields.Value) {
				c.GzipSitemap = r.Bool(key, v)
			})
		case "search":
			c.Search = item.Kind == fields.Null || r.Bool(name, item)
		case "related":
			c.Related = item.Kind == fields.Null || r.Bool(name, item)
		default:
			r.Unknown(key, configKeys)
		}
	}
	switch title, ok := v.Get("title"); {
	case !ok:
		r.Add(problem.Pos{Line: 1, Column: 1}, "title is missing; a site needs one")
	case title.Kind == fields.Null || title.Kind == fields.String && strings.TrimSpace(title.Text) == "":
		r.Add(title.Pos, "title is empty; a site needs one")
	}
	return c, r.Problems
}

var configKeys = []string{"title", "description", "copyright", "base_url", "languages", "time_zone", "theme", "strict", "publisher", "contact", "meta",
	"unsafe_html", "pretty_urls", "formats", "feeds", "sitemap", "search", "related"}

type configReader struct{ fields.Reader }

// section reads a map whose keys are known; read gets each of them as "section.key".
func (r *configReader) section(name string, v *fields.Value, known []string, read func(key string, v *fields.Value)) {
	if !r.Map(name, v) {
		return
	}
	for i, key := range v.Keys {
		if !slices.Contains(known, key.Name) {
			r.Unknown(key, known)
			continue
		}
		read(name+"."+key.Name, &v.Items[i])
	}
}

func (r *configReader) names(key string, v *fields.Value) (names archive.Names) {
	for _, t := range r.Translated(key, v) {
		names = append(names, archive.Name{Language: t.Language, Text: t.Value})
	}
	return names
}

// baseURL reads where the site will be found; addresses are made by putting a path after it.
func (r *configReader) baseURL(key string, v *fields.Value) string {
	t := r.URL(key, v)
	if strings.ContainsAny(t.Value, "?#") {
		r.Add(v.Pos, "%s has a query or a fragment; expected one such as https://www.example.org/archive/", key)
		return ""
	}
	if t.Value != "" && !strings.HasSuffix(t.Value, "/") {
		return t.Value + "/"
	}
	return t.Value
}

func (r *configReader) languages(key string, v *fields.Value, otherwise []string) []string {
	var tags []string
	for _, t := range r.Lines(key, v) {
		switch {
		case slices.Contains(tags, t.Value):
			r.Add(t.Pos, "language %s is listed twice", fields.Quote(t.Value))
		case slices.Contains(pages.Interface, t.Value):
			tags = append(tags, t.Value)
		default:
			r.Add(t.Pos, "language %s; the interface speaks %s", fields.Quote(t.Value), strings.Join(pages.Interface, ", "))
			if meant := siteLanguage(t.Value); meant != "" {
				r.Hint("did you mean %q?", meant)
			} else {
				r.DidYouMean(t.Value, pages.Interface)
			}
		}
	}
	if tags == nil {
		return otherwise
	}
	return tags
}

// siteLanguage gives the language of the interface that was probably meant by the tag of a place.
func siteLanguage(tag string) string {
	switch strings.ToLower(strings.ReplaceAll(tag, "_", "-")) {
	case "zh", "cn", "zh-cn", "zh-sg", "zh-hans-cn", "zh-hans":
		return "zh-Hans"
	case "tw", "hk", "zh-tw", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk", "zh-hant":
		return "zh-Hant"
	case "en-us", "en-gb":
		return "en"
	}
	return ""
}

func (r *configReader) timeZone(key string, v *fields.Value, otherwise *time.Location) *time.Location {
	t := r.Line(key, v)
	if t.Value == "" {
		return otherwise
	}
	zone, err := time.LoadLocation(t.Value)
	if err != nil || strings.HasPrefix(strings.ToLower(t.Value), "local") { // "Local" would make the site depend on the machine
		r.Add(v.Pos, "%s is %s; expected a name of the IANA time zone database such as Asia/Shanghai", key, fields.Quote(t.Value))
		if near := problem.Nearest(t.Value, commonZones); near != "" {
			r.Hint("did you mean %q?", near)
		} else {
			r.Hint("all of mainland China is Asia/Shanghai")
		}
		return otherwise
	}
	return zone
}

var commonZones = []string{"Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore", "UTC"}

func (r *configReader) theme(key string, v *fields.Value) string {
	t := r.Line(key, v)
	if strings.Trim(strings.ToLower(t.Value), "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		r.Add(v.Pos, "%s is %s; expected the name of a folder in themes, of letters, digits, hyphens and underscores", key, fields.Quote(t.Value))
		return ""
	}
	return t.Value
}

func (r *configReader) publisher(name string, v *fields.Value, p *Publisher) {
	r.section(name, v, []string{"name", "url"}, func(key string, v *fields.Value) {
		switch key {
		case "publisher.name":
			p.Name = r.names(key, v)
		case "publisher.url":
			p.URL = r.URL(key, v).Value
		}
	})
}

func (r *configReader) contact(name string, v *fields.Value, p *Publisher) {
	r.section(name, v, []string{"email", "phone", "address"}, func(key string, v *fields.Value) {
		switch key {
		case "contact.email":
			p.Email = r.email(key, v)
		case "contact.phone":
			p.Phone = r.Line(key, v).Value
		case "contact.address":
			p.Address = r.names(key, v)
		}
	})
}

// email reads an address that can be made into a mailto link (RFC 6068); it does not try to tell real addresses from others.
func (r *configReader) email(key string, v *fields.Value) string {
	t := r.Line(key, v)
	user, host, _ := strings.Cut(t.Value, "@")
	if t.Value != "" && (user == "" || host == "" || strings.ContainsAny(t.Value, " <>\"'?&/\\:;,") || strings.Contains(host, "@")) {
		r.Add(v.Pos, "%s is %s; expected an address such as office@example.org", key, fields.Quote(t.Value))
		return ""
	}
	return t.Value
}

func (r *configReader) government(name string, v *fields.Value, g *pages.Government) {
	places := map[string]*string{
		"site_name": &g.SiteName, "site_domain": &g.SiteDomain, "site_id_code": &g.SiteIDCode,
		"column_name": &g.ColumnName, "column_type": &g.ColumnType,
	}
	known := []string{"site_name", "site_domain", "site_id_code", "column_name", "column_type"}
	r.section(name, v, known, func(key string, v *fields.Value) {
		*places[strings.TrimPrefix(key, name+".")] = r.Line(key, v).Value
	})
}
