package archive

import (
	"fmt"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func saidOf(problems []problem.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.Error() + "\n")
		if p.Hint != "" {
			b.WriteString("  " + p.Hint + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestVocabularyProblems(t *testing.T) {
	ring := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "- {id: t%d, name: n%d, parent: t%d}\n", i, i, (i+1)%n)
		}
		return b.String()
	}
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{Agencies, "", ""},
		{Agencies, "\uFEFF# 无\r\n", ""},
		{Agencies, "- {id: a, name: 甲, aliases: 乙, parent: b, region: jinan, url: https://a.example/}\n- {id: b, name: {zh-Hans: 丙, en: C}}\n", ""},
		{Agencies, "id: a\n", "f:1:1: the vocabulary is a map of keys; expected a list: lines that start with `- id:`"},
		{Agencies, "- a\n", "f:1:3: an entry of the vocabulary is a text; expected a map with id and name"},
		{Agencies, "- id: a\n  name: 甲\n  parant: b\n", "f:3:3: unknown key \"parant\"\n  did you mean \"parent\"?"},
		{Topics, "- id: a\n  name: 甲\n  url: http://a/\n", "f:3:3: unknown key \"url\"; expected one of id, name, aliases, former_ids, parent"},
		{Regions, "- id: a\n  name: 甲\n  region: b\n", "f:3:3: unknown key \"region\"; expected one of id, name, aliases, former_ids, parent"},
		{Agencies, "- id: a\n  name: 甲\n  url: ftp://a/\n", "f:3:8: url is \"ftp://a/\"; expected an address that starts with https:// or http://"},
		{Topics, "- id: a\n- name: 甲\n", "f:1:3: name is missing; a topic needs id and name\nf:2:3: id is missing; a topic needs id and name"},
		{Regions, "- {id: '', name: }\n", "f:1:8: id is empty; a region needs id and name\nf:1:18: name is empty; a region needs id and name"},
		{Agencies, "- {id: a, name: {}}\n", "f:1:17: name is empty; an agency needs id and name"},
		{Agencies, "- id: a # our own\n  name: 水务局 #2 所\n  aliases: [甲]\n", "f:2:9: warning: name is \"水务局\": a space and # start a comment, so \"#2 所\" is left out\n  quote it: name: \"水务局 #2 所\""},
		{Agencies, "- id: a\n  name: {zh-Hans: 甲, en: A}\n  aliases:\n    - 乙 #2\n    - 丙 # short\n", "f:4:7: warning: an entry of aliases is \"乙\": a space and # start a comment, so \"#2\" is left out\n  quote it: \"乙 #2\""},
		{Topics, "- id: a\n  title: 甲\n", "f:2:3: unknown key \"title\"\n  did you mean \"name\"?\nf:1:3: name is missing; a topic needs id and name"},
		{Agencies, "- id: “a”\n  name: 甲\n", "f:1:7: id is \"“a”\"; expected it without the quotation marks\n  write a, or use the straight marks: \"a\""},
		{Agencies, "- {id: [a], name: 甲}\n", "f:1:8: id is a list; expected a text\n  if it is a text, put it in quotes: id: \"[a]\""},
		{Agencies, "- {id: a, name: [甲]}\n", "f:1:17: name is a list; expected a text, or a map of languages and texts\n  if it is a text, put it in quotes: name: \"[甲]\""},
		{Agencies, "- {id: a, name: {zh_Hans: 甲}}\n", "f:1:18: a key of name is \"zh_Hans\"; expected a language tag such as zh-Hans, zh-Hant or en\n  did you mean \"zh-Hans\"?"},
		{Agencies, "- {id: a, name: {zh-Hans: 甲, zh-hans: 乙}}\n", "f:1:30: name has two texts in the language zh-Hans"},
		{Agencies, "- {id: a, name: {zh-Hans: [甲]}}\n", "f:1:27: name.zh-Hans is a list; expected a text\n  if it is a text, put it in quotes: zh-Hans: \"[甲]\""},
		{Agencies, "- {id: a, name: 甲, aliases: {b: c}}\n", "f:1:29: aliases is a map of keys; expected a text or a list of texts"},
		{Agencies, "- {id: a, name: 甲, parent: [b]}\n", "f:1:28: parent is a list; expected a text\n  if it is a text, put it in quotes: parent: \"[b]\""},
		{Agencies, "- {id: a, name: 甲, region: [b]}\n", "f:1:28: region is a list; expected a text\n  if it is a text, put it in quotes: region: \"[b]\""},
		{Regions, "- {id: 370100, name: 济南市}\n", ""},
		{Agencies, "- {id: Shandong_Audit, name: 甲}\n", "f:1:8: id is \"Shandong_Audit\"; expected lower-case letters a-z, digits and hyphens between them\n  did you mean \"shandong-audit\"?"},
		{Agencies, "- {id: 审计, name: 甲}\n", "f:1:8: id is \"审计\"; expected lower-case letters a-z, digits and hyphens between them"},
		{Agencies, "- {id: -a, name: 甲}\n", "f:1:8: id is \"-a\"; expected lower-case letters a-z, digits and hyphens between them\n  did you mean \"a\"?"},
		{Agencies, "- {id: a/../b, name: 甲}\n", "f:1:8: id is \"a/../b\"; expected lower-case letters a-z, digits and hyphens between them"},
		{Agencies, "- {id: index, name: 甲}\n", "f:1:8: id \"index\" is a reserved name; expected another"},
		{Agencies, "- {id: nul, name: 甲}\n", "f:1:8: id \"nul\" is a reserved name; expected another"},
		{Topics, "- {id: 2020, name: 甲}\n", ""},
		{Agencies, "- {id: " + strings.Repeat("a", 81) + ", name: 甲}\n", "f:1:8: id has 81 characters; expected at most 80"},
		{Agencies, "- {id: a, name: 甲}\n\n- id: a\n  name: 乙\n", "f:3:7: id \"a\" is already that of the agency on line 1"},
		{Topics, "- {id: a, name: 审计}\n- {id: b, name: {zh-Hant: 審計}}\n", "f:2:27: name \"審計\" is already that of the topic on line 1"},
		{Topics, "- {id: a, name: 审计}\n- {id: b, name: 乙, aliases: [丙, a]}\n", "f:2:33: name \"a\" is already that of the topic on line 1"},
		{Topics, "- {id: a, name: {zh-Hans: 甲, zh-Hant: 甲}, aliases: [甲, a]}\n", ""},
		{Regions, "- {id: a, name: 甲}\n- {id: b, name: 乙}\n- {id: c, name: 鼓楼区, parent: a}\n- {id: d, name: 鼓楼区, parent: b}\n", ""},
		{Agencies, "- {id: jinan, name: 甲}\n- {id: b, name: 乙, parent: jnian}\n", "f:2:28: unknown parent \"jnian\"; expected the id of another agency\n  did you mean \"jinan\"?"},
		{Agencies, "- {id: Bad, name: 甲}\n- {id: b, name: 乙, parent: Bad}\n", "f:1:8: id is \"Bad\"; expected lower-case letters a-z, digits and hyphens between them\n  did you mean \"bad\"?"},
		{Agencies, "- {id: a, name: 甲, parent: a}\n", "f:1:28: parents run in a circle: a → a"},
		{Agencies, ring(3) + "- {id: x, name: x, parent: t1}\n", "f:1:30: parents run in a circle: t0 → t1 → t2 → t0"},
		{Agencies, "- {id: x, name: x, parent: t1}\n" + ring(3), "f:2:30: parents run in a circle: t0 → t1 → t2 → t0"},
		{Agencies, ring(2), "f:1:30: parents run in a circle: t0 → t1 → t0"},
		{Agencies, ring(100), "f:1:30: parents run in a circle: t0 → t1 → t2 → t3 → t4 → t5 → … → t96 → t97 → t98 → t99 → t0"},
		{Agencies, "- id: a\n  name: 甲\n  name: 乙\n", "f:3:3: key \"name\" is given twice; it is already on line 2\n  delete one of the two"},
		{Agencies, "- {id: a, name: \xFF}\n", "f:1:17: byte 0xFF is not UTF-8 text\n  save the file with the encoding UTF-8; old files may be in GB18030 or Big5"},
		{Agencies, "- id: a\n name: b\n", "f:2:2: expected a key or an entry as on the lines above\n  fix the indentation of this line; a value in quotes ends with its quote"},
		{Agencies, strings.Repeat(" ", maxVocabulary+1), "f: the file is larger than 4 MiB"},
	} {
		_, problems := ReadTerms("f", []byte(c.text), c.kind)
		if got := saidOf(problems); got != c.want {
			t.Errorf("%.100q:\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

func TestTermsWithProblemsAreReturnedToo(t *testing.T) {
	terms, problems := ReadTerms("content/agencies.yaml", []byte(`
- id: shandong
  name: {zh-Hans: 山东省审计厅, en: Shandong Audit Office}
  aliases: [山东审计厅, 鲁审]
  region: shandong
  url: http://audit.example/
- name: 济南市审计局
  parent: shandong
- {id: a, name: 甲, parent: b}
- {id: b, name: 乙, parent: a}
- {id: c, name: 丙, parent: nowhere}
`), Agencies)
	if len(problems) != 3 {
		t.Fatal(saidOf(problems))
	}
	var got []string
	for _, term := range terms {
		got = append(got, fmt.Sprintf("%s %v %v parent=%s region=%s@%d:%d %s %s:%d:%d", term.ID, term.Names, term.Aliases, term.Parent, term.Region,
			term.RegionAt.Line, term.RegionAt.Column, term.URL, term.File, term.Pos.Line, term.Pos.Column))
	}
	want := `shandong [{zh-Hans 山东省审计厅} {en Shandong Audit Office}] [山东审计厅 鲁审] parent= region=shandong@5:11 http://audit.example/ content/agencies.yaml:2:7
ji-nan-shi-shen-ji-ju [{ 济南市审计局}] [] parent=shandong region=@0:0  content/agencies.yaml:7:3
a [{ 甲}] [] parent= region=@0:0  content/agencies.yaml:9:8
b [{ 乙}] [] parent=a region=@0:0  content/agencies.yaml:10:8
c [{ 丙}] [] parent= region=@0:0  content/agencies.yaml:11:8`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// A reader that compares every term with every other would take minutes.
func TestLargeVocabulariesOfProblemsAreRead(t *testing.T) {
	const n = 8_000
	var ring, lost, same strings.Builder
	for i := range n {
		fmt.Fprintf(&ring, "- {id: t%d, name: n%d, parent: t%d}\n", i, i, (i+1)%n)
		fmt.Fprintf(&lost, "- {id: t%d, name: n%d, parent: u%d}\n", i, i, i)
		fmt.Fprintf(&same, "- {id: t, name: n}\n")
	}
	for text, want := range map[string]int{ring.String(): 1, lost.String(): n, same.String(): n - 1} {
		if terms, problems := ReadTerms("f", []byte(text), Regions); len(terms) != n || len(problems) != want {
			t.Errorf("%.40q: %d terms, %d problems, want %d", text, len(terms), len(problems), want)
		}
	}
}

func FuzzReadTerms(f *testing.F) {
	f.Add("- {id: a, name: {en: b}, parent: c}\n- {id: c, name: 丙, parent: a, aliases: [d]}\n")
	f.Fuzz(func(t *testing.T, text string) {
		terms, _ := ReadTerms("f", []byte(text), Agencies)
		byID := map[string]Term{}
		for _, term := range terms {
			if term.ID == "" {
				t.Fatalf("%q: a term without id", text)
			}
			if _, known := byID[term.ID]; !known {
				byID[term.ID] = term
			}
		}
		for _, term := range terms {
			steps := 0
			for up := term; up.Parent != ""; up = byID[up.Parent] {
				if steps++; steps > len(terms) {
					t.Fatalf("%q: parents run in a circle still", text)
				}
			}
		}
	})
}
