package legacy

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	fullDate   = regexp.MustCompile(`((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?:\s*日)?`)
	hanDate    = regexp.MustCompile(`([一二三四五六七八九〇零○]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日`)
	dateAlone  = regexp.MustCompile(`^[\s(]*(?:` + fullDate.String() + `|` + hanDate.String() + `)[\s)]*$`)
	dayOfTitle = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\s+`)
	dateline   = regexp.MustCompile(`^([\p{Han}A-Za-z·]{2,20}?)(?:[(\s][^)]{0,10}[)\s])?\s?(\d{1,2})月(\d{1,2})日\s?(?:讯|电|消息)`)
)

// parseDate finds the first full date in a plain text.
func parseDate(plain string) (time.Time, bool) {
	if m := fullDate.FindStringSubmatch(plain); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := hanDate.FindStringSubmatch(plain); m != nil {
		return day(hanYear(m[1]), hanNumber(m[2]), hanNumber(m[3]))
	}
	return time.Time{}, false
}

// day converts three numbers to a date, if that day exists.
func day(year, month, date string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(date)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Month() == time.Month(m) && t.Day() == d && y > 0
}

const hanDigits = "〇一二三四五六七八九"

func hanDigit(r rune) int {
	if r == '零' || r == '○' {
		return 0
	}
	return len([]rune(hanDigits[:max(0, strings.IndexRune(hanDigits, r))]))
}

func hanYear(s string) string {
	y := 0
	for _, r := range s {
		y = y*10 + hanDigit(r)
	}
	return strconv.Itoa(y)
}

// hanNumber reads 一 to 九十九.
func hanNumber(s string) string {
	tens, ones, ten := strings.Cut(s, "十")
	if !ten {
		return strconv.Itoa(hanDigit([]rune(s)[0]))
	}
	n := 10
	if tens != "" {
		n = 10 * hanDigit([]rune(tens)[0])
	}
	if ones != "" {
		n += hanDigit([]rune(ones)[0])
	}
	return strconv.Itoa(n)
}
