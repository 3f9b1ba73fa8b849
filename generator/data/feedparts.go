package data

import (
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"

	"gongbao/generator/archive"
)

// Older entries stand in archived feeds (RFC 5005 §4), which a subscriber fetches once and never again: a part must not
// change when a bulletin is added, and its address must not depend on how many there are.
//
// New bulletins come last, so parts that are counted from the oldest would do, if it were not for a bulletin that is
// added late with an old date: it would move every part behind it. A cut at each year bounds that, but an archive has
// five bulletins a year or five thousand. So a feed is first cut into segments, at bulletins that a hash of their own
// identity picks out, about one in a hundred and twenty-eight; and each segment into parts of 50, counted from its
// oldest. A late bulletin then moves entries between the few parts of its segment alone.
//
// Terms are cut in the same way, by the same bulletins, so a new bulletin changes at most the newest part of each of its
// feeds: the part that was the last gets a link to the one after it.
//
// A segment is named after the bulletin that opens it: feed/2020-02-21-slug-1.xml. What stands before the first one has
// numbers alone: feed/1.xml. The last segment is still growing, so what does not fill a part stands in feed.xml only.
const segmentEvery = 128

// part is a full part of a feed: the entries from:to of its list.
type part struct {
	name     string
	from, to int
}

// opens says whether a bulletin opens a segment.
func opens(r *archive.Record) bool {
	return xxh3.HashString(identity(r))%segmentEvery == 0
}

// cut makes the full parts of a feed. A feed whose entries all stand in feed.xml has none.
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
