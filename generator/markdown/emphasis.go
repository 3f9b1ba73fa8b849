package markdown

import (
	"unicode"

	"gongbao/generator/han"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser reads * _ and ~~.
//
// In CommonMark 0.31.2 §6.2, a * between punctuation and a letter opens or closes, depending on the side of the letter.
// Languages with spaces between words need that, but in Chinese it leaves the asterisks of `**注意：**本公告` in the text. Here
// Chinese punctuation does not count as punctuation, and a Chinese character counts as a space if the other side is
// punctuation, as in https://github.com/tats-u/markdown-cjk-friendly. Text without Chinese, Japanese or full-width characters
// follows CommonMark.
//
// A single ~ is not a mark, although GFM allows it. In Chinese it means "to", and 3~5人、7~9人 must not be struck out.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	c, before, n := line[0], block.PrecendingCharacter(), runLength(line)
	mark := at.WithStop(at.Start + n)
	if n > maxRun {
		block.Advance(n)
		return ast.NewTextSegment(mark)
	}
	if c == '~' && (n != 2 || before == '~') || !writerOf(pc).payForOpener(at.Start) {
		return nil
	}
	after := ' '
	if n < len(line) {
		after = util.ToRune(line, n)
	}
	opens, closes := flanks(before, after)
	if c == '_' {
		opens, closes = opens && (!closes || util.IsPunctRune(before)), closes && (!opens || util.IsPunctRune(after))
	}
	if !opens && !closes && n == 1 {
		return nil // an ordinary character, as in a file name
	}
	d := writerOf(pc).delimiters.next()
	*d = parser.Delimiter{Segment: mark, CanOpen: opens, CanClose: closes, Length: n, OriginalLength: n, Char: c, Processor: markProcessor(c)}
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// CloseBlock resets the count of open marks for the next block.
func (emphasisParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	w := writerOf(pc)
	w.opened, w.bracket = 0, 0
}

// flanks reports whether a run of marks between two characters can open and close (left- and right-flanking).
func flanks(before, after rune) (opens, closes bool) {
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	wideBefore, wideAfter := isWide(before), isWide(after)
	punctBefore, punctAfter := !wideBefore && util.IsPunctRune(before), !wideAfter && util.IsPunctRune(after)
	opens = !spaceAfter && (!punctAfter || spaceBefore || punctBefore || wideBefore)
	closes = !spaceBefore && (!punctBefore || spaceAfter || punctAfter || wideAfter)
	return opens, closes
}

// isWide reports whether r belongs only to Chinese or Japanese text: a Han character, a kana, or full-width punctuation. Korean is
// not included, since it has spaces between words.
func isWide(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r >= 0x4E00 && r <= 0x9FFF, // CJK Unified Ideographs
		r >= 0x3000 && r <= 0x30FF, // CJK Symbols and Punctuation, Hiragana, Katakana
		r >= 0xFF01 && r <= 0xFF9F, // full-width forms, half-width Katakana
		r >= 0xFE30 && r <= 0xFE4F: // CJK Compatibility Forms
		return true
	}
	return han.IsHan(r) || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

// markProcessor makes the element of a pair of marks.
type markProcessor byte

func (p markProcessor) IsDelimiter(c byte) bool { return c == byte(p) }

func (markProcessor) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (p markProcessor) OnMatch(consumed int) ast.Node {
	if p == '~' {
		return east.NewStrikethrough()
	}
	return ast.NewEmphasis(consumed)
}

// runLength returns how many bytes at the start are equal.
func runLength(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}
