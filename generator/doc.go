// Package generator turns a folder of markdown bulletins into a static archive of record: a page and a print view for
// each bulletin, an index for each agency, topic, region and date, feeds, search and open data.
//
// Three kinds of people use it, and each decision is taken for one of them: the editor writes a file, sees it at once and
// publishes it; the public finds a bulletin, reads, prints, cites and trusts it; the web host copies files to a server.
//
// # The house
//
//	cmd/gongbao      the command line: one file a command
//	cmd/benchmark    gongbao, Hugo and the floor on one corpus
//	content          the sample archive
//	themes           the default theme, gazette, embedded
//	generator        Build is the spine: load -> archive -> plan -> publish
//	  site.go          the archive ready to be planned: what is read, and what is made of it
//	  config.go        content/site.yaml
//	  settle.go        settings, vocabularies and theme
//	  walk.go          which files are sources
//	  load.go          sources -> metadata and rendered bodies, each on its own
//	  worker.go        one source -> metadata and rendered body
//	  store.go         what parsing gave, remembered across builds
//	  plan.go          archive -> every output file; the one place to see what a site consists of
//	  render.go        one file of the plan -> its bytes
//	  find.go          one file of the plan by its path, for a preview
//	  update.go        a site brought up to an edited text where it stands, for a preview
//	  unchanged.go     a build with nothing to do
//	  collector.go     when garbage is not collected, since there is none
//	  problem          what is wrong, with file:line:column and a hint
//	  fields           YAML, TOML and JSON read strictly, each value with its place
//	  bulletin         one source file -> one Bulletin
//	  markdown         text -> HTML, outline, plain text
//	  han              Chinese text: scripts, pinyin, order
//	  archive          the immutable model: agencies, topics, regions, dates, lifecycle, related
//	  pages            what people read: views, theme, print
//	    template         html/template's safety at the speed of appending bytes
//	  data             what machines read: feeds, sitemap, open data
//	  search           the static search index
//	  key              a hash of any plain value
//	  publish          planned files -> the output folder: difference, atomic writes, manifest
//	  preview          the editor's server
//	  legacy           old pages -> bulletins, with damaged text repaired
//	  check            links, anchors and vocabulary of sources and of a built archive
//	  corpus           synthetic archives for benchmarks and tests
//
// Imports run one way; imports_test.go holds this.
//
// # The spine
//
//	content/ --load--> []Bulletin --archive.New--> *Archive --plan--> []publish.File{Path, Key, Render} --publish--> public/
//
// Load parses each source on its own. What comes out depends on that one file, what lies beside it and the options, so
// it is remembered across builds by content hash; size and time only say which files need no hashing. A body is rendered
// here, once, for its page, its print view, its month's issue and the feeds; it goes to a file of the store and is read
// back when a page is rendered, so memory is bounded by metadata.
//
// archive.New rebuilds the whole model each time, from metadata. It is pure, and fast enough for a build never to need to be
// incremental. A preview of a large archive does better where an edit lets it: Site.Update exchanges a bulletin in the model
// when all that changed is what its own page and its lines in lists say, which is nearly every save.
//
// Plan names every output file: its path, a key, and a function that renders it. The key is a hash of the view that the
// template gets, of the theme and of the program. A template is given a plain struct and nothing else, so the key is
// complete by construction. Where a view leaves something out of its key (the body), another field stands for it (the
// hash of the source). All views of 100 000 bulletins are made and hashed at each build; that is what an edit costs, so they are
// made in memory that is used again, and hashed without reflection.
//
// Publish skips every file whose key stands in the last manifest, renders the others on all cores, and moves into place
// what differs: new files before changed ones before deletions, so that a reader never meets a dead link.
//
// Preview serves from the same plan: it renders what the browser asks for, when it asks.
//
// # The law
//
// An incremental build and a clean build give the same bytes. law_test.go edits, adds, renames and deletes at random and
// compares the two. What would break it, or make one edit touch a thousand pages, is forbidden: a build time or a site-wide
// count in a shared header or footer, pages numbered from the newest, map order. Lists are cut by year, then numbered from
// the oldest, so a part that is full never changes again. Related bulletins are earlier ones as long as there are enough.
//
// # Addresses
//
// Addresses are promises. They never depend on a count, a position or the time of the build. All links are relative, so
// a copy of the archive works in any folder of any host, and a bulletin opens from a disk.
//
//	/                                             newest bulletins, ways in, a chart of the archive over time
//	/YYYY/MM/DD/SLUG.html  .../SLUG.print.html    a bulletin; its print view; its files below .../SLUG/
//	/YYYY/  /YYYY/MM/  /YYYY/MM/print.html        by date; a month's bulletins bound as one printable issue
//	/agencies/  /agencies/ID/  /agencies/ID/YYYY/ all; one; its years; the same below /topics/ and /regions/
//	.../YYYY/N.html  .../MM/N.html                a full part of a long list, numbered from the oldest
//	.../feed.xml  .../feed.json                   Atom and JSON Feed of the site and of each term
//	/search/  /about.html  /404.html
//	/data/                                        open data, and the page that says what it holds
//	/YYYY/MM/DD/SLUG.json  SLUG.md                a bulletin's data and source, by setting
//	/sitemap.xml  /robots.txt  /opensearch.xml
//	/assets/NAME.HASH.EXT                         styles and scripts, safe to cache for ever
//
// Home and index pages in the site's other languages lie below /en/, /zh-Hant/; a bulletin has one address, in its own
// language. With pretty_urls a bulletin is a folder: .../SLUG/ and .../SLUG/print.html.
//
// # Content
//
// A bulletin's front matter is described at bulletin.Parse, site.yaml at Config, the vocabularies at archive.ReadTerms.
// Where agencies.yaml, topics.yaml or regions.yaml exists, a name that it does not hold is a problem; without it the
// terms are those that the bulletins name, unless site.yaml says strict.
package generator
