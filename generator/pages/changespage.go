package pages

import (
	"slices"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/escape"
)

// Changes lists what happened to bulletins after their publication: the newest changes of all years, a year, or a numbered part of a
// year.
type Changes struct {
	Frame
	Year    int // 0: the newest of all years
	Part    int // 0: the page itself; else the number of a full part, 1 with the oldest
	Total   int // of the year or of all years; 0 on a numbered part, which never changes
	Changes []Event
	Years   []Count // newest first; only on the page of all years
	Parts   []Link  // as in List
	NewerTo *Link
	OlderTo *Link
}

// Event is a change of a bulletin. The link leads to the bulletin.
type Event struct {
	Link
	Kind        string // corrected, superseded, withdrawn or erased
	Date        Date   // the zero Date if it is not known
	Publishers  []Link
	Note        string
	LegalGround string // of an erasure
	By          *Link  // the bulletin that took its place
}

// ChangesPath returns the path of the changes of a year, or of the newest changes if it is 0, below a language's folder.
func ChangesPath(year, part int) string {
	if year == 0 {
		return address.Changes
	}
	return address.Changes + address.Year(year) + address.Part(part)
}

// ChangesPage returns the view of a page of changes. all are those of the year, or of all years if year is 0, oldest first.
func (v *Views) ChangesPage(language string, year int, all []archive.Change, part int) Changes {
	c := Changes{Year: year, Part: part}
	if year == 0 {
		c.Frame = v.indexFrame(language, address.Changes, "changes", "")
		c.Breadcrumbs = []Link{{Path: escape.AddressOf(c.Prefix)}}
		c.Feeds = v.feeds(address.Changes)
		c.Total = len(all)
		for year, all := range v.Archive.YearsOfChanges() {
			c.Years = append(c.Years, yearCount(c.Prefix+address.Changes, year, len(all)))
		}
		slices.Reverse(c.Years)
		all = all[max(0, len(all)-newestShown):]
	} else {
		l := v.list(language, "", ChangesPath(year, 0), "changes", len(all), part)
		c.Frame, c.Total, c.Parts, c.NewerTo, c.OlderTo = l.Frame, l.Total, l.Parts, l.NewerTo, l.OlderTo
		c.Breadcrumbs = []Link{{Path: escape.AddressOf(c.Prefix)}, {Path: escape.AddressOf(c.Prefix + address.Changes)}}
		from, to := span(len(all), part)
		all = all[from:to]
	}
	for i := range slices.Backward(all) {
		c.Changes = append(c.Changes, v.event(&all[i], language))
	}
	return c
}

func (v *Views) event(c *archive.Change, language string) Event {
	link := func(r *archive.Record) Link {
		return Link{Name: r.Title.Value, Path: escape.AddressOf(r.Path), Language: differs(r.Language, language)}
	}
	e := Event{Link: link(c.Record), Kind: string(c.Kind), Publishers: v.nodes(c.Record.Publishers, language), Note: c.Note()}
	if c.Dated {
		e.Date = DateOf(c.Day)
	}
	if c.Kind == archive.Erasure {
		e.LegalGround = c.Record.LegalGround
	}
	if c.By != nil {
		by := link(c.By)
		e.By = &by
	}
	return e
}
