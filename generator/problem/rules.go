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

	// source

	// site

	// fields
	{BadEncoding, false, "A file is not UTF-8", "Any other encoding shows wrong characters on some readers' screens."},
	{ControlCharacter, false, "A text has a control character", "Nobody sees it, but feeds that contain it are invalid (XML 1.0 §2.2) and searches miss the word."},
	{BadLineEnd, false, "A line ends with a carriage return alone", "Tools disagree about where such a line ends, so line numbers are wrong in some of them."},
	{BadYAML, false, "A file is not valid YAML", "What the editor meant is unclear, and guessing would publish something else."},
	{BadTOML, false, "A file is not valid TOML", "What the editor meant is unclear, and guessing would publish something else."},
	{BadJSON, false, "A file is not valid JSON", "What the editor meant is unclear, and guessing would publish something else."},
	{YAMLAnchor, false, "A file uses YAML anchors or aliases", "A few lines of them can expand to gigabytes."},
	{YAMLTag, false, "A file uses YAML tags", "They change the type of a value without a visible reason."},
	{SecondDocument, false, "A file holds a second YAML document", "Everything after the first one would be ignored."},
	{ExpectedKeys, false, "A document does not consist of keys and values", "Without keys, nothing says what its values mean."},
	{EmptyKey, false, "A key has no name", "A value without a name has no meaning."},
	{RepeatedKey, false, "A key is given twice", "Only one of the two values can count, and readers would not know which."},
	{TooManyKeys, false, "A map holds too many keys", "No document that people write needs so many; the limit stops files made to exhaust memory."},
	{TooDeep, false, "Lists and maps are nested too deep", "No document that people write needs such depth; the limit stops files made to exhaust memory."},
	{LoneSurrogate, false, "A JSON text holds half of a surrogate pair", "The character cannot be shown (RFC 8259 §8.2)."},
	{UnknownKey, false, "A key is unknown", "Its value would be ignored: most often the name is misspelt."},
	{WrongType, false, "A value has the wrong type", "Converting it would change what the source says."},
	{SeveralLines, false, "A value runs over several lines", "It appears where there is space for one line."},
	{EmptyEntry, false, "A list has an empty entry", "Something is missing, or a hyphen or comma is left over."},
	{UnknownValue, false, "A value is not one of those allowed", "Any other word has no meaning."},
	{BadURL, false, "A web address is invalid", "The link would lead nowhere, or run a script."},
	{URLWithPassword, false, "A web address holds a user name or password", "Every visitor could read it."},
	{BadLanguage, false, "A language tag is invalid", "Browsers and screen readers know languages by their tags (BCP 47)."},
	{RepeatedLanguage, false, "A name has two texts in one language", "Only one of the two can be shown."},
	{BadDate, false, "A date is invalid", "Bulletins are sorted, listed and addressed by date."},

	// bulletin
	{SourceTooLarge, false, "A source file is too large", "A page of that size loads slowly everywhere; large material belongs into attachments."},
	{FrontMatterTooLarge, false, "Front matter is too large", "Long texts belong into the body."},
	{MissingFrontMatter, false, "A source has no front matter", "Without it, neither the title nor the publisher nor the date is known."},
	{OpenFrontMatter, false, "Front matter is not closed", "The whole text would be read as front matter."},
	{BadFrontMatter, false, "Front matter cannot be read", "Nothing is known of the bulletin."},
	{IndentedDelimiter, false, "The line that closes the front matter is indented", "If it belongs to a text, the front matter ends too early."},
	{MissingTitle, false, "A source has no title", "Lists, search results and browser tabs would have nothing to show."},
	{MissingPublisher, false, "A bulletin has no publisher", "Readers must know who speaks."},
	{MissingDate, false, "A bulletin has no date", "Bulletins are sorted, listed and addressed by date."},
	{EmptyTitle, false, "The title is empty", "Lists, search results and browser tabs would have nothing to show."},
	{EmptyPublisher, false, "The publisher is empty", "Readers must know who speaks."},
	{EmptyDate, false, "The date is empty", "Bulletins are sorted, listed and addressed by date."},
	{ExpiresTooEarly, false, "A bulletin expires before it is published", "One of the two dates is wrong."},
	{UpdatedTooEarly, false, "A bulletin was updated before its date", "One of the two dates is wrong."},
	{StatusContradiction, false, "The status contradicts another field", "Readers would be told two different things."},
	{MissingReason, false, "A withdrawal has no reason", "Readers who relied on the bulletin must learn why it no longer holds."},
	{MissingSuccessor, true, "A superseded bulletin does not name its successor", "Readers must be able to find the text that holds now."},
	{MissingCorrection, true, "A corrected bulletin does not say what was corrected", "Readers who relied on the old text must learn what changed."},
	{IncompleteCorrection, false, "A correction has no date or no note", "Readers must learn when and what was corrected."},
	{TwoTranslationFields, false, "Both translation fields are given", "They may contradict each other; one of them is enough."},
	{BadSlug, false, "A slug cannot be part of an address", "Some web server or file system would not serve the page."},
	{BadFileName, false, "A file's name cannot be part of an address", "Some web server or file system would not serve the page."},
	{BadAlias, false, "An alias is not a path of the site", "The old address could not redirect."},
	{BadAttachmentName, false, "An attachment is not named by a file beside the source", "Only files in the bulletin's folder are published with it."},
	{RepeatedAttachment, false, "An attachment is listed twice", "One of the two entries is most likely meant for another file."},

	// archive

	// markdown

	// pages

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
