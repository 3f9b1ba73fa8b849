// Package generator turns a folder of markdown bulletins into a static archive of record: a page and a print view for each
// bulletin, an index for each agency, topic, region and date, feeds, search and open data.
//
// Three kinds of people use it, and each decision is made for one of them: editors write a file, see it at once and publish it;
// the public finds a bulletin, reads, prints, cites and trusts it; web hosts copy files to a server.
//
// # Glossary
//
//	source    a markdown file of the content folder, a folder with index.md and its attachments, or a file below static/ (package source)
//	item      a source as it was last read: a bulletin or a page, the place of its body, its problems (source.Item)
//	bulletin  what a source below bulletins/ says: front matter, headings, links (bulletin.Bulletin)
//	page      what a source below pages/ says (bulletin.Page); also any HTML file of the site
//	body      the rendered text of a source, with gaps for addresses (source.HTML)
//	store     the folder that remembers items and bodies between builds (source/store.go)
//	record    a bulletin in its place in the archive: path, agencies, neighbours, related bulletins (archive.Record)
//	term      an agency, topic or region; a node is a term in the tree of its kind (archive.Node, archive.Kinds)
//	family    addresses that the site makes in one way, such as those below /agencies/ (address.Families)
//	view      the plain struct that a template gets, and nothing else (pages.Bulletin, pages.List, …)
//	plan      every output file: its path, a key, and a function that renders it (site.Site.Plan)
//	key       a hash of all that decides the bytes of a file (package key)
//	slip      markdown or front matter that was typed almost right and is read as something else (slips.Slip, fields/yaml_slips.go)
//	change    a correction, withdrawal, erasure or replacement of a published bulletin (archive.Change)
//	erased    of a bulletin: its text is in no file, and its page says so (bulletin/erasure.go)
//	withheld  of a bulletin: withdrawn or erased, so that nothing but its own page may quote it (Bulletin.Withheld)
//	active    of a file: a browser or server would run something in it (source/activefiles.go)
//	ledger    the list of all addresses that a site promises, and what became of each (package ledger)
//	problem   something wrong, with a code, a place, what was expected, and a hint (package problem)
//	cause     what several problems have in common, so that people see them as one (problem.Causes)
//	volume    a year of the archive that is planned separately; not built yet
//
// # The house
//
//	cmd/gongbao      the command line: one file for each command; sets the memory of the process
//	cmd/benchmark    gongbao, Hugo and the floor on one corpus; two binaries compared
//	content          the sample archive
//	themes           the default theme, gazette, embedded
//	generator        Build: one call after the other
//	  generator.go     settings.Read, source.Load, site.New, Site.Plan, publish.Publish
//	  unchanged.go     a build that has nothing to do
//	  promises.go      what was promised, compared with what the site is about to promise
//	  settings         site.yaml, vocabularies, theme -> Settings
//	  source           the content folder -> Sources: walk, read, store, body
//	  site             settings + sources -> Site; plan, render, find. Only the site of a preview changes (live.go)
//	  bulletin         one source text -> one Bulletin or Page; Fields declares front matter
//	  fields           YAML, TOML and JSON read strictly, each value with its place
//	  markdown         text -> HTML, outline, plain text
//	  archive          the immutable model: terms, dates, series, lifecycle, neighbours, related bulletins
//	  address          families of addresses, and the paths of pages
//	  pages            what people read: views, theme, print
//	    template         html/template's safety at the speed of appending bytes
//	  data             what programs read: feeds, sitemap, open data
//	  search           the static search index
//	  ledger           every address ever promised: the ledger, what vanished from it, gone.yaml
//	  publish          planned files -> the output folder: difference, atomic writes, manifest
//	  preview          the editor's server
//	  slips            what was meant as markdown and is not read as such, and its correction
//	  check            sources and the built archive, as a careful colleague reads them
//	  legacy           old pages -> bulletins, with damaged text repaired
//	  han              Chinese text: scripts, pinyin, order
//	  problem          Problem, and Rules: every code with its level and its reason
//	  internal         memory that is reused, times of files, and helpers of tests
//	  key packed escape parallel   a hash, a binary form, escaping, the worker pool: one of each
//	  confined         files of a folder that others may write to, and none outside it
//	  corpus           synthetic archives for benchmarks and tests
//
// Imports run one way (TestImportsRunOneWay); files and functions stay small, and no two rooms have a file of one name
// (TestHouseKeepsItsLimits).
//
// # Where to find
//
//	a summary is made      markdown/summary.go, unless front matter gives one
//	a list is cut          pages: Parts and YearsOf
//	a key is hashed        page, bulletin and issues in site/plan.go; how a value is hashed: key/key.go
//	a source is read       reader.item in source/read.go
//	a day begins           bulletin.StartOfDay: dates in front matter, and the day of a build
//	a time is waited for   site/schedule.go: what is not published yet, and when the site changes without an edit
//	an address is made     address/paths.go; a bulletin's own: archive
//	a problem is printed   as problem.Visible, each cause once: findings.go in cmd/gongbao, terminal.go and excerpt.go in preview
//	a slip is corrected    in front matter: fields/yaml_slips.go, toml_slips.go, bulletin/othernames.go, datehint.go; in texts: slips
//	a link leads somewhere site/sourcelinks.go; one to an address of the site: site/ownaddresses.go
//	two names are equal    archive.FoldName, bulletin.FoldNumber, publish.Fold (paths); nearly equal: problem.Alike and Nearest
//	a file is not read     source: filenames.go, notpublished.go, misplaced.go
//	a date is doubted      in its source: bulletin/consistency.go; by the day of the build: site/unlikelydates.go
//	a text is erased       by Parse: bulletin/erasure.go; from the store: store.compact, with purge
//	an address is kept     site: aliases.go, formeraddresses.go, goneaddresses.go; what is promised: promisedlines.go
//	a field is declared    bulletin.Fields: parsing, codec, hints, help, schema, open data and preview follow from it
//	a family is declared   address.Families: plan, preview, sitemap, reserved names and check follow
//	a rule is declared     problem.Rules: reports, SARIF and the help of check follow
//	a kind is declared     archive.Kinds: vocabularies, trees, pages, feeds and search follow
//	a setting is declared  settings.Keys: reading, hints and help follow
//
// CONTRIBUTING.md in .github has a recipe for each.
//
// # The spine
//
//	content/ -> settings.Read -> source.Load -> site.New -> Site.Plan -> publish.Publish -> public/
//
// Each stage takes the value that the one before it returned, so no order of calls is hidden.
//
// Settings are read whole. Read never fails: missing settings have defaults, and wrong ones are problems.
//
//   - Incremental: nothing is kept. The settings are part of the keys of the pages that show them (pages.Site.AppendKey), and a store
//     belongs to the options that decide parsing (TestOptionsThatDecideParsingAreTheStoresOwn). A change behind a symbolic link is a
//     change of the settings (TestChangeBehindALinkChangesTheState).
//
// Sources are listed, then read. What an item says depends on that one source, the files beside it and the options. A body is
// rendered here, once, for its page, its print view, its month's issue and the feeds; it stays in the store until a page needs it, so
// memory is bounded by metadata.
//
//   - Incremental: items and bodies are kept in the store, by content hash. A file of the same size, times and inode is not hashed again,
//     unless it changed within two seconds of being read (TestOnlyWhatChangedIsReadAgain, TestFileThatChangedJustNowIsReadAgain). A
//     damaged store costs time and nothing else (TestDamagedIndexIsNeverMisread, TestDamagedBodyIsParsedAgainFromItsSource).
//
// The model is made by archive.New from metadata; site.New then checks what no single source can show: links between sources,
// addresses and numbers used twice, files that site.yaml must allow, and whatever depends on the day of the build.
//
//   - Incremental: nothing is kept. The model is pure, and fast enough to be made again for each build. A preview replaces single
//     bulletins in it if nothing else depends on the change (site.Live.Update, TestUpdateShowsWhatAFreshLoadShows).
//
// The plan names every output file. A key is a hash of the whole view, of the template with all it calls, and of the program. A
// template gets a plain struct and nothing else, so the key is complete by construction; if a view leaves the body out, it holds the
// hash of the source instead (TestFileWithTheSameKeyHasTheSameBytes). Pages are put together in memory that is reused, by the rule at
// the head of site's bench (TestNoPageHoldsTextOfAnother).
//
//   - Incremental: nothing is kept. All views are made and hashed for each build. That is most of the cost of one edit, so views are
//     made in memory that is reused, and hashed without reflection.
//
// Publish skips every file whose key is in the last manifest, renders the others in parallel, and moves into place what differs: new
// files before changed ones before deletions, so that no reader meets a dead link. If anything fails before the first move, the last
// good site stays.
//
//   - Incremental: keys and sizes are kept in the manifest of the output folder, by path. A build in which nothing changed compares
//     the state of sources, settings and site with a note in the store, and ends (TestBuildWithNothingToDo).
//
// A preview serves from the same plan: site.Finder finds a page by its path and renders it when the browser requests it
// (TestFinderRendersWhatThePlanDoes).
//
// # The laws
//
// An incremental build and a clean build give the same bytes. TestIncrementalBuildEqualsCleanBuild edits, adds, renames, links and
// deletes at random and compares the two. What would break it, or make one edit touch a thousand pages, is forbidden: a build time
// or a site-wide count in a shared header or footer, pages numbered from the newest, map order. Lists are cut by year and numbered
// from the oldest, so a full part never changes again (TestOneEditTouchesFewFiles). Related bulletins are earlier ones if there are
// enough.
//
// The same sources give the same bytes, whatever the machine, time zone, number of CPUs or order of files
// (TestBuildDependsOnTheSourcesAlone, TestPlanIsTheSameTwice). Options.Now is the only clock.
//
// # Addresses
//
// Addresses are promises. They never depend on a count, a position or the time of the build. All links are relative, so a copy
// of the archive works in any folder of any host, and a bulletin opens from a disk (TestEveryLinkOfTheSampleResolves). Each address
// belongs to one family or was chosen by an author (TestEveryPlannedFileHasAnAddressOfItsFamily).
//
//	/                                             newest bulletins, ways in, a chart of the archive over time
//	/YYYY/MM/DD/SLUG.html  .../SLUG.print.html    a bulletin; its print view; its files below .../SLUG/
//	/YYYY/  /YYYY/MM/  /YYYY/MM/print.html        by date; a month's bulletins bound as one printable issue
//	/agencies/  /agencies/ID/  /agencies/ID/YYYY/ all; one; its years; the same below /topics/ and /regions/
//	.../YYYY/N.html  .../MM/N.html                a full part of a long list, numbered from the oldest
//	.../feed.xml  .../feed.json                   Atom and JSON Feed of the site and of each term
//	/changes/  /changes/YYYY/                     corrections, withdrawals, replacements and erasures, with a feed
//	/search/  /about.html  /404.html
//	/data/                                        open data, and the page that describes it
//	/data/next-change.json                        when the site will next differ although no source does
//	/data/addresses.txt                           the ledger: every address that the site promises
//	/YYYY/MM/DD/SLUG.json  SLUG.md                a bulletin's data and source, by setting
//	/sitemap.xml  /robots.txt  /opensearch.xml
//	/assets/NAME.HASH.EXT                         styles and scripts, safe to cache for ever
//	any other                                     files of static/, aliases, former addresses of terms, addresses in gone.yaml
//
// A site remembers its addresses: data/addresses.txt, its ledger, lists each that is current, withdrawn, moved or gone. The ledger is
// made from the sources alone, by the laws above, so an address that the sources forget is not in it; such addresses are kept beside
// the manifest until something explains them, and each build and check reports them with the line to paste. The ledger carries marks,
// hashes of what stays the same when a bulletin moves (its source, its number), so that the line can be printed even in a build that
// starts with nothing but the published ledger. One line that an editor pastes explains all that moved together: an alias that was a
// bulletin's address keeps its print view, data and attachments too, and the lists of a month that it left empty; former_ids keep a
// term's years and feeds; an entry of gone.yaml keeps a page that says since when and why.
//
// Home and index pages in the site's other languages are below /en/, /zh-Hant/; a bulletin has one address, in its own language.
// With pretty_urls a bulletin is a folder: .../SLUG/ and .../SLUG/print.html.
//
// # Content
//
// `gongbao help fields` and `gongbao help site` print the reference of front matter and of site.yaml, made from bulletin.Fields and
// settings.Keys. The folder static/ is copied to the root of the site as it is (source/static.go); what nothing reads is reported
// (source/misplaced.go). archive.ReadTerms describes the vocabularies, and ledger.ReadGone the file gone.yaml. If agencies.yaml,
// topics.yaml or regions.yaml exists, a name that it does not hold is a problem; otherwise the terms are those that bulletins name,
// unless site.yaml says strict. Names are one term if they are equal after folding (archive.FoldName); different ones that would share
// an address are a problem.
package generator
