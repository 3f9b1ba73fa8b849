package bulletin

import (
	"slices"
	"strings"

	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// Keys that editors bring along from other programs, from Chinese forms, or from memory. The names of each field are in
// the field table (Field.Instead). Case, width, script, hyphens and underscores do not count: `publish-at`, `publishAt` and `PUBLISH_AT`
// are one name.

// useless are keys of other programs that stand for nothing here: what a page looks like is the theme's affair.
var useless = plainNames("layout", "type", "template", "theme", "weight", "order", "sticky", "pinned", "top", "featured", "cover", "image", "images",
	"thumbnail", "banner", "toc", "math", "mathjax", "katex", "comment", "comments", "sidebar", "menu", "menus", "nav", "outputs", "cascade", "markup",
	"headless", "link_title", "is_cjk_language", "id", "uid", "uuid", "hits", "views", "布局", "模板", "封面", "置顶", "排序", "浏览次数", "点击数")

// plainName returns what counts in the name of a key.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_ .*:：", r) {
			return -1
		}
		return r
	}, han.Fold(name))
}

func plainNames(names ...string) map[string]bool {
	plain := map[string]bool{}
	for _, name := range names {
		plain[plainName(name)] = true
	}
	return plain
}

// unknown reports a key that is not in the table.
func (r *reader) unknown(i int) {
	key := r.front.Keys[i]
	switch meant := r.meant(i); {
	case len(meant) > 0:
		r.Report(key.Pos, problem.UnknownKey, "unknown key %s", fields.Quote(key.Name))
		for n, name := range meant {
			meant[n] = `"` + name + `"`
		}
		r.Hint("did you mean %s?", fields.OneOf(meant))
	case useless[plainName(key.Name)]:
		r.Report(key.Pos, problem.UnknownKey, "unknown key %s", fields.Quote(key.Name))
		r.Hint("delete the line: no page would show it")
	case r.page:
		r.Report(key.Pos, problem.UnknownKey, "unknown key %s; expected one of %s", fields.Quote(key.Name), strings.Join(pageKeys, ", "))
	default:
		r.Report(key.Pos, problem.UnknownKey, "unknown key %s", fields.Quote(key.Name))
		r.Hint("gongbao help fields lists all keys")
	}
}

// meant returns the fields that an unknown key was most likely meant as.
func (r *reader) meant(i int) (keys []string) {
	name, v := r.front.Keys[i].Name, &r.front.Items[i]
	possible := slices.DeleteFunc(slices.Clone(fieldMeant[plainName(name)]), func(f *Field) bool { return r.page && !f.Page })
	unlikely := []func(f *Field) bool{
		func(f *Field) bool { return !f.takes(v) },
		func(f *Field) bool { _, given := r.front.Get(f.Key); return given },
	}
	for _, is := range unlikely {
		if better := slices.DeleteFunc(slices.Clone(possible), is); len(better) > 0 {
			possible = better
		}
	}
	for _, f := range possible {
		keys = append(keys, f.Key)
	}
	if near := problem.Nearest(strings.ToLower(name), r.keys()); len(keys) == 0 && near != "" {
		keys = append(keys, near)
	}
	return keys
}

// takes reports whether a value could be one of the field's, as far as its form shows: an address, a path, or neither.
func (f *Field) takes(v *fields.Value) bool {
	text := v.Text
	if v.Kind == fields.List && len(v.Items) > 0 {
		text = v.Items[0].Text
	}
	switch f.Type {
	case URL:
		return strings.Contains(text, "://")
	case Paths:
		return strings.HasPrefix(text, "/") || strings.HasPrefix(text, ":") || strings.Contains(text, "://")
	case Slug:
		return !strings.Contains(text, "/")
	}
	return true
}

// misspelt reports whether an unknown key was most likely meant as this one. Then it was reported with that hint, and one cause is
// one problem.
func (r *reader) misspelt(key string) bool {
	for i, k := range r.front.Keys {
		if !slices.Contains(r.keys(), k.Name) && slices.Contains(r.meant(i), key) {
			return true
		}
	}
	return false
}
