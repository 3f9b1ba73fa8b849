package source

import (
	"context"
	"slices"
	"strings"
)

// An Edit is an item that is not as it was.
type Edit struct {
	Old *Item // among the items of the Sources
	New Item
}

// Edits reads what changed in folders of bulletins since they were loaded. ok is false if sources were added or removed, or if a
// folder holds something that cannot be a source: such a change needs Reload.
func (s *Sources) Edits(ctx context.Context, folders []string) (edits []Edit, ok bool, err error) {
	r := reader{from: s.loader, last: s}
	for _, folder := range outermost(folders) {
		if folder != "bulletins" && !Within(folder, []string{"bulletins"}) {
			return nil, false, nil
		}
		units, strays, _ := walk(s.loader.options.Content, folder)
		known := s.below(folder)
		if len(strays) > 0 || len(units) != len(known) {
			return nil, false, nil
		}
		for i, u := range units {
			if ctx.Err() != nil {
				return nil, false, ctx.Err()
			}
			if u.path != known[i].Path() {
				return nil, false, nil
			}
			if known[i].entry.unit.same(u) {
				continue
			}
			it, err := r.item(u)
			if err != nil {
				return nil, false, err
			}
			edits = append(edits, Edit{&known[i], it})
		}
	}
	return edits, true, s.loader.store.flush()
}

// Replace puts the new items in the places of the old ones. Nothing may read the sources meanwhile.
func (s *Sources) Replace(edits []Edit) {
	s.Read = 0
	for _, e := range edits {
		if e.New.read {
			s.Read++
		}
		*e.Old = e.New
	}
	s.changes += s.Read
}

// below returns the items in a folder and in all folders below it.
func (s *Sources) below(folder string) []Item {
	find := func(from string) int {
		i, _ := slices.BinarySearchFunc(s.Items, from, func(it Item, from string) int { return strings.Compare(it.Path(), from) })
		return i
	}
	return s.Items[find(folder+"/"):find(folder+"0")] // "0" is the character after the slash
}
