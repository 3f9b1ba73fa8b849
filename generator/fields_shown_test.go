package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator"
	"gongbao/generator/bulletin"
	"gongbao/generator/site"
)

// Every field of front matter appears on the page, in the print view and in the open data, unless its declaration has a
// reason why not. A field that is added to the table and forgotten elsewhere fails here.
func TestEveryFieldIsShownOrTheTableSaysWhyNot(t *testing.T) {
	built := siteWithEveryField(t)
	for i := range bulletin.Fields {
		f := &bulletin.Fields[i]
		marks := marksOf(f)
		for _, place := range []struct{ name, text, why string }{
			{"the page", built.pages, f.Absent.Page},
			{"the print view", built.print, f.Absent.Print},
			{"the JSON files", built.json, f.Absent.JSON},
			{"the table", built.csv, f.Absent.CSV},
		} {
			shown := false
			for _, mark := range marks {
				shown = shown || strings.Contains(place.text, mark)
			}
			switch {
			case place.why == "" && !shown:
				t.Errorf("%s: %q is not in %s; show it there, or say why not in bulletin.Fields", f.Key, marks[0], place.name)
			case place.why != "" && shown:
				t.Errorf("%s: %q is in %s, though the table says: %s", f.Key, marks[0], place.name, place.why)
			}
		}
	}
}

// mark is a word that occurs nowhere else.
func mark(key string) string { return "xx" + key + "xx" }

// days are the dates of fields, each different.
var days = map[string]time.Time{}

// marksOf returns the forms in which the value of a field may appear.
func marksOf(f *bulletin.Field) []string {
	switch {
	case f.Key == "date":
		return []string{"2020-02-21", "2020年2月21日"}
	case f.Type == bulletin.Day:
		return []string{days[f.Key].Format(time.DateOnly), days[f.Key].Format("2006年1月2日")}
	case f.Type == bulletin.StatusWord:
		return []string{"superseded"}
	case f.Type == bulletin.Language:
		return []string{"zh-Hant"}
	case f.Type == bulletin.Flag:
		return []string{`"` + f.Key + `":true`}
	}
	return []string{mark(f.Key)}
}

type shownSite struct{ pages, print, json, csv string }

// siteWithEveryField builds a site in which bulletins have every field. There are several, since no bulletin is superseded,
// corrected and erased at once.
func siteWithEveryField(t *testing.T) (s shownSite) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "title: 公报\nbase_url: https://archive.example.org/\nlanguages: [zh-Hans, zh-Hant]\n")
	for _, status := range []string{"superseded", "corrected", "erased"} {
		write("bulletins/"+status+"/index.md", "---\n"+frontMatter(status)+"---\n正文。\n")
		write("bulletins/"+status+"/"+mark("attachments")+".pdf", "%PDF-1.4\n")
	}
	for _, other := range []string{"supersedes", "superseded_by"} {
		write("bulletins/"+other+".md", fmt.Sprintf("---\ntitle: %s\nslug: %[1]s\npublisher: 甲\ndate: 2019-01-01\n---\n正文。\n", mark(other)))
	}
	output := filepath.Join(dir, "public")
	report, err := generator.Build(context.Background(), generator.Options{
		Content: filepath.Join(dir, "content"), Output: output, Now: site.Moment{Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}})
	if err != nil {
		if report != nil {
			t.Log(report.Problems)
		}
		t.Fatal(err)
	}
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(output, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, status := range []string{"superseded", "corrected", "erased"} {
		stem := "2020/02/21/" + mark("slug") + status
		s.pages += read(stem + ".html")
		s.print += read(stem + ".print.html")
	}
	s.json = read("data/2020.json")
	for row := range strings.Lines(read("data/bulletins.csv")) {
		if strings.HasPrefix(row, "2020-") && !strings.Contains(row, ",erased,") { // not those that are referred to, nor the summary that says why
			s.csv += row
		}
	}
	return s
}

// frontMatter has every field that a bulletin of this status may have.
func frontMatter(status string) string {
	var b strings.Builder
	for i, f := range bulletin.Fields {
		value := mark(f.Key)
		switch {
		case f.Key == "draft", f.Key == "superseded_by" && status != "superseded", f.Key == "translation_of": // not beside translation_key
			continue
		case status != "erased" && slices.Contains([]string{"withdrawn", "erased", "legal_ground", "erase_title"}, f.Key):
			continue
		case f.Type == bulletin.Flag:
			value = "true"
		case f.Key == "date":
			value = "2020-02-21"
		case f.Key == "expires_at":
			days[f.Key] = time.Date(2031, 5, 6, 0, 0, 0, 0, time.UTC)
			value = "2031-05-06"
		case f.Key == "superseded_by", f.Key == "supersedes" && status == "superseded":
		case f.Key == "supersedes" && status != "corrected":
			continue // nothing is superseded twice
		case f.Key == "slug", f.Key == "number":
			value += status
		case f.Key == "aliases":
			value = "/" + value + "/" + status + ".html"
		case f.Key == "attachments":
			value += ".pdf"
		case f.Type == bulletin.Day:
			days[f.Key] = time.Date(2020, 3, 1+i, 0, 0, 0, 0, time.UTC)
			if f.Key == "updated" { // the data have the last of all changes
				days[f.Key] = time.Date(2020, 6, 1, 0, 0, 0, 0, time.UTC)
			}
			value = days[f.Key].Format(time.DateOnly)
		case f.Type == bulletin.URL:
			value = "https://example.org/" + value
		case f.Type == bulletin.Language:
			value = "zh-Hant"
		case f.Type == bulletin.StatusWord:
			value = status
		case f.Type == bulletin.Corrections:
			value = "[{date: 2020-02-25, note: " + value + "}]"
		case f.Key == "translation_key":
			value += status
		}
		fmt.Fprintf(&b, "%s: %s\n", f.Key, value)
	}
	return b.String()
}
