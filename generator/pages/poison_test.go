package pages

import (
	"html/template"
	"strings"
	"testing"
	"unsafe"

	"gongbao/generator/archive"
)

const stale = "STALE"

// poison writes a marker over everything in a view that Views.Bulletin may reuse, up to the capacity of its lists.
func poison(b *Bulletin) {
	link := Link{stale, stale, stale}
	fill(b.Outline, Heading{9, stale, stale})
	fill(b.Changes, Change{Note: stale})
	fill(b.Facts, Fact{stale, stale})
	fill(b.Sections, Section{link, stale, stale})
	fill(b.Attachments, Attachment{Link: link, Type: stale})
	fill(b.Translations, Alternate{stale, stale, stale})
	fill(b.Breadcrumbs, link)
	fill(b.Related, &Entry{Link: link})
	fill(b.Neighbours, Neighbours{link, &link, &link})
	fill(b.buffer, Entry{Link: link, Publishers: []Link{link}, Region: link})
	b.Title, b.Subtitle, b.Status, b.Reason, b.Keywords, b.Time, b.Anchor = stale, stale, stale, stale, stale, stale, stale
	b.Body, b.QR, b.JSONLD = stale, stale, stale
}

func fill[T any](list []T, marker T) {
	list = list[:cap(list)]
	for i := range list {
		list[i] = marker
	}
}

// bodyMemory holds the text of one page at a time, as a build's scratch memory does.
type bodyMemory []byte

// body returns a text in the memory, over the one before.
func (m *bodyMemory) body(text string) template.HTML {
	for i := range *m {
		(*m)[i] = '!'
	}
	*m = append((*m)[:0], text...)
	return template.HTML(unsafe.String(unsafe.SliceData(*m), len(text)))
}

// Views fills a view in place, and its body is in memory that the next page overwrites. Neither may show anything of an earlier
// page.
func TestNoPageShowsWhatAnEarlierOneLeftInMemory(t *testing.T) {
	theme, a := gazette(t), busyArchive(t)
	for _, prepared := range []bool{false, true} {
		v := viewsOf(a)
		if prepared {
			v = v.Prepared(0)
		}
		render := func(b *Bulletin, template string) string {
			b.Chrome = theme.Chrome(&b.Frame)
			page, err := theme.Append(nil, template, b.Language, b)
			if err != nil {
				t.Fatal(err)
			}
			return string(page)
		}
		var reused Bulletin
		var memory bodyMemory
		for i := range 40 {
			r := a.Records[(i*97+len(a.Records)-4)%len(a.Records)] // the last ones have the most in them
			var fresh Bulletin
			v.Bulletin(&fresh, r)
			fresh.Body = template.HTML("<p>" + r.Title.Value + "</p>")
			v.Bulletin(&reused, r)
			reused.Body = memory.body("<p>" + r.Title.Value + "</p>")
			for _, name := range []string{"bulletin.html", "print.html"} {
				got := render(&reused, name)
				if got != render(&fresh, name) || strings.Contains(got, stale) {
					t.Fatalf("%s of %s differs when its view was used before:\n%s", name, r.Path, got)
				}
			}
			poison(&reused)
		}
	}
}

func TestNoIssueShowsWhatAnEarlierOneLeftInMemory(t *testing.T) {
	theme, v := gazette(t), viewsOf(busyArchive(t))
	render := func(i *Issue) string {
		i.Chrome = theme.Chrome(&i.Frame)
		page, err := theme.Append(nil, "issue.html", i.Language, i)
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
	var months []archive.Month
	for _, y := range v.Archive.Years {
		months = append(months, y.Months...)
	}
	var reused Issue
	for _, m := range append(months, months...) {
		var fresh Issue
		v.Issue(&fresh, m)
		v.Issue(&reused, m)
		if got := render(&reused); got != render(&fresh) || strings.Contains(got, stale) {
			t.Fatalf("the issue of %d-%02d differs when its view was used before", m.Year, m.Month)
		}
		for i := range reused.Bulletins[:cap(reused.Bulletins)] {
			poison(&reused.Bulletins[:cap(reused.Bulletins)][i])
		}
	}
}

// The chrome is kept for all pages of a site, so it must not share memory with the view of the first page.
func TestChromeKeepsNothingOfTheFirstView(t *testing.T) {
	theme := load(t, nil)
	site := exampleSite()
	var memory bodyMemory
	text := string(memory.body("en../agencies"))
	first := theme.Chrome(&Frame{Site: site, Language: text[:2], Root: text[2:5], Section: text[5:]})
	memory.body("xxxxxxxxxxxxx")
	if again := theme.Chrome(&Frame{Site: site, Language: "en", Root: "../", Section: "agencies"}); again.Header != first.Header || strings.Contains(string(again.Header), "xx") {
		t.Errorf("the chrome changed with the memory of a view: %s", again.Header)
	}
	parts := 0
	theme.chromes.Load().parts.Range(func(k, _ any) bool {
		if k != (chromeKey{"en", "../", "", "agencies"}) {
			t.Errorf("the chrome is kept for %v", k)
		}
		parts++
		return true
	})
	if parts != 1 {
		t.Errorf("the chrome is kept %d times", parts)
	}
}
