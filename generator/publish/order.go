package publish

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// A plan is checked before anything is touched. The site must fit every file system and every web host, so names that only some of
// them can hold are refused: two that differ only in case or in Unicode normal form, parts longer than 255 bytes, control
// characters, backslashes.

const (
	maxName     = 255 // bytes in one part of a path: the limit of ext4, XFS, APFS and NTFS
	maxProblems = 20  // listed in one error
)

// order returns the files sorted by path, or an error that lists what is wrong with the plan. It leaves the caller's slice
// as it is. origin is Options.Origin.
func order(files []File, origin func(path string) string) ([]File, error) {
	files = sorted(files)
	wrong, notFolders, alike := problems{origin: origin}, problems{origin: origin}, problems{origin: origin}
	var checks sync.WaitGroup
	checks.Go(func() { findFilesAsFolders(files, &notFolders) })
	checks.Go(func() { findAlike(files, &alike) })
	for i := range files {
		f := &files[i]
		if why := refusedPath(f.Path); why != "" {
			wrong.planned(f.Path, "%s", why)
		}
		if (f.Render == nil) == (f.Copy == "") {
			wrong.planned(f.Path, "it needs either a renderer or a file to copy")
		}
		if i > 0 && f.Path == files[i-1].Path {
			wrong.planned(f.Path, "planned twice")
		}
	}
	checks.Wait()
	wrong.join(notFolders)
	wrong.join(alike)
	if err := wrong.err("the site cannot be published, nothing was written"); err != nil {
		return nil, err
	}
	return files, nil
}

// findFilesAsFolders finds files that are planned where others need a folder.
func findFilesAsFolders(files []File, wrong *problems) {
	var above prefixes
	for i := range files {
		if folder, ok := above.next(files[i].Path); ok {
			wrong.planned(files[i].Path, "%q%s is planned as a file, so it cannot be a folder", folder, wrong.of(folder))
		}
	}
}

// sorted returns the files in the order of their paths. A plan consists of runs that are in order, year by year and one kind
// of page after the other. Merging these runs costs a third of a general sort.
func sorted(files []File) []File {
	ends := []int{} // of the runs
	for i := 1; i <= len(files); i++ {
		if i == len(files) || files[i].Path < files[i-1].Path {
			ends = append(ends, i)
		}
	}
	if len(ends) < 2 {
		return files
	}
	at, to := make([]int32, len(files)), make([]int32, 0, len(files))
	for i := range at {
		at[i] = int32(i)
	}
	for len(ends) > 1 {
		start, merged := 0, ends[:0]
		for k := 0; k < len(ends); k += 2 {
			a, b := at[start:ends[k]], at[ends[k]:ends[min(k+1, len(ends)-1)]]
			start = ends[min(k+1, len(ends)-1)]
			for len(a) > 0 && len(b) > 0 {
				if files[b[0]].Path < files[a[0]].Path {
					to, b = append(to, b[0]), b[1:]
				} else {
					to, a = append(to, a[0]), a[1:]
				}
			}
			to = append(append(to, a...), b...)
			merged = append(merged, start)
		}
		ends, at, to = merged, to, at[:0]
	}
	out := make([]File, len(files))
	for i, k := range at {
		out[i] = files[k]
	}
	return out
}

// refusedPath returns why a path cannot be published, or "".
func refusedPath(p string) string {
	start, ascii := 0, true
	for i := 0; i <= len(p); i++ {
		if i < len(p) && p[i] != '/' {
			switch c := p[i]; {
			case c < ' ' || c == 0x7f || c == '\\':
				return "the path holds a control character or a backslash"
			case c >= utf8.RuneSelf:
				ascii = false
			}
			continue
		}
		switch name := p[start:i]; {
		case name == "":
			return "the path is empty, or begins or ends with a slash, or holds two together"
		case name == "." || name == "..":
			return "the path holds . or .. as a folder"
		case len(name) > maxName:
			return fmt.Sprintf("a part of the path is %d bytes long; file systems stop at %d", len(name), maxName)
		case start == 0 && len(name) >= len(hidden) && isHidden(name):
			return fmt.Sprintf("the name %s is reserved", hidden)
		}
		start = i + 1
	}
	if !ascii && !utf8.ValidString(p) {
		return "the path is not valid UTF-8"
	}
	return ""
}

// isHidden reports whether some file system takes a name for that of the hidden folder: one that ignores case, one that ignores dots
// and spaces at the end or reads a stream's name after a colon (NTFS), one that has short names (GONGBA~1), or one that ignores
// characters without a width (HFS+).
func isHidden(name string) bool {
	if name[0] != '.' && name[0] < utf8.RuneSelf && name[0]|0x20 != hidden[1] {
		return false // as nearly all
	}
	name, _, _ = strings.Cut(name, ":")
	name = strings.TrimRight(name, ". ")
	name = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	return strings.EqualFold(name, hidden) || len(name) > 6 && name[6] == '~' && strings.EqualFold(name[:6], hidden[1:7])
}

// prefixes finds, in sorted paths, those that are used both as a file and as a folder. "a" and "a/b" need not be neighbours
// ("a.html" sorts between them), but whatever lies between also begins with "a".
type prefixes []string

// next takes the next path in order and returns the earlier path that it uses as a folder, if any.
func (s *prefixes) next(p string) (folder string, found bool) {
	stack := *s
	for len(stack) > 0 && !strings.HasPrefix(p, stack[len(stack)-1]) {
		stack = stack[:len(stack)-1]
	}
	for _, f := range stack {
		if len(p) > len(f) && p[len(f)] == '/' {
			folder, found = f, true
		}
	}
	*s = append(stack, p)
	return folder, found
}

// findAlike finds names in one folder that are the same to a file system that ignores case or normal form. A name that is
// its own folded form cannot clash with another such name, and nearly all are, so only the others cost anything.
func findAlike(files []File, wrong *problems) {
	seen := map[string]string{} // folded, behind the folder as planned -> as planned
	last := ""
	for i := range files {
		p := files[i].Path
		if isFolded(p) {
			continue
		}
		start := 0
		for end := 1; end <= len(p); end++ {
			if end < len(p) && p[end] != '/' {
				continue
			}
			name, from := p[:end], start
			start = end + 1
			if isFolded(name[from:]) || end < len(p) && strings.HasPrefix(last, p[:start]) {
				continue // checked with the file before
			}
			folded := name[:from] + Fold(name[from:])
			other, ok := seen[folded]
			if !ok {
				seen[folded] = name
				other, ok = folded, folded != name && planned(files, folded)
			}
			if ok && other != name {
				wrong.planned(p, "%q differs from %q%s only in case or in Unicode normal form", name, other, wrong.of(other))
			}
		}
		last = p
	}
}

// Fold returns the common form of all names that a file system may treat as equal (Unicode, section 3.13, D145).
func Fold(name string) string {
	if isFolded(name) {
		return name
	}
	return norm.NFC.String(cases.Fold().String(norm.NFD.String(name)))
}

// isFolded reports whether a path has no letter with case and nothing that a normal form changes. It may report false where
// true would be right. ASCII and Han need no tables.
func isFolded(p string) bool {
	for p != "" && p[0] < utf8.RuneSelf {
		if 'A' <= p[0] && p[0] <= 'Z' {
			return false
		}
		p = p[1:]
	}
	for i, r := range p {
		switch {
		case 'A' <= r && r <= 'Z':
			return false
		case r < utf8.RuneSelf, 0x3400 <= r && r <= 0x4dbf || 0x4e00 <= r && r <= 0x9fff:
		default:
			form := norm.NFC.PropertiesString(p[i:])
			if unicode.SimpleFold(r) != r || form.Decomposition() != nil || !form.BoundaryBefore() {
				return false
			}
		}
	}
	return true
}

// planned reports whether a path is a planned file or a folder of one.
func planned(files []File, name string) bool {
	cmp := func(f File, p string) int { return strings.Compare(f.Path, p) }
	if _, ok := slices.BinarySearchFunc(files, name, cmp); ok {
		return true
	}
	i, _ := slices.BinarySearchFunc(files, name+"/", cmp)
	return i < len(files) && strings.HasPrefix(files[i].Path, name+"/")
}

// problems collects what is wrong with a plan, so that one error can list it all.
type problems struct {
	origin func(path string) string // Options.Origin
	list   []error
	more   int
}

func (w *problems) add(format string, args ...any) {
	if len(w.list) == maxProblems {
		w.more++
		return
	}
	w.list = append(w.list, fmt.Errorf(format, args...))
}

// planned adds what is wrong with a planned file.
func (w *problems) planned(path, format string, args ...any) {
	source := ""
	if len(w.list) < maxProblems {
		source = cause(w.origin, path)
	}
	w.add("%splanned file %q: "+format, append([]any{source, path}, args...)...)
}

// of returns the source of another path in brackets, if it is known.
func (w *problems) of(path string) string {
	if len(w.list) == maxProblems {
		return ""
	}
	if source, known := strings.CutSuffix(cause(w.origin, path), ": "); known {
		return " (" + source + ")"
	}
	return ""
}

// cause returns the source of a path as the beginning of an error, if it is known.
func cause(origin func(path string) string, path string) string {
	if origin == nil {
		return ""
	}
	source := origin(path)
	if strings.ContainsFunc(source, func(r rune) bool { return !strconv.IsPrint(r) }) { // a name must not end the line
		source = strconv.Quote(source)
	}
	if source != "" {
		source += ": "
	}
	return source
}

func (w *problems) join(more problems) {
	n := min(len(more.list), maxProblems-len(w.list))
	w.list = append(w.list, more.list[:n]...)
	w.more += len(more.list) - n + more.more
}

// err returns the problems as one error under a heading, or nil.
func (w *problems) err(heading string) error {
	if len(w.list) == 0 {
		return nil
	}
	if w.more > 0 {
		w.list = append(w.list, fmt.Errorf("and %d more", w.more))
	}
	lines := []string{heading + ":"}
	for _, e := range w.list {
		lines = append(lines, e.Error())
	}
	return explained{lines, errors.Join(w.list...)}
}
