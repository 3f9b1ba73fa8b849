package bulletin

import (
	"strings"

	"gongbao/generator/fields"
	"gongbao/generator/han"
)

// Some fields take one of a few words, and editors write the word of their own language or of another program. The word that is right
// is in the hint. It is never taken silently, since 失效 may mean two things.

// statusMeant are the hints for words of a bulletin's validity, folded and without 已.
var statusMeant = hints(map[string]string{
	"有效 现行有效 现行 生效 施行 正常 在用 发布 active valid published effective inforce":                         `did you mean "current"?`,
	"更正 修正 修改 修订 勘误 订正 部分修改 amended updated revised modified":                                    `did you mean "corrected"? It goes with changes: or reason:`,
	"废止 取代 被取代 替代 被替代 代替 被代替 停止执行 宣布废止 全文废止 部分废止 replaced repealed obsolete abolished supersede": `did you mean "superseded"? It goes with superseded_by: or reason:`,
	"失效 无效 作废 宣布失效 全文失效 invalid void": `did you mean "superseded", because another bulletin replaced it, or "withdrawn", because it should not have been published? ` +
		`If its time was up, write expires_at: instead`,
	"撤回 撤销 撤稿 撤下 下架 收回 撤除 取消 revoked retracted cancelled canceled rescinded withdraw": `did you mean "withdrawn"? It goes with reason:`,
	"删除 依法删除 抹除 销毁 deleted removed erase":                                             `did you mean "erased"? It goes with erased: and legal_ground:`,
	"过期 到期 期满 expired":                          "write expires_at: with the day instead",
	"草稿 草拟 起草 未发布 draft":                        "write `draft: true` instead",
	"待发布 定时 定时发布 计划发布 scheduled pending future": "write publish_at: with the day instead",
})

// flagMeant are the hints for words that mean true or false.
var flagMeant = hints(map[string]string{
	"是 对 真 有 yes y on 1 t":    "did you mean true?",
	"否 不 不是 假 无 no n off 0 f": "did you mean false?",
})

// languageMeant are the hints for names of languages.
var languageMeant = hints(map[string]string{
	"中文 汉语 简体 简体中文 汉语简体 普通话 chinese simplifiedchinese chs cn zhs": `did you mean "zh-Hans"?`,
	"繁体 繁体中文 正体中文 traditionalchinese cht zht":                     `did you mean "zh-Hant"?`,
	"英文 英语 english eng":          `did you mean "en"?`,
	"维吾尔语 维语 维吾尔文 uyghur uighur": `did you mean "ug"?`, "藏语 藏文 tibetan": `did you mean "bo"?`, "蒙古语 蒙古文 蒙语 mongolian": `did you mean "mn"?`,
	"壮语 壮文 zhuang": `did you mean "za"?`, "朝鲜语 朝鲜文 韩语 韩文 korean": `did you mean "ko"?`, "哈萨克语 哈萨克文 kazakh": `did you mean "kk"?`,
	"日语 日文 japanese": `did you mean "ja"?`, "俄语 俄文 russian": `did you mean "ru"?`, "法语 法文 french": `did you mean "fr"?`,
	"葡萄牙语 葡文 portuguese": `did you mean "pt"?`, "阿拉伯语 阿拉伯文 arabic": `did you mean "ar"?`,
})

// hints makes a table of a hint for each word.
func hints(byWords map[string]string) map[string]string {
	table := map[string]string{}
	for words, hint := range byWords {
		for _, w := range strings.Fields(words) {
			table[han.Fold(w)] = hint
		}
	}
	return table
}

// meantBy adds the hint for a word to the problem that was reported for it. before is the number of problems before it was read.
func (r *reader) meantBy(table map[string]string, v *fields.Value, before int) {
	if len(r.Problems) == before || len(v.Text) > maxWord {
		return
	}
	word := han.Fold(v.Text)
	word = strings.Map(func(c rune) rune {
		if strings.ContainsRune(" -_.“”‘’\"'「」", c) {
			return -1
		}
		return c
	}, word)
	if hint := table[word]; hint != "" {
		r.Hint("%s", hint)
		return
	}
	word = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(word, "已经"), "已"), "了"), "的")
	if hint := table[word]; hint != "" {
		r.Hint("%s", hint)
	}
}

// maxWord is the length of the longest text, in bytes, that is looked up.
const maxWord = 60
