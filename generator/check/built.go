package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"gongbao/generator/archive"
	"gongbao/generator/problem"
)

// builtFile is one file of the built archive.
type builtFile struct {
	path string // below the output folder
	size int64
}

// maxPage is the maximum size of a page, in bytes.
const maxPage = 256 << 20

// built checks the archive in the output folder.
func (c *checker) built(ctx context.Context, report *Report) error {
	files, err := list(c.Output)
	if err != nil {
		return err
	}
	b := &builtArchive{checker: c, files: files, site: newSite(c.BaseURL, files), ids: make([][]uint64, len(files)),
		groups: map[groupKey]*group{}, anchors: map[anchor]*group{}, web: map[string]*group{}}
	if err := c.published(b.site.files, files); err != nil {
		return err
	}
	var pages []int32
	for i, f := range files {
		if ext := path.Ext(f.path); ext != ".html" && ext != ".xml" || c.Copied != nil && c.Copied(f.path) {
			continue
		}
		if f.size > maxPage {
			return fmt.Errorf("%s is larger than %d MiB; expected a page that a browser can show", c.outputFile(f.path), maxPage>>20)
		}
		pages = append(pages, int32(i))
	}
	report.Pages = len(pages)
	err = c.batches(ctx, Pages, len(pages), func() func(int) error {
		r := pageReader{builtArchive: b}
		return func(i int) error { return r.page(pages[i]) }
	})
	if err != nil {
		return err
	}
	b.followAnchors()
	if c.Web != nil {
		if err := b.ask(ctx, report); err != nil {
			return err
		}
	}
	b.report()
	return nil
}

// list returns the files below a folder, sorted by path. It skips hidden ones: the manifest of package publish, and files of the
// host. The folder .well-known is part of the site (RFC 8615).
func list(dir string) ([]builtFile, error) {
	var files []builtFile
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name != dir && e.Name()[0] == '.' && name != filepath.Join(dir, ".well-known") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := e.Info()
		if err == nil && e.Type()&fs.ModeSymlink != 0 {
			info, err = os.Stat(name)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		below, err := filepath.Rel(dir, name)
		files = append(files, builtFile{filepath.ToSlash(below), info.Size()})
		return err
	})
	slices.SortFunc(files, func(a, b builtFile) int { return strings.Compare(a.path, b.path) })
	return files, err
}

// builtArchive is the built archive while it is checked. The same problem on many pages becomes one finding, because a bad link in a
// theme's footer is on all of them.
type builtArchive struct {
	*checker
	files []builtFile
	site  *site
	ids   [][]uint64 // of each page: sorted hashes of its ids

	mu      sync.Mutex
	groups  map[groupKey]*group
	anchors map[anchor]*group // links to ids of other pages, checked when all ids are known
	web     map[string]*group // links to other sites, by address
}

type groupKey struct {
	code    problem.Code
	message string
}

type anchor struct {
	file int32
	id   uint64
}

// group is one problem with all the places that have it.
type group struct {
	count     int
	hint      string
	forms     []string   // forms in which an author may have written the link, besides that of the page
	fragment  string     // of an anchor
	positions []position // the first ones
}

// position is a byte of a built file.
type position struct {
	file, at int32
	href     string // the link at this place as the page has it; "": look for it in the source in other forms only
}

const maxPositions = 10 // kept in a group

// add counts a position. It keeps the first ones by file and place, in whatever order they arrive.
func (g *group) add(s position) {
	g.count++
	i, _ := slices.BinarySearchFunc(g.positions, s, func(a, b position) int { return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.at, b.at)) })
	if i == maxPositions {
		return
	}
	if len(g.positions) == maxPositions {
		g.positions = g.positions[:maxPositions-1]
	}
	g.positions = slices.Insert(g.positions, i, s)
}

// found adds an error at a byte of a built file.
func (b *builtArchive) found(code problem.Code, s position, message, hint string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.group(code, message, hint).add(s)
}

func (b *builtArchive) group(code problem.Code, message, hint string) *group {
	k := groupKey{code, message}
	g := b.groups[k]
	if g == nil {
		g = &group{hint: hint}
		b.groups[k] = g
	}
	return g
}

// followAnchors checks that links to ids of other pages lead to one.
func (b *builtArchive) followAnchors() {
	for a, g := range b.anchors {
		target := b.files[a.file].path
		if _, ok := slices.BinarySearch(b.ids[a.file], a.id); ok || path.Ext(target) != ".html" || b.Copied != nil && b.Copied(target) {
			continue
		}
		g.hint = "the page exists, but no heading or other element of it has this id"
		b.groups[groupKey{problem.DeadAnchor, fmt.Sprintf("link to /%s leads to no element %q", address(target), g.fragment)}] = g
	}
}

// address returns a path as a browser shows it.
func address(path string) string { return strings.TrimSuffix(path, "index.html") }

// report converts the groups to findings.
func (b *builtArchive) report() {
	p := placer{builtArchive: b}
	for k, g := range b.groups {
		f := Finding{Problem: problem.New(k.code, "", problem.Pos{}, "%s", k.message)}
		f.Hint = g.hint
		var places []Place
		for _, s := range g.positions {
			if place := p.place(s, g.forms); !slices.Contains(places, place) {
				places = append(places, place)
			}
		}
		f.File, f.Line, f.Column = places[0].File, places[0].Line, places[0].Column
		if g.count > 1 {
			f.Count, f.Also = g.count, places[1:]
		}
		b.add(f)
	}
}

// placer converts positions to places.
type placer struct {
	*builtArchive
	name string // of the file that was read last
	data string
}

func (p *placer) read(name string) string {
	if p.name != name {
		data, _ := os.ReadFile(name) // if the file is gone by now, the place is the file as a whole
		p.name, p.data = name, string(data)
	}
	return p.data
}

// place returns the place of a position: in the bulletin's source if the author wrote the link, or else in the built page.
func (p *placer) place(s position, forms []string) Place {
	page := p.files[s.file].path
	if r := p.record(page); r != nil && (s.href != "" || len(forms) > 0) {
		text := p.read(filepath.Join(p.Content, filepath.FromSlash(r.Source)))
		for _, form := range slices.Concat([]string{s.href}, forms) {
			if i := strings.Index(text, form); form != "" && i >= 0 {
				pos := placeIn(text, i, 1)
				return Place{p.file(r.Source), int(pos.Line), int(pos.Column)}
			}
		}
	}
	place := Place{File: p.outputFile(page)}
	if text := p.read(filepath.Join(p.Output, filepath.FromSlash(page))); int(s.at) < len(text) {
		pos := placeIn(text, int(s.at), 1)
		place.Line, place.Column = int(pos.Line), int(pos.Column)
	}
	return place
}

// record returns the bulletin that a page or print view shows, or nil.
func (c *checker) record(page string) *archive.Record {
	for _, p := range []string{page, strings.TrimSuffix(page, ".print.html") + ".html", strings.TrimSuffix(page, "print.html") + "index.html"} {
		if r, ok := c.Archive.ByAddress(p); ok {
			return r
		}
	}
	return nil
}

// load reads a file into a buffer that is reused. size is a hint of its length.
func load(name string, size int64, into []byte) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	into = slices.Grow(into[:0], int(size)+512)
	for {
		n, err := f.Read(into[len(into):cap(into)])
		into = into[:len(into)+n]
		if err == io.EOF {
			return into, nil
		}
		if err != nil {
			return nil, err
		}
		if len(into) == cap(into) {
			into = slices.Grow(into, 1<<16)
		}
	}
}
