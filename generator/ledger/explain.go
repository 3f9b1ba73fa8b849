package ledger

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/escape"
	"gongbao/generator/problem"
)

// One cause is one problem. A bulletin that moves takes its print view, its data and its attachments with it, and perhaps the month in
// which it was the only one; an agency takes its years and feeds in every language. Each is one problem, which prints the line that
// explains it.

// A Holder is the source that has an address now.
type Holder struct {
	File    string      // as problems name it
	Pos     problem.Pos // of what decides the address
	Aliases []string    // that it has already
	Term    string      // the id of a term of a vocabulary; "": a bulletin or a page
	Former  []string    // ids that it has already
}

// Find returns the source that has an address. ok is false if no source has it, or none that could take an alias.
type Find func(address string) (h Holder, ok bool)

// A Report says how to report what vanished.
type Report struct {
	Code problem.Code
	Gone string    // the name of gone.yaml in problems
	Day  time.Time // the day that a new entry of gone.yaml would have
	Find Find
}

// maxReported is the number of causes that have a problem of their own.
const maxReported = 100

// Problems returns a problem for each cause.
func (r *Report) Problems(vanished []Vanished) []problem.Problem {
	var ps []problem.Problem
	causes := causesOf(vanished)
	for i, c := range causes {
		if i == maxReported {
			rest := 0
			for _, c := range causes[i:] {
				rest += len(c)
			}
			ps = append(ps, problem.New(r.Code, r.Gone, problem.Pos{}, "%d more addresses were published, and the site no longer has them; the first is %s", rest, Show(c[0].Address)).
				WithHint("if a setting such as pretty_urls or formats changed, change it back"))
			break
		}
		ps = append(ps, r.problem(c))
	}
	return ps
}

// problem reports one cause.
func (r *Report) problem(c cause) problem.Problem {
	shown := Show(c[0].Address)
	what := shown + " was published"
	if n := len(c) - 1; n > 0 {
		what = fmt.Sprintf("%s and %d more that went with it were published", shown, n)
		if n == 1 {
			what = fmt.Sprintf("%s and %s were published", shown, Show(c[1].Address))
		}
	}
	what += ", but the sources no longer produce "
	if len(c) > 1 {
		what += "them"
	} else {
		what += "it"
	}
	if c[0].State == Gone {
		what = shown + " was said to be gone, but gone.yaml no longer says so"
	}
	if h, ok := r.holder(c); ok && (h.Term != "" || canBeAlias(shown)) {
		p := problem.New(r.Code, h.File, h.Pos, "%s", what)
		if h.Term != "" {
			return p.WithHint("it seems to be at %s now: add `former_ids: %s` to %s in %s", Show(c[0].Now), list(append(h.Former, path.Base(address.TermFolder(pathOf(c[0].Address))))), h.Term, h.File)
		}
		return p.WithHint("it seems to be at %s now: add `aliases: %s` to %s", Show(c[0].Now), list(append(h.Aliases, shown)), h.File)
	}
	p := problem.New(r.Code, r.Gone, problem.Pos{}, "%s", what)
	if c[0].State == Gone {
		return p.WithHint("add it again: `%s`", r.entry(c[0].Address, c[0].To, c[0].Note))
	}
	hint := "say what became of it in %s: `%s`"
	if _, page := address.BulletinStem(pathOf(c[0].Address)); page {
		hint = "restore the file with `status: withdrawn` and a reason, or say what became of it in %s: `%s`"
	}
	at := c[0].Address
	if form := formOf(pathOf(at)); form != "" && len(c) > 1 {
		at = "/*" + form
	} else if address.IsFeed(pathOf(at)) && len(c) > 1 {
		at = "/feed.*"
	}
	return p.WithHint(hint, r.Gone, r.entry(at, r.Day.Format(time.DateOnly), missingReason))
}

// canBeAlias reports whether an address can stand in aliases. Those of files with unusual names cannot.
func canBeAlias(shown string) bool {
	path, _, _ := strings.Cut(shown, "?")
	return !strings.ContainsAny(path, `%\:*"<>|`)
}

// holder returns the source that now has what a cause took away.
func (r *Report) holder(c cause) (h Holder, ok bool) {
	if c[0].Now == "" || r.Find == nil {
		return h, false
	}
	h, ok = r.Find(c[0].Now)
	return h, ok && (h.Term == "") == (address.TermFolder(pathOf(c[0].Address)) == "")
}

// entry returns a line of gone.yaml.
func (r *Report) entry(address, day, reason string) string {
	b := append([]byte("- {address: "), escape.AppendJSON(nil, Show(address))...)
	b = append(append(b, ", date: "...), day...)
	b = escape.AppendJSON(append(b, ", reason: "...), reason)
	return string(append(b, '}'))
}

// list returns a list as front matter has it.
func list(items []string) string {
	b := []byte("[")
	for i, s := range items {
		if i > 0 {
			b = append(b, ", "...)
		}
		if strings.ContainsAny(s, `,[]{}"'#:?&*!|>%@ `) {
			b = escape.AppendJSON(b, s)
		} else {
			b = append(b, s...)
		}
	}
	return string(append(b, ']'))
}

// A cause is what vanished together. The first address stands for it.
type cause []Vanished

// causesOf groups what vanished. The order is that of the addresses.
func causesOf(vanished []Vanished) []cause {
	var causes []cause
	at := map[string]int{} // the index of a cause by what its addresses have in common
	put := func(v Vanished, group string) {
		i, ok := at[group]
		if !ok {
			i = len(causes)
			at[group] = i
			causes = append(causes, nil)
		}
		causes[i] = append(causes[i], v)
	}
	var lists []Vanished // what lists bulletins by date: it goes with the first bulletin that went
	pages := map[string]bool{}
	for _, v := range vanished {
		if stem, ok := pageStem(pathOf(v.Address)); ok {
			pages[stem] = true
		}
	}
	for _, v := range vanished {
		path := pathOf(v.Address)
		switch stem := goesWith(path, pages); {
		case stem != "":
			put(v, "/"+stem)
			if address.IsBulletin(path) { // the lists of its month and its year go with it
				for _, folder := range []string{stem[:len("2020/02/")], stem[:len("2020/")]} {
					if _, taken := at[folder]; !taken {
						at[folder] = at["/"+stem]
					}
				}
			}
		case address.TermFolder(path) != "":
			put(v, "term "+address.TermFolder(path))
		case address.DateFolder(path) != "":
			lists = append(lists, v)
		case address.IsFeed(path):
			put(v, "feeds")
		case formOf(path) != "":
			put(v, formOf(path))
		default:
			put(v, v.Address)
		}
	}
	for _, v := range lists {
		folder := address.DateFolder(pathOf(v.Address))
		if _, ok := at[folder]; !ok && len(folder) > len("2020/") {
			if _, ok := at[folder[:len("2020/")]]; ok {
				folder = folder[:len("2020/")]
			}
		}
		put(v, folder)
	}
	for _, c := range causes {
		lead(c)
	}
	slices.SortStableFunc(causes, func(a, b cause) int { return strings.Compare(a[0].Address, b[0].Address) })
	return causes
}

// lead moves the address to the front that stands best for its cause: one that is recognised elsewhere, a page, the shortest.
func lead(c cause) {
	rank := func(v Vanished) int {
		_, page := pageStem(pathOf(v.Address))
		switch {
		case page:
			return 0
		case v.Now != "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(c, func(a, b Vanished) int {
		return cmp.Or(rank(a)-rank(b), len(a.Address)-len(b.Address))
	})
}

// pathOf returns an address as a path below the root.
func pathOf(address string) string { return strings.TrimPrefix(address, "/") }

// pageStem returns the path of a bulletin or a plain page without its ending. ok is false for the path of anything else.
func pageStem(path string) (stem string, ok bool) {
	switch {
	case address.IsBulletin(path):
		return address.BulletinStem(path)
	case strings.Contains(path, "?"), address.TermFolder(path) != "", address.DateFolder(path) != "":
		return "", false
	}
	if stem, ok = strings.CutSuffix(path, ".html"); !ok {
		stem, ok = strings.CutSuffix(path, "/")
	}
	return stem, ok
}

// goesWith returns the stem of the page that vanished and to which a path belongs, or "".
func goesWith(path string, pages map[string]bool) string {
	if stem, ok := pageStem(path); ok {
		return stem
	}
	for _, ending := range []string{".print.html", "/print.html", ".json", ".md"} {
		if stem, ok := strings.CutSuffix(path, ending); ok && pages[stem] {
			return stem
		}
	}
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '/' && pages[path[:i]] {
			return path[:i]
		}
	}
	return ""
}

// formOf returns the ending of another form of a bulletin whose page is still there, which a setting decides: ".json". It is "" for
// any other path.
func formOf(at string) string {
	if ending := path.Ext(at); address.IsBulletin(at) && strings.Count(at, "/") == 3 && (ending == ".json" || ending == ".md") {
		return ending
	}
	return ""
}
