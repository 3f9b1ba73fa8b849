package markdown

import (
	"fmt"
	"slices"
	"strings"

	"gongbao/generator/problem"

	"golang.org/x/net/html"
)

// What is left out of the author's HTML (HTMLSanitized) is reported by its name: one problem for each element and attribute, at its
// first place.

// leftOut is something that was left out.
type leftOut struct {
	what  string // as messages name it
	why   string
	first int // byte of the text
	n     int
}

const maxLeftOut = 40 // names that are reported for a text

// withContent are the elements of which nothing is kept, not even the text.
var withContent = setOf("script style iframe object noscript frame frameset noembed noframes")

func (w *writer) note(what, why string, pos int) {
	if w.inAlt {
		return
	}
	if i := slices.IndexFunc(w.leftOut, func(l leftOut) bool { return l.what == what && l.why == why }); i >= 0 {
		w.leftOut[i].n++
	} else if len(w.leftOut) < maxLeftOut {
		w.leftOut = append(w.leftOut, leftOut{what, why, pos, 1})
	}
}

// leaveOut notes the first of some tags as an element that is not allowed, and returns the others.
func (w *writer) leaveOut(tags []rawTag) []rawTag {
	tag := tags[0]
	why := "is not allowed; its text stays"
	switch {
	case withContent[tag.name]:
		why = "is not allowed, and was left out with its content"
	case tag.name == "a" && slices.ContainsFunc(tag.attributes, func(a html.Attribute) bool { return a.Key == "href" }):
		why = "has an address that is not allowed; its text stays"
	case isText[tag.name] || isBlock[tag.name] || isVoid[tag.name]:
		why = "cannot be used like this; its text stays"
	}
	w.note("<"+tag.name+">", why, tag.at)
	return tags[1:]
}

// misplace notes the first of some tags as an element that is allowed, but not at its place.
func (w *writer) misplace(tags []rawTag) []rawTag {
	if len(tags) == 0 {
		return nil
	}
	w.note("<"+tags[0].name+">", "cannot be at this place; its text stays", tags[0].at)
	return tags[1:]
}

// leaveOutAttributes notes the attributes of the first of some tags that its written form t does not have, and returns the others.
func (w *writer) leaveOutAttributes(tags []rawTag, t html.Token) []rawTag {
	tag := tags[0]
	for _, a := range tag.attributes {
		kept := slices.ContainsFunc(t.Attr, func(k html.Attribute) bool { return k.Key == a.Key })
		switch a.Key {
		case "id", "name":
			kept = kept && isRawID(a.Val) && w.ids[rawPrefix+a.Val] > 0
		case "type":
			kept = kept && (numbering(html.Token{Data: t.Data, Attr: []html.Attribute{a}}) != "")
		case "style":
			for _, d := range declarations(a.Val) {
				if !kept || d.numbering == "" {
					w.note("the style "+excerptOf(d.property), "is not allowed", tag.at)
				}
			}
			continue
		}
		if !kept {
			w.note("the attribute "+excerptOf(a.Key), "is not allowed", tag.at)
		}
	}
	return tags[1:]
}

func excerptOf(name string) string {
	return strings.ToValidUTF8(name[:min(len(name), 40)], "")
}

// reportLeftOut reports what was left out.
func (w *writer) reportLeftOut() {
	for _, l := range w.leftOut {
		more := ""
		switch {
		case l.n == 2:
			more = " (here and in one more place)"
		case l.n > 2:
			more = fmt.Sprintf(" (here and in %d more places)", l.n-1)
		}
		w.report(problem.HTMLLeftOut, l.first, "%s of the HTML %s%s", l.what, l.why, more).Hint =
			"scripts, styles, forms, frames and classes are not allowed; inside a paragraph, only elements that mark words are"
	}
}
