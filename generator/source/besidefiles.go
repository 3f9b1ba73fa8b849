package source

import (
	"bytes"
	"crypto/sha256"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	_ "golang.org/x/image/webp"

	"gongbao/generator/bulletin"
	"gongbao/generator/han"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
)

// attachments reads the files beside an index.md.
func (r *reader) attachments(u unit) ([]bulletin.Attachment, error) {
	var all []bulletin.Attachment
	for _, f := range u.beside {
		a, err := r.attachment(f.name, path.Join(path.Dir(u.path), f.name))
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// attachment reads a file at a slash path below the content folder: its hash, the size of an image in pixels, and whether a browser
// would run it.
func (r *reader) attachment(name, source string) (a bulletin.Attachment, err error) {
	a.Name = name
	file, err := os.Open(filepath.Join(r.from.options.Content, filepath.FromSlash(source)))
	if err != nil {
		return a, err
	}
	defer file.Close()
	h := sha256.New()
	var head bytes.Buffer
	if a.Size, err = io.Copy(h, io.TeeReader(io.LimitReader(file, 1<<20), &head)); err != nil {
		return a, err
	}
	rest, err := io.Copy(h, file)
	if err != nil {
		return a, err
	}
	a.Size += rest
	copy(a.Hash[:], h.Sum(nil))
	a.Active = activeKind(name, head.Bytes(), io.NewSectionReader(file, int64(head.Len()), rest))
	if c, _, err := image.DecodeConfig(&head); err == nil {
		a.Width, a.Height = c.Width, c.Height
	}
	return a, nil
}

// filesOf returns the names of the files that a text shows or links to.
func filesOf(doc *markdown.Document) []string {
	var names []string
	for _, s := range doc.Slots {
		if s.Kind == markdown.SlotFile {
			names = append(names, s.Target)
		}
	}
	return names
}

// An attachmentList works out which files are published with a source.
type attachmentList struct {
	beside   []bulletin.Attachment // the files in its folder
	shown    []string              // those that its text shows or links to
	show     string                // its name in problems
	single   bool                  // it is a single file, not a folder with index.md
	problems []problem.Problem
}

// of returns the files that are published. Without a list in the front matter, these are all, in natural order. A list is the whole
// list, with its own order and titles; what the text shows or links to is published too, but nothing else.
func (l *attachmentList) of(named []bulletin.Attachment) []bulletin.Attachment {
	if named == nil {
		slices.SortStableFunc(l.beside, func(a, b bulletin.Attachment) int { return han.CompareNatural(a.Name, b.Name) })
		return l.beside
	}
	chosen := make([]bulletin.Attachment, 0, len(l.beside))
	for _, n := range named {
		i := slices.IndexFunc(l.beside, func(a bulletin.Attachment) bool { return a.Name == n.Name })
		if i < 0 {
			l.missing(n)
			continue
		}
		a := l.beside[i]
		a.Title = n.Title
		chosen = append(chosen, a)
	}
	var left []string
	for _, a := range l.beside {
		switch {
		case slices.ContainsFunc(chosen, func(b bulletin.Attachment) bool { return b.Name == a.Name }):
		case slices.Contains(l.shown, a.Name):
			a.Unlisted = true
			chosen = append(chosen, a)
		default:
			left = append(left, a.Name)
		}
	}
	if left != nil && l.problems == nil { // otherwise the file that is missing may be one of these
		at := problem.Pos{}
		if len(named) > 0 {
			at = named[0].Pos
		}
		l.problems = append(l.problems, problem.New(problem.UnlistedFile, l.show, at, "not published: %s; the list of attachments does not name it, and the text does not show it", listed(left)).
			WithHint("move it out of the folder, or list it: attachments: [%s]", listed(append(namesOf(chosen), left...))))
	}
	if len(chosen) == 0 {
		return nil
	}
	return chosen
}

// namesOf returns the names of the attachments that front matter lists.
func namesOf(chosen []bulletin.Attachment) (names []string) {
	for _, a := range chosen {
		if !a.Unlisted {
			names = append(names, a.Name)
		}
	}
	return names
}

// missing reports a file of the list that does not exist.
func (l *attachmentList) missing(n bulletin.Attachment) {
	p := problem.New(problem.MissingAttachment, l.show, n.Pos, "no attachment %q beside this file; expected the name of a file in its folder", n.Name)
	known := make([]string, len(l.beside))
	for i, a := range l.beside {
		known[i] = a.Name
	}
	names, i := severalFiles(n.Name), slices.IndexFunc(known, func(name string) bool { return strings.TrimSuffix(name, path.Ext(name)) == n.Name })
	switch base := path.Base(n.Name); {
	case leftover(base) || ignored(base):
		p = p.WithHint("programs leave files with such names, which are never published; rename the file")
	case names != nil:
		p = p.WithHint("write several as a list: [%s]", strings.Join(names, ", "))
	case l.single:
		p = p.HintFolder(n.Name)
	case i >= 0:
		p = p.WithHint("did you mean %q?", known[i])
	case slices.Contains([]string{"none", "no", "无", "無"}, n.Name):
		p = p.WithHint("write [] for no attachments")
	default:
		p = p.HintFile(n.Name, known)
	}
	l.problems = append(l.problems, p)
}

// severalFiles splits a text that names several files with commas between them. It returns nil for any other.
func severalFiles(text string) []string {
	names := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；", r) })
	for i := range names {
		if names[i] = strings.TrimSpace(names[i]); len(names) < 2 || len(path.Ext(names[i])) < 2 {
			return nil
		}
	}
	return names
}
