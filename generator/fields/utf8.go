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

// Unreadable finds the first place where a source is not plain UTF-8 text: an invalid byte, or a control character other than tab,
// line feed, and carriage return before line feed (C0, DEL and C1 of Unicode; also U+FFFE and U+FFFF, which XML 1.0 §2.2 excludes
// from feeds). offset is its byte offset; found is false if the whole text is fine. firstLine is the number of data's first line
// in its file.
func Unreadable(file string, data []byte, firstLine int) (p problem.Problem, offset int, found bool) {
	offset = firstUnreadable(data)
	if offset < 0 {
		return problem.Problem{}, 0, false
	}
	at := placeOf(data, offset, firstLine)
	r, size := utf8.DecodeRune(data[offset:])
	switch {
	case offset == 0 && len(data) > 1 && (data[0] == 0xFF && data[1] == 0xFE || data[0] == 0xFE && data[1] == 0xFF):
		p = problem.New(problem.BadEncoding, file, at, "the file is in UTF-16; expected UTF-8").WithHint("save it with the encoding UTF-8")
	case r == utf8.RuneError && size == 1:
		p = problem.New(problem.BadEncoding, file, at, "byte 0x%02X is not UTF-8 text", data[offset]).Because().
			WithHint("save the file with the encoding UTF-8; old files may be in GB18030 or Big5")
	case r == '\r':
		p = problem.New(problem.BadLineEnd, file, at, "carriage return without a line feed").WithHint("save the file with the line ends LF or CRLF")
	default:
		p = problem.New(problem.ControlCharacter, file, at, "control character %s", codePoint(r)).WithHint("delete it")
	}
	return p, offset, true
}

// codePoint names an invisible character as Unicode does.
func codePoint(r rune) string {
	if r == 0 {
		return "U+0000 (NUL)"
	}
	return fmt.Sprintf("U+%04X", r)
}

// firstUnreadable returns the offset of the first byte that Unreadable reports, or -1. It reads every byte of an archive, so it
// handles the two forms of nearly all text, Chinese and ASCII, several bytes at a time.
func firstUnreadable(data []byte) int {
	const ones, highs = 0x01010101, 0x80808080
	for i := 0; i < len(data); {
		if i+8 <= len(data) {
			// Two characters of three bytes whose first byte is from E1 to EC: nearly all of Chinese.
			w := binary.LittleEndian.Uint64(data[i:])
			if w&0xC0C0F0C0C0F0 == 0x8080E08080E0 && byte(w)-0xE1 < 0x0C && byte(w>>24)-0xE1 < 0x0C {
				i += 6
				continue
			}
		}
		if i+4 <= len(data) {
			w := binary.LittleEndian.Uint32(data[i:])
			// A character of three bytes. First bytes E0 and ED need a closer look; EF BF BE and EF BF BF are refused.
			if w&0xC0C0F0 == 0x8080E0 && w&0xFF != 0xE0 && w&0xFF != 0xED && w&0xFEFFFF != 0xBEBFEF {
				i += 3
				continue
			}
			// Four characters of ASCII: no high bit, nothing below a space, no DEL.
			if del := w ^ 0x7F*ones; (w|(w-0x20*ones)|(del-ones))&highs == 0 {
				i += 4
				continue
			}
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 || refused(r) || r == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			return i
		}
		i += size
	}
	return -1
}

// refused reports whether a source must not hold a character. It leaves carriage returns to firstUnreadable.
func refused(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF
}

// hidden finds the first character of a decoded text that no source may hold, such as the one of the escape "\u0000".
func hidden(text string) (r rune, ok bool) {
	for _, r := range text {
		if refused(r) {
			return r, true
		}
	}
	return 0, false
}

// placeOf returns the line and column of a byte offset.
func placeOf(data []byte, offset, firstLine int) problem.Pos {
	before := data[:min(max(offset, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return problem.Pos{
		Line:   int32(firstLine + bytes.Count(before, []byte("\n"))),
		Column: int32(1 + utf8.RuneCount(before[start:])),
	}
}

// places returns lines and columns of byte offsets that never decrease, in one pass over the text.
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
