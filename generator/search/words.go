package search

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/zeebo/xxh3"

	"gongbao/generator/archive"
	"gongbao/generator/key"
	"gongbao/generator/packed"
)

// Words are the texts by which searches find a bulletin.
type Words struct {
	Title, Number, Subtitle, Summary string
	Agencies                         []string // names of the publishers; a caller of Plan need not fill them in
	Body                             string   // plain text
}

// wordsOf returns the words of a record.
func wordsOf(r *archive.Record, text func(*archive.Record) (string, error)) (Words, error) {
	body, err := text(r)
	if err != nil {
		return Words{}, err
	}
	w := Words{Title: r.Title.Value, Number: r.Number.Value, Subtitle: r.Subtitle, Summary: r.Abstract(), Body: body}
	for _, p := range r.Publishers {
		w.Agencies = append(w.Agencies, agencyNames(p)...)
	}
	return w, nil
}

// addDocument adds the words of a bulletin, and returns the number of units of its body.
func (c *collector) addDocument(w *Words, doc int) int {
	c.addSigns(w.Title, doc)
	c.scan(w.Title, doc, inTitle)
	c.scan(w.Number, doc, inTitle)
	c.scan(properNumber(w.Number), doc, inTitle)
	c.scan(w.Subtitle, doc, inSummary)
	for _, name := range w.Agencies {
		c.scan(name, doc, inAgencies)
	}
	c.scan(w.Summary, doc, inSummary)
	return c.scan(w.Body, doc, inBody)
}

// A documentTerm is a term of one bulletin.
type documentTerm struct {
	text     string
	runes    []rune
	unit     int // runes of the unit
	tally    tally
	postings int
}

// documentTerms returns the terms of a bulletin by their text, and the units of its body.
func documentTerms(words *Words) (terms map[string]documentTerm, length uint32) {
	c := newCollector()
	length = uint32(c.addDocument(words, 0))
	w := &termWriter{collectors: []*collector{c}}
	terms = map[string]documentTerm{}
	for _, g := range groups(w.collectors) {
		w.collect(g)
		for _, t := range w.terms {
			d := documentTerm{text: string(t.text), runes: slices.Clone(t.text), unit: t.unit, postings: t.to - t.from}
			for _, p := range w.postings[t.from:t.to] {
				d.tally.add(p.field())
			}
			if len(t.text) > 1 || g.words == nil { // a word of one rune with nothing after it has no entry
				terms[d.text] = d
			}
		}
	}
	return terms, length
}

// Next to a base lie the words that its bulletins had when it was made, of those that have changed since. They are needed to take
// the old words out of the lists. The store may have dropped them in the meantime.

const wordsMagic = "gongbao search words 1\n"

func wordsFile(cache string, segment int) string {
	return filepath.Join(cache, "search-"+strconv.Itoa(segment)+".words")
}

// readWords returns the words that were kept for a base, by the number of the bulletin in its segment.
func readWords(cache string, segment int, index key.Key) map[int]Words {
	kept := map[int]Words{}
	data, err := os.ReadFile(wordsFile(cache, segment))
	if err != nil || len(data) < 8 || xxh3.Hash(data[8:]) != binary.LittleEndian.Uint64(data) {
		return kept
	}
	d := packed.Decoder{S: string(data[8:])}
	if d.Take(uint64(len(wordsMagic))) != wordsMagic || d.Take(uint64(len(index))) != string(index[:]) {
		return kept
	}
	for range d.Count(6) {
		doc := int(d.Below(segmentMost))
		w := Words{Title: d.Text(), Number: d.Text(), Subtitle: d.Text(), Summary: d.Text()}
		for range d.Count(1) {
			w.Agencies = append(w.Agencies, d.Text())
		}
		w.Body = d.Text()
		kept[doc] = w
	}
	if d.Failed {
		return map[int]Words{}
	}
	return kept
}

// writeWords keeps words for a base.
func writeWords(cache string, segment int, index key.Key, kept map[int]Words) error {
	b := append(make([]byte, 8), wordsMagic...)
	b = packed.AppendUint(append(b, index[:]...), uint64(len(kept)))
	for doc, w := range kept {
		b = packed.AppendUint(b, uint64(doc))
		for _, s := range []string{w.Title, w.Number, w.Subtitle, w.Summary} {
			b = packed.AppendString(b, s)
		}
		b = packed.AppendUint(b, uint64(len(w.Agencies)))
		for _, s := range w.Agencies {
			b = packed.AppendString(b, s)
		}
		b = packed.AppendString(b, w.Body)
	}
	binary.LittleEndian.PutUint64(b, xxh3.Hash(b[8:]))
	name := wordsFile(cache, segment)
	if err := os.WriteFile(name+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}
