package legacy

import (
	"slices"
	"unicode/utf8"

	"gongbao/generator/han"
)

// A lost byte shifts everything after it: each trail byte is read as a lead byte, until a trail byte in the ASCII range ends the run.
//
// Old pages lost bytes in one particular way. A program inserted something before each full-width stop (A3BF, A3A1, A3AC, A3BB), but
// looked for its two bytes anywhere, even where A3 ends one character and BF begins the next. The first byte of the split character
// was then decoded together with the insertion and became "?", a stop appeared that was never written, and the rest of the line was
// shifted:
//
//	戰。縣紀   91E9 A1[A3 BF]68 BCCD   →   戰 ? ? h 紀
//	停客運班   CD[A3 BF]CD DF5C B0E0   →   ? ? 瓦 \ 班
//
// Later the full-width stop was folded to ASCII, and pairs of shifted bytes that are not a character were dropped.
//
// All of this can be reversed. The lost bytes are unknown, but few characters end in A3 or surround a dropped pair, and nearly always
// only one of them forms words. So the search tries every text whose bytes would have become the damaged text, and takes the most
// likely one according to the lexicon, if it is much more likely than the text as it is.

const (
	shiftWindow   = 48  // characters of a damaged run and the text after it
	shiftContext  = 8   // characters read before and after the damage
	lineSample    = 400 // characters of a line searched for quotes
	shiftBeam     = 200 // guesses kept at each character
	shiftHope     = 16  // nats by which a guess may be worse than the best one
	gapBeam       = 60  // guesses that may continue with a dropped pair
	secondGapBeam = 12  // and with a second one
	gapEndBeam    = 8   // and that may end there, in another lost byte
	surelyShifted = 2   // fully known characters that a guess needs before it may end in a fully unknown one
	mostMarks     = 4   // consecutive "?"
	sameEnding    = 3   // guesses kept with the same ending, to know the runners-up
)

// findShifts looks for lost bytes: at "?" and U+FFFD.
func findShifts(d *draft) (edits []edit) {
	var l *lexicon
	for i := 0; i < len(d.text) && d.maySearch(); i++ {
		if !isLostMark(d.text[i]) || i+1 == len(d.text) || d.text[i+1] == '\n' || !d.amongHan(i) {
			continue
		}
		if run := d.lostRun(i); run > mostMarks {
			i += run - 1 // too much is lost
			continue
		}
		if l == nil {
			l = newLexicon(d.text)
		}
		if !isStop(d.text[i+1]) && l.isFluent(d.text[i+1:min(len(d.text), i+1+shiftContext)]) {
			continue // a real question
		}
		start, end := d.lineAround(i, lineSample)
		s, ok := d.search(l, asSeen(d.text[start:i]), asSeen(d.text[i:end]))
		if !ok || !d.untouched(i, i+s.length) {
			continue
		}
		e := edit{Repair{Confidence: s.confidence, After: string(s.text)}, i, i + s.length}
		if s.holes > 0 {
			e.Note = "one character cannot be recovered"
		}
		edits = append(edits, e)
		i = e.to - 1
	}
	return edits
}

// amongHan reports whether a place is in Chinese text: near a Han character before it, or after it at the start of a line.
func (d *draft) amongHan(i int) bool {
	const near = 6
	start, end := d.lineAround(i, near)
	if start == i {
		return slices.ContainsFunc(d.text[i:end], han.IsHan)
	}
	return slices.ContainsFunc(d.text[start:i], han.IsHan)
}

// lostRun counts the consecutive marks of lost bytes from i on.
func (d *draft) lostRun(i int) (n int) {
	for isLostMark(d.char(i + n)) {
		n++
	}
	return n
}

func asSeen(text []rune) []seenChar {
	seen := make([]seenChar, len(text))
	for i, r := range text {
		seen[i].rune = r
	}
	return seen
}

// seenChar is a character of the damaged text, and the reading inserted after it, if any.
type seenChar struct {
	rune rune
	note string
}

// unshifting is a search at one place.
type unshifting struct {
	*lexicon
	*byteGuesses
	seen   []seenChar
	before byte // the last byte before the lost one, or 0
	now    []guess
	next   []guess
	best   float32 // promise in next

	gapEnds int // guesses that ended at this character with a lost byte after a dropped pair
}

// shiftSite is the result of a search.
type shiftSite struct {
	length     int // characters replaced
	text       []rune
	confidence float64 // probability that text is the original, 0–1
	holes      int
}

// unshift searches for the original of seen, which begins with the mark of a lost byte and is at most the rest of a line. before is
// the text before it on the line.
func unshift(l *lexicon, before, seen []seenChar) (site shiftSite, ok bool) {
	s := unshifting{lexicon: l, byteGuesses: guesses(), seen: seen[:min(len(seen), shiftWindow)]}
	near := max(0, len(before)-shiftContext)
	standing := startReading(openQuotes(before[:near]))
	for _, c := range before[near:] {
		standing = l.add(standing, c.rune)
	}
	if len(before) > 0 {
		p, _ := s.bytes(before[len(before)-1].rune)
		s.before = p.trail
	}
	s.now = []guess{{reading: l.add(standing, seen[0].rune), end: -1}, {reading: standing, state: lost}}
	after, i := 0, 1
	for ; i < len(s.seen) && after < shiftContext; i++ {
		s.openGaps()
		s.next, s.best, s.gapEnds = nil, never, 0
		for _, g := range s.now {
			s.step(g, i)
		}
		s.now = narrow(s.next, shiftBeam)
		if !slices.ContainsFunc(s.now, func(g guess) bool { return g.state != aligned }) {
			after++
		}
	}
	s.now = slices.DeleteFunc(s.now, func(g guess) bool { return g.state != aligned })
	s.closeQuotes(seen[i:])
	caution := 6.0 // nats: most pages are not damaged
	if !isStop(seen[min(1, len(seen)-1)].rune) {
		caution = 12 // and most damage is of the kind described above
	}
	return judge(s.now, caution)
}

// extend adds a character to a guess, and keeps the guess unless it is hopeless.
func (s *unshifting) extend(g guess, c rune, then state, waiting byte, end int) {
	g.reading = s.add(g.reading, c)
	if g.promise() > s.best+shiftHope {
		return
	}
	s.best = min(s.best, g.promise())
	g.text = &restored{c, g.text}
	g.state, g.byte, g.end = then, waiting, end
	s.next = append(s.next, g)
}

// step extends a guess by the seen character i in every way that the bytes allow.
func (s *unshifting) step(g guess, i int) {
	r := s.seen[i].rune
	if g.state == aligned {
		g.reading = s.add(g.reading, r)
		s.next = append(s.next, g)
		return
	}
	if p, ok := s.bytes(r); ok {
		s.closeWith(g, i, p.lead, pending, p.trail)
		return
	}
	if isLostMark(r) {
		s.endInLostByte(g, i)
		if g.state == pending { // or the mark replaces an unassigned pair
			for _, c := range s.intoGap[g.byte] {
				s.extend(g.guessing(1), c.rune, gap, c.trail, 0)
			}
		}
	}
	if r > ' ' && r < 0x7F { // a full-width character that was folded later
		s.closeWith(g, i, wideLead, pending, byte(r)|0x80)
	}
	if r >= firstTrail && r < 0x7F && g.state != lost {
		s.closeWith(g, i, byte(r), aligned, 0)
	}
}

// closeWith completes the character that a guess expects with a known trail byte of the seen character i.
func (s *unshifting) closeWith(g guess, i int, trail byte, then state, waiting byte) {
	end := 0
	if then == aligned {
		end = i + 1
	}
	note := ""
	if then == aligned {
		note = s.seen[i].note // inserted after the character's last byte
	}
	if g.state == pending {
		g.known++
		if c := s.char(g.byte, trail); c != 0 && (note == "" || reads(c, note)) {
			s.extend(g, c, then, waiting, end)
		}
		return
	}
	g = g.guessing(1)
	for _, c := range s.byTrail[trail] {
		if s.mayLead(g, c.lead) && (note == "" || reads(c.rune, note)) {
			s.extend(g, c.rune, then, waiting, end)
		}
	}
}

// mayLead reports whether a byte can be the unknown lead byte of a guess.
func (s *unshifting) mayLead(g guess, lead byte) bool {
	if g.state == gap {
		return s.drops[g.byte][lead]
	}
	note := s.seen[0].note
	return note == "" || s.before == 0 || reads(s.char(s.before, lead), note)
}

// endInLostByte assumes that the shifted run ended in a byte that was decoded together with what followed it: the insertion, or an
// ASCII character, which cannot be recovered.
func (s *unshifting) endInLostByte(g guess, i int) {
	note := s.seen[i].note
	var candidates []char
	switch {
	case g.state == pending:
		candidates = s.byLead[g.byte]
	case g.state == gap && g.known >= surelyShifted && s.gapEnds < gapEndBeam:
		s.gapEnds++ // with thousands of candidates, only the best guesses try them
		candidates = s.afterGap[g.byte]
	case note != "":
		candidates = s.readAs(note)
	}
	from := len(s.next)
	g = g.guessing(1)
	for _, c := range candidates {
		if note == "" || reads(c.rune, note) && s.mayLead(g, c.lead) {
			s.extend(g, c.rune, aligned, 0, i+1)
		}
	}
	if note != "" || i+1 == len(s.seen) || isStop(s.seen[i+1].rune) || s.seen[i+1].rune == '/' { // "/p>" lost its "<"
		return
	}
	for n := from; n < len(s.next); n++ {
		h := &s.next[n]
		h.reading = s.add(h.reading, '0') // usually a digit, because GB 18030 has four-byte characters with a digit in second place
		h.text = &restored{s.seen[i].rune, h.text}
		h.holes++
	}
}

// openGaps assumes that one or two pairs of bytes were dropped before the next character.
func (s *unshifting) openGaps() {
	from := s.now[:min(len(s.now), gapBeam)]
	for range 2 {
		s.next, s.best = nil, never
		for _, g := range from {
			switch g.state {
			case pending:
				for _, c := range s.intoGap[g.byte] {
					s.extend(g.guessing(1), c.rune, gap, c.trail, 0)
				}
			case gap:
				for _, c := range s.acrossGap {
					if s.drops[g.byte][c.lead] {
						s.extend(g.guessing(2), c.rune, gap, c.trail, 0)
					}
				}
			}
		}
		opened := narrow(s.next, shiftBeam)
		s.now = append(s.now, opened...)
		from = opened[:min(len(opened), secondGapBeam)]
	}
}

// closeQuotes raises the cost of guesses that leave more or fewer quotes open than the rest of the line closes.
func (s *unshifting) closeQuotes(rest []seenChar) {
	if len(rest)+shiftWindow >= lineSample || slices.ContainsFunc(rest, func(c seenChar) bool { return isLostMark(c.rune) }) {
		return // the rest of the line is unknown or damaged
	}
	open, closed := 0, 0
	for _, c := range rest {
		switch {
		case c.rune == '“':
			open++
		case c.rune == '”' && open > 0:
			open--
		case c.rune == '”':
			closed++
		}
	}
	for i := range s.now {
		s.now[i].odd += float32(6 * max(closed-int(s.now[i].open[0]), int(s.now[i].open[0])-closed))
	}
}

func isLostMark(r rune) bool { return r == '?' || r == utf8.RuneError }

// openQuotes counts the unclosed quotes of a line.
func openQuotes(line []seenChar) (n int) {
	for _, c := range line {
		switch c.rune {
		case '“':
			n++
		case '”':
			n = max(0, n-1)
		}
	}
	return n
}
