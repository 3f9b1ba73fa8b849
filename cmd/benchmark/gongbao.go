package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"gongbao/generator/corpus"
)

// now is the --now of every build. It is later than the last bulletin of the corpus.
const now = "2026-01-01"

// A gongbaoSite is one corpus and the site that gongbao builds from it.
type gongbaoSite struct {
	*bench
	bulletins              int
	search                 bool // what site.yaml says
	content, output, cache string
}

// full measures a build into an empty folder without a cache.
func (g *gongbaoSite) full(name string) (row, error) {
	if err := g.remove(); err != nil {
		return row{}, err
	}
	return g.build(name)
}

func (g *gongbaoSite) remove() error {
	return errors.Join(os.RemoveAll(g.output), os.RemoveAll(g.cache))
}

// warm measures builds over an existing site. Each run edits the bulletin differently, or adds another one. At the end, warm
// restores the content.
func (g *gongbaoSite) warm() error {
	edited := g.bulletin(g.bulletins / 2)
	added := func(run int) corpus.Source {
		b := g.bulletin(g.bulletins + run)
		b.Folder = "bulletins/2024/12"
		return b
	}
	for _, c := range []struct {
		name   string
		before func(run int) error
	}{
		{"nothing changed", func(int) error { return nil }},
		{"one edited body", func(run int) error {
			return g.write(edited, func(text []byte) []byte {
				return fmt.Appendf(text, "\n更正第%d次。\n", run+1)
			})
		}},
		{"one edited title", func(run int) error {
			return g.write(edited, func(text []byte) []byte {
				return bytes.Replace(text, []byte("title: "), fmt.Appendf(nil, "title: 更正%d ", run+1), 1)
			})
		}},
		{"one new bulletin", func(run int) error {
			return g.write(added(run), func(text []byte) []byte { return dated(text, "2024-12-28") })
		}},
	} {
		err := g.inTurn(func(run int) (row, error) {
			if err := c.before(run); err != nil {
				return row{}, err
			}
			return g.build(c.name)
		})
		if err != nil {
			return err
		}
	}
	for run := range g.runs {
		if err := os.Remove(g.path(added(run))); err != nil {
			return err
		}
	}
	return g.write(edited, bytes.Clone)
}

func (g *gongbaoSite) bulletin(i int) corpus.Source {
	return corpus.Bulletin(i, corpus.Options{Bulletins: g.bulletins, Least: 1000, Most: 6000})
}

// dated replaces the date of a bulletin.
func dated(text []byte, date string) []byte {
	start := bytes.Index(text, []byte("\ndate: ")) + len("\ndate: ")
	end := start + bytes.IndexByte(text[start:], '\n')
	return append(append(bytes.Clone(text[:start]), date...), text[end:]...)
}

// write puts a bulletin into the content after changing its text.
func (g *gongbaoSite) write(b corpus.Source, change func([]byte) []byte) error {
	if err := os.MkdirAll(filepath.Dir(g.path(b)), 0o755); err != nil {
		return err
	}
	return os.WriteFile(g.path(b), change(bytes.Clone(b.Source)), 0o644)
}

func (g *gongbaoSite) path(b corpus.Source) string {
	return filepath.Join(g.content, filepath.FromSlash(b.Folder), b.Name)
}

// build runs gongbao once. Its report goes to a file to keep this process small, because a child's peak memory starts at the
// size of its parent.
func (g *gongbaoSite) build(name string) (row, error) {
	out, err := os.Create(filepath.Join(g.work, "report.json"))
	if err != nil {
		return row{}, err
	}
	defer out.Close()
	writeBack()
	cost, err := g.process("", out, g.gongbao, "build", "--content", g.content, "--output", g.output, "--cache", g.cache,
		"--jobs", strconv.Itoa(g.jobs), "--now", now, "--json")
	if err != nil {
		text, _ := os.ReadFile(out.Name())
		return row{}, fmt.Errorf("%w\n%s", err, tail(string(text), 2000))
	}
	r := row{Bulletins: g.bulletins, Search: g.search, Tool: "gongbao", Case: name, cost: cost}
	if _, err := out.Seek(0, 0); err != nil {
		return row{}, err
	}
	r.Files, r.Bytes, err = written(out)
	return r, err
}

// written returns how many files and bytes gongbao wrote, according to its report.
func written(out io.Reader) (files int, size int64, err error) {
	var report struct {
		New, Changed []counted
		Bytes        int64
	}
	if err := json.NewDecoder(out).Decode(&report); err != nil {
		return 0, 0, fmt.Errorf("report of gongbao: %w", err)
	}
	return len(report.New) + len(report.Changed), report.Bytes, nil
}

// counted is a JSON value of which only the number matters.
type counted struct{}

func (*counted) UnmarshalJSON([]byte) error { return nil }

// eachFile calls do for each file of a site, in the order of their paths. It skips gongbao's own folder, which is not part
// of the site.
func eachFile(site string, do func(path string, size int64) error) error {
	return filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".gongbao":
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		path, err := filepath.Rel(site, name)
		if err != nil {
			return err
		}
		return do(path, info.Size())
	})
}
