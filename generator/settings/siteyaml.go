package settings

import (
	"path"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // so that a machine without a time zone database builds the same site

	"gongbao/generator/archive"
	"gongbao/generator/fields"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
)

// Config is what site.yaml says about a site. Keys lists the keys of that file.
type Config struct {
	Title       archive.Names // at least one
	Description archive.Names
	Copyright   archive.Names
	BaseURL     string         // absolute, http or https, ends with "/"; empty: unknown
	Host        string         // of the base_url in site.yaml, or else of BaseURL: authors write links to their own site with it
	Languages   []string       // of the index pages, each one of pages.Interface; the first is the default
	TimeZone    *time.Location // decides the day of a date
	Theme       string         // name of a theme; empty: the built-in one
	Strict      bool           // agencies, topics and regions must be declared

	Publisher  Publisher
	Government pages.Government // meta labels of Chinese government sites

	SanitizedHTML     bool     // keep raw HTML in bodies, cleaned; otherwise it is shown as text
	ActiveAttachments []string // names or patterns of files that may run on the site's origin
	PrettyURLs        bool     // folders instead of files
	JSON              bool     // a JSON file beside each bulletin
	Markdown          bool     // a markdown file beside each bulletin
	FullFeeds         bool     // feeds hold whole texts; otherwise summaries
	TermArchives      bool     // archived feeds for each agency, topic and region too
	IDBase            string   // the address that ids of feed entries start with, in the form of BaseURL; empty: BaseURL
	GzipSitemap       bool
	Search            bool // a search page with its index
	Related           bool // bulletin pages list related ones

	Allow         []string // numbers and files in which a check finds no personal data
	HostRedirects bool     // a web server answers what files cannot, such as old addresses with queries
}

// Publisher is the office responsible for the site, and how to reach it.
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

// defaultConfig returns the settings of an archive without site.yaml.
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

// readConfig reads site.yaml. If a value has a problem, the default replaces it.
func readConfig(file string, data []byte) (Config, []problem.Problem) {
	c := defaultConfig()
	if len(data) > maxConfig {
		return c, []problem.Problem{problem.New(problem.SettingsTooLarge, file, problem.Pos{}, "the file is larger than 1 MiB")}
	}
	v, problems := fields.YAML(file, data, 1)
	if len(problems) > 0 && v.Kind == fields.Null {
		return c, problems
	}
	r := &configReader{fields.Reader{File: file, Problems: problems, Instead: otherNames, Help: "gongbao help site"}}
	if !r.Map("the file", &v) {
		return c, r.Problems
	}
	r.keys(&c, "", &v, Keys)
	switch title, ok := v.Get("title"); {
	case !ok:
		r.Report(problem.Pos{Line: 1, Column: 1}, problem.MissingSiteTitle, "title is missing; a site needs one")
	case title.Kind == fields.Null || title.Kind == fields.String && strings.TrimSpace(title.Text) == "":
		r.Report(title.Pos, problem.MissingSiteTitle, "title is empty; a site needs one")
	}
	return c, r.Problems
}

// configReader reads values of site.yaml: it adds to fields.Reader the kinds of values that only this file has.
type configReader struct{ fields.Reader }

// keys reads a map whose keys are known. prefix precedes their names in messages: "feeds.", or nothing.
func (r *configReader) keys(c *Config, prefix string, v *fields.Value, known []Key) {
	names := make([]string, len(known))
	for i := range known {
		names[i] = known[i].Name
	}
	for i, key := range v.Keys {
		at := slices.Index(names, key.Name)
		if at < 0 {
			r.Unknown(key, names)
			continue
		}
		name, item := prefix+key.Name, &v.Items[i]
		if k := known[at]; k.Keys == nil {
			k.read(r, c, name, item)
		} else if r.Map(name, item) {
			r.keys(c, name+".", item, k.Keys)
		}
	}
}

func (r *configReader) names(key string, v *fields.Value) (names archive.Names) {
	for _, t := range r.Translated(key, v) {
		names = append(names, archive.Name{Language: t.Language, Text: t.Value})
	}
	return names
}

// baseURL reads an address that paths are appended to, so it always ends with a slash.
func (r *configReader) baseURL(key string, v *fields.Value) string {
	t := r.URL(key, v)
	if strings.ContainsAny(t.Value, "?#") {
		r.Report(v.Pos, problem.BadBaseURL, "%s has a query or a fragment; expected one such as https://www.example.org/archive/", key)
		return ""
	}
	if t.Value != "" && !strings.HasSuffix(t.Value, "/") {
		return t.Value + "/"
	}
	return t.Value
}

// patterns reads names of files in which * and ? may stand for others, as path.Match reads them.
func (r *configReader) patterns(key string, v *fields.Value) []string {
	var all []string
	for _, t := range r.Lines(key, v) {
		if _, err := path.Match(t.Value, ""); err != nil {
			r.Report(t.Pos, problem.BadPattern, "%s has the pattern %s, whose brackets are not closed; expected a name such as table.html, or *.html", key, fields.Quote(t.Value))
			continue
		}
		all = append(all, t.Value)
	}
	return all
}

func (r *configReader) languages(key string, v *fields.Value, otherwise []string) []string {
	var tags []string
	for _, t := range r.Lines(key, v) {
		switch {
		case slices.Contains(tags, t.Value):
			r.Report(t.Pos, problem.RepeatedInterfaceLanguage, "language %s is listed twice", fields.Quote(t.Value))
		case slices.Contains(pages.Interface, t.Value):
			tags = append(tags, t.Value)
		default:
			r.Report(t.Pos, problem.UnknownLanguage, "language %s; expected one of %s", fields.Quote(t.Value), strings.Join(pages.Interface, ", "))
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

// siteLanguage returns the interface language that a tag with a country probably means, or "".
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
		r.Report(v.Pos, problem.UnknownTimeZone, "%s is %s; expected a name of the IANA time zone database such as Asia/Shanghai", key, fields.Quote(t.Value))
		if near := problem.Nearest(t.Value, commonZones); near != "" {
			r.Hint("did you mean %q?", near)
		} else {
			r.Hint("all of mainland China uses Asia/Shanghai")
		}
		return otherwise
	}
	return zone
}

var commonZones = []string{"Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore", "UTC"}

func (r *configReader) theme(key string, v *fields.Value) string {
	t := r.Line(key, v)
	if strings.Trim(strings.ToLower(t.Value), "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		r.Report(v.Pos, problem.BadThemeName, "%s is %s; expected the name of a folder in themes, of letters, digits, hyphens and underscores", key, fields.Quote(t.Value))
		return ""
	}
	return t.Value
}

// email reads an address for a mailto link (RFC 6068). It does not check whether the address exists.
func (r *configReader) email(key string, v *fields.Value) string {
	t := r.Line(key, v)
	user, host, _ := strings.Cut(t.Value, "@")
	if t.Value != "" && (user == "" || host == "" || strings.ContainsAny(t.Value, " <>\"'?&/\\:;,") || strings.Contains(host, "@")) {
		r.Report(v.Pos, problem.BadEmail, "%s is %s; expected an address such as office@example.org", key, fields.Quote(t.Value))
		return ""
	}
	return t.Value
}
