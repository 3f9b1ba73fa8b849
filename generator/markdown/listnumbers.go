package markdown

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// The numbers of lists in the author's HTML (HTMLSanitized). A text that refers to item (b) or 第二项 must keep its letters and numbers.
// What HTML can say is an attribute: type, start, value, reversed. Other kinds of numbering, which are usual in Chinese documents,
// become a class, since pages have no inline styles: list-cjk-ideographic and so on. The theme has a rule for each (numbering.css); a
// reader of feeds, which has no theme, counts such a list in digits.

var listNumber = regexp.MustCompile(`^-?[0-9]{1,9}$`)

// listTypes are the kinds of numbering that HTML has an attribute for, by their names in CSS (CSS Counter Styles 3 §6).
var listTypes = map[string]string{"decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I"}

// ListClasses are the other kinds: each is a class after "list-".
var ListClasses = strings.Fields("none disc circle square decimal-leading-zero lower-greek armenian georgian hebrew hiragana katakana hiragana-iroha katakana-iroha " +
	"cjk-decimal cjk-ideographic cjk-earthly-branch cjk-heavenly-stem simp-chinese-informal simp-chinese-formal trad-chinese-informal trad-chinese-formal " +
	"japanese-informal japanese-formal korean-hangul-formal korean-hanja-informal korean-hanja-formal arabic-indic persian devanagari bengali thai lao myanmar " +
	"khmer mongolian tibetan decimal lower-alpha upper-alpha lower-roman upper-roman")

var isListClass = setOf(strings.Join(ListClasses, " "))

// numbering returns the kind of numbering that a list or item asks for, by its name in CSS, or "". A style has precedence over a type,
// as in a browser.
func numbering(t html.Token) string {
	kind := ""
	if t.Data != "ol" && t.Data != "ul" && t.Data != "li" {
		return ""
	}
	switch typed := attributeOf(t, "type"); strings.TrimSpace(typed) {
	case "1":
		kind = "decimal"
	case "a":
		kind = "lower-alpha"
	case "A":
		kind = "upper-alpha"
	case "i":
		kind = "lower-roman"
	case "I":
		kind = "upper-roman"
	default:
		if name := strings.ToLower(strings.TrimSpace(typed)); name == "disc" || name == "circle" || name == "square" || name == "none" {
			kind = name
		}
	}
	for _, d := range declarations(attributeOf(t, "style")) {
		if d.numbering != "" {
			kind = d.numbering
		}
	}
	return kind
}

// declaration is one of a style. numbering is the kind of numbering that it asks for, or "" if it is about something else.
type declaration struct{ property, numbering string }

func declarations(style string) (all []declaration) {
	for one := range strings.SplitSeq(style, ";") {
		property, value, _ := strings.Cut(one, ":")
		property = strings.ToLower(strings.TrimSpace(property))
		if property == "" {
			continue
		}
		d := declaration{property: property}
		if property == "list-style" || property == "list-style-type" {
			for word := range strings.FieldsSeq(strings.ToLower(strings.ReplaceAll(value, "!important", " "))) {
				switch {
				case word == "lower-latin" || word == "upper-latin":
					d.numbering = word[:len("lower-")] + "alpha"
				case isListClass[word]:
					d.numbering = word
				}
			}
		}
		all = append(all, d)
	}
	return all
}

// listAttributes writes the kind of numbering of a list or item.
func (w *writer) listAttributes(t html.Token) {
	kind := numbering(t)
	name, value := "class", "list-"+kind
	switch {
	case kind == "":
		return
	case t.Data == "ol" && listTypes[kind] != "":
		name, value = "type", listTypes[kind]
	}
	w.tag(" ")
	w.tag(name)
	w.tag(`="`)
	w.tag(value)
	w.tag(`"`)
}
