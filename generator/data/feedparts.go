package data

import (
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"

	"gongbao/generator/archive"
)

// Older entries are in archived feeds (RFC 5005 §4), which a subscriber fetches once. So a part must not change when a bulletin is
// added, and its address must not depend on the number of bulletins.
//
// New bulletins come last, so parts counted from the oldest entry would do, except for a bulletin that is added late with an old
// date: it would shift every part after it. Cutting at each year would limit that, but some archives have five bulletins a year
// and others five thousand. So a feed is first cut into segments, at bulletins that a hash of their identity selects, about one in
// 128, and each segment into parts of 50, counted from its oldest entry. A late bulletin then only shifts entries between the few
// parts of its segment.
//
// The feeds of terms are cut in the same way, at the same bulletins. A new bulletin changes at most the newest part of each of its
// feeds: the part that was last gets a link to the new one.
//
// A segment is named after the bulletin that opens it: feed/2020-02-21-slug-1.xml. Parts before the first segment have numbers
// only: feed/1.xml. The last segment is still growing, so entries that do not fill a part are in feed.xml only.
const segmentEvery = 128

// part is a full part of a feed: the entries from:to of its list.
type part struct {
	name     string
	from, to int
}

// opens reports whether a bulletin opens a segment.
func opens(r *archive.Record) bool {
	return xxh3.HashString(identity(r))%segmentEvery == 0
}

// cut returns the full parts of a feed. A feed whose entries are all in feed.xml has none.
func (p *planner) cut(list []int32) []part {
	if len(list) <= newest {
		return nil
	}
	parts := make([]part, 0, len(list)/newest+1)
	segment, number, from := "", 0, 0
	end := func(to int) {
		number++
		parts = append(parts, part{segment + strconv.Itoa(number) + ".xml", from, to})
		from = to
	}
	for i, item := range list {
		if p.items[item].opens {
			if i > from {
				end(i)
			}
			segment, number = strings.ReplaceAll(identity(p.items[item].Record), "/", "-")+"-", 0
		}
		if i+1-from == newest {
			end(i + 1)
		}
	}
	return parts
}
