// Package search makes the search index of an archive: static files that a browser reads as it needs them, without a server.
// Reader reads them too: tests use it, and the theme's scripts/search does the same in the browser.
//
// # What searches may rely on
//
// Any run of two or more Han characters of a title, summary, number, text or publisher's name finds the bulletin, in either script
// and whether or not a dictionary has it as a word. A Latin word or its beginning finds it, but a number only as a whole. Every
// result contains what was typed, or has an official number that should be written so (bulletin.ProperNumber). Spaces cut a query
// into pieces, and a result contains all of them.
//
// # How it works
//
// Texts are squeezed (squeeze.go): folded, and without punctuation. Their terms (postings.go) are each sign with the two that
// follow it, and each word with what follows it. Each term has a list of the bulletins that contain it, with its weight in each
// (weigh.go), packed into bits. Terms are sorted and grouped by their first two runes, or by more if those are too frequent
// (term_writer.go). The hash of such a key decides its part, a file of about 25 kB (partition.go).
//
// So a run of two or three characters is one lookup with an exact answer. A run of four is two overlapping terms of three. A
// bulletin may contain both terms but not the run; in the benchmark, four in a thousand do. Longer runs look up three terms at
// most. Each bulletin is checked before it is shown: its excerpt is cut from its text anyway, so the script reads its print view,
// which is its text and little else. Until all have been read, the number of results says "about".
//
// Alternatives that were considered: positions would make the index exact, but at 9 bits an occurrence they would double its size,
// and one common term would cost 130 kB. Pairs of characters without positions are the smallest, but for runs of four they find
// twice as many bulletins as contain them, and in the worst cases six times as many. Storing the texts with the index would cost
// 75 MB for what the pages already contain.
//
// Results are ranked by BM25, computed at build in eight levels, so that no table of lengths has to be fetched. Among equals the
// newer come first, which is the reverse order of the lists. Filters are lists of the same form, for each agency, topic, region
// and state, made from metadata (facets.go).
//
// # What changes when
//
// Segments number their bulletins in the archive's order (segment.go). A full segment never changes. The newest bulletins have a
// small segment of their own, so adding one rewrites that segment, the list of names and the manifest. Every 2048 bulletins (at
// 100 000) the bulletins of the small segment move to the large one, which is then rewritten. The large one is also rewritten
// when a bulletin is added before its end, since the numbers of all later ones change; a correction there rewrites the parts
// that contain its terms. A build that made all terms of a segment leaves them in the cache, and later builds revise them (base.go,
// revision.go): one corrected word costs its own terms and not those of the archive (TestOneCorrectedWordMakesFewPartsAgain).
//
// Nothing depends on the time, the order of work or the number of CPUs. A file's key is made of metadata. Without a base, texts are
// read only when a part is rendered (TestPlanReadsNoText); with one, Plan reads those of the bulletins that differ from it.
//
// Parts begin with a stamp of the numbering, and are requested with the version of their segment. So the page
// recognises a part of an older state from a cache: it reads the manifest again, retries once, and otherwise reports it.
//
// # Memory
//
// Building a full segment takes about 1 GiB, so one is built at a time. A build keeps a segment's terms until it has rendered all
// parts of the segment; a preview drops them a few seconds after the last request (Options.Hold).
//
// # Figures
//
// 100 000 synthetic bulletins of 600 Han characters, on two cores (BenchmarkIndex, BenchmarkBrowser): 11 s of processor time to
// build, 5.4 s of real time if nothing else runs, within 1.1 GiB; 78 MB in 5681 files, the largest 51 kB. One more bulletin
// rewrites 1.9 % of the bytes. A run of four characters moves 135 to 173 kB up to its first ten results, without the page
// itself: at most 18 parts of the index, and ten print views. Two words of two characters, both in most bulletins, move 197 kB.
// Results appear after 85 ms, at worst after 121 ms. The script has 8 kB with gzip.
package search
