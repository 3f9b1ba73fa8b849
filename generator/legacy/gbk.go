package legacy

import (
	"bytes"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// GBK is the encoding in which the old pages were damaged: one byte below 0x80, or a lead byte 0x81–0xFE and a trail byte 0x40–0xFE
// other than 0x7F (GBK 1.0 of 1995; the two-byte part of GB 18030). A trail byte may be an ASCII letter, so a shifted run of text
// shows Latin letters among Han characters.

const (
	firstLead, lastLead   = 0x81, 0xFE
	firstTrail, lastTrail = 0x40, 0xFE

	wideLead = 0xA3 // the row of full-width ASCII: A3A1 is !, A3FE is ~
)

// pair is a two-byte GBK character.
type pair struct{ lead, trail byte }

// gbkTable maps every two-byte character in both directions.
type gbkTable struct {
	runes [lastLead - firstLead + 1][lastTrail - firstTrail + 1]rune // 0: unassigned, so old decoders dropped the pair
	pairs map[rune]pair
	drops [256]*[256]bool // by lead byte: the trail bytes of unassigned pairs
}

var gbk = sync.OnceValue(func() *gbkTable {
	var all []byte
	for lead := firstLead; lead <= lastLead; lead++ {
		for trail := firstTrail; trail <= lastTrail; trail++ {
			if trail != 0x7F {
				all = append(all, byte(lead), byte(trail), '\n')
			}
		}
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(all)
	if err != nil {
		panic(err) // the decoder replaces invalid bytes and never fails on bytes in memory
	}
	t := &gbkTable{pairs: make(map[rune]pair, 22000)}
	lines := bytes.Split(text, []byte{'\n'})
	i := 0
	for lead := firstLead; lead <= lastLead; lead++ {
		for trail := firstTrail; trail <= lastTrail; trail++ {
			if trail == 0x7F {
				continue
			}
			r, size := utf8.DecodeRune(lines[i])
			if size == len(lines[i]) && r != utf8.RuneError && !isPrivate(r) {
				t.runes[lead-firstLead][trail-firstTrail] = r
				t.pairs[r] = pair{byte(lead), byte(trail)}
			} else {
				if t.drops[lead] == nil {
					t.drops[lead] = new([256]bool)
				}
				t.drops[lead][trail] = true
			}
			i++
		}
	}
	return t
})

// char returns the character of two bytes, or 0.
func (t *gbkTable) char(lead, trail byte) rune {
	if lead < firstLead || lead > lastLead || trail < firstTrail || trail > lastTrail {
		return 0
	}
	return t.runes[lead-firstLead][trail-firstTrail]
}

// bytes returns the two bytes of a character. ok is false for ASCII and for characters that GBK lacks. It includes the private-use
// characters that Windows assigned to GBK's user-defined rows (AA–AF, F8–FE, and A1–A7 below A1).
func (t *gbkTable) bytes(r rune) (p pair, ok bool) {
	if p, ok = t.pairs[r]; ok {
		return p, true
	}
	const rows94, rows96 = 94, 96
	n := int(r) - 0xE000
	switch {
	case n < 0:
		return pair{}, false
	case n < 6*rows94: // U+E000–U+E233: AAA1–AFFE
		return pair{byte(0xAA + n/rows94), byte(0xA1 + n%rows94)}, true
	case n < 13*rows94: // U+E234–U+E4C5: F8A1–FEFE
		n -= 6 * rows94
		return pair{byte(0xF8 + n/rows94), byte(0xA1 + n%rows94)}, true
	case n < 13*rows94+7*rows96: // U+E4C6–U+E765: A140–A7A0 without 7F
		n -= 13 * rows94
		trail := 0x40 + n%rows96
		if trail >= 0x7F {
			trail++
		}
		return pair{byte(0xA1 + n/rows96), byte(trail)}, true
	}
	return pair{}, false
}

func isPrivate(r rune) bool { return r >= 0xE000 && r <= 0xF8FF }
