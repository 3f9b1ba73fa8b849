package problem

// A Code identifies a kind of problem: short words joined by hyphens, as in "unknown-agency". A code that was released never
// changes its meaning and is never used again for another one.
type Code string

// A Rule declares a code: how serious a problem of its kind is, and what to say about it in reports (SARIF calls these rules,
// SARIF 2.1.0 §3.49).
type Rule struct {
	Code    Code
	Warning bool   // worth a look, but no reason to stop
	Title   string // what was found, as a short sentence
	Why     string // why it matters
}

// Rules are all kinds of problems, by the package that reports them. A code that is missing here fails the tests.
var Rules = []Rule{
	// settings
	{MissingTitle, false, "The site has no title", "Every page carries it, and search results and feeds name the site by it."},
	{BadBaseURL, false, "The address of the site cannot be used", "Feeds, the sitemap and citations are made of it."},
	{UnknownLanguage, false, "The interface does not speak a language", "Index pages are made in each language that the site lists."},
	{RepeatedLanguage, false, "A language is listed twice", "The same index pages would be made twice."},
	{UnknownTimeZone, false, "A time zone is not known", "The time zone decides on which day a bulletin was published."},
	{BadThemeName, false, "A theme has an unusable name", "It names a folder below themes/."},
	{UnknownTheme, false, "A theme does not exist", "The pages would look different from what was asked for."},
	{BadEmail, false, "An e-mail address cannot be written to", "Readers would click on a link that opens nothing."},
	{BadAddress, false, "An address on the command line is not absolute", "Feeds, the sitemap and citations are made of it."},
	{MissingVocabulary, false, "A vocabulary is missing", "A strict site names only declared agencies, topics and regions."},
	{SettingsTooLarge, false, "A file of the settings is too large", "It is probably another file than the one that was meant."},

	// source
	{UnreadableFile, false, "A file cannot be read", "What it says would be missing from the site."},
	{LinkLeavesContent, false, "A symbolic link leaves the content folder", "It would publish a file that is not part of the archive."},
	{LinkToFolder, false, "A symbolic link leads to a folder", "The folder would be published twice, or without end."},
	{SpecialFile, false, "Something is neither a file nor a folder", "Reading it could wait for ever."},
	{StrayFile, true, "A file belongs to no bulletin", "It is not published, although somebody put it there."},
	{StrayMarkdown, false, "A markdown file lies in another bulletin's folder", "A bulletin's folder holds one text and its attachments."},
	{StrayIndex, false, "An index.md lies at the top", "It would make the whole folder one bulletin."},
	{MissingAttachment, false, "An attachment that is listed does not exist", "Readers would find a dead link."},

	// site
	{UnknownSource, false, "A link leads to no source", "A reader who follows it finds no page."},
	{TakenAddress, false, "Two sources claim one address", "Only one of them could be published."},
	{ReservedAddress, false, "A source claims an address of the site's own pages", "One of the two pages would be lost."},

	// fields

	// bulletin

	// archive

	// markdown

	// pages
	{BadTemplate, false, "A template has a mistake", "No page can be made from it."},
	{MissingTemplate, false, "The theme lacks a template", "A page of the site is made from it."},
	{UnknownTemplate, false, "A template calls a template that does not exist", "Every page made from it would fail."},
	{UnusedTemplate, true, "A template is used by nothing", "Its name is most often misspelt: then the default theme's template is used instead."},
	{TemplateNotCompiled, true, "A template cannot be compiled", "Its pages are right, but take some twenty times as long to render."},
	{TemplateFallback, true, "A compiled template failed", "The pages were rendered by html/template instead. They are right, but took some twenty times as long. If the template calls for nothing unusual, this is a bug of gongbao."},
	{UnknownMessage, false, "A template shows a message that does not exist", "Readers would see the name of the message instead of its text."},
	{UnusedMessage, true, "No template shows a message", "Its name is most often misspelt: then the default theme's message is shown instead."},
	{BadMessage, false, "A message is not a text", "A page can show texts only."},
	{UnknownPlaceholder, false, "A message has a placeholder that nothing fills", "Its place would stay empty on every page."},
	{UnknownMessageLanguage, false, "There are messages for a language that the interface does not have", "No page would show them."},
	{UnknownAsset, false, "A template asks for a style, script or image that does not exist", "Browsers would ask for it in vain on every page."},
	{BadAssetName, false, "An asset's name has an ending that themes cannot use", "Only styles, scripts and SVG images are bundled."},
	{BadAsset, false, "A style or script has a mistake", "Browsers would ignore a part of it, or all."},
	{UnreadableThemeFile, false, "A file of the theme cannot be read", "The theme is not complete without it."},

	// legacy

	// check
}

var byCode = func() map[Code]Rule {
	m := make(map[Code]Rule, len(Rules))
	for _, r := range Rules {
		m[r.Code] = r
	}
	return m
}()

// RuleOf returns the rule of a code, or the zero Rule if none declares it.
func RuleOf(code Code) Rule { return byCode[code] }
