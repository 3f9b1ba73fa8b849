package legacy

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Rule names one kind of damage.
type Rule string

const (
	PinyinRule   Rule = "pinyin"   // readings put after characters: 發(fā)布
	ShiftRule    Rule = "shift"    // GBK bytes lost, what follows shifted
	LeftoverRule Rule = "leftover" // pieces of markup, lone stops, broken lines, watermarks
	WidthRule    Rule = "width"    // full-width marks folded to ASCII
)

// A Repair is one place of a text that a rule found damaged.
type Repair struct {
	Rule       Rule
	Confidence float64 // that After is what stood there, 0–1
	Offset     int     // of Before in the text as it was read, in bytes
	Line       int     // of the same, from 1
	Column     int     // in characters, from 1
	Before     string
	After      string
	Made       bool   // in the text that came out; else only proposed
	Note       string // what remains in doubt
}

// ID names a repair in a way that lasts as long as the original does: "shift@12:5". An editor accepts or refuses by it.
func (r Repair) ID() string { return fmt.Sprintf("%s@%d:%d", r.Rule, r.Line, r.Column) }

// DefaultThreshold is the confidence from which a repair is made and not only proposed.
const DefaultThreshold = 0.6

// worthSaying is the confidence below which a repair is not even proposed.
const worthSaying = 0.25

// Choice says which repairs to make: those of at least Threshold, the ones accepted by ID, and none refused by ID.
type Choice struct {
	Threshold float64 // 0: DefaultThreshold
	Accept    []string
	Refuse    []string

	keepLines bool // make no repair that joins lines
}

func (c Choice) makes(r Repair) bool {
	threshold := c.Threshold
	if threshold == 0 {
		threshold = DefaultThreshold
	}
	if c.keepLines && strings.Contains(r.Before, "\n") {
		return false
	}
	id := r.ID()
	return !slices.Contains(c.Refuse, id) && (r.Confidence >= threshold || slices.Contains(c.Accept, id))
}

// Mend repairs a damaged text. It gives the text with the repairs made, and all repairs, made and proposed, by place. A
// text without damage comes out as it went in. Bytes that are no UTF-8 count as U+FFFD.
func Mend(text string, choice Choice) (string, []Repair) {
	mended, repairs, _ := mend(text, choice)
	return mended, repairs
}

// mend also gives, for each line of the repaired text, the line of the original that it begins on.
func mend(text string, choice Choice) (mended string, repairs []Repair, lines []int) {
	d := newDraft(text)
	var all []Repair
	for _, rule := range []struct {
		name Rule
		find func(*draft) []edit
	}{{PinyinRule, findPinyin}, {ShiftRule, findShifts}, {LeftoverRule, findLeftovers}, {WidthRule, findNarrowMarks}} {
		edits := slices.DeleteFunc(rule.find(d), func(e edit) bool { return e.Confidence < worthSaying })
		for i := range edits {
			e := &edits[i]
			e.Rule = rule.name
			d.place(e)
			e.Made = choice.makes(e.Repair)
			all = append(all, e.Repair)
		}
		d.apply(edits)
	}
	slices.SortStableFunc(all, func(a, b Repair) int { return a.Offset - b.Offset })
	return d.String(), all, d.lineNumbers()
}

// draft is a text under repair. Each rule works on what the rules before it left, and an edit covers only characters
// that stood in the original, so that every repair has its own place there.
type draft struct {
	original string
	text     []rune
	at       []int32 // offset of each character in the original; -1: it was put there by a repair
	lines    []int   // offsets at which the original's lines begin

	searches, misses int // that were made for lost bytes; a text that is all damage must come to an end

	column, columnAt int // the last column that was counted, and its offset
}

// edit is a repair of characters from–to of a draft.
type edit struct {
	Repair
	from, to int
}

func newDraft(text string) *draft {
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	d := &draft{original: text, lines: []int{0}, column: 1}
	for i, r := range text {
		d.text = append(d.text, r)
		d.at = append(d.at, int32(i))
		if r == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
	return d
}

func (d *draft) String() string { return string(d.text) }

// untouched reports whether characters from–to all stood in the original, side by side.
func (d *draft) untouched(from, to int) bool {
	for i := from; i < to; i++ {
		if d.at[i] < 0 || i > from && int(d.at[i-1])+utf8.RuneLen(d.text[i-1]) != int(d.at[i]) {
			return false
		}
	}
	return true
}

// place fills in where an edit is and what stands there.
func (d *draft) place(e *edit) {
	e.Offset = int(d.at[e.from])
	e.Before = string(d.text[e.from:e.to])
	line, found := slices.BinarySearch(d.lines, e.Offset)
	if !found {
		line--
	}
	e.Line = line + 1
	if from := d.lines[line]; d.columnAt < from || d.columnAt > e.Offset {
		d.columnAt, d.column = from, 1
	}
	d.column += utf8.RuneCountInString(d.original[d.columnAt:e.Offset])
	d.columnAt = e.Offset
	e.Column = d.column
}

// apply makes the edits that are to be made. They do not overlap and come in order.
func (d *draft) apply(edits []edit) {
	var text []rune
	var at []int32
	done := 0
	for _, e := range edits {
		if !e.Made {
			continue
		}
		text = append(text, d.text[done:e.from]...)
		at = append(at, d.at[done:e.from]...)
		for _, r := range e.After {
			text = append(text, r)
			at = append(at, -1)
		}
		done = e.to
	}
	if done > 0 {
		d.text = append(text, d.text[done:]...)
		d.at = append(at, d.at[done:]...)
	}
}

// lineNumbers gives the original line on which each line of the draft begins.
func (d *draft) lineNumbers() []int {
	numbers := []int{1}
	for i, r := range d.text {
		if r == '\n' {
			last := numbers[len(numbers)-1]
			if d.at[i] >= 0 {
				line, found := slices.BinarySearch(d.lines, int(d.at[i])+1)
				if !found {
					line--
				}
				last = line + 1
			}
			numbers = append(numbers, last)
		}
	}
	return numbers
}

// lineAround gives the part of a line that lies around character i, at most reach characters to either side.
func (d *draft) lineAround(i, reach int) (start, end int) {
	start, end = i, i
	for start > max(0, i-reach) && d.text[start-1] != '\n' {
		start--
	}
	for end < min(len(d.text), i+reach) && d.text[end] != '\n' {
		end++
	}
	return start, end
}

// maySearch reports whether one more search for lost bytes is within reason for a text of this length.
func (d *draft) maySearch() bool {
	most := min(300, 30+len(d.text)/800)
	mostInVain := min(40, 10+len(d.text)/2000)
	return d.searches < most && d.misses < mostInVain
}

// search is unshift, counted.
func (d *draft) search(l *lexicon, before, seen []seenChar) (shiftSite, bool) {
	d.searches++
	s, ok := unshift(l, before, seen)
	if ok = ok && s.confidence >= worthSaying; !ok {
		d.misses++
	}
	return s, ok
}

// char gives character i, or 0 outside the text.
func (d *draft) char(i int) rune {
	if i < 0 || i >= len(d.text) {
		return 0
	}
	return d.text[i]
}
