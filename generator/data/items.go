package data

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"github.com/zeebo/xxh3"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
)

// item is a published bulletin, with what the plan needs.
type item struct {
	*archive.Record
	key   key.Key // of everything that any file says of it
	opens bool    // it opens a segment of archived feeds, see feedparts.go
}

// span is the items from:to of one year.
type span struct{ year, from, to int }

// listRecords lists the published bulletins and sorts them by first publication.
func (p *planner) listRecords() {
	records := p.archive.Records
	p.items = make([]item, 0, len(records))
	p.index = make([]int32, len(records))
	p.nodes = map[*archive.Node]key.Key{}
	bodies := p.site.FullFeeds || p.site.JSON
	for _, r := range records {
		if hidden(r) {
			p.index[r.Index] = -1
			continue
		}
		p.index[r.Index] = int32(len(p.items))
		it := item{Record: r, key: p.recordKey(r, bodies)}
		it.opens = opens(r)
		p.items = append(p.items, it)
	}
	order := make([]int32, len(p.items))
	for i := range order {
		order[i] = int32(i)
		if year := p.items[i].Day.Year(); i == 0 || year != p.years[len(p.years)-1].year {
			p.years = append(p.years, span{year, i, i})
		}
		p.years[len(p.years)-1].to = i + 1
	}
	byFirst := func(a, b int32) int {
		x, y := p.items[a].Record, p.items[b].Record
		switch {
		case !x.First.Equal(y.First):
			return x.First.Compare(y.First)
		case x.Date.Equal(y.Date.Time):
			return cmp.Compare(a, b) // the archive sorts them by source
		}
		return strings.Compare(x.Source, y.Source)
	}
	if slices.IsSortedFunc(order, byFirst) {
		return
	}
	slices.SortFunc(order, byFirst)
	p.rank = make([]int32, len(order))
	for rank, i := range order {
		p.rank[i] = int32(rank)
	}
}

// hidden reports whether only previews show a bulletin.
func hidden(r *archive.Record) bool { return r.Draft || r.Scheduled }

// recordKey hashes everything that any file says of a bulletin: what its source says, with the body if files hold it, and what the
// archive and the settings made of it.
func (p *planner) recordKey(r *archive.Record, bodies bool) key.Key {
	b := p.scratch[:0]
	if bodies {
		b = append(b, r.Hash[:]...)
	}
	b = r.AppendFacts(b)
	b = appendPart(b, r.Path)
	b = appendPart(b, r.Language)
	b = append(b, byte(r.Status), flag(r.Expired))
	for _, t := range [...]time.Time{r.First, r.Date.Time, r.Updated.Time, r.ExpiresAt.Time} {
		b = appendInstant(b, t)
	}
	for _, c := range r.Changes {
		b = appendInstant(b, c.Date.Time)
	}
	nodes := func(ns ...*archive.Node) {
		b = append(b, byte(len(ns)))
		for _, n := range ns {
			k := p.nodeKey(n)
			b = append(b, k[:]...)
		}
	}
	nodes(r.Publishers...)
	nodes(r.Topics...)
	nodes(r.Region)
	for _, s := range r.Sections {
		nodes(s.Agency)
		b = appendPart(b, s.Heading.ID)
		b = appendPart(b, s.Heading.Text)
	}
	for _, ties := range [...][]*archive.Record{r.Supersedes, r.SupersededBy, r.Translations} {
		b = append(b, byte(len(ties)))
		for _, other := range ties {
			b = appendPart(b, other.Path)
			b = appendPart(b, other.Language)
			b = appendInstant(b, other.First)
			b = append(b, flag(hidden(other)))
		}
	}
	if bodies && len(r.Links) > 0 {
		for _, target := range p.texts.Targets(r) {
			b = appendPart(b, string(target))
		}
	}
	p.scratch = b
	return xxh3.Hash128(b).Bytes()
}

// nodeKey hashes what a bulletin's record says of an agency, topic or region.
func (p *planner) nodeKey(n *archive.Node) key.Key {
	if n == nil {
		return key.Key{}
	}
	k, ok := p.nodes[n]
	if !ok {
		k = key.Of(n.Path(), n.Names)
		p.nodes[n] = k
	}
	return k
}

// keyOf hashes the kind of a file and its records.
func (p *planner) keyOf(records []int32, what ...string) key.Key {
	b := append(p.scratch[:0], p.seed[:]...)
	for _, s := range what {
		b = appendPart(b, s)
	}
	for _, i := range records {
		b = append(b, p.items[i].key[:]...)
	}
	p.scratch = b
	return xxh3.Hash128(b).Bytes()
}

// between returns the numbers from a to b-1.
func between(a, b int) []int32 {
	list := make([]int32, b-a)
	for i := range list {
		list[i] = int32(a + i)
	}
	return list
}

func appendPart(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendInstant(b []byte, t time.Time) []byte {
	_, offset := t.Zone()
	return binary.AppendVarint(binary.AppendVarint(b, t.Unix()), int64(offset))
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// updated returns when a bulletin last changed from a reader's point of view: the latest of its first publication, its corrections,
// its withdrawal or erasure, the first publication of what supersedes it, and its expiry.
//
// Corrections have a day but no time, and a change of status has no date at all. So each of them adds one second: a second
// correction on the same day still leads to a later time, as RFC 4287 §4.2.15 demands, without a clock.
func updated(r *archive.Record) time.Time {
	last := r.First
	later := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	seconds := len(r.Changes) + int(r.Status)
	for _, on := range [...]bulletin.Date{r.Updated, r.WithdrawnOn, r.ErasedOn} {
		if !on.IsZero() {
			later(on.Time)
			seconds++
		}
	}
	for _, c := range r.Changes {
		later(c.Date.Time)
	}
	for _, newer := range r.SupersededBy {
		if !hidden(newer) {
			later(newer.First)
		}
	}
	if r.Expired {
		later(r.ExpiresAt.Time)
	}
	return last.Add(time.Duration(seconds) * time.Second)
}

// status returns the word for a bulletin's place in its life.
func status(r *archive.Record) string {
	if r.Status == archive.Current && r.Expired {
		return "expired"
	}
	return r.Status.String()
}

// enclosed returns the attachments that feeds hand on: those of a withdrawn bulletin stay on its page.
func enclosed(r *archive.Record) []bulletin.Attachment {
	if r.Withheld() {
		return nil
	}
	return listed(r)
}

// listed returns the attachments that a bulletin names, without images that only its text shows.
func listed(r *archive.Record) []bulletin.Attachment {
	if !slices.ContainsFunc(r.Attachments, func(a bulletin.Attachment) bool { return a.Unlisted }) {
		return r.Attachments
	}
	return slices.DeleteFunc(slices.Clone(r.Attachments), func(a bulletin.Attachment) bool { return a.Unlisted })
}
