package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func FuzzNoLiveScriptComesOut(f *testing.F) {
	for _, e := range commonMark(f) {
		f.Add([]byte(e.Markdown))
	}
	for _, text := range hostile(300) {
		f.Add([]byte(text))
	}
	for _, text := range []string{
		"# a {#b .c agency=\"d\"}\n\n[e](#b)[^1] ![f](g.png \"h\")\n\n[^1]: i\n",
		"<a href=\"x.md\" onclick=1>b</a><table><tr><td>\n\n*c*\n\n</table>",
		"<a name=a>b</a><a href=\"#a\" id=c>d</a><ol type=i style=\"list-style-type:cjk-ideographic;color:red\" reversed start=-3><li value=4 id=a>e</ol>",
		"[a](&#106;avascript:b) <javascript:c> <img src=x onerror=d>",
		"|a|b|\n|:-|-:|\n|`\\|`|[c](d.pdf)|\n\ne\n: f\n\n- [x] ~~g~~ https://h.cn/i_j。k_l@m.cn",
	} {
		f.Add([]byte(text))
	}
	off, on := New(Options{}), New(Options{HTML: HTMLSanitized})
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 20_000 {
			return
		}
		for _, r := range []*Renderer{off, on} {
			d, problems := r.Render(Source{Text: text, Line: 1, Files: map[string]File{"g.png": {Size: 1, Width: 2, Height: 3}, "d.pdf": {}}})
			checkDocument(t, d)
			contained(t, filled(d), string(text))
			lines := 1 + bytes.Count(text, []byte{'\n'}) + bytes.Count(text, []byte{'\r'})
			for _, p := range problems {
				if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Message == "" {
					t.Errorf("a problem without a place or message: %+v", p)
				}
			}
			again, _ := r.Render(Source{Text: text, Line: 1, Files: map[string]File{"g.png": {Size: 1, Width: 2, Height: 3}, "d.pdf": {}}})
			equal(t, "a second time", again, d)
		}
	})
}

var schemeOfURL = regexp.MustCompile(`^[\x00- ]*([A-Za-z][-+.A-Za-z0-9]*):`)

// harmless reports whether an address, read as a browser reads it (URL Standard §4.4), has no scheme or one that runs nothing.
func harmless(address string) bool {
	m := schemeOfURL.FindStringSubmatch(strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(address))
	return m == nil || slices.Contains([]string{"http", "https", "mailto", "tel", "ftp"}, strings.ToLower(m[1]))
}

// checkDocument fails if a document contains anything active, or breaks a promise of Document.
func checkDocument(t testing.TB, d Document) {
	t.Helper()
	tree, err := html.Parse(strings.NewReader("<body>" + filled(d)))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for n := range tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "style", "iframe", "object", "embed", "form", "input", "link", "meta", "base", "svg", "math", "textarea", "title", "h1":
			t.Errorf("a live or foreign <%s>:\n%s", n.Data, d.HTML)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || a.Key == "agency" {
				t.Errorf("an attribute %s:\n%s", a.Key, d.HTML)
			}
			if a.Key == "href" || a.Key == "src" {
				if !harmless(a.Val) {
					t.Errorf("a link to %s:\n%s", a.Val, d.HTML)
				}
			}
			if a.Key == "id" {
				ids = append(ids, a.Val)
				if strings.HasPrefix(a.Val, "page-") {
					t.Errorf("the id %s is the theme's", a.Val)
				}
			}
		}
	}
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("ids are not unique: %q\n%s", ids, d.HTML)
	}
	last := 0
	for _, s := range d.Slots {
		if s.Offset < last || s.Offset > len(d.HTML) || s.Kind > SlotID || (s.Kind == SlotID) != (s.Line == 0) {
			t.Errorf("slot %+v after %d, in %d bytes", s, last, len(d.HTML))
			return
		}
		last = s.Offset
		if before := d.HTML[:s.Offset]; !strings.HasSuffix(before, `="`) && !strings.HasSuffix(before, `="#`) {
			t.Errorf("slot %+v is not at the start of an attribute: …%s", s, before[max(0, len(before)-40):])
		}
		if strings.ContainsAny(s.Fragment, "\"<>& \n") {
			t.Errorf("the fragment %q is not ready to be written", s.Fragment)
		}
	}
	for _, s := range []string{d.HTML, d.Text, d.Summary} {
		if !utf8.ValidString(s) {
			t.Errorf("not UTF-8: %q", s)
		}
	}
	if utf8.RuneCountInString(d.Summary) > maxSummary+1 {
		t.Errorf("a summary of %d characters", utf8.RuneCountInString(d.Summary))
	}
	for _, h := range d.Headings {
		if h.Level < 2 || h.Level > 6 || !slices.Contains(ids, h.ID) || h.Line < 1 || h.Column < 1 {
			t.Errorf("heading %+v", h)
		}
	}
}
