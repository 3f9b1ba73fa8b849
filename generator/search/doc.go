// Package search makes the search index of an archive: static files that a browser reads as it needs them, and no server. It also
// reads them (Reader), which is how it is tested; the theme's scripts/search does the same in the browser.
//
// # What is promised
//
// Any run of two or more Han characters that stands in a title, summary, number, text or in the name of a publisher finds the
// bulletin, whatever a dictionary thinks a word is, in either script. Latin words are found by themselves and by what they begin
// with; numbers as they are. Nothing is shown that does not have what was typed. A query cut by spaces asks for all of its pieces.
//
// # How
//
// Texts are squeezed (squeeze.go): folded, and without punctuation. Their terms (collect.go) are each sign with the two that
// follow it, and each word with what follows it. For each term there is a list of the bulletins that have it, with the weight
// it has there (weigh.go), packed into bits. Terms stand in order below keys of two runes or, where those are too frequent,
// of more (terms.go); a key's part, a file of about 25 kB, follows from its hash (part.go).
//
// So a run of two or three is one lookup, and its answer is exact. A run of four is two terms of three that overlap; a bulletin
// may have both and not the run, but of those found in the benchmark only four in a thousand are such. Longer runs ask for three
// terms at most. Each bulletin is checked when it is to be shown: its excerpt has to be cut from its text anyway, so the script
// reads its print view, which is its text and little else. Until all have been read a count of them says "about".
//
// What was considered instead. Positions make an index exact by itself, but at 9 bits an occurrence they would double it, and
// one common term would cost 130 kB. Pairs of characters without positions are the smallest, but of runs of four they find twice
// as many bulletins as have them, and six times as many of the worst. Texts of our own beside the index would cost 75 MB for
// what the pages say already.
//
// Which results come first is told by BM25, worked out at build in eight levels, so that no table of lengths has to be fetched;
// among equals the newer come first, which is the order of the lists backwards. Filters are lists of the same kind, for each
// agency, topic, region and state, made from metadata (facets.go).
//
// # What changes when
//
// Bulletins are numbered in the archive's order within segments (segment.go). A full segment never changes; the newest bulletins
// have a small one of their own, so adding one rewrites that, the list of names and the manifest. Every 2048 bulletins (at
// 100 000) those of the small segment go over to the large one, which is then written anew. So it is too if a bulletin is added
// behind that line, since the numbers of all after it change; a correction there rewrites the parts of its own terms. Nothing
// depends on the time, the order of work or the number of processors. A file's key is made of metadata, so that where nothing
// changed no text is read; where something did, the texts of its segment are.
//
// Parts begin with a stamp of the numbering, and are asked for by the version of their segment, so that what a cache has kept of
// an older state is not taken for this one: the page reads the manifest again, tries once more, and else says so.
//
// # Figures
//
// 100 000 synthetic bulletins of 600 Han characters, on two cores (BenchmarkIndex, BenchmarkBrowser): built with 11 s of
// processor time, which is 5.4 s where nothing else runs, within 1.1 GiB; 78 MB in 5681 files, the largest 51 kB. One bulletin
// more rewrites 1.9 % of the bytes. A run of four characters moves 135 to 173 kB up to its first ten results, everything counted
// but the page: at most 18 parts of the index, and ten print views; two words of two characters, both in most bulletins, 197 kB.
// The results are there in 85 ms, and in 121 ms where it takes longest. The script has 8 kB with gzip.
package search
