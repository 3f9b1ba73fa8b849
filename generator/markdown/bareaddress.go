package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// addressParser makes links of bare addresses: https://…, www.… and somebody@example.org (GFM §6.9).
//
// goldmark's parser looks for them at each space, which takes a third of the time of an English text and finds none after a
// Chinese character. This one is triggered by the : . or @ that every address contains, and looks back from there. An address
// ends before the first character that is not ASCII, so that 详见https://example.org/a。 and the sentence after it come out right.
type addressParser struct{}

func (addressParser) Trigger() []byte { return []byte{':', '.', '@'} }

func (addressParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before, ok := parent.LastChild().(*ast.Text)
	_, at := block.Position()
	if !ok || before.Segment.Stop != at.Start || before.SoftLineBreak() || pc.IsInLinkLabel() {
		return nil
	}
	line, _ := block.PeekLine()
	w := writerOf(pc)
	read := w.src[before.Segment.Start:at.Start]
	start, end := 0, 0
	switch line[0] {
	case ':':
		start, end = webAddress(read, line)
	case '.':
		start, end = wwwAddress(read, line)
	case '@':
		start, end = mailAddress(read, line)
	}
	if end == 0 || !w.spend(nodeSteps, at.Start) {
		return nil
	}
	// The start of the address is already part of the text before.
	before.Segment.Stop = before.Segment.Start + start
	if start == 0 {
		parent.RemoveChild(parent, before)
	}
	block.Advance(end)
	value := ast.NewTextSegment(text.NewSegment(at.Start-len(read)+start, at.Start+end))
	kind := ast.AutoLinkURL
	if line[0] == '@' {
		kind = ast.AutoLinkEmail
	}
	link := ast.NewAutoLink(ast.AutoLinkType(kind), value)
	if line[0] == '.' {
		link.Protocol = []byte("http")
	}
	return link
}

// The three functions below take the text before the mark and the line from the mark on. They return where the address starts in
// the first and ends in the second, or 0, 0 if there is no address.

func webAddress(read, line []byte) (int, int) {
	if !bytes.HasPrefix(line, []byte("://")) {
		return 0, 0
	}
	for _, scheme := range [...]string{"https", "http", "ftp"} {
		start := len(read) - len(scheme)
		if start >= 0 && bytes.EqualFold(read[start:], []byte(scheme)) && !joined(read[:start]) {
			return start, addressEnd(line, 3)
		}
	}
	return 0, 0
}

func wwwAddress(read, line []byte) (int, int) {
	start := len(read) - 3
	if start < 0 || string(read[start:]) != "www" || joined(read[:start]) {
		return 0, 0
	}
	return start, addressEnd(line, 1)
}

func mailAddress(read, line []byte) (int, int) {
	start := len(read)
	for start > 0 && (util.IsAlphaNumeric(read[start-1]) || bytes.IndexByte([]byte("._+-"), read[start-1]) >= 0) {
		start--
	}
	if start == len(read) || joined(read[:start]) {
		return 0, 0
	}
	end := hostEnd(line, 1)
	for end > 1 && (line[end-1] == '.' || line[end-1] == '-' || line[end-1] == '_') {
		end--
	}
	if bytes.IndexByte(line[1:end], '.') < 1 {
		return 0, 0
	}
	return start, end
}

// joined reports whether the text before what looks like an address makes it part of something else.
func joined(before []byte) bool {
	if len(before) == 0 {
		return false
	}
	c := before[len(before)-1]
	return util.IsAlphaNumeric(c) || bytes.IndexByte([]byte(`/.@+-=\`), c) >= 0
}

// hostEnd returns where the host name that starts at i ends.
func hostEnd(line []byte, i int) int {
	for i < len(line) && (util.IsAlphaNumeric(line[i]) || line[i] == '-' || line[i] == '.' || line[i] == '_') {
		i++
	}
	return i
}

// addressEnd returns where the address whose host starts at i ends, or 0 if there is no host. A host has a dot inside it.
func addressEnd(line []byte, i int) int {
	host := hostEnd(line, i)
	if bytes.IndexByte(bytes.TrimRight(line[i:host], "."), '.') < 1 {
		return 0
	}
	end := host
	if end < len(line) && bytes.IndexByte([]byte("/?#:"), line[end]) >= 0 {
		for end < len(line) && isAddressByte(line[end]) {
			end++
		}
	}
	return trimAddress(line[:end])
}

// isAddressByte reports whether a path or query may contain c (RFC 3986 §3.3, §3.4). It excludes *, which more likely ends
// emphasis.
func isAddressByte(c byte) bool {
	return util.IsAlphaNumeric(c) || bytes.IndexByte([]byte("-._~:/?#@!$&'()+,;=%"), c) >= 0
}

// trimAddress returns the length of an address without what belongs to the sentence around it: final punctuation, a bracket
// that opens before the address, a reference such as &quot; (GFM §6.9).
func trimAddress(a []byte) int {
	open := bytes.Count(a, []byte{'('}) - bytes.Count(a, []byte{')'})
	end := len(a)
	for end > 0 {
		switch c := a[end-1]; {
		case bytes.IndexByte([]byte("?!.,:*_~'"), c) >= 0:
			end--
		case c == ')' && open < 0:
			end--
			open++
		case c == ';':
			i := end - 2
			for i > 0 && util.IsAlphaNumeric(a[i]) {
				i--
			}
			if i == end-2 || a[i] != '&' {
				return end
			}
			end = i
		default:
			return end
		}
	}
	return end
}
