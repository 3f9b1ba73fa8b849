package settings

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/bulletin"
	"gongbao/generator/fields"
)

// A Key is a key of site.yaml: how it is read, and what the reference says about it.
type Key struct {
	Name    string
	Value   string // what it takes
	Default string // the value without the key; empty: none
	English string
	Chinese string
	Keys    []Key // of a key whose value is a map

	read func(r *configReader, c *Config, key string, v *fields.Value)
}

// A table: Keys are all keys of site.yaml, in the order of the reference. The reader, the suggestions for a misspelt key and the
// reference all follow it, so a new key is one more entry.
var Keys = []Key{
	{Name: "title", Value: "text, or a map of language and text", English: "the name of the site; the only key that is required", Chinese: "网站名称，唯一必填的键",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			if names := r.names(key, v); names != nil {
				c.Title = names
			}
		}},
	{Name: "description", Value: "text, or a map of language and text", English: "one sentence about the site", Chinese: "一句话介绍本站",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Description = r.names(key, v) }},
	{Name: "copyright", Value: "text, or a map of language and text", English: "shown at the foot of every page", Chinese: "显示在每页页脚的版权信息",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Copyright = r.names(key, v) }},
	{Name: "base_url", Value: "address", English: "where the site is published, such as https://www.example.org/archive/; feeds, the sitemap and canonical links need it", Chinese: "网站发布地址，如 https://www.example.org/archive/；订阅源、站点地图和规范链接都需要它",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.BaseURL = r.baseURL(key, v) }},
	{Name: "languages", Value: "zh-Hans, zh-Hant, en: one or a list", Default: "zh-Hans", English: "languages of the index pages; the first is the default", Chinese: "索引页的语言，第一个为默认语言",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			c.Languages = r.languages(key, v, c.Languages)
		}},
	{Name: "time_zone", Value: "IANA name", Default: defaultTimeZone, English: "the time zone that decides on which day a bulletin was published", Chinese: "决定公报发布日期的时区",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			c.TimeZone = r.timeZone(key, v, c.TimeZone)
		}},
	{Name: "theme", Value: "name", Default: defaultTheme, English: "a folder below themes/ whose files replace the default theme's", Chinese: "themes/ 下的文件夹，其中的文件取代默认主题的同名文件",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Theme = r.theme(key, v) }},
	{Name: "strict", Value: "true or false", Default: "false", English: "agencies, topics and regions must be declared in agencies.yaml, topics.yaml and regions.yaml", Chinese: "机构、主题、地区必须在 agencies.yaml、topics.yaml、regions.yaml 中声明",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Strict = r.Bool(key, v) }},
	{Name: "publisher", English: "the office responsible for the site", Chinese: "主办单位", Keys: []Key{
		{Name: "name", Value: "text, or a map of language and text", English: "its name", Chinese: "名称",
			read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Publisher.Name = r.names(key, v) }},
		{Name: "url", Value: "address", English: "its own site", Chinese: "网址",
			read: func(r *configReader, c *Config, key string, v *fields.Value) {
				c.Publisher.URL = r.URL(key, v).Value
			}},
	}},
	{Name: "contact", English: "how readers reach the office", Chinese: "联系方式", Keys: []Key{
		{Name: "email", Value: "address", English: "e-mail address", Chinese: "电子邮箱",
			read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Publisher.Email = r.email(key, v) }},
		{Name: "phone", Value: "text", English: "telephone number", Chinese: "电话",
			read: func(r *configReader, c *Config, key string, v *fields.Value) {
				c.Publisher.Phone = r.Line(key, v).Value
			}},
		{Name: "address", Value: "text, or a map of language and text", English: "postal address", Chinese: "通信地址",
			read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Publisher.Address = r.names(key, v) }},
	}},
	{Name: "meta", English: "meta labels that Chinese government sites carry", Chinese: "政府网站的 meta 标签", Keys: []Key{
		metaKey("site_name", "SiteName", "网站名称", func(c *Config) *string { return &c.Government.SiteName }),
		metaKey("site_domain", "SiteDomain", "网站域名", func(c *Config) *string { return &c.Government.SiteDomain }),
		metaKey("site_id_code", "SiteIDCode", "网站标识码", func(c *Config) *string { return &c.Government.SiteIDCode }),
		metaKey("column_name", "ColumnName", "栏目名称", func(c *Config) *string { return &c.Government.ColumnName }),
		metaKey("column_type", "ColumnType", "栏目类别", func(c *Config) *string { return &c.Government.ColumnType }),
	}},
	{Name: "unsafe_html", Value: "off or sanitized", Default: "off", English: "raw HTML in texts: shown as text, or cleaned and kept", Chinese: "正文中的 HTML：按文字显示（off），或清理后保留（sanitized）",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			c.SanitizedHTML = r.Choice(key, v, []string{"off", "sanitized"}) == 1
		}},
	{Name: "active_attachments", Value: "names of files, or patterns such as *.html: one or a list", English: "files with scripts that are published all the same: HTML, JavaScript, SVG with scripts; links to them offer to save them", Chinese: "允许发布的含脚本文件（HTML、JavaScript、带脚本的 SVG）；指向它们的链接只供下载",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			c.ActiveAttachments = r.patterns(key, v)
		}},
	{Name: "pretty_urls", Value: "true or false", Default: "false", English: "a folder for each bulletin instead of a file", Chinese: "每份公报用文件夹地址，而不用文件地址",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.PrettyURLs = r.Bool(key, v) }},
	{Name: "formats", Value: "json, markdown: one or a list", English: "files to publish beside each bulletin", Chinese: "每份公报另外发布的格式",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			for _, format := range r.Choices(key, v, []string{"json", "markdown"}) {
				c.JSON = c.JSON || format == 0
				c.Markdown = c.Markdown || format == 1
			}
		}},
	{Name: "feeds", English: "what the feeds hold", Chinese: "订阅源", Keys: []Key{
		{Name: "content", Value: "summary or full", Default: "summary", English: "summaries, or whole texts", Chinese: "摘要（summary）或全文（full）",
			read: func(r *configReader, c *Config, key string, v *fields.Value) {
				c.FullFeeds = r.Choice(key, v, []string{"summary", "full"}) == 1
			}},
		{Name: "archives", Value: "site or all", Default: "site", English: "archived feeds of the site only, or of each agency, topic and region too", Chinese: "只为全站保留历史订阅源（site），或为每个机构、主题、地区都保留（all）",
			read: func(r *configReader, c *Config, key string, v *fields.Value) {
				c.TermArchives = r.Choice(key, v, []string{"site", "all"}) == 1
			}},
		{Name: "id_base", Value: "address", Default: "base_url", English: "the address that ids of entries start with; a site that moves keeps its old one here", Chinese: "条目标识所用的地址；网站迁址后填旧地址，标识不变",
			read: func(r *configReader, c *Config, key string, v *fields.Value) { c.IDBase = r.baseURL(key, v) }},
	}},
	{Name: "sitemap", English: "the sitemap for search engines", Chinese: "供搜索引擎使用的站点地图", Keys: []Key{
		{Name: "gzip", Value: "true or false", Default: "false", English: "compress its parts", Chinese: "压缩各部分",
			read: func(r *configReader, c *Config, key string, v *fields.Value) { c.GzipSitemap = r.Bool(key, v) }},
	}},
	{Name: "search", Value: "true or false", Default: "true", English: "a search page and its index", Chinese: "搜索页及其索引",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			c.Search = v.Kind == fields.Null || r.Bool(key, v)
		}},
	{Name: "related", Value: "true or false", Default: "true", English: "related bulletins on each bulletin's page", Chinese: "在公报页列出相关公报",
		read: func(r *configReader, c *Config, key string, v *fields.Value) {
			c.Related = v.Kind == fields.Null || r.Bool(key, v)
		}},
	{Name: "allow", Value: "numbers, or paths of files or folders", English: "exceptions from the check for personal data: a number that is meant to be public, or a file or folder such as bulletins/contacts.md", Chinese: "检查个人信息时的例外：本就应当公开的号码，或 bulletins/contacts.md 这样的文件、文件夹",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.Allow = r.patterns(key, v) }},
	{Name: "host_redirects", Value: "true or false", Default: "false", English: "the web server redirects old addresses with queries, as data/addresses.txt lists them; a folder of files cannot", Chinese: "由网站服务器按 data/addresses.txt 跳转带查询的旧网址；纯文件网站做不到",
		read: func(r *configReader, c *Config, key string, v *fields.Value) { c.HostRedirects = r.Bool(key, v) }},
}

// otherNames are names of keys in other programs and in Chinese.
var otherNames = map[string]string{
	"name": "title", "site_name": "title", "sitename": "title", "标题": "title", "网站名称": "title", "名称": "name",
	"url": "base_url", "site_url": "base_url", "siteurl": "base_url", "baseurl": "base_url", "domain": "base_url", "root": "base_url", "网址": "base_url",
	"language": "languages", "lang": "languages", "locale": "languages", "defaultcontentlanguage": "languages", "语言": "languages",
	"tz": "time_zone", "timezone": "time_zone", "时区": "time_zone", "subtitle": "description", "描述": "description", "简介": "description",
	"author": "publisher", "organization": "publisher", "owner": "publisher", "主办单位": "publisher", "copyrights": "copyright", "版权": "copyright",
	"主题": "theme", "mail": "email", "e-mail": "email", "邮箱": "email", "tel": "phone", "telephone": "phone", "电话": "phone", "地址": "address",
	"rss": "feeds", "feed": "feeds", "unsafe": "unsafe_html", "html": "unsafe_html", "uglyurls": "pretty_urls", "permalinks": "pretty_urls", "联系方式": "contact",
}

// metaKey returns a key whose line becomes a meta label of a Chinese government site.
func metaKey(name, label, chinese string, place func(c *Config) *string) Key {
	return Key{Name: name, Value: "text", English: "the label " + label, Chinese: "标签 " + label + "，" + chinese,
		read: func(r *configReader, c *Config, key string, v *fields.Value) { *place(c) = r.Line(key, v).Value }}
}

const (
	headEnglish = `# site.yaml

The settings of a site: a YAML file at the top of the content folder. Without it, the defaults apply. Unknown keys, repeated keys
and values of the wrong type are errors.

    title: {zh-Hans: 山东省审计公报, en: Shandong Audit Bulletin}
    base_url: https://bulletin.example.org/
    languages: [zh-Hans, en]
    feeds:
      content: full
`
	headChinese = `# site.yaml

网站设置：内容文件夹顶层的一个 YAML 文件。没有这个文件时，一律用默认值。未知的键、重复的键、类型不对的值都是错误。

    title: {zh-Hans: 山东省审计公报, en: Shandong Audit Bulletin}
    base_url: https://bulletin.example.org/
    languages: [zh-Hans, en]
    feeds:
      content: full
`
)

// Reference returns the reference of site.yaml as Markdown, made from Keys. language is "en" or "zh" (or a longer tag, such as
// zh-Hans); with any other, the reference is in English.
func Reference(language string) string {
	words := func(en, zh string) string { return bulletin.Words{EN: en, ZH: zh}.In(language) }
	var b strings.Builder
	b.WriteString(words(headEnglish, headChinese))
	var write func(prefix string, keys []Key)
	write = func(prefix string, keys []Key) {
		for _, k := range keys {
			fmt.Fprintf(&b, "\n## %s%s\n\n%s\n", prefix, k.Name, sentence(words(k.English, k.Chinese), words(".", "。")))
			if k.Keys != nil {
				write(prefix+k.Name+".", k.Keys)
				continue
			}
			b.WriteString(words("\n- Value: ", "\n- 值：") + words(k.Value, chineseValues[k.Value]) + "\n")
			if k.Default != "" {
				b.WriteString(words("- Default: ", "- 默认：") + k.Default + "\n")
			}
		}
	}
	write("", Keys)
	return b.String()
}

// sentence turns the description of a key into a sentence.
func sentence(s, stop string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:] + stop
}

// chineseValues translates what a key takes into Chinese.
var chineseValues = map[string]string{
	"text":                                  "文字",
	"text, or a map of language and text":   "文字，或“语言: 文字”的映射",
	"address":                               "地址",
	"name":                                  "名称",
	"IANA name":                             "IANA 时区名称",
	"true or false":                         "true 或 false",
	"summary or full":                       "summary 或 full",
	"site or all":                           "site 或 all",
	"off or sanitized":                      "off 或 sanitized",
	"json, markdown: one or a list":         "json、markdown，可写一个或列表",
	"numbers, or paths of files or folders": "号码，或文件、文件夹的路径",
	"zh-Hans, zh-Hant, en: one or a list":   "zh-Hans、zh-Hant、en，可写一个或列表",
	"names of files, or patterns such as *.html: one or a list": "文件名，或 *.html 这样的模式，可写一个或列表",
}
