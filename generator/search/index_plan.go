package search

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/han"
	"gongbao/generator/key"
	"gongbao/generator/publish"
)

// Folder is the folder of the index, below the site's root.
const Folder = "search/index/"

// format is part of every key and stamp. Increase it when the form of the index changes, so that all files are rewritten.
const format = 1

// Options are what Plan needs besides the archive.
type Options struct {
	// Key differs between versions of the program. It is part of every file's key.
	Key key.Key
	// Size returns the approximate size of a bulletin's text in bytes without reading it. It decides into how many parts the index
	// is cut. nil: 2000 bytes each.
	Size func(*archive.Record) int64
	// Cache is the folder of the bases that builds leave for one another; empty: none. See base.
	Cache string
	// Before returns the words that a bulletin had when its source had the given hash, or false if they are no longer known. It may
	// be nil.
	Before func(hash bulletin.Hash) (Words, bool)
	// Jobs is the number of parallel workers that build a segment; 0: the number of CPUs.
	Jobs int
	// Hold is how long the terms of a segment stay in memory after one of its parts was rendered. It is for a preview, which
	// renders few parts: a search asks for about twenty in a row, and building a segment takes seconds. 0 is for a build, which
	// renders each part once: the terms stay until all parts of the segment have been rendered.
	Hold time.Duration
}

// Plan names the files of the index, all below Folder. text returns the plain text of a bulletin's body; it is called when a part
// is rendered, from several goroutines at once, and by Plan for the bulletins that differ from a base in Options.Cache. Keys are made
// of metadata, which includes the hash of the source.
func Plan(a *archive.Archive, text func(*archive.Record) (string, error), o Options) []publish.File {
	p := &planner{archive: a, text: text, options: o, facets: facetsOf(a)}
	p.manifest.Segments = []manifestSegment{} // an empty list and not null, so that browsers can search an empty archive
	sizes := make([]int64, len(a.Records))
	for i, r := range a.Records {
		sizes[i] = 2000
		if o.Size != nil {
			sizes[i] = o.Size(r)
		}
	}
	ends, recent := cut(sizes)
	first := 0
	names := nameHashes{}
	for i, end := range ends {
		p.planSegment(newSegment(i, first, a.Records[first:end], sizes[first:end], recent && i == len(ends)-1, names))
		first = end
	}
	p.planShared()
	return p.files
}

type planner struct {
	archive  *archive.Archive
	text     func(*archive.Record) (string, error)
	options  Options
	facets   []facet
	files    []publish.File
	manifest manifest
	building sync.Mutex // held while a segment is built: one at a time, since each takes much memory and all workers
}

// manifest is the file that a browser reads first. Like the rest of the index, it depends only on the bulletins.
type manifest struct {
	Segments []manifestSegment `json:"segments"`
	Text     string            `json:"text"`  // path of the part with the folding tables
	Names    string            `json:"names"` // version of names.json
	Years    [][2]int          `json:"years"` // each with its number of bulletins, oldest first
}

type manifestSegment struct {
	Documents int            `json:"documents"` // bulletins
	Stamp     string         `json:"stamp"`     // that its parts begin with
	Version   string         `json:"version"`   // changes with anything in it; part of each request, so that caches do not answer with an old part
	Terms     int            `json:"terms"`     // parts
	Common    int            `json:"common"`    // parts with split keys
	Facets    map[string]int `json:"facets"`    // parts of each
}

// add plans a file. k must change whenever its bytes do.
func (p *planner) add(path string, k key.Key, render func(dst []byte) ([]byte, error)) {
	path = Folder + path
	p.files = append(p.files, publish.File{Path: path, Key: key.Of(p.options.Key, path, k), Render: render})
}

// planSegment plans the files of a segment.
func (p *planner) planSegment(s *segment) {
	folder := fmt.Sprintf("%d/", s.number)
	in := manifestSegment{Documents: len(s.records), Stamp: hex.EncodeToString(s.stamp[:]), Terms: s.terms, Common: s.common, Facets: map[string]int{}}
	p.planTerms(s, folder)
	version := append([]any{s.index}, p.planDocuments(s, folder)...)
	p.add(folder+"days.bin", s.numbering, func(dst []byte) ([]byte, error) { return appendDays(dst, s.stamp, s.records), nil })
	for _, f := range p.facets {
		parts, k := p.planFacet(s, folder, f.within(s.first, len(s.records)))
		in.Facets[f.name] = parts
		version = append(version, k)
	}
	in.Version = short(key.Of(version...))
	p.manifest.Segments = append(p.manifest.Segments, in)
}

// planTerms plans the files that are made of the terms of a segment's texts.
func (p *planner) planTerms(s *segment, folder string) {
	b := &builder{segment: s, text: p.text, options: &p.options, building: &p.building}
	b.findBase()
	add := func(path string, part int) {
		p.add(folder+path, b.key(part), func(dst []byte) ([]byte, error) { return b.part(dst, part) })
	}
	for i := range s.terms {
		add(fmt.Sprintf("terms/%d.bin", i), i)
	}
	for i := range s.common {
		add(fmt.Sprintf("common/%d.bin", i), s.terms+i)
	}
	add("split.bin", s.terms+s.common)
}

// planDocuments plans the files with what lists show of each bulletin, and returns their keys.
func (p *planner) planDocuments(s *segment, folder string) (keys []any) {
	for from := 0; from < len(s.records); from += documentsPart {
		records := s.records[from:min(from+documentsPart, len(s.records))]
		k := key.Of(s.numbering)
		for _, r := range records {
			k = key.Of(k, documentOf(r))
		}
		keys = append(keys, k)
		p.add(fmt.Sprintf("%sdocuments/%d.bin", folder, from/documentsPart), k, func(dst []byte) ([]byte, error) {
			return appendDocuments(dst, s.stamp, records)
		})
	}
	return keys
}

// planFacet plans the files of a facet, and returns their number and their key.
func (p *planner) planFacet(s *segment, folder string, f facet) (parts int, k key.Key) {
	parts = partsFor(f.size(), 32<<10)
	k = key.Of(s.numbering, f.name, f)
	made := sync.OnceValue(func() [][]entry { return distribute(f.entries(len(s.records)), parts) })
	for i := range parts {
		p.add(fmt.Sprintf("%s%s/%d.bin", folder, f.name, i), k, func(dst []byte) ([]byte, error) {
			return appendPart(dst, s.stamp, made()[i]), nil
		})
	}
	return parts, k
}

// planShared plans the files that do not belong to a segment.
func (p *planner) planShared() {
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

// appendJSON appends v as encoding/json writes it, like the indexes of earlier versions.
func appendJSON(dst []byte, v any) ([]byte, error) {
	data, err := json.Marshal(v)
	return append(dst, data...), err
}

// short returns the start of a key for addresses: 32 bits are enough to distinguish the last few states of an archive.
func short(k key.Key) string { return hex.EncodeToString(k[:4]) }

// textPart returns what a browser needs to squeeze a text: han's folding table, and the classes of folded runes. Each rune
// at which the class changes is written as its distance from the one before, in hexadecimal, and a letter for the class. The part
// is the same for every archive.
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
