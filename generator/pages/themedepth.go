package pages

import (
	"path"
	"strings"

	"gongbao/generator/problem"
)

// esbuild's parser calls itself for each bracket and each operator, and a stack without an end takes the process with it. So styles
// and scripts that are nested like nothing that people or minifiers write are refused before it sees them.
const (
	mostBrackets = 500     // that are open at once
	mostPending  = 100_000 // characters of expressions that have begun and not ended, at all levels
)

// nestedTooDeep returns the line at which a style or a script is nested too deep, or 0. It looks only at brackets, strings and what
// ends an expression; what it takes wrongly for a string counts for nothing.
func nestedTooDeep(name, text string) (line int) {
	script := path.Ext(name) != ".css"
	var outer []int // characters pending at each open bracket
	pending, total := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'', '`':
			i = endOfString(text, i)
			continue
		case '/':
			if strings.HasPrefix(text[i:], "/*") {
				if end := strings.Index(text[i+2:], "*/"); end >= 0 {
					i += end + 3
				}
			}
		case '(', '[', '{':
			outer = append(outer, pending)
			total, pending = total+pending, 0
		case ')', ']', '}':
			if n := len(outer); n > 0 {
				pending, outer = outer[n-1], outer[:n-1]
				total -= pending
			}
			if c == '}' {
				pending = 0
			}
		case ';', ',':
			pending = 0
		}
		pending++
		if len(outer) > mostBrackets || script && total+pending > mostPending {
			return 1 + strings.Count(text[:i], "\n")
		}
	}
	return 0
}

// endOfString returns the index of the quote that ends a string, or of the end of its line.
func endOfString(text string, start int) int {
	quote := text[start]
	for i := start + 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == quote, c == '\n' && quote != '`':
			return i
		case quote == '`' && strings.HasPrefix(text[i:], "${"): // an expression: it counts, and the rest of the string with it
			return i
		}
	}
	return len(text)
}

// tooDeep returns the problem of a style or script that is nested too deep.
func tooDeep(name, text string) (problem.Problem, bool) {
	switch path.Ext(name) {
	case ".css", ".js", ".ts":
	default:
		return problem.Problem{}, false
	}
	line := nestedTooDeep(name, text)
	if line == 0 {
		return problem.Problem{}, false
	}
	p := problem.New(problem.ThemeTooComplex, name, problem.Pos{Line: int32(line)}, "brackets or expressions are nested too deep here; expected at most %d open brackets", mostBrackets)
	return p.WithHint("if this is a library, use its distributed file; otherwise a bracket or a semicolon is missing"), true
}
