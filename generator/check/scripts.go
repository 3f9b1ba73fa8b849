package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// fewTells is how many characters of one script have to be met before it is more than a name or a quotation.
const fewTells = 3

// scripts warns of a text in simplified and traditional characters, and of one in the other script than its language says.
func (p *passage) scripts() {
	script := han.ScriptOf(p.text)
	declared := scriptOf(p.record.Language)
	switch {
	case script == han.Mixed:
		stray := han.Simplified
		if declared == han.Simplified {
			stray = han.Traditional
		}
		if t := tells(p.text, stray); t.count >= fewTells {
			p.warn(ruleScript, p.record.Source, p.place(t.at, t.at+t.size),
				fmt.Sprintf("the text mixes simplified and traditional characters; %s, such as %s, %s", scriptNames[stray], t.some, times(t.count)),
				"write it in one script; a translation gets a file of its own with the same translation_key")
		}
	case script != han.Neutral && declared != han.Neutral && script != declared:
		if t := tells(p.text, script); t.count >= fewTells {
			pos := p.record.Bulletin.Language.Pos
			if pos == (problem.Pos{}) {
				pos = p.place(t.at, t.at+t.size)
			}
			p.warn(ruleScript, p.record.Source, pos,
				fmt.Sprintf("the language is %s, but the text is in %s characters, such as %s", p.record.Language, scriptNames[script], t.some),
				"add `language: "+languages[script]+"`")
		}
	}
}

var (
	scriptNames = map[han.Script]string{han.Simplified: "simplified", han.Traditional: "traditional"}
	languages   = map[han.Script]string{han.Simplified: "zh-Hans", han.Traditional: "zh-Hant"}
)

// scriptOf gives the script that a BCP 47 tag means.
func scriptOf(language string) han.Script {
	switch language {
	case "zh-Hans", "zh-CN", "zh-SG", "zh-Hans-CN", "zh-Hans-SG":
		return han.Simplified
	case "zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh-Hant-TW", "zh-Hant-HK", "zh-Hant-MO":
		return han.Traditional
	}
	return han.Neutral
}

// told is what tells that a text is in a script: how many characters, some of them, and the first with its place.
type told struct {
	count, at, size int
	some            string
}

func tells(text string, script han.Script) (t told) {
	for i, r := range text {
		if r < 0x3400 || han.ScriptOf(string(r)) != script {
			continue
		}
		if t.count++; t.count == 1 {
			t.at, t.size = i, utf8.RuneLen(r)
		}
		if utf8.RuneCountInString(t.some) < 5 && !strings.ContainsRune(t.some, r) {
			t.some += string(r)
		}
	}
	return t
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
