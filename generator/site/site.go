// Package site joins settings and sources to a site: the archive, the views that templates get, and every output file.
//
// A Site never changes after New has returned it; Plan and Finder only read it. The exception is a Live, the site that a preview keeps
// up to date.
package site

import (
	"path"
	"slices"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
	"gongbao/generator/settings"
	"gongbao/generator/source"
)

// Options say where a site is read from, and what is shown of it.
type Options struct {
	Settings settings.Options
	Cache    string // folder of the store; empty: a temporary one
	Jobs     int    // parallel workers; 0: one for each CPU
	Drafts   bool   // show drafts and scheduled bulletins
	Now      Moment // decides what is scheduled or expired

	Begin    func(unknown int)     // as for source.Options
	Progress func(done, total int) // of reading
}

// A Moment is a point in time, or a day of the calendar, which begins when it does in the site's time zone.
type Moment struct {
	time.Time
	IsDay bool // only the date counts, not the time of day
}

// In returns the point in time. A day begins as a date in front matter does, and one that the zone skipped when the next day begins.
func (m Moment) In(zone *time.Location) time.Time {
	if !m.IsDay {
		return m.Time
	}
	year, month, day := m.Date()
	begins, _ := bulletin.StartOfDay(year, month, day, zone)
	return begins
}

// Reading returns the options for reading sources.
func (o *Options) Reading(s *settings.Settings) source.Options {
	return source.Options{Content: o.Settings.Content, Location: s.Config.TimeZone, HTML: markdownOf(s).HTML, Host: s.Config.Host,
		Cache: o.Cache, Jobs: o.Jobs, Begin: o.Begin, Progress: o.Progress}
}

func markdownOf(s *settings.Settings) markdown.Options {
	if s.Config.SanitizedHTML {
		return markdown.Options{HTML: markdown.HTMLSanitized}
	}
	return markdown.Options{HTML: markdown.HTMLOff}
}

// A Site consists of settings and sources, and of the archive made from them.
type Site struct {
	Settings *settings.Settings
	Sources  *source.Sources
	Archive  *archive.Archive
	Problems []problem.Problem // of everything, sorted
	Now      time.Time         // decided what is scheduled or expired
	Schedule Schedule          // what will change after Now although no source does

	options Options
	views   *pages.Views
	aliases []alias
	moved   []*archive.Record // with aliases that were addresses of this site
}

// New makes the model of a site and checks what a source cannot show by itself: numbers and addresses used twice, links between
// sources, names that are in no vocabulary. It never fails; a site with errors among its Problems must not be published.
func New(set *settings.Settings, sources *source.Sources, o Options) *Site {
	c := &set.Config
	s := &Site{Settings: set, Sources: sources, Now: o.Now.In(c.TimeZone), options: o}
	var found []problem.Problem
	s.Archive, found = archive.New(sources.Bulletins(), set.Vocabulary, archive.Options{
		Root: o.Settings.Content, Languages: c.Languages, Now: s.Now, Drafts: o.Drafts, Pretty: c.PrettyURLs, Unrelated: !c.Related, Jobs: o.Jobs,
		Untitled: s.message("notice.untitled")})
	s.Schedule = s.lookAhead()
	s.views = s.newViews()
	var clashes []problem.Problem
	s.aliases, clashes = s.collectAliases()
	links := s.checkLinks() // after the aliases, since links may lead to them
	s.Problems = problem.Sort(slices.Concat(set.Problems, sources.Problems, found, links, clashes, s.unlikelyDates(), checkActive(s)))
	return s
}

// Markdown returns the options with which the site renders texts.
func (s *Site) Markdown() markdown.Options { return markdownOf(s.Settings) }

// Text returns the plain text of a bulletin's body.
func (s *Site) Text(r *archive.Record) (string, error) { return s.Sources.Text(&r.Bulletin.Page) }

// show returns how problems name a source.
func (s *Site) show(source string) string { return path.Join(s.options.Settings.Content, source) }
