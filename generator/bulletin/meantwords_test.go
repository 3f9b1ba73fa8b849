package bulletin

import (
	"strings"
	"testing"
)

func TestWordOfAnotherLanguageIsHintedAsTheRightOne(t *testing.T) {
	for line, want := range map[string]string{
		"status: 已废止":         `did you mean "superseded"?`,
		"status: 已廢止":         `did you mean "superseded"?`,
		"status: 已被取代":        `did you mean "superseded"?`,
		"status: Repealed":    `did you mean "superseded"?`,
		"status: 失效":          `did you mean "superseded", because`,
		"status: 已作废":         `did you mean "superseded", because`,
		"status: 现行有效":        `did you mean "current"?`,
		"status: In force":    `did you mean "current"?`,
		"status: 已更正":         `did you mean "corrected"?`,
		"status: 修订了":         `did you mean "corrected"?`,
		"status: 已撤销":         `did you mean "withdrawn"?`,
		"status: 撤回":          `did you mean "withdrawn"?`,
		"status: revoked":     `did you mean "withdrawn"?`,
		"status: 已过期":         "write expires_at:",
		"status: 已删除":         `did you mean "erased"?`,
		"status: 草稿":          "write `draft: true`",
		"status: draft":       "write `draft: true`",
		"status: 待发布":         "write publish_at:",
		"status: supersceded": `did you mean "superseded"?`,
		"status: Withdrawn":   `did you mean "withdrawn"?`,
		"status: 天晴":          "",
		"draft: 是":            "did you mean true?",
		"draft: yes":          "did you mean true?",
		"draft: 1":            "did you mean true?",
		"draft: 否":            "did you mean false?",
		"draft: Off":          "did you mean false?",
		"draft: 也许":           "",
		"language: 中文":        `did you mean "zh-Hans"?`,
		"language: 繁體中文":      `did you mean "zh-Hant"?`,
		"language: 英文":        `did you mean "en"?`,
		"language: 维吾尔语":      `did you mean "ug"?`,
		"language: zh_Hans":   `did you mean "zh-Hans"?`,
	} {
		_, _, _, problems := Parse("a.md", "f", []byte(with(line)), Options{})
		if len(problems) != 1 || problems[0].Line != 5 || !strings.HasPrefix(problems[0].Hint, want) || want == "" && problems[0].Hint != "" {
			t.Errorf("%s: %v, want the hint %s", line, problems, want)
		}
	}
}
