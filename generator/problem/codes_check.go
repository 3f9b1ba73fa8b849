package problem

// Codes that package check reports besides the problems of a build.
const (
	MissingSummary   Code = "missing-summary"
	SingleTopic      Code = "single-topic"
	NearDuplicate    Code = "near-duplicate"
	NumberGap        Code = "number-gap"
	UnusualCharacter Code = "unusual-character"
	MixedScripts     Code = "mixed-scripts"
	Placeholder      Code = "placeholder"
	IdentityNumber   Code = "identity-number"
	MobileNumber     Code = "mobile-number"
	BankCard         Code = "bank-card"
	DeadLink         Code = "dead-link"
	DeadAnchor       Code = "dead-anchor"
	DuplicateID      Code = "duplicate-id"
	OpenElement      Code = "open-element"
	ImageAlt         Code = "image-alt"
	PageLanguage     Code = "page-language"
	PageTitle        Code = "page-title"
	VanishedAddress  Code = "vanished-address"
	ChangedFile      Code = "changed-file"
	DamagedManifest  Code = "damaged-manifest"
	ExternalLink     Code = "external-link"
)

// CheckRules are the rules that package check reports itself: first for the sources, then for the built archive, then for other
// sites. They are part of Rules, and the help of `gongbao check` lists them.
var CheckRules = []Rule{
	{Code: MissingSummary, Warning: true, Title: "A bulletin has no summary", Why: "Lists, feeds and search results show the summary. Without one they show the first words of the text, which seldom sum it up."},
	{Code: SingleTopic, Warning: true, Title: "A topic is used only once", Why: "A topic groups bulletins that belong together. A topic that one bulletin uses is often another spelling of an existing one."},
	{Code: NearDuplicate, Warning: true, Title: "Two bulletins are nearly the same", Why: "If one text has two addresses, people cite both, and a correction may reach only one of them."},
	{Code: NumberGap, Warning: true, Title: "A series of official numbers has a gap", Why: "Readers ask for the missing document: it may be lost, withheld, or filed under another publisher."},
	{Code: UnusualCharacter, Warning: true, Title: "A text contains an unusual character", Why: "It looks right on the editor's screen, but elsewhere it may appear as a box, and searches may miss it."},
	{Code: MixedScripts, Warning: true, Title: "A text mixes simplified and traditional characters", Why: "This happens when passages are copied from elsewhere. The page declares only one script to browsers and screen readers."},
	{Code: Placeholder, Warning: true, Title: "A placeholder was left in the text", Why: "It should have been filled in before publication."},
	{Code: IdentityNumber, Warning: true, Title: "A source contains a resident identity number", Why: "It identifies a person for life, and what was published once cannot be taken back."},
	{Code: MobileNumber, Warning: true, Title: "A source contains a mobile number", Why: "It may be a private number, and strangers would call it."},
	{Code: BankCard, Warning: true, Title: "A source contains the number of a bank card", Why: "It may be a private card, and its number helps to defraud the owner."},

	{Code: DeadLink, Title: "A link leads nowhere", Why: "A reader who follows it finds no page."},
	{Code: DeadAnchor, Title: "A link leads to a missing part of a page", Why: "A reader who follows it lands at the top of the page and has to search."},
	{Code: DuplicateID, Title: "A page uses an id twice", Why: "Links to it lead to the first element only, and labels may name the wrong one (HTML Living Standard §3.2.6)."},
	{Code: OpenElement, Title: "An element is not closed", Why: "Browsers guess where it ends, and the styles then apply to the wrong part of the page."},
	{Code: ImageAlt, Title: "An image has no alt attribute", Why: "Screen readers read out its file name instead (WCAG 2.2 SC 1.1.1)."},
	{Code: PageLanguage, Title: "A page does not declare its language", Why: "Screen readers have to guess the voice, and browsers the shapes of characters (WCAG 2.2 SC 3.1.1)."},
	{Code: PageTitle, Title: "A page has no title", Why: "Tabs, bookmarks and search results have no name for it (WCAG 2.2 SC 2.4.2)."},
	{Code: VanishedAddress, Title: "A published address is gone", Why: "Addresses are promises, and others may have cited this one. An alias, a withdrawal or an entry of gone.yaml keeps it."},
	{Code: ChangedFile, Title: "A file of the archive is missing or changed", Why: "Readers no longer get what was published."},
	{Code: DamagedManifest, Warning: true, Title: "The record of the published files is damaged", Why: "Without it, check cannot compare every file with what was published."},

	{Code: ExternalLink, Warning: true, Title: "A link to another site does not work", Why: "The other site may have moved the page, or may be down."},
}
