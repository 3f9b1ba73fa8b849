package markdown

import (
	"bytes"
	"unicode/utf8"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// For ordinary text, goldmark takes linear time. But a malicious author can make several of its loops quadratic: with openers
// that nothing closes, lists a thousand deep, rows for ten thousand columns. So each text has a budget of steps that the
// parsers of this package spend as they go; a step is about a nanosecond or a byte of memory. Once the budget is spent, marks are
// shown as plain text, and the place is reported.
const (
	maxSize    = 16 << 20    // bytes of a text
	maxLines   = 1_000_000   // lines of a text
	maxNesting = 50          // containers within containers: a list and its item count as two
	maxOpen    = 100         // nested elements within a paragraph, or of the author's HTML: browsers stop at 512 in all
	maxBracket = 32          // [ that are open at once
	maxRun     = 64          // * _ or ~ in a row
	maxSteps   = 400_000_000 // of a text
)

// Costs, in steps.
const (
	nodeSteps  = 400  // an element: a node of the tree, its tags
	lineSteps  = 250  // a line, in each list or quotation around it
	hopSteps   = 8    // an item of a list of openers or definitions
	scanSteps  = 4    // a byte of a search for a closer
	writeSteps = 8    // a byte of an address or title that is repeated
	cleanSteps = 5000 // a piece of HTML that is sanitised
)

// budget is what is left to spend on a text, and what has been reported about it.
type budget struct {
	steps   int
	spent   bool // reported: the budget is spent
	deep    bool // reported: the nesting is too deep
	opened  int  // emphasis marks and brackets so far in the block being read
	bracket int  // of these, [ that are still open
}

// accept prepares the text for parsing, and reports whether it can be parsed.
func (w *writer) accept(s Source) bool {
	b := s.Text
	lines := bytes.Count(b, []byte{'\n'})
	switch {
	case len(b) > maxSize:
		w.report(problem.TextTooLarge, 0, "this text has %d MB; at most %d MB can be read", len(b)/1_000_000, maxSize/1_000_000)
	case lines > maxLines:
		w.report(problem.TextTooLarge, 0, "this text has %d lines; at most %d can be read", lines, maxLines)
	}
	if len(w.problems) > 0 {
		w.problems[0].Hint = "split it, or attach it as a file"
		return false
	}
	if bytes.IndexByte(b, '\r') >= 0 { // one kind of line end (CommonMark 0.31.2 §2.1)
		b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	w.src, w.steps = b, maxSteps
	if !s.UTF8 && !utf8.Valid(b) {
		i := 0
		for r, size := utf8.DecodeRune(b); r != utf8.RuneError || size != 1; r, size = utf8.DecodeRune(b[i:]) {
			i += size
		}
		w.report(problem.TextNotUTF8, i, "the byte 0x%02X is not UTF-8 text", b[i]).Hint = "save the file with the encoding UTF-8"
		w.src = bytes.ToValidUTF8(b, []byte(replacement))
	}
	return true
}

// spend takes steps from the budget, and reports whether there were enough. If not, pos is the place of the problem.
func (w *writer) spend(steps, pos int) bool {
	if steps <= w.steps {
		w.steps -= steps
		return true
	}
	if !w.spent {
		w.spent = true
		w.report(problem.TextTooIntricate, pos, "the markdown here is too intricate, so some of it is shown as plain text").Hint =
			"thousands of marks such as * [ ` or | follow one another: correct or remove them"
	}
	return false
}

// bounded is a parser of containers that opens them only within the limits of depth and budget.
type bounded struct{ parser.BlockParser }

func (p bounded) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	w := writerOf(pc)
	_, at := reader.Position()
	if len(pc.OpenedBlocks()) < maxNesting {
		if !w.spend(nodeSteps, at.Start) {
			return nil, parser.NoChildren
		}
		return p.BlockParser.Open(parent, reader, pc)
	}
	if !w.deep {
		w.deep = true
		w.report(problem.TextTooDeep, at.Start, "lists and quotations are nested more than %d deep here", maxNesting).Hint =
			"what is deeper is shown as plain text"
	}
	return nil, parser.NoChildren
}

func (p bounded) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	_, at := reader.Position()
	if !writerOf(pc).spend(lineSteps, at.Start) {
		return parser.Close
	}
	return p.BlockParser.Continue(node, reader, pc)
}

// payForOpener pays for a mark of emphasis or a bracket that may open, and reports whether the budget allows it. goldmark compares
// each with all that are open in its block.
func (w *writer) payForOpener(pos int) bool {
	w.opened++
	return w.spend(nodeSteps+hopSteps*w.opened, pos)
}

// rest returns the number of bytes from a place in a block's text to its end, all of which a search for a closer may read.
func rest(block ast.Node, pos int) int {
	lines := block.Lines()
	if n := lines.Len(); n > 0 {
		return max(0, lines.At(n-1).Stop-pos)
	}
	return 0
}

// payForSearch pays for a search: for what was read, or for the rest of the block if it found nothing.
func (w *writer) payForSearch(from int, block text.Reader, parent ast.Node, failed bool) {
	_, at := block.Position()
	read := at.Start - from
	if failed {
		read = rest(parent, from)
	}
	w.steps -= min(scanSteps*max(read, 0), w.steps)
}

// priced is an inline parser that pays for its elements.
type priced struct{ parser.InlineParser }

func (p priced) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, at := block.Position()
	if !writerOf(pc).spend(nodeSteps, at.Start) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// codeSpanParser also pays for the search for the closing backticks.
type codeSpanParser struct{ priced }

func (p codeSpanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, at := block.Position()
	n := p.priced.Parse(parent, block, pc)
	_, found := n.(*ast.CodeSpan)
	writerOf(pc).payForSearch(at.Start, block, parent, n != nil && !found)
	return n
}

// definitionsTransformer pays for link definitions, since each moves all later lines of the paragraph.
type definitionsTransformer struct{ parser.ParagraphTransformer }

func (t definitionsTransformer) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first := n.Lines().At(0)
	start := first.TrimLeftSpace(reader.Source())
	if start.Len() == 0 || reader.Source()[start.Start] != '[' {
		return
	}
	lines := n.Lines().Len()
	if writerOf(pc).spend(lines*(nodeSteps+lines+rest(n, first.Start)/8), first.Start) {
		t.ParagraphTransformer.Transform(n, reader, pc)
	}
}
