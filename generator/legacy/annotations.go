package legacy

import (
	"slices"

	"gongbao/generator/han"
)

// A tool for learners once inserted the reading after every character that is written differently in the other script:
// 發(fā)布時(shí)間. It replaced pairs of GBK bytes wherever it found them, even where the second byte of one character and
// the first of the next looked like a third:
//
//	每日報告   C3BF C8[D5 88]F3 B8E6   →   C3BF C8D5 88(qǐng)F3(bào) B8E6   →   每日?qǐng)?bào)告
//
// (D588 is 請 and 88F3 is 報. A decoder then combined a lone lead byte with the bracket after it, and both became "?".)
//
// If the character before a reading has that reading, the reading is removed. If there is a "?" instead, the bytes are
// reassembled: the reading shows which character its two bytes were, and the search of the shift rule finds the rest.

// annotation is a reading after a character.
type annotation struct {
	after int // index of the character
	end   int // index after the closing bracket
	note  string
	eaten bool // the opening bracket disappeared with a lost byte
	fits  bool // the character has that reading
}

func findPinyin(d *draft) []edit {
	found := findAnnotations(d)
	if len(found) == 0 {
		return nil
	}
	var (
		edits     []edit
		seen      []seenChar // the text without the readings
		index     []int      // of each seen character in the draft
		confident = pinyinConfidence(d, found)
		l         *lexicon
		done      int // draft index up to which edits are final
	)
	next := 0
	for i := 0; i < len(d.text); i++ {
		c := seenChar{rune: d.text[i]}
		index = append(index, i)
		if next < len(found) && found[next].after == i {
			c.note = found[next].note
			i = found[next].end - 1
			next++
		}
		seen = append(seen, c)
	}
	index = append(index, len(d.text))
	for i, c := range seen {
		switch {
		case c.note == "" || index[i] < done:
		case isLostMark(c.rune):
			if l == nil {
				l = newLexicon(withoutNotes(seen))
			}
			start, end := i, i
			for start > max(0, i-lineSample) && seen[start-1].rune != '\n' {
				start--
			}
			for end < min(len(seen), i+lineSample) && seen[end].rune != '\n' {
				end++
			}
			if !d.maySearch() {
				continue
			}
			if s, ok := d.search(l, seen[start:i], seen[i:end]); ok {
				done = index[i+s.length]
				edits = append(edits, edit{Repair{Confidence: s.confidence, After: string(s.text)}, index[i], done})
			}
		case han.IsHan(c.rune):
			confidence := confident
			if !reads(c.rune, c.note) {
				confidence *= 0.7
			}
			edits = append(edits, edit{Repair{Confidence: confidence, After: string(c.rune)}, index[i], index[i+1]})
		}
	}
	return edits
}

// pinyinConfidence returns the probability that a page's readings are damage and not intended. Damage is frequent and follows
// characters with another form in the other script. Authors add readings to a few rare characters.
func pinyinConfidence(d *draft, found []annotation) float64 {
	const many = 8
	g := generalWords()
	n, twoForms := 0, 0
	for _, a := range found {
		if r := d.text[a.after]; a.fits && r <= 0xFFFF {
			n++
			if rune(g.fold[r]) != r || g.simplified[uint16(r)] {
				twoForms++
			}
		}
	}
	share := float64(twoForms) / float64(max(1, n))
	return 0.99 * min(1, float64(n)/many) * min(1, share/0.8)
}

// findAnnotations returns the readings in a text: "(fā)" after a character, "qǐng)" after "?".
func findAnnotations(d *draft) (found []annotation) {
	for i := 0; i+2 < len(d.text); i++ {
		r := d.text[i]
		from := i + 1
		eaten := isLostMark(r) && isPinyinLetter(d.text[from])
		if !eaten {
			if r <= ' ' || narrowForm(d.text[from]) != '(' {
				continue
			}
			from++
		}
		length, toned := syllableAt(d.text[from:])
		if length == 0 || narrowForm(d.char(from+length)) != ')' {
			continue
		}
		a := annotation{after: i, end: from + length + 1, note: string(d.text[from : from+length]), eaten: eaten}
		a.fits = reads(r, a.note)
		if toned || a.fits {
			found = append(found, a)
			i = a.end - 1
		}
	}
	// A "?" or a Latin letter before a reading counts only among damaged characters.
	if !slices.ContainsFunc(found, func(a annotation) bool { return a.fits }) {
		return nil
	}
	return found
}

func withoutNotes(seen []seenChar) []rune {
	text := make([]rune, len(seen))
	for i, c := range seen {
		text[i] = c.rune
	}
	return text
}
