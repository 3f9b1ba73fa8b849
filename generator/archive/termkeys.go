package archive

import (
	"fmt"
	"slices"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/fields"
)

// A termKey is a key of an entry in a vocabulary, with its reader and its text in the reference.
type termKey struct {
	name             string
	kinds            []Kind // whose terms may have it; nil: all
	english, chinese string // what it is for
	value            value
	read             func(r *termReader, t *parsedTerm, v *fields.Value)
}

// A value says in each language what a key takes.
type value struct{ english, chinese string }

var (
	idValue      = value{"lower-case letters, digits and hyphens; required", "小写字母、数字和连字符；必填"}
	nameValue    = value{"text, or a map of language and text; required", "文字，或“语言: 文字”的映射；必填"}
	textsValue   = value{"text, or a list of texts", "文字，或文字的列表"}
	termIDValue  = value{"id of another term", "另一术语的 id"}
	idsValue     = value{"an id, or a list of ids", "一个编号，或编号的列表"}
	regionValue  = value{"id, name or alias of a region", "地区的 id、名称或别名"}
	addressValue = value{"address", "地址"}
)

// A table: termKeys lists the keys of agencies.yaml, topics.yaml and regions.yaml. Reading, hints and the reference follow it.
var termKeys = []termKey{
	{"id", nil, "Part of the term's address, /agencies/ID/. Region ids may be GB/T 2260 codes. Never change it: others have linked to it.", "术语地址的一部分，如 /agencies/ID/。地区可用 GB/T 2260 代码。发布后不要改，别人可能已经链接到它。",
		idValue, func(r *termReader, t *parsedTerm, v *fields.Value) { t.Pos, t.ID = v.Pos, r.readID(v) }},
	{"name", nil, "What readers see.", "读者看到的名称。", nameValue, func(r *termReader, t *parsedTerm, v *fields.Value) {
		for _, name := range r.Translated("name", v) {
			t.Names = append(t.Names, Name{Language: name.Language, Text: name.Value})
			t.allNames = append(t.allNames, name.Text)
		}
	}},
	{"aliases", nil, "Other names by which bulletins and headings may call the term: short forms, former names.", "公报和小标题中可用的其他名称：简称、旧称。", textsValue, func(r *termReader, t *parsedTerm, v *fields.Value) {
		for _, alias := range r.Lines("aliases", v) {
			t.Aliases = append(t.Aliases, alias.Value)
			t.allNames = append(t.allNames, alias)
		}
	}},
	{"former_ids", nil, "Ids that the term had. Their addresses, /agencies/OLD/ with all below it, lead to this term, and so do bulletins that still name them.", "曾用的编号。旧地址 /agencies/旧编号/ 及其下各页会跳转到本术语；公报中也可继续使用旧编号。", idsValue, func(r *termReader, t *parsedTerm, v *fields.Value) {
		for _, id := range r.Lines("former_ids", v) {
			if r.checkID("a former id", id) {
				t.Former = append(t.Former, bulletin.Text(id))
			}
		}
	}},
	{"parent", nil, "The term above it. What is listed under a term is listed under those above it too.", "上级术语。列在某个术语下的公报也列在它的上级之下。", termIDValue, func(r *termReader, t *parsedTerm, v *fields.Value) {
		parent := r.Name("parent", v)
		t.Parent, t.parentAt = parent.Value, parent.Pos
	}},
	{"region", []Kind{Agencies}, "Where the agency is: the region of its bulletins, unless they say otherwise.", "机构所在地区；公报不另写地区时即用它。", regionValue, func(r *termReader, t *parsedTerm, v *fields.Value) {
		region := r.Name("region", v)
		t.Region, t.RegionAt = region.Value, region.Pos
	}},
	{"url", []Kind{Agencies}, "The agency's own site.", "机构自己的网站。", addressValue, func(r *termReader, t *parsedTerm, v *fields.Value) { t.URL = r.URL("url", v).Value }},
	{"unpublished", []Kind{Agencies}, "Official numbers that were assigned and not published, so that `gongbao check` does not report them as gaps.", "已编号而不公开的发文字号；写在这里，gongbao check 就不再报告缺号。", textsValue,
		func(r *termReader, t *parsedTerm, v *fields.Value) {
			for _, number := range r.Lines("unpublished", v) {
				t.Unpublished = append(t.Unpublished, bulletin.Text(number))
			}
		}},
}

// otherTermKeys are names of keys in other programs and in Chinese.
var otherTermKeys = map[string]string{
	"code": "id", "key": "id", "slug": "id", "编号": "id", "代码": "id", "title": "name", "label": "name", "names": "name", "名称": "name", "单位名称": "name",
	"alias": "aliases", "short": "aliases", "synonyms": "aliases", "简称": "aliases", "别名": "aliases", "旧称": "aliases",
	"up": "parent", "parents": "parent", "superior": "parent", "上级": "parent", "area": "region", "地区": "region", "所属地区": "region",
	"link": "url", "website": "url", "homepage": "url", "site": "url", "网址": "url", "网站": "url",
}

// allows reports whether terms of a kind may have the key.
func (k *termKey) allows(kind Kind) bool { return k.kinds == nil || slices.Contains(k.kinds, kind) }

// keysOf returns the names of the keys that terms of a kind may have.
func keysOf(kind Kind) (names []string) {
	for i := range termKeys {
		if termKeys[i].allows(kind) {
			names = append(names, termKeys[i].name)
		}
	}
	return names
}

const vocabularyExample = `
    - id: shandong-audit
      name: {zh-Hans: 山东省审计厅, en: Shandong Provincial Audit Office}
      aliases: [省审计厅]
    - id: jinan-audit
      name: 济南市审计局
      parent: shandong-audit
`

// VocabularyReference returns the reference of the vocabularies as Markdown, made from the table that also drives
// their parser. It is in Chinese for the language zh or a tag such as zh-Hans, and in English for any other.
func VocabularyReference(language string) string {
	words := func(en, zh string) string { return bulletin.Words{EN: en, ZH: zh}.In(language) }
	var files []string
	for _, kind := range Kinds {
		files = append(files, kind.String()+".yaml")
	}
	var b strings.Builder
	fmt.Fprintf(&b, words("# Vocabularies\n\n%s declare the terms that bulletins may name: each a YAML list at the top of\nthe content folder. All are optional. Where one exists, a bulletin that names a term it does not hold is an error.\n`gongbao terms agencies` prints one that holds all agencies that bulletins name.\n",
		"# 词表\n\n%s 声明公报可用的术语：各是内容文件夹顶层的一个 YAML 列表，都可以没有。有了某个词表，公报就只能用其中的术语。\n`gongbao terms agencies` 按公报中出现的机构打印出一份完整的词表。\n"), strings.Join(files, ", "))
	b.WriteString(vocabularyExample)
	for _, k := range termKeys {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n- %s%s\n", k.name, words(k.english, k.chinese), words("Value: ", "值："), words(k.value.english, k.value.chinese))
		if k.kinds != nil {
			var only []string
			for _, kind := range k.kinds {
				only = append(only, kind.String()+".yaml")
			}
			fmt.Fprintf(&b, "- %s%s\n", words("Only in ", "只用于 "), strings.Join(only, ", "))
		}
	}
	return b.String()
}
