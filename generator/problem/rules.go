package problem

import "slices"

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
var Rules = slices.Concat([]Rule{
	// settings

	// source

	// site

	// fields

	// bulletin

	// archive

	// markdown
	{Code: HeadingLevel, Warning: true, Title: "A heading skips a level", Why: "Who hears a page jumps from heading to heading, and takes a missing level for a missing part (WCAG 2.2 SC 1.3.1)."},
	{Code: ImageText, Warning: true, Title: "An image has no words", Why: "Who cannot see an image gets the words that stand for it (WCAG 2.2 SC 1.1.1)."},

	// pages

	// legacy
	{Code: ImportUnreadable, Title: "A page to import cannot be read", Why: "The file is missing, or this user may not read it."},
	{Code: ImportNotText, Title: "A file to import is not text", Why: "Import reads text and HTML in UTF-8, GB 18030, Big5 and UTF-16. Other files can be attached to a bulletin."},
	{Code: ImportTooLarge, Title: "A page to import is too large", Why: "No page that people read is that large, so it is probably another kind of file."},
	{Code: ImportIncomplete, Title: "An imported page lacks what a bulletin needs", Why: "A build refuses a bulletin without a text, a title, a publisher or a date."},
	{Code: ImportExists, Title: "An imported bulletin already exists", Why: "Import never overwrites a file, because someone may have edited it."},
	{Code: ImportUnwritable, Title: "An imported bulletin cannot be written", Why: "The disk is full, or this user may not write to the folder."},
	{Code: DoubtfulRepair, Warning: true, Title: "A repair of damaged text is uncertain", Why: "Only someone who knows the document can decide what it said. Accept or refuse the repair by its name."},
	{Code: DoubtfulField, Warning: true, Title: "A field of the front matter was guessed", Why: "The page does not say it, so import used what is most likely."},
	{Code: UnreadableLabel, Warning: true, Title: "A label of the page has a value that cannot be read", Why: "The field of the front matter stays empty."},
	{Code: CopiedFiller, Warning: true, Title: "A line seems to come from the site that copied the text", Why: "It does not belong in the document, but import does not delete a line that may."},
	{Code: Compilation, Warning: true, Title: "A page seems to hold several reports", Why: "Each of them deserves an address of its own; --split makes a bulletin of each."},

	// check
	{Code: Source, Title: "The sources have a problem", Why: "A build stops at an error in the sources, and reports their warnings too."},
}, CheckRules)

var byCode = func() map[Code]Rule {
	m := make(map[Code]Rule, len(Rules))
	for _, r := range Rules {
		m[r.Code] = r
	}
	return m
}()

// RuleOf returns the rule of a code, or the zero Rule if none declares it.
func RuleOf(code Code) Rule { return byCode[code] }
