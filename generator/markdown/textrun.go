package markdown

import (
	"bytes"
	"encoding/binary"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// plainParser reads text up to the next mark at once. goldmark reads byte by byte, with the same result, which took a fifth of the
// time of a bulletin. goldmark calls this parser at the beginning of each line and at each space.
type plainParser struct {
	marks [256]bool // bytes that trigger other parsers, and those with a meaning for goldmark itself
}

// newPlainParser returns a plainParser that stops at the marks of the other parsers.
func newPlainParser(others []util.PrioritizedValue) *plainParser {
	p := new(plainParser)
	p.marks['\\'], p.marks['\n'] = true, true
	for _, o := range others {
		for _, c := range o.Value.(parser.InlineParser).Trigger() {
			p.marks[c] = true
		}
	}
	return p
}

func (*plainParser) Trigger() []byte { return []byte{' '} }

func (p *plainParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	src := block.Source()
	n, ok := parent.LastChild().(*ast.Text)
	escaped := func(at int) bool { return at > 0 && src[at-1] == '\\' }
	if at.Padding != 0 || escaped(at.Start) || ok && n.HardLineBreak() && escaped(n.Segment.Stop) {
		return nil // goldmark must see what follows a backslash
	}
	end := unmarked(line, &p.marks)
	ends := end == len(line)-1 && line[end] == '\n'
	if end == 0 && !ends {
		return nil
	}
	if !ok || n.Segment.Stop != at.Start || n.SoftLineBreak() || n.HardLineBreak() {
		n = writerOf(pc).texts.next()
		n.Segment = at
	}
	if !ends && end < len(line) {
		n.Segment.Stop = at.Start + end
		block.Advance(end)
		return n
	}
	read := n.Segment.WithStop(at.Start + end)
	n.Segment = read.TrimRightSpace(src)
	if ends {
		hard := bytes.HasSuffix(line[:end], []byte("  ")) // CommonMark 0.31.2 §6.7
		n.SetHardLineBreak(hard)
		n.SetSoftLineBreak(!hard)
	}
	block.AdvanceLine()
	return n
}

// unmarked returns the number of bytes before the first marked one. Bytes outside ASCII, which are most, are never marked, so it
// skips eight at a time.
func unmarked(b []byte, marks *[256]bool) int {
	const high = 0x8080808080808080
	i := 0
	for i < len(b) {
		if len(b)-i >= 8 && binary.LittleEndian.Uint64(b[i:])&high == high {
			i += 8
			continue
		}
		if marks[b[i]] {
			break
		}
		i++
	}
	return i
}
