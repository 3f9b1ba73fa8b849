package archive

import (
	"slices"
	"strings"
	"time"

	"gongbao/generator/bulletin"
)

// A Year holds the bulletins of one year, oldest first.
type Year struct {
	Year    int
	Records []*Record
	Months  []Month
}

// A Month holds the bulletins of one month, oldest first.
type Month struct {
	Year    int
	Month   time.Month
	Records []*Record
}

// makeRecords makes the records of all visible bulletins and sorts them.
func (b *builder) makeRecords(bulletins []*bulletin.Bulletin) {
	store := make([]Record, len(bulletins))
	half := len(store) / 2
	start := func(b *builder, from, to int) {
		for i := from; i < to; i++ {
			store[i].archive = b.archive
			store[i].start(bulletins[i], b.options)
		}
	}
	b.both(func(b *builder) { start(b, 0, half) }, func(b *builder) { start(b, half, len(store)) })

	bySource := make([]*Record, 0, len(store))
	for i := range store {
		if r := &store[i]; b.options.Drafts || !r.Draft && !r.Scheduled {
			bySource = append(bySource, r)
		} else {
			b.hidden = append(b.hidden, r)
		}
	}
	slices.SortFunc(bySource, func(x, y *Record) int { return strings.Compare(x.Source, y.Source) }) // they usually come in this order
	b.archive.bySource = bySource
	b.archive.Records = oldestFirst(bySource)
	for i, r := range b.archive.Records {
		r.Index = i
	}
}

// start fills in what does not depend on other bulletins.
func (r *Record) start(bu *bulletin.Bulletin, o Options) {
	r.Bulletin = bu
	r.First = bu.Appears()
	r.Scheduled = r.First.After(o.Now)
	r.Expired = !bu.ExpiresAt.IsZero() && !bu.ExpiresAt.After(o.Now)
	y, m, d := bu.Date.Date()
	r.Day = time.Date(y, m, d, 0, 0, 0, 0, bu.Date.Location())
	r.day = dayNumber(y, int(m), d)
	r.Language = bu.Language.Value
	if r.Language == "" {
		r.Language = o.Languages[0]
	}
	if bu.EraseTitle && bu.Title.Value == "" {
		titled := *bu // what the sources hold is shared with other archives
		titled.Title.Value = o.Untitled.In(r.Language).Text
		r.Bulletin = &titled
	}
}

// oldestFirst sorts bulletins, which come in order of source path, by date. Comparing numbers is fast, so it sorts numbers that
// hold the day and the position by path. It then sorts the bulletins of each day by time, if any bulletin has one.
func oldestFirst(bySource []*Record) []*Record {
	order := make([]uint64, len(bySource))
	timed := false
	for i, r := range bySource {
		order[i] = uint64(r.day)<<32 | uint64(i)
		timed = timed || !r.Date.Equal(r.Day)
	}
	slices.Sort(order)
	records := make([]*Record, len(order))
	for i, key := range order {
		records[i] = bySource[uint32(key)]
	}
	for rest := records; timed && len(rest) > 0; {
		n := prefix(rest, func(r *Record) bool { return r.day == rest[0].day })
		slices.SortStableFunc(rest[:n], func(x, y *Record) int { return x.Date.Compare(y.Date.Time) })
		rest = rest[n:]
	}
	return records
}

// groupYears groups the records by year and month.
func (b *builder) groupYears() {
	rs := b.archive.Records
	for len(rs) > 0 {
		year := rs[0].Day.Year()
		n := prefix(rs, func(r *Record) bool { return r.Day.Year() == year })
		y := Year{Year: year, Records: rs[:n:n]}
		for ms := y.Records; len(ms) > 0; {
			month := ms[0].Day.Month()
			k := prefix(ms, func(r *Record) bool { return r.Day.Month() == month })
			y.Months = append(y.Months, Month{year, month, ms[:k:k]})
			ms = ms[k:]
		}
		b.archive.Years = append(b.archive.Years, y)
		rs = rs[n:]
	}
}

// prefix returns how many records at the start satisfy ok.
func prefix(rs []*Record, ok func(*Record) bool) int {
	n := 0
	for n < len(rs) && ok(rs[n]) {
		n++
	}
	return n
}

// dayNumber maps a day to a number that grows from day to day. A difference is close enough to the number of days for ranking.
func dayNumber(year, month, day int) int { return (year*12+month)*31 + day }

// dayOf returns the dayNumber of an address such as 2020/02/21/slug.html. ok is false for an address of another form.
func dayOf(address string) (day int, ok bool) {
	t, err := time.Parse("2006/01/02/", address[:min(len(address), len("2006/01/02/"))])
	return dayNumber(t.Year(), int(t.Month()), t.Day()), err == nil
}
