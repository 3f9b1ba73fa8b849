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
	PinyinRule   Rule = "pinyin"   // readings inserted after characters: 發(fā)布
	ShiftRule    Rule = "shift"    // lost GBK bytes that shifted the text after them
	LeftoverRule Rule = "leftover" // remains of markup, lone stops, broken lines, watermarks
	WidthRule    Rule = "width"    // full-width punctuation folded to ASCII
)

// A Repair is a place in a text that a rule found damaged.
type Repair struct {
	Rule       Rule
	Confidence float64 // probability that After is the original text, 0–1
	Offset     int     // of Before in the text before any repair, in bytes
	Line       int     // of Before, from 1
	Column     int     // in characters, from 1
	Before     string
	After      string
	Made       bool   // false: only proposed
	Note       string // what remains uncertain
}

// ID returns the name by which an editor accepts or refuses the repair, such as "shift@12:5". It stays valid while the original does
// not change.
func (r Repair) ID() string { return fmt.Sprintf("%s@%d:%d", r.Rule, r.Line, r.Column) }

// DefaultThreshold is the confidence from which a repair is made and not only proposed.
const DefaultThreshold = 0.6

// proposable is the confidence from which a repair is proposed.
const proposable = 0.25

// Choice selects the repairs to make: those with at least the confidence Threshold, and those accepted by ID, except those refused by
// ID.
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

// RepairText repairs a damaged text. It returns the text with the repairs made, and all repairs, made and proposed, sorted by place.
// A text without damage is returned unchanged. Bytes that are not UTF-8 count as U+FFFD.
func RepairText(text string, choice Choice) (string, []Repair) {
	repaired, repairs, _ := repairLines(text, choice)
	return repaired, repairs
}

// repairLines is RepairText that also returns, for each line of the repaired text, the line of the original on which it begins.
func repairLines(text string, choice Choice) (repaired string, repairs []Repair, lines []int) {
	d := newDraft(text)
	var all []Repair
	for _, rule := range []struct {
		name Rule
		find func(*draft) []edit
	}{{PinyinRule, findPinyin}, {ShiftRule, findShifts}, {LeftoverRule, findLeftovers}, {WidthRule, findNarrowMarks}} {
		edits := slices.DeleteFunc(rule.find(d), func(e edit) bool { return e.Confidence < proposable })
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

// draft is a text under repair. Each rule works on the result of the rules before it. An edit covers only characters of the original,
// so every repair has a place in the original.
type draft struct {
	original string
	text     []rune
	at       []int32 // offset of each character in the original; -1: added by a repair
	lines    []int   // offsets at which the original's lines begin

	searches, misses int // searches for lost bytes, counted so that a text full of damage does not take forever

	column, columnAt int // the last counted column and its offset
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

// untouched reports whether characters from–to are all from the original and were adjacent there.
func (d *draft) untouched(from, to int) bool {
	for i := from; i < to; i++ {
		if d.at[i] < 0 || i > from && int(d.at[i-1])+utf8.RuneLen(d.text[i-1]) != int(d.at[i]) {
			return false
		}
	}
	return true
}

// place sets the place of an edit and the text it replaces.
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

// apply makes the chosen edits, which are sorted and do not overlap.
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

// lineNumbers returns the original line on which each line of the draft begins.
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

// lineAround returns the part of the line around character i, at most reach characters on each side.
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

// maySearch reports whether another search for lost bytes is allowed. A longer text is allowed more.
func (d *draft) maySearch() bool {
	most := min(300, 30+len(d.text)/800)
	mostInVain := min(40, 10+len(d.text)/2000)
	return d.searches < most && d.misses < mostInVain
}

// search runs unshift and counts the run.
func (d *draft) search(l *lexicon, before, seen []seenChar) (shiftSite, bool) {
	d.searches++
	s, ok := unshift(l, before, seen)
	if ok = ok && s.confidence >= proposable; !ok {
		d.misses++
	}
	return s, ok
}

// char returns character i, or 0 outside the text.
func (d *draft) char(i int) rune {
	if i < 0 || i >= len(d.text) {
		return 0
	}
	return d.text[i]
}
