package check

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// number is a number that looks like personal data.
type number struct {
	code   problem.Code
	digits string // ASCII, without separators; an identity number may end with X
	at     int    // byte of the file
}

// digitGroup is a row of digits without separators.
type digitGroup struct {
	digits   string
	from, to int // bytes of the file
}

// eachNumber finds the numbers that look like personal data. Their digits may be full-width, and in groups with a blank or hyphen between.
func eachNumber(data []byte, found func(number)) {
	for i := nextDigit(data, 0); i < len(data); i = nextDigit(data, i) {
		groups, end := groupsAt(data, i)
		for len(groups) > 0 {
			n, used := numberOf(data, groups)
			if used == 0 {
				groups = groups[1:]
				continue
			}
			found(n)
			groups = groups[used:]
		}
		i = end
	}
}

// nextDigit returns the place of the next byte that may begin a digit. It passes over eight bytes at a time.
func nextDigit(data []byte, i int) int {
	const ones, tops, halves = 0x0101010101010101, 0x8080808080808080, 0xF0F0F0F0F0F0F0F0
	zero := func(v uint64) bool { return (v-ones)&^v&tops != 0 }
	for i < len(data) {
		if len(data)-i >= 8 {
			v := binary.LittleEndian.Uint64(data[i:])
			if !zero(v&halves^0x3030303030303030) && !zero(v^0xEFEFEFEFEFEFEFEF) {
				i += 8
				continue
			}
		}
		if _, size := digitAt(data[i:]); size > 0 {
			return i
		}
		i++
	}
	return i
}

// digitAt returns the digit that a text begins with, and its size.
func digitAt(b []byte) (digit byte, size int) {
	switch {
	case len(b) > 0 && b[0] >= '0' && b[0] <= '9':
		return b[0], 1
	case len(b) > 2 && b[0] == 0xEF && b[1] == 0xBC && b[2] >= 0x90 && b[2] <= 0x99:
		return b[2] - 0x90 + '0', 3
	}
	return 0, 0
}

// groupsAt reads groups of digits with a single blank or hyphen between them, and returns where they end.
func groupsAt(data []byte, i int) (groups []digitGroup, end int) {
	var buf [24]byte
	for {
		g := digitGroup{from: i}
		digits, n := buf[:0], 0
		for {
			d, size := digitAt(data[i:])
			if size == 0 {
				break
			}
			if n++; n <= len(buf) {
				digits = append(digits, d)
			}
			i += size
		}
		if hasSeventeen(groups, n) { // then the check digit of an identity number may be X
			for _, x := range []string{"X", "x", "Ｘ", "ｘ"} {
				if bytes.HasPrefix(data[i:], []byte(x)) {
					digits, i = append(digits, 'X'), i+len(x)
					break
				}
			}
		}
		if g.to = i; n >= 3 && n <= len(buf) {
			g.digits = string(digits)
		}
		groups = append(groups, g)
		between := 0
		for _, s := range []string{" ", "-", "－", "\u3000", "\u00a0", "–"} {
			if bytes.HasPrefix(data[i:], []byte(s)) {
				between = len(s)
			}
		}
		if _, size := digitAt(data[i+between:]); between == 0 || size == 0 || len(groups) > 64 {
			return groups, i
		}
		i += between
	}
}

// hasSeventeen reports whether the last groups, and n digits after them, have seventeen digits.
func hasSeventeen(groups []digitGroup, n int) bool {
	for i := len(groups) - 1; i >= 0 && n < 17; i-- {
		n += len(groups[i].digits)
	}
	return n == 17
}

// forms are the ways to write a number in groups.
var forms = map[problem.Code][][]int{
	problem.IdentityNumber: {{18}, {6, 8, 4}, {6, 4, 4, 4}, {3, 3, 4, 4, 4}, {6, 12}, {4, 4, 4, 4, 2}},
	problem.MobileNumber:   {{11}, {3, 4, 4}, {4, 4, 3}, {13}, {2, 11}, {2, 3, 4, 4}},
	problem.BankCard:       {{16}, {17}, {18}, {19}, {4, 4, 4, 4}, {4, 4, 4, 4, 3}, {4, 4, 4, 4, 2}, {4, 4, 4, 4, 1}, {6, 13}, {6, 10}},
}

// numberOf returns the number that groups begin with, and how many groups it has; 0: they begin with none.
func numberOf(data []byte, groups []digitGroup) (number, int) {
	for _, code := range []problem.Code{problem.IdentityNumber, problem.MobileNumber, problem.BankCard} {
		for _, form := range forms[code] {
			if len(groups) < len(form) {
				continue
			}
			all := ""
			fits := true
			for i, length := range form {
				fits = fits && len(groups[i].digits) == length
				all += groups[i].digits
			}
			if !fits {
				continue
			}
			around := surroundings(data, groups[0].from, groups[len(form)-1].to)
			around.grouped = len(form) > 1
			if digits := check[code](all, around); digits != "" {
				return number{code, digits, groups[0].from}, len(form)
			}
		}
	}
	if groups[0].digits != "" && len(groups[0].digits) == 15 {
		around := surroundings(data, groups[0].from, groups[0].to)
		if oldIdentity(groups[0].digits, around) {
			return number{problem.IdentityNumber, groups[0].digits, groups[0].from}, 1
		}
	}
	return number{}, 0
}

// check holds the test of each kind: it returns the number, or "" if it is none.
var check = map[problem.Code]func(digits string, around around) string{
	problem.IdentityNumber: identityNumber, problem.MobileNumber: mobileNumber, problem.BankCard: bankCard,
}

// around is what comes before and after a number on its line.
type around struct {
	before, after string
	grouped       bool
}

func surroundings(data []byte, from, to int) around {
	start := max(bytes.LastIndexByte(data[:from], '\n')+1, from-120)
	end := min(to+24, len(data))
	if n := bytes.IndexByte(data[to:end], '\n'); n >= 0 {
		end = to + n
	}
	return around{before: string(data[start:from]), after: string(data[to:end])}
}

// joined reports whether a number is a part of a longer name, number or address.
func (a around) joined() bool {
	before, size := utf8.DecodeLastRuneInString(a.before)
	after, _ := utf8.DecodeRuneInString(a.after)
	if isWord(before) || isWord(after) || a.before != "" && strings.ContainsRune("_#%@*", before) || a.after != "" && strings.ContainsRune("_%％*", after) {
		return true
	}
	if rest := a.before[:len(a.before)-size]; before == '.' && rest != "" && isDigitByte(rest[len(rest)-1]) || after == '.' && len(a.after) > 1 && isWord(rune(a.after[1])) {
		return true
	}
	word := a.before[strings.LastIndexFunc(a.before, func(r rune) bool { return r == ' ' || r > 0x7f })+1:]
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.")
}

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }

// says reports whether one of some words comes before the number.
func (a around) says(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(a.before, w) })
}

// weights are those of the check digit of an identity number (GB 11643—1999, MOD 11-2 of ISO 7064).
var weights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

func identityNumber(digits string, a around) string {
	before, _ := utf8.DecodeLastRuneInString(a.before)
	after, _ := utf8.DecodeRuneInString(a.after)
	if isWord(before) || isWord(after) || before == '_' || after == '_' || !isProvince(digits) {
		return ""
	}
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	if digits[17] != "10X98765432"[sum%11] || !isBirthday(digits[6:14]) {
		return ""
	}
	return digits
}

// oldIdentity reports whether 15 digits are a number from before 1999. It has no check digit, so the text must call it one.
func oldIdentity(digits string, a around) bool {
	return !a.joined() && isProvince(digits) && isBirthday("19"+digits[6:12]) && a.says("身份证", "身份證", "证件号", "證件號", "公民身份")
}

// isProvince reports whether a number begins with the code of a province (GB/T 2260), or with 9 for a permanent resident.
func isProvince(digits string) bool {
	return strings.Contains(" 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 ", " "+digits[:2]+" ") ||
		digits[0] == '9' && len(digits) == 18
}

func isBirthday(s string) bool {
	day, err := time.Parse("20060102", s)
	return err == nil && day.Year() >= 1880 && day.Year() < 2100
}

// units follow an amount, which may have as many digits as a mobile number.
var units = []string{"元", "万", "萬", "亿", "億", "吨", "噸", "公斤", "千克", "斤", "立方", "平方", "米", "公里", "千米", "人", "户", "戶", "个", "個", "件", "千瓦", "度", "美元", "圆", "圓", "字节"}

func mobileNumber(digits string, a around) string {
	if len(digits) == 13 {
		if !strings.HasPrefix(digits, "86") {
			return ""
		}
		digits = digits[2:]
	}
	after := strings.TrimLeft(a.after, " \u3000")
	switch {
	case digits[0] != '1' || digits[1] < '3', a.joined(),
		slices.ContainsFunc(units, func(u string) bool { return strings.HasPrefix(after, u) }),
		strings.HasSuffix(strings.TrimRight(a.before, " "), "¥"), strings.HasSuffix(strings.TrimRight(a.before, " "), "￥"), strings.HasSuffix(a.before, "$"),
		a.isSerial(), strings.HasSuffix(a.before, "-") && !strings.HasSuffix(a.before, "86-") && !a.says("电话", "電話", "手机", "手機"), strings.HasSuffix(a.before, "〕"), strings.HasSuffix(a.before, "第"):
		return ""
	}
	return digits
}

// isSerial reports whether the words directly before a number say that it counts things or files.
func (a around) isSerial() bool {
	label := a.before[max(0, len(a.before)-24):]
	return slices.ContainsFunc([]string{"编号", "編號", "文号", "文號", "批号", "批號", "序列号", "序號", "序号", "注册号", "备案号", "许可证", "登记号", "单号", "單號", "流水", "代码", "代碼", "条码", "檔號", "档号"},
		func(w string) bool { return strings.Contains(label, w) })
}

// bankCard looks at 16 to 19 digits whose check digit is right (ISO/IEC 7812-1). One number in ten is, so that the first digits must be
// those of a card too: 62 of UnionPay, or 3, 4 or 5 if the text or the groups show that it is a card. Codes of places begin with 62,
// 41–46 or 51–54 as well, before a year.
func bankCard(digits string, a around) string {
	if a.joined() || a.isSerial() || !luhn(digits) {
		return ""
	}
	named := a.grouped || a.says("银行卡", "銀行卡", "卡号", "卡號", "账号", "帳號", "账户", "帳戶", "开户", "信用卡", "借记卡", "card", "Card")
	place := strings.Contains(" 6201 6202 6203 6204 6205 6206 6207 6208 6209 6210 6211 6212 6229 6230 ", " "+digits[:4]+" ") && (digits[6:8] == "19" || digits[6:8] == "20")
	switch {
	case strings.HasPrefix(digits, "62"):
		if len(digits) != 16 && len(digits) != 19 && !named || place && !named {
			return ""
		}
	case len(digits) == 16 && (digits[0] == '4' || digits[0] == '5' && digits[1] >= '1' && digits[1] <= '5' || strings.HasPrefix(digits, "35")):
		if !named {
			return ""
		}
	case len(digits) == 19 && (strings.HasPrefix(digits, "955880") || strings.HasPrefix(digits, "103") || strings.HasPrefix(digits, "60")) || len(digits) == 16 && strings.HasPrefix(digits, "9558"):
		if !named {
			return ""
		}
	default:
		return ""
	}
	return digits
}

// luhn reports whether the last digit is the check digit of the others.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
