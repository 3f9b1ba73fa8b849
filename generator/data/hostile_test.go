package data

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"gongbao/generator/escape"
)

// A text comes out of a cell as it went in, but for characters that CSV cannot hold.
func FuzzTextComesBackFromCSV(f *testing.F) {
	for _, s := range hostileTitles {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		source := append(escape.AppendCSV([]byte("a,"), s), ",b\r\n"...)
		rows, err := csv.NewReader(strings.NewReader(string(source))).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 3 {
			t.Fatalf("%q: %q, %v", source, rows, err)
		}
		got := rows[0][1]
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
				return utf8.RuneError
			}
			return r
		}, string([]rune(s)))
		want = strings.ReplaceAll(want, "\r\n", "\n") // as the reader does
		if strings.TrimPrefix(got, "'") != want && got != want {
			t.Errorf("%q comes back as %q", want, got)
		}
		if got != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(got)[0]) {
			t.Errorf("a spreadsheet takes %q for a formula", got)
		}
	})
}

func TestMarkupInTitlesStaysText(t *testing.T) {
	for name, r := range archives(t) {
		for path, f := range r {
			if f.Render == nil || strings.HasSuffix(path, ".csv") {
				continue
			}
			source := r.text(t, path)
			lively := []string{"<script", "</script", "<!--", "]]>"}
			if strings.Contains(path, ".json") {
				lively = lively[1:3] // what would end a script element that holds the file, or hide its end
			}
			for _, live := range lively {
				if strings.Contains(source, live) {
					t.Errorf("%s: %s holds %q", name, path, live)
				}
			}
			if !utf8.ValidString(source) {
				t.Errorf("%s: %s is not UTF-8", name, path)
			}
		}
	}
}

func TestHostileTitlesComeBackFromEveryFormat(t *testing.T) {
	r := archives(t)["hostile"]
	f := readAtom(t, r.bytes(t, "feed.xml"))
	var feed struct{ Items []struct{ Title string } }
	var year struct{ Bulletins []struct{ Title string } }
	for path, into := range map[string]any{"feed.json": &feed, "data/2020.json": &year} {
		if err := json.Unmarshal(r.bytes(t, path), into); err != nil {
			t.Fatal(path, err)
		}
	}
	for i, title := range hostileTitles {
		title = string([]rune(title))
		last := len(hostileTitles) - 1 - i
		if got := year.Bulletins[i].Title; got != title {
			t.Errorf("the data have %q for %q", got, title)
		}
		if got := feed.Items[last].Title; !strings.HasSuffix(got, title) {
			t.Errorf("the JSON Feed has %q for %q", got, title)
		}
		inXML := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF' {
				return utf8.RuneError
			}
			return r
		}, title)
		if got := f.Entries[last].Title; !strings.HasSuffix(got, inXML) {
			t.Errorf("Atom has %q for %q", got, inXML)
		}
	}
}

func TestAddressesNeedNoEscape(t *testing.T) {
	got := string(escape.AppendPath(nil, `2020/02/21/a b&c'"<>%公报/x?#.pdf`))
	const want = `2020/02/21/a%20b%26c%27%22%3C%3E%25%E5%85%AC%E6%8A%A5/x%3F%23.pdf`
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	s := site()
	s.BaseURL = `https://example.org/a%20b&'"<x>/`
	if got := readAtom(t, render(archiveOf(t, daily(1)...), s).bytes(t, "feed.xml")).ID; got != "https://example.org/a%20b%26%27%22%3Cx%3E/feed.xml" {
		t.Errorf("the base address becomes %s", got)
	}
}
