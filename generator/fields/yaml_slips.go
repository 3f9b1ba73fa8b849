package fields

import (
	"slices"
	"strings"
	"unicode"

	"gongbao/generator/problem"
)

// Most YAML that cannot be read has a slip on one line: no space after a colon, or a text that needs quotes. The library reports
// where it gave up, in words of its grammar, which is often a line further down. So each line from there upwards is put right, one
// after the other, and the document read again: the line with which it gets further is the slip, and its problem shows the line as
// it should be. A document that can be read never comes here, so there are no false alarms.

const (
	maxSlips    = 20        // that are put right in one document
	maxBack     = 12        // lines between a slip and the place where the library gives up
	repairBytes = 256 << 10 // read in all
)

// slipCodes are the codes of problems that a slip may cause.
var slipCodes = []problem.Code{problem.BadYAML, problem.YAMLAnchor, problem.YAMLTag, problem.ExpectedKeys, problem.EmptyKey}

// isSlip reports whether a document could not be read, possibly because of a slip. The last problem is the one that ended it.
func isSlip(problems []problem.Problem) bool {
	return len(problems) > 0 && slices.Contains(slipCodes, problems[len(problems)-1].Code)
}

// withoutSlips finds the slips of a document that could not be read. It returns the value of the document without them, and the problems of
// both.
func withoutSlips(file, text string, firstLine int, v Value, found []problem.Problem) (Value, []problem.Problem) {
	m := slipFinder{file: file, firstLine: firstLine, lines: strings.Split(text, "\n"), budget: repairBytes, value: v, found: found}
	var slips []problem.Problem
	for len(slips) < maxSlips && isSlip(m.found) {
		at := min(m.found[len(m.found)-1].Line-firstLine, len(m.lines)-1)
		repaired := m.one(at)
		if repaired == nil {
			repaired = m.several(at)
		}
		if repaired == nil {
			break
		}
		for _, s := range repaired {
			slips = append(slips, s.problem(file, firstLine))
		}
	}
	return m.value, append(slips, m.found...)
}

// A slipFinder is a document, with what reading it gives.
type slipFinder struct {
	file      string
	firstLine int
	lines     []string
	budget    int // bytes that may still be read
	value     Value
	found     []problem.Problem
}

// try reads the document with other lines. It keeps them if it gets past a line, counted from 0, with them.
func (m *slipFinder) try(lines []string, past int) bool {
	text := strings.Join(lines, "\n")
	if m.budget -= len(text); m.budget < 0 {
		return false
	}
	b := builder{file: m.file}
	v, found := b.yaml([]byte(text), m.firstLine)
	if isSlip(found) && found[len(found)-1].Line-m.firstLine <= past {
		return false
	}
	m.lines, m.value, m.found = lines, v, found
	return true
}

// one puts right the line with which the document can be read further than to a line.
func (m *slipFinder) one(at int) []slip {
	for i := at; i >= max(0, at-maxBack); i-- {
		s, ok := slipOf(m.lines, i)
		if ok && m.try(s.lines, at) {
			return []slip{s}
		}
		if s.instead != nil && m.try(s.instead.lines, at) {
			return []slip{*s.instead}
		}
	}
	return nil
}

// several puts right lines that hide each other: two keys without a space, one below the other.
func (m *slipFinder) several(at int) []slip {
	var wrong []int
	for i := max(0, at-maxBack); i <= at; i++ {
		if _, ok := slipOf(m.lines, i); ok {
			wrong = append(wrong, i)
		}
	}
	original := m.lines
	slips, lines := without(original, wrong)
	if len(wrong) < 2 || !m.try(lines, at) {
		return nil
	}
	for _, i := range wrong { // leave alone what is no slip
		fewer := slices.DeleteFunc(slices.Clone(wrong), func(n int) bool { return n == i })
		if s, lines := without(original, fewer); m.try(lines, at) {
			wrong, slips = fewer, s
		}
	}
	return slips
}

// without returns the slips on some lines, and the document without them.
func without(lines []string, numbers []int) ([]slip, []string) {
	var slips []slip
	for _, i := range numbers {
		if s, ok := slipOf(lines, i); ok {
			slips, lines = append(slips, s), s.lines
		}
	}
	return slips, lines
}

// A slip is what is wrong on one line.
type slip struct {
	line, column int // of the document, from 0, and in characters from 1
	message      string
	advice       string   // what to do; the line as it should be follows
	lines        []string // the document without it
	instead      *slip    // another thing that may be wrong
}

func (s *slip) problem(file string, firstLine int) problem.Problem {
	at := problem.Pos{Line: int32(s.line + firstLine), Column: int32(s.column)}
	return problem.New(problem.BadYAML, file, at, "%s", s.message).WithHint("%s: %s", s.advice, strings.TrimSpace(s.lines[s.line]))
}

// with puts another text in the place of a line.
func (s *slip) with(lines []string, text string) {
	s.lines = slices.Clone(lines)
	if strings.HasSuffix(lines[s.line], "\r") {
		text += "\r"
	}
	s.lines[s.line] = text
}

// slipOf returns what may be wrong on a line, without looking at the others.
func slipOf(lines []string, number int) (s slip, ok bool) {
	s.line, s.column = number, 1
	line := strings.TrimSuffix(lines[number], "\r")
	text := strings.TrimLeft(line, " \t")
	if text == "" || text[0] == '#' {
		return s, false
	}
	if indentation := line[:len(line)-len(text)]; strings.Contains(indentation, "\t") {
		return tabbed(s, lines), true
	}
	for strings.HasPrefix(text, "- ") {
		text = strings.TrimLeft(text[1:], " ")
	}
	start := line[:len(line)-len(text)]
	key, value, isKey := cutKey(text)
	if isKey && strings.HasPrefix(value, "//") { // a web address
		return s, false
	}
	if isKey {
		wide := strings.HasPrefix(text[len(key):], "：")
		s.message, s.advice = "found no space after the colon of "+key, "put a space after the colon"
		if wide {
			s.message, s.advice = "found a full-width colon after "+key, "after a key comes the colon : and a space"
		}
		s.column += len([]rune(start))
		s.with(lines, start+strings.TrimSpace(key)+": "+quoteIfNeeded(value))
		return s, true
	}
	if name, after, found := strings.Cut(text, ": "); found && isName(name) && after != "" {
		text = strings.TrimLeft(after, " ")
		start = line[:len(line)-len(text)]
	} else if found && len(name) > 1 && isName(name[1:]) && strings.IndexByte("@%&*!`", name[0]) >= 0 {
		s.message, s.advice = "a key without quotes starts with "+name[:1], "put the key in quotes"
		s.column += len([]rune(start))
		s.with(lines, start+inQuotes(name)+": "+after)
		return s, true
	} else if start == "" { // a line of text at the start of a line
		s.message, s.advice = "expected `key: value`, or two spaces before a line that continues the text above", "put two spaces before it"
		s.with(lines, "  "+line)
		return s, number > 0 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz_:") != ""
	}
	s.column += len([]rune(start))
	fixed, message, ok := withQuotes(text)
	if before, after, cut := strings.Cut(text, " #"); !ok && cut && strings.IndexByte(`"'[{|>`, text[0]) < 0 {
		s.message, s.advice = "a space and # start a comment, though the text goes on in the next line", "put the whole text in quotes, or write a full-width ＃"
		s.with(lines, start+before+" ＃"+after)
		return s, true
	}
	s.message, s.advice = message, "put it in quotes"
	if strings.HasPrefix(fixed, "[") || strings.HasPrefix(fixed, "{") {
		s.advice = "write"
	}
	s.with(lines, start+fixed)
	return s, ok
}

// tabbed is the slip of a line that a tab indents: all tabs stand for spaces, or for nothing.
func tabbed(s slip, lines []string) slip {
	put := func(spaces, advice string) slip {
		s.message, s.advice = "a tab is used for indentation; expected spaces", advice
		s.lines = slices.Clone(lines)
		for i := range s.lines {
			rest := strings.TrimLeft(s.lines[i], " \t")
			s.lines[i] = strings.ReplaceAll(s.lines[i][:len(s.lines[i])-len(rest)], "\t", spaces) + rest
		}
		return s
	}
	none := put("", "delete the tab: a key starts at the start of its line")
	s = put("  ", "put two spaces in the place of each tab")
	s.instead = &none
	return s
}

// cutKey cuts a line at a colon that YAML does not take for the end of a key: full-width, or without a space after it.
func cutKey(text string) (key, value string, ok bool) {
	i := strings.IndexAny(text, ":：")
	if i <= 0 || !isName(strings.TrimSpace(text[:i])) {
		return "", "", false
	}
	key = text[:i]
	value, wide := strings.CutPrefix(text[i:], "：")
	if !wide {
		if value = text[i+1:]; value == "" || value[0] == ' ' || value[0] == '\t' {
			return "", "", false
		}
	}
	return key, strings.TrimSpace(value), true
}

// isName reports whether a text may be the name of a key.
func isName(text string) bool {
	if text == "" || len(text) > 60 {
		return false
	}
	for i, r := range text {
		if !unicode.IsLetter(r) && r != '_' && (i == 0 || !unicode.IsDigit(r) && r != '-' && r != '.') {
			return false
		}
	}
	return true
}
