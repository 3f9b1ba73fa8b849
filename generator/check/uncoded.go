package check

import (
	"strings"

	"gongbao/generator/problem"
)

// codeOf returns the code of a problem of the sources. It guesses the codes of packages that do not report them yet; once they all
// do, this file goes.
func codeOf(p problem.Problem) problem.Code {
	switch {
	case p.Code != "":
		return p.Code
	case p.Warning && strings.HasPrefix(p.Message, "this heading has #"):
		return problem.HeadingLevel
	case p.Warning && strings.HasPrefix(p.Message, "an image without words"):
		return problem.ImageText
	}
	return problem.Source
}
