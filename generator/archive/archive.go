// Package archive is the model of the whole record: bulletins in order, the trees of agencies, topics and regions, and
// the ties between bulletins. New makes it from metadata alone, each time anew; it is immutable afterwards, and pure, so
// that nothing in it ever needs to be kept up to date.
package archive

import (
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// An Archive is every bulletin that is to be seen, and what leads to them.
type Archive struct {
	Records  []*Record // oldest first; on one day by source path
	Agencies *Tree
	Topics   *Tree
	Regions  *Tree
	Years    []Year   // oldest first, only those that hold a bulletin
	Series   []Series // numbered series, by publisher and prefix

	bySource  []*Record // in order of source path
	relatives relatives
	unrelated bool // no related bulletins are wanted
}

// A Record is a bulletin in its place.
type Record struct {
	*bulletin.Bulletin
	Index     int    // in Archive.Records
	Path      string // of its page below the site's root: "2020/02/21/slug.html"
	Stem      string // Path without its ending; its attachments lie below: "2020/02/21/slug"
	Language  string
	Day       time.Time // of publication, midnight in the site's time zone
	First     time.Time // when it was first published here: publish_at, or else the date
	Scheduled bool      // publish_at lies ahead; seen in drafts alone
	Expired   bool      // expires_at has passed

	Publishers []*Node
	Region     *Node // nil: none
	Topics     []*Node
	Sections   []Section

	Previous, Next *Record // of the same first publisher, by date
	Supersedes     []*Record
	SupersededBy   []*Record
	Translations   []*Record // in other languages, in order of language

	archive *Archive
	places  []int32 // in the own bulletins of each of nodes
	day     int     // dayNumber of Day
}

// A Section is the part of a bulletin that speaks for one agency.
type Section struct {
	Agency  *Node
	Heading *bulletin.Heading
}

// A Year holds the bulletins of one year, a Month those of one month; both oldest first.
type Year struct {
	Year    int
	Records []*Record
	Months  []Month
}

// Month is one month of a year.
type Month struct {
	Year    int
	Month   time.Month
	Records []*Record
}

// Options are what the site says of its archive.
type Options struct {
	Root      string    // how problems name the content folder: "content"
	Languages []string  // the site's; the first is the default
	Now       time.Time // decides what is scheduled and what has expired
	Drafts    bool      // show drafts and scheduled bulletins too
	Unrelated bool      // find no related bulletins
	Pretty    bool      // folders instead of files: 2020/02/21/slug/index.html
}

// BySource gives the bulletin of a source path such as "bulletins/2020/a.md".
func (a *Archive) BySource(source string) (*Record, bool) {
	i, ok := slices.BinarySearchFunc(a.bySource, source, func(r *Record, source string) int { return strings.Compare(r.Source, source) })
	if !ok {
		return nil, false
	}
	return a.bySource[i], true
}

// ByAddress gives the bulletin whose page, below the site's root, is at a path; letter case makes no difference.
func (a *Archive) ByAddress(path string) (*Record, bool) {
	path = lower(path)
	day, ok := dayOf(path)
	if !ok {
		return nil, false
	}
	from, _ := slices.BinarySearchFunc(a.Records, day, func(r *Record, day int) int { return r.day - day })
	for _, r := range a.Records[from:] {
		if r.day != day {
			break
		}
		if lower(r.Path) == path {
			return r, true
		}
	}
	return nil, false
}

// New makes the model. The problems it reports are those that no source shows by itself: unknown names, addresses and
// numbers used twice, ties that lead nowhere.
func New(bulletins []*bulletin.Bulletin, v Vocabulary, o Options) (*Archive, []problem.Problem) {
	b := &builder{options: o, archive: &Archive{unrelated: o.Unrelated}}
	b.agencies = newTree(Agencies, v.Agencies, v.Strict)
	b.topics = newTree(Topics, v.Topics, v.Strict)
	b.regions = newTree(Regions, v.Regions, v.Strict)
	b.agencyRegions()
	b.records(bulletins)
	b.both(
		(*builder).names,
		func(b *builder) { b.addresses(); b.lifecycle(); b.translations() },
	)
	b.sections()
	b.both((*builder).lists, func(b *builder) { b.numbers(); b.years() })
	a := b.archive
	a.Agencies, a.Topics, a.Regions = b.agencies.finish(), b.topics.finish(), b.regions.finish()
	return a, problem.Sort(b.problems)
}

// builder gathers what New needs while the model is made.
type builder struct {
	options                   Options
	archive                   *Archive
	agencies, topics, regions *treeBuilder
	problems                  []problem.Problem
}

// both does two things side by side, of which neither touches what the other makes.
func (b *builder) both(one, other func(*builder)) {
	beside := *b
	beside.problems = nil
	var wg sync.WaitGroup
	wg.Go(func() { other(&beside) })
	one(b)
	wg.Wait()
	b.problems = append(b.problems, beside.problems...)
}

func (b *builder) report(p problem.Problem) { b.problems = append(b.problems, p) }

func (b *builder) file(source string) string { return path.Join(b.options.Root, source) }

// records takes the bulletins that are to be seen, oldest first.
func (b *builder) records(bulletins []*bulletin.Bulletin) {
	store := make([]Record, len(bulletins))
	half := len(store) / 2
	take := func(b *builder, from, to int) {
		for i := from; i < to; i++ {
			store[i].archive = b.archive
			store[i].take(bulletins[i], b.options)
		}
	}
	b.both(func(b *builder) { take(b, 0, half) }, func(b *builder) { take(b, half, len(store)) })

	bySource := make([]*Record, 0, len(store))
	for i := range store {
		if r := &store[i]; b.options.Drafts || !r.Draft && !r.Scheduled {
			bySource = append(bySource, r)
		}
	}
	slices.SortFunc(bySource, func(x, y *Record) int { return strings.Compare(x.Source, y.Source) }) // most often they are
	b.archive.bySource = bySource
	b.archive.Records = oldestFirst(bySource)
	for i, r := range b.archive.Records {
		r.Index = i
	}
}

// oldestFirst puts bulletins, which come in order of path, in order of date. Only numbers are sorted: the day, and behind it
// the place by path. Then those of one day are, if any has a time of day.
func oldestFirst(bySource []*Record) []*Record {
	order := make([]uint64, len(bySource))
	timed := false
	for i, r := range bySource {
		order[i] = uint64(r.day)<<32 | uint64(i)
		timed = timed || !r.Date.Equal(r.Day)
	}
	slices.Sort(order)
	records := make([]*Record, len(order))
	for i, place := range order {
		records[i] = bySource[uint32(place)]
	}
	for rest := records; timed && len(rest) > 0; {
		n := prefix(rest, func(r *Record) bool { return r.day == rest[0].day })
		slices.SortStableFunc(rest[:n], func(x, y *Record) int { return x.Date.Compare(y.Date.Time) })
		rest = rest[n:]
	}
	return records
}

// take makes the record of a bulletin, as far as that does not depend on others.
func (r *Record) take(bu *bulletin.Bulletin, o Options) {
	r.Bulletin = bu
	r.Scheduled = !bu.PublishAt.IsZero() && bu.PublishAt.After(o.Now)
	r.Expired = !bu.ExpiresAt.IsZero() && !bu.ExpiresAt.After(o.Now)
	y, m, d := bu.Date.Date()
	r.Day = time.Date(y, m, d, 0, 0, 0, 0, bu.Date.Location())
	r.day = dayNumber(y, int(m), d)
	r.First = bu.Date.Time
	if !bu.PublishAt.IsZero() {
		r.First = bu.PublishAt.Time
	}
	r.Language = bu.Language.Value
	if r.Language == "" {
		r.Language = o.Languages[0]
	}
}

func (b *builder) years() {
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

// prefix counts the records at the start for which ok holds.
func prefix(rs []*Record, ok func(*Record) bool) int {
	n := 0
	for n < len(rs) && ok(rs[n]) {
		n++
	}
	return n
}
