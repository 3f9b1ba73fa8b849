package ledger

import (
	"path"
	"slices"
	"strings"

	"gongbao/generator/address"
)

// Promised are the addresses that were promised once: a ledger, as a site published it.
type Promised struct {
	From  string // the ledger, as problems name it
	Bad   int    // lines that could not be understood
	BadAt int    // the number of the first

	text  string // not read yet
	lines []Line // in order of address
}

// Read returns the promises of a text that claims to be a ledger. It does not look at the lines yet.
func Read(from string, text []byte) *Promised { return &Promised{From: from, text: string(text)} }

// Paths returns the promises of a site without a ledger, from the paths of its files.
func Paths(paths []string, languages []string) *Promised {
	p := &Promised{}
	for _, file := range paths {
		if isPromise(file, languages) {
			p.lines = append(p.lines, Line{Address: Address(file)})
		}
	}
	p.sort()
	return p
}

// isPromise reports whether a ledger would list the address of a file. It lists no pages that every site has, and no parts of lists.
func isPromise(file string, languages []string) bool {
	at := pathOf(Address(file))
	family, made := address.Of(file, languages)
	switch {
	case !made || address.IsBulletin(file) || address.IsFeed(file):
		return true
	case address.TermFolder(file) != "":
		return strings.HasSuffix(at, address.TermFolder(file))
	case address.DateFolder(file) != "":
		return strings.HasSuffix(at, "/") || strings.HasSuffix(at, "/print.html") || strings.HasPrefix(at, address.Data)
	}
	return family.Folder == address.Data && !strings.HasSuffix(at, "/")
}

// A Vanished address was promised, and a site no longer explains it.
type Vanished struct {
	Line
	Now string // the address that the same thing has now; "" if it is not recognised
}

// Unexplained returns the promises that a ledger, the text now, does not explain: it neither has the address, nor a line that covers
// it. They are in order of address.
func Unexplained(now string, then ...*Promised) []Vanished {
	var missing []Line
	for _, t := range then {
		t.read(now)
		missing = append(missing, t.missing(now)...)
	}
	if len(missing) == 0 {
		return nil
	}
	slices.SortStableFunc(missing, byAddress)
	missing = slices.CompactFunc(missing, func(a, b Line) bool { return a.Address == b.Address })
	covered := coveredBy(now)
	missing = slices.DeleteFunc(missing, func(l Line) bool { return covered(l) })
	return recognise(missing, now)
}

func byAddress(a, b Line) int { return strings.Compare(a.Address, b.Address) }

// read reads the lines of a text, except those that it has in common with now at its start and its end. Two ledgers of one site
// differ in few lines.
func (p *Promised) read(now string) {
	if p.text == "" {
		return
	}
	text := p.text
	p.text = ""
	start, end := common(text, now)
	number := 1 + strings.Count(text[:start], "\n")
	for line := range strings.Lines(text[start:end]) {
		line = strings.TrimRight(line, "\r\n")
		l, ok := parse(line)
		switch {
		case ok:
			p.lines = append(p.lines, l)
		case line != "" && line[0] != '#':
			if p.Bad++; p.Bad == 1 {
				p.BadAt = number
			}
		}
		number++
	}
	p.sort()
}

// common returns where two texts begin and cease to differ, in bytes of the first and at the start of a line.
func common(a, b string) (start, end int) {
	const step = 4096
	n := min(len(a), len(b))
	for start+step <= n && a[start:start+step] == b[start:start+step] {
		start += step
	}
	for start < n && a[start] == b[start] {
		start++
	}
	if start == len(a) && start == len(b) {
		return start, start
	}
	start = strings.LastIndexByte(a[:start], '\n') + 1
	tail := 0
	for n -= start; tail+step <= n && a[len(a)-tail-step:len(a)-tail] == b[len(b)-tail-step:len(b)-tail]; {
		tail += step
	}
	for tail < n && a[len(a)-tail-1] == b[len(b)-tail-1] {
		tail++
	}
	end = len(a) - tail
	if i := strings.IndexByte(a[end:], '\n'); i >= 0 {
		end += i + 1
	} else {
		end = len(a)
	}
	return start, end
}

// sort puts the lines in order. Those of a ledger already are, unless someone edited it.
func (p *Promised) sort() {
	if !slices.IsSortedFunc(p.lines, byAddress) {
		slices.SortStableFunc(p.lines, byAddress)
	}
}

// missing returns the lines whose address a ledger does not have.
func (p *Promised) missing(now string) (missing []Line) {
	if len(p.lines) == 0 {
		return nil
	}
	rest := lines{now}
	has, more := rest.next()
	for _, l := range p.lines {
		for more && has < l.Address {
			has, more = rest.next()
		}
		if !more || has != l.Address {
			missing = append(missing, l)
		}
	}
	return missing
}

// lines walks through the addresses of a ledger that this program has made.
type lines struct{ rest string }

func (r *lines) next() (address string, ok bool) {
	for r.rest != "" {
		var line string
		line, r.rest, _ = strings.Cut(r.rest, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		_, address, _ = strings.Cut(line, "\t")
		address, _, _ = strings.Cut(address, "\t")
		return address, true
	}
	return "", false
}

// coveredBy returns a function that reports whether a line of a ledger covers a missing one.
func coveredBy(now string) func(l Line) bool {
	folders, gone, moved := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var patterns []string
	for text := range strings.Lines(now) {
		l, ok := parse(strings.TrimSuffix(text, "\n"))
		if !ok || l.State <= Withdrawn && !l.Covers() {
			continue
		}
		if l.Covers() {
			folders[l.Address] = true
		}
		if stem, page := pageStem(pathOf(l.Address)); page && l.State == Gone {
			gone[stem] = true
		} else if page {
			moved[stem] = true
		}
		if l.State == Gone && strings.Contains(l.Address, "*") {
			patterns = append(patterns, l.Address)
		}
	}
	return func(l Line) bool {
		at, _, _ := strings.Cut(l.Address, "?")
		for i := len(at) - 1; i > 0; i-- {
			if at[i] == '/' && folders[at[:i+1]] {
				return true
			}
		}
		for _, p := range patterns {
			start, end, _ := strings.Cut(p, "*")
			if len(at) >= len(start)+len(end) && strings.HasPrefix(at, start) && strings.HasSuffix(at, end) {
				return true
			}
		}
		if _, page := pageStem(pathOf(at)); page {
			return false
		}
		// What went with a page that moved is at its new address, or missing there.
		return goesWith(pathOf(at), gone) != "" || l.State == Moved && goesWith(pathOf(at), moved) != ""
	}
}

// recognise finds what is missing at other addresses, by its mark: first by the surest part, which nothing else shares, then by the
// others, if that leads to one address only. A bulletin without a mark is recognised by the last part of its address.
func recognise(missing []Line, now string) []Vanished {
	type place struct {
		part int
		mark string
	}
	found := map[place][]string{} // addresses
	slugs := false
	for _, l := range missing {
		for i, part := range parts(l) {
			found[place{i, part}] = nil
		}
		if slug := slugOf(l); slug != "" && l.Note == "" {
			found[place{slugPart, slug}] = nil
			slugs = true
		}
	}
	for text := range strings.Lines(now) {
		l, ok := parse(strings.TrimSuffix(text, "\n"))
		if !ok || l.State > Withdrawn {
			continue
		}
		if slugs {
			slug := place{slugPart, slugOf(l)}
			if list, wanted := found[slug]; wanted && len(list) < 2 {
				found[slug] = append(list, l.Address)
			}
		}
		for i, part := range parts(l) {
			if list, wanted := found[place{i, part}]; wanted && len(list) < 2 {
				found[place{i, part}] = append(list, l.Address)
			}
		}
	}
	all := make([]Vanished, len(missing))
	for i, l := range missing {
		all[i].Line = l
		if l.State == Moved {
			all[i].Now = l.To
			continue
		}
		for k, part := range parts(l) {
			if list := found[place{k, part}]; len(list) == 1 && all[i].Now == "" {
				all[i].Now = list[0]
			}
		}
		if list := found[place{slugPart, slugOf(l)}]; len(list) == 1 && l.Note == "" {
			all[i].Now = list[0]
		}
	}
	return all
}

// parts returns the parts of a line's mark.
func parts(l Line) (parts []string) {
	if l.State > Withdrawn {
		return nil
	}
	for n := l.Note; len(n) >= markSize; n = n[markSize:] {
		parts = append(parts, n[:markSize])
	}
	return parts
}

// slugPart stands for the last part of an address where the number of a mark's part is expected.
const slugPart = -1

// slugOf returns the last part of the address of a bulletin's page, or "".
func slugOf(l Line) string {
	stem, ok := address.BulletinStem(pathOf(l.Address))
	if !ok {
		return ""
	}
	return path.Base(stem)
}
