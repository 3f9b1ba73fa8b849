package bulletin

import (
	"path"
	"slices"
	"strings"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// attachments reads names of files beside the source, or maps with name and title. A list without entries is a list too: it says that
// no file is attached.
func (r *reader) attachments(key string, v *fields.Value) []Attachment {
	items := []fields.Value{*v}
	switch v.Kind {
	case fields.Null:
		return nil
	case fields.List:
		items = v.Items
	}
	all := []Attachment{}
	for i := range items {
		a, ok := r.attachment(key, &items[i])
		if !ok {
			continue
		}
		if slices.ContainsFunc(all, func(b Attachment) bool { return b.Name == a.Name }) {
			r.Report(a.Pos, problem.RepeatedAttachment, "attachment %s is listed twice", fields.Quote(a.Name))
			continue
		}
		all = append(all, a)
	}
	return all
}

func (r *reader) attachment(key string, v *fields.Value) (a Attachment, ok bool) {
	name := Text{Pos: v.Pos}
	if v.Kind != fields.Map {
		name = r.Line("an entry of "+key, v)
	} else {
		for i, k := range v.Keys {
			switch item := &v.Items[i]; k.Name {
			case "name":
				name = r.Line("name", item)
			case "title":
				a.Title = r.Line("title", item).Value
			default:
				r.Unknown(k, []string{"name", "title"})
			}
		}
	}
	a.Name, a.Pos = name.Value, name.Pos
	switch {
	case name == Text{}: // reported already
	case name.Value == "":
		r.Report(name.Pos, problem.BadAttachmentName, "an attachment has no name; expected the name of a file beside this one")
	case path.Clean(a.Name) != a.Name || a.Name[0] == '/' || a.Name[0] == '.' || strings.Contains(a.Name, `\`):
		r.Report(name.Pos, problem.BadAttachmentName, "attachment %s; expected the name of a file beside this one, such as table.xlsx", fields.Quote(a.Name))
	default:
		return a, true
	}
	return a, false
}

// MatchesFile reports whether one of some patterns of site.yaml names a file, given its slash path below the content folder: by its
// path, by its name, or by a folder that it is in.
func MatchesFile(patterns []string, file string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		pattern = strings.TrimPrefix(pattern, "./")
		byName, _ := path.Match(pattern, path.Base(file))
		byPath, _ := path.Match(pattern, file)
		return byName || byPath || strings.HasPrefix(file, strings.TrimSuffix(pattern, "/")+"/")
	})
}
