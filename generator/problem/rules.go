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

	// bulletin

	// archive
	{UnknownAgency, false, "An agency is not in the vocabulary", "The bulletin would get a publisher that nobody declared, with a page and a feed of its own."},
	{UnknownTopic, false, "A topic is not in the vocabulary", "The bulletin would be listed under a topic that nobody declared."},
	{UnknownRegion, false, "A region is not in the vocabulary", "The bulletin would be listed under a region that nobody declared."},
	{AmbiguousTerm, false, "A name belongs to several terms", "The bulletin would be listed under one of them by chance."},
	{BadTermPath, false, "A path of names has an empty part", "It does not say which term is meant."},
	{AmbiguousHeading, true, "A heading is the name of several agencies", "It may open the section of either, so it opens none, and the bulletin is missing from their lists."},
	{AddressTaken, false, "Two bulletins have the same address", "Only one of them could be read. Many disks and hosts ignore letter case, so addresses must differ in more than that."},
	{NumberTaken, false, "Two bulletins have the same official number", "Readers cite a document by its number, and expect to find one."},
	{NumberPublished, false, "A number is declared unpublished, but a bulletin has it", "One of the two is wrong."},
	{UnknownSeries, true, "A number is declared unpublished in a series that does not exist", "It is probably misspelt, and the gap that it should explain is still reported."},
	{UnknownBulletin, false, "A reference to a bulletin leads nowhere", "The bulletin that is meant may be renamed, deleted or not yet published."},
	{AmbiguousBulletin, false, "A reference fits several bulletins", "Readers would be sent to one of them by chance."},
	{SelfReference, false, "A bulletin refers to itself", "No bulletin replaces or translates itself."},
	{StatusNotSuperseded, true, "A bulletin was superseded, but its status does not say so", "Readers and searches take it for one in force."},
	{DuplicateTranslation, false, "Two texts in one language claim to be the same bulletin", "The page of each language leads to one text in each other language."},
	{VocabularyTooLarge, false, "A vocabulary is too large", "The limit keeps a file that is not a vocabulary from using up the memory."},
	{IncompleteTerm, false, "A term has no id or no name", "The id makes its address, and the name is what readers see."},
	{BadTermID, false, "An id cannot be used in addresses", "Ids are folders of the site: they must be short, plain, and not reserved."},
	{TermIDTaken, false, "Two terms have the same id", "They would share one page."},
	{TermNameTaken, false, "Two terms have the same name", "A bulletin that gives the name could mean either."},
	{UnknownParent, false, "The parent of a term is not in the vocabulary", "The term would have no place in the tree."},
	{ParentCycle, false, "Terms are each other's parents", "A tree has a top; a circle has none."},

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
