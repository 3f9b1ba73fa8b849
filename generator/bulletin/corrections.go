package bulletin

import (
	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// changes reads the corrections of a text: a list of maps with date and note.
func (r *reader) changes(key string, v *fields.Value) []Change {
	if v.Kind == fields.Null {
		return nil
	}
	if v.Kind != fields.List {
		r.Wrong(key, v, "a list of dates and notes")
		return nil
	}
	changes := make([]Change, 0, len(v.Items))
	for i := range v.Items {
		item := &v.Items[i]
		if item.Kind != fields.Map {
			r.Wrong("an entry of "+key, item, "a date and a note")
			continue
		}
		var c Change
		before := len(r.Problems)
		for j, k := range item.Keys {
			switch k.Name {
			case "date":
				c.Date = r.date("date", &item.Items[j])
			case "note":
				c.Note = r.paragraph("note", &item.Items[j])
			default:
				r.Unknown(k, []string{"date", "note"})
			}
		}
		switch {
		case len(r.Problems) > before:
		case c.Date.IsZero():
			r.Report(item.Pos, problem.IncompleteCorrection, "a change has no date; expected date and note")
		case c.Note == "":
			r.Report(item.Pos, problem.IncompleteCorrection, "a change has no note; expected date and note")
		default:
			changes = append(changes, c)
		}
	}
	return changes
}
