package template

import (
	"errors"
	"fmt"
	std "html/template"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"
)

// An Error is a mistake in the text of a template, found by Parse, Trees or Program, or something that cannot be compiled.
type Error struct {
	File    string // the name passed to Parse
	Line    int    // from 1; 0: unknown
	Column  int    // in characters from 1; 0: unknown
	Message string
	Err     error // of the standard library; nil if this package found the mistake
}

// Error returns file:line:column: message, without the parts that are unknown.
func (e *Error) Error() string { return e.place() + ": " + e.Message }

func (e *Error) Unwrap() error { return e.Err }

func (e *Error) place() string {
	place := e.File
	if e.Line > 0 {
		place += ":" + strconv.Itoa(e.Line)
		if e.Column > 0 {
			place += ":" + strconv.Itoa(e.Column)
		}
	}
	return place
}

// Trees parses a single template file, which may call any functions, and returns the templates that it defines, by name. An
// error is an *Error.
func Trees(file, text string) (map[string]*parse.Tree, error) {
	tree := parse.New(file)
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(text, "", "", trees); err != nil {
		return nil, syntaxError(file, text, err)
	}
	return trees, nil
}

// syntaxError translates an error of text/template/parse, which has no type: its text is "template: FILE:LINE: MESSAGE". All
// that this package knows about that wording is here and in columnOf.
func syntaxError(file, text string, err error) *Error {
	e := &Error{File: file, Message: firstLine(strings.TrimPrefix(err.Error(), "template: ")), Err: err}
	rest, ok := strings.CutPrefix(e.Message, file+":")
	number, message, _ := strings.Cut(rest, ": ")
	line, notNumber := strconv.Atoi(number)
	if !ok || notNumber != nil {
		return e
	}
	e.Line, e.Message = line, message
	e.Column = columnOf(lineOf(text, line), message)
	return e
}

var quoted = regexp.MustCompile(`"([^"]+)"|<([^>]+)>`)

// columnOf guesses the column of a mistake for which the library reports only the line: that of the first word that the message
// quotes and the line contains. It returns 0 if there is none.
func columnOf(line, message string) int {
	for _, q := range quoted.FindAllStringSubmatch(message, -1) {
		if i := strings.Index(line, q[1]+q[2]); i >= 0 {
			return characters(line, i) + 1
		}
	}
	return 0
}

// escapeError translates an error of html/template's escaper, which has fields for everything except the column.
func (s *Set) escapeError(root string, err error) *Error {
	var found *std.Error
	if !errors.As(err, &found) {
		return &Error{File: root, Message: firstLine(err.Error()), Err: err}
	}
	e := &Error{File: found.Name, Line: found.Line}
	if found.Node != nil {
		e = s.at(nil, found.Node)
	} else if tree := s.tree(found.Name); tree != nil {
		e.File = tree.ParseName
	}
	e.Message, e.Err = firstLine(found.Description), err
	if e.Column == 0 && e.Line > 0 {
		e.Column = columnOf(lineOf(s.texts[e.File], e.Line), e.Message)
	}
	return e
}

// at returns an Error at a node of a tree, without a message. tree may be nil if the node refers to its tree. The library formats
// the place of a node as "FILE:LINE:COLUMN", where COLUMN counts bytes from 0.
func (s *Set) at(tree *parse.Tree, n parse.Node) *Error {
	place, _ := tree.ErrorContext(n)
	place, column := cutLastNumber(place)
	file, line := cutLastNumber(place)
	return &Error{File: file, Line: line, Column: characters(lineOf(s.texts[file], line), column) + 1}
}

// cutLastNumber splits "TEXT:NUMBER".
func cutLastNumber(s string) (text string, number int) {
	colon := strings.LastIndexByte(s, ':')
	number, _ = strconv.Atoi(s[colon+1:])
	return s[:max(0, colon)], number
}

// characters counts the characters of the first bytes of a line.
func characters(line string, bytes int) int {
	return utf8.RuneCountInString(line[:min(bytes, len(line))])
}

// lineOf returns a line of a text, counted from 1.
func lineOf(text string, line int) string {
	for ; line > 1; line-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	text, _, _ = strings.Cut(text, "\n")
	return text
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// mistake records that a node asks for something that can never work. The value that it returns is never read.
func (b *body) mistake(n parse.Node, format string, args ...any) value {
	e := b.set.at(b.tree, n)
	e.Message = fmt.Sprintf(format, args...)
	b.mistakes = append(b.mistakes, e)
	return read(anyType, nil)
}

// notSupported records that only html/template can do what a node asks for. The value that it returns is never read.
func (b *body) notSupported(n parse.Node, format string, args ...any) value {
	if b.unsupported == nil {
		b.unsupported = b.set.at(b.tree, n)
		b.unsupported.Message = fmt.Sprintf(format, args...)
	}
	return read(anyType, nil)
}

// withoutPackage is an error of html/template's execution whose text starts with the file instead of the package name.
type withoutPackage struct{ error }

func (e withoutPackage) Error() string {
	text := strings.TrimPrefix(e.error.Error(), "html/")
	return strings.TrimPrefix(strings.TrimPrefix(text, "template:"), " ")
}

func (e withoutPackage) Unwrap() error { return e.error }
