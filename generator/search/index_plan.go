package search

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/han"
	"gongbao/generator/key"
	"gongbao/generator/publish"
)

// Folder is where the index lies below the site's root.
const Folder = "search/index/"

// format is part of every key and stamp: a change of the form of the index makes all of it anew.
const format = 1

// Options are what Plan needs besides the archive.
type Options struct {
	// Key differs between versions of the program. It is part of every file's key.
	Key key.Key
	// Size returns the size of a bulletin's text in bytes, or about, without reading it. It decides into how many parts the
	// index is cut. nil: 2000 bytes each.
	Size func(*archive.Record) int64
	// Jobs is the number of parallel workers that build a segment; 0: the number of CPUs.
	Jobs int
	// Hold is for a preview, in which few parts are rendered: how long the terms of a segment stay in memory after one of its
	// parts was rendered. One search asks for about twenty parts in a row, and building a segment takes seconds. 0 is for a
	// build, in which each part is rendered once: the terms stay until all parts of the segment have been rendered.
	Hold time.Duration
}

// Plan names the files of the index, all below Folder. text returns the plain text of a bulletin's body; it is called when a part
// is rendered, from several goroutines at once. Keys are made of metadata, which includes the hash of the source, so where
// nothing changed no text is read.
func Plan(a *archive.Archive, text func(*archive.Record) (string, error), o Options) []publish.File {
	p := &planner{archive: a, text: text, options: o, facets: facetsOf(a)}
	sizes := make([]int64, len(a.Records))
	for i, r := range a.Records {
		sizes[i] = 2000
		if o.Size != nil {
			sizes[i] = o.Size(r)
		}
	}
	ends, recent := cut(sizes)
	first := 0
	for i, end := range ends {
		s := &segment{number: i, first: first, records: a.Records[first:end]}
		s.parts(sizes[first:end], recent && i == len(ends)-1)
		p.segment(s)
		first = end
	}
	p.shared()
	return p.files
}

type planner struct {
	archive  *archive.Archive
	text     func(*archive.Record) (string, error)
	options  Options
	facets   []facet
	files    []publish.File
	manifest manifest
	building sync.Mutex // one segment at a time, since each takes much memory and all processors
}

// manifest is the file that a browser reads first. Like all the rest of the index it depends on the bulletins alone.
type manifest struct {
	Segments []manifestSegment `json:"segments"`
	Text     string            `json:"text"`  // path of the part by which texts are folded
	Names    string            `json:"names"` // version of names.json
	Years    [][2]int          `json:"years"` // each with its bulletins, the oldest first
}

type manifestSegment struct {
	Documents int            `json:"documents"` // bulletins
	Stamp     string         `json:"stamp"`     // with which its parts begin
	Version   string         `json:"version"`   // changes with anything in it; asked for with each part, so that no cache gives an old one
	Terms     int            `json:"terms"`     // parts
	Common    int            `json:"common"`    // parts with split keys
	Facets    map[string]int `json:"facets"`    // parts of each
}

// add plans a file of which k tells all that decides its bytes.
func (p *planner) add(path string, k key.Key, render func(dst []byte) ([]byte, error)) {
	path = Folder + path
	p.files = append(p.files, publish.File{Path: path, Key: key.Of(p.options.Key, path, k), Render: render})
}

func (p *planner) segment(s *segment) {
	identity := make([]byte, 0, 64*len(s.records))
	paths := make([]byte, 0, 32*len(s.records))
	for _, r := range s.records {
		identity = append(identity, r.Hash[:]...)
		paths = append(append(paths, r.Path...), 0)
		for _, n := range r.Publishers {
			identity = key.Append(identity, agencyNames(n))
		}
	}
	numbering := key.Of(format, s.number, s.terms, paths)
	copy(s.stamp[:], numbering[:])
	s.index = key.Of(numbering, identity)

	folder := fmt.Sprintf("%d/", s.number)
	in := manifestSegment{Documents: len(s.records), Stamp: hex.EncodeToString(s.stamp[:]), Terms: s.terms, Common: s.common, Facets: map[string]int{}}
	version := []any{s.index}

	b := &builder{segment: s, text: p.text, jobs: p.options.Jobs, hold: p.options.Hold, one: &p.building}
	terms := func(path string, write func(dst []byte, b *built) []byte) {
		p.add(folder+path, s.index, func(dst []byte) ([]byte, error) {
			built, err := b.take()
			if err != nil {
				return nil, err
			}
			return write(dst, built), nil
		})
	}
	for i := range s.terms {
		terms(fmt.Sprintf("terms/%d.bin", i), func(dst []byte, b *built) []byte { return appendPart(dst, s.stamp, b.terms[i]) })
	}
	for i := range s.common {
		terms(fmt.Sprintf("common/%d.bin", i), func(dst []byte, b *built) []byte { return appendPart(dst, s.stamp, b.common[i]) })
	}
	terms("split.bin", func(dst []byte, b *built) []byte {
		return appendCompressed(append(dst, s.stamp[:]...), []byte(strings.Join(b.split, "\n")))
	})

	for from := 0; from < len(s.records); from += documentsPart {
		records := s.records[from:min(from+documentsPart, len(s.records))]
		k := key.Of(numbering)
		for _, r := range records {
			k = key.Of(k, documentOf(r))
		}
		version = append(version, k)
		p.add(fmt.Sprintf("%sdocuments/%d.bin", folder, from/documentsPart), k, func(dst []byte) ([]byte, error) {
			return appendDocuments(dst, s.stamp, records)
		})
	}
	p.add(folder+"days.bin", numbering, func(dst []byte) ([]byte, error) { return appendDays(dst, s.stamp, s.records), nil })

	for _, f := range p.facets {
		f := f.within(s.first, len(s.records))
		parts := partsFor(f.size(), 32<<10)
		in.Facets[f.name] = parts
		k := key.Of(numbering, f.name, f)
		version = append(version, k)
		made := sync.OnceValue(func() [][]entry { return distribute(f.entries(len(s.records)), parts) })
		for i := range parts {
			p.add(fmt.Sprintf("%s%s/%d.bin", folder, f.name, i), k, func(dst []byte) ([]byte, error) {
				return appendPart(dst, s.stamp, made()[i]), nil
			})
		}
	}
	in.Version = short(key.Of(version...))
	p.manifest.Segments = append(p.manifest.Segments, in)
}

// shared plans what belongs to no segment.
func (p *planner) shared() {
	text := textPart()
	p.manifest.Text = "text." + short(key.Of(text)) + ".bin"
	p.add(p.manifest.Text, key.Of(text), func(dst []byte) ([]byte, error) { return append(dst, text...), nil })

	names := map[string][]string{}
	for _, n := range p.archive.Trees[archive.Agencies].Nodes {
		if len(n.Listings) > 0 {
			names[n.ID] = agencyNames(n)
		}
	}
	p.manifest.Names = short(key.Of(names))
	p.add("names.json", key.Of(names), func(dst []byte) ([]byte, error) { return appendJSON(dst, names) })

	p.manifest.Years = [][2]int{}
	for _, y := range p.archive.Years {
		p.manifest.Years = append(p.manifest.Years, [2]int{y.Year, len(y.Records)})
	}
	m := p.manifest
	p.add("manifest.json", key.Of(m), func(dst []byte) ([]byte, error) { return appendJSON(dst, m) })
}

func appendJSON(dst []byte, v any) ([]byte, error) {
	data, err := json.Marshal(v)
	return append(dst, data...), err
}

// short is a key for people and addresses: 32 bits are enough to tell one state of an archive from the last few.
func short(k key.Key) string { return hex.EncodeToString(k[:4]) }

// textPart is what a browser needs to squeeze a text: han's folding table; and the classes of folded runes, as the differences
// between the runes where another class begins, each with that class, in the same digits. It is the same for every archive.
var textPart = sync.OnceValue(func() []byte {
	var starts []rune
	var classes []class
	last := gap
	for r := range rune(runeLimit) {
		if han.FoldRune(r) == r && classOf(r) != last {
			last = classOf(r)
			starts, classes = append(starts, r), append(classes, last)
		}
	}
	var b strings.Builder
	b.WriteString(han.FoldTable())
	b.WriteByte('\n')
	before := rune(0)
	for i, r := range starts {
		fmt.Fprintf(&b, "%x%c", r-before, "ghijk"[classes[i]])
		before = r
	}
	return appendCompressed(nil, []byte(b.String()))
})
