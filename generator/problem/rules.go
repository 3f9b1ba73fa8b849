package problem

import "slices"

// A Code identifies a kind of problem: short words joined by hyphens, as in "unknown-agency". Once released, a code keeps its
// meaning and is never reused for another.
type Code string

// A Rule declares a code: how serious a problem of its kind is, and what to say about it in reports (SARIF calls these rules,
// SARIF 2.1.0 §3.49).
type Rule struct {
	Code    Code
	Warning bool   // worth a look, but no reason to stop
	Title   string // what was found, as a short sentence
	Why     string // why it matters
}

// Rules lists every kind of problem, by the package that reports it. A code that is missing here fails
// TestEveryCodeIsDeclaredOnceWithAReason.
var Rules = slices.Concat([]Rule{
	// settings
	{MissingSiteTitle, false, "The site has no title", "Every page shows it, and search results and feeds name the site by it."},
	{BadBaseURL, false, "The address of the site cannot be used", "Feeds, the sitemap and citations are made from it."},
	{UnknownLanguage, false, "The interface is not available in a language", "Index pages are made in each language that the site lists."},
	{RepeatedInterfaceLanguage, false, "A language is listed twice", "The same index pages would be made twice."},
	{UnknownTimeZone, false, "A time zone is unknown", "The time zone decides on which day a bulletin was published."},
	{BadThemeName, false, "The name of a theme cannot be used", "It must be the name of a folder below themes/."},
	{UnknownTheme, false, "A theme does not exist", "The pages would not look as intended."},
	{BadEmail, false, "An e-mail address is invalid", "Readers would click on a link that opens nothing."},
	{BadAddress, false, "An address on the command line is not absolute", "Feeds, the sitemap and citations are made from it."},
	{MissingVocabulary, false, "A vocabulary is missing", "A strict site allows only declared agencies, topics and regions."},
	{BadPattern, false, "A pattern of names cannot be read", "It would match no file."},
	{SettingsTooLarge, false, "A settings file is too large", "It is probably not the file that was meant."},

	// publish
	{SiteClosed, true, "Only its owner can read the site", "A web server that runs as another user answers 403 for every page."},

	// source
	{UnreadableFile, false, "A file cannot be read", "Its content would be missing from the site."},
	{LinkLeavesContent, false, "A symbolic link leaves the content or the theme", "It would publish a file that is not part of the archive."},
	{LinkToFolder, false, "A symbolic link leads to a folder", "The folder would be published twice, or endlessly."},
	{SpecialFile, false, "Something is neither a file nor a folder", "Reading it could block forever."},
	{StrayFile, true, "A file does not belong to any bulletin", "Someone put it there, but it is not published."},
	{StrayMarkdown, false, "A markdown file is in another bulletin's folder", "A bulletin's folder contains one text and its attachments."},
	{StrayIndex, false, "An index.md is at the top level", "It would turn the whole folder into one bulletin."},
	{MissingAttachment, false, "A listed attachment does not exist", "Readers would find a dead link."},
	{UnlistedFile, true, "A file beside a bulletin is not in its list of attachments", "The list decides what is published. The file may have been forgotten, or be in the wrong folder."},
	{Leftover, true, "A program left a file behind", "Old versions, parts of downloads and marks of open documents are never published, but they show what no one should see."},
	{HiddenStatic, true, "A file below static/ is hidden", "Someone put it there, but of hidden names only .well-known is published."},
	{SourceEnding, true, "A markdown file does not end in .md", "It is not read, so its bulletin is missing from the site."},
	{MisplacedSource, true, "A markdown file is outside bulletins/ and pages/", "It is not read, so its bulletin is missing from the site."},
	{UnreadFile, true, "Nothing reads a file of the content", "Someone put it there, but it has no effect."},
	{UnpublishableName, false, "A file's name cannot be published", "Some hosts would not serve it, or it would deceive whoever sees it."},
	{AttachmentsAlike, false, "Two files of a bulletin have nearly the same name", "Many disks and hosts take them for one file, and one would replace the other."},
	{EmptyText, true, "A text is empty", "Readers would find a title and nothing below it."},

	// site
	{UnknownSource, false, "A link leads to a source that does not exist", "A reader who follows it finds no page."},
	{UnknownAddress, false, "A link leads to an address of the site that no file has", "A reader who follows it finds no page."},
	{UnknownPart, false, "A link leads to a missing part of another page", "A reader who follows it lands at the top of the page and has to search."},
	{AddressClash, false, "Two sources claim the same address", "Only one of them could be published."},
	{ReservedAddress, false, "A source claims the address of one of the site's own pages", "One of the two pages would be lost."},
	{ErasedTitleNamed, true, "A text names the erased title of a bulletin", "No file should have the title, and this text publishes it."},
	{ActiveFile, false, "A file would run on the site's own origin", "Whoever made it could change what readers see and send, as if the office itself did. A policy of the host cannot be relied on."},
	{UnlikelyYear, true, "A year is far from now", "A wrong digit hides a bulletin for years, or files it where no one looks."},
	{DateAhead, true, "A correction, withdrawal or erasure has a date that is still to come", "It has taken effect already, so the date is wrong."},
	{QueryAlias, true, "An alias has a query", "Only a web server can answer it: in a folder of files, the old address leads nowhere."},
	{RenderFailed, false, "A page cannot be rendered", "A build would stop at it and write nothing."},

	// ledger
	{BadGoneAddress, false, "An address in gone.yaml is not one of the site", "No page could explain what became of it."},
	{IncompleteGone, false, "An entry of gone.yaml lacks an address, a date or a reason", "Readers who look for the page need to know when and why it went."},
	{GoneTwice, false, "An address is twice in gone.yaml", "Its page can give only one of the two reasons."},
	{GoneCurrent, false, "An address in gone.yaml is not gone", "The page that is there and the page that says it is gone would be one file."},
	{UnexplainedAddress, true, "A published address would be gone without a word", "Addresses are promises, and others may have cited this one. An alias, a withdrawal or an entry of gone.yaml keeps it."},
	{DamagedLedger, true, "A ledger of published addresses is damaged", "An address that it no longer names may vanish without notice."},

	// fields
	{BadEncoding, false, "A file is not UTF-8", "Any other encoding shows wrong characters on some readers' screens."},
	{ControlCharacter, false, "A text contains a control character", "It is invisible, but it makes feeds invalid (XML 1.0 §2.2) and hides the word from searches."},
	{BadLineEnd, false, "A line ends with a lone carriage return", "Tools disagree about where such a line ends, so line numbers are wrong in some of them."},
	{BadYAML, false, "A file is not valid YAML", "What the editor meant is unclear, and guessing would publish something else."},
	{BadTOML, false, "A file is not valid TOML", "What the editor meant is unclear, and guessing would publish something else."},
	{BadJSON, false, "A file is not valid JSON", "What the editor meant is unclear, and guessing would publish something else."},
	{YAMLAnchor, false, "A file uses YAML anchors or aliases", "A few lines of them can expand to gigabytes."},
	{YAMLTag, false, "A file uses YAML tags", "They change the type of a value without a visible reason."},
	{SecondDocument, false, "A file contains a second YAML document", "Everything after the first one would be ignored."},
	{ExpectedKeys, false, "A document does not consist of keys and values", "Without keys, nothing says what its values mean."},
	{EmptyKey, false, "A key has no name", "A value without a name has no meaning."},
	{RepeatedKey, false, "A key appears twice", "Only one of the two values can count, and readers would not know which."},
	{TooManyEntries, false, "A list has too many entries", "No document that people write needs so many, and each may make pages of its own."},
	{TooManyKeys, false, "A map has too many keys", "No document that people write needs so many. The limit stops files made to exhaust memory."},
	{TooDeep, false, "Lists and maps are nested too deep", "No document that people write needs such depth. The limit stops files made to exhaust memory."},
	{LoneSurrogate, false, "A JSON text contains half of a surrogate pair", "The character cannot be shown (RFC 8259 §8.2)."},
	{UnknownKey, false, "A key is unknown", "Its value would be ignored. Most often the name is misspelt."},
	{WrongType, false, "A value has the wrong type", "Converting it would change what the source says."},
	{SeveralLines, false, "A value spans several lines", "It appears where there is space for only one."},
	{CommentCutsText, true, "A comment cuts a text", "In YAML a space and # start a comment, and what follows is not published. In quotes, # is an ordinary character."},
	{TypedQuotes, false, "A name is in typed quotation marks", "YAML knows only straight quotation marks. Others would become part of the name, which then differs from the same name elsewhere."},
	{ListMark, false, "A list has no space after its hyphens", "Without the space, all its entries are one text."},
	{EmptyEntry, false, "A list has an empty entry", "A value is missing, or a hyphen or comma is left over."},
	{UnknownValue, false, "A value is not one of those allowed", "Any other word has no meaning."},
	{BadURL, false, "A web address is invalid", "The link would lead nowhere, or run a script."},
	{URLWithPassword, false, "A web address contains a user name or password", "Every visitor could read it."},
	{BadLanguage, false, "A language tag is invalid", "Browsers and screen readers know languages by their tags (BCP 47)."},
	{RepeatedLanguage, false, "A name has two texts in one language", "Only one of the two can be shown."},
	{BadDate, false, "A date is invalid", "Bulletins are sorted, listed and addressed by date."},

	// bulletin
	{SourceTooLarge, false, "A source file is too large", "A page of that size loads slowly everywhere; large material belongs in attachments."},
	{FrontMatterTooLarge, false, "Front matter is too large", "Long texts belong in the body."},
	{MissingFrontMatter, false, "A source has no front matter", "Without it, the title, publisher and date are unknown."},
	{OpenFrontMatter, false, "Front matter is not closed", "The whole text would be read as front matter."},
	{BadFrontMatter, false, "Front matter cannot be read", "Nothing is known about the bulletin."},
	{IndentedDelimiter, false, "The line that closes the front matter is indented", "If it is part of a value, the front matter ends too early."},
	{MissingTitle, false, "A source has no title", "Lists, search results and browser tabs would have nothing to show."},
	{MissingPublisher, false, "A bulletin has no publisher", "Readers need to know who is speaking."},
	{MissingDate, false, "A bulletin has no date", "Bulletins are sorted, listed and addressed by date."},
	{EmptyTitle, false, "The title is empty", "Lists, search results and browser tabs would have nothing to show."},
	{EmptyPublisher, false, "The publisher is empty", "Readers need to know who is speaking."},
	{EmptyDate, false, "The date is empty", "Bulletins are sorted, listed and addressed by date."},
	{SkippedDate, false, "A date or time was skipped in the site's time zone", "When clocks are put forward, or a place moves across the date line, an hour or a day is left out. The bulletin would appear under another day."},
	{RepeatedTime, true, "A time occurred twice in the site's time zone", "When clocks are put back, an hour comes twice, and only a zone says which of the two is meant."},
	{ExpiresTooEarly, false, "A bulletin expires before it is published", "One of the two dates is wrong."},
	{UpdatedTooEarly, false, "A bulletin was updated before its date", "One of the two dates is wrong."},
	{EndedTooEarly, false, "A bulletin was withdrawn or erased before its date", "One of the two dates is wrong."},
	{MissingErasureDate, false, "An erasure has no date", "Readers who come back need to know when the text was erased."},
	{MissingLegalGround, false, "An erasure names no law", "An archive of record takes a text out only where a law asks for it, and says which."},
	{NotErased, false, "A field of erased bulletins is set on another", "The editor meant to erase the text, and it would stay public."},
	{TitleInAddress, true, "An address spells an erased title", "Whoever sees the address reads the title."},
	{WrittenTooLate, true, "A document was signed after it was published", "One of the two dates is wrong."},
	{StatusContradiction, false, "The status contradicts another field", "Readers would see two statements that contradict each other."},
	{MissingReason, false, "A withdrawal has no reason", "Readers who relied on the bulletin need to know why it no longer applies."},
	{MissingSuccessor, true, "A superseded bulletin does not name its successor", "Readers need to find the text that applies now."},
	{MissingCorrection, true, "A corrected bulletin does not say what was corrected", "Readers who relied on the old text need to know what changed."},
	{IncompleteCorrection, false, "A correction has no date or no note", "Readers need to know what was corrected, and when."},
	{NumberBrackets, true, "An official number has its year in the wrong brackets", "Readers cite the number as it was issued, with 〔 and 〕 (GB/T 9704—2012 §7.2.5)."},
	{TwoTranslationFields, false, "Both translation fields are set", "They may contradict each other, and one of them is enough."},
	{BadSlug, false, "A slug cannot be part of an address", "Some web servers or file systems would not serve the page."},
	{BadFileName, false, "A file's name cannot be part of an address", "Some web servers or file systems would not serve the page."},
	{BadAlias, false, "An alias is not a path of the site", "The old address could not redirect to the bulletin."},
	{BadAttachmentName, false, "An attachment does not name a file next to the source", "Only files in the bulletin's folder are published with it."},
	{RepeatedAttachment, false, "An attachment is listed twice", "One of the two entries was probably meant for another file."},

	// archive
	{UnknownAgency, false, "An agency is not in the vocabulary", "The bulletin would get a publisher that no one declared, with its own page and feed."},
	{UnknownTopic, false, "A topic is not in the vocabulary", "The bulletin would be listed under a topic that no one declared."},
	{UnknownRegion, false, "A region is not in the vocabulary", "The bulletin would be listed under a region that no one declared."},
	{AmbiguousTerm, false, "A name belongs to several terms", "The bulletin would be listed under one of them by chance."},
	{BadTermPath, false, "A path of names has an empty part, or too many", "It does not show which term is meant."},
	{TermAddressTaken, false, "Two names would share an address", "The two agencies, topics or regions would be one, and bulletins would be listed under the wrong one."},
	{TermSpelling, true, "Two spellings of a name make different addresses", "The address is made from the older one, so it would change with an older bulletin."},
	{JoinedNames, true, "A name looks like several names", "It would be one term of its own, and the bulletin would be missing from the lists of those that it names."},
	{AmbiguousHeading, true, "A heading is the name of several agencies", "It could open the section of any of them, so it opens none, and the bulletin is missing from their lists."},
	{AddressTaken, false, "Two bulletins have the same address", "Only one of them could be read. Many disks and hosts ignore letter case, so addresses must differ in more than that."},
	{NumberTaken, false, "Two bulletins have the same official number", "Readers cite a document by its number, and expect to find only one."},
	{NumberPublished, false, "A number is declared unpublished, but a bulletin has it", "One of the two is wrong."},
	{UnknownSeries, true, "A number is declared unpublished in a series that does not exist", "The series is probably misspelt, and the gap is still reported."},
	{UnknownBulletin, false, "A reference to a bulletin leads nowhere", "The bulletin may have been renamed or deleted, or may not be published yet."},
	{AmbiguousBulletin, false, "A reference matches several bulletins", "Readers would be sent to one of them by chance."},
	{SelfReference, false, "A bulletin refers to itself", "No bulletin replaces or translates itself."},
	{StatusNotSuperseded, true, "A bulletin was superseded, but its status does not say so", "Readers and searches take it to be in force."},
	{DuplicateTranslation, false, "Two texts in one language claim to be the same bulletin", "The page of each language leads to one text in each other language."},
	{TranslationStands, true, "The translation of an erased bulletin is still published", "It says in another language what was erased."},
	{VocabularyTooLarge, false, "A vocabulary is too large", "The limit keeps a file that is not a vocabulary from exhausting memory."},
	{IncompleteTerm, false, "A term has no id or no name", "The id forms its address, and the name is what readers see."},
	{BadTermID, false, "An id cannot be used in addresses", "Ids become folders of the site, so they must be short, plain, and not reserved."},
	{TermIDTaken, false, "Two terms have the same id", "They would share one page."},
	{FormerIDTaken, false, "A former id of a term is the id of another one", "The old address cannot lead to one page and be another."},
	{TermNameTaken, false, "Two terms have the same name", "A bulletin that uses the name could mean either."},
	{UnknownParent, false, "The parent of a term is not in the vocabulary", "The term would be missing from the tree."},
	{ParentCycle, false, "Terms are each other's parents", "A tree needs a root, and a cycle has none."},
	{TooManyParents, false, "A term is nested too deep", "Each term lists what all below it list, so a long chain makes a site that is too large to build."},

	// markdown
	{TextTooLarge, false, "A text is too long", "The limit is far above what people write. A longer text is probably data."},
	{TextTooIntricate, false, "A text has too much markup", "Parsing it could take minutes, so part of it is shown as typed."},
	{TextTooDeep, false, "Lists or quotations are nested too deep", "The deeper levels are shown as typed."},
	{TextNotUTF8, false, "A text is not UTF-8", "Characters would be lost or wrong."},
	{UnreadableMarkdown, false, "A text makes the markdown parser fail", "It cannot be published. The parser has a bug."},
	{DuplicateAttribute, false, "A heading has the same attribute twice", "Only one of the two could count."},
	{UnknownAttribute, false, "A heading has an unknown attribute", "It would have no effect. It may be misspelt."},
	{HeadingID, false, "The id of a heading cannot be used", "It would not work in an address, or would clash with an id that the page itself uses."},
	{HeadingIDTaken, false, "Two headings have the same id", "Links would lead to the first of the two."},
	{HeadingClass, false, "The class of a heading cannot be used", "No style sheet could select it."},
	{HeadingLanguage, false, "The language of a heading is not a language tag", "Browsers and screen readers would ignore it."},
	{HeadingLevel, true, "A heading skips a level", "People who use a screen reader jump from heading to heading, and a missing level sounds like a missing part (WCAG 2.2 SC 1.3.1)."},
	{EmptyHeading, true, "A heading is empty", "It is left out, because screen readers would announce a heading and then say nothing."},
	{NestedSection, false, "A heading in a quotation, list or note names an agency", "Only a heading outside of them can open a section."},
	{ImageText, true, "An image has no alternative text", "People who cannot see the image get this text instead (WCAG 2.2 SC 1.1.1)."},
	{RemoteImage, true, "An image is on another site", "Loading it would show that site who reads the page, so the page only links to it."},
	{NotAnImage, false, "The file of an image is not an image", "Readers would see a broken image."},
	{EmptyLink, true, "A link has no address", "A reader who follows it stays where they are."},
	{LinkText, true, "A link has no text", "No one can see or hear it."},
	{LinkScheme, false, "A link has a scheme that is not allowed", "Some schemes run scripts, and others work only on the author's computer."},
	{LinkOutsideFolder, false, "A link leads to a file outside the bulletin's folder", "Only files in the bulletin's folder are published with it."},
	{MissingFile, false, "A link leads to a file that does not exist", "Readers would find nothing."},
	{UnknownHeading, false, "A link leads to a heading that does not exist", "Readers would stay at the top of the page."},
	{UnusedLinkDefinition, false, "A line is a link definition that nothing uses", "Such a line does not appear on the page. Text that only looks like a definition would be lost."},
	{MissingNote, false, "A note is mentioned but not written", "Readers would see a mark that leads to no note."},
	{UnusedNote, true, "A note is written but not mentioned", "It appears at the end, but nothing leads to it."},
	{HTMLShown, false, "HTML is shown as text", "Readers would see tags."},
	{HTMLLeftOut, true, "Some HTML is not allowed and was left out", "The page may lack something that it contained."},
	{TableCells, false, "A row has more cells than the table has columns", "The cells beyond the last column would be lost."},

	// pages
	{BadTemplate, false, "A template has a mistake", "No page can be made from it."},
	{MissingTemplate, false, "The theme lacks a template", "Some pages of the site are made from it."},
	{UnknownTemplate, false, "A template calls a template that does not exist", "Every page made from it would fail."},
	{UnusedTemplate, true, "Nothing uses a template", "Most often its name is misspelt, and the default theme's template is used instead."},
	{TemplateNotCompiled, true, "A template cannot be compiled", "Its pages are right, but take about twenty times as long to render."},
	{TemplateFallback, true, "A compiled template failed", "The pages were rendered by html/template instead. They are right, but took about twenty times as long. Unless the template does something unusual, this is a bug in gongbao."},
	{UnknownMessage, false, "A template shows a message that does not exist", "Readers would see the name of the message instead of its text."},
	{UnusedMessage, true, "No template shows a message", "Most often its name is misspelt, and the default theme's message is shown instead."},
	{BadMessage, false, "A message is not text", "A page can show only text."},
	{UnknownPlaceholder, false, "A message has a placeholder that nothing fills", "Its place would stay empty on every page."},
	{UnknownMessageLanguage, false, "Messages are in a language that the interface does not have", "No page would show them."},
	{UnknownAsset, false, "A template asks for a style, script or image that does not exist", "Every page would request it in vain."},
	{BadAssetName, false, "An asset's name has an ending that themes cannot use", "Only styles, scripts and SVG images are bundled."},
	{BadAsset, false, "A style or script has a mistake", "Browsers would ignore part or all of it."},
	{ThemeTooComplex, false, "A theme takes too long to read", "The build would never end."},
	{UnreadableThemeFile, false, "A file of the theme cannot be read", "The theme is incomplete without it."},

	// legacy
	{Code: ImportUnreadable, Title: "A page to import cannot be read", Why: "The file is missing, or this user may not read it."},
	{Code: ImportNotText, Title: "A file to import is not text", Why: "Import reads text and HTML in UTF-8, GB 18030, Big5 and UTF-16. Other files can be attached to a bulletin."},
	{Code: ImportTooLarge, Title: "A page to import is too large", Why: "No page that people read is that large, so it is probably another kind of file."},
	{Code: ImportTooDeep, Title: "A page to import is nested too deep", Why: "No browser shows such a page as it is, so it is damaged or made to cause damage."},
	{Code: ImportIncomplete, Title: "An imported page lacks what a bulletin needs", Why: "A build refuses a bulletin without a text, a title, a publisher or a date."},
	{Code: ImportExists, Title: "An imported bulletin already exists", Why: "Import never overwrites a file, because someone may have edited it."},
	{Code: ImportUnwritable, Title: "An imported bulletin cannot be written", Why: "The disk is full, or this user may not write to the folder."},
	{Code: DoubtfulRepair, Warning: true, Title: "A repair of damaged text is uncertain", Why: "Only someone who knows the document can decide what it said. Accept or refuse the repair by its name."},
	{Code: DoubtfulField, Warning: true, Title: "A field of the front matter was guessed", Why: "The page does not state it, so import used the most likely value."},
	{Code: UnreadableLabel, Warning: true, Title: "A label of the page has a value that cannot be read", Why: "The field of the front matter stays empty."},
	{Code: CopiedFiller, Warning: true, Title: "A line seems to come from the site that copied the text", Why: "It probably does not belong in the document, but import deletes only what certainly does not."},
	{Code: Compilation, Warning: true, Title: "A page seems to contain several reports", Why: "Each of them deserves its own address. --split makes a bulletin of each."},

	// check
}, CheckRules, SlipRules)

var byCode = func() map[Code]Rule {
	m := make(map[Code]Rule, len(Rules))
	for _, r := range Rules {
		m[r.Code] = r
	}
	return m
}()

// RuleOf returns the rule of a code, or the zero Rule if none declares it.
func RuleOf(code Code) Rule { return byCode[code] }
