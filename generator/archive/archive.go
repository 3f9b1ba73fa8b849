// Package archive is the model of the archive: the bulletins in order, the trees of agencies, topics and regions, and the links
// between bulletins.
//
// New builds an archive only from metadata; it reads no file and no clock. An Archive never changes after that, so any number
// of goroutines may read it. The same bulletins make the same archive, in any order: lists are oldest first, and by source path
// within a day (TestOrderOfSourcesAndNumberOfJobsDoNotMatter).
//
// Building takes five steps, each of which needs the ones before it: sort the bulletins (chronology.go); resolve the terms that
// they name (lookup.go, resolve.go) and assign their addresses (permalinks.go); connect bulletins that replace or translate one
// another (lifecycle.go); find the headings that open an agency's section (sections.go); fill the lists of all terms
// (listings.go) and years. A bulletin's neighbours and related bulletins are computed from these lists when its page asks.
package archive

import (
	"path"
	"slices"
	"strings"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/parallel"
	"gongbao/generator/problem"
)

// An Archive holds every visible bulletin, and the lists that lead to them.
type Archive struct {
	Records []*Record // oldest first; within a day by time, then source path
	Trees   []*Tree   // by Kind
	Years   []Year    // oldest first, only those with a bulletin
	Series  []Series  // numbered series, by publisher and prefix
	Changes []Change  // of all bulletins after their publication, oldest first

	bySource  []*Record // in order of source path
	relations relations
	unrelated bool // Related returns nothing
}

// A Record is a bulletin in its place in the archive.
type Record struct {
	*bulletin.Bulletin
	Index     int    // in Archive.Records
	Path      string // of its page below the site's root: "2020/02/21/slug.html"
	Stem      string // Path without its ending; attachments are below it: "2020/02/21/slug"
	Language  string
	Day       time.Time // of publication, without its time of day
	First     time.Time // when it was first published here: publish_at, or else the date
	Scheduled bool      // First is in the future; only previews and builds with drafts show it
	Expired   bool      // expires_at has passed

	Publishers []*Node
	Topics     []*Node
	Region     *Node // nil: none
	Sections   []Section

	Supersedes   []*Record
	SupersededBy []*Record
	Translations []*Record // in other languages, in order of language

	archive *Archive
	terms   []*Node // of all kinds, in the order of Kinds
	places  []int32 // for each of terms: where the record is in Node.own
	day     int     // dayNumber of Day
}

// Terms returns the terms of one kind that the bulletin names, or that its publisher implies.
func (r *Record) Terms(kind Kind) []*Node {
	from := 0
	for from < len(r.terms) && r.terms[from].Kind < kind {
		from++
	}
	to := from
	for to < len(r.terms) && r.terms[to].Kind == kind {
		to++
	}
	return r.terms[from:to:to]
}

// A Section is the part of a bulletin that speaks for one agency.
type Section struct {
	Agency  *Node
	Heading *bulletin.Heading
}

// Options are the site's settings that shape its archive.
type Options struct {
	Root      string    // the content folder, as problems name it: "content"
	Languages []string  // of the site; the first is the default
	Now       time.Time // decides what is scheduled and what has expired; a bulletin with a later date is not published yet
	Drafts    bool      // include drafts and scheduled bulletins
	Unrelated bool      // Related returns nothing
	Pretty    bool      // folders instead of files: 2020/02/21/slug/index.html
	Untitled  Names     // the title of a bulletin whose own title was erased
	Jobs      int       // parallel workers; 0: one for each CPU
}

// BySource returns the bulletin of a source path such as "bulletins/2020/a.md".
func (a *Archive) BySource(source string) (*Record, bool) {
	i, ok := slices.BinarySearchFunc(a.bySource, source, func(r *Record, source string) int { return strings.Compare(r.Source, source) })
	if !ok {
		return nil, false
	}
	return a.bySource[i], true
}

// ByAddress returns the bulletin whose page is at a path below the site's root. It ignores letter case.
func (a *Archive) ByAddress(path string) (*Record, bool) {
	path = strings.ToLower(path)
	day, ok := dayOf(path)
	if !ok {
		return nil, false
	}
	from, _ := slices.BinarySearchFunc(a.Records, day, func(r *Record, day int) int { return r.day - day })
	for _, r := range a.Records[from:] {
		if r.day != day {
			break
		}
		if strings.ToLower(r.Path) == path {
			return r, true
		}
	}
	return nil, false
}

// New builds an archive. It reports the problems that no single source shows: unknown and ambiguous names, addresses and
// numbers used twice, references that lead nowhere. They are sorted by file and place.
func New(bulletins []*bulletin.Bulletin, v Vocabulary, o Options) (*Archive, []problem.Problem) {
	b := &builder{options: o, archive: &Archive{unrelated: o.Unrelated}}
	for _, kind := range Kinds {
		b.trees = append(b.trees, newTree(kind, v.Terms[kind], v.Strict))
	}
	b.resolveRegions()
	b.makeRecords(bulletins)
	b.both(
		(*builder).resolveNames,
		func(b *builder) { b.assignAddresses(); b.connectLifecycle(); b.connectTranslations() },
	)
	b.findSections()
	b.checkUndeclared()
	b.both((*builder).fillLists, func(b *builder) { b.collectSeries(); b.groupYears(); b.collectChanges() })
	a := b.archive
	for _, t := range b.trees {
		a.Trees = append(a.Trees, t.finish())
	}
	return a, problem.Sort(b.problems)
}

// builder is the state of New.
type builder struct {
	options  Options
	archive  *Archive
	trees    []*treeBuilder // by Kind
	hidden   []*Record      // drafts and scheduled bulletins that are left out
	problems []problem.Problem
}

// both runs two steps, in parallel if Jobs allows it. Neither may touch what the other writes.
func (b *builder) both(one, other func(*builder)) {
	second := *b
	second.problems = nil
	parallel.Each(2, b.options.Jobs, func(i int) {
		if i == 0 {
			one(b)
		} else {
			other(&second)
		}
	})
	b.problems = append(b.problems, second.problems...)
}

// report adds a problem in the source of a bulletin. The caller may add a hint.
func (b *builder) report(r *Record, pos problem.Pos, code problem.Code, format string, args ...any) *problem.Problem {
	b.problems = append(b.problems, problem.New(code, b.file(r), pos, format, args...))
	return &b.problems[len(b.problems)-1]
}

// file returns the name of a bulletin's source for problems.
func (b *builder) file(r *Record) string { return path.Join(b.options.Root, r.Source) }
