package fields

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"
)

// The libraries report mistakes only as English text. This file translates their words into faults; nothing else looks at them.
// Tests provoke each fault, and fail if a new version of a library words it differently (TestTheYAMLLibraryStillUsesTheWordsOfTheFaults,
// TestTheTOMLAndJSONLibrariesStillUseTheWordsOfTheFaults).

// A fault is a kind of mistake for which there is a better message than the library's.
type fault uint8

const (
	otherFault    fault = iota
	colonInValue        // a colon and a space in a value without quotes
	tabInIndent         // a tab in the indentation
	reservedStart       // a value starts with @, ` or %
	starStart           // a value starts with *, so that it means an alias
	openQuote           // a quotation mark has no partner
	unknownEscape       // a backslash in double quotes starts no known escape
	openList            // a list in brackets is not closed, or lacks a comma
	openMap             // a map in braces is not closed, or lacks a comma
	keyWithoutColon
	listOnKeyLine     // a list starts on the line of its key
	missingValue      // something else is in the place of a value
	lesserIndent      // a line is indented less than the first one
	unexpectedLine    // a line is neither a key nor an entry of what is above
	nestedTooDeep     // beyond the library's own limit
	impossibleDate    // TOML: a date or time that does not exist
	quotesOrLastComma // JSON: quotation marks are missing, or a comma is left over
	missingComma      // JSON: between two entries
	missingColon      // JSON: between a key and its value
	brokenText        // JSON: a text runs over the end of its line
	openEnd           // JSON: the document ends in the middle
)

// yamlFaults are the words of go.yaml.in/yaml: the start of its message, and its whole context. The first match counts.
var yamlFaults = []struct {
	fault            fault
	context, message string
}{
	{colonInValue, "", "mapping values are not allowed"},
	{tabInIndent, "", "found a tab character"},
	{reservedStart, "", "found character that cannot start any token"},
	{starStart, "", "unknown anchor"},
	{openQuote, "while scanning a quoted scalar", "found unexpected"},
	{unknownEscape, "", "found unknown escape"},
	{openList, "while parsing a flow sequence", ""},
	{openMap, "while parsing a flow mapping", ""},
	{keyWithoutColon, "while scanning a simple key", ""},
	{listOnKeyLine, "", "block sequence entries are not allowed"},
	{missingValue, "", "did not find expected node content"},
	{lesserIndent, "", "did not find expected <document start>"},
	{unexpectedLine, "", "did not find expected key"},
	{unexpectedLine, "", "did not find expected '-'"},
	{nestedTooDeep, "", "exceeded max depth"},
}

func yamlFault(e *yaml.LoadError) fault {
	for _, f := range yamlFaults {
		if strings.HasPrefix(e.Message, f.message) && (f.context == "" || f.context == e.ContextMsg) {
			return f.fault
		}
	}
	return otherFault
}

// tomlFault also returns what the editor wrote, in quotes, if it is an impossible date.
func tomlFault(e toml.ParseError) (f fault, written string) {
	if date, ok := strings.CutPrefix(e.Message, "invalid datetime: "); ok {
		return impossibleDate, date
	}
	return otherFault, ""
}

// jsonFaults are words in the messages of encoding/json.
var jsonFaults = []struct {
	fault fault
	words string
}{
	{quotesOrLastComma, "looking for beginning of object key"},
	{quotesOrLastComma, "looking for beginning of value"},
	{missingComma, "after object key:value pair"},
	{missingComma, "after array element"},
	{missingColon, "after object key"},
	{brokenText, "in string literal"},
	{openEnd, "unexpected end of JSON input"},
}

func jsonFault(e *json.SyntaxError) fault {
	for _, f := range jsonFaults {
		if strings.Contains(e.Error(), f.words) {
			return f.fault
		}
	}
	return otherFault
}

// loadError returns the YAML library's description of an error, if it has one.
func loadError(err error) (e *yaml.LoadError, ok bool) {
	ok = errors.As(err, &e)
	return e, ok
}
