package check

import (
	"strings"

	"gongbao/generator/problem"
)

// A Rule is one kind of finding.
type Rule struct {
	ID    string
	Title string // what is found
	Why   string // why it matters
}

// The rules by their IDs, which appear in reports and never change.
const (
	ruleSource       = "source"
	ruleHeadingLevel = "heading-level"
	ruleImageText    = "image-text"
	ruleSummary      = "missing-summary"
	ruleTopic        = "single-topic"
	ruleDuplicate    = "near-duplicate"
	ruleNumber       = "number-gap"
	ruleCharacter    = "unusual-character"
	ruleScript       = "mixed-scripts"
	rulePlaceholder  = "placeholder"
	ruleLink         = "dead-link"
	ruleAnchor       = "dead-anchor"
	ruleID           = "duplicate-id"
	ruleElement      = "open-element"
	ruleAlt          = "image-alt"
	ruleLanguage     = "page-language"
	ruleTitle        = "page-title"
	ruleVanished     = "vanished-address"
	ruleChanged      = "changed-file"
	ruleWeb          = "external-link"
)

// Rules are all kinds of findings: those of the sources, of the built archive, of the web.
var Rules = []Rule{
	{ruleSource, "The sources have a problem", "A build stops at an error of the sources, and tells the warnings as well."},
	{ruleHeadingLevel, "A heading skips a level", "Who hears a page jumps from heading to heading, and takes a missing level for a missing part (WCAG 2.2 SC 1.3.1)."},
	{ruleImageText, "An image has no words", "Who cannot see an image gets the words that stand for it (WCAG 2.2 SC 1.1.1)."},
	{ruleSummary, "A bulletin has no summary", "Lists, feeds and search results show the summary; without one they show how the text begins, which is seldom what it says."},
	{ruleTopic, "A topic is used once", "A topic groups what belongs together. One that a single bulletin uses is often another spelling of a topic that exists."},
	{ruleDuplicate, "Two bulletins are nearly the same", "The same text at two addresses is cited under both, and corrected under one."},
	{ruleNumber, "A series of numbers has a gap", "Readers ask for the document that is missing: it may be lost, kept back, or filed under another publisher."},
	{ruleCharacter, "A text has an unusual character", "It looks right on the editor's screen, but shows as a box elsewhere, or is not found by a search."},
	{ruleScript, "Simplified and traditional characters are mixed", "It happens when passages are copied from elsewhere. The page tells browsers and screen readers one script alone."},
	{rulePlaceholder, "A placeholder was left in the text", "It was meant to be filled in before publication."},
	{ruleLink, "A link leads nowhere", "A reader who follows it finds no page."},
	{ruleAnchor, "A link leads to a place that its page does not have", "A reader who follows it lands at the top of a page, and has to search."},
	{ruleID, "An id stands twice on a page", "Links to it lead to the first place alone, and labels may name the wrong part (HTML Living Standard §3.2.6)."},
	{ruleElement, "An element is not closed", "Browsers guess where it ends, each in its own way once styles are applied."},
	{ruleAlt, "An image has no alt attribute", "Screen readers then read out the file's name (WCAG 2.2 SC 1.1.1)."},
	{ruleLanguage, "A page does not say its language", "Screen readers then choose a voice by chance, and browsers the shape of characters (WCAG 2.2 SC 3.1.1)."},
	{ruleTitle, "A page has no title", "Tabs, bookmarks and search results have nothing to call it (WCAG 2.2 SC 2.4.2)."},
	{ruleVanished, "A published address is gone", "Addresses are promises: others have cited it. An alias or a withdrawal keeps it."},
	{ruleChanged, "A file of the archive is not as it was published", "What readers get is not what was published."},
	{ruleWeb, "A link to another site does not work", "The other site may have moved the page, or be out of order."},
}

// ruleOf tells by its words which rule a problem of the sources follows.
func ruleOf(p problem.Problem) string {
	switch {
	case !p.Warning:
		return ruleSource
	case strings.HasPrefix(p.Message, "this heading has #"):
		return ruleHeadingLevel
	case strings.HasPrefix(p.Message, "an image without words"):
		return ruleImageText
	}
	return ruleSource
}
