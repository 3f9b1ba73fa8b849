package legacy

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"gongbao/generator/han"
)

// Decode decodes the bytes of a page, with "\n" as line ends. It trusts, in this order: a byte-order mark; UTF-8, if the bytes are
// valid, because text in other encodings almost never is; the encoding that declared names, or else the page itself (<meta
// charset>, an XML declaration), if the bytes agree; and last whichever of UTF-8, GB 18030 and Big5 reads most like Chinese.
// Invalid bytes become U+FFFD. Control characters are removed.
//
// name is the encoding's name in the WHATWG Encoding Standard. The error is for bytes that are not text.
func Decode(data []byte, declared string) (text, name string, err error) {
	text, name, err = decode(data, declared)
	return withoutControls(strings.ReplaceAll(text, "\r\n", "\n")), name, err
}

// withoutControls removes control characters, which mean nothing in a text and which a bulletin must not contain, and converts
// everything that ends a line to "\n".
func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\f' || r == '\v' || r == 0x85 || r == 0x2028 || r == 0x2029:
			return '\n'
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xFEFF || r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, s)
}

var byteOrderMarks = []struct {
	bytes, name string
	encoding    encoding.Encoding
}{
	{"\xEF\xBB\xBF", "utf-8", encoding.Nop},
	{"\x84\x31\x95\x33", "gb18030", simplifiedchinese.GB18030},
	{"\xFF\xFE", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\xFE\xFF", "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// tolerated is the share of characters that may be invalid before the declared encoding is ignored.
const tolerated = 0.02

func decode(data []byte, declared string) (text, name string, err error) {
	for _, m := range byteOrderMarks {
		if rest, ok := bytes.CutPrefix(data, []byte(m.bytes)); ok {
			return decodeWith(m.encoding, rest), m.name, nil
		}
	}
	if utf8.Valid(data) {
		if bytes.IndexByte(data, 0) >= 0 {
			return decodeUTF16(data)
		}
		return string(data), "utf-8", nil
	}
	if declared == "" {
		declared = declaredIn(data)
	}
	if e, err := htmlindex.Get(declared); err == nil {
		name, _ := htmlindex.Name(e)
		if name == "gbk" { // pages that declare gb2312 or gbk use characters that GB 18030 added
			e, name = simplifiedchinese.GB18030, "gb18030"
		}
		if text := decodeWith(e, data); invalidShare(text) <= tolerated {
			return text, name, nil
		}
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return decodeUTF16(data)
	}
	best := 1e9
	for _, try := range []struct {
		name     string
		encoding encoding.Encoding
	}{{"utf-8", encoding.Nop}, {"gb18030", simplifiedchinese.GB18030}, {"big5", traditionalchinese.Big5}} {
		t := decodeWith(try.encoding, data)
		if cost := strangeness(t); cost < best {
			best, text, name = cost, t, try.name
		}
	}
	if invalidShare(text) > 0.2 {
		return "", "", fmt.Errorf("the bytes are not text in UTF-8, GB 18030, Big5 or UTF-16; expected a page or a text")
	}
	return text, name, nil
}

// decodeUTF16 decodes bytes that contain zeros. They are UTF-16 without a byte-order mark, where the zeros of ASCII characters are
// all at even or all at odd offsets, or not text at all.
func decodeUTF16(data []byte) (text, name string, err error) {
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	e, name := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	if zeros[0] > zeros[1] {
		e, name = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	}
	text = decodeWith(e, data)
	if len(data)%2 == 1 || 2*min(zeros[0], zeros[1]) > max(zeros[0], zeros[1]) || strings.ContainsFunc(text, isNotText) {
		return "", "", fmt.Errorf("the bytes are not text: they contain zeros; expected a page or a text")
	}
	return text, name, nil
}

// isNotText reports whether a character never occurs in text.
func isNotText(r rune) bool {
	return r == utf8.RuneError || isPrivate(r) || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f'
}

// decodeWith decodes bytes. Invalid bytes become U+FFFD.
func decodeWith(e encoding.Encoding, data []byte) string {
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return string(utf8.RuneError)
	}
	return strings.ToValidUTF8(string(text), string(utf8.RuneError))
}

// invalidShare returns the share of characters that could not be decoded.
func invalidShare(text string) float64 {
	n := strings.Count(text, string(utf8.RuneError))
	return float64(n) / float64(max(1, utf8.RuneCountInString(text)))
}

// strangeness returns how rare the characters of a text are on average, in nats.
func strangeness(text string) float64 {
	const sample, unreadable = 4000, 30
	g := generalWords()
	var sum, n float64
	for _, r := range text {
		switch {
		case r < 0x80:
			continue
		case r == utf8.RuneError:
			sum += unreadable
		case han.IsHan(r) && r <= 0xFFFF:
			sum += float64(min(g.known[g.fold[r]], unreadable/2))
		default:
			sum += float64(signCost(r, 0))
		}
		if n++; n == sample {
			break
		}
	}
	return sum / max(1, n)
}

var declaration = regexp.MustCompile(`(?i)<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]+)`)

// declaredIn returns the encoding that a page declares, or "".
func declaredIn(data []byte) string {
	m := declaration.FindSubmatch(data[:min(len(data), 4096)])
	if m == nil {
		return ""
	}
	return string(m[1]) + string(m[2])
}
