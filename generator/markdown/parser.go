package markdown

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// writerKey is the key with which the parsers of this package find the writer of the current text, to spend its budget and to
// report what only they can see.
var writerKey = parser.NewContextKey()

func writerOf(pc parser.Context) *writer { return pc.Get(writerKey).(*writer) }

// newParser returns goldmark with its parsers in their usual order. Those that could take very long are bounded (limits.go).
// Those that do not suit Chinese text are replaced: emphasis, strikethrough and bare addresses.
func newParser() parser.Parser {
	inlines := inlineParsers()
	return parserWith(append(inlines, util.Prioritized(newPlainParser(inlines), 1000)), tableTransformer{})
}

func parserWith(inlines []util.PrioritizedValue, tables parser.ParagraphTransformer) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(headingParser{parser.NewSetextHeadingParser(), true}, 100),
			util.Prioritized(bounded{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(bounded{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(headingParser{parser.NewATXHeadingParser(), false}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(bounded{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(noteParser{bounded{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(
			util.Prioritized(definitionsTransformer{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(tables, 200),
		),
	)
}

// inlineParsers returns the parsers that marks trigger.
func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(priced{extension.NewTaskCheckBoxParser()}, 0),
		util.Prioritized(codeSpanParser{priced{parser.NewCodeSpanParser()}}, 100),
		util.Prioritized(noteMarkParser{extension.NewFootnoteParser()}, 101),
		util.Prioritized(newLinkParser(), 200),
		util.Prioritized(priced{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(priced{parser.NewRawHTMLParser()}, 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(addressParser{}, 999),
	}
}
