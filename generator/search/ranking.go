package search

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// A Search is a query with filters.
type Search struct {
	Query    string
	Filters  map[string]string // by facet, such as "agencies" (archive.Kind) or "status": the id that bulletins must have; empty: any
	From, To time.Time         // first day and last day; zero: any
	ByDate   bool              // newest first, instead of by relevance
}

// A Candidate is a bulletin that may match a search. Its text decides; see Has.
type Candidate struct {
	Number int     // in the archive's order
	Score  float64 // a whole number
}

// Find returns the candidates of a search in the order in which lists show them, and reports whether all of them certainly match.
func (r *Reader) Find(what Search) ([]Candidate, bool, error) {
	q := parse(what.Query)
	exact := true
	perSegment := make([][]hits, len(r.segments)) // by segment and piece
	looked := false
	for si, s := range r.segments {
		perSegment[si] = make([]hits, len(q.pieces))
		for i, p := range q.pieces {
			exact = exact && p.exact
			h, err := r.findPiece(s, p)
			if err != nil {
				return nil, false, err
			}
			perSegment[si][i] = h
			looked = looked || len(p.lookups) > 0
		}
	}
	if !looked {
		return nil, true, nil
	}
	total := 0
	frequency := make([]int, len(q.pieces))
	for si, s := range r.segments {
		total += s.Documents
		for i := range q.pieces {
			frequency[i] += len(perSegment[si][i].docs)
		}
	}
	weights := make([]float64, len(q.pieces))
	for i, n := range frequency {
		weights[i] = rarity(total, n)
	}
	var all []Candidate
	for si, s := range r.segments {
		found, err := r.join(s, q, perSegment[si], weights)
		if err != nil {
			return nil, false, err
		}
		if found, err = r.narrow(s, found, what); err != nil {
			return nil, false, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b Candidate) int {
		if !what.ByDate && a.Score != b.Score {
			return cmp.Compare(b.Score, a.Score)
		}
		return cmp.Compare(b.Number, a.Number)
	})
	return all, exact, nil
}

// Has reports whether a bulletin with these texts matches a query, which is when each piece of the query occurs in one of them. A
// page shows only candidates that match.
func Has(query string, texts ...string) bool {
	squeezed := make([][]rune, len(texts))
	for i, text := range texts {
		squeezed[i] = squeeze(nil, text)
	}
	return !slices.ContainsFunc(parse(query).pieces, func(p piece) bool {
		return !slices.ContainsFunc(squeezed, func(text []rune) bool { return p.find(text, 0) >= 0 })
	})
}

// rarity returns the weight of a piece that n of so many bulletins contain (the IDF of BM25).
func rarity(total, n int) float64 {
	return math.Log(1 + (float64(total-n)+.5)/(float64(n)+.5))
}

// saturation returns the score of a level: w/(w+1.5), where w is the weight in the middle of it, in occurrences.
func saturation(level uint8) float64 {
	w := math.Exp2(float64(level)) / 2
	return w / (w + 1.5)
}

// findPiece returns the bulletins of a segment that contain all terms of a piece, each with the lowest of their levels.
func (r *Reader) findPiece(s *openSegment, p piece) (hits, error) {
	var all hits
	for i, l := range p.lookups {
		h, err := r.lookUp(s, l)
		if err != nil {
			return hits{}, err
		}
		if i == 0 {
			all = h
		} else {
			all = intersect(all, h)
		}
	}
	return all, nil
}

// intersect returns the bulletins in both a and b, each with the lower level.
func intersect(a, b hits) hits {
	var h hits
	for i, j := 0, 0; i < len(a.docs) && j < len(b.docs); {
		switch {
		case a.docs[i] < b.docs[j]:
			i++
		case a.docs[i] > b.docs[j]:
			j++
		default:
			h.docs, h.levels = append(h.docs, a.docs[i]), append(h.levels, min(a.levels[i], b.levels[j]))
			i++
			j++
		}
	}
	return h
}

// join returns the bulletins that contain all pieces, with their scores. Adjacent pieces add a fifth.
func (r *Reader) join(s *openSegment, q query, pieces []hits, weights []float64) ([]Candidate, error) {
	scores := map[int]float64{}
	first := true
	for i, p := range q.pieces {
		if len(p.lookups) == 0 {
			continue
		}
		next := map[int]float64{}
		for j, doc := range pieces[i].docs {
			if score, ok := scores[doc]; ok || first {
				next[doc] = score + weights[i]*saturation(pieces[i].levels[j])
			}
		}
		scores, first = next, false
	}
	for i, pair := range q.pairs[:min(len(q.pairs), pairsMost)] {
		if len(scores) == 0 {
			break
		}
		h, err := r.lookUp(s, pair)
		if err != nil {
			return nil, err
		}
		for j, doc := range h.docs {
			if _, ok := scores[doc]; ok {
				scores[doc] += (weights[i] + weights[i+1]) / 5 * saturation(h.levels[j])
			}
		}
	}
	found := make([]Candidate, 0, len(scores))
	for doc, score := range scores {
		found = append(found, Candidate{s.first + doc, math.Round(score * 1e6)}) // so that equal scores are equal on every machine
	}
	slices.SortFunc(found, func(a, b Candidate) int { return cmp.Compare(a.Number, b.Number) })
	return found, nil
}

// pairsMost is how many pairs of adjacent pieces are looked up.
const pairsMost = 2

// narrow drops the candidates that the filters exclude.
func (r *Reader) narrow(s *openSegment, found []Candidate, what Search) ([]Candidate, error) {
	for facet, id := range what.Filters {
		if id == "" || len(found) == 0 {
			continue
		}
		docs, err := r.readFacet(s, facet, id)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(c Candidate) bool {
			_, in := slices.BinarySearch(docs, c.Number-s.first)
			return !in
		})
	}
	if what.From.IsZero() && what.To.IsZero() || len(found) == 0 {
		return found, nil
	}
	from, to := 0, s.Documents
	var err error
	if !what.From.IsZero() {
		if from, err = r.countBefore(s, dayNumber(what.From)); err != nil {
			return nil, err
		}
	}
	if !what.To.IsZero() {
		if to, err = r.countBefore(s, dayNumber(what.To)+1); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(found, func(c Candidate) bool { return c.Number-s.first < from || c.Number-s.first >= to }), nil
}
