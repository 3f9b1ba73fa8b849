package check

import (
	"fmt"
	"slices"

	"gongbao/generator/archive"
	"gongbao/generator/problem"
)

// Near-duplicates are found by MinHash (Broder, "On the resemblance and containment of documents", 1997), in the variant with one
// hash per shingle (Li, Owen and Zhang, "One permutation hashing", 2012). A shingle is six consecutive letters, its hash selects
// a bin, and a text's signature is the smallest hash of each bin. Two texts that share most of their shingles share most of their
// signature. Two texts are compared only if four consecutive bins are equal, and each text is compared with few others, so the
// cost grows linearly with the number of texts.
const (
	bins       = 64
	band       = 4    // consecutive bins that must be equal before two texts are compared
	shingle    = 6    // letters
	fewest     = 100  // shingles that a text needs to be compared
	similarity = 0.9  // share of common shingles (Jaccard) from which two texts are nearly the same
	estimate   = 0.75 // share of equal bins from which the texts themselves are compared
)

// signature is the smallest hash of each bin, or zero if the text is too short to be compared.
type signature [bins]uint32

// shingler cuts texts into shingles and reuses its buffer.
type shingler struct{ hashes []uint64 }

const base = 0x9E3779B97F4A7C15

// highest is the factor of the letter that leaves the shingle.
var highest = func() uint64 {
	h := uint64(1)
	for range shingle {
		h *= base
	}
	return h
}()

// of returns the hashes of a text's shingles, valid until the next call. It ignores blanks and punctuation.
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

// isLetter reports whether a character is neither blank nor punctuation. It is a fast approximation.
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

// nearDuplicates warns of each bulletin whose text is nearly that of an earlier one.
func (c *checker) nearDuplicates(signatures []signature) error {
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
			if j, ok := latest[k]; ok && int(j) != best && !related(r, records[j]) {
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
			c.inSource(problem.NearDuplicate, r.Source, r.Title.Pos, fmt.Sprintf("the text is nearly the same as in %s: they share %.0f %%", c.file(earlier.Source), 100*share),
				"if one replaces the other, declare it with supersedes; if they are the same document, keep one and add the other's address to its aliases")
		}
	}
	return nil
}

// related reports whether two bulletins are known to be versions of each other.
func related(a, b *archive.Record) bool {
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

// resemblance returns the Jaccard index of two texts: the share of their shingles that both have. It sorts its arguments.
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
