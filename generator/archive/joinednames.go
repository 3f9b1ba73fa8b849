package archive

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/escape"
	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// reportJoinedNames warns of an undeclared name that looks like several in one text (供水，排水; 甲市水务局、甲市财政局): it would be one
// term that nobody has heard of, and the bulletin would be missing from the lists of all of them.
func (b *builder) reportJoinedNames(t *treeBuilder) {
	for _, n := range t.nodes {
		name := n.Names[0].Text
		names := t.joined(name)
		if names == nil {
			continue
		}
		advice := "write them as a list: " + yamlList(names)
		if t.kind == Regions { // of which a bulletin has one
			advice = "write one of them, or a region that holds them all"
		}
		b.problems = append(b.problems, placed(problem.New(problem.JoinedNames, "", problem.Pos{},
			"%s %s looks like %d names in one text; expected one name", t.kind.Singular(), fields.Quote(name), len(names)).
			WithHint("%s; if it is one name, declare it in %s.yaml", advice, t.kind), n.place()))
	}
}

// joined splits a name that looks like several, and returns nil for any other. No name in Chinese holds a comma or a semicolon, but many
// in other languages do. The mark 、 stands in names as well (财政、金融、审计), and so does a blank: they part names only if each part is
// another term or an office.
func (t *treeBuilder) joined(name string) []string {
	if names := splitNames(name, func(r rune) bool { return strings.ContainsRune(",;，；", r) }); len(names) > 1 && (strings.ContainsFunc(name, isHan) || strings.ContainsAny(name, "，；")) {
		return names
	}
	names := splitNames(name, func(r rune) bool { return r == '、' || unicode.IsSpace(r) })
	if len(names) < 2 || slices.ContainsFunc(names, func(part string) bool { return !t.stands(part) }) {
		return nil
	}
	return names
}

// stands reports whether a part of a name is a name by itself.
func (t *treeBuilder) stands(part string) bool {
	if !strings.ContainsFunc(part, isHan) {
		return false
	}
	if len(t.byName[FoldName(part)]) > 0 {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(part)
	return t.kind == Agencies && utf8.RuneCountInString(part) > 3 && strings.ContainsRune("局厅部委署府院廳會会", last)
}

// splitNames splits at marks that are not in brackets: 水务局（河道科，供水科） is one name.
func splitNames(name string, isMark func(rune) bool) (names []string) {
	depth, from := 0, 0
	add := func(part string) {
		if part = strings.TrimSpace(part); strings.ContainsFunc(part, unicode.IsLetter) {
			names = append(names, part)
		}
	}
	for i, r := range name {
		switch {
		case strings.ContainsRune("(（[［《〈「“〔【", r):
			depth++
		case strings.ContainsRune(")）]］》〉」”〕】", r):
			depth--
		case depth <= 0 && isMark(r):
			add(name[from:i])
			from = i + utf8.RuneLen(r)
		}
	}
	add(name[from:])
	return names
}

// yamlList returns texts as a list in brackets, as it stands in front matter.
func yamlList(texts []string) string {
	line := []byte("[")
	for i, text := range texts {
		if i > 0 {
			line = append(line, ", "...)
		}
		line = escape.AppendYAML(line, text)
	}
	return string(append(line, ']'))
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
