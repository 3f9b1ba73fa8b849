package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// enough is the number of characters of a script from which they are more than a name or a quotation.
const enough = 3

// mixedScripts warns of a text that mixes simplified and traditional characters, and of a text in another script than its language
// implies.
func (p *passage) mixedScripts() {
	if tag, _, _ := strings.Cut(p.record.Language, "-"); tag == "ja" || tag == "ko" { // Japanese has characters of both scripts
		return
	}
	script := han.ScriptOf(p.text)
	declared := scriptOf(p.record.Language)
	switch {
	case script == han.Mixed:
		stray := han.Simplified
		if declared == han.Simplified {
			stray = han.Traditional
		}
		if e := evidenceOf(p.text, stray); e.count >= enough {
			p.warn(problem.MixedScripts, p.place(e.at, e.at+e.size),
				fmt.Sprintf("the text mixes simplified and traditional characters; %s, such as %s, %s", scriptNames[stray], e.some, times(e.count)),
				"write it in one script; put a translation in another file with the same translation_key")
		}
	case script != han.Neutral && declared != han.Neutral && script != declared:
		if e := evidenceOf(p.text, script); e.count >= enough {
			pos := p.record.Bulletin.Language.Pos
			if pos == (problem.Pos{}) {
				pos = p.place(e.at, e.at+e.size)
			}
			p.warn(problem.MixedScripts, pos,
				fmt.Sprintf("the language is %s, but the text is in %s characters, such as %s", p.record.Language, scriptNames[script], e.some),
				"add `language: "+languages[script]+"`")
		}
	}
}

var (
	scriptNames = map[han.Script]string{han.Simplified: "simplified", han.Traditional: "traditional"}
	languages   = map[han.Script]string{han.Simplified: "zh-Hans", han.Traditional: "zh-Hant"}
)

// scriptOf returns the script that a BCP 47 language tag implies.
func scriptOf(language string) han.Script {
	switch language {
	case "zh-Hans", "zh-CN", "zh-SG", "zh-Hans-CN", "zh-Hans-SG":
		return han.Simplified
	case "zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh-Hant-TW", "zh-Hant-HK", "zh-Hant-MO":
		return han.Traditional
	}
	return han.Neutral
}

// evidence is the characters of a text that belong to only one script.
type evidence struct {
	count    int
	at, size int    // byte offset and size of the first
	some     string // up to five different ones
}

func evidenceOf(text string, script han.Script) (e evidence) {
	for i, r := range text {
		if r < 0x3400 || han.ScriptOf(string(r)) != script {
			continue
		}
		if e.count++; e.count == 1 {
			e.at, e.size = i, utf8.RuneLen(r)
		}
		if utf8.RuneCountInString(e.some) < 5 && !strings.ContainsRune(e.some, r) {
			e.some += string(r)
		}
	}
	return e
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
