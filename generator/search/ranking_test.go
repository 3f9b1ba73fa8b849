package search_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/site"

	"gongbao/generator"
	"gongbao/generator/archive"
	"gongbao/generator/internal/need"
	"gongbao/generator/publish"
	"gongbao/generator/search"
)

// expectations reads the queries whose first result is fixed: those over the sample, or those over the captured pages.
func expectations(t *testing.T, seeds bool) (queries, sources []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		query, source, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") || strings.HasPrefix(source, "seed ") != seeds {
			continue
		}
		if number, ok := strings.CutPrefix(source, "seed "); ok {
			source = "seed-" + number + ".md"
		}
		queries, sources = append(queries, query), append(sources, "bulletins/"+source)
	}
	return queries, sources
}

func TestTheBestBulletinComesFirst(t *testing.T) {
	t.Run("of the sample", func(t *testing.T) { checkRanking(t, filepath.Join(need.Root(t), "content"), false) })
	t.Run("of the sample and captured pages", func(t *testing.T) {
		seeds, err := filepath.Glob(filepath.Join(need.Seeds(t), "*.txt"))
		if err != nil || len(seeds) != 5 {
			t.Fatalf("there are %d captured pages; expected 5: %v", len(seeds), err)
		}
		content := t.TempDir()
		if err := os.CopyFS(content, os.DirFS(filepath.Join(need.Root(t), "content"))); err != nil {
			t.Fatal(err)
		}
		for i, name := range seeds {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			title, _, _ := strings.Cut(string(text), "\n")
			title = string([]rune(title)[:min(40, len([]rune(title)))])
			front := fmt.Sprintf("---\ntitle: %q\npublisher: archive-editors\ndate: 2020-04-%02d\n---\n\n", strings.TrimSpace(title), i+1)
			if err := os.WriteFile(filepath.Join(content, "bulletins", fmt.Sprintf("seed-%d.md", i)), append([]byte(front), text...), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		checkRanking(t, content, true)
	})
}

func checkRanking(t *testing.T, content string, seeds bool) {
	built, err := generator.Load(context.Background(), generator.Options{Content: content, Now: site.Moment{Time: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}})
	if err != nil {
		t.Fatal(err)
	}
	defer built.Sources.Close()
	files := search.Plan(built.Archive, built.Text, search.Options{})
	reader, err := search.Open(func(path string) ([]byte, error) {
		i := slices.IndexFunc(files, func(f publish.File) bool { return f.Path == path })
		if i < 0 {
			return nil, os.ErrNotExist
		}
		return files[i].Render(nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	queries, sources := expectations(t, seeds)
	if len(queries) == 0 {
		t.Fatal("no query is expected to find anything")
	}
	for i, query := range queries {
		candidates, _, err := reader.Find(search.Search{Query: query})
		if err != nil {
			t.Fatal(err)
		}
		var shown []string
		for _, c := range candidates {
			r := built.Archive.Records[c.Number]
			if search.Has(query, texts(t, built, r)...) {
				shown = append(shown, fmt.Sprintf("%s (%.2f)", r.Source, c.Score/1e6))
			}
		}
		if len(shown) == 0 || !strings.HasPrefix(shown[0], sources[i]+" ") {
			t.Errorf("%q finds %q; expected %s first", query, shown[:min(len(shown), 4)], sources[i])
		}
	}
}

func texts(t *testing.T, built *site.Site, r *archive.Record) []string {
	t.Helper()
	body, err := built.Text(r)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{r.Title.Value, r.Subtitle, r.Number.Value, r.Summary, body}
	for _, p := range r.Publishers {
		for _, name := range p.Names {
			all = append(all, name.Text)
		}
		all = append(all, p.Aliases...)
	}
	return all
}
