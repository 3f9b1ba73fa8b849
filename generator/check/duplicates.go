package check

import (
	"fmt"
	"slices"

	"gongbao/generator/archive"
)

// Near-duplicates are found by MinHash (Broder, "On the resemblance and containment of documents", 1997) in the form that needs
// one hash for each shingle (Li, Owen and Zhang, "One permutation hashing", 2012): a shingle is six letters in a row, its hash
// says into which bin it falls, and the signature is the least hash of each bin. Two texts that share most of their shingles
// share most of their signature. Only texts that share four bins in a row somewhere are compared at all, and each text with
// few others, so that the cost grows with the number of texts and not with its square.
const (
	bins       = 64
	band       = 4    // bins that must be equal for two texts to be compared
	shingle    = 6    // letters
	fewest     = 100  // shingles of a text that can be compared
	similarity = 0.9  // share of the shingles of two texts, taken together, that both have: from here on they are nearly the same
	estimate   = 0.75 // the same as the signatures show it, from which the texts themselves are compared
)

// signature is zero for a text that is too short to be compared.
type signature [bins]uint32

// shingler cuts texts into shingles, again and again in the same memory.
type shingler struct{ hashes []uint64 }

const base = 0x9E3779B97F4A7C15

// highest is what the letter that leaves a shingle was multiplied with.
var highest = func() uint64 {
	h := uint64(1)
	for range shingle {
		h *= base
	}
	return h
}()

// of gives the hashes of a text's shingles, valid until the next call. Blanks and punctuation do not count.
func (s *shingler) of(text string) []uint64 {
	s.hashes = s.hashes[:0]
	var window [shingle]uint64
	n, rolling := 0, uint64(0)
	for _, r := range text {
		if !isLetter(r) {
			continue
		}
		rolling = rolling*base + uint64(r) - window[n%shingle]*highest
		window[n%shingle] = uint64(r)
		if n++; n >= shingle {
			h := (rolling ^ rolling>>32) * 0xD6E8FEB86659FD93
			s.hashes = append(s.hashes, h^h>>32)
		}
	}
	return s.hashes
}

// isLetter takes what is not blank or punctuation for a letter, the quick way.
func isLetter(r rune) bool {
	switch {
	case r < 0x80:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	case r >= 0x2000 && r < 0x2E80, r >= 0x3000 && r < 0x3040, r >= 0xFF00 && r < 0x10000:
		return false
	}
	return true
}

func (s *shingler) sign(text string) (g signature) {
	hashes := s.of(text)
	if len(hashes) < fewest {
		return signature{}
	}
	for i := range g {
		g[i] = ^uint32(0)
	}
	for _, h := range hashes {
		bin := h >> 58
		g[bin] = min(g[bin], uint32(h))
	}
	return g
}

// duplicates warns of each bulletin whose text an earlier one has already.
func (c *checker) duplicates(signatures []signature) error {
	records := c.Archive.Records
	type key struct {
		band int
		bins [band]uint32
	}
	latest := make(map[key]int32, bins/band*len(signatures))
	var a, b shingler
	for i, r := range records {
		g := &signatures[i]
		if *g == (signature{}) {
			continue
		}
		best, most := -1, int(estimate*bins)
		for at := 0; at < bins; at += band {
			k := key{at, [band]uint32(g[at : at+band])}
			if j, ok := latest[k]; ok && int(j) != best && !tied(r, records[j]) {
				if n := equal(g, &signatures[j]); n > most || n == most && best < 0 {
					best, most = int(j), n
				}
			}
			latest[k] = int32(i)
		}
		if best < 0 {
			continue
		}
		earlier := records[best]
		text, err := c.Text(r)
		if err != nil {
			return err
		}
		other, err := c.Text(earlier)
		if err != nil {
			return err
		}
		if share := resemblance(a.of(text), b.of(other)); share >= similarity {
			c.warn(ruleDuplicate, r.Source, r.Title.Pos, fmt.Sprintf("the text is nearly that of %s: they share %.0f %%", c.file(earlier.Source), 100*share),
				"if one replaces the other, say so with supersedes; if they are one, keep one and give it the other's address with aliases")
		}
	}
	return nil
}

// tied says whether two bulletins are known to be versions of one another.
func tied(a, b *archive.Record) bool {
	return slices.Contains(a.Translations, b) || slices.Contains(a.Supersedes, b) || slices.Contains(a.SupersededBy, b) ||
		a.Status == archive.Withdrawn || b.Status == archive.Withdrawn
}

func equal(a, b *signature) int {
	n := 0
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return n
}

// resemblance is the share of all shingles of two texts that both have (Jaccard). It sorts what it is given.
func resemblance(a, b []uint64) float64 {
	slices.Sort(a)
	slices.Sort(b)
	a, b = slices.Compact(a), slices.Compact(b)
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
