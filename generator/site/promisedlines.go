package site

import (
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"github.com/zeebo/xxh3"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/ledger"
	"gongbao/generator/publish"
)

// The ledger of a site of 100 000 bulletins has 200 000 lines, so it is not made for each plan: its key is a hash of what the lines
// are made from, and its bytes are made when that differs. What a bulletin adds to the key is hashed while its page is planned, when
// its record is in the processor's cache; a loop of its own would take five times as long.

// A promise is what the ledger says of a bulletin, as hashes.
type promise struct {
	source uint64 // of the path of its source
	who    uint64 // of what recognises it if that path has changed
	rest   uint64 // of its address and state, and of its attachments
}

// promised hashes what the ledger says of a bulletin. It returns scratch, which it may have grown.
func promised(r *archive.Record, scratch []byte) (promise, []byte) {
	b := append(scratch[:0], byte(r.Status))
	b = append(b, r.Path...)
	if r.Status == archive.Erased {
		line := lineOf(r)
		b = line.Append(b)
	}
	for i := range r.Attachments {
		b = append(append(b, r.Attachments[i].Name...), r.Attachments[i].Hash[:]...)
	}
	p := promise{source: xxh3.HashString(r.Source), rest: xxh3.Hash(b)}
	b = b[:0]
	switch { // its number, or else who says what
	case r.Number.Value != "":
		b = append(b, r.Number.Value...)
	case len(r.Bulletin.Publishers) > 0:
		b = append(append(append(b, r.Bulletin.Publishers[0].Value...), 0), r.Title.Value...)
	}
	p.who = xxh3.Hash(b)
	return p, b
}

// ledgerFile plans the ledger. machine holds the planned feeds and open data, which it lists; promises has one for each record, or is
// nil for a preview.
func (p *planner) ledgerFile(machine files, promises []promise) publish.File {
	others := otherLines(p.site, machine)
	f := publish.File{Path: ledger.Path, Render: func(dst []byte) ([]byte, error) { return appendLedger(p.site, dst, others, promises), nil }}
	if promises != nil {
		h := xxh3.New()
		h.WriteString(ledger.Head)
		var b []byte
		for i := range others {
			b = others[i].Append(b)
		}
		h.Write(b)
		c := &p.site.Settings.Config
		b = key.Append(key.Append(b[:0], c.JSON), c.Markdown)
		for _, of := range promises {
			b = binary.LittleEndian.AppendUint64(b, of.source)
			b = binary.LittleEndian.AppendUint64(b, of.who)
			b = binary.LittleEndian.AppendUint64(b, of.rest)
			if len(b) > 1<<13 {
				h.Write(b)
				b = b[:0]
			}
		}
		h.Write(b)
		f.Key = h.Sum128().Bytes()
	}
	return f
}

// hidden reports whether only previews show a bulletin. Its address is not promised yet.
func hidden(r *archive.Record) bool { return r.Draft || r.Scheduled }

// lineOf returns what the ledger says of each address of a bulletin, by its status. Of an erased one it says when and why the text was
// taken out, and nothing that recognises it.
func lineOf(r *archive.Record) ledger.Line {
	switch r.Status {
	case archive.Withdrawn:
		return ledger.Line{State: ledger.Withdrawn}
	case archive.Erased:
		why := strings.TrimSpace(r.LegalGround + " " + r.Reason)
		return ledger.Line{State: ledger.Gone, To: r.ErasedOn.Format(time.DateOnly), Note: strings.Join(strings.Fields(why), " ")}
	}
	return ledger.Line{}
}

// appendLedger appends the ledger: the lines of the bulletins, which are nearly in order, and the others, which are.
func appendLedger(s *Site, dst []byte, others []ledger.Line, promises []promise) []byte {
	records := s.Archive.Records
	dst = append(slices.Grow(dst, len(ledger.Head)+len(records)*120), ledger.Head...)
	var d dayLines
	for i, r := range records {
		if !hidden(r) {
			var of promise
			if promises != nil {
				of = promises[i]
			} else {
				of, d.scratch = promised(r, d.scratch)
			}
			d.bulletin(s, r, of)
		}
		if i+1 < len(records) && records[i+1].Day.Equal(r.Day) {
			continue
		}
		slices.SortFunc(d.lines, byAddress)
		for k := range d.lines {
			for len(others) > 0 && others[0].Address < d.lines[k].Address {
				dst = others[0].Append(dst)
				others = others[1:]
			}
			dst = d.lines[k].Append(dst)
		}
		d.lines = d.lines[:0]
	}
	for i := range others {
		dst = others[i].Append(dst)
	}
	return dst
}

func byAddress(a, b ledger.Line) int { return strings.Compare(a.Address, b.Address) }

// dayLines holds the lines of a day's bulletins. Many lines share the memory of their texts, so that a line costs no allocation.
type dayLines struct {
	lines   []ledger.Line
	text    strings.Builder
	scratch []byte
}

// bulletin adds the lines of a bulletin: its page, its other forms and its attachments.
func (d *dayLines) bulletin(s *Site, r *archive.Record, of promise) {
	line := lineOf(r)
	b := ledger.AppendAddress(d.scratch[:0], r.Path)
	d.add(line, b)
	if line.State != ledger.Gone {
		b = ledger.AppendMark(ledger.AppendMark(b[:0], of.source), of.who)
		d.lines[len(d.lines)-1].Note = d.part(b)
	}
	b = ledger.AppendAddress(b[:0], r.Stem)
	stem := len(b)
	form := func(ending string) {
		b = append(b[:stem], ending...)
		d.add(line, b)
	}
	form(address.Print(r.Path[len(r.Stem):]))
	if s.Settings.Config.JSON {
		form(".json")
	}
	if s.Settings.Config.Markdown {
		form(".md")
	}
	d.scratch = b
	if len(r.Attachments) > 0 {
		d.lines = attachmentLines(d.lines, r.Stem+"/", r.Attachments)
	}
}

func (d *dayLines) add(line ledger.Line, at []byte) {
	line.Address = d.part(at)
	d.lines = append(d.lines, line)
}

// part copies a text into the shared memory.
func (d *dayLines) part(b []byte) string {
	if d.text.Cap()-d.text.Len() < len(b) {
		d.text = strings.Builder{} // what was written stays where it is
		d.text.Grow(1<<15 + len(b))
	}
	from := d.text.Len()
	d.text.Write(b)
	return d.text.String()[from:]
}

func attachmentLines(lines []ledger.Line, folder string, attachments []bulletin.Attachment) []ledger.Line {
	for i := range attachments {
		a := &attachments[i]
		lines = append(lines, ledger.Line{Address: ledger.Address(folder + a.Name), Note: ledger.Mark(string(a.Hash[:]))})
	}
	return lines
}

// otherLines returns the lines of everything but bulletins, in order, one for each address.
func otherLines(s *Site, machine files) []ledger.Line {
	lines := listLines(s)
	for i := range machine {
		if path := machine[i].Path; address.IsFeed(path) || strings.HasPrefix(path, address.Data) {
			lines = append(lines, ledger.Line{Address: ledger.Address(path)})
		}
	}
	lines = append(lines, ledger.Line{Address: ledger.Address(ledger.Path)})
	for _, p := range s.views.Plain {
		if !p.Draft {
			lines = append(lines, ledger.Line{Address: ledger.Address(p.Path), Note: ledger.Mark(p.Source, p.Title.Value)})
			lines = attachmentLines(lines, p.Folder, p.Attachments)
		}
	}
	for _, f := range s.Sources.Static() {
		lines = append(lines, ledger.Line{Address: ledger.Address(f.Path()), Note: ledger.Mark(string(f.Hash[:]))})
	}
	for _, a := range s.aliases {
		if a.draft {
			continue
		}
		if folder := address.TermFolder(a.path); folder != "" && !strings.HasSuffix(a.address, "/"+folder) {
			continue // the line of the term covers it
		}
		lines = append(lines, ledger.Line{State: ledger.Moved, Address: a.address, To: ledger.Address(a.target)})
	}
	lines = append(lines, movedFiles(s)...)
	for i := range s.Settings.Gone {
		g := &s.Settings.Gone[i]
		addresses := []string{g.Address()}
		for _, path := range goneAt(s, g) {
			addresses = append(addresses, ledger.Address(path))
		}
		for _, at := range addresses {
			lines = append(lines, ledger.Line{State: ledger.Gone, Address: at, To: g.Date.Value, Note: g.Reason})
		}
	}
	slices.SortStableFunc(lines, byAddress)
	return slices.CompactFunc(lines, func(a, b ledger.Line) bool { return a.Address == b.Address })
}

// listLines returns the lines of the lists that have a promise: years, months with their printable issues, and terms. The line of a
// term covers its years and feeds.
func listLines(s *Site) (lines []ledger.Line) {
	add := func(path, mark string) {
		lines = append(lines, ledger.Line{Address: ledger.Address(path), Note: mark})
	}
	shown := func(rs []*archive.Record) bool {
		return slices.ContainsFunc(rs, func(r *archive.Record) bool { return !hidden(r) })
	}
	for i, l := range s.views.Site.Languages {
		prefix := s.views.Prefix(l.Language)
		for _, y := range s.Archive.Years {
			if shown(y.Records) {
				add(prefix+address.Year(y.Year), "")
			}
			for _, m := range y.Months {
				if !shown(m.Records) {
					continue
				}
				add(prefix+address.Month(m.Year, int(m.Month)), "")
				if i == 0 {
					add(address.Issue(m.Year, int(m.Month)), "")
				}
			}
		}
		for _, t := range s.Archive.Trees {
			for _, n := range t.Nodes {
				if !n.Declared() && !slices.ContainsFunc(n.Listings, func(l archive.Listing) bool { return !hidden(l.Record) }) {
					continue
				}
				mark := ""
				if i == 0 {
					mark = ledger.Mark(n.Kind.String() + "/" + archive.FoldName(n.Names.In("").Text))
				}
				add(prefix+n.Path(), mark)
			}
		}
	}
	return lines
}

// movedFiles returns the lines of what went with a bulletin to its new address, besides its print view: its data and attachments.
func movedFiles(s *Site) (lines []ledger.Line) {
	for _, r := range s.moved {
		if hidden(r) {
			continue
		}
		for _, stem := range r.FormerStems() {
			for _, name := range besidePage(s, r) {
				lines = append(lines, ledger.Line{State: ledger.Moved, Address: ledger.Address(stem + name), To: ledger.Address(r.Stem + name)})
			}
		}
	}
	return lines
}

// besidePage returns the endings of the files of a bulletin that are no pages, as they follow its stem.
func besidePage(s *Site, r *archive.Record) (names []string) {
	if s.Settings.Config.JSON {
		names = append(names, ".json")
	}
	if s.Settings.Config.Markdown {
		names = append(names, ".md")
	}
	for i := range r.Attachments {
		names = append(names, "/"+r.Attachments[i].Name)
	}
	return names
}
