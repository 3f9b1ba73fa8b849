package slips

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// triggers are the bytes inside a line that may belong to a slip. 0xEF begins full-width forms, and 0xE2 bars and quotation marks.
var triggers = func() (t [256]bool) {
	for _, c := range []byte("$={[]%\\:~*_^&\t`/)") {
		t[c] = true
	}
	t[0xEF], t[0xE2] = true, true
	return t
}()

// inlineSuspect reports whether a line may hold a slip apart from how it begins.
func inlineSuspect(line string) bool {
	bold, ticks, triple := 0, 0, 0 // runs of ** so far, of `, and of ***
	for i := 0; i < len(line); i++ {
		if i = skip(line, i); i >= len(line) {
			break
		}
		after := line[i+1:]
		switch line[i] {
		case '\\':
			if after != "" && strings.IndexByte("nrt([", after[0]) >= 0 {
				return true
			}
			i++
		case '`':
			ticks++
			i += len(after) - len(strings.TrimLeft(after, "`"))
		case '*':
			n := 1
			for n < len(line)-i && line[i+n] == '*' {
				n++
			}
			if n == 2 {
				if looseBold(line[:i], line[i+n:], bold%2 == 0) {
					return true
				}
				bold++
			}
			if n == 3 {
				triple++
			}
			i += n - 1
		case '_':
			n := len(after) - len(strings.TrimLeft(after, "_"))
			if n == 1 {
				return true
			}
			i += n
		case '~':
			if strings.HasPrefix(after, "~") {
				before := i == 0 || line[i-1] == ' '
				if inside := len(after) < 2 || after[1] == ' '; before || inside {
					return true
				}
				i++
			} else if end := strings.IndexByte(after, '~'); end > 0 && end <= 6 {
				return true
			}
		default:
			if suspectAt(line, i, after) {
				return true
			}
		}
	}
	return bold%2 == 1 || ticks%2 == 1 || triple%2 == 1 && strings.Trim(line, "* \t") != ""
}

// suspectAt reports whether the trigger at a place, with what follows it, may belong to a slip.
func suspectAt(line string, i int, after string) bool {
	switch line[i] {
	case '\t':
		return i > 0
	case '$':
		return strings.IndexByte(after, '$') >= 0 || strings.HasPrefix(after, "{")
	case '=', '%':
		return strings.HasPrefix(after, line[i:i+1])
	case '{':
		return after != "" && strings.IndexByte("{%.#:", after[0]) >= 0
	case '^':
		return strings.HasPrefix(after, "[") || strings.IndexByte(after[:min(len(after), 24)], '^') > 0
	case ')':
		return strings.HasPrefix(after, "[")
	case '/':
		return strings.HasPrefix(after, "/") && endsWithScheme(line[:i])
	case '[':
		return strings.HasPrefix(after, "[") || strings.HasPrefix(after, "/") || strings.HasPrefix(after, "!") || len(after) >= 3 && (strings.EqualFold(after[:3], "toc") || strings.HasPrefix(after, "目"))
	case ']':
		return suspectLink(after)
	case '&':
		return strings.HasPrefix(after, "amp;") || isBareReference(after)
	case ':':
		return isEmojiLike(after) || strings.HasPrefix(after, "／") || endsWithScheme(line[:i]) && !strings.HasPrefix(after, "//")
	case 0xE2:
		return strings.HasPrefix(after, "\x94\x82") || strings.HasPrefix(after, "\x94\x83") || strings.HasPrefix(after, "\x88\xA3") // │┃∣
	case 0xEF:
		if len(after) < 2 {
			return false
		}
		switch r, _ := utf8.DecodeRuneInString(line[i:]); r {
		case '［', '］', '＊', '｀', '｜':
			return true
		case '：':
			return strings.HasPrefix(after[2:], "/") || strings.HasPrefix(after[2:], "／")
		case '！':
			return strings.HasPrefix(after[2:], "[")
		case '）':
			return strings.HasPrefix(after[2:], "[")
		case '；':
			return strings.HasPrefix(after[2:], "//")
		}
	}
	return false
}

// skip returns the next trigger from i on. Bytes of Chinese characters are skipped eight at a time.
func skip(line string, i int) int {
	const high = 0x8080808080808080
	for i < len(line) {
		if len(line)-i >= 8 {
			v := binary.LittleEndian.Uint64([]byte(line[i : i+8]))
			if v&high == high && !has(v, 0xEF) && !has(v, 0xE2) {
				i += 8
				continue
			}
		}
		if triggers[line[i]] {
			break
		}
		i++
	}
	return i
}

// has reports whether one of eight bytes is c.
func has(v uint64, c byte) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	v ^= ones * uint64(c)
	return (v-ones)&^v&tops != 0
}

// looseBold reports whether ** cannot open or close as its turn demands.
func looseBold(before, after string, opens bool) bool {
	inner, _ := utf8.DecodeRuneInString(after)
	outer, _ := utf8.DecodeLastRuneInString(before)
	if !opens {
		inner, _ = utf8.DecodeLastRuneInString(before)
		outer, _ = utf8.DecodeRuneInString(after)
	}
	if inner == utf8.RuneError || strings.ContainsRune(blanks, inner) {
		return true
	}
	narrowPunct := inner < 0x80 && !isWord(inner) || inner >= 0x2010 && inner < 0x2060
	return narrowPunct && isWord(outer) && (outer < 0x2E80 || outer >= 0xAC00 && outer <= 0xD7A3)
}

// suspectLink reports whether what follows ] makes it no link.
func suspectLink(after string) bool {
	switch {
	case strings.HasPrefix(after, "("):
		end := strings.IndexByte(after, ')')
		if end < 0 || strings.Contains(after[:end], "）") {
			return true
		}
		return strings.Contains(after[:end], " ") && !strings.ContainsAny(after[:end], "\"'<")
	case strings.HasPrefix(after, "["), strings.HasPrefix(after, " ("), strings.HasPrefix(after, "（"), strings.HasPrefix(after, " （"), strings.HasPrefix(after, "\u3000"), strings.HasPrefix(after, "  "):
		return true
	}
	return false
}

// endsWithScheme reports whether a text ends with http or https.
func endsWithScheme(s string) bool {
	s = strings.TrimRight(s, "sS")
	return len(s) >= 4 && strings.EqualFold(s[len(s)-4:], "http")
}

// isBareReference reports whether a name of a reference follows & without its semicolon.
func isBareReference(after string) bool {
	n := 0
	for n < len(after) && n < 8 && (after[n] >= 'a' && after[n] <= 'z') {
		n++
	}
	return n >= 4 && (n >= len(after) || after[n] != ';')
}

// isEmojiLike reports whether a name and another colon follow.
func isEmojiLike(after string) bool {
	n := 0
	for n < len(after) && (after[n] >= 'a' && after[n] <= 'z' || after[n] == '_' || after[n] >= '0' && after[n] <= '9') {
		n++
	}
	return n > 0 && n < len(after) && after[n] == ':' && !isNumber(after[:n])
}
