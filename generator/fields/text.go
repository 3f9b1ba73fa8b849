package fields

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// bom is the byte-order mark that some editors put before UTF-8. It is not part of the text.
var bom = []byte("\xEF\xBB\xBF")

// Unreadable gives the first place where a source is not plain UTF-8 text: an invalid byte, or a control character other
// than tab, line feed, and carriage return before line feed (C0, DEL and C1 of Unicode; also U+FFFE and U+FFFF, which XML 1.0
// §2.2 keeps out of feeds). offset is the byte where it stands; ok is false where the whole text is fine.
// firstLine is the number of data's first line in its file.
func Unreadable(file string, data []byte, firstLine int) (p problem.Problem, offset int, ok bool) {
	offset = firstUnreadable(data)
	if offset < 0 {
		return problem.Problem{}, 0, false
	}
	at := placeOf(data, offset, firstLine)
	r, size := utf8.DecodeRune(data[offset:])
	switch {
	case offset == 0 && len(data) > 1 && (data[0] == 0xFF && data[1] == 0xFE || data[0] == 0xFE && data[1] == 0xFF):
		p = problem.At(file, at, "the file is in UTF-16; expected UTF-8").WithHint("save it with the encoding UTF-8")
	case r == utf8.RuneError && size == 1:
		p = problem.At(file, at, "byte 0x%02X is not UTF-8 text", data[offset]).
			WithHint("save the file with the encoding UTF-8; old files may be in GB18030 or Big5")
	case r == '\r':
		p = problem.At(file, at, "carriage return without a line feed").WithHint("save the file with the line ends LF or CRLF")
	default:
		p = problem.At(file, at, "control character %s", codePoint(r)).WithHint("delete it")
	}
	return p, offset, true
}

// codePoint names a character that cannot be shown, as Unicode does.
func codePoint(r rune) string {
	if r == 0 {
		return "U+0000 (NUL)"
	}
	return fmt.Sprintf("U+%04X", r)
}

// firstUnreadable is the offset of the first byte that Unreadable reports, or -1. Every file of an archive passes here, so
// it goes eight bytes at a time where nothing is amiss.
func firstUnreadable(data []byte) int {
	first := -1
	found := func(i int) {
		if i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	found(firstControl(data))
	if !utf8.Valid(data) {
		for i := 0; i < len(data); {
			r, size := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && size == 1 {
				found(i)
				break
			}
			i += size
		}
	}
	// C1 controls are C2 80 … C2 9F. C2 is never the second byte of a character, so what is found is one, once the text is
	// known to be valid up to there.
	for i := 0; i < len(data); {
		j := bytes.IndexByte(data[i:], 0xC2)
		if j < 0 {
			break
		}
		i += j
		if i+1 < len(data) && data[i+1] >= 0x80 && data[i+1] < 0xA0 {
			found(i)
			break
		}
		i++
	}
	for i := 0; i < len(data); {
		j := bytes.Index(data[i:], []byte("\xEF\xBF"))
		if j < 0 {
			break
		}
		i += j
		if i+2 < len(data) && (data[i+2] == 0xBE || data[i+2] == 0xBF) {
			found(i)
			break
		}
		i += 2
	}
	return first
}

// firstControl is the offset of the first control character of ASCII that a text may not hold, or -1.
func firstControl(data []byte) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(data); i += 8 {
		w := binary.LittleEndian.Uint64(data[i:])
		below := (w - 0x20*ones) & ^w & highs // a byte below 0x20; a borrow can only add a byte to look at
		del := w ^ 0x7F*ones
		if below|((del-ones) & ^del & highs) == 0 {
			continue
		}
		for j := i; j < i+8; j++ {
			if isControl(data, j) {
				return j
			}
		}
	}
	for ; i < len(data); i++ {
		if isControl(data, i) {
			return i
		}
	}
	return -1
}

func isControl(data []byte, i int) bool {
	switch c := data[i]; {
	case c == '\n' || c == '\t':
		return false
	case c == '\r':
		return i+1 == len(data) || data[i+1] != '\n'
	default:
		return c < 0x20 || c == 0x7F
	}
}

// hidden gives the first character of a decoded text that no source may hold: escapes such as "\u0000" can bring one in.
func hidden(text string) (r rune, ok bool) {
	for _, r := range text {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
		case r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF:
			return r, true
		}
	}
	return 0, false
}

// placeOf turns a byte offset into line and column.
func placeOf(data []byte, offset, firstLine int) problem.Pos {
	before := data[:min(max(offset, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return problem.Pos{
		Line:   int32(firstLine + bytes.Count(before, []byte("\n"))),
		Column: int32(1 + utf8.RuneCount(before[start:])),
	}
}

// places turns byte offsets that never decrease into lines and columns, in one pass over the text.
type places struct {
	text         string
	offset       int
	line, column int // of offset
}

func newPlaces(text string, firstLine int) places {
	return places{text: text, line: firstLine, column: 1}
}

func (p *places) at(offset int) problem.Pos {
	for p.offset < offset && p.offset < len(p.text) {
		c := p.text[p.offset]
		p.offset++
		switch {
		case c == '\n':
			p.line++
			p.column = 1
		case p.offset == len(p.text) || utf8.RuneStart(p.text[p.offset]):
			p.column++
		}
	}
	return problem.Pos{Line: int32(p.line), Column: int32(p.column)}
}
