package check

import (
	"bytes"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// Personal data that should not be public by mistake: resident identity numbers, mobile numbers and bank cards. Numbers that are
// masked (110101********4514) are left alone. A message never repeats a number, since logs of checks are public as well.

const (
	maxNumbers    = 20      // that are reported for a file one by one
	maxAttachment = 4 << 20 // bytes of an attachment that are searched
)

// textEndings are those of attachments that are searched.
var textEndings = []string{".csv", ".tsv", ".txt", ".json", ".xml", ".md", ".markdown", ".html", ".htm"}

// personalData warns of personal data in a file below the content folder.
func (c *checker) personalData(name string, data []byte) {
	if bulletin.MatchesFile(c.Allow, name) {
		return
	}
	var found []number
	eachNumber(data, func(n number) {
		if !slices.Contains(c.allowed, n.digits) {
			found = append(found, n)
		}
	})
	for i, n := range found {
		message := fmt.Sprintf("%s looks like %s", mask(n.digits), kinds[n.code])
		if i == maxNumbers-1 && len(found) > maxNumbers {
			message += fmt.Sprintf(", and %d more numbers below look like personal data", len(found)-maxNumbers)
		}
		if i == maxNumbers {
			return
		}
		c.inSource(n.code, name, placeOf(data, n.at), message, "mask it, as in "+masked[n.code]+"; if it is meant to be public, name the number or the file under `allow:` in site.yaml")
	}
}

// kinds and masked say what a number looks like, and how it is masked.
var (
	kinds = map[problem.Code]string{
		problem.IdentityNumber: "a resident identity number", problem.MobileNumber: "a mobile number", problem.BankCard: "the number of a bank card",
	}
	masked = map[problem.Code]string{problem.IdentityNumber: "110101********4514", problem.MobileNumber: "138****5678", problem.BankCard: "6222********1234"}
)

// mask hides a number but for its first three and last two digits.
func mask(digits string) string {
	return digits[:3] + strings.Repeat("*", len(digits)-5) + digits[len(digits)-2:]
}

// attachedData warns of personal data in the attachments of a source that are text.
func (c *checker) attachedData(source string, attached []bulletin.Attachment) error {
	for _, a := range attached {
		if a.Size > maxAttachment || !slices.Contains(textEndings, strings.ToLower(path.Ext(a.Name))) {
			continue
		}
		name := path.Join(path.Dir(source), a.Name)
		data, err := load(filepath.Join(c.Content, filepath.FromSlash(name)), a.Size, nil)
		if err != nil {
			return err
		}
		c.personalData(name, data)
	}
	return nil
}

// allowedNumbers returns the numbers among the exceptions, without blanks and hyphens.
func allowedNumbers(all []string) (numbers []string) {
	for _, a := range all {
		plain := strings.Map(func(r rune) rune {
			switch {
			case r >= '０' && r <= '９':
				return r - '０' + '0'
			case r == 'x' || r == 'Ｘ' || r == 'ｘ':
				return 'X'
			case r == ' ' || r == '-' || r == '+':
				return -1
			}
			return r
		}, a)
		if len(plain) == 13 && strings.HasPrefix(plain, "86") {
			plain = plain[2:]
		}
		numbers = append(numbers, plain)
	}
	return numbers
}

// placeOf returns the place of a byte of a file.
func placeOf(data []byte, at int) problem.Pos {
	start := bytes.LastIndexByte(data[:at], '\n') + 1
	line := bytes.TrimPrefix(data[start:at], []byte("\uFEFF"))
	return problem.Pos{Line: int32(1 + bytes.Count(data[:at], []byte{'\n'})), Column: int32(utf8.RuneCount(line) + 1)}
}
