package bulletin

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A dateToken is a number, a word of Latin letters, or one of the Chinese words and marks that dates have. A number has digits, and
// other tokens have none.
type dateToken struct {
	value, digits int
	word          string
}

// dateTokens splits a text. Spaces only separate tokens.
func dateTokens(text string) (tokens []dateToken) {
	rest := []rune(foldDate(text))
	for len(rest) > 0 {
		n := 0
		take := func(ok func(rune) bool) int {
			n = 0
			for n < len(rest) && ok(rest[n]) {
				n++
			}
			return n
		}
		var t dateToken
		switch {
		case take(isASCIIDigit) > 0:
			for _, r := range rest[:min(n, 15)] {
				t.value = t.value*10 + int(r-'0')
			}
			t.digits = n
		case hanWord(rest) > 0:
			n = hanWord(rest)
			t.word = string(rest[:n])
		case take(func(r rune) bool { return isHanDigit(r) || n > 0 && (r == 'o' || r == '0') }) > 0: // 二o二o, 二0二0
			t.value = hanNumber(rest[:n])
			t.digits = len(strconv.Itoa(t.value))
			if n == 4 && !hasTens(rest[:n]) {
				t.digits = 4
			}
		case take(func(r rune) bool { return r >= 'a' && r <= 'z' }) > 0:
			t.word = string(rest[:n])
		default:
			n = 1
			t.word = string(rest[:1])
		}
		rest = rest[n:]
		if t.word != " " {
			tokens = append(tokens, t)
		}
	}
	return tokens
}

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }

// hanDigits are the Chinese digits, and 10 to 30 for those that stand for tens.
var hanDigits = map[rune]int{
	'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '十': 10, '廿': 20, '卅': 30,
	'壹': 1, '贰': 2, '貳': 2, '叁': 3, '叄': 3, '肆': 4, '伍': 5, '陆': 6, '陸': 6, '柒': 7, '捌': 8, '玖': 9, '拾': 10,
	'百': 100, '佰': 100, '元': 1,
}

func isHanDigit(r rune) bool {
	_, ok := hanDigits[r]
	return ok
}

func hasTens(run []rune) bool {
	return strings.ContainsFunc(string(run), func(r rune) bool { return hanDigits[r] >= 10 })
}

// hanNumber returns the value of 二〇二〇, 二十一, 廿一, 一百一十五 or 元.
func hanNumber(run []rune) int {
	run = run[:min(len(run), 15)]
	total, digit := 0, 0
	tens := hasTens(run)
	for _, r := range run {
		switch v := hanDigits[r]; {
		case !tens:
			total = total*10 + v
		case v == 10 || v == 100:
			total, digit = total+max(digit, 1)*v, 0
		case v > 10:
			total += v
		default:
			digit = v
		}
	}
	return total + digit
}

// hanWord returns the length of the longest known word at the start of a text, or 0.
func hanWord(rest []rune) int {
	if rest[0] <= unicode.MaxLatin1 {
		return 0
	}
	for n := min(len(rest), 4); n > 0; n-- {
		word := string(rest[:n])
		if dateMarks[word] != 0 || zoneNames[word] != "" || republicNames[word] || dateFillers[word] || forenoon[word] || afternoon[word] ||
			hourMarks[word] || clockMarks[word] || word == "半" {
			return n
		}
	}
	return 0
}

// The words of dates.
var (
	dateMarks     = map[string]byte{"年": 'y', "月": 'm', "日": 'd', "号": 'd', "號": 'd'}
	zoneNames     = map[string]string{"z": "Z", "utc": "Z", "gmt": "Z", "北京时间": "+08:00", "北京時間": "+08:00"}
	republicNames = wordSet("民国 民國 中华民国 中華民國 roc")
	forenoon      = wordSet("上午 凌晨 早上 早晨 清晨 am a")
	afternoon     = wordSet("下午 傍晚 晚上 pm p")
	hourMarks     = wordSet("时 時 点 點")
	clockMarks    = wordSet(": 分 秒 h m s 钟 鐘 整 中午")
	dateFillers   = wordSet("- / . , _ of the on at st nd rd th 公元 西元 " + weekdays())
	monthNames    = months()
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func weekdays() string {
	var b strings.Builder
	for _, week := range []string{"星期", "礼拜", "禮拜", "周", "週"} {
		for _, day := range "一二三四五六日天" {
			b.WriteString(week + string(day) + " ")
		}
	}
	for d := range 7 {
		name := strings.ToLower(time.Weekday(d).String())
		b.WriteString(name + " " + name[:3] + " ")
	}
	return b.String() + "tues thur thurs"
}

func months() map[string]int {
	names := map[string]int{"sept": 9}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		names[name], names[name[:3]] = int(m), int(m)
	}
	return names
}
